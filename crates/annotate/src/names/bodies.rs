//! Names of bodies that are made of a name and common nouns: "Rochester police", "Hill County sheriff's office",
//! "the Russian government", "the Obama administration", "the Clinton campaign".

use super::detect::{Name, NameKind};
use crate::words::hash;
use headwater_model::{Token, Words};
use std::sync::LazyLock;

/// Most tokens between the name and the noun that ends the body's name.
const REACH: usize = 5;

static BETWEEN: LazyLock<Vec<u64>> = LazyLock::new(|| {
    hashes(&[
        "sheriff",
        "sheriff's",
        "sheriffs",
        "police",
        "coroner",
        "district",
        "attorney",
        "attorney's",
        "medical",
        "examiner",
        "prosecutor",
        "prosecutors",
        "state",
        "fire",
        "county",
        "city",
        "health",
        "foreign",
        "defense",
        "defence",
        "interior",
        "finance",
        "justice",
        "'s",
        "state-run",
        "news",
        "central",
        "governor",
        "mayor",
    ])
});
static AFTER_PLACE: LazyLock<Vec<u64>> =
    LazyLock::new(|| hashes(&["police", "office", "department", "ministry", "government", "parliament", "embassy"]));
static AFTER_PERSON: LazyLock<Vec<u64>> = LazyLock::new(|| hashes(&["administration", "campaign"]));

fn hashes(words: &[&str]) -> Vec<u64> {
    let mut hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    hashes.sort_unstable();
    hashes
}

/// Lengthens names by the common nouns that make them names of bodies.
pub(crate) fn lengthen(text: &str, words: &Words, names: Vec<Name>) -> Vec<Name> {
    let limits: Vec<usize> = names.iter().skip(1).map(|name| name.tokens.start).chain([words.tokens.len()]).collect();
    names
        .into_iter()
        .zip(limits)
        .map(|(name, limit)| match end_of_body(text, words, &name, limit) {
            Some(end) => Name {
                span: name.span.cover(words.tokens[end - 1].span),
                tokens: name.tokens.start..end,
                kind: NameKind::Organisation,
            },
            None => name,
        })
        .collect()
}

/// Position past the last token of the body that `name` opens; `limit` is where the next name starts.
fn end_of_body(text: &str, words: &Words, name: &Name, limit: usize) -> Option<usize> {
    let tokens: &[Token] = words.tokens.get(name.tokens.end..limit.min(name.tokens.end + REACH))?;
    let is = |list: &[u64], token: &Token| list.binary_search(&token.word).is_ok();
    let lower = |token: &Token| {
        token.span.of(text).starts_with(|letter: char| letter.is_lowercase() || letter == '\'' || letter == '’')
    };
    match name.kind {
        NameKind::Person | NameKind::Organisation => {
            let next = tokens.first().filter(|next| is(&AFTER_PERSON, next))?;
            lower(next).then_some(name.tokens.end + 1)
        }
        NameKind::Location | NameKind::Group => {
            let mut end = None;
            for (at, token) in tokens.iter().enumerate() {
                // "Russia's government" names no body: a possessive may only follow a common noun.
                if !lower(token) || (at == 0 && token.span.of(text).starts_with(['\'', '’'])) {
                    break;
                }
                if is(&AFTER_PLACE, token) {
                    end = Some(name.tokens.end + at + 1);
                } else if !is(&BETWEEN, token) {
                    break;
                }
            }
            end
        }
        NameKind::Facility | NameKind::Other => None,
    }
}
