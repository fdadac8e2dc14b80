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
/// row a word: out, then begin and inside of each kind. `least` tells of how many words under each kind, from the first, the
/// sequence must have; none where there is no such sequence.
pub(crate) fn runs<'s>(scores: impl Iterator<Item = &'s [f32]>, least: &[usize]) -> Vec<Run> {
    // A state is a stage and a label; a stage tells how many of the least words of each kind were met.
    let stages: usize = least.iter().map(|least| least + 1).product();
    let mut sums: Vec<Vec<f64>> = vec![Vec::new(); stages];
    let mut back: Vec<Vec<Vec<Before>>> = Vec::new();
    for row in scores {
        let first = back.is_empty();
        let start = |stage: usize| (if stage == 0 { 0.0 } else { NEVER }, (stage, 0));
        let ends: Vec<_> =
            (0..stages).map(|stage| if first { start(stage) } else { best_of(stage, &sums[stage]) }).collect();
        let mut from: Vec<Vec<Before>> = vec![Vec::with_capacity(row.len()); stages];
        let mut next: Vec<Vec<f64>> = vec![Vec::with_capacity(row.len()); stages];
        for stage in 0..stages {
            for (label, score) in row.iter().enumerate() {
                let came = |before: usize| {
                    let same = |label: usize| (sums[before].get(label).copied().unwrap_or(NEVER), (before, label));
                    if goes_on(label) { higher(same(label - 1), same(label)) } else { ends[before] }
                };
                let kind = label.checked_sub(1).map(|label| label / 2);
                let before = stages_before(stage, kind, least).into_iter().flatten().map(came);
                let (sum, before) = before.fold((NEVER, (0, 0)), higher);
                from[stage].push(before);
                next[stage].push(sum + f64::from(*score));
            }
        }
        back.push(from);
        sums = next;
    }
    let (sum, mut state) = best_of(stages - 1, &sums[stages - 1]);
    let mut labels = vec![0; back.len()];
    if sum > NEVER {
        for (at, from) in back.iter().enumerate().rev() {
            labels[at] = state.1;
            state = from[state.0][state.1];
        }
    }
    collect(&labels)
}

/// Where a state came from: its stage and its label.
type Before = (usize, usize);

/// Sum of a sequence that is not allowed.
const NEVER: f64 = f64::NEG_INFINITY;

/// The stages from which a word of a kind leads to a stage: one with a word of it less, and the same where no more are
/// asked for.
fn stages_before(stage: usize, kind: Option<usize>, least: &[usize]) -> [Option<usize>; 2] {
    let Some((kind, wanted)) = kind.and_then(|kind| Some((kind, *least.get(kind)?))) else {
        return [Some(stage), None];
    };
    let stride: usize = least[..kind].iter().map(|least| least + 1).product();
    let met = stage / stride % (wanted + 1);
    [(met > 0).then(|| stage - stride), (met == wanted).then_some(stage)]
}

fn goes_on(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

fn higher(first: (f64, Before), second: (f64, Before)) -> (f64, Before) {
    if second.0 > first.0 { second } else { first }
}

/// The first of the highest sums of a stage; sums that are no numbers are never highest.
fn best_of(stage: usize, sums: &[f64]) -> (f64, Before) {
    let states = sums.iter().enumerate().map(|(label, sum)| (*sum, (stage, label)));
    states.fold((NEVER, (stage, 0)), higher)
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
        runs(rows.iter().map(|row| &row[..]), &[]).into_iter().map(|run| (run.words, run.kind)).collect()
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
        let with = |least: &[usize]| runs(rows.iter().map(|row| &row[..]), least);
        assert_eq!(decoded(&rows), [(0..2, 0)]);
        assert_eq!(with(&[1]), [Run { words: 0..2, kind: 0 }]);
        // From the third word it costs two, from the second three.
        assert_eq!(with(&[0, 1]), [Run { words: 0..2, kind: 0 }, Run { words: 2..3, kind: 1 }]);
        assert_eq!(runs(std::iter::empty(), &[0, 1]), []);
    }

    #[test]
    fn least_words_are_counted_of_each_kind() {
        let rows = [[5., 4., 0., 0., 0.], [5., 0., 0., 3., 0.], [5., 0., 0., 0., 2.], [5., 0., 0., 0., 1.]];
        let with = |least: &[usize]| runs(rows.iter().map(|row| &row[..]), least);
        let (source, content) = (Run { words: 0..1, kind: 0 }, |end| Run { words: 1..end, kind: 1 });
        assert_eq!(with(&[1, 2]), [source.clone(), content(3)]);
        assert_eq!(with(&[1, 3]), [source, content(4)]);
        // More than there are words.
        assert_eq!(with(&[1, 4]), []);
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
