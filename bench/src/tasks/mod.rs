//! The scored tasks, each in a file of its own.

mod attribution;
mod check;
mod corroboration;
mod extract;
mod grouping;
mod ner;
mod pairs;
mod place;
mod reuse;
mod speed;
mod stemma;
mod time;

use crate::Arguments;
use crate::records::Problem;
use crate::scores::Metric;

/// Runs the task that the arguments name.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    match arguments.task.as_str() {
        "attribution" => attribution::run(arguments),
        "check" => check::run(arguments),
        "corroboration" => corroboration::run(arguments),
        "extract" => extract::run(arguments),
        "grouping" => grouping::run(arguments),
        "ner" => ner::run(arguments),
        "pairs" => pairs::run(arguments),
        "place" => place::run(arguments),
        "reuse" => reuse::run(arguments),
        "simulate" => crate::simulate::run(arguments),
        "speed" => speed::run(arguments),
        "stemma" => stemma::run(arguments),
        "time" => time::run(arguments),
        other => Err(Problem::new(other, "no such task; see --help for the list")),
    }
}
