//! The best sequence of labels under scores of tokens and of neighbouring labels (Viterbi 1967).

/// Score that no allowed label reaches.
const FORBIDDEN: i32 = i32::MIN / 4;

/// The labels of highest sum. `emissions` holds `width` scores a token; `transition(token, from, to)` scores a label
/// `to` at `token` after `from`, and `from` is `None` at the first token. Of equals, the lower label wins.
fn best_labels(emissions: &[i32], width: usize, transition: impl Fn(usize, Option<usize>, usize) -> i32) -> Vec<usize> {
    let length = emissions.len() / width.max(1);
    let mut scores = vec![0_i64; width];
    let mut back = vec![0_u8; length * width];
    let mut next = vec![0_i64; width];
    for at in 0..length {
        for to in 0..width {
            let here = i64::from(emissions[at * width + to]);
            let (mut best, mut from_best) = (i64::MIN, 0);
            if at == 0 {
                best = i64::from(transition(0, None, to));
            } else {
                for (from, score) in scores.iter().enumerate() {
                    let sum = score + i64::from(transition(at, Some(from), to));
                    if sum > best {
                        (best, from_best) = (sum, from);
                    }
                }
            }
            next[to] = best.saturating_add(here);
            back[at * width + to] = u8::try_from(from_best).unwrap_or(0);
        }
        std::mem::swap(&mut scores, &mut next);
    }
    let mut label = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[label] {
            label = at;
        }
    }
    let mut labels = vec![0; length];
    for at in (0..length).rev() {
        labels[at] = label;
        label = back[at * width + label] as usize;
    }
    labels
}

/// The best labels out, begin (1) and inside (2) under the same scores, with at most `most` runs and none on blocked
/// tokens. Up to four runs are counted; a higher `most` allows any number. `transition(token, inside, to)` scores a label
/// after a token inside or outside a run.
pub fn best_runs(
    emissions: &[i32],
    most: usize,
    blocked: impl Fn(usize) -> bool,
    transition: impl Fn(usize, bool, usize) -> i32,
) -> Vec<usize> {
    const LABELS: usize = 3;
    if most > 4 {
        return best_labels(emissions, LABELS, |at, from, to| {
            let allowed = (to == 0 || !blocked(at)) && (to != 2 || from.is_some_and(|from| from != 0));
            if allowed { transition(at, from.is_some_and(|from| from != 0), to) } else { FORBIDDEN }
        });
    }
    // State 0 is out before any run; then, for each run, begin, inside and out after it.
    let label = |state: usize| if state == 0 { 0 } else { [1, 2, 0][(state - 1) % LABELS] };
    let run = |state: usize| state.div_ceil(LABELS);
    let width = 1 + LABELS * most;
    let of_states: Vec<i32> =
        emissions.chunks_exact(LABELS).flat_map(|scores| (0..width).map(|state| scores[label(state)])).collect();
    let states = best_labels(&of_states, width, |at, from, to| {
        let (before, from_label) = from.map_or((0, 0), |from| (run(from), label(from)));
        let follows = match label(to) {
            0 => run(to) == before,
            1 => run(to) == before + 1,
            _ => run(to) == before && from_label != 0,
        };
        if follows && (label(to) == 0 || !blocked(at)) { transition(at, from_label != 0, label(to)) } else { FORBIDDEN }
    });
    states.into_iter().map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transition_outweighs_a_token() {
        // Alone, tokens would be 1 0 1; leaving label 1 costs more than the middle token gives.
        let emissions = [0, 5, 3, 0, 0, 5];
        let labels = best_labels(&emissions, 2, |_, from, to| if from.is_some_and(|from| from != to) { -4 } else { 0 });
        assert_eq!(labels, [1, 1, 1]);
        assert_eq!(best_labels(&emissions, 2, |_, _, _| 0), [1, 0, 1]);
        assert_eq!(best_labels(&[], 2, |_, _, _| 0), [0_usize; 0]);
    }

    #[test]
    fn runs_are_counted_and_keep_off_blocked_tokens() {
        // Tokens 0, 2 and 3 want to begin or go on; the middle run is weaker, and bridged when there is one run only.
        let emissions = [0, 9, 0, 1, 0, 0, 0, 4, 0, 0, 0, 4, 5, 0, 0];
        assert_eq!(best_runs(&emissions, 9, |_| false, |_, _, _| 0), [1, 0, 1, 2, 0]);
        assert_eq!(best_runs(&emissions, 2, |_| false, |_, _, _| 0), [1, 0, 1, 2, 0]);
        assert_eq!(best_runs(&emissions, 1, |_| false, |_, _, _| 0), [1, 2, 2, 2, 0]);
        assert_eq!(best_runs(&emissions, 1, |at| at == 0, |_, _, _| 0), [0, 0, 1, 2, 0]);
        assert_eq!(best_runs(&[], 1, |_| false, |_, _, _| 0), [0_usize; 0]);
    }
}
