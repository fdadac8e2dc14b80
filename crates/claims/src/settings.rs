//! Thresholds of alignment and corroboration.

/// Thresholds of alignment and corroboration.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Statements are compared when they share at least this part of the lighter one's weight of content words, 0..=1.
    pub least_shared: f32,
    /// Stems that more statements of a story hold than this do not bring statements together by themselves.
    pub common_stem: usize,
    /// Pairs less likely than this to be one claim are forgotten before clustering, 0..=1.
    pub least_probability: f32,
    /// Two clusters of statements are one claim when their mean pair probability is at least this, 0..=1.
    pub same_claim: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { least_shared: 0.1, common_stem: 200, least_probability: 0.02, same_claim: 0.4 }
    }
}
