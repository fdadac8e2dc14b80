//! What is said, as a whole: contents that the models end within a quotation or within a clause.

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
        for piece in &attribution.content {
            content.push(whole_quotation(annotated, at, whole_clause(report, annotated, cue, *piece)));
        }
        let apart =
            |piece: &Span| attribution.source.iter().chain(&attribution.cue).all(|other| !other.overlaps(*piece));
        if content != attribution.content && content.iter().all(apart) {
            annotated.attributions[at].content = merged(content);
        }
    }
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
