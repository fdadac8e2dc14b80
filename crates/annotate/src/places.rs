//! Place names and what they refer to.

use headwater_model::{Annotated, PlaceMention, Report, Span};

/// Finds place names and resolves them.
pub(crate) fn find(_report: &Report, _annotated: &Annotated) -> Vec<PlaceMention> {
    Vec::new()
}

/// Resolves place names whose spans are already known, in the order of `spans`.
#[must_use]
pub fn resolve(_report: &Report, _annotated: &Annotated, spans: &[Span]) -> Vec<PlaceMention> {
    spans.iter().map(|&span| PlaceMention { span, place: None, literal: true }).collect()
}
