//! How likely two statements are one claim: a logistic model over the pair's features.

use super::features::FEATURES;

/// Weight of each feature, in the order of [`super::features::NAMES`].
const WEIGHTS: [f32; FEATURES] = [
    4.0, 1.5, 0.0, 2.0, 0.5, 1.0, 0.5, 0.0, 1.0, 0.5, 0.5, -0.5, 0.3, 0.0, -0.2, 0.2, -0.2, 0.2, -0.2, 0.5, -0.5, 0.0,
    1.0, -0.5, 1.5, -0.3, -0.2, 0.0, -1.0, -1.0, 0.5, 1.0, 0.2, 0.0, 0.0, 0.0, 0.5, -0.3, 0.3, -0.2,
];
const BIAS: f32 = -5.0;

/// Probability that the pair is one claim, 0..=1.
pub(crate) fn probability(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-(sum + BIAS)).exp())
}
