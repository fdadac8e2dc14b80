//! Sub-events: where does a story that runs over days turn to something new?
//!
//! The days of a story are cut where that makes its words most probable (Utiyama & Isahara 2001, "A statistical model for
//! domain-independent text segmentation"): each section draws its words from a distribution of its own, estimated from them
//! with one count more for every word of the story, and each further section costs the logarithm of the story's length. There
//! is no threshold, and nothing of it depends on a language.

use crate::because::names_of_part;
use crate::collection::Collection;
use crate::frequencies::TermMap;
use crate::profile::{EntryKind, Term};
use crate::settings::Settings;
use headwater_model::Section;
use std::collections::BTreeSet;

/// Longest story in days that is cut day by day; in a longer one several days make a unit.
const MOST_UNITS: usize = 120;

/// The sections of a story of the reports `numbers`, in the order of time; none when it is short or of one piece. Reports without
/// a date are in none. `positions` are the caller's.
pub(crate) fn sections(
    collection: &Collection,
    numbers: &[usize],
    positions: &[usize],
    settings: &Settings,
) -> Vec<Section> {
    if numbers.len() < settings.section_reports {
        return Vec::new();
    }
    let units = units(collection, numbers);
    if units.len() < 2 {
        return Vec::new();
    }
    let cuts = best_cuts(&units.iter().map(|unit| words(collection, unit)).collect::<Vec<_>>());
    if cuts.len() < 2 {
        return Vec::new();
    }
    let mut begin = 0;
    let parts = cuts.into_iter().map(|end| units[std::mem::replace(&mut begin, end)..end].concat());
    let section = |part: Vec<usize>| {
        let names = names_of_part(collection, &part, numbers);
        let mut reports: Vec<usize> = part.iter().map(|&number| positions[number]).collect();
        reports.sort_unstable();
        Section { reports, names: names.into_iter().map(str::to_owned).collect() }
    };
    parts.map(section).collect()
}

/// The dated reports of each day, or of each few days, in the order of time; none is empty.
fn units(collection: &Collection, numbers: &[usize]) -> Vec<Vec<usize>> {
    let day = |number: usize| collection.profiles()[number].day.map(f64::floor);
    let mut dated: Vec<(f64, usize)> =
        numbers.iter().filter_map(|&number| day(number).map(|day| (day, number))).collect();
    dated.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else { return Vec::new() };
    let days_a_unit = ((last.0 - first.0 + 1.0) / MOST_UNITS as f64).ceil().max(1.0);
    let unit = |day: f64| ((day - first.0) / days_a_unit).floor();
    let units = dated.chunk_by(|one, other| unit(one.0) == unit(other.0));
    units.map(|reports| reports.iter().map(|&(_, number)| number).collect()).collect()
}

/// The terms of some reports with their counts. Texts that are the same are counted once: printing a text again tells of
/// nothing new.
fn words(collection: &Collection, numbers: &[usize]) -> Vec<(Term, u32)> {
    let profiles = collection.profiles();
    let mut seen: BTreeSet<[u64; 2]> = BTreeSet::new();
    let mut words: Vec<(Term, u32)> = Vec::new();
    for &number in numbers {
        let profile = &profiles[number];
        if !profile.copy.is_some_and(|copy| seen.insert(copy)) {
            continue;
        }
        let single = profile.entries.iter().filter(|entry| entry.kind() != EntryKind::Joined);
        words.extend(single.map(|entry| (entry.term, u32::from(entry.counts()[0]))));
    }
    words
}

/// Where the sections of most probable words end, ascending; the last is the number of units.
fn best_cuts(units: &[Vec<(Term, u32)>]) -> Vec<usize> {
    let mut numbers: TermMap<usize> = TermMap::default();
    let numbered: Vec<Vec<(usize, u32)>> = units
        .iter()
        .map(|unit| {
            let number = |&(term, count): &(Term, u32)| {
                let next = numbers.len();
                (*numbers.entry(term).or_insert(next), count)
            };
            unit.iter().map(number).collect()
        })
        .collect();
    let vocabulary = numbers.len();
    let length: u32 = numbered.iter().flatten().map(|&(_, count)| count).sum();
    let price = f64::from(length.max(2)).ln();
    // Least cost of the units before each position, and where the last section among them begins.
    let mut cost = vec![f64::INFINITY; units.len() + 1];
    let mut begin = vec![0; units.len() + 1];
    cost[0] = 0.0;
    for first in 0..units.len() {
        let mut counts = vec![0_u32; vocabulary];
        let (mut words, mut known) = (0_u32, 0.0);
        for (last, unit) in numbered.iter().enumerate().skip(first) {
            for &(term, count) in unit {
                let before = counts[term];
                counts[term] += count;
                known += gain(counts[term]) - gain(before);
                words += count;
            }
            let all = f64::from(words);
            let section = all * (all + vocabulary as f64).ln() - known;
            let whole = cost[first] + section + price;
            if whole < cost[last + 1] {
                (cost[last + 1], begin[last + 1]) = (whole, first);
            }
        }
    }
    let mut ends = Vec::new();
    let mut end = units.len();
    while end > 0 {
        ends.push(end);
        end = begin[end];
    }
    ends.reverse();
    ends
}

/// What a word that occurs so often takes off the cost of its section.
fn gain(count: u32) -> f64 {
    f64::from(count) * f64::from(count + 1).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days on each of which the words `first..first + 120` occur three times.
    fn days(firsts: &[u32]) -> Vec<Vec<(Term, u32)>> {
        firsts.iter().map(|&first| (first..first + 120).map(|term| (term, 3)).collect()).collect()
    }

    #[test]
    fn days_are_cut_where_the_words_change() {
        assert_eq!(best_cuts(&days(&[0, 10, 0, 1000, 1010, 1000])), [3, 6]);
        assert_eq!(best_cuts(&days(&[0, 1000, 2000])), [1, 2, 3]);
    }

    #[test]
    fn days_of_the_same_words_stay_together() {
        assert_eq!(best_cuts(&days(&[0, 1, 0, 1])), [4]);
        assert_eq!(best_cuts(&days(&[0])), [1]);
        assert_eq!(best_cuts(&[]), [0_usize; 0]);
    }
}
