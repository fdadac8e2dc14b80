//! Common noun phrases for somebody who can speak ("the North Korean leader", "officials", "the ministry"), and whom
//! they describe.

use super::detect::{Name, NameKind};
use super::lexicon::{Traits, traits};
use super::resolve::{Draft, gender_of};
use super::roles::Role;
use crate::words::{fold, hash};
use headwater_model::{EntityKind, Span, Tag, TokenKind, Words};
use std::ops::Range;

/// One description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Description {
    /// Positions of its tokens, from determiner to head.
    pub(crate) tokens: Range<usize>,
    /// Where.
    pub(crate) span: Span,
    /// Position of its head.
    head: usize,
    definite: Definite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Definite {
    /// "the", "this".
    Definite,
    /// "a", "one", "another".
    Indefinite,
    /// "his", "Kim's".
    Possessive,
    /// No determiner.
    Bare,
}

/// How many tokens a description may have before its head.
const REACH: usize = 6;

/// Descriptions that are neither names nor titles before names.
pub(crate) fn find(text: &str, words: &Words, names: &[Name], around: &[Role]) -> Vec<Description> {
    let mut taken = vec![false; words.tokens.len()];
    for (name, role) in names.iter().zip(around) {
        taken[name.tokens.clone()].fill(true);
        taken[role.first..name.tokens.start].fill(true);
    }
    let mut found = Vec::new();
    for sentence in &words.sentences {
        let (first, last) = (sentence.first as usize, sentence.last as usize);
        let mut at = first;
        while at < last {
            if taken[at] || !is_head(text, words, at, last) {
                at += 1;
                continue;
            }
            let floor = found.last().map_or(first, |before: &Description| before.tokens.end.max(first));
            let (start, definite) = opening(text, words, names, at, floor);
            if definite != Definite::Bare || stands_bare(words, at) {
                let span = words.tokens[start].span.cover(words.tokens[at].span);
                found.push(Description { tokens: start..at + 1, span, head: at, definite });
            }
            at += 1;
        }
    }
    found
}

fn noun_traits() -> Traits {
    Traits::ROLE.or(Traits::BODY).or(Traits::DOCUMENT)
}

fn is_head(text: &str, words: &Words, at: usize, last: usize) -> bool {
    let token = &words.tokens[at];
    let next = words.tokens.get(at + 1).filter(|_| at + 1 < last);
    traits(token).any(noun_traits())
        && !matches!(token.tag, Tag::Verb | Tag::Adjective | Tag::Adverb | Tag::Auxiliary | Tag::ProperNoun)
        && !next.is_some_and(|next| {
            let noun =
                next.kind == TokenKind::Word && traits(next).any(noun_traits()) && !traits(next).has(Traits::SPEECH);
            noun && next.tag != Tag::Verb
                || matches!(next.tag, Tag::Noun | Tag::ProperNoun)
                || next.span.of(text) == "-"
        })
}

/// Plural people, and police and the like, stand without a determiner.
fn stands_bare(words: &Words, head: usize) -> bool {
    let known = traits(&words.tokens[head]);
    known.has(Traits::PLURAL) && known.any(Traits::ROLE.or(Traits::DOCUMENT))
}

/// Walks left from a head over adjectives, nouns and names to the determiner.
fn opening(text: &str, words: &Words, names: &[Name], head: usize, floor: usize) -> (usize, Definite) {
    let mut start = head;
    while start > floor && head - start < REACH {
        let token = &words.tokens[start - 1];
        let known = traits(token);
        let form = token.span.of(text);
        let lower = fold(form);
        match lower.as_ref() {
            "the" | "this" | "that" | "these" | "those" => return (start - 1, Definite::Definite),
            "a" | "an" | "another" | "one" | "some" | "several" | "many" | "two" | "three" | "other" => {
                return (start - 1, Definite::Indefinite);
            }
            "his" | "her" | "its" | "their" | "my" | "our" => return (start - 1, Definite::Possessive),
            "'s" => {
                let at = names.partition_point(|name| name.tokens.end < start - 1);
                return match names.get(at).filter(|name| name.tokens.end == start - 1) {
                    Some(name) => (name.tokens.start, Definite::Possessive),
                    None => {
                        start -= 1;
                        continue;
                    }
                };
            }
            _ => {}
        }
        let in_name = {
            let at = names.partition_point(|name| name.tokens.end < start);
            names.get(at).filter(|name| name.tokens.end == start)
        };
        if let Some(name) = in_name {
            start = name.tokens.start;
            continue;
        }
        let plain = match token.tag {
            Tag::Other => {
                !known.any(Traits::FUNCTION.or(Traits::SPEECH)) && !lower.ends_with("ing") && !lower.ends_with("ly")
            }
            Tag::Adjective | Tag::Noun | Tag::ProperNoun | Tag::Numeral => true,
            _ => known.any(Traits::QUALIFIER) && !known.has(Traits::CALENDAR),
        };
        if token.kind == TokenKind::Word && (plain || known.has(Traits::QUALIFIER)) {
            start -= 1;
        } else {
            break;
        }
    }
    (start, Definite::Bare)
}

/// The entity that a description refers to: one named in the report, one described before in the same words, or a
/// new one without a name.
pub(crate) fn resolve(
    text: &str,
    words: &Words,
    description: &Description,
    names: &[Name],
    of_name: &[usize],
    drafts: &mut Vec<Draft>,
) -> usize {
    let head = &words.tokens[description.head];
    let known = traits(head);
    let plural = known.has(Traits::PLURAL);
    let modifiers: Vec<u64> = words.tokens[description.tokens.start..description.head]
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.span.len() > 2)
        .filter(|token| {
            let traits = traits(token);
            !traits.has(Traits::QUALIFIER) && (!traits.has(Traits::FUNCTION) || traits.has(Traits::ROLE))
        })
        .map(|token| token.stem)
        .collect();
    let body = body(words, description, names).map(|name| of_name[name]);
    let may_be_named = matches!(description.definite, Definite::Definite) || head.word == hash("police");
    if may_be_named && let Some(draft) = described(text, head.stem, known, plural, &modifiers, drafts) {
        return draft;
    }
    let again = |draft: &&(usize, &Draft)| {
        !draft.1.named
            && draft.1.heads.first() == Some(&head.stem)
            && draft.1.plural == plural
            && draft.1.modifiers == modifiers
    };
    let indexed: Vec<(usize, &Draft)> = drafts.iter().enumerate().collect();
    if let Some((draft, _)) = indexed.iter().rev().find(again).filter(|_| description.definite != Definite::Indefinite)
    {
        return *draft;
    }
    if description.definite == Definite::Definite && !plural {
        let loose = |draft: &&(usize, &Draft)| {
            !draft.1.named
                && draft.1.heads.first() == Some(&head.stem)
                && !draft.1.plural
                && draft.1.last.is_some()
                && modifiers.iter().all(|modifier| draft.1.modifiers.contains(modifier))
        };
        if let Some((draft, _)) = indexed.iter().rev().find(loose) {
            return *draft;
        }
    }
    drafts.push(Draft {
        plural,
        gender: gender_of(known),
        heads: vec![head.stem],
        modifiers,
        body,
        ..Draft::unnamed(kind_of(known))
    });
    drafts.len() - 1
}

fn kind_of(known: Traits) -> EntityKind {
    if known.has(Traits::ROLE) {
        return EntityKind::Person;
    }
    if known.has(Traits::DOCUMENT) && !known.has(Traits::BODY) {
        return EntityKind::Document;
    }
    if known.has(Traits::STATE) { EntityKind::Government } else { EntityKind::Organisation }
}

/// The named entity last mentioned that is what the description says.
fn described(text: &str, head: u64, known: Traits, plural: bool, modifiers: &[u64], drafts: &[Draft]) -> Option<usize> {
    let _ = text;
    let role = known.has(Traits::ROLE) && !plural;
    let fits = |draft: &Draft| {
        if !draft.named || draft.last.is_none() {
            return false;
        }
        if draft.kind == EntityKind::Person {
            return role
                && draft.heads.contains(&head)
                && modifiers
                    .iter()
                    .all(|modifier| draft.modifiers.contains(modifier) || draft.heads.contains(modifier));
        }
        if role {
            return false;
        }
        let stems = stems_of(draft);
        (stems.contains(&head) || kind_fits(draft.kind, head))
            && modifiers.iter().all(|modifier| stems.contains(modifier))
            || draft.kind == EntityKind::Agency && head == stem_hash("agency")
    };
    drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| fits(draft))
        .max_by_key(|(_, draft)| draft.last.map(|last| last.token))
        .map(|(at, _)| at)
}

fn kind_fits(kind: EntityKind, head: u64) -> bool {
    match kind {
        EntityKind::Agency => ["agency", "news"].iter().any(|word| stem_hash(word) == head),
        EntityKind::Outlet => {
            ["newspaper", "paper", "magazine", "network", "station", "outlet", "broadcaster", "publication", "channel"]
                .iter()
                .any(|word| stem_hash(word) == head)
        }
        EntityKind::Organisation => ["company", "firm", "group"].iter().any(|word| stem_hash(word) == head),
        _ => false,
    }
}

fn stem_hash(word: &str) -> u64 {
    let stemmer = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
    if word.len() > 3 { hash(&stemmer.stem(word)) } else { hash(word) }
}

fn stems_of(draft: &Draft) -> Vec<u64> {
    let longest = draft.forms.iter().max_by_key(|form| form.len());
    longest.map(|form| super::variants::words_of(form).iter().map(|word| stem_hash(word)).collect()).unwrap_or_default()
}

/// Position of the name of the body in or right after a description: "a ministry spokesman", "a spokesman for the
/// Hill County Sheriff's Office", "aides to Ann Lee".
fn body(words: &Words, description: &Description, names: &[Name]) -> Option<usize> {
    let inside = names.partition_point(|name| name.tokens.end <= description.tokens.start);
    if names.get(inside).is_some_and(|name| name.tokens.start < description.head) {
        return Some(inside);
    }
    let next = description.head + 1;
    let preposition = words
        .tokens
        .get(next)
        .filter(|token| ["for", "of", "to", "at", "with", "in", "from"].iter().any(|word| token.word == hash(word)));
    preposition?;
    let at = names.partition_point(|name| name.tokens.start < next);
    names.get(at).filter(|name| name.tokens.start <= next + 3 && name.kind != NameKind::Group).map(|_| at)
}
