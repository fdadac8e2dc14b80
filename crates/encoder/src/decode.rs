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
/// row a word: out, then begin and inside of each kind. Of equal sequences the one whose labels come first wins.
pub(crate) fn runs<'s>(scores: impl Iterator<Item = &'s [f32]>) -> Vec<Run> {
    let mut sums: Vec<f64> = Vec::new();
    let mut back: Vec<Vec<u8>> = Vec::new();
    for row in scores {
        let first = sums.is_empty();
        let best = if first { (0, 0.0) } else { best_of(&sums) };
        let mut from = vec![0; row.len()];
        let mut next = vec![f64::NEG_INFINITY; row.len()];
        for (label, score) in row.iter().enumerate() {
            let (before, sum) = match label {
                _ if !goes_on(label) => best,
                _ if first => (0, f64::NEG_INFINITY),
                _ if sums[label - 1] >= sums[label] => (label - 1, sums[label - 1]),
                _ => (label, sums[label]),
            };
            from[label] = u8::try_from(before).unwrap_or(0);
            next[label] = sum + f64::from(*score);
        }
        back.push(from);
        sums = next;
    }
    let mut label = best_of(&sums).0;
    let mut labels = vec![0; back.len()];
    for (at, from) in back.iter().enumerate().rev() {
        labels[at] = label;
        label = usize::from(from[label]);
    }
    collect(&labels)
}

fn goes_on(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

/// The first of the highest sums; sums that are no numbers are never highest.
fn best_of(sums: &[f64]) -> (usize, f64) {
    let mut best = (0, f64::NEG_INFINITY);
    for (label, sum) in sums.iter().enumerate() {
        if *sum > best.1 {
            best = (label, *sum);
        }
    }
    best
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
        runs(rows.iter().map(|row| &row[..])).into_iter().map(|run| (run.words, run.kind)).collect()
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
