//! Every threshold of every stage in one place, each with its default and meaning.

use headwater_annotate::Language;
use jiff::Timestamp;

/// All settings of a run. `Config::default()` is what the command line uses and what the figures are measured with.
#[derive(Clone, Debug)]
pub struct Config {
    /// By what names and attributions are read.
    pub language: Language,
    /// Which reports tell of one event.
    pub stories: headwater_stories::Settings,
    /// Who copied whom.
    pub lineage: headwater_lineage::Settings,
    /// What is one claim and what is one origin.
    pub claims: headwater_claims::Settings,
    /// Leave out reports published before this instant; undated reports stay.
    pub since: Option<Timestamp>,
    /// Leave out reports published at or after this instant; undated reports stay.
    pub until: Option<Timestamp>,
    /// Fewest reports of a story: smaller ones are left out, and their reports are read no further than grouping does.
    pub least_reports: usize,
    /// Reports of a collection up to which all their layers are kept, about 50 kilobytes a report, so that questions
    /// asked of the analysis need not read again; of a larger one only what a dossier shows is kept.
    pub keep_layers: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: Language::default(),
            stories: headwater_stories::Settings::default(),
            lineage: headwater_lineage::Settings::default(),
            claims: headwater_claims::Settings::default(),
            since: None,
            until: None,
            least_reports: 1,
            keep_layers: 2_000,
        }
    }
}
