//! Whom he, she, it and they refer to.

use super::lexicon::{Traits, traits};
use super::resolve::{Draft, Gender, Seen};
use headwater_model::{EntityKind, TokenKind, Words};

/// How far back, in sentences, a pronoun may reach.
const REACH: usize = 4;

/// Positions of the pronouns that may be resolved.
pub(crate) fn positions(words: &Words) -> impl Iterator<Item = usize> + '_ {
    words
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == TokenKind::Word && token.span.len() <= 7)
        .filter_map(|(at, token)| PRONOUNS.binary_search_by_key(&token.word, |entry| entry.0).is_ok().then_some(at))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    He,
    She,
    They,
    It,
}

static PRONOUNS: std::sync::LazyLock<Vec<(u64, Kind)>> = std::sync::LazyLock::new(|| {
    let forms: &[(&[&str], Kind)] = &[
        (&["he", "him", "his", "himself"], Kind::He),
        (&["she", "her", "hers", "herself"], Kind::She),
        (&["they", "them", "their", "themselves"], Kind::They),
        (&["it"], Kind::It),
    ];
    let mut table: Vec<(u64, Kind)> =
        forms.iter().flat_map(|(words, kind)| words.iter().map(|word| (crate::words::hash(word), *kind))).collect();
    table.sort_by_key(|entry| entry.0);
    table
});

/// The entity that the pronoun at token `at` refers to, if one is likely enough.
pub(crate) fn resolve(text: &str, words: &Words, at: usize, here: &Seen, drafts: &[Draft]) -> Option<usize> {
    let token = &words.tokens[at];
    let found = PRONOUNS.binary_search_by_key(&token.word, |entry| entry.0).ok()?;
    let kind = PRONOUNS[found].1;
    // "They" and "it" only where they speak: elsewhere they mostly stand for things and clauses.
    let speaks = words.tokens.get(at + 1..(at + 3).min(words.tokens.len())).unwrap_or_default().iter();
    let speaks = speaks.into_iter().any(|next| traits(next).has(Traits::SPEECH)) && token.span.of(text).len() <= 4;
    if matches!(kind, Kind::They | Kind::It) && !speaks {
        return None;
    }
    let mut best: Option<(i32, usize)> = None;
    for (position, draft) in drafts.iter().enumerate() {
        let Some(last) = draft.last else { continue };
        let back = here.sentence.saturating_sub(last.sentence);
        if back > REACH || !agrees(kind, draft) {
            continue;
        }
        let mut score = 100 - 30 * i32::try_from(back).unwrap_or(9);
        score += if last.subject { 25 } else { 0 };
        score += if last.speaks { 20 } else { 0 };
        score -= if last.quoted && !here.quoted { 40 } else { 0 };
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
