//! The best sequence of labels under scores of tokens and of neighbouring labels (Viterbi 1967).

/// Labels: out, begin, inside.
const LABELS: usize = 3;
/// Most runs that are counted.
const MOST_COUNTED: usize = 4;
/// States: out before any run, then begin, inside and out of each counted run.
const STATES: usize = 1 + LABELS * MOST_COUNTED;
/// Sum of a sequence that is not allowed; far from overflow whatever a text of any length adds to it.
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
    let mut before_any = 0_i64;
    let mut runs = [[NEVER; LABELS]; MOST_COUNTED];
    let runs = &mut runs[..most];
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(emissions.len() / LABELS);
    for (at, scores) in emissions.as_chunks::<LABELS>().0.iter().enumerate() {
        let closed = blocked(at);
        let moves = |inside: bool, to: usize| i64::from(transition(at, inside, to)) + i64::from(scores[to]);
        let (out, out_of_run) = (moves(false, 0), moves(true, 0));
        let [begin, begin_anew, go_on] =
            if closed { [NEVER; 3] } else { [moves(false, 1), moves(true, 1), moves(true, 2)] };
        let mut from = [0_u8; STATES];
        // What the run before leaves: outside of it, and inside.
        let (mut outside, mut inside) = ((before_any, 0), (NEVER, 0));
        before_any += out;
        for (run, state) in runs.iter_mut().zip((1_u8..).step_by(LABELS)) {
            let [begins, goes_on, is_out] = *run;
            let within = if goes_on > begins { (goes_on, state + 1) } else { (begins, state) };
            let back = &mut from[usize::from(state)..][..LABELS];
            (run[0], back[0]) = better(inside, begin_anew, outside, begin);
            (run[1], back[1]) = ((within.0 + go_on).max(NEVER), within.1);
            (run[2], back[2]) = better(within, out_of_run, (is_out, state + 2), out);
            (outside, inside) = ((is_out, state + 2), within);
        }
        back.push(from);
    }
    let sums = std::iter::once(before_any).chain(runs.iter().flatten().copied()).collect::<Vec<_>>();
    walk_back(&back, first_of_best(&sums), label)
}

/// The better of two ways into a state, each a sum with its state and what it scores to come from there; the first of equals.
#[inline]
fn better((one, of_one): (i64, u8), by_one: i64, (other, of_other): (i64, u8), by_other: i64) -> (i64, u8) {
    let (one, other) = (one + by_one, other + by_other);
    if other > one { (other.max(NEVER), of_other) } else { (one.max(NEVER), of_one) }
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
