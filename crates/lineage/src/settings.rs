//! Every threshold of lineage, with its unit and reason.

use crate::level::LevelModel;

/// Thresholds of alignment and of the tree.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Words in a fingerprinted run. Three are enough to find an edited sentence; frequent runs are capped by
    /// `most_repeats`.
    pub run_words: usize,
    /// A run that occurs more often than this in one text seeds no passage.
    pub most_repeats: usize,
    /// Words of a text that are looked at; what lies behind them is not compared.
    pub longest_text: usize,
    /// Score of two equal words.
    pub word_score: i32,
    /// Score of two words of one stem.
    pub stem_score: i32,
    /// Cost of a word replaced, inserted or left out.
    pub change_cost: i32,
    /// An alignment ends where its score has fallen this far below its best: ten words changed in a row.
    pub score_drop: i32,
    /// How many words an alignment may drift from the diagonal of its seed.
    pub band: usize,
    /// Equal words that make a passage.
    pub least_passage: usize,
    /// Words below which a sentence is too short to be told from chance.
    pub least_sentence: usize,
    /// Weighted share of a sentence's stems from which it counts as found in the other text.
    pub close_sentence: f64,
    /// Tells the level of copying of a pair.
    pub level: LevelModel,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            run_words: 3,
            most_repeats: 6,
            longest_text: 50_000,
            word_score: 4,
            stem_score: 3,
            change_cost: 2,
            score_drop: 20,
            band: 16,
            least_passage: 5,
            least_sentence: 5,
            close_sentence: 0.55,
            level: LevelModel::trained(),
        }
    }
}
