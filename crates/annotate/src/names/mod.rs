//! Names, descriptions and pronouns, resolved to the entities of the report.

mod bodies;
mod descriptions;
pub(crate) mod detect;
pub(crate) mod labels;
mod lexicon;
mod pronouns;
mod resolve;
mod roles;
#[cfg(test)]
mod tests;
mod variants;

pub use detect::NameKind;

use headwater_model::{Annotated, Report, Span, Words};

/// Finds mentions and entities and adds them.
pub(crate) fn find(report: &Report, annotated: &mut Annotated) {
    let names = detect::whole_names(&report.text, &annotated.words);
    let names = bodies::lengthen(&report.text, &annotated.words, names);
    let found = resolve::resolve(&report.text, annotated, &names);
    annotated.mentions = found.mentions;
    annotated.entities = found.entities;
}

/// Whether the word with this hash is a verb of speech.
pub(crate) fn is_speech_verb(word: u64) -> bool {
    lexicon::of_hash(word).has(lexicon::Traits::SPEECH)
}

/// Whether the word with this hash is a noun for somebody or something that says things: a person, a body, a document.
pub(crate) fn can_speak(word: u64) -> bool {
    use lexicon::Traits;
    let speaking = [Traits::ROLE, Traits::BODY, Traits::DOCUMENT, Traits::OUTLET, Traits::CAPITAL, Traits::COUNTRY];
    let known = lexicon::of_hash(word);
    speaking.into_iter().any(|speaking| known.has(speaking))
}

/// The names of a text alone, in order, with what each names: before they are resolved to entities.
#[must_use]
pub fn names(report: &Report, words: &Words) -> Vec<(Span, NameKind)> {
    detect::names(&report.text, words).into_iter().map(|name| (name.span, name.kind)).collect()
}
