//! The best sequence of labels under scores of tokens and of neighbouring labels (Viterbi 1967).

/// Score that no allowed label reaches.
pub(super) const FORBIDDEN: i32 = i32::MIN / 4;

/// The labels of highest sum. `emissions` holds `width` scores a token; `transition(token, from, to)` scores a label
/// `to` at `token` after `from`, and `from` is `None` at the first token. Of equals, the lower label wins.
pub fn best_labels(
    emissions: &[i32],
    width: usize,
    transition: impl Fn(usize, Option<usize>, usize) -> i32,
) -> Vec<usize> {
    let length = emissions.len() / width.max(1);
    let mut scores = vec![0_i32; width];
    let mut back = vec![0_u8; length * width];
    let mut next = vec![0_i32; width];
    for at in 0..length {
        for to in 0..width {
            let here = emissions[at * width + to];
            let (mut best, mut from_best) = (FORBIDDEN, 0);
            if at == 0 {
                best = transition(0, None, to);
            } else {
                for (from, score) in scores.iter().enumerate() {
                    let sum = score.saturating_add(transition(at, Some(from), to));
                    if sum > best {
                        (best, from_best) = (sum, from);
                    }
                }
            }
            next[to] = best.saturating_add(here).max(FORBIDDEN);
            back[at * width + to] = u8::try_from(from_best).unwrap_or(0);
        }
        std::mem::swap(&mut scores, &mut next);
    }
    let mut label = headwater_linear::best_of(&scores);
    let mut labels = vec![0; length];
    for at in (0..length).rev() {
        labels[at] = label;
        label = back[at * width + label] as usize;
    }
    labels
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
}
