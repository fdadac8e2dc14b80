//! Which passages do two texts share? Shared runs of words as seeds, then local alignment around them.
//!
//! Seeds with a cap on how often a run may occur, then local alignment, as in passim (Smith, Cordell & Mullen 2015,
//! "Computational methods for uncovering reprinted texts in antebellum newspapers"); the extension of a seed is the
//! gapped extension with a score drop of BLAST (Altschul et al. 1997) over word hashes.

mod extend;
mod sentences;
mod translation;

pub(crate) use sentences::{SentenceMatch, match_sentences};
pub(crate) use translation::{Anchor, Bead, anchors, translation};

use crate::Settings;
use crate::text::Text;
use headwater_model::Passage;

/// A passage in two texts, as positions of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shared {
    /// Pairs of equal words `(in a, in b)`, both ascending; never empty.
    pub(crate) matches: Vec<(u32, u32)>,
    /// Length of the alignment in columns: matches, replaced words, inserted words.
    pub(crate) columns: u32,
}

impl Shared {
    /// Half-open range of words in `a`.
    pub(crate) fn range_a(&self) -> (usize, usize) {
        (self.matches[0].0 as usize, self.matches[self.matches.len() - 1].0 as usize + 1)
    }

    /// Half-open range of words in `b`.
    pub(crate) fn range_b(&self) -> (usize, usize) {
        (self.matches[0].1 as usize, self.matches[self.matches.len() - 1].1 as usize + 1)
    }

    /// Share of equal words along the alignment.
    pub(crate) fn identity(&self) -> f64 {
        self.matches.len() as f64 / f64::from(self.columns.max(1))
    }

    /// Whether most of its equal words stand in quotation marks in both texts.
    pub(crate) fn is_quotation(&self, a: &Text<'_>, b: &Text<'_>) -> bool {
        let quoted = self.matches.iter().filter(|&&pair| both_quoted(a, b, pair)).count();
        quoted * 10 >= self.matches.len() * 7
    }

    /// Equal words outside quotations.
    pub(crate) fn prose(&self, a: &Text<'_>, b: &Text<'_>) -> usize {
        self.matches.iter().filter(|&&pair| !both_quoted(a, b, pair)).count()
    }

    /// As the model gives it, `from` in `a` and `to` in `b`.
    pub(crate) fn passage(&self, a: &Text<'_>, b: &Text<'_>, witness: usize) -> Passage {
        let ((a_first, a_last), (b_first, b_last)) = (self.range_a(), self.range_b());
        Passage {
            witness,
            from: a.span(a_first, a_last),
            to: b.span(b_first, b_last),
            identity: self.identity(),
            quotation: self.is_quotation(a, b),
        }
    }
}

/// Whether a pair of equal words stands in quotation marks on both sides.
pub(crate) fn both_quoted(a: &Text<'_>, b: &Text<'_>, (at, bt): (u32, u32)) -> bool {
    a.words[at as usize].quoted && b.words[bt as usize].quoted
}

/// All shared passages of at least `settings.least_passage` equal words, ordered by their place in `a`.
pub(crate) fn align(a: &Text<'_>, b: &Text<'_>, settings: &Settings) -> Vec<Shared> {
    let mut found: Vec<Shared> = Vec::new();
    let mut room = extend::Room::default();
    for seed in seeds(a, b, settings) {
        if found.iter().any(|shared| covers(shared, seed)) {
            continue;
        }
        let shared = extend::extend(a, b, seed, settings, &mut room);
        if shared.matches.len() >= settings.least_passage {
            found.push(shared);
        }
    }
    found.sort_by(|left, right| left.matches.cmp(&right.matches));
    found
}

/// A run of equal stems on one diagonal: `length` words from `a` in the one and from `b` in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seed {
    a: usize,
    b: usize,
    length: usize,
}

/// Maximal runs of equal stems, longest first.
fn seeds(a: &Text<'_>, b: &Text<'_>, settings: &Settings) -> Vec<Seed> {
    let mut hits: Vec<(i64, usize)> = Vec::new();
    let (mut at, mut bt) = (0, 0);
    while let (Some(&(left, _)), Some(&(right, _))) = (a.runs.get(at), b.runs.get(bt)) {
        if left < right {
            at += 1;
        } else if right < left {
            bt += 1;
        } else {
            let same = |runs: &[(u64, u32)], from: usize| runs[from..].iter().take_while(|run| run.0 == left).count();
            let (in_a, in_b) = (same(&a.runs, at), same(&b.runs, bt));
            if in_a <= settings.most_repeats && in_b <= settings.most_repeats {
                for &(_, i) in &a.runs[at..at + in_a] {
                    for &(_, j) in &b.runs[bt..bt + in_b] {
                        hits.push((i64::from(i) - i64::from(j), i as usize));
                    }
                }
            }
            at += in_a;
            bt += in_b;
        }
    }
    hits.sort_unstable();
    let mut seeds: Vec<Seed> = Vec::new();
    let mut last: Option<(i64, usize)> = None;
    for (diagonal, i) in hits {
        match (last, seeds.last_mut()) {
            (Some((same, before)), Some(seed)) if same == diagonal && before + 1 == i => seed.length += 1,
            _ => {
                let j = usize::try_from(i as i64 - diagonal).unwrap_or_default();
                seeds.push(Seed { a: i, b: j, length: settings.run_words.max(1) });
            }
        }
        last = Some((diagonal, i));
    }
    seeds.sort_by_key(|seed| (std::cmp::Reverse(seed.length), seed.a, seed.b));
    seeds
}

/// Whether the seed lies on the path of an alignment already found.
fn covers(shared: &Shared, seed: Seed) -> bool {
    let ((a_first, a_last), (b_first, b_last)) = (shared.range_a(), shared.range_b());
    if seed.a < a_first || seed.a + seed.length > a_last || seed.b < b_first || seed.b + seed.length > b_last {
        return false;
    }
    let at = shared.matches.partition_point(|pair| (pair.0 as usize) < seed.a);
    shared.matches.get(at).is_some_and(|pair| (pair.1 as usize).abs_diff(seed.b) <= seed.length)
}
