//! Tidy checks and the generators of what the binary embeds: `cargo run -p headwater-xtask -- COMMAND`. Not shipped.

mod attribution;

use attribution::Part;
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
}

#[expect(clippy::print_stderr, reason = "a program that talks to developers")]
fn main() -> ExitCode {
    let outcome: Result<(), String> = match Arguments::parse().command {
        Command::Train { model, files, out } => {
            let trained = match model.as_str() {
                "cues" => attribution::train(Part::Cues, &files),
                "sources" => attribution::train(Part::Sources, &files),
                "contents" => attribution::train(Part::Contents, &files),
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
