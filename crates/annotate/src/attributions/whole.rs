//! What is said, as a whole: contents that the models end within a quotation or within a clause.

use super::chains::quoted_length;
use crate::word_sets::WordSet;
use headwater_model::{Annotated, Quotation, Report, Span, Tag, TokenKind, Words};
use std::sync::LazyLock;

/// Longest quotation that is taken for one: longer ones are marks paired wrongly, in bytes.
const LONGEST_QUOTATION: usize = 1000;

/// Begin a clause that need not belong to what is said.
static ENDS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "and but or yet as when while after before because although though if unless since until where who which that",
    )
});

/// Lets contents end where what is said ends.
pub(super) fn complete(report: &Report, annotated: &mut Annotated) {
    for at in 0..annotated.attributions.len() {
        let attribution = &annotated.attributions[at];
        let Some(cue) = attribution.cue.first().copied() else { continue };
        let mut content: Vec<Span> = Vec::with_capacity(attribution.content.len());
        let closed = attribution.content.iter().any(|piece| closes(annotated, *piece, cue));
        for piece in &attribution.content {
            if closed && piece.start() >= cue.end() && quoted_length(annotated, *piece) == 0 {
                continue;
            }
            content.push(whole_quotation(annotated, at, whole_clause(report, annotated, cue, *piece)));
        }
        let apart =
            |piece: &Span| attribution.source.iter().chain(&attribution.cue).all(|other| !other.overlaps(*piece));
        if content != attribution.content && content.iter().all(apart) {
            annotated.attributions[at].content = merged(content);
        }
    }
}

/// Whether a piece is a quotation before its "Bell said" in one sentence: words without marks after it are the reporter's.
fn closes(annotated: &Annotated, piece: Span, cue: Span) -> bool {
    let sentence = |at: usize| annotated.words.sentence_at(at);
    piece.end() <= cue.start()
        && quoted_length(annotated, piece) * 10 >= piece.len() * 9
        && sentence(piece.end().saturating_sub(1)) == sentence(cue.start())
}

/// Pieces in order; those that overlap are one.
fn merged(mut pieces: Vec<Span>) -> Vec<Span> {
    pieces.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if last.overlaps(piece) => *last = last.cover(piece),
            _ => merged.push(piece),
        }
    }
    merged
}

/// A piece that reaches into quotations of speech, with all of them: one quotation is one speaker's.
fn whole_quotation(annotated: &Annotated, at: usize, piece: Span) -> Span {
    let until = annotated.quotations.partition_point(|quotation| quotation.span.start() < piece.end());
    let near = annotated.quotations[..until].iter().rev().take(3);
    let reached = near.filter(|quotation| {
        !quotation.scare && quotation.span.overlaps(piece) && quotation.span.len() <= LONGEST_QUOTATION
    });
    let mut whole = piece;
    for quotation in reached {
        if is_its_own(annotated, at, quotation) {
            whole = whole.cover(quotation.span);
        }
    }
    whole
}

/// Whether an attribution stands outside a quotation and no other that does has a part in it.
fn is_its_own(annotated: &Annotated, at: usize, quotation: &Quotation) -> bool {
    const NEAR: usize = 8;
    let outside = |number: usize| annotated.attributions[number].cue.iter().all(|cue| !quotation.span.overlaps(*cue));
    let near = at.saturating_sub(NEAR)..annotated.attributions.len().min(at + NEAR);
    let mut others = near.filter(|other| *other != at);
    outside(at)
        && !others.any(|other| {
            outside(other) && annotated.attributions[other].content.iter().any(|piece| piece.overlaps(quotation.span))
        })
}

/// A piece after its cue that ends right before a verb or within a word: with the rest of its clause.
fn whole_clause(report: &Report, annotated: &Annotated, cue: Span, piece: Span) -> Span {
    let words = &annotated.words;
    let tokens = words.within(piece);
    let sentence = words.sentence_at(piece.start()).map(|at| words.sentences[at]);
    let Some(sentence) = sentence.filter(|sentence| sentence.span.contains(piece) && sentence.span.contains(cue))
    else {
        return piece;
    };
    let last = sentence.last as usize;
    let Some(next) = words.tokens.get(tokens.end).filter(|_| tokens.end < last) else { return piece };
    let cut = tokens.clone().next_back().is_some_and(|at| words.tokens[at].span.end() > piece.end());
    let glued = next.span.start() == piece.end() && next.kind != TokenKind::Quote && !is_end(report, words, tokens.end);
    let verb = matches!(next.tag, Tag::Verb | Tag::Auxiliary);
    if cue.end() > piece.start() || tokens.is_empty() || !(cut || glued || verb) {
        return piece;
    }
    let end = (tokens.end..last).find(|at| is_end(report, words, *at)).unwrap_or(last);
    piece.cover(words.cover(&(tokens.start..end)))
}

/// Whether what is said may end at a token: a mark that is no hyphen within a word, a conjunction.
fn is_end(report: &Report, words: &Words, at: usize) -> bool {
    let token = &words.tokens[at];
    let text = &report.text;
    let spaced = |at: usize| text.get(at..).is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
    let hyphen = matches!(token.span.of(text), "-" | "'" | "’") && !spaced(token.span.end());
    (token.kind == TokenKind::Mark && !hyphen) || ENDS.has(token.word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{quotations, words};
    use headwater_model::Attribution;

    /// The contents that are made of `content`, said by "Bell" with "said".
    fn completed(text: &str, content: &[&str]) -> Vec<String> {
        let report = Report::of_text(text);
        let mut annotated = Annotated { words: words::split(&report), ..Annotated::default() };
        annotated.quotations = quotations::find(&report, &annotated.words);
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        annotated.attributions.push(Attribution {
            source: vec![span("Bell")],
            cue: vec![span("said")],
            content: content.iter().map(|part| span(part)).collect(),
            ..Attribution::default()
        });
        complete(&report, &mut annotated);
        annotated.attributions[0].content.iter().map(|piece| piece.of(text).to_owned()).collect()
    }

    #[test]
    fn a_quotation_is_said_as_a_whole() {
        let text = "“It was late. The river rose over its banks,” said Bell.";
        assert_eq!(
            completed(text, &["The river rose over its banks,”"]),
            ["“It was late. The river rose over its banks,”"]
        );
    }

    #[test]
    fn what_follows_a_quotation_and_its_cue_is_the_reporters() {
        let text = "“The old bridge is closed,” said Bell, standing on the bank.";
        assert_eq!(
            completed(text, &["“The old bridge is closed,”", "standing on the bank"]),
            ["“The old bridge is closed,”"]
        );
        let text = "“The old bridge is closed.” Bell said it was unsafe.";
        assert_eq!(completed(text, &["it was unsafe"]), ["it was unsafe"]);
    }

    #[test]
    fn a_clause_is_said_to_its_end() {
        let text = "Bell said the old bridge was closed to cars, as the river rose.";
        assert_eq!(completed(text, &["the old bridge"]), ["the old bridge was closed to cars"]);
    }
}
