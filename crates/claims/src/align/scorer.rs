//! How likely two statements are one claim: a logistic model over the pair's features, trained by training/claim_pairs.py.

use super::features::FEATURES;

/// Weight of each feature, in the order of [`super::features::NAMES`]. Trained on 29 stories annotated by language models
/// under the guidelines (2,132 statements found in the gold, 31,130 pairs, 2,339 of them one claim). Claim pairs over folds
/// by story at a threshold of 0.18: precision .63, recall .44, F1 .51, statements that were not found counted as missed.
/// Trees, word and clause vectors and a second pass over neighbours gained .01 at most and were left out.
const WEIGHTS: [f32; FEATURES] = [
    2.982, 0.521, -6.605, 3.752, 1.681, -2.884, -0.232, 1.184, 0.012, 0.196, -0.294, -0.314, 1.124, 0.051, -0.132,
    0.876, 0.403, 0.078, 0.604, 0.367, -0.195, -0.140, 1.562, -0.358, 0.226, -0.472, -0.294, 1.520, -0.495, -1.615,
    0.358, 0.888, 1.370, -0.431, -1.244, 2.917, 0.391, 0.744, -0.650, -0.841,
];
const BIAS: f32 = -3.968;

/// Probability that the pair is one claim, 0..=1.
pub(crate) fn probability(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-(sum + BIAS)).exp())
}
