//! On which occasion somebody says something: to an agency, on a broadcaster's programme, in an interview.

use super::chains::{first_span, quoted_length};
use crate::word_sets::WordSet;
use crate::words::{fold, hash};
use headwater_model::{
    Annotated, Attribution, Entity, EntityId, EntityKind, Mention, MentionKind, Report, Span, Words,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A medium that carried what somebody says: "Yang told AFP", "in an interview with AFP", "on AFP's programme".
#[derive(Clone, Copy)]
struct Medium {
    entity: EntityId,
    span: Span,
}

/// What Yang tells AFP, AFP says that he says. An interview carries all that its speaker says until the report turns to
/// another occasion; each of these attributions is put within one of the medium.
pub(super) fn add_media(report: &Report, annotated: &mut Annotated) {
    let count = annotated.attributions.len();
    let mut carried: BTreeMap<EntityId, Option<Medium>> = BTreeMap::new();
    let mut media: Vec<Option<Medium>> = vec![None; count];
    // Attributions of each speaker before the report says on which occasion: the first medium named carries them.
    let mut waiting: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
    let told = told(report, annotated);
    let mut next_told = 0;
    for (at, attribution) in annotated.attributions.iter().enumerate() {
        let start = first_span(attribution).0.unwrap_or_default();
        while let Some((speaker, medium)) = told.get(next_told).filter(|(_, medium)| medium.span.start() < start) {
            next_told += 1;
            carry(*speaker, *medium, &mut carried, &mut waiting, &mut media);
        }
        let Some(&speaker) = attribution.speakers.first() else { continue };
        // Whoever is quoted by another speaks on an occasion that the other tells of.
        if attribution.within.is_some() && !attribution.cue.is_empty() {
            continue;
        }
        let here = medium(report, annotated, attribution);
        let known = carried.get(&speaker).copied();
        let now = match (here, known) {
            (Occasion::Medium(medium), _) => {
                carry(speaker, medium, &mut carried, &mut waiting, &mut media);
                Some(medium)
            }
            (Occasion::Other, _) => {
                carried.insert(speaker, None);
                None
            }
            (Occasion::Unknown, Some(known)) => known,
            (Occasion::Unknown, None) => {
                waiting.entry(speaker).or_default().push(at);
                None
            }
        };
        media[at] = now.filter(|medium| medium.entity != speaker).or(media[at]);
    }
    for (speaker, medium) in &told[next_told..] {
        carry(*speaker, *medium, &mut carried, &mut waiting, &mut media);
    }
    for (at, medium) in media.into_iter().enumerate() {
        let Some(medium) = medium else { continue };
        let inner = &annotated.attributions[at];
        // What stands in the content of another attribution by the same speaker is carried with it.
        let outer_is_same = inner.within.is_some_and(|outer| {
            let outer = &annotated.attributions[outer as usize];
            outer.speakers.contains(&medium.entity) || outer.speakers == inner.speakers
        });
        if outer_is_same {
            continue;
        }
        let outer = Attribution {
            source: vec![medium.span],
            content: inner.content.clone(),
            speakers: vec![medium.entity],
            within: inner.within,
            quoted: inner.quoted,
            ..Attribution::default()
        };
        let outer_at = u32::try_from(annotated.attributions.len()).ok();
        annotated.attributions.push(outer);
        annotated.attributions[at].within = outer_at;
    }
}

/// Notes that a medium carries what somebody says from here on, and what waited for it.
fn carry(
    speaker: EntityId,
    medium: Medium,
    carried: &mut BTreeMap<EntityId, Option<Medium>>,
    waiting: &mut BTreeMap<EntityId, Vec<usize>>,
    media: &mut [Option<Medium>],
) {
    if carried.insert(speaker, Some(medium)).is_none() {
        for earlier in waiting.remove(&speaker).unwrap_or_default() {
            media[earlier] = Some(medium).filter(|medium| medium.entity != speaker);
        }
    }
}

/// Where somebody says something.
enum Occasion {
    Medium(Medium),
    Other,
    Unknown,
}

static BEFORE_MEDIUM: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("on with to told tell tells telling by"));

static OTHER_OCCASIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "statement tweeted tweet tweets twitter facebook instagram speech conference reporters rally court debate press \
         briefing letter email op-ed hearing testified",
    )
});

fn medium(report: &Report, annotated: &Annotated, attribution: &Attribution) -> Occasion {
    let words = &annotated.words;
    let Some(cue) = attribution.cue.first() else { return Occasion::Unknown };
    let Some(sentence) = words.sentence_at(cue.start()).map(|at| words.sentences[at]) else { return Occasion::Unknown };
    let in_content = |at: usize| attribution.content.iter().any(|content| content.contains(words.tokens[at].span));
    let tokens = sentence.first as usize..sentence.last as usize;
    for mention in annotated.mentions_in(sentence.span) {
        let Some(entity) = annotated.entities.get(mention.entity.0 as usize) else { continue };
        let at = words.within(mention.span).start;
        let carries = is_medium(entity) && !is_itself(report, entity);
        let quoted = in_content(at) && quoted_length(annotated, mention.span) > 0;
        if mention.kind != MentionKind::Name || !carries || quoted {
            continue;
        }
        let before = (tokens.start..at).rev().take(2).any(|at| BEFORE_MEDIUM.has(words.tokens[at].word));
        if before && !attribution.source.iter().any(|source| source.overlaps(mention.span)) {
            return Occasion::Medium(Medium { entity: mention.entity, span: mention.span });
        }
    }
    let elsewhere = tokens.filter(|at| !in_content(*at)).any(|at| OTHER_OCCASIONS.has(words.tokens[at].word));
    if elsewhere { Occasion::Other } else { Occasion::Unknown }
}

/// Whether an entity is the outlet that prints the report: "Fox News" of "FOX", "NBC News" of "nbcnews.com".
fn is_itself(report: &Report, entity: &Entity) -> bool {
    let plain = |name: &str| -> String {
        let folded = fold(name);
        let site = folded.trim_start_matches("www.").split('.').next().unwrap_or_default().trim_start_matches("the ");
        site.chars().filter(|character| character.is_alphanumeric()).collect()
    };
    let outlet = plain(&report.outlet);
    outlet.len() >= 2
        && std::iter::once(&entity.name).chain(&entity.aliases).any(|name| {
            let name = plain(name);
            name.len() >= 2 && (name.starts_with(&outlet) || outlet.starts_with(&name))
        })
}

/// Broadcasters that speakers tell things to, by a word of their names.
static BROADCASTERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("abc nbc cbs cnn bbc msnbc cnbc pbs npr fox itv rtl zdf ard nhk sky radio tv television channel show")
});

/// Whether what is said to an entity is said through it.
fn is_medium(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Agency | EntityKind::Outlet)
        || (matches!(entity.kind, EntityKind::Organisation | EntityKind::Other)
            && entity.name.split_whitespace().any(|word| BROADCASTERS.has(hash(&fold(word)))))
}

/// "Lopez was interviewed on NBC", "Reyes appeared on CNN": verbs and nouns of occasions.
static APPEARING: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("interviewed appeared appears appearing spoke speaking interview interviews"));

static INTERVIEW: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("interview interviews"));

static ARTICLES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("the a an"));

/// How many tokens may stand between the word of an occasion and the medium: "in an interview Tuesday on".
const OCCASION_REACH: usize = 4;

/// Occasions that the report tells of by themselves, in the order of the text: who spoke, and through whom.
fn told(report: &Report, annotated: &Annotated) -> Vec<(EntityId, Medium)> {
    let words = &annotated.words;
    let mut told = Vec::new();
    for mention in annotated.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let Some(entity) = annotated.entities.get(mention.entity.0 as usize) else { continue };
        if !is_medium(entity) || is_itself(report, entity) {
            continue;
        }
        let Some(occasion) = occasion_before(words, words.within(mention.span).start) else { continue };
        let Some(sentence) = words.sentence_at(mention.span.start()).map(|at| words.sentences[at]) else { continue };
        let occasion_start = words.tokens[occasion].span.start();
        let people = annotated.mentions_in(sentence.span).iter().filter(|other| is_person(annotated, other));
        let opens = occasion < sentence.first as usize + OCCASION_REACH;
        let speaker = if !INTERVIEW.has(words.tokens[occasion].word) {
            people.rev().find(|other| other.span.end() <= occasion_start)
        } else if opens {
            people.filter(|other| other.span.start() > mention.span.end()).min_by_key(|other| other.span.start())
        } else {
            people.min_by_key(|other| other.span.start())
        };
        if let Some(speaker) = speaker {
            told.push((speaker.entity, Medium { entity: mention.entity, span: mention.span }));
        }
    }
    told
}

fn is_person(annotated: &Annotated, mention: &Mention) -> bool {
    annotated.entities.get(mention.entity.0 as usize).is_some_and(|entity| entity.kind == EntityKind::Person)
}

/// The word of an occasion that a medium belongs to: with a preposition between, in the same sentence.
fn occasion_before(words: &Words, medium: usize) -> Option<usize> {
    let before = |at: usize| at.checked_sub(1).map(|at| (at, words.tokens[at].word));
    let (mut at, mut word) = before(medium)?;
    if ARTICLES.has(word) {
        (at, word) = before(at)?;
    }
    if !BEFORE_MEDIUM.has(word) {
        return None;
    }
    let sentence = words.sentence_at(words.tokens[medium].span.start())?;
    let first = words.sentences[sentence].first as usize;
    (at.saturating_sub(OCCASION_REACH).max(first)..at).rev().find(|at| APPEARING.has(words.tokens[*at].word))
}
