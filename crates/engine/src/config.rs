//! Every threshold of every stage in one place, each with its default and meaning.

use jiff::Timestamp;

/// All settings of a run. `Config::default()` is what the command line uses and what the figures are measured with.
#[derive(Clone, Debug, Default)]
pub struct Config {
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
}
