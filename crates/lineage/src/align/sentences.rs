//! Which sentence of one text says what a sentence of the other says, word for word or in other words?

use crate::Settings;
use crate::text::Text;

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
    let mut shared = vec![0_u32; b.sentences.len()];
    let closest = |at: usize| {
        if a.sentences[at].len() < settings.least_sentence {
            return None;
        }
        shared.fill(0);
        let mut whole = 0;
        for &(stem, weight) in &a.stems[at] {
            whole += u32::from(weight);
            let first = b.holders.partition_point(|holder| holder.0 < stem);
            for &(_, other) in b.holders[first..].iter().take_while(|holder| holder.0 == stem) {
                shared[other as usize] += u32::from(weight);
            }
        }
        let mut best = SentenceMatch::default();
        for (other, &weight) in shared.iter().enumerate() {
            let similarity = f64::from(weight) / f64::from(whole.max(1));
            if similarity > best.similarity {
                best = SentenceMatch { other, similarity };
            }
        }
        Some(best)
    };
    (0..a.sentences.len()).map(closest).collect()
}
