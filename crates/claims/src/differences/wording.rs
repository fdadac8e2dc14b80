//! One speech in other words: what two reports give of one speaker, nearly but not quite the same.

use crate::align::features::first_likeness;
use crate::corroborate::Story;
use crate::sources::principal;
use headwater_model::{Reading, Span, Statement, StatementId, Token, TokenKind};

/// Longest quotation that is compared, in words.
const LONGEST: usize = 200;

impl Story<'_> {
    /// The words that differ between two tellings of what one speaker said: those changed inside a quotation, else both
    /// tellings whole. `None` when the speakers differ or the words are the same.
    pub(super) fn wording_differs(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.statement(a), self.statement(b));
        let speaker = |statement: &Statement| statement.chain.last().map(|link| principal(self.sources, link.source));
        if speaker(one).is_none() || speaker(one) != speaker(other) {
            return None;
        }
        let a_words = words(&self.readings[one.report], one.span);
        let b_words = words(&self.readings[other.report], other.span);
        if let Some(spans) = changed(&a_words, &b_words, self.settings.same_quotation) {
            return Some(spans);
        }
        let (shorter, longer) = (a_words.len().min(b_words.len()), a_words.len().max(b_words.len()));
        let cut = longer - shorter > self.settings.words_cut;
        let reworded = first_likeness(self.content(a), self.content(b)) < self.settings.same_words;
        (cut || reworded).then_some((one.span, other.span))
    }
}

fn words<'a>(reading: &'a Reading<'_>, span: Span) -> Vec<&'a Token> {
    let words = &reading.annotated.words;
    let tokens = words.tokens.get(words.within(span)).unwrap_or_default().iter();
    tokens.filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).take(LONGEST).collect()
}

/// The first words that differ inside the part that two sequences share. `None` when they are equal there, or share too
/// little to be one quotation (`least`: share of the shorter, 0..=1).
fn changed(a: &[&Token], b: &[&Token], least: f32) -> Option<(Span, Span)> {
    let matched = longest_common(a, b);
    let shorter = a.len().min(b.len());
    if shorter < 3 || (matched.len() as f32) < least * shorter as f32 {
        return None;
    }
    let mut pairs = matched.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1 || pair[1].1 > pair[0].1 + 1);
    let pair = pairs.next()?;
    let (from, to) = (pair[0], pair[1]);
    let between = |words: &[&Token], first: usize, last: usize| {
        // An insertion has no words on one side: show the word before it.
        let (first, last) = if first + 1 < last { (first + 1, last - 1) } else { (first, first) };
        words[first].span.cover(words[last].span)
    };
    Some((between(a, from.0, to.0), between(b, from.1, to.1)))
}

/// Positions of a longest common subsequence of equal words.
fn longest_common(a: &[&Token], b: &[&Token]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            table[x * width + y] = if a[x].word == b[y].word {
                table[(x + 1) * width + y + 1] + 1
            } else {
                table[(x + 1) * width + y].max(table[x * width + y + 1])
            };
        }
    }
    let (mut x, mut y) = (0, 0);
    let mut matched = Vec::new();
    while x < a.len() && y < b.len() {
        if a[x].word == b[y].word {
            matched.push((x, y));
            x += 1;
            y += 1;
        } else if table[(x + 1) * width + y] >= table[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    matched
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
        changed(&one, &other, 0.6).map(|(x, y)| (x.of(a).to_owned(), y.of(b).to_owned()))
    }

    #[test]
    fn the_words_that_differ_are_shown() {
        let found = check("shows the stand of the party on this", "shows the will of the party on this");
        assert_eq!(found, Some(("stand".to_owned(), "will".to_owned())));
        assert_eq!(check("shows the stand of the party", "shows the stand of the party"), None);
        assert_eq!(check("it rains today in town", "nobody came"), None);
    }
}
