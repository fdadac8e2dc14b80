//! Which reports tell of the same event? In batch or on a stream; a false merge is worse than a miss.
//!
//! Each report becomes a [`profile`] (weighted words, names, numbers, lead, day). An inverted index over its rarest
//! terms proposes pairs, a small logistic model gives each pair the probability that both tell of one event, and
//! average linkage joins reports into stories while the mean probability between two groups stays high enough. The
//! stream keeps the same collection and links only the neighbourhood that a new report touches.

mod background;
mod because;
mod changes;
mod collection;
mod evidence;
mod frequencies;
mod linkage;
mod profile;
mod repeated;
mod running;
mod sections;
mod settings;
mod stream;

pub use background::to_bytes as background_bytes;
pub use evidence::Evidence;
pub use settings::Settings;
pub use stream::Stream;

use headwater_model::{Annotated, Reading, Report, Story};
use profile::Profile;
use rayon::prelude::*;
use repeated::{Printing, Repeated};
use std::borrow::Borrow;
use std::cmp::Ordering;

/// Groups a batch. The result does not depend on the order of `readings` but for the positions it names; stories
/// come in the order of their first report.
#[must_use]
pub fn group(readings: &[Reading<'_>], settings: &Settings) -> Vec<Story> {
    gathered(readings, settings).stories()
}

/// Every pair that grouping looks at, with its evidence: what the weights of [`Evidence::log_odds`] are learnt from.
/// Positions are of `readings`.
#[must_use]
pub fn pairs(readings: &[Reading<'_>], settings: &Settings) -> Vec<(usize, usize, Evidence)> {
    let mut grouping = gathered(readings, settings);
    grouping.stream.all_evidence()
}

fn gathered(readings: &[Reading<'_>], settings: &Settings) -> Grouping {
    let reports: Vec<&Report> = readings.iter().map(|reading| reading.report).collect();
    Grouping::read(&reports, |at| readings[at].annotated, settings)
}

/// A batch on its way into stories: what grouping keeps of each report, some kilobytes.
#[derive(Debug)]
pub struct Grouping {
    stream: Stream,
}

impl Grouping {
    /// Reads a batch. `layers` makes the sentences and tokens of a report, those of its headline too, when they are
    /// asked for (once, or twice when its outlet prints a sentence again and again; from several threads); they are
    /// dropped right after.
    #[must_use]
    pub fn read<Layers: Borrow<Annotated>>(
        reports: &[&Report],
        layers: impl Fn(usize) -> Layers + Sync,
        settings: &Settings,
    ) -> Self {
        let mut order: Vec<usize> = (0..reports.len()).collect();
        order.sort_by(|&one, &other| by_content(reports[one], reports[other]).then(one.cmp(&other)));
        // Only where dates are far enough apart can a sentence turn out to be furniture, which takes memory to know.
        let may_repeat = repeated::may_occur(reports, settings);
        let profile = |at: usize, repeated: &Repeated| {
            let layers = layers(at);
            let reading = Reading { report: reports[at], annotated: layers.borrow() };
            let printing = may_repeat.then(|| Printing::of(&reading, settings));
            (Profile::of(&reading, repeated, settings), printing)
        };
        let nothing = Repeated::default();
        let mut read: Vec<(Profile, Option<Printing>)> = order.par_iter().map(|&at| profile(at, &nothing)).collect();
        let mut repeated = Repeated::default();
        read.iter().filter_map(|(_, printing)| printing.as_ref()).for_each(|printing| repeated.observe(printing));
        read.par_iter_mut().zip(&order).for_each(|((first, printing), &at)| {
            if printing.as_ref().is_some_and(|printing| repeated.holds_furniture(printing, settings)) {
                *first = profile(at, &repeated).0;
            }
        });
        drop(repeated);
        let mut stream = Stream::new(settings.clone());
        stream.reserve(read.len());
        for ((profile, _), at) in read.into_iter().zip(order) {
            stream.push(profile, at);
        }
        Self { stream }
    }

    /// The stories, as [`group`] gives them.
    #[must_use]
    pub fn stories(mut self) -> Vec<Story> {
        self.stream.link_all(false);
        self.stream.stories()
    }
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
