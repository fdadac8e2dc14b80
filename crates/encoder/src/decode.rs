//! From scores of labels to runs: the best allowed sequence of begin and inside labels (Viterbi 1967).

use std::ops::Range;

/// One run of words under one kind of label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// Number of its kind, from 0.
    pub(crate) kind: usize,
}

/// The runs of the best sequence of labels, where "inside" follows "begin" or "inside" of its own kind. `scores` has one
/// row a word: out, then begin and inside of each kind. When a kind is `wanted`, the best sequence with a run of it.
pub(crate) fn runs<'s>(scores: impl Iterator<Item = &'s [f32]>, wanted: Option<usize>) -> Vec<Run> {
    // States are labels before the wanted run has begun, then the same labels from there on.
    let opening = wanted.map(|kind| 1 + 2 * kind);
    let mut sums: [Vec<f64>; 2] = Default::default();
    let mut back: Vec<[Vec<Before>; 2]> = Vec::new();
    for row in scores {
        let first = back.is_empty();
        let ends = if first { start(opening.is_some()) } else { [best_of(0, &sums[0]), best_of(1, &sums[1])] };
        let mut from: [Vec<Before>; 2] = Default::default();
        let mut next: [Vec<f64>; 2] = Default::default();
        for half in 0..2 {
            for (label, score) in row.iter().enumerate() {
                let same = |label: usize| (sums[half].get(label).copied().unwrap_or(NEVER), (half, label));
                let (sum, before) = if goes_on(label) {
                    higher(same(label - 1), same(label))
                } else if Some(label) != opening {
                    ends[half]
                } else if half == 1 {
                    higher(ends[0], ends[1])
                } else {
                    (NEVER, (0, 0))
                };
                from[half].push(before);
                next[half].push(sum + f64::from(*score));
            }
        }
        back.push(from);
        sums = next;
    }
    let (sum, mut state) = best_of(1, &sums[1]);
    let mut labels = vec![0; back.len()];
    if sum > NEVER {
        for (at, from) in back.iter().enumerate().rev() {
            labels[at] = state.1;
            state = from[state.0][state.1];
        }
    }
    collect(&labels)
}

/// Where a state came from: its half and its label.
type Before = (usize, usize);

/// Sum of a sequence that is not allowed.
const NEVER: f64 = f64::NEG_INFINITY;

/// Before the first word: in the first half when a run is wanted, else in the second.
fn start(wanted: bool) -> [(f64, Before); 2] {
    if wanted { [(0.0, (0, 0)), (NEVER, (1, 0))] } else { [(NEVER, (0, 0)), (0.0, (1, 0))] }
}

fn goes_on(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

fn higher(first: (f64, Before), second: (f64, Before)) -> (f64, Before) {
    if second.0 > first.0 { second } else { first }
}

/// The first of the highest sums of a half; sums that are no numbers are never highest.
fn best_of(half: usize, sums: &[f64]) -> (f64, Before) {
    let states = sums.iter().enumerate().map(|(label, sum)| (*sum, (half, label)));
    states.fold((NEVER, (half, 0)), higher)
}

fn collect(labels: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if goes_on(*label) => run.words.end = at + 1,
            _ if *label > 0 => runs.push(Run { words: at..at + 1, kind: (label - 1) / 2 }),
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(rows: &[[f32; 5]]) -> Vec<(Range<usize>, usize)> {
        runs(rows.iter().map(|row| &row[..]), None).into_iter().map(|run| (run.words, run.kind)).collect()
    }

    #[test]
    fn inside_needs_a_beginning_of_its_kind() {
        // The second word would rather be inside the second kind, but the first begins the first kind.
        assert_eq!(decoded(&[[0., 5., 0., 1., 0.], [0., 0., 2., 0., 3.]]), [(0..2, 0)]);
        // Stronger, it turns the first word's kind.
        assert_eq!(decoded(&[[0., 5., 0., 1., 0.], [0., 0., 2., 0., 9.]]), [(0..2, 1)]);
        // Nothing begins inside.
        assert_eq!(decoded(&[[0., -9., 9., -9., 9.]]), []);
    }

    #[test]
    fn a_wanted_run_is_found_where_it_costs_least() {
        let rows = [[5., 6., 0., 1., 0.], [5., 0., 6., 3., 0.], [5., 0., 0., 3., 4.], [5., 0., 0., 0., 0.]];
        let with = |kind| runs(rows.iter().map(|row| &row[..]), Some(kind));
        assert_eq!(decoded(&rows), [(0..2, 0)]);
        assert_eq!(with(0), [Run { words: 0..2, kind: 0 }]);
        // From the third word it costs two, from the second three.
        assert_eq!(with(1), [Run { words: 0..2, kind: 0 }, Run { words: 2..3, kind: 1 }]);
        assert_eq!(runs(std::iter::empty(), Some(1)), []);
    }

    #[test]
    fn runs_end_where_another_begins() {
        let rows = [
            [0., 1., 0., 0., 0.],
            [0., 1., 0., 0., 0.],
            [0., 0., 1., 0., 0.],
            [1., 0., 0., 0., 0.],
            [0., 0., 0., 1., 0.],
        ];
        assert_eq!(decoded(&rows), [(0..1, 0), (1..3, 0), (4..5, 1)]);
        assert_eq!(decoded(&[]), []);
        assert_eq!(decoded(&[[f32::NAN; 5]; 3]), []);
    }
}
