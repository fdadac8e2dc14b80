//! How is a dossier read? As JSON by programs, as Markdown by editors, as one self-contained page by everybody.
//!
//! Pure functions from a dossier and the reports' texts to a string: nothing here computes a result or changes one,
//! and every word about the news is quoted.

mod difference;
mod index;
mod markdown;
mod page;
mod sentence;

pub use markdown::markdown;
pub use page::html;
pub use sentence::headline;

use headwater_model::dossier::Dossier;

/// The dossier as indented JSON, ending in a line break.
///
/// # Errors
/// Never for a dossier that was assembled by the engine; the type of the error is the serializer's.
pub fn json(dossier: &Dossier) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(dossier)?;
    text.push('\n');
    Ok(text)
}
