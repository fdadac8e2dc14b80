//! A claim and a statement laid side by side, word by word: what stands in one where the other has something else, and
//! whether one negates what the other affirms.

use super::slots::{self, Slots};
use crate::align::best_common;
use crate::function_words::is_function_word;
use crate::negation::is_negation;
use headwater_model::{Against, DifferenceKind, MentionKind, Reading, Span, Token, TokenKind};

/// What it is worth that two content words, or two function words, answer to each other.
const CONTENT: i32 = 16;
const FUNCTION: i32 = 4;
/// And what each word of the sentence costs that is passed over between two that answer.
const PASSED_OVER: i32 = 1;

/// Most words of either text that are laid side by side.
const LONGEST: usize = 120;

/// How far before the first and behind the last word in common an exchange is looked for, in words.
const BEYOND: usize = 3;

/// A claim and a sentence side by side.
pub(super) struct SideBySide {
    /// Share of the claim's words, content words counting more, that the sentence says in the same order, 0..=1.
    pub(super) share: f32,
    /// Slots of the claim where the sentence has another value.
    pub(super) against: Vec<Against>,
    /// Whether one side negates what the two have in common.
    pub(super) negated: bool,
}

/// One side: its words without marks.
struct Side<'a> {
    text: &'a str,
    words: Vec<&'a Token>,
}

impl<'a> Side<'a> {
    fn of(text: &'a str, tokens: &'a [Token]) -> Self {
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
        Self { text, words: words.take(LONGEST).collect() }
    }

    fn word(&self, at: usize) -> &'a str {
        self.words[at].span.of(self.text)
    }

    fn worth(&self, at: usize) -> i32 {
        if is_function_word(self.word(at)) { FUNCTION } else { CONTENT }
    }

    /// How many of some words negate, of those that stand in `within`.
    fn negations(&self, words: std::ops::Range<usize>, within: Span) -> usize {
        words.filter(|&at| within.contains(self.words[at].span) && is_negation(self.word(at))).count()
    }
}

/// Lays a claim beside the sentence `within` of a report; only what stands in `negating`, the statement, negates there.
pub(super) fn side_by_side(
    claim: &Reading<'_>,
    pinned: &Slots,
    reading: &Reading<'_>,
    within: Span,
    negating: Span,
) -> SideBySide {
    let ours = Side::of(&claim.report.text, &claim.annotated.words.tokens);
    let words = &reading.annotated.words;
    let theirs = Side::of(&reading.report.text, words.tokens.get(words.within(within)).unwrap_or_default());
    let worth = |x: usize, y: usize| if ours.words[x].stem == theirs.words[y].stem { ours.worth(x) } else { 0 };
    let matched = best_common(ours.words.len(), theirs.words.len(), PASSED_OVER, worth);
    let all: i32 = (0..ours.words.len()).map(|at| ours.worth(at)).sum();
    let said: i32 = matched.iter().map(|&(x, _)| ours.worth(x)).sum();
    let mut found = SideBySide { share: said as f32 / all.max(1) as f32, against: Vec::new(), negated: false };
    let (mut negations, whole) = (0, Span::new(0, claim.report.text.len()));
    // Gaps between words in common, and the edges next to the outermost of them.
    let first = matched.first().map(|&(x, y)| (0, y.saturating_sub(x.min(BEYOND) + 1)));
    let last = matched.last().map(|&(x, y)| {
        let rest = ours.words.len() - x - 1;
        (ours.words.len(), (y + 2 + rest.min(BEYOND)).min(theirs.words.len()))
    });
    let inner = matched.windows(2).map(|pair| ((pair[0].0 + 1, pair[0].1 + 1), pair[1]));
    let edges = first.zip(matched.first().copied()).into_iter();
    let edges = edges.chain(matched.last().map(|&(x, y)| (x + 1, y + 1)).zip(last));
    for ((from, there), (to, until)) in inner.chain(edges) {
        negations += ours.negations(from..to, whole) + theirs.negations(there..until, negating);
        for at in from..to {
            let Some(kind) = pinned.kind_at(ours.words[at].span) else { continue };
            let value = (there..until).find(|&at| value_kind(&theirs, reading, at) == Some(kind));
            let number = slots::number(ours.word(at), ours.words[at].kind);
            let same = |other: usize| match kind {
                DifferenceKind::Number => slots::number(theirs.word(other), theirs.words[other].kind) == number,
                _ => names_the_same(ours.words[at], theirs.words[other], reading),
            };
            if let Some(value) = value
                && !(there..until).any(same)
            {
                found.against.push(Against { kind, claim: ours.words[at].span, said: Some(theirs.words[value].span) });
            }
        }
    }
    found.negated = negations % 2 == 1;
    found
}

/// What kind of value a word of a sentence is.
fn value_kind(side: &Side<'_>, reading: &Reading<'_>, at: usize) -> Option<DifferenceKind> {
    let token = side.words[at];
    let kind = slots::value_kind(side.word(at), token.kind)?;
    // The first word of a sentence has a capital anyway.
    let named = || reading.annotated.mentions_in(token.span).iter().any(|mention| mention.kind == MentionKind::Name);
    (kind != DifferenceKind::Name || at > 0 || named()).then_some(kind)
}

/// Whether a word of a report stands for what a word of the claim names: itself, or in a mention of somebody who is
/// called so in the report.
fn names_the_same(asked: &Token, said: &Token, reading: &Reading<'_>) -> bool {
    if asked.stem == said.stem {
        return true;
    }
    let annotated = reading.annotated;
    let before = Span::new(said.span.start().saturating_sub(LONGEST_MENTION), said.span.end());
    let around = annotated.mentions_in(before).iter().filter(|mention| mention.span.contains(said.span));
    around.into_iter().any(|around| {
        let names = annotated.mentions.iter();
        let mut names = names.filter(|it| it.entity == around.entity && it.kind == MentionKind::Name);
        names.any(|name| {
            annotated.words.tokens[annotated.words.within(name.span)].iter().any(|token| token.stem == asked.stem)
        })
    })
}

/// Longest mention, in bytes.
const LONGEST_MENTION: usize = 160;
