//! Learns the weights by which grouping judges two reports, from reports with gold clusters.

use crate::logistic::{Example, fitted, loss};
use crate::records::{Record, lines};
use headwater_annotate::Annotator;
use headwater_ingest::{Fields, compose};
use headwater_model::{Annotated, Basis, Precision, Published, Reading, Report};
use headwater_stories::{Settings, pairs};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Small collections drawn from each file.
const COLLECTIONS: usize = 500;
/// Events of a small collection: one of these, each as likely.
const EVENTS: [usize; 7] = [1, 1, 2, 2, 3, 5, 10];
/// Reports of one event in a small collection at most.
const REPORTS_OF_EVENT: usize = 6;
/// Penalty on the weights, see [`fitted`].
const PENALTY: f64 = 3e-5;

/// A report with the event that it tells of.
#[derive(Deserialize)]
struct Clustered {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    published: String,
    cluster: String,
}

/// Two compared reports: do they tell of one event?
struct Pair {
    example: Example,
    /// 0 or 1 when both reports' events are of one half of the file's events, else `None`.
    half: Option<usize>,
}

/// The reports of one file.
struct Set {
    read: Vec<(Report, Annotated)>,
    /// Number of each report's event, in the order of first publication, or of names where nothing is dated.
    events: Vec<usize>,
}

/// Learns the weights and prints them, with the mean loss of what was learnt on one half of the events on the other.
/// Of `files` all compared pairs are read, and those of small collections drawn from them; of `only_small` the latter
/// alone. Every file counts alike, its small collections as much as its whole.
#[expect(clippy::print_stdout, reason = "a program that talks to developers")]
pub(crate) fn learn_weights(files: &[PathBuf], only_small: &[PathBuf]) -> Result<(), String> {
    let mut examples = Vec::new();
    for (file, whole) in files.iter().map(|file| (file, true)).chain(only_small.iter().map(|file| (file, false))) {
        let set = Set::read(file)?;
        if whole {
            examples.extend(weighed(set.pairs((0..set.read.len()).collect())));
        }
        examples.extend(weighed(set.small_collections().into_iter().flat_map(|chosen| set.pairs(chosen)).collect()));
    }
    let of_half =
        |half| examples.iter().filter(|pair| pair.half == Some(half)).map(|pair| &pair.example).collect::<Vec<_>>();
    let (halves, all) = ([of_half(0), of_half(1)], examples.iter().map(|pair| &pair.example).collect::<Vec<_>>());
    let losses = [0, 1].map(|half| loss(&halves[1 - half], &fitted(&halves[half], PENALTY)));
    println!("pairs {}, mean loss over halves {:.4} {:.4}", all.len(), losses[0], losses[1]);
    let weights = fitted(&all, PENALTY);
    println!("mean loss trained on all {:.4}", loss(&all, &weights));
    println!("{}", weights.iter().map(|weight| format!("{weight:.3}")).collect::<Vec<_>>().join(", "));
    Ok(())
}

/// Pairs that weigh 1 together.
fn weighed(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let weight = 1.0 / pairs.len().max(1) as f64;
    pairs.iter_mut().for_each(|pair| pair.example.weight = weight);
    pairs
}

impl Set {
    fn read(file: &Path) -> Result<Self, String> {
        let annotator = Annotator::new();
        let mut read = Vec::new();
        let mut labels = Vec::new();
        for clustered in lines(file)? {
            let Clustered { record: Record { outlet, title, text, .. }, published, cluster } = clustered?;
            let fields = Fields { title, text, outlet, published: date(&published), ..Fields::default() };
            let report = compose(fields).value;
            let annotated = annotator.split_only(&report);
            labels.push((published, cluster));
            read.push((report, annotated));
        }
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for (published, cluster) in &labels {
            let first = first.entry(cluster).or_insert(published);
            *first = (*first).min(published);
        }
        let mut order: Vec<(&str, &str)> = first.into_iter().map(|(cluster, first)| (first, cluster)).collect();
        order.sort_unstable();
        let numbers: BTreeMap<&str, usize> =
            order.into_iter().enumerate().map(|(number, (_, cluster))| (cluster, number)).collect();
        let events = labels.iter().map(|(_, cluster)| numbers[cluster.as_str()]).collect();
        Ok(Self { read, events })
    }

    /// The pairs that grouping compares in the collection of the reports `chosen`.
    fn pairs(&self, chosen: Vec<usize>) -> Vec<Pair> {
        let reading = |at: &usize| Reading { report: &self.read[*at].0, annotated: &self.read[*at].1 };
        let readings: Vec<Reading<'_>> = chosen.iter().map(reading).collect();
        let pair = |(one, other, evidence): (usize, usize, headwater_stories::Evidence)| {
            let (one, other) = (self.events[chosen[one]], self.events[chosen[other]]);
            let half = (one % 2 == other % 2).then_some(one % 2);
            let features = evidence.features().map(f64::from).to_vec();
            Pair { example: Example { features, holds: one == other, weight: 0.0 }, half }
        };
        pairs(&readings, &Settings::default()).into_iter().map(pair).collect()
    }

    /// Collections of few events, half of them neighbours in time or name, and few reports of each: what a person might
    /// choose to look at.
    fn small_collections(&self) -> Vec<Vec<usize>> {
        let count = self.events.iter().max().map_or(0, |last| last + 1);
        let mut events: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (at, event) in self.events.iter().enumerate() {
            events[*event].push(at);
        }
        let mut random = Random(88_172_645_463_325_252);
        let mut collections = Vec::new();
        for _ in 0..COLLECTIONS {
            let number = EVENTS[random.below(EVENTS.len())];
            let neighbours = random.below(2) == 0;
            let first = random.below(count);
            let mut chosen = Vec::new();
            for next in 0..number {
                let event = if neighbours { (first + next) % count.max(1) } else { random.below(count) };
                let Some(event) = events.get(event) else { continue };
                let mut reports = event.clone();
                // Single reports abound in some sets: few of them will do.
                if reports.len() == 1 && random.below(3) != 0 {
                    continue;
                }
                while reports.len() > REPORTS_OF_EVENT {
                    reports.remove(random.below(reports.len()));
                }
                chosen.append(&mut reports);
            }
            chosen.sort_unstable();
            chosen.dedup();
            collections.push(chosen);
        }
        collections
    }
}

/// Xorshift (Marsaglia 2003): the same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn date(published: &str) -> Published {
    let known = |at, precision| Published { at: Some(at), precision, basis: Basis::Metadata, offset: None };
    if let Ok(instant) = published.parse::<Timestamp>() {
        return known(instant, Precision::Second);
    }
    let day = published.get(..10).and_then(|day| day.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok());
    day.map_or_else(Published::unknown, |start| known(start.timestamp(), Precision::Day))
}
