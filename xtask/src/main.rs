//! Tidy checks and the generators of what the binary embeds: `cargo run -p headwater-xtask -- COMMAND`. Not shipped.

mod attribution;
mod background;
mod gazetteer;
mod labelled;
mod levels;
mod logistic;
mod outlets;
mod outlines;
mod places;
mod records;
mod sequence;
mod stories;
mod tidy;

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
    /// Prints what is out of place in the repository.
    Tidy {
        /// The repository.
        #[arg(default_value = ".")]
        root: PathBuf,
    },
    /// Makes the table of how often terms occur in news at large.
    Background {
        /// JSON lines with a `text` each.
        files: Vec<PathBuf>,
        /// Where to write it.
        #[arg(long)]
        out: PathBuf,
    },
    /// Outlines of countries for the map, from world-atlas' countries-50m.json.
    Outlines {
        /// The TopoJSON file.
        file: PathBuf,
        /// Where to write them.
        #[arg(long)]
        out: PathBuf,
    },
    /// Builds data/gazetteer.hwg from unpacked packages (see data/NOTICE-gazetteer.md).
    Gazetteer {
        /// Folder with the unpacked packages, each under its own name.
        sources: PathBuf,
        /// Folder with the supplement and the demonyms; the table is written there too.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Learns the weights of the senses of place names and prints them.
    PlaceWeights {
        /// Training data.
        files: Vec<PathBuf>,
    },
    /// Learns the weights by which grouping judges two reports and prints them.
    StoryWeights {
        /// JSON lines of reports with a `cluster` each.
        files: Vec<PathBuf>,
        /// The same, for files of which only small collections are to be learnt from.
        #[arg(long)]
        only_small: Vec<PathBuf>,
    },
    /// Learns the weights by which copying between two reports is graded and prints them.
    LevelWeights {
        /// JSON lines of pairs with a `level` each.
        pairs: PathBuf,
        /// JSON lines of their reports.
        reports: PathBuf,
        /// Folder of stories with gold copying.
        #[arg(long)]
        stories: Option<PathBuf>,
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
        Command::Tidy { root } => tidy::problems(&root).and_then(|problems| match problems.len() {
            0 => Ok(()),
            number => Err(format!("{number} things are out of place:\n{}", problems.join("\n"))),
        }),
        Command::Background { files, out } => background::make(&files, &out),
        Command::Outlines { file, out } => outlines::run(&file, &out),
        Command::Gazetteer { sources, data } => gazetteer::build(&sources, &data),
        Command::PlaceWeights { files } => places::learn_weights(&files),
        Command::StoryWeights { files, only_small } => stories::learn_weights(&files, &only_small),
        Command::LevelWeights { pairs, reports, stories } => {
            levels::learn_weights(&pairs, &reports, stories.as_deref())
        }
        Command::Outlets { sources, owners, out } => outlets::run(&sources, &owners, &out),
        Command::Train { model, files, out } => {
            let trained = match model.as_str() {
                "place_names" => places::train_names(&files),
                "cues" => attribution::train(Part::Cues, &files),
                "sources" => attribution::train(Part::Sources, &files),
                "contents" => attribution::train(Part::Contents, &files),
                "tagger" => sequence::train_tagger(&files),
                "names" => sequence::train_names(&files),
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
