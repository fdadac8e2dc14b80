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
mod trained;
mod variants;

pub use detect::NameKind;
pub(crate) use detect::Sighted;

use crate::known::Known;
use detect::Name;
use headwater_encoder::Findings;
use headwater_model::{Annotated, Report, Words};

/// Finds mentions and entities and adds them. `findings` are the transformer's; without them the linear model reads.
pub(crate) fn find(report: &Report, annotated: &mut Annotated, findings: Option<&Findings>, known: &mut Known<'_>) {
    let names = detect::whole(&report.text, names(&report.text, &annotated.words, findings, known));
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

/// The names of a text, in order, not overlapping: by the linear model, which knows words, lists and places, and where the
/// transformer has read the text by the sum of what both make of it.
pub(crate) fn names(text: &str, words: &Words, findings: Option<&Findings>, known: &mut Known<'_>) -> Vec<Name> {
    let second = findings.map(|findings| trained::scores(words, findings)).unwrap_or_default();
    detect::names(text, words, &second, known)
}
