//! Numbers with what they count.

use headwater_model::{Quantity, Report, TimeExpression, Words};

/// Finds numbers that are no part of a time expression.
pub(crate) fn find(_report: &Report, _words: &Words, _times: &[TimeExpression]) -> Vec<Quantity> {
    Vec::new()
}
