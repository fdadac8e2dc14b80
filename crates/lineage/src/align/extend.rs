//! Gapped extension of a seed to both sides within a band, by dynamic programming over words.

use super::{Seed, Shared};
use crate::Settings;
use crate::text::{Forms, Text};
use std::ops::Range;

const UNREACHED: i32 = i32::MIN / 2;

/// What a walk needs room for, kept from seed to seed.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Scores of the cells, row after row. One column more than the band, never reached, ends each row.
    rows: Vec<i32>,
    /// The best way into each cell of a row from the row before.
    entered: Vec<i32>,
}

/// Extends `seed` as far as the score of the alignment does not fall by more than `settings.score_drop` below its best.
pub(super) fn extend(a: &Text<'_>, b: &Text<'_>, seed: Seed, settings: &Settings, room: &mut Room) -> Shared {
    let seed_end = (seed.a + seed.length, seed.b + seed.length);
    let right = Side { a: a.forms.from(seed_end.0), b: b.forms.from(seed_end.1) };
    let left = Side { a: a.backwards.from(a.words.len() - seed.a), b: b.backwards.from(b.words.len() - seed.b) };
    let (before, before_columns) = left.walk(settings, room);
    let (after, after_columns) = right.walk(settings, room);
    let word = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut matches = Vec::with_capacity(before.len() + seed.length + after.len());
    matches.extend(before.iter().rev().map(|&(i, j)| (word(seed.a - 1 - i), word(seed.b - 1 - j))));
    matches.extend((0..seed.length).map(|at| (word(seed.a + at), word(seed.b + at))));
    matches.extend(after.iter().map(|&(i, j)| (word(seed_end.0 + i), word(seed_end.1 + j))));
    Shared { matches, columns: word(before_columns + seed.length + after_columns) }
}

/// What lies on one side of a seed, read away from it.
struct Side<'a> {
    a: Forms<&'a [u32]>,
    b: Forms<&'a [u32]>,
}

impl Side<'_> {
    /// What it scores to go on with word `i` of `a` beside word `j` of `b`.
    fn score(&self, i: usize, j: usize, settings: &Settings) -> i32 {
        score((self.a.words[i], self.a.stems[i]), (self.b.words[j], self.b.stems[j]), settings)
    }

    /// How many equal words follow after `i` words of `a` and `j` of `b`.
    fn run(&self, i: usize, j: usize) -> usize {
        self.a.words[i..].iter().zip(&self.b.words[j..]).take_while(|(left, right)| left == right).count()
    }

    /// The best alignment that starts at the seed: its equal words, counted from the seed, and its columns up to the
    /// last equal word.
    fn walk(&self, settings: &Settings, room: &mut Room) -> (Vec<(usize, usize)>, usize) {
        let (band, cost) = (settings.band, settings.change_cost);
        let width = 2 * band + 1;
        let Room { rows, entered } = room;
        // Row i holds the scores after i words of `a`; column k stands for i + k - band words of `b`.
        rows.clear();
        rows.resize(width + 1, UNREACHED);
        rows[band] = 0;
        for column in band + 1..width.min(band + 1 + self.b.words.len()) {
            rows[column] = rows[column - 1] - cost;
        }
        let mut best = (0, 0, band);
        // Columns of the row that an alignment within the drop reaches: what lies further off is never looked at.
        let (mut first, mut last) = (band, width - 1);
        let mut i = 0;
        while i < self.a.words.len() {
            // Where the best alignment so far goes on with many equal words, no other will overtake it there.
            let (mut top, row_of_best, column) = best;
            if row_of_best == i && i > 0 {
                let run = self.run(i, i + column - band);
                if run >= settings.certain_run {
                    let base = rows.len();
                    rows.resize(base + run * (width + 1), UNREACHED);
                    for cell in rows[base..].iter_mut().skip(column).step_by(width + 1) {
                        top += settings.word_score;
                        *cell = top;
                    }
                    i += run;
                    best = (top, i, column);
                    (first, last) = (column, column);
                    continue;
                }
            }
            i += 1;
            let base = rows.len();
            rows.resize(base + width + 1, UNREACHED);
            let (before, row) = rows.split_at_mut(base);
            let before = &before[base - width - 1..];
            let limit = width.min((self.b.words.len() + band + 1).saturating_sub(i));
            let begin = first.saturating_sub(1).max(band.saturating_sub(i));
            let end = limit.min(last + 1).max(begin);
            self.enter(i, begin..end, before, entered, settings);
            let mut floor = top - settings.score_drop;
            // What stands in the column to the left.
            let mut beside = UNREACHED;
            for ((cell, &entered), column) in row[begin..end].iter_mut().zip(&*entered).zip(begin..) {
                beside = entered.max(beside - cost);
                beside = if beside < floor { UNREACHED } else { beside };
                *cell = beside;
                if beside > top {
                    (top, floor) = (beside, beside - settings.score_drop);
                    best = (top, i, column);
                }
            }
            let reached = |cell: &i32| *cell != UNREACHED;
            let cells = &row[begin..end];
            let (Some(nearest), Some(farthest)) = (cells.iter().position(reached), cells.iter().rposition(reached))
            else {
                break;
            };
            (first, last) = (begin + nearest, begin + farthest);
            // Beyond the last reached column a row is only entered from its own left.
            for (cell, column) in row[end..limit.max(end)].iter_mut().zip(end..) {
                beside -= cost;
                if beside < floor {
                    break;
                }
                *cell = beside;
                last = column;
            }
        }
        self.trace_back(rows, best.1, best.2, settings)
    }

    /// The best scores by which row `i` is entered from the row before in `columns`: with a word of both or with one of `a`.
    fn enter(&self, i: usize, columns: Range<usize>, before: &[i32], entered: &mut Vec<i32>, settings: &Settings) {
        let band = settings.band;
        entered.clear();
        entered.extend(before[columns.start + 1..=columns.end].iter().map(|above| above - settings.change_cost));
        let word = (self.a.words[i - 1], self.a.stems[i - 1]);
        // Where no word of `b` is taken yet, none can be taken beside the word of `a`.
        let skipped = usize::from(i + columns.start == band).min(columns.len());
        let count = columns.len() - skipped;
        let first = (i + columns.start + skipped).saturating_sub(band + 1);
        let (words, stems) = (&self.b.words[first..first + count], &self.b.stems[first..first + count]);
        let (before, entered) = (&before[columns.start + skipped..][..count], &mut entered[skipped..][..count]);
        for at in 0..count {
            entered[at] = entered[at].max(before[at] + score(word, (words[at], stems[at]), settings));
        }
    }

    /// The way back from a cell to the seed, found again from the scores: with words of both where that gives the score,
    /// else with a word of `a` alone, else of `b` alone.
    fn trace_back(
        &self,
        rows: &[i32],
        mut i: usize,
        mut column: usize,
        settings: &Settings,
    ) -> (Vec<(usize, usize)>, usize) {
        let (band, width) = (settings.band, 2 * settings.band + 1);
        let mut matches = Vec::new();
        let mut columns = 0;
        while (i, column) != (0, band) {
            let at = i * (width + 1) + column;
            let (above, j) = (at.checked_sub(width + 1), i + column - band);
            if let Some(along) = above.filter(|_| j > 0)
                && rows[along] + self.score(i - 1, j - 1, settings) == rows[at]
            {
                if self.a.stems[i - 1] == self.b.stems[j - 1] {
                    matches.push((i - 1, j - 1));
                }
                i -= 1;
            } else if above.is_some_and(|above| rows[above + 1] - settings.change_cost == rows[at]) {
                i -= 1;
                column += 1;
            } else {
                column -= 1;
            }
            columns += 1;
        }
        matches.reverse();
        (matches, columns)
    }
}

/// What it scores to go on with two words, each with its stem: sums under masks, which the compiler does for many at once.
#[inline]
fn score((word, stem): (u32, u32), (other, other_stem): (u32, u32), settings: &Settings) -> i32 {
    let when = |equal: bool, gain: i32| -i32::from(equal) & gain;
    let of_stem = when(stem == other_stem, settings.stem_score + settings.change_cost);
    let of_word = when(word == other, settings.word_score - settings.stem_score);
    of_stem + of_word - settings.change_cost
}
