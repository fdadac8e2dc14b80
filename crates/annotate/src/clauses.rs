//! Clauses that could be true or false, with certainty and polarity.

use headwater_model::{Annotated, Clause, Report};

/// Cuts sentences into clauses, attributions left out.
pub(crate) fn find(_report: &Report, _annotated: &Annotated) -> Vec<Clause> {
    Vec::new()
}
