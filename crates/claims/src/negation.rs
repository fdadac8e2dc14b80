//! Does a text negate, and what?

use headwater_model::{Tag, Token, TokenKind};

const NEGATIONS: &[&str] = &[
    "cannot", "denied", "denies", "deny", "denying", "neither", "never", "no", "nobody", "none", "nor", "not",
    "nothing", "refused", "refuses", "rejected", "without",
];

/// Whether a word negates.
pub(crate) fn is_negation(word: &str) -> bool {
    let contracted = || {
        let bare = word.strip_suffix(['t', 'T']).and_then(|word| word.strip_suffix(['\'', '’']));
        bare.is_some_and(|bare| bare.ends_with(['n', 'N']))
    };
    NEGATIONS.iter().any(|known| known.eq_ignore_ascii_case(word)) || contracted()
}

/// Whether a text negates: an odd number of negations. "None" negates what it opens; later it begins an aside ("three
/// were hurt, none of them badly").
pub(crate) fn negative(tokens: &[Token], text: &str) -> bool {
    let negations = tokens.iter().enumerate().filter(|(at, token)| {
        let word = token.span.of(text);
        is_negation(word) && (!word.eq_ignore_ascii_case("none") || *at == 0)
    });
    negations.count() % 2 == 1
}

/// How far before a verb its negation stands at most, in tokens.
const NEGATION_REACH: usize = 4;

/// Whether the verb at a position is negated: by an odd number of negations right before it, with no mark between.
pub(crate) fn negated_at(tokens: &[Token], text: &str, verb: usize) -> bool {
    let before = tokens[verb.saturating_sub(NEGATION_REACH)..verb].iter().rev();
    let words = before.filter(|token| token.kind != TokenKind::Quote).map(|token| token.span.of(text));
    let before = words.take_while(|word| word.contains(char::is_alphanumeric));
    before.filter(|word| is_negation(word)).count() % 2 == 1
}

/// Nouns whose "of" passes a negation on: "no evidence of fraud".
const SIGNS: &[&str] = &["evidence", "indication", "proof", "sign", "signs", "trace", "traces"];

/// Whether the noun at a position is said not to be: "no" or "without" opens its phrase behind a verb ("there was no fire",
/// "saw no sign of fire"), or it stands behind "nothing to do with". "No captain came" says nothing of captains.
pub(crate) fn none_of(tokens: &[Token], text: &str, noun: usize) -> bool {
    let is = |at: usize, words: &[&str]| {
        let word = tokens[at].span.of(text);
        words.iter().any(|known| known.eq_ignore_ascii_case(word))
    };
    let mut at = noun;
    while let Some(before) = at.checked_sub(1) {
        at = before;
        if is(at, &["without"]) {
            return true;
        } else if is(at, &["no"]) {
            return tokens[..at].iter().any(|token| token.tag == Tag::Verb) || exists(&tokens[..at], text);
        } else if is(at, &["of"]) && at > 0 && is(at - 1, SIGNS) {
            at -= 1;
        } else if is(at, &["with"]) {
            return at > 2 && is(at - 1, &["do"]) && is(at - 2, &["to"]) && is(at - 3, &["nothing"]);
        } else if !is(at, &["the", "any", "a"])
            && !matches!(tokens[at].tag, Tag::Adjective | Tag::Noun | Tag::ProperNoun)
        {
            return false;
        }
    }
    false
}

/// Whether a text says that there is something: "there was".
fn exists(tokens: &[Token], text: &str) -> bool {
    tokens.iter().any(|token| token.span.of(text).eq_ignore_ascii_case("there"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::Span;

    #[test]
    fn contractions_negate() {
        assert!(is_negation("Don’t") && is_negation("never") && !is_negation("note"));
    }

    #[test]
    fn what_there_is_none_of() {
        let none = |words: &[(&str, Tag)]| {
            let text = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
            let mut start = 0;
            let token = |&(word, tag): &(&str, Tag)| {
                let span = Span::new(start, start + word.len());
                start += word.len() + 1;
                Token { span, kind: TokenKind::Word, tag, word: 0, stem: 0 }
            };
            let tokens: Vec<Token> = words.iter().map(token).collect();
            none_of(&tokens, &text, tokens.len() - 1)
        };
        use Tag::{Auxiliary, Noun, Other, Verb};
        let no = ("no", Other);
        assert!(none(&[("There", Other), ("was", Auxiliary), no, ("oil", Noun)]));
        assert!(none(&[("saw", Verb), no, ("trace", Noun), ("of", Other), ("oil", Noun)]));
        assert!(!none(&[("saw", Verb), no, ("ship", Noun), ("with", Other), ("oil", Noun)]));
        assert!(!none(&[no, ("captain", Noun)]), "nobody doubts that there are captains");
        let nothing = [("nothing", Noun), ("to", Other), ("do", Verb), ("with", Other), ("the", Other), ("oil", Noun)];
        assert!(none(&nothing));
    }
}
