//! Story folders and how claims, chains and origins are scored against them.

pub(crate) mod distort;
pub(crate) mod gold;
pub(crate) mod names;
#[cfg(test)]
mod parity;
pub(crate) mod predicted;
pub(crate) mod scoring;

use std::collections::{BTreeMap, BTreeSet};

/// What one reader, person or program, finds in a story, in the form that is scored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Annotation {
    /// Statements by id.
    pub(crate) statements: BTreeMap<String, Statement>,
    /// Claims.
    pub(crate) claims: Vec<Claim>,
    /// Level of copying by pair of report ids, the lesser id first.
    pub(crate) levels: BTreeMap<(String, String), String>,
}

/// A statement as it is scored.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    /// Id of its report.
    pub(crate) report: String,
    /// Start and end in code points.
    pub(crate) span: [usize; 2],
    /// "asserted", "hedged" or "denied".
    pub(crate) certainty: String,
    /// Who says it, the outlet's source first.
    pub(crate) chain: Vec<Named>,
    /// Whether the sources of the chain stand side by side.
    pub(crate) parallel: bool,
}

/// A source by all its names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// Names, the fullest first.
    pub(crate) names: Vec<String>,
    /// Whether it is somebody without a name.
    pub(crate) unnamed: bool,
}

/// A claim as it is scored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claim {
    /// Ids of its statements.
    pub(crate) statements: Vec<String>,
    /// Ids of the statements of each origin.
    pub(crate) origins: Vec<Vec<String>>,
    /// Whether somebody denies what another asserts.
    pub(crate) disputed: bool,
    /// Kind and the two statements.
    pub(crate) differences: Vec<(String, String, String)>,
}

impl Claim {
    /// The reports that carry it.
    fn reports<'a>(&self, statements: &'a BTreeMap<String, Statement>) -> BTreeSet<&'a str> {
        self.statements.iter().filter_map(|id| statements.get(id)).map(|it| it.report.as_str()).collect()
    }
}
