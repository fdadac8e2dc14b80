//! A stream of reports of any size: stories by a power law, half of the reports wire copy.

use super::copying::{Desk, Operation, change};
use super::drafts::{Draft, written};
use super::grammar::{Event, Grammar, mixed};
use super::synonyms::Synonyms;
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

/// The stream begins on Monday, 5 January 2026, at midnight UTC.
const BEGIN: i64 = 1_767_571_200;
const DAY: f64 = 86_400.0;
/// Exponent of the power law of story sizes.
const SIZES: f64 = 2.0;
/// Reports of the largest story, as a share of the stream and at most.
const LARGEST: (f64, usize) = (0.01, 1_000);
/// Outlets there are; they print by Zipf's law.
const OUTLETS: usize = 2_500;
/// Mean seconds between the begin of a story and a report of it.
const SPREAD: f64 = 4.0 * 3_600.0;
/// Stories on average of one beat: they share officials, firms and places.
const BEAT: usize = 6;
/// Agencies whose text is copied, with the likelihood of each in per cent.
const AGENCIES: [(&str, u32); 8] =
    [("Reuters", 27), ("AP", 27), ("AFP", 20), ("dpa", 7), ("EFE", 7), ("ANSA", 5), ("Xinhua", 4), ("PA", 3)];
/// What outlets do to wire copy, with weights.
const EDITS: [(Operation, u32); 8] = [
    (Operation::Verbatim, 4),
    (Operation::Light, 5),
    (Operation::CutEnd, 5),
    (Operation::CutInside, 2),
    (Operation::Reorder, 1),
    (Operation::Rewrite, 2),
    (Operation::Add, 2),
    (Operation::Headline, 3),
];

/// One line of the stream.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    title: &'a str,
    text: &'a str,
    published: String,
    outlet: &'a str,
    cluster: String,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) reports: usize,
    pub(super) stories: usize,
    /// Reports that carry an agency's text, the agencies' own left out.
    pub(super) wire_copies: usize,
    pub(super) largest: usize,
    pub(super) bytes: usize,
}

/// A report that waits for its time.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    at: i64,
    story: usize,
    number: usize,
    outlet: String,
    title: String,
    text: String,
}

/// Writes `reports` lines in the order of time. Held in memory are only the stories under way.
pub(super) fn write(
    grammar: &Grammar,
    synonyms: &Synonyms,
    reports: usize,
    days: f64,
    seed: u64,
    out: &mut dyn Write,
) -> io::Result<Written> {
    let mut rng = Rng::with_seed(mixed(&[seed, 3]));
    let sizes = sizes(reports);
    let outlets: Vec<String> = (0..OUTLETS).map(|_| grammar.outlet(&mut rng)).collect();
    let mut written = Written::default();
    let mut waiting: BinaryHeap<Reverse<Waiting>> = BinaryHeap::new();
    let mut planned = 0;
    while planned < reports || !waiting.is_empty() {
        // Stories begin evenly, as their reports are counted out over the days; what is due before the next one is written.
        let now = BEGIN + (planned as f64 / reports as f64 * days * DAY) as i64;
        while waiting.peek().is_some_and(|Reverse(report)| planned >= reports || report.at <= now) {
            if let Some(Reverse(report)) = waiting.pop() {
                written.bytes += line(&report, written.reports, out)?;
                written.reports += 1;
            }
        }
        if planned < reports {
            let size = drawn(&sizes, &mut rng).min(reports - planned);
            let story = Story { grammar, synonyms, outlets: &outlets, number: written.stories, seed, now };
            let end = BEGIN + (days * DAY) as i64;
            let copies_wanted = planned.div_ceil(2) >= written.wire_copies;
            written.wire_copies +=
                story.reports(size, end, copies_wanted, mixed(&[seed, 4, written.stories as u64]), &mut waiting);
            written.stories += 1;
            written.largest = written.largest.max(size);
            planned += size;
        }
    }
    Ok(written)
}

/// Cumulative weights of the sizes 1, 2, 3 and so on.
fn sizes(reports: usize) -> Vec<f64> {
    let largest = ((reports as f64 * LARGEST.0) as usize).clamp(10, LARGEST.1);
    let mut sum = 0.0;
    (1..=largest)
        .map(|size| {
            sum += (size as f64).powf(-SIZES);
            sum
        })
        .collect()
}

fn drawn(sizes: &[f64], rng: &mut Rng) -> usize {
    let draw = rng.f64() * sizes.last().copied().unwrap_or(1.0);
    sizes.partition_point(|&sum| sum < draw) + 1
}

fn line(report: &Waiting, number: usize, out: &mut dyn Write) -> io::Result<usize> {
    let published = Timestamp::from_second(report.at).map(|at| at.to_string()).unwrap_or_default();
    let line = serde_json::to_string(&Line {
        id: format!("r{number:07}"),
        title: &report.title,
        text: &report.text,
        published,
        outlet: &report.outlet,
        cluster: format!("s{}", report.story),
    })?;
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(line.len() + 1)
}

/// One story to be told.
struct Story<'s> {
    grammar: &'s Grammar,
    synonyms: &'s Synonyms,
    outlets: &'s [String],
    number: usize,
    /// The stream's.
    seed: u64,
    /// Seconds since 1970 of its begin.
    now: i64,
}

impl Story<'_> {
    /// Hands in `size` reports, none later than `end`; gives back how many of them are wire copy. Whether the stream has
    /// too little of that until now decides how much of the story is.
    fn reports(
        &self,
        size: usize,
        end: i64,
        copies_wanted: bool,
        seed: u64,
        waiting: &mut BinaryHeap<Reverse<Waiting>>,
    ) -> usize {
        let mut rng = Rng::with_seed(seed);
        let day = SignedDuration::from_secs(self.now - BEGIN).as_hours() / 24;
        // Of the beats opened until now any may be in the news again.
        let beat = mixed(&[self.seed, 8, rng.u64(..=(self.number / BEAT) as u64)]);
        let day = usize::try_from(day).unwrap_or_default();
        let event = Event::on_beat(self.grammar, mixed(&[seed, 5]), day, beat);
        let share = if copies_wanted { 0.85 } else { 0.4 };
        // Agencies' texts, the first of which most outlets take, and copies of them that others copy in turn.
        let mut wires: Vec<(Draft, &str, i64)> = Vec::new();
        let mut copies = 0;
        for number in 0..size {
            let delay = (-SPREAD * (1.0 - rng.f64()).ln()) as i64;
            let outlet =
                &self.outlets[((self.outlets.len() as f64).powf(rng.f64()) as usize - 1).min(self.outlets.len() - 1)];
            let copies_wire = size > 1 && rng.f64() < share;
            let (draft, outlet, at) = if copies_wire {
                if wires.is_empty() || wires.len() < 3 && rng.f64() < 0.04 {
                    wires.push(self.wire(&event, &mut rng));
                }
                copies += 1;
                let skewed = rng.f64() * rng.f64();
                let (wire, agency, sent) = &wires[(wires.len() as f64 * skewed) as usize];
                let (wire, agency, at) = (wire.clone(), *agency, sent + 300 + delay / 2);
                let copy = self.copy(wire, agency, &event, outlet, number, &mut rng);
                if rng.f64() < 0.1 && wires.len() < 12 {
                    wires.push((copy.clone(), agency, at));
                }
                (copy, outlet.as_str(), at)
            } else {
                let length = rng.usize(4..20);
                (written(self.grammar, &event, outlet, length, &mut rng), outlet.as_str(), self.now + delay)
            };
            let report = Waiting {
                at: at.min(end),
                story: self.number,
                number,
                outlet: outlet.to_owned(),
                title: draft.title.clone(),
                text: draft.text(),
            };
            waiting.push(Reverse(report));
        }
        copies
    }

    /// An agency's text, sent soon after the begin.
    fn wire(&self, event: &Event, rng: &mut Rng) -> (Draft, &'static str, i64) {
        let mut draw = rng.u32(..AGENCIES.iter().map(|(_, weight)| weight).sum::<u32>());
        let drawn = AGENCIES.iter().find(|(_, weight)| {
            let here = draw < *weight;
            draw = draw.saturating_sub(*weight);
            here
        });
        let agency = drawn.map_or("AP", |(agency, _)| agency);
        let length = rng.usize(8..22);
        (written(self.grammar, event, agency, length, rng), agency, self.now + rng.i64(60..5_400))
    }

    /// What an outlet prints of an agency's text.
    fn copy(&self, mut draft: Draft, agency: &str, event: &Event, paper: &str, number: usize, rng: &mut Rng) -> Draft {
        let desk = Desk { grammar: self.grammar, synonyms: self.synonyms, event, paper, number: number as u64 };
        for _ in 0..rng.usize(1..3) {
            let all: u32 = EDITS.iter().map(|(_, weight)| weight).sum();
            let mut draw = rng.u32(..all);
            for (operation, weight) in EDITS {
                if draw < weight {
                    change(&mut draft, operation, None, &desk, rng);
                    break;
                }
                draw -= weight;
            }
        }
        let credited = draft.paragraphs.iter().flatten().any(|sentence| sentence.contains(agency));
        match rng.usize(..10) {
            0..=3 if !credited => {
                if let Some(first) = draft.sentence_mut(0) {
                    *first = format!("{} ({agency}) - {first}", event.city().to_uppercase());
                }
            }
            4..=5 if !credited => {
                if let Some(last) = draft.paragraphs.last_mut().and_then(|paragraph| paragraph.last_mut()) {
                    last.push_str(&format!(" ({agency})"));
                }
            }
            6 if !credited => draft.paragraphs.push(vec![format!("With reporting by {agency}.")]),
            _ => {}
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn stream(reports: usize, seed: u64) -> (Written, Vec<serde_json::Value>) {
        let grammar = Grammar::new();
        let mut out = Vec::new();
        let written = write(&grammar, &Synonyms::new(&grammar), reports, 7.0, seed, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.len(), written.bytes);
        (written, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    #[test]
    fn half_of_the_reports_are_wire_copy_and_stories_have_all_sizes() {
        let (written, lines) = stream(3_000, 1);
        assert_eq!((written.reports, lines.len()), (3_000, 3_000));
        let share = written.wire_copies as f64 / 3_000.0;
        assert!((0.42..0.58).contains(&share), "{share}");
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for line in &lines {
            *sizes.entry(line["cluster"].as_str().unwrap()).or_default() += 1;
        }
        assert_eq!((sizes.len(), sizes.values().max().copied().unwrap()), (written.stories, written.largest));
        let ones = sizes.values().filter(|&&size| size == 1).count() as f64 / sizes.len() as f64;
        assert!((0.5..0.75).contains(&ones), "{ones}");
    }

    #[test]
    fn lines_come_in_the_order_of_time_within_the_days() {
        let (_, lines) = stream(800, 2);
        let times: Vec<&str> = lines.iter().map(|line| line["published"].as_str().unwrap()).collect();
        assert!(times.is_sorted());
        assert!(times[0] >= "2026-01-05" && *times.last().unwrap() <= "2026-01-12T00:00:00Z", "{times:?}");
        let ids: BTreeSet<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 800);
        assert_eq!(stream(800, 2).1, lines);
    }
}
