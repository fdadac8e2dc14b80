//! Weights of the features of a sense.

use super::senses::FEATURES;

/// How often the senses are weighed against each other.
pub(super) const ROUNDS: usize = 2;

/// While nothing is known of the report's other places.
pub(super) const ALONE: [f32; FEATURES] = [
    8.0, 0.0, 2.0, 2.0, 0.0, 0.0, 0.0, -2.0, 0.0, 4.0, -4.0, 2.0, -1.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    0.5, 0.0,
];

/// Once the others have been weighed.
pub(super) const TOGETHER: [f32; FEATURES] = [
    8.0, 0.0, 2.0, 2.0, 0.0, 0.0, 0.0, -2.0, 0.0, 4.0, -4.0, 2.0, -1.0, 3.0, 2.0, 1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 0.0,
    0.5, 0.0,
];
