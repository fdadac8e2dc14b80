//! Who says what, and who says so independently? Counts origins, never copies.

use headwater_atlas::Outlets;
use headwater_model::{Claims, CopyTree, Reading};

/// Thresholds of alignment and corroboration.
#[derive(Clone, Debug, Default)]
pub struct Settings {}

/// What is claimed in one story. `readings` in the order that `tree` counts them.
#[must_use]
pub fn corroborate(_readings: &[Reading<'_>], _tree: &CopyTree, _outlets: &Outlets, _settings: &Settings) -> Claims {
    Claims::default()
}
