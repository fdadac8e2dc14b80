//! Where does a discourse unit end? Texts that are not news are read as GUM marks them: what somebody says is one unit, cut
//! where a clause that goes on about it begins, and somebody always says it.

use std::ops::Range;

/// Fewest words under each kind of run of a cue: somebody says it, and a unit is no conjunction alone.
pub(crate) const LEAST: [usize; 2] = [1, FEWEST];

/// Fewest words of a unit: of 551 contents with a cue in GUM's training part 45 have fewer.
const FEWEST: usize = 4;

/// Most words of a unit; none that was learnt from is longer.
const LONGEST: usize = 45;

/// Words before a border that have a say in whether it is one; as many after it have.
const BESIDE: usize = 2;

/// What speaks for borders between words.
pub(crate) struct Borders<'s> {
    /// For each word what it says of a border after the next word, after itself, before itself and before the word before it,
    /// in logits.
    pub(crate) words: Vec<&'s [f32]>,
    /// What the length of a unit says of its end, from one word on; the last for all longer ones.
    pub(crate) lengths: &'s [f32],
}

impl Borders<'_> {
    /// The unit that begins with the first word of a content and ends no later than before the word `bound`, where there is
    /// one: borders are met in turn, and the first that is one ends it (the most likely place of that).
    pub(crate) fn unit(&self, first: usize, bound: Option<usize>) -> Range<usize> {
        let last = self.words.len().min(first + LONGEST).min(bound.unwrap_or(usize::MAX));
        let mut best = (f64::NEG_INFINITY, last);
        let mut on = 0.0;
        for at in first + FEWEST..=last {
            let score = self.score(first, at);
            let likely = on - softplus(-score);
            if likely > best.0 {
                best = (likely, at);
            }
            on -= softplus(score);
        }
        first..best.1
    }

    /// The logit of whether a unit ends before the word `at`.
    fn score(&self, first: usize, at: usize) -> f64 {
        let length = (at - first).min(self.lengths.len());
        let of_length = length.checked_sub(1).and_then(|number| self.lengths.get(number)).copied().unwrap_or_default();
        let of_words = (0..2 * BESIDE).filter_map(|step| {
            let word = (at + step).checked_sub(BESIDE)?;
            self.words.get(word)?.get(step)
        });
        of_words.chain([&of_length]).map(|score| f64::from(*score)).sum()
    }
}

/// The logarithm of one and the exponential.
fn softplus(score: f64) -> f64 {
    score.max(0.0) + (-score.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(borders: &[usize], words: usize, first: usize, bound: Option<usize>) -> Range<usize> {
        // A word says of the border before it (third of its four) whether it is one.
        let rows: Vec<[f32; 4]> =
            (0..words).map(|at| [0.0, 0.0, if borders.contains(&at) { 5.0 } else { -5.0 }, 0.0]).collect();
        Borders { words: rows.iter().map(|row| &row[..]).collect(), lengths: &[0.0] }.unit(first, bound)
    }

    #[test]
    fn a_unit_ends_at_its_first_border() {
        assert_eq!(unit(&[7, 9], 12, 2, None), 2..7);
        assert_eq!(unit(&[9], 12, 2, None), 2..9);
    }

    #[test]
    fn a_unit_is_not_short_and_ends_with_the_window_or_the_cue() {
        assert_eq!(unit(&[3, 8], 12, 2, None), 2..8);
        assert_eq!(unit(&[8], 12, 2, Some(6)), 2..6);
        assert_eq!(unit(&[1], 3, 0, None), 0..3);
        assert_eq!(unit(&[], 6, 0, None).start, 0);
    }
}
