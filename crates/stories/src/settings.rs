//! Every threshold of grouping, with its meaning and its default.

/// Thresholds of grouping.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Least mean probability, 0..=1, between the reports of two groups for them to become one story.
    pub threshold: f64,
    /// Words of a report that are read; a longer report is represented by its opening.
    pub most_words: usize,
    /// Words from the beginning that count as the lead.
    pub lead_words: usize,
    /// Strongest terms of a report by which others find it.
    pub index_terms: usize,
    /// Latest reports that one term can propose; bounds the cost of frequent terms.
    pub most_postings: usize,
    /// Earlier reports that one report is compared with, the most promising first.
    pub most_neighbours: usize,
    /// Least share of the words' weight found through the index for a pair to be compared at all.
    pub least_promise: f32,
    /// Least probability for a pair to be remembered; below it counts as 0.
    pub least_probability: f32,
    /// Number of reports that the built-in background frequencies stand for when they are mixed with the
    /// collection's own.
    pub background_reports: f32,
    /// Growth of the collection, as a factor, after which a stream weighs all its terms anew.
    pub growth: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: 0.6,
            most_words: 3_000,
            lead_words: 80,
            index_terms: 24,
            most_postings: 300,
            most_neighbours: 200,
            least_promise: 0.02,
            least_probability: 0.02,
            background_reports: 0.0,
            growth: 1.3,
        }
    }
}
