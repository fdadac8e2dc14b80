//! Does a text negate, and what?

use headwater_model::Token;

const NEGATIONS: &[&str] = &[
    "cannot", "denied", "denies", "deny", "denying", "neither", "never", "no", "nobody", "none", "nor", "not",
    "nothing", "refused", "refuses", "rejected", "without",
];

/// Whether a word negates.
pub(crate) fn is_negation(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    NEGATIONS.binary_search(&word.as_str()).is_ok() || word.ends_with("n't")
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
    let before = before.map(|token| token.span.of(text)).take_while(|word| word.contains(char::is_alphanumeric));
    before.filter(|word| is_negation(word)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(NEGATIONS.is_sorted());
        assert!(is_negation("Don’t") && is_negation("never") && !is_negation("note"));
    }
}
