//! Scored tasks and speed: `headwater-bench TASK FILE...` prints `metric<TAB>value` lines and nothing else.

mod corroboration;
mod records;
mod scores;
mod simulate;
mod tasks;

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use headwater_annotate::{Annotator, Language};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What every task is given.
#[derive(Debug, Parser)]
#[command(name = "headwater-bench", version, about)]
pub(crate) struct Arguments {
    /// Task: grouping, attribution, ner, time, place, pairs, reuse, stemma, corroboration, extract, check or speed; or simulate.
    task: String,
    /// Files or folders in the form of the task; for simulate what is to be written, trees or stream.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// grouping: feed the reports one by one in the order of time instead of as a batch.
    #[arg(long)]
    stream: bool,
    /// speed: how often the file is read over.
    #[arg(long, default_value_t = 1)]
    repeat: usize,
    /// speed: leave out stories of fewer reports.
    #[arg(long, default_value_t = 1)]
    least_reports: usize,
    /// By what names and attributions are read; when not given, full for attribution, check, corroboration, ner and pairs, as
    /// the program reads a handful of reports, else fast.
    #[arg(long, value_parser = language())]
    language: Option<Language>,
    /// Also write what was predicted, one JSON line a record in the gold's own form.
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// corroboration: also write every pair of statements that was compared with what describes it, for training.
    #[arg(long)]
    pairs: Option<PathBuf>,
    /// stemma: tell the trees by another method instead, for comparison.
    #[arg(long)]
    peer: Option<Peer>,
    /// stemma: also print how many of the edges said to be so sure are right.
    #[arg(long)]
    reliability: bool,
    /// simulate: the folder of trees, or the file of a stream.
    #[arg(long)]
    out: Option<PathBuf>,
    /// simulate: what decides everything else.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// simulate trees: how many.
    #[arg(long, default_value_t = 100)]
    count: usize,
    /// simulate: reports of the stream, or that are there of each tree.
    #[arg(long, default_value_t = 12)]
    reports: usize,
    /// simulate trees: share of the texts with copies that is not among the reports.
    #[arg(long, default_value_t = 1.0 / 3.0)]
    lost: f64,
    /// simulate trees: what copyists do; mixed unless given.
    #[arg(long, default_value = "mixed")]
    mix: String,
    /// simulate stream: over how many days.
    #[arg(long, default_value_t = 7.0)]
    days: f64,
}

/// Another way to tell a tree from texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Peer {
    /// Neighbour joining (Saitou & Nei 1987) on distances of word shingles, rooted in the middle.
    NeighbourJoining,
    /// Minimum spanning tree on the same distances, rooted in the longest text.
    SpanningTree,
}

impl Arguments {
    /// An annotator that reads as asked, else fast.
    fn annotator(&self) -> Annotator {
        self.annotator_or(Language::default())
    }

    /// An annotator that reads as asked, else by `language`.
    fn annotator_or(&self, language: Language) -> Annotator {
        Annotator::with(self.language.unwrap_or(language))
    }
}

/// A way to read by its name.
fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::name)).try_map(|name| name.parse::<Language>())
}

#[expect(clippy::print_stderr, reason = "the bench is a program that prints")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match tasks::run(&arguments) {
        Ok(metrics) => {
            let mut out = std::io::stdout().lock();
            for metric in metrics {
                // Whoever reads may have had enough.
                if writeln!(out, "{}\t{}", metric.name, metric.value).is_err() {
                    break;
                }
            }
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("headwater-bench: {problem}");
            ExitCode::from(3)
        }
    }
}
