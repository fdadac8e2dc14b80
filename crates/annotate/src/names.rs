//! Names, descriptions and pronouns, resolved to the entities of the report.

use headwater_model::{Annotated, Report};

/// Finds mentions and entities and adds them.
pub(crate) fn find(_report: &Report, _annotated: &mut Annotated) {}
