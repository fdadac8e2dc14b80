//! How does a person ask? The one binary, and the only place that prints.

mod arguments;
mod check;
mod console;
mod demo;
mod dossier;
mod future;
mod run;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// Exit codes: 0 done, 1 done but some input was unreadable, 2 wrong usage (clap's own), 3 failure.
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    silence_guarded_panics();
    let console = console::Console::new(&arguments.global);
    if let Err(problem) = run::use_threads(arguments.global.threads) {
        console.problem(&problem);
        return ExitCode::from(3);
    }
    let outcome = match &arguments.command {
        Command::Dossier(options) => dossier::run(options, &console),
        Command::Check(options) => check::run(options, &console),
        Command::Demo(options) => demo::run(options, &console),
        Command::Schema => dossier::schema(&console),
    };
    match outcome {
        Ok(run::Completeness::Whole) => ExitCode::SUCCESS,
        Ok(run::Completeness::SomeInputLost) => ExitCode::from(1),
        Err(problem) => {
            console.problem(&problem);
            ExitCode::from(3)
        }
    }
}

/// A library that fails on hostile input costs a note; the person need not see its own last words.
fn silence_guarded_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !headwater_ingest::is_guarded() {
            before(panic);
        }
    }));
}
