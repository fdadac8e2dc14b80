//! How is a dossier read? As JSON by programs, as Markdown by editors, as one self-contained page by everybody.
//!
//! Pure functions from a dossier and the reports' texts to a string: nothing here computes a result or changes one,
//! and every word about the news is quoted.

mod answer;
mod difference;
mod index;
mod markdown;
mod page;
mod sentence;

pub use answer::answer;
pub use markdown::markdown;
pub use page::html;
pub use sentence::headline;

use serde::Serialize;

/// A dossier or an answer as indented JSON, ending in a line break.
///
/// # Errors
/// Never for what the engine assembled; the type of the error is the serializer's.
pub fn json<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
