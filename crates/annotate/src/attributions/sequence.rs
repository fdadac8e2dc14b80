//! The best sequence of labels under scores of tokens and of neighbouring labels (Viterbi 1967).

/// Labels: out, begin, inside.
const LABELS: usize = 3;
/// Most runs that are counted.
const MOST_COUNTED: usize = 4;
/// States: out before any run, then begin, inside and out of each counted run.
const STATES: usize = 1 + LABELS * MOST_COUNTED;
/// Sum of a sequence that is not allowed; far from overflow whatever is added to it.
const NEVER: i64 = i64::MIN / 4;

/// The best labels out, begin (1) and inside (2) under scores of tokens (three a token) and of labels after labels, with at
/// most `most` runs and none on blocked tokens. Up to four runs are counted; a higher `most` allows any number.
/// `transition(token, inside, to)` scores a label after a token inside or outside a run. Of equals, the label earlier in
/// the order out, begin, inside wins, and fewer runs.
pub fn best_runs(
    emissions: &[i32],
    most: usize,
    blocked: impl Fn(usize) -> bool,
    transition: impl Fn(usize, bool, usize) -> i32,
) -> Vec<usize> {
    if most > MOST_COUNTED {
        return any_runs(emissions, blocked, transition);
    }
    let label = |state: usize| if state == 0 { 0 } else { [1, 2, 0][(state - 1) % LABELS] };
    let mut sums = [NEVER; STATES];
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(emissions.len() / LABELS);
    for (at, scores) in emissions.as_chunks::<LABELS>().0.iter().enumerate() {
        let closed = blocked(at);
        let moves = [false, true]
            .map(|inside| [0, 1, 2].map(|to| i64::from(transition(at, inside, to)) + i64::from(scores[to])));
        let mut next = [NEVER; STATES];
        let mut from = [0_u8; STATES];
        if at == 0 {
            next[0] = moves[0][0];
            if most > 0 && !closed {
                next[1] = moves[0][1];
            }
        } else {
            next[0] = sums[0] + moves[0][0];
            let (to_begin, to_inside) = ([moves[0][1], moves[1][1]], moves[1][2]);
            for begin in (1..1 + LABELS * most).step_by(LABELS) {
                let (inside, out) = (begin + 1, begin + 2);
                // Before a run: out of the run before it, or that run's own tokens.
                if !closed {
                    (next[begin], from[begin]) = match begin {
                        1 => ((sums[0] + to_begin[0]).max(NEVER), 0),
                        _ => best_of_run(&sums, begin - LABELS, to_begin),
                    };
                    let goes_on = usize::from(sums[inside] > sums[begin]) + begin;
                    (next[inside], from[inside]) = ((sums[goes_on] + to_inside).max(NEVER), goes_on as u8);
                }
                (next[out], from[out]) = best_of_run(&sums, begin, [moves[0][0], moves[1][0]]);
            }
        }
        back.push(from);
        sums = next;
    }
    walk_back(&back, first_of_best(&sums), label)
}

/// The best of a run's states begin, inside and out, the first of equals, each with the score of going on `[from outside,
/// from inside]`.
#[inline]
fn best_of_run(sums: &[i64; STATES], begin: usize, moves: [i64; 2]) -> (i64, u8) {
    let inside = usize::from(sums[begin + 1] > sums[begin]) + begin;
    let (in_run, after_run) = (sums[inside] + moves[1], sums[begin + 2] + moves[0]);
    if after_run > in_run { (after_run.max(NEVER), begin as u8 + 2) } else { (in_run.max(NEVER), inside as u8) }
}

/// [`best_runs`] for any number of runs.
fn any_runs(
    emissions: &[i32],
    blocked: impl Fn(usize) -> bool,
    transition: impl Fn(usize, bool, usize) -> i32,
) -> Vec<usize> {
    let mut sums = [NEVER; LABELS];
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(emissions.len() / LABELS);
    for (at, scores) in emissions.as_chunks::<LABELS>().0.iter().enumerate() {
        let closed = blocked(at);
        let moves = [false, true]
            .map(|inside| [0, 1, 2].map(|to| i64::from(transition(at, inside, to)) + i64::from(scores[to])));
        let mut next = [NEVER; LABELS];
        let mut from = [0_u8; LABELS];
        for to in 0..LABELS {
            if to != 0 && closed {
                continue;
            }
            (next[to], from[to]) = match (at, to) {
                (0, 2) => (NEVER, 0),
                (0, _) => (moves[0][to], 0),
                (_, 2) => best(&[1, 2], |state| sums[state] + moves[1][2]),
                _ => best(&[0, 1, 2], |state| sums[state] + moves[usize::from(state != 0)][to]),
            };
        }
        back.push(from);
        sums = next;
    }
    walk_back(&back, first_of_best(&sums), |state| state)
}

/// The highest sum among states, and the first state that has it.
#[inline]
fn best<const COUNT: usize>(states: &[usize; COUNT], sum: impl Fn(usize) -> i64) -> (i64, u8) {
    let mut best = (i64::MIN, 0);
    for &state in states {
        let sum = sum(state);
        if sum > best.0 {
            best = (sum, state as u8);
        }
    }
    (best.0.max(NEVER), best.1)
}

fn first_of_best(sums: &[i64]) -> usize {
    let mut best = 0;
    for (state, sum) in sums.iter().enumerate() {
        if *sum > sums[best] {
            best = state;
        }
    }
    best
}

fn walk_back<const WIDTH: usize>(back: &[[u8; WIDTH]], mut state: usize, label: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut labels = vec![0; back.len()];
    for (at, from) in back.iter().enumerate().rev() {
        labels[at] = label(state);
        state = usize::from(from[state]);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transition_outweighs_a_token() {
        // The middle token would rather be out, but then the last could not go on with the run.
        let emissions = [0, 5, 0, 3, -1, 0, 0, 0, 4];
        let going_on = |_, inside: bool, to: usize| if inside && to == 2 { -1 } else { 0 };
        for most in [1, 4, 9] {
            assert_eq!(best_runs(&emissions, most, |_| false, |_, _, _| 0), [1, 2, 2]);
            assert_eq!(best_runs(&emissions, most, |_| false, going_on), [1, 0, 0]);
        }
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
