//! Runs the binary as a person would: good and bad input, wrong usage, every command, and the same bytes every time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

mod bad_input;
mod commands;
mod same_bytes;
mod usage;
mod workshop;
