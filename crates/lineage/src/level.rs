//! How much of one text stands in another? A learnt model over the features of a pair.
//!
//! Three logistic regressions in a row, as the guidelines put the question: is text derived at all; if so, wholly or
//! partly; if not, is there at least a common source? A single threshold on containment does not transfer between
//! collections (macro-F1 .84 where it was tuned, .63 elsewhere), several features together do better.

use crate::measure::{FEATURES, Measures};
use headwater_model::CopyLevel;

/// The levels in the order of [`LevelModel::probabilities`].
const LEVELS: [CopyLevel; 4] = [CopyLevel::None, CopyLevel::SameSource, CopyLevel::Partly, CopyLevel::Wholly];

/// A logistic regression over standardised features.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Constant.
    pub constant: f64,
    /// One weight a feature.
    pub weights: [f64; FEATURES],
}

/// Three questions asked in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelModel {
    /// Mean of each feature, subtracted first.
    pub mean: [f64; FEATURES],
    /// Standard deviation of each feature, divided by.
    pub scale: [f64; FEATURES],
    /// Is text of one derived from the other, or of both from an unseen text?
    pub derived: Question,
    /// If it is: most of one text?
    pub wholly: Question,
    /// If it is not: do they at least share quotations or statements?
    pub source: Question,
}

impl LevelModel {
    /// Probabilities of none, same-source, partly and wholly; they sum to 1.
    #[must_use]
    pub fn probabilities(&self, measures: &Measures) -> [f64; 4] {
        let mut standard = measures.values;
        for ((value, mean), scale) in standard.iter_mut().zip(self.mean).zip(self.scale) {
            *value = (*value - mean) / scale;
        }
        let ask = |question: &Question| {
            let sum: f64 = standard.iter().zip(question.weights).map(|(value, weight)| value * weight).sum();
            1.0 / (1.0 + (-sum - question.constant).exp())
        };
        let (derived, wholly, source) = (ask(&self.derived), ask(&self.wholly), ask(&self.source));
        [(1.0 - derived) * (1.0 - source), (1.0 - derived) * source, derived * (1.0 - wholly), derived * wholly]
    }

    /// The answer to the questions in their order, each by the more probable side.
    #[must_use]
    pub fn level(probabilities: &[f64; 4]) -> CopyLevel {
        let [none, source, partly, wholly] = *probabilities;
        let within =
            if partly + wholly > none + source { 2 + usize::from(wholly > partly) } else { usize::from(source > none) };
        LEVELS[within]
    }
}
