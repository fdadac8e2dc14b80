//! Tidy checks and the generators of what the binary embeds: `cargo run -p headwater-xtask -- COMMAND`. Not shipped.

mod attribution;
mod outlines;

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
    /// Outlines of countries for the map, from world-atlas' countries-50m.json.
    Outlines {
        /// The TopoJSON file.
        file: PathBuf,
        /// Where to write them.
        #[arg(long)]
        out: PathBuf,
    },
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
}

#[expect(clippy::print_stderr, reason = "a program that talks to developers")]
fn main() -> ExitCode {
    let outcome: Result<(), String> = match Arguments::parse().command {
        Command::Outlines { file, out } => outlines::run(&file, &out),
        Command::Train { model, files, out } => {
            let trained = match model.as_str() {
                "cues" => attribution::train_cues(&files),
                "attribution" => attribution::train_spans(&files),
                _ => Err(format!("{model}: no such model")),
            };
            let write =
                |bytes: Vec<u8>| std::fs::write(&out, bytes).map_err(|error| format!("{}: {error}", out.display()));
            trained.and_then(|model| write(model.to_bytes()))
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
