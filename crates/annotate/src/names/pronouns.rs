//! Whom he, she, it and they refer to.

use super::detect::Name;
use super::lexicon::{Traits, traits};
use super::resolve::{Draft, Gender, MOST_COMPARED, Seen, annotated_quotation, speaks};
use crate::word_sets::{WordTable, by_hash};
use headwater_model::{Annotated, EntityKind, TokenKind, Words};
use std::sync::LazyLock;

/// How far back, in sentences, a pronoun may reach.
const REACH: usize = 4;

/// Positions of the pronouns that may be resolved.
pub(crate) fn positions(words: &Words) -> impl Iterator<Item = usize> + '_ {
    words
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == TokenKind::Word && token.span.len() <= 7)
        .filter(|(_, token)| PRONOUNS.get(token.word).is_some())
        .map(|(at, _)| at)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    He,
    She,
    They,
    It,
}

static PRONOUNS: LazyLock<WordTable<Kind>> = LazyLock::new(|| {
    WordTable::new(by_hash([
        ("he him his himself", Kind::He),
        ("she her hers herself", Kind::She),
        ("they them their themselves", Kind::They),
        ("it", Kind::It),
    ]))
});

/// For each quotation the named entity that most likely speaks it: the name beside a verb of speech, outside the
/// quotation but in the sentences that it touches or the one after; else the speaker of the quotation right before.
pub(crate) fn speakers(text: &str, annotated: &Annotated, names: &[Name], of_name: &[usize]) -> Vec<Option<usize>> {
    let words = &annotated.words;
    // Names beside a verb of speech, outside every quotation.
    let beside: Vec<usize> = (0..names.len())
        .filter(|&at| speaks(text, words, names[at].tokens.end - 1))
        .filter(|&at| annotated_quotation(annotated, names[at].span).is_none())
        .collect();
    let mut speakers: Vec<Option<usize>> = Vec::with_capacity(annotated.quotations.len());
    let mut before: Option<(usize, usize)> = None;
    for quotation in &annotated.quotations {
        let first = words.sentence_at(quotation.span.start());
        let last = words.sentence_at(quotation.span.end().saturating_sub(1)).or(first);
        let found = first.zip(last).and_then(|(first, last)| {
            let candidates = |first: usize, last: usize| {
                let start = words.sentences[first].first as usize;
                let end = words.sentences[last].last as usize;
                let from = beside.partition_point(|&at| names[at].tokens.start < start);
                let to = beside.partition_point(|&at| names[at].tokens.start < end);
                beside[from..to.max(from)]
                    .iter()
                    .copied()
                    .min_by_key(|&at| names[at].span.start().abs_diff(quotation.span.end()))
            };
            let after = (last + 1 < words.sentences.len()).then_some(last + 1);
            let found = candidates(first, last).or_else(|| {
                after.and_then(|after| {
                    let short = words.of_sentence(&words.sentences[after]).len() < 12;
                    short.then(|| candidates(after, after)).flatten()
                })
            });
            found
                .map(|at| of_name[at])
                .or(before.filter(|&(sentence, _)| first <= sentence + 1).map(|(_, draft)| draft))
                .map(|draft| (last, draft))
        });
        before = found.or(before);
        speakers.push(found.map(|(_, draft)| draft));
    }
    speakers
}

/// Whether a pronoun is an object ("him") or follows a verb as one.
pub(crate) fn is_object(words: &Words, at: usize) -> bool {
    static OBJECTS: std::sync::LazyLock<[u64; 2]> =
        std::sync::LazyLock::new(|| ["him", "them"].map(crate::words::hash));
    OBJECTS.contains(&words.tokens[at].word)
}

/// The entity that the pronoun at token `at` refers to, if one is likely enough; none of `not`.
pub(crate) fn resolve(
    text: &str,
    words: &Words,
    at: usize,
    here: &Seen,
    not: [Option<usize>; 2],
    drafts: &[Draft],
) -> Option<usize> {
    let token = &words.tokens[at];
    let kind = PRONOUNS.get(token.word)?;
    // "They" and "it" only where they speak: elsewhere they mostly stand for things and clauses.
    let speaks = words.tokens.get(at + 1..(at + 3).min(words.tokens.len())).unwrap_or_default().iter();
    let speaks = speaks.into_iter().any(|next| traits(next).has(Traits::SPEECH)) && token.span.of(text).len() <= 4;
    if matches!(kind, Kind::They | Kind::It) && !speaks {
        return None;
    }
    let mut best: Option<(i32, usize)> = None;
    for (position, draft) in drafts.iter().enumerate().skip(drafts.len().saturating_sub(MOST_COMPARED)) {
        let Some(last) = draft.last else { continue };
        let back = here.sentence.saturating_sub(last.sentence);
        if back > REACH || not.contains(&Some(position)) || !agrees(kind, draft) {
            continue;
        }
        let mut score = 100 - 30 * i32::try_from(back).unwrap_or(9);
        score += if last.subject { 25 } else { 0 };
        score += if last.speaks { if here.speaks { 35 } else { 20 } } else { 0 };
        score -= if last.quoted && !here.quoted { 60 } else { 0 };
        score += i32::try_from(draft.count.min(8)).unwrap_or(0) * 2;
        score += if draft.named { 10 } else { 0 };
        score +=
            if matches!((kind, draft.gender), (Kind::He, Gender::Male) | (Kind::She, Gender::Female)) { 15 } else { 0 };
        // Between two in one sentence the nearer one wins only by a hair.
        score = score * 1000 + i32::try_from(last.token).unwrap_or(0).rem_euclid(1000);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, position));
        }
    }
    best.map(|(_, position)| position)
}

fn agrees(kind: Kind, draft: &Draft) -> bool {
    let person = draft.kind == EntityKind::Person && !draft.plural;
    match kind {
        Kind::He => person && draft.gender != Gender::Female,
        Kind::She => person && draft.gender != Gender::Male,
        Kind::They => draft.plural || matches!(draft.kind, EntityKind::Organisation | EntityKind::Group),
        Kind::It => {
            !draft.plural
                && matches!(
                    draft.kind,
                    EntityKind::Organisation
                        | EntityKind::Agency
                        | EntityKind::Outlet
                        | EntityKind::Government
                        | EntityKind::Document
                )
        }
    }
}
