//! Speakers who are only described where they speak ("a district attorney", "her aunt", "the company"), when the report
//! names them elsewhere.

use crate::names;
use crate::word_sets::WordSet;
use crate::words::{fold, hash};
use headwater_model::{Annotated, Entity, EntityId, EntityKind, Mention, MentionKind, Report};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DEFINITE: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("the his her its their this that"));

static INDEFINITE: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("a an one another"));

/// Words for a body that a report about one body calls it by.
static COMPANIES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("company firm"));

/// Words for several, or for nobody in particular.
static NOBODY_IN_PARTICULAR: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("police people source sources man woman boy girl person media press clergy"));

/// Bytes before or after a name in which a description belongs to it.
const AROUND_NAME: usize = 60;

/// Mentions, from the start, that a description is held against: texts of the length of books stay fast.
const MOST_COMPARED: usize = 600;

/// Fewest mentions by name of a company that "the company" can stand for.
const FEWEST_MENTIONS: usize = 2;

/// Puts those named elsewhere in the place of those described.
pub(super) fn resolve(report: &Report, annotated: &mut Annotated) {
    let mut named: BTreeMap<EntityId, Option<EntityId>> = BTreeMap::new();
    for attribution in &annotated.attributions {
        for &speaker in &attribution.speakers {
            let Some(entity) = annotated.entities.get(speaker.0 as usize).filter(|entity| !entity.named) else {
                continue;
            };
            let before = attribution.source.first().map_or(usize::MAX, |source| source.start());
            named.entry(speaker).or_insert_with(|| name_of(report, annotated, entity, before));
        }
    }
    for attribution in &mut annotated.attributions {
        for speaker in &mut attribution.speakers {
            *speaker = named.get(speaker).copied().flatten().unwrap_or(*speaker);
        }
        let mut seen: Vec<EntityId> = Vec::new();
        attribution.speakers.retain(|speaker| {
            let fresh = !seen.contains(speaker);
            seen.push(*speaker);
            fresh
        });
    }
}

/// Who a description stands for, when that can only be one.
fn name_of(report: &Report, annotated: &Annotated, described: &Entity, before: usize) -> Option<EntityId> {
    let folded = fold(&described.name).into_owned();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (article, rest) = words.split_first()?;
    let definite = DEFINITE.has(hash(article));
    let words = if definite || INDEFINITE.has(hash(article)) { rest } else { &words[..] };
    let head = words.last()?;
    if definite && words.len() == 1 && COMPANIES.has(hash(head)) {
        return company(annotated, before);
    }
    if described.kind == EntityKind::Document {
        return None;
    }
    let singular = !head.ends_with('s') || head.ends_with("ss");
    let specific = definite || words.len() > 1;
    if !(singular && specific && names::can_speak(hash(head))) || NOBODY_IN_PARTICULAR.has(hash(head)) {
        return None;
    }
    let phrase = words.join(" ");
    let mut found = None;
    let mentions = annotated.mentions.iter().take(MOST_COMPARED);
    for mention in mentions.filter(|mention| is_named_person(annotated, mention)) {
        if found != Some(mention.entity) && stands_beside(report, mention, &phrase) {
            if found.is_some() {
                return None;
            }
            found = Some(mention.entity);
        }
    }
    found
}

/// The company that a report is about: the body it names most often before a place.
fn company(annotated: &Annotated, before: usize) -> Option<EntityId> {
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    for mention in annotated.mentions.iter().take(MOST_COMPARED).take_while(|mention| mention.span.start() < before) {
        let body = annotated.entities.get(mention.entity.0 as usize).is_some_and(|entity| {
            entity.named && matches!(entity.kind, EntityKind::Organisation | EntityKind::Other | EntityKind::Outlet)
        });
        if body && mention.kind == MentionKind::Name {
            *counts.entry(mention.entity).or_default() += 1;
        }
    }
    let most = counts.values().copied().max().filter(|most| *most >= FEWEST_MENTIONS)?;
    let mut leading = counts.into_iter().filter(|(_, count)| *count == most);
    leading.next().map(|(entity, _)| entity).filter(|_| leading.next().is_none())
}

fn is_named_person(annotated: &Annotated, mention: &Mention) -> bool {
    let entity = annotated.entities.get(mention.entity.0 as usize);
    mention.kind == MentionKind::Name && entity.is_some_and(|entity| entity.named && entity.kind == EntityKind::Person)
}

/// "District Attorney Lopez", "Lopez, her aunt,": whether a phrase stands right before a name or in apposition to it.
fn stands_beside(report: &Report, mention: &Mention, phrase: &str) -> bool {
    let text = &report.text;
    let mut from = mention.span.start().saturating_sub(AROUND_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut until = text.len().min(mention.span.end() + AROUND_NAME);
    while !text.is_char_boundary(until) {
        until -= 1;
    }
    let before = text.get(from..mention.span.start()).map(fold).unwrap_or_default();
    let before = before.trim_end().trim_end_matches(',').trim_end();
    let whole_words = |rest: &str| !rest.ends_with(char::is_alphanumeric);
    if before.strip_suffix(phrase).is_some_and(whole_words) {
        return true;
    }
    let after = text.get(mention.span.end()..until).map(fold).unwrap_or_default();
    let Some(apposition) = after.strip_prefix(", ").and_then(|after| after.split([',', '.', '\n']).next()) else {
        return false;
    };
    apposition.strip_suffix(phrase).is_some_and(whole_words)
}
