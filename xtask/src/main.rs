//! Tidy checks and the generators of what the binary embeds: `cargo run -p headwater-xtask -- COMMAND`. Not shipped.

mod outlets;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "xtask", about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Trains a small linear model and writes it to models/.
    Train {
        /// Which model.
        model: String,
        /// Training data.
        files: Vec<PathBuf>,
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
    },
    /// Builds data/outlets.tsv from public tables and data/owners.tsv.
    Outlets {
        /// Folder of the public tables that data/NOTICE-outlets.md names.
        sources: PathBuf,
        /// Our own table of owners.
        #[arg(long, default_value = "data/owners.tsv")]
        owners: PathBuf,
        /// Where to write the table.
        #[arg(long, default_value = "data/outlets.tsv")]
        out: PathBuf,
    },
}

#[expect(clippy::print_stderr, reason = "a program that talks to developers")]
fn main() -> ExitCode {
    let outcome: Result<(), String> = match Arguments::parse().command {
        Command::Outlets { sources, owners, out } => outlets::run(&sources, &owners, &out),
        Command::Train { model, files, out } => {
            Err(format!("{model}: no such model ({} files, {})", files.len(), out.display()))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
