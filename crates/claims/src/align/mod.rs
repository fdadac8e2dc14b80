//! Which statements say the same? Pairs are found by shared words, scored, and clustered into claims.

mod cluster;
pub(crate) mod content;
mod denials;
pub(crate) mod features;
mod scorer;
mod sequence;
mod sides;

use crate::Settings;
use crate::tellings::Tellings;
use cluster::{Likely, clusters};
use content::{Content, Weights, names_of_entities};
use features::{Circumstance, FEATURES};
use headwater_model::{CopyTree, Passage, Reading, Span, Statement};
use std::collections::BTreeMap;

pub(crate) use denials::{denial, negates, opposed, share_negated};
pub(crate) use sequence::best_common;
pub(crate) use sides::Sides;

/// Two statements of a story and what describes the pair.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Position of one statement.
    pub a: usize,
    /// Position of the other, `a < b`.
    pub b: usize,
    /// The numbers that the scorer weighs: [`FEATURE_NAMES`].
    pub features: [f32; FEATURES],
}

/// What each number of [`Pair::features`] is.
pub const FEATURE_NAMES: [&str; FEATURES] = features::NAMES;

/// Claims as lists of positions in `statements` of the first statement of each telling, each ascending, ordered by their
/// first member.
pub(crate) fn claims(
    contents: &[Content],
    passages: &Passages<'_>,
    statements: &[Statement],
    sides: Option<&Sides>,
    tellings: &Tellings,
    settings: &Settings,
) -> Vec<Vec<usize>> {
    if tellings.are_apart() {
        return alike(contents, passages, statements, sides, settings);
    }
    let heads = tellings.heads();
    let contents: Vec<Content> = heads.iter().map(|&at| contents[at].clone()).collect();
    let statements: Vec<Statement> = heads.iter().map(|&at| statements[at].clone()).collect();
    let sides = sides.map(|sides| sides.of_these(heads));
    let groups = alike(&contents, passages, &statements, sides.as_ref(), settings);
    groups.into_iter().map(|group| group.into_iter().map(|at| heads[at]).collect()).collect()
}

fn alike(
    contents: &[Content],
    passages: &Passages<'_>,
    statements: &[Statement],
    sides: Option<&Sides>,
    settings: &Settings,
) -> Vec<Vec<usize>> {
    let by_words = described(contents, passages, statements, settings);
    let read = sides.and_then(|sides| read(sides, &by_words, settings));
    let mut groups = match read {
        Some(likely) => clusters(statements.len(), &likely, settings.same_claim_read),
        None => {
            let pairs = by_words.iter().map(|pair| likely(pair, scorer::log_odds(&pair.features)));
            let pairs: Vec<Likely> = pairs.filter(|pair| pair.probability >= settings.least_probability).collect();
            clusters(statements.len(), &pairs, settings.same_claim)
        }
    };
    denials::join(&mut groups, contents, statements, settings);
    groups
}

/// Pairs that may be one claim by their words, with what the transformer makes of them added; nothing when they are too many,
/// or could not be read.
fn read(sides: &Sides, by_words: &[Pair], settings: &Settings) -> Option<Vec<Likely>> {
    let told = |pair: &&Pair| scorer::sigmoid(scorer::log_odds(&pair.features)) >= settings.read_from;
    let pairs: Vec<&Pair> = by_words.iter().filter(told).collect();
    if pairs.len() > settings.most_read {
        return None;
    }
    let places: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let scores = sides.scores(&places)?;
    let both = pairs.into_iter().zip(scores);
    Some(both.map(|(pair, score)| likely(pair, scorer::log_odds(&pair.features) + score)).collect())
}

fn likely(pair: &Pair, log_odds: f32) -> Likely {
    Likely { a: pair.a, b: pair.b, probability: scorer::sigmoid(log_odds) }
}

/// What every statement is about.
pub(crate) fn contents(readings: &[Reading<'_>], statements: &[Statement]) -> Vec<Content> {
    let weights = Weights::of(readings);
    let weights: Vec<Vec<f32>> = readings.iter().map(|reading| weights.of_tokens(reading)).collect();
    let names: Vec<Vec<Vec<u64>>> = readings.iter().map(|reading| names_of_entities(reading.annotated)).collect();
    let content = |statement: &Statement| {
        let at = statement.report;
        Content::of(&readings[at], statement, &weights[at], &names[at])
    };
    statements.iter().map(content).collect()
}

/// Every pair of statements that shares enough to be compared, described: what the scorer sees, for training.
#[must_use]
pub fn pairs(readings: &[Reading<'_>], tree: &CopyTree, statements: &[Statement], settings: &Settings) -> Vec<Pair> {
    described(&contents(readings, statements), &Passages::of(tree), statements, settings)
}

fn described(
    contents: &[Content],
    passages: &Passages<'_>,
    statements: &[Statement],
    settings: &Settings,
) -> Vec<Pair> {
    let candidates = candidates(contents, statements, settings);
    // By statement, then by report: the best likeness there.
    let mut best: Vec<Vec<(usize, f32)>> = vec![Vec::new(); statements.len()];
    let likeness: Vec<f32> = candidates
        .iter()
        .map(|&(a, b)| {
            let likeness = features::first_likeness(&contents[a], &contents[b]);
            for (from, to) in [(a, b), (b, a)] {
                let report = statements[to].report;
                match best[from].binary_search_by_key(&report, |&(known, _)| known) {
                    Ok(at) => best[from][at].1 = best[from][at].1.max(likeness),
                    Err(at) => best[from].insert(at, (report, likeness.max(0.0))),
                }
            }
            likeness
        })
        .collect();
    let rank = |from: usize, to: usize, likeness: f32| {
        let report = statements[to].report;
        let best = best[from].binary_search_by_key(&report, |&(known, _)| known).map_or(0.0, |at| best[from][at].1);
        if best > 0.0 { likeness / best } else { 0.0 }
    };
    let described = candidates.iter().zip(likeness).map(|(&(a, b), likeness)| {
        let (one, other) = (&statements[a], &statements[b]);
        let circumstance = Circumstance {
            passage: passages.mapped(one, other),
            same_report: one.report == other.report,
            same_sentence: one.report == other.report && one.sentence == other.sentence,
            rank_a: rank(a, b, likeness),
            rank_b: rank(b, a, likeness),
        };
        Pair { a, b, features: features::of(&contents[a], &contents[b], circumstance) }
    });
    described.collect()
}

/// Pairs that share a telling stem, ascending. In a small story all statements with a common stem; in a large one, stems
/// that more statements hold than `settings.common_stem` are left out of the index.
fn candidates(contents: &[Content], statements: &[Statement], settings: &Settings) -> Vec<(usize, usize)> {
    let mut index: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (at, content) in contents.iter().enumerate() {
        for &(stem, _) in &content.stems {
            index.entry(stem).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    let mut shared = vec![0.0_f32; contents.len()];
    let mut touched: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for (a, content) in contents.iter().enumerate() {
        for &(stem, weight) in &content.stems {
            let holders = index.get(&stem).map(Vec::as_slice).unwrap_or_default();
            if holders.len() > settings.common_stem {
                continue;
            }
            let later = holders.partition_point(|&at| at as usize <= a);
            for &b in &holders[later..] {
                let sum = &mut shared[b as usize];
                if *sum == 0.0 {
                    touched.push(b as usize);
                }
                *sum += weight;
            }
        }
        touched.sort_unstable();
        for b in touched.drain(..) {
            let weight = std::mem::take(&mut shared[b]);
            let least = content.weight.min(contents[b].weight);
            let near = statements[a].report != statements[b].report || !statements[a].span.overlaps(statements[b].span);
            if near && weight >= settings.least_shared * least {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

/// Aligned passages by pair of reports.
#[derive(Debug)]
pub(crate) struct Passages<'a> {
    by_pair: BTreeMap<(usize, usize), &'a [Passage]>,
}

impl<'a> Passages<'a> {
    pub(crate) fn of(tree: &'a CopyTree) -> Self {
        Self { by_pair: tree.pairs.iter().map(|pair| ((pair.a, pair.b), pair.passages.as_slice())).collect() }
    }

    /// Share of the shorter statement whose place in the other report, by the passages aligned, lies in the other
    /// statement, 0..=1.
    pub(crate) fn mapped(&self, one: &Statement, other: &Statement) -> f32 {
        if one.report == other.report {
            return 0.0;
        }
        let (a, b) = if one.report < other.report { (one, other) } else { (other, one) };
        let passages = self.by_pair.get(&(a.report, b.report)).copied().unwrap_or_default();
        let shared: usize = passages.iter().map(|passage| mapped_bytes(passage, a.span, b.span)).sum();
        let least = a.span.len().min(b.span.len()).max(1);
        (shared as f32 / least as f32).min(1.0)
    }
}

/// Bytes of `b` onto which a passage maps its part of `a`, in proportion.
fn mapped_bytes(passage: &Passage, a: Span, b: Span) -> usize {
    let (from, to) = (passage.from, passage.to);
    if !from.overlaps(a) || !to.overlaps(b) || from.is_empty() {
        return 0;
    }
    let scale = to.len() as f64 / from.len() as f64;
    let map = |byte: usize| {
        let inside = byte.clamp(from.start(), from.end()) - from.start();
        to.start() + (inside as f64 * scale).round() as usize
    };
    Span::new(map(a.start()), map(a.end())).shared(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_map_in_proportion() {
        let passage =
            Passage { witness: 0, from: Span::new(100, 200), to: Span::new(10, 60), identity: 1.0, quotation: false };
        assert_eq!(mapped_bytes(&passage, Span::new(100, 120), Span::new(0, 15)), 5);
        assert_eq!(mapped_bytes(&passage, Span::new(100, 120), Span::new(10, 30)), 10);
        assert_eq!(mapped_bytes(&passage, Span::new(0, 50), Span::new(10, 30)), 0);
    }
}
