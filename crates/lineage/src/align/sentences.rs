//! Which sentence of one text says what a sentence of the other says, word for word or in other words?

use crate::Settings;
use crate::text::Text;
use std::ops::Range;

/// The closest sentence of the other text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SentenceMatch {
    /// Position of the closest sentence in the other text.
    pub(crate) other: usize,
    /// Share of the weight of this sentence's stems found there, 0..=1.
    pub(crate) similarity: f64,
}

/// For each sentence of `a` the closest of `b` (the earliest of equals), `None` when it is too short to tell.
pub(crate) fn match_sentences(a: &Text<'_>, b: &Text<'_>, settings: &Settings) -> Vec<Option<SentenceMatch>> {
    let holders = holders(a, b);
    let mut shared = vec![0_u32; b.sentences.len()];
    let closest = |at: usize| {
        if a.sentences[at].len() < settings.least_sentence {
            return None;
        }
        shared.fill(0);
        let mut whole = 0;
        for &(stem, weight) in &a.stems[at] {
            whole += u32::from(weight);
            for &(_, other) in &b.holders[holders[stem as usize].clone()] {
                shared[other as usize] += u32::from(weight);
            }
        }
        let (mut other, mut most) = (0, 0);
        for (at, &weight) in shared.iter().enumerate() {
            if weight > most {
                (other, most) = (at, weight);
            }
        }
        Some(SentenceMatch { other, similarity: f64::from(most) / f64::from(whole.max(1)) })
    };
    (0..a.sentences.len()).map(closest).collect()
}

/// For each distinct stem of `a` where the sentences of `b` that hold it stand in `b.holders`: one walk along both.
fn holders(a: &Text<'_>, b: &Text<'_>) -> Vec<Range<usize>> {
    let mut first = 0;
    let range = |&stem: &u64| {
        while b.holders.get(first).is_some_and(|holder| holder.0 < stem) {
            first += 1;
        }
        let start = first;
        while b.holders.get(first).is_some_and(|holder| holder.0 == stem) {
            first += 1;
        }
        start..first
    };
    a.distinct.iter().map(range).collect()
}
