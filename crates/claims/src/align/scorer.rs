//! How likely two statements are one claim: a logistic model over the pair's features, trained by training/claim_pairs.py.

use super::features::FEATURES;

/// Weight of each feature, in the order of [`super::features::NAMES`]. Trained on 29 stories annotated by language models
/// under the guidelines (2,139 statements found in the gold, 31,294 pairs, 2,353 of them one claim). Claim pairs over folds
/// by story at a threshold of 0.23: precision .65, recall .43, F1 .52, statements that were not found counted as missed.
/// Trees, word and clause vectors and a second pass over neighbours gained .01 at most and were left out.
const WEIGHTS: [f32; FEATURES] = [
    3.333, 1.137, -5.753, 4.122, 1.248, -2.386, 0.487, 0.749, -0.118, 0.245, -0.364, -0.364, 0.990, 0.281, -0.427,
    0.825, 0.302, -0.035, 0.578, 0.074, -0.423, -0.279, 1.664, -0.370, 0.380, -0.487, -0.324, 1.183, -0.460, -1.912,
    0.578, 0.941, 0.335, -0.046, -1.233, 2.708, 0.422, 0.704, -0.716, -0.805,
];
const BIAS: f32 = -3.873;

/// Logarithm of the odds that the pair is one claim.
pub(super) fn log_odds(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    sum + BIAS
}

/// The probability of these log-odds, 0..=1.
pub(super) fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}
