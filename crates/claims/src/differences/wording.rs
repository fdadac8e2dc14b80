//! One speech in other words: what two reports give of one speaker, nearly but not quite the same.

use crate::align::best_common;
use crate::align::features::first_likeness;
use crate::corroborate::Story;
use crate::sources::principal;
use headwater_model::{Reading, Span, Statement, StatementId, Token, TokenKind};

/// Longest quotation that is compared, in words.
const LONGEST: usize = 200;

impl Story<'_> {
    /// The words that differ between two tellings of what one speaker said, and how many they are: those changed inside a
    /// quotation. `None` when the speakers differ, or the words are the same or too many apart.
    pub(super) fn quotation_changed(&self, a: StatementId, b: StatementId) -> Option<(usize, Span, Span)> {
        if !self.one_speaker(a, b) {
            return None;
        }
        let (one, other) = (self.statement(a), self.statement(b));
        let a_words = words(&self.readings[one.report], self.quotation(one));
        let b_words = words(&self.readings[other.report], self.quotation(other));
        changed(&a_words, &b_words, self.settings.same_quotation)
    }

    /// Both tellings whole, when one speaker's words are told at other length or in other words; else as
    /// [`Self::quotation_changed`].
    pub(super) fn wording_differs(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        if !self.one_speaker(a, b) {
            return None;
        }
        if let Some((_, one, other)) = self.quotation_changed(a, b) {
            return Some((one, other));
        }
        let (one, other) = (self.statement(a), self.statement(b));
        let count = |statement: &Statement| words(&self.readings[statement.report], statement.span).len();
        let cut = count(one).abs_diff(count(other)) > self.settings.words_cut;
        let reworded = first_likeness(self.content(a), self.content(b)) < self.settings.same_words;
        (cut || reworded).then_some((one.span, other.span))
    }

    /// The quotation in which a statement stands: clauses may part it elsewhere in another translation. The statement
    /// itself when it is not quoted whole.
    fn quotation(&self, statement: &Statement) -> Span {
        let quotations = self.readings[statement.report].annotated.quotations.iter();
        let around = quotations.map(|quotation| quotation.content).find(|content| {
            2 * content.shared(statement.span) > statement.span.len() && content.len() > statement.span.len()
        });
        around.unwrap_or(statement.span)
    }

    fn one_speaker(&self, a: StatementId, b: StatementId) -> bool {
        let speaker = |id| self.statement(id).chain.last().map(|link| principal(self.sources, link.source));
        speaker(a).is_some() && speaker(a) == speaker(b)
    }
}

fn words<'a>(reading: &'a Reading<'_>, span: Span) -> Vec<&'a Token> {
    let words = &reading.annotated.words;
    let tokens = words.tokens.get(words.within(span)).unwrap_or_default().iter();
    tokens.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).take(LONGEST).collect()
}

/// The words that differ inside the part that two sequences share: the shortest exchange of words for words, else the
/// first words added. `None` when they are equal there, or share too little to be one quotation (`least`: share of the
/// shorter, 0..=1). The number of words comes first, those of an addition counted as [`LONGEST`] more.
fn changed(a: &[&Token], b: &[&Token], least: f32) -> Option<(usize, Span, Span)> {
    let matched = best_common(a.len(), b.len(), 0, |x, y| i32::from(a[x].word == b[y].word));
    let shorter = a.len().min(b.len());
    if shorter < 3 || (matched.len() as f32) < least * shorter as f32 {
        return None;
    }
    let gaps = matched.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1 || pair[1].1 > pair[0].1 + 1);
    let (from, to) = gaps.map(|pair| (pair[0], pair[1])).min_by_key(|(from, to)| {
        let (here, there) = (to.0 - from.0 - 1, to.1 - from.1 - 1);
        // A word added tells less than a word exchanged, and a long stretch less than a short one.
        if here == 0 || there == 0 { (1, from.0) } else { (0, here + there) }
    })?;
    let between = |words: &[&Token], first: usize, last: usize| {
        // An insertion has no words on one side: show the word before it.
        let (first, last) = if first + 1 < last { (first + 1, last - 1) } else { (first, first) };
        words[first].span.cover(words[last].span)
    };
    let (here, there) = (to.0 - from.0 - 1, to.1 - from.1 - 1);
    let count = here + there + if here == 0 || there == 0 { LONGEST } else { 0 };
    Some((count, between(a, from.0, to.0), between(b, from.1, to.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::Tag;

    fn tokens(text: &str) -> Vec<Token> {
        let mut start = 0;
        let token = |word: &str| {
            let at = start;
            start += word.len() + 1;
            let hash = word.bytes().fold(7_u64, |hash, byte| hash * 31 + u64::from(byte));
            Token {
                span: Span::new(at, at + word.len()),
                kind: TokenKind::Word,
                tag: Tag::Other,
                word: hash,
                stem: hash,
            }
        };
        text.split(' ').map(token).collect()
    }

    fn check(a: &str, b: &str) -> Option<(String, String)> {
        let (one, other) = (tokens(a), tokens(b));
        let (one, other): (Vec<&Token>, Vec<&Token>) = (one.iter().collect(), other.iter().collect());
        changed(&one, &other, 0.6).map(|(_, x, y)| (x.of(a).to_owned(), y.of(b).to_owned()))
    }

    #[test]
    fn the_words_that_differ_are_shown() {
        let found = check("shows the stand of the party on this", "shows the will of the party on this");
        assert_eq!(found, Some(("stand".to_owned(), "will".to_owned())));
        let found = check(
            "he said the visit shows the stand of the party",
            "he said the long visit shows the will of the party",
        );
        assert_eq!(found, Some(("stand".to_owned(), "will".to_owned())), "an exchange before an addition");
        assert_eq!(check("shows the stand of the party", "shows the stand of the party"), None);
        assert_eq!(check("it rains today in town", "nobody came"), None);
    }
}
