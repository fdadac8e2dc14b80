//! Which reports tell of the same event? In batch or on a stream; a false merge is worse than a miss.
//!
//! Each report becomes a [`profile`] (weighted words, names, numbers, lead, day). An inverted index over its rarest
//! terms proposes pairs, a small logistic model gives each pair the probability that both tell of one event, and
//! average linkage joins reports into stories while the mean probability between two groups stays high enough. The
//! stream keeps the same collection and links only the neighbourhood that a new report touches.

mod background;
mod because;
mod collection;
mod evidence;
mod frequencies;
mod linkage;
mod profile;
mod repeated;
mod running;
mod settings;
mod stream;

pub use background::to_bytes as background_bytes;
pub use evidence::Evidence;
pub use settings::Settings;
pub use stream::Stream;

use headwater_model::{Reading, Report, Story};
use profile::Profile;
use repeated::Repeated;
use std::cmp::Ordering;

/// Groups a batch. The result does not depend on the order of `readings` but for the positions it names; stories
/// come in the order of their first report.
#[must_use]
pub fn group(readings: &[Reading<'_>], settings: &Settings) -> Vec<Story> {
    let mut stream = gathered(readings, settings);
    stream.link_all();
    stream.stories()
}

/// Every pair that grouping looks at, with its evidence: what the weights of [`Evidence::log_odds`] are learnt from.
/// Positions are of `readings`.
#[must_use]
pub fn pairs(readings: &[Reading<'_>], settings: &Settings) -> Vec<(usize, usize, Evidence)> {
    gathered(readings, settings).all_evidence()
}

/// A stream that holds all readings in an order of their content, not yet linked.
fn gathered(readings: &[Reading<'_>], settings: &Settings) -> Stream {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by(|&one, &other| by_content(readings[one].report, readings[other].report).then(one.cmp(&other)));
    let mut stream = Stream::new(settings.clone());
    for &at in &order {
        stream.observe(&readings[at]);
    }
    for &at in &order {
        stream.push(&readings[at], at);
    }
    stream
}

/// By time, then by everything that tells two reports apart: the order must not hang on the caller's.
fn by_content(one: &Report, other: &Report) -> Ordering {
    let key = |report: &Report| (report.published.at, report.sha256);
    key(one)
        .cmp(&key(other))
        .then_with(|| one.title.cmp(&other.title))
        .then_with(|| one.outlet.cmp(&other.outlet))
        .then_with(|| one.name.cmp(&other.name))
}

/// The distinct terms of one report, as the background table counts them.
#[must_use]
pub fn terms(reading: &Reading<'_>, settings: &Settings) -> Vec<u32> {
    Profile::of(reading, &Repeated::default(), settings).entries.iter().map(|entry| entry.term).collect()
}
