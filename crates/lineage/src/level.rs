//! How much of one text stands in another? A learnt scale over the features of a pair.

use crate::measure::{FEATURES, Measures};
use headwater_model::CopyLevel;

/// The levels in the order of the rows of [`LevelModel::weights`].
pub(crate) const LEVELS: [CopyLevel; 4] =
    [CopyLevel::None, CopyLevel::SameSource, CopyLevel::Partly, CopyLevel::Wholly];

/// Multinomial logistic regression over standardised features.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelModel {
    /// Mean of each feature, subtracted first.
    pub mean: [f64; FEATURES],
    /// Standard deviation of each feature, divided by.
    pub scale: [f64; FEATURES],
    /// One row a level (none, same-source, partly, wholly); the last number is the constant.
    pub weights: [[f64; FEATURES + 1]; 4],
}

impl LevelModel {
    /// Probability of each level.
    #[must_use]
    pub fn probabilities(&self, measures: &Measures) -> [f64; 4] {
        let scores = self.weights.map(|row| {
            let features = measures.values.iter().zip(self.mean).zip(self.scale).zip(row);
            let sum: f64 = features.map(|(((value, mean), scale), weight)| (value - mean) / scale * weight).sum();
            sum + row[FEATURES]
        });
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let raised = scores.map(|score| (score - highest).exp());
        let total: f64 = raised.iter().sum();
        raised.map(|part| part / total)
    }

    /// The most probable level, the lower of equals.
    pub(crate) fn level(&self, probabilities: &[f64; 4]) -> CopyLevel {
        let mut best = 0;
        for (at, probability) in probabilities.iter().enumerate() {
            if *probability > probabilities[best] {
                best = at;
            }
        }
        LEVELS[best]
    }
}
