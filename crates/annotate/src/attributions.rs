//! Source + cue + content.

use headwater_model::{Annotated, Report};

/// Finds attributions and adds them, with entities for sources that have no mention yet.
pub(crate) fn find(_report: &Report, _annotated: &mut Annotated) {}
