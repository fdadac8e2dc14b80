//! What did the outlet print, and when? Bytes of many formats become [`Report`]s; the original text is kept as it is.

mod compose;

pub use compose::{Fields, compose};

use headwater_model::{Noted, Report};
use std::path::PathBuf;

/// Limits and names of fields.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

/// Reads files, folders of any mix and archives (`-` is standard input). What can be read is returned; the rest is
/// named in the notes with the reason and what to do. Reports come in the order of paths and records.
#[must_use]
pub fn read(_paths: &[PathBuf], _settings: &Settings) -> Noted<Vec<Report>> {
    Noted::plain(Vec::new())
}
