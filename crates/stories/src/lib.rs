//! Which reports tell of the same event? In batch or on a stream; a false merge is worse than a miss.

use headwater_model::{Reading, Story};

/// Thresholds of grouping.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

/// Groups a batch. The result does not depend on the order of `readings` but for the positions it names; stories
/// come in the order of their first report.
#[must_use]
pub fn group(readings: &[Reading<'_>], _settings: &Settings) -> Vec<Story> {
    (0..readings.len()).map(|at| Story { reports: vec![at], because: Vec::new() }).collect()
}
