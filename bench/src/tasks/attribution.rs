//! Task `attribution`.

use crate::Arguments;
use crate::records::Problem;
use crate::scores::Metric;

/// Scores the task.
pub(crate) fn run(_arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    Err(Problem::new("attribution", "not there yet"))
}
