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

use headwater_model::{Reading, Story};
use profile::Profile;
use repeated::Repeated;

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
    let mut repeated = Repeated::default();
    for reading in readings {
        repeated.observe(reading, settings);
    }
    let profile = |reading: &Reading<'_>| Profile::of(reading, &repeated, settings);
    let mut profiles: Vec<(Profile, usize)> =
        readings.iter().enumerate().map(|(at, reading)| (profile(reading), at)).collect();
    profiles.sort_by(|(left, left_at), (right, right_at)| left.order(right).then(left_at.cmp(right_at)));
    let mut stream = Stream::new(settings.clone());
    for (profile, at) in profiles {
        stream.push(profile, at);
    }
    stream
}

/// The distinct terms of one report, as the background table counts them.
#[must_use]
pub fn terms(reading: &Reading<'_>, settings: &Settings) -> Vec<u32> {
    Profile::of(reading, &Repeated::default(), settings).entries.iter().map(|entry| entry.term).collect()
}
