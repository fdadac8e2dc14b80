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
    /// Share of a text's words found in another from which, when no outlet is known, the words tell the direction
    /// whatever agency is credited.
    pub contained_share: f64,
    /// What one cut costs, however long, where an invented pair of words costs 1.
    pub cut_cost: f64,
    /// What a pair of words costs in the text that a family began with, where one that a copyist adds costs 1.
    pub author_cost: f64,
    /// What one step between a root and a copy costs: decides between roots that are equally good.
    pub depth_cost: f64,
    /// Pairs of words that two copies must have against their parent before an unseen text is put between them.
    pub unseen_cost: f64,
    /// Most unseen texts in one family of bare texts.
    pub most_unseen: usize,
    /// Difference in cost at which another parent is e times less likely.
    pub cost_of_doubt: f64,
    /// Largest family whose tree is told from words alone; a larger one hangs from one unseen text.
    pub largest_family: usize,
    /// Equal words that a further parent must explain beyond the first for a report to have several.
    pub further_parent: usize,
    /// Share of equal words along the passages from which a copy is verbatim, when enough of it is copied.
    pub verbatim_identity: f64,
    /// Share of a copy's words that must stand in the other text for it to be verbatim.
    pub verbatim_share: f64,
    /// Share of a copy's words from which it is edited rather than rewritten.
    pub edited_share: f64,
    /// Equal words in one passage from which a copy is edited rather than rewritten.
    pub edited_passage: usize,
    /// Words of a passage quoted as evidence.
    pub excerpt: usize,
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
            contained_share: 0.85,
            cut_cost: 1.5,
            author_cost: 0.6,
            depth_cost: 0.01,
            unseen_cost: 3.0,
            most_unseen: 30,
            cost_of_doubt: 8.0,
            largest_family: 60,
            further_parent: 25,
            verbatim_identity: 0.98,
            verbatim_share: 0.9,
            edited_share: 0.3,
            edited_passage: 25,
            excerpt: 12,
            level: LevelModel::trained(),
        }
    }
}
