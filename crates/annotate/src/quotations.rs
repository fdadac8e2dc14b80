//! Quotations: marks paired within and across paragraphs.

use headwater_model::{Quotation, Report, Words};

/// Pairs quotation marks.
pub(crate) fn find(_report: &Report, _words: &Words) -> Vec<Quotation> {
    Vec::new()
}
