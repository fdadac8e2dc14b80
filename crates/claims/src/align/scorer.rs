//! How likely two statements are one claim: a logistic model over the pair's features, trained by training/claim_pairs.py.

use super::features::FEATURES;

/// Weight of each feature, in the order of [`super::features::NAMES`]. Trained on 29 stories annotated by language models
/// under the guidelines (1,877 statements found in the gold, 25,103 pairs, 2,043 of them one claim). Claim pairs over folds
/// by story at a threshold of 0.25: precision .64, recall .37, F1 .47, statements that were not found counted as missed.
/// Trees, static word vectors and a second pass over neighbours gained .01 at most and were left out.
const WEIGHTS: [f32; FEATURES] = [
    4.989, -0.637, -8.323, 4.246, 1.090, -2.440, -0.795, 1.267, -0.078, 1.184, -0.366, -0.197, 0.863, -0.042, -0.217,
    0.945, 0.075, 0.001, 0.910, 0.145, -0.039, 0.012, 1.187, -0.312, 0.285, -0.402, -0.363, 0.978, -0.501, -1.678,
    0.478, 0.766, 2.076, -0.704, -0.881, 2.312, 0.766, 0.676, -0.810, -0.865,
];
const BIAS: f32 = -3.589;

/// Probability that the pair is one claim, 0..=1.
pub(crate) fn probability(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-(sum + BIAS)).exp())
}
