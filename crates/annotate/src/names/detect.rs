//! Which runs of tokens are names, and names of what.

use super::lexicon::{Traits, traits};
use headwater_model::{Sentence, Span, Token, TokenKind, Words};
use std::ops::Range;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person, without title words.
    Person,
    /// A company, party, institution.
    Organisation,
    /// A place.
    Location,
    /// A nationality, religion or political group.
    Group,
    /// A building, road or bridge.
    Facility,
}

/// One name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Positions of its tokens.
    pub(crate) tokens: Range<usize>,
    /// Where.
    pub(crate) span: Span,
    /// What it names.
    pub(crate) kind: NameKind,
}

/// All names of a text, in order, not overlapping.
pub(crate) fn names(text: &str, words: &Words) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in &words.sentences {
        of_sentence(text, words, sentence, &mut names);
    }
    names
}

fn of_sentence(text: &str, words: &Words, sentence: &Sentence, names: &mut Vec<Name>) {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut at = first;
    while at < last {
        let token = &words.tokens[at];
        if !opens_name(text, words, at, first) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < last {
            if is_capitalised(text, &words.tokens[end]) && !traits(&words.tokens[end]).has(Traits::CALENDAR)
                || is_initial_dot(text, words, end)
            {
                end += 1;
            } else if end + 1 < last
                && joins(text, &words.tokens[end])
                && is_capitalised(text, &words.tokens[end + 1])
                && (at..end).any(|part| traits(&words.tokens[part]).has(Traits::ORGANISATION_END))
            {
                end += 2;
            } else {
                break;
            }
        }
        let mut start = at;
        while start + 1 < end && is_title(text, words, start) {
            start += 1;
        }
        // "Natural Resources Minister Alexander Kozlov": what follows the last title word is the name.
        if let Some(title) = (start..end.saturating_sub(1)).rev().find(|&part| is_title(text, words, part)) {
            if words.tokens[title].span.len() > 2 {
                start = title + 1;
            }
        }
        if start < end && text[words.tokens[start].span.range()].starts_with('.') {
            start += 1;
        }
        if start < end && token.kind == TokenKind::Word {
            let tokens = start..end;
            let kind = guess(text, words, &tokens, at < start);
            names.push(Name { span: words.tokens[start].span.cover(words.tokens[end - 1].span), tokens, kind });
        }
        at = end;
    }
}

fn opens_name(text: &str, words: &Words, at: usize, sentence_start: usize) -> bool {
    let token = &words.tokens[at];
    let known = traits(token);
    let opening = at == sentence_start || (at > 0 && words.tokens[at - 1].kind == TokenKind::Quote);
    is_capitalised(text, token)
        && !known.has(Traits::CALENDAR)
        && !(known.has(Traits::FUNCTION) && token.span.len() > 1 && !is_upper(token.span.of(text)))
        && !(opening && token.span.len() == 1)
        && token.span.of(text) != "I"
        && !(opening
            && known == Traits::default()
            && !words.tokens.get(at + 1).is_some_and(|next| is_capitalised(text, next))
            && !appears_inside(text, words, token))
}

/// Whether the same word stands capitalised somewhere else than at an opening.
fn appears_inside(text: &str, words: &Words, token: &Token) -> bool {
    words.tokens.windows(2).any(|pair| {
        pair[1].word == token.word
            && pair[1].span != token.span
            && is_capitalised(text, &pair[1])
            && matches!(pair[0].kind, TokenKind::Word)
    })
}

fn is_capitalised(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Word && token.span.of(text).chars().next().is_some_and(char::is_uppercase)
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|character| !character.is_lowercase())
}

/// A dot after an initial or an abbreviated title inside a name.
fn is_initial_dot(text: &str, words: &Words, at: usize) -> bool {
    let (before, dot) = (&words.tokens[at - 1], &words.tokens[at]);
    dot.span.of(text) == "."
        && before.span.end() == dot.span.start()
        && (before.span.len() == 1
            || traits(before).any(Traits::TITLE.or(Traits::HONORIFIC))
            || before.span.of(text) == "St")
        && words.tokens.get(at + 1).is_some_and(|next| is_capitalised(text, next))
}

fn joins(text: &str, token: &Token) -> bool {
    matches!(token.span.of(text), "of" | "for" | "&" | "on")
}

fn is_title(text: &str, words: &Words, at: usize) -> bool {
    let token = &words.tokens[at];
    let known = traits(token);
    let dot = token.span.of(text) == ".";
    dot || (known.any(Traits::TITLE.or(Traits::HONORIFIC))
        && !known.any(Traits::FIRST_NAME.or(Traits::ORGANISATION_END)))
}

fn guess(text: &str, words: &Words, tokens: &Range<usize>, titled: bool) -> NameKind {
    let parts = &words.tokens[tokens.clone()];
    let any = |wanted: Traits| parts.iter().any(|part| traits(part).any(wanted));
    let last = parts.last().map_or(Traits::default(), traits);
    if titled && !any(Traits::ORGANISATION_END) {
        return NameKind::Person;
    }
    if last.has(Traits::ORGANISATION_END) && parts.len() > 1 || any(Traits::OUTLET) {
        return NameKind::Organisation;
    }
    if last.has(Traits::PLACE_END) && parts.len() > 1 || last.any(Traits::COUNTRY.or(Traits::CAPITAL)) {
        return NameKind::Location;
    }
    if last.has(Traits::GROUP) {
        return NameKind::Group;
    }
    if any(Traits::ORGANISATION_END) {
        return NameKind::Organisation;
    }
    if parts.len() == 1 && parts[0].span.len() > 1 && is_upper(parts[0].span.of(text)) {
        return NameKind::Organisation;
    }
    if parts.first().is_some_and(|part| traits(part).has(Traits::FIRST_NAME)) || parts.len() > 1 {
        return NameKind::Person;
    }
    NameKind::Location
}
