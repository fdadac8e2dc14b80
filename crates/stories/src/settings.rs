//! Every threshold of grouping, with its meaning and its default.

/// Thresholds of grouping.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Least mean probability, 0..=1, between a single report and the reports of a story for it to join.
    pub threshold: f64,
    /// The same between the reports of two large groups; between small ones the bar lies between the two.
    pub group_threshold: f64,
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
    /// Size of a collection up to which every report is compared with every other.
    pub compare_all: usize,
    /// Least share of the words' weight found through the index for a pair to be compared at all.
    pub least_promise: f32,
    /// Least probability for a pair to be remembered; below it counts as 0.
    pub least_probability: f32,
    /// Number of reports that the built-in background frequencies stand for when they are mixed with the
    /// collection's own.
    pub background_reports: f32,
    /// Headlines under which one outlet must have printed a sentence for it to count as page furniture.
    pub furniture_headlines: u32,
    /// Least days between the first and the last of them.
    pub furniture_days: f64,
    /// Least number of pieces a report into which undated reports must have fallen for pieces on one subject to be put
    /// together (see [`crate`]: running stories).
    pub running_pieces: f64,
    /// Pieces for which that is done at most: it costs their square.
    pub running_most_pieces: usize,
    /// Least mean likeness, 0..=1, of two subjects that are put together.
    pub running_likeness: f32,
    /// Reports up to which a subject counts as left over.
    pub running_small: f32,
    /// Least mean likeness of what is left over to the subject that takes it in.
    pub running_left_over: f32,
    /// Most pieces a report in a subject that is a story; above it hardly two of its reports tell of one event.
    pub running_most_loose: f64,
    /// Reports from which on a story is looked through for sub-events.
    pub section_reports: usize,
    /// Growth of the collection, as a factor, after which a stream weighs all its terms anew.
    pub growth: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: 0.3,
            group_threshold: 0.65,
            most_words: 3_000,
            lead_words: 80,
            index_terms: 40,
            most_postings: 300,
            most_neighbours: 60,
            compare_all: 150,
            least_promise: 0.02,
            least_probability: 0.02,
            background_reports: 500.0,
            furniture_headlines: 4,
            furniture_days: 14.0,
            running_pieces: 0.25,
            running_most_pieces: 3_000,
            running_likeness: 0.07,
            running_small: 8.0,
            running_left_over: 0.04,
            running_most_loose: 0.75,
            section_reports: 6,
            growth: 1.3,
        }
    }
}
