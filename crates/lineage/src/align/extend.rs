//! Gapped extension of a seed to both sides within a band, by dynamic programming over words.

use super::{Seed, Shared};
use crate::Settings;
use crate::text::{Text, Word};

const STOP: u8 = 0;
const BOTH: u8 = 1;
const ONLY_A: u8 = 2;
const ONLY_B: u8 = 3;
const UNREACHED: i32 = i32::MIN / 2;

/// What a walk needs room for, kept from seed to seed.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Scores of the row before and of the row at hand, by column; one column more than the band, never reached.
    row: Vec<i32>,
    next: Vec<i32>,
    /// How each cell was entered, row after row.
    moves: Vec<u8>,
}

/// Extends `seed` as far as the score of the alignment does not fall by more than `settings.score_drop` below its best.
pub(super) fn extend(a: &Text<'_>, b: &Text<'_>, seed: Seed, settings: &Settings, room: &mut Room) -> Shared {
    let seed_end = (seed.a + seed.length, seed.b + seed.length);
    let right = Side::<false> { a: &a.words[seed_end.0..], b: &b.words[seed_end.1..] };
    let left = Side::<true> { a: &a.words[..seed.a], b: &b.words[..seed.b] };
    let (before, before_columns) = left.walk(settings, room);
    let (after, after_columns) = right.walk(settings, room);
    let word = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut matches = Vec::with_capacity(before.len() + seed.length + after.len());
    matches.extend(before.iter().rev().map(|&(i, j)| (word(seed.a - 1 - i), word(seed.b - 1 - j))));
    matches.extend((0..seed.length).map(|at| (word(seed.a + at), word(seed.b + at))));
    matches.extend(after.iter().map(|&(i, j)| (word(seed_end.0 + i), word(seed_end.1 + j))));
    Shared { matches, columns: word(before_columns + seed.length + after_columns) }
}

/// What lies on one side of a seed, read away from it: from the end of both when `REVERSED`.
struct Side<'a, const REVERSED: bool> {
    a: &'a [Word],
    b: &'a [Word],
}

/// Scores of a step along both texts.
#[inline]
fn score(left: &Word, right: &Word, settings: &Settings) -> i32 {
    if left.word == right.word {
        settings.word_score
    } else if left.stem == right.stem {
        settings.stem_score
    } else {
        -settings.change_cost
    }
}

impl<const REVERSED: bool> Side<'_, REVERSED> {
    /// The word of `words` before which `count` words lie, away from the seed, less one; `None` for 0.
    #[inline]
    fn nth(words: &[Word], count: usize) -> Option<&Word> {
        words.get(if REVERSED { words.len().wrapping_sub(count) } else { count.wrapping_sub(1) })
    }

    /// How many equal words follow, read away from the seed, after `i` words of `a` and `j` of `b`.
    fn run(&self, i: usize, j: usize) -> usize {
        let equal = |(left, right): &(&Word, &Word)| left.word == right.word;
        if REVERSED {
            let (a, b) = (&self.a[..self.a.len() - i], &self.b[..self.b.len() - j]);
            a.iter().rev().zip(b.iter().rev()).take_while(equal).count()
        } else {
            self.a[i..].iter().zip(&self.b[j..]).take_while(equal).count()
        }
    }

    /// The best alignment that starts at the seed: its equal words, counted from the seed, and its columns up to the
    /// last equal word.
    fn walk(&self, settings: &Settings, room: &mut Room) -> (Vec<(usize, usize)>, usize) {
        let band = settings.band;
        let width = 2 * band + 1;
        let Room { row, next, moves } = room;
        // Row i holds the scores after i words of `a`; column k stands for i + k - band words of `b`.
        for scores in [&mut *row, &mut *next] {
            scores.clear();
            scores.resize(width + 1, UNREACHED);
        }
        moves.clear();
        moves.resize(width, STOP);
        row[band] = 0;
        for column in band + 1..width.min(band + 1 + self.b.len()) {
            row[column] = row[column - 1] - settings.change_cost;
            moves[column] = ONLY_B;
        }
        let mut best = (0, 0, band);
        // Columns of the row that an alignment within the drop reaches: what lies further off is never looked at.
        let (mut first, mut last) = (band, width - 1);
        let mut i = 0;
        while i < self.a.len() {
            // Where the best alignment so far goes on with many equal words, no other will overtake it there.
            let (score_of_best, row_of_best, column) = best;
            if row_of_best == i && i > 0 {
                let run = self.run(i, i + column - band);
                if run >= settings.certain_run {
                    let base = moves.len();
                    moves.resize(base + run * width, STOP);
                    moves[base..].iter_mut().skip(column).step_by(width).for_each(|step| *step = BOTH);
                    i += run;
                    row.fill(UNREACHED);
                    row[column] = score_of_best + settings.word_score * i32::try_from(run).unwrap_or(i32::MAX / 64);
                    best = (row[column], i, column);
                    (first, last) = (column, column);
                    continue;
                }
            }
            i += 1;
            let Some(word) = Self::nth(self.a, i) else { break };
            next.fill(UNREACHED);
            let base = moves.len();
            moves.resize(base + width, STOP);
            let steps = &mut moves[base..];
            let (mut reached, mut farthest) = (None, 0);
            // What stands in the column to the left.
            let mut beside = UNREACHED;
            let columns = first.saturating_sub(1).max(band.saturating_sub(i))
                ..width.min((self.b.len() + band + 1).saturating_sub(i));
            for column in columns {
                // Beyond the last reached column a row is only entered from its own left.
                if column > last && beside == UNREACHED {
                    break;
                }
                let along = Self::nth(self.b, i + column - band);
                let mut best_here = along.map_or(UNREACHED, |other| row[column] + score(word, other, settings));
                let mut step = BOTH;
                if row[column + 1] - settings.change_cost > best_here {
                    (best_here, step) = (row[column + 1] - settings.change_cost, ONLY_A);
                }
                if beside - settings.change_cost > best_here {
                    (best_here, step) = (beside - settings.change_cost, ONLY_B);
                }
                if best_here < best.0 - settings.score_drop {
                    beside = UNREACHED;
                    continue;
                }
                beside = best_here;
                next[column] = best_here;
                steps[column] = step;
                reached = reached.or(Some(column));
                farthest = column;
                if best_here > best.0 {
                    best = (best_here, i, column);
                }
            }
            let Some(nearest) = reached else { break };
            (first, last) = (nearest, farthest);
            std::mem::swap(row, next);
        }
        self.trace_back(moves, best.1, best.2, settings)
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
                    let pair = Self::nth(self.a, i).zip(Self::nth(self.b, j));
                    if pair.is_some_and(|(left, right)| score(left, right, settings) > 0) {
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
