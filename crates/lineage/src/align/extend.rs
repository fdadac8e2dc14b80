//! Gapped extension of a seed to both sides within a band, by dynamic programming over words.

use super::{Seed, Shared};
use crate::Settings;
use crate::text::{Text, Word};

const STOP: u8 = 0;
const BOTH: u8 = 1;
const ONLY_A: u8 = 2;
const ONLY_B: u8 = 3;
const UNREACHED: i32 = i32::MIN / 2;

/// Extends `seed` as far as the score of the alignment does not fall by more than `settings.score_drop` below its best.
pub(super) fn extend(a: &Text<'_>, b: &Text<'_>, seed: Seed, settings: &Settings) -> Shared {
    let seed_end = (seed.a + seed.length, seed.b + seed.length);
    let right = Side { a: &a.words[seed_end.0..], b: &b.words[seed_end.1..], reversed: false };
    let left = Side { a: &a.words[..seed.a], b: &b.words[..seed.b], reversed: true };
    let (before, before_columns) = left.walk(settings);
    let (after, after_columns) = right.walk(settings);
    let word = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut matches = Vec::with_capacity(before.len() + seed.length + after.len());
    matches.extend(before.iter().rev().map(|&(i, j)| (word(seed.a - 1 - i), word(seed.b - 1 - j))));
    matches.extend((0..seed.length).map(|at| (word(seed.a + at), word(seed.b + at))));
    matches.extend(after.iter().map(|&(i, j)| (word(seed_end.0 + i), word(seed_end.1 + j))));
    Shared { matches, columns: word(before_columns + seed.length + after_columns) }
}

/// What lies on one side of a seed, read away from it.
struct Side<'a> {
    a: &'a [Word],
    b: &'a [Word],
    reversed: bool,
}

impl Side<'_> {
    fn score(&self, i: usize, j: usize, settings: &Settings) -> (i32, bool) {
        let (left, right) = if self.reversed {
            (&self.a[self.a.len() - 1 - i], &self.b[self.b.len() - 1 - j])
        } else {
            (&self.a[i], &self.b[j])
        };
        if left.word == right.word {
            (settings.word_score, true)
        } else if left.stem == right.stem {
            (settings.stem_score, true)
        } else {
            (-settings.change_cost, false)
        }
    }

    /// How many equal words follow, read away from the seed, after `i` words of `a` and `j` of `b`.
    fn run(&self, i: usize, j: usize) -> usize {
        let equal = |(left, right): &(&Word, &Word)| left.word == right.word;
        if self.reversed {
            let (a, b) = (&self.a[..self.a.len() - i], &self.b[..self.b.len() - j]);
            a.iter().rev().zip(b.iter().rev()).take_while(equal).count()
        } else {
            self.a[i..].iter().zip(&self.b[j..]).take_while(equal).count()
        }
    }

    /// The best alignment that starts at the seed: its equal words, counted from the seed, and its columns up to the
    /// last equal word.
    fn walk(&self, settings: &Settings) -> (Vec<(usize, usize)>, usize) {
        let band = settings.band;
        let width = 2 * band + 1;
        // Row i holds the scores after i words of `a`; column k stands for i + k - band words of `b`.
        let mut row = vec![UNREACHED; width];
        let mut moves: Vec<u8> = vec![STOP; width];
        row[band] = 0;
        for column in band + 1..width.min(band + 1 + self.b.len()) {
            row[column] = row[column - 1] - settings.change_cost;
            moves[column] = ONLY_B;
        }
        let mut best = (0, 0, band);
        let mut next = vec![UNREACHED; width];
        // Columns of the row that an alignment within the drop reaches: what lies further off is never looked at.
        let (mut first, mut last) = (band, width - 1);
        let mut i = 0;
        while i < self.a.len() {
            // Where the best alignment so far goes on with many equal words, no other will overtake it there.
            let (score, row_of_best, column) = best;
            if row_of_best == i && i > 0 {
                let run = self.run(i, i + column - band);
                if run >= settings.certain_run {
                    for _ in 0..run {
                        moves.resize(moves.len() + width, STOP);
                        let base = moves.len() - width;
                        moves[base + column] = BOTH;
                    }
                    i += run;
                    row.fill(UNREACHED);
                    row[column] = score + settings.word_score * i32::try_from(run).unwrap_or(i32::MAX / 64);
                    best = (row[column], i, column);
                    (first, last) = (column, column);
                    continue;
                }
            }
            i += 1;
            next.fill(UNREACHED);
            let base = moves.len();
            moves.resize(base + width, STOP);
            let mut reached: Option<(usize, usize)> = None;
            for column in first.saturating_sub(1)..width {
                // Beyond the last reached column a row is only entered from its own left.
                if column > last && (column == 0 || next[column - 1] == UNREACHED) {
                    break;
                }
                let Some(j) = (i + column).checked_sub(band).filter(|&j| j <= self.b.len()) else { continue };
                let (mut score, mut step) = (UNREACHED, STOP);
                if j > 0 && row[column] > UNREACHED {
                    let (gain, _) = self.score(i - 1, j - 1, settings);
                    (score, step) = (row[column] + gain, BOTH);
                }
                if column + 1 < width && row[column + 1] - settings.change_cost > score {
                    (score, step) = (row[column + 1] - settings.change_cost, ONLY_A);
                }
                if column > 0 && j > 0 && next[column - 1] - settings.change_cost > score {
                    (score, step) = (next[column - 1] - settings.change_cost, ONLY_B);
                }
                if step == STOP || score < best.0 - settings.score_drop {
                    continue;
                }
                next[column] = score;
                moves[base + column] = step;
                reached = Some((reached.map_or(column, |(first, _)| first), column));
                if score > best.0 {
                    best = (score, i, column);
                }
            }
            let Some(columns) = reached else { break };
            (first, last) = columns;
            std::mem::swap(&mut row, &mut next);
        }
        self.trace_back(&moves, best.1, best.2, settings)
    }

    fn trace_back(
        &self,
        moves: &[u8],
        mut i: usize,
        mut column: usize,
        settings: &Settings,
    ) -> (Vec<(usize, usize)>, usize) {
        let (band, width) = (settings.band, 2 * settings.band + 1);
        let mut matches = Vec::new();
        let mut columns = 0;
        loop {
            match moves[i * width + column] {
                BOTH => {
                    let j = i + column - band;
                    if self.score(i - 1, j - 1, settings).1 {
                        matches.push((i - 1, j - 1));
                    }
                    i -= 1;
                }
                ONLY_A => {
                    i -= 1;
                    column += 1;
                }
                ONLY_B => column -= 1,
                _ => break,
            }
            columns += 1;
        }
        matches.reverse();
        (matches, columns)
    }
}
