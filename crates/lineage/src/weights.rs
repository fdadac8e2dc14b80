//! Weights of the level model, as training printed them.

use crate::level::LevelModel;

impl LevelModel {
    pub(crate) fn trained() -> Self {
        let mut weights = [[0.0; crate::FEATURES + 1]; 4];
        // none, same-source, partly, wholly over the prose share, until training replaces them
        weights[0][2] = -20.0;
        weights[1][2] = -8.0;
        weights[1][0] = 4.0;
        weights[1][crate::FEATURES] = -0.5;
        weights[2][2] = 8.0;
        weights[2][crate::FEATURES] = -2.0;
        weights[3][2] = 16.0;
        weights[3][crate::FEATURES] = -4.5;
        Self { mean: [0.0; crate::FEATURES], scale: [1.0; crate::FEATURES], weights }
    }
}
