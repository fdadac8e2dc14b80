//! Common noun phrases for somebody who can speak ("the North Korean leader", "officials", "the ministry"), and whom
//! they describe.

use super::detect::{Name, NameKind};
use super::lexicon::{Traits, traits};
use super::resolve::{Draft, MOST_COMPARED, gender_of};
use super::roles::Role;
use crate::words::{fold, hash};
use headwater_model::{EntityKind, Span, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// One description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Description {
    /// Positions of its tokens, from determiner to head.
    pub(crate) tokens: Range<usize>,
    /// Where.
    pub(crate) span: Span,
    /// Position of its head.
    head: usize,
    determiner: Determiner,
    /// Position of the person's name that it stands beside: "Mark Dobbs, the sheriff," and "the sheriff, Mark Dobbs,".
    beside: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Determiner {
    /// "the", "this".
    The,
    /// "a", "one", "another".
    A,
    /// "his", "Kim's".
    Possessive,
    /// No determiner.
    None,
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
            let (start, determiner) = opening(text, words, names, at, floor);
            if determiner != Determiner::None || stands_bare(words, at) {
                let span = words.tokens[start].span.cover(words.tokens[at].span);
                let beside = beside(text, words, names, around, start, at, determiner);
                found.push(Description { tokens: start..at + 1, span, head: at, determiner, beside });
            }
            at += 1;
        }
    }
    found
}

/// The person's name before or after a comma of which a description is an apposition.
fn beside(
    text: &str,
    words: &Words,
    names: &[Name],
    around: &[Role],
    start: usize,
    head: usize,
    determiner: Determiner,
) -> Option<usize> {
    let known = traits(&words.tokens[head]);
    if !known.has(Traits::ROLE) || known.has(Traits::PLURAL) {
        return None;
    }
    let comma = |at: usize| words.tokens.get(at).is_some_and(|token| token.span.of(text) == ",");
    let mut end = start.checked_sub(1).filter(|&before| comma(before));
    // An age between.
    if let Some(before) = end
        && before > 1
        && words.tokens[before - 1].kind == TokenKind::Number
        && comma(before - 2)
    {
        end = Some(before - 2);
    }
    let ends_at = |end: usize| {
        let at = names.partition_point(|name| name.tokens.end < end);
        names.get(at).filter(|name| name.tokens.end == end && name.kind == NameKind::Person).map(|_| at)
    };
    if let Some(at) = end.and_then(ends_at).filter(|&at| around[at].heads.contains(&words.tokens[head].stem)) {
        return Some(at);
    }
    if determiner == Determiner::A || !comma(head + 1) {
        return None;
    }
    // "Their father, former Vice President Otto Brun, …": titles may come between.
    let at = names.partition_point(|name| name.tokens.start < head + 2);
    (at..(at + 2).min(names.len())).find(|&at| {
        let name = &names[at];
        around[at].first == head + 2 && name.kind == NameKind::Person && comma(name.tokens.end)
    })
}

fn noun_traits() -> Traits {
    Traits::ROLE.or(Traits::BODY).or(Traits::DOCUMENT)
}

fn is_head(text: &str, words: &Words, at: usize, last: usize) -> bool {
    let token = &words.tokens[at];
    let next = words.tokens.get(at + 1).filter(|_| at + 1 < last);
    traits(token).any(noun_traits())
        && !matches!(token.tag, Tag::Verb | Tag::Adjective | Tag::Adverb | Tag::Auxiliary | Tag::ProperNoun)
        && !opens_office(text, words, at)
        && !next.is_some_and(|next| {
            let noun =
                next.kind == TokenKind::Word && traits(next).any(noun_traits()) && !traits(next).has(Traits::SPEECH);
            noun && next.tag != Tag::Verb
                || matches!(next.tag, Tag::Noun | Tag::ProperNoun)
                || next.span.of(text) == "-"
        })
}

/// Whether an officer's noun only opens the name of his office or men: "sheriff's office", "coroner's spokesman".
fn opens_office(text: &str, words: &Words, at: usize) -> bool {
    let form = |near: usize| words.tokens.get(near).map_or("", |token| token.span.of(text));
    matches!(form(at + 1), "'s" | "’s")
        && traits(&words.tokens[at]).has(Traits::STATE)
        && words.tokens.get(at + 2).is_some_and(|next| traits(next).any(noun_traits()))
}

/// Plural people, and police and the like, stand without a determiner.
fn stands_bare(words: &Words, head: usize) -> bool {
    let known = traits(&words.tokens[head]);
    known.has(Traits::PLURAL) && known.any(Traits::ROLE.or(Traits::DOCUMENT))
}

/// Walks left from a head over adjectives, nouns and names to the determiner.
fn opening(text: &str, words: &Words, names: &[Name], head: usize, floor: usize) -> (usize, Determiner) {
    let mut start = head;
    while start > floor && head - start < REACH {
        let token = &words.tokens[start - 1];
        let known = traits(token);
        let form = token.span.of(text);
        let lower = fold(form);
        match lower.as_ref() {
            "the" | "this" | "that" | "these" | "those" => return (start - 1, Determiner::The),
            "a" | "an" | "another" | "one" | "some" | "several" | "many" | "two" | "three" | "other" => {
                return (start - 1, Determiner::A);
            }
            "his" | "her" | "its" | "their" | "my" | "our" => return (start - 1, Determiner::Possessive),
            "'s" => {
                let at = names.partition_point(|name| name.tokens.end < start - 1);
                return match names.get(at).filter(|name| name.tokens.end == start - 1) {
                    Some(name) => (name.tokens.start, Determiner::Possessive),
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
    (start, Determiner::None)
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
    if let Some(name) = description.beside {
        let draft = of_name[name];
        drafts[draft].learn(head.stem, &modifiers, gender_of(known));
        return draft;
    }
    let whose = Whose::of(text, words, description);
    let may_be_named = description.determiner == Determiner::The || head.word == hash("police");
    if may_be_named && let Some(draft) = described(head.stem, known, &modifiers, &whose, drafts) {
        return draft;
    }
    let again = |(_, draft): &(usize, &Draft)| {
        !draft.named
            && draft.heads.first() == Some(&head.stem)
            && draft.plural == plural
            && draft.modifiers == modifiers
    };
    let oldest = drafts.len().saturating_sub(MOST_COMPARED);
    let newest = || drafts.iter().enumerate().skip(oldest).rev();
    if let Some((draft, _)) = newest().find(again).filter(|_| description.determiner != Determiner::A) {
        return draft;
    }
    if description.determiner == Determiner::The && !plural {
        let loose = |(_, draft): &(usize, &Draft)| {
            !draft.named
                && draft.heads.first() == Some(&head.stem)
                && !draft.plural
                && draft.last.is_some()
                && modifiers.iter().all(|modifier| draft.modifiers.contains(modifier))
        };
        if let Some((draft, _)) = newest().find(loose) {
            return draft;
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

/// The words of a description that name a nation, and all others but qualifiers.
struct Whose {
    /// Openings of words of nations ("kore" of "Korean"), so that "Mexican" and "Mexico" agree.
    nations: Vec<u64>,
    /// Stems.
    others: Vec<u64>,
}

impl Whose {
    fn of(text: &str, words: &Words, description: &Description) -> Self {
        let mut whose = Self { nations: Vec::new(), others: Vec::new() };
        for token in &words.tokens[description.tokens.start..description.head] {
            let known = traits(token);
            if token.kind != TokenKind::Word || token.span.len() < 3 || known.any(Traits::QUALIFIER) {
                continue;
            }
            if known.any(Traits::GROUP.or(Traits::COUNTRY)) {
                whose.nations.push(nation(token.span.of(text)));
            } else if !known.has(Traits::FUNCTION) || known.has(Traits::ROLE) {
                whose.others.push(token.stem);
            }
        }
        whose
    }
}

/// A value that a country and its people share: the first four letters.
pub(crate) fn nation(word: &str) -> u64 {
    let folded = fold(word);
    hash(folded.char_indices().nth(4).map_or(folded.as_ref(), |(end, _)| &folded[..end]))
}

/// The named entity last mentioned that is what the description says; of bodies also one named only later.
fn described(head: u64, known: Traits, modifiers: &[u64], whose: &Whose, drafts: &[Draft]) -> Option<usize> {
    let role = known.has(Traits::ROLE) && !known.has(Traits::PLURAL);
    let fits = |draft: &Draft| {
        if !draft.named {
            return false;
        }
        if draft.kind == EntityKind::Person {
            let said = |stem: &u64| draft.modifiers.contains(stem) || draft.heads.contains(stem);
            return role
                && draft.last.is_some()
                && draft.heads.iter().any(|known| same_role(*known, head))
                && whose.others.iter().all(said)
                && (draft.nations.is_empty() || whose.nations.iter().all(|nation| draft.nations.contains(nation)));
        }
        if role || (draft.last.is_none() && modifiers.is_empty()) {
            return false;
        }
        let stems = &draft.stems;
        (stems.contains(&head) || kind_fits(draft.kind, head))
            && modifiers.iter().all(|modifier| stems.contains(modifier))
            && !matches!(draft.kind, EntityKind::Location | EntityKind::Group)
    };
    drafts
        .iter()
        .enumerate()
        .skip(drafts.len().saturating_sub(MOST_COMPARED))
        .filter(|(_, draft)| fits(draft))
        .max_by_key(|(_, draft)| draft.last.map(|last| last.token))
        .map(|(at, _)| at)
}

/// Titles and nouns for one office, by stem.
static SAME_ROLES: LazyLock<Vec<Vec<u64>>> = LazyLock::new(|| {
    let groups: &[&[&str]] = &[
        &["sen", "senator", "lawmaker", "legislator"],
        &["rep", "representative", "congressman", "congresswoman", "lawmaker", "legislator"],
        &["gov", "governor"],
        &["sgt", "sergeant"],
        &["lt", "lieutenant"],
        &["det", "detective"],
        &["capt", "captain"],
        &["dr", "doctor"],
        &["prof", "professor"],
        &["president", "leader", "premier", "chancellor", "minister", "king", "dictator", "strongman", "ruler"],
        &["spokesman", "spokesperson"],
        &["spokeswoman", "spokesperson"],
        &["chairman", "chair", "chairwoman"],
        &["lawyer", "attorney"],
        &["candidate", "nominee"],
        &["ceo", "executive", "boss"],
    ];
    groups.iter().map(|words| words.iter().map(|word| stem_hash(word)).collect()).collect()
});

/// Whether one noun can stand for the other's office. Heads of state pass for one another only as "leader" and the like.
fn same_role(said: u64, head: u64) -> bool {
    static OFFICES: LazyLock<Vec<u64>> = LazyLock::new(|| {
        ["president", "premier", "chancellor", "minister", "king"].iter().map(|word| stem_hash(word)).collect()
    });
    said == head
        || (!OFFICES.contains(&head) && SAME_ROLES.iter().any(|group| group.contains(&said) && group.contains(&head)))
}

/// Nouns for an agency, an outlet, any other body.
static BODY_NOUNS: LazyLock<[Vec<u64>; 3]> = LazyLock::new(|| {
    let stems = |words: &[&str]| words.iter().map(|word| stem_hash(word)).collect();
    [
        stems(&["agency"]),
        stems(&[
            "newspaper",
            "paper",
            "magazine",
            "network",
            "station",
            "outlet",
            "broadcaster",
            "publication",
            "channel",
        ]),
        stems(&["company", "firm", "group"]),
    ]
});

fn kind_fits(kind: EntityKind, head: u64) -> bool {
    match kind {
        EntityKind::Agency => BODY_NOUNS[0].contains(&head),
        EntityKind::Outlet => BODY_NOUNS[1].contains(&head),
        EntityKind::Organisation => BODY_NOUNS[2].contains(&head),
        _ => false,
    }
}

/// Hash of a word's stem, as tokens have it.
pub(crate) fn stem_hash(word: &str) -> u64 {
    let stemmer = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
    if word.len() > 3 { hash(&stemmer.stem(word)) } else { hash(word) }
}

/// Stems of the words of a name.
pub(crate) fn stems_of(name: &str) -> Vec<u64> {
    super::variants::words_of(name).iter().map(|word| stem_hash(word)).collect()
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
