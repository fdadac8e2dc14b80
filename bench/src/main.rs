//! Scored tasks and speed: `headwater-bench TASK FILE...` prints `metric<TAB>value` lines and nothing else.

mod corroboration;
mod records;
mod scores;
mod tasks;

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use headwater_annotate::{Annotator, Language};
use std::path::PathBuf;
use std::process::ExitCode;

/// What every task is given.
#[derive(Debug, Parser)]
#[command(name = "headwater-bench", version, about)]
pub(crate) struct Arguments {
    /// Task: grouping, attribution, ner, time, place, pairs, reuse, stemma, corroboration, extract, check or speed.
    task: String,
    /// Files or folders in the form of the task.
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

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "the bench is a program that prints")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match tasks::run(&arguments) {
        Ok(metrics) => {
            for metric in metrics {
                println!("{}\t{}", metric.name, metric.value);
            }
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("headwater-bench: {problem}");
            ExitCode::from(3)
        }
    }
}
