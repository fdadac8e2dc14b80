//! From single attributions to chains: who speaks, through whom, and over which sentences an attribution runs on.

use super::speakers::{self, ByName, Heard};
use super::{elsewhere, nested, occasions, others, renamed};
use crate::word_sets::WordSet;
use crate::words::fold;
use headwater_model::{
    Annotated, Attribution, Entity, EntityId, EntityKind, Mention, MentionKind, Quoted, Report, Span,
};
use std::sync::LazyLock;

/// Stems and words of cues that deny their content.
pub(super) static DENIALS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "denied denies deny denying rejected rejects rejecting refuted refutes refuting dismissed dismisses disputed disputes disputing rebutted",
    )
});

/// Verbs of speech that leave no doubt that whoever stands beside them speaks.
static PLAIN: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("said says say told tells added wrote writes tweeted announced according"));

static NEGATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "not never didn't doesn't don't hasn't haven't wouldn't won't couldn't declined refused declining refusing without no",
    )
});

/// Fills in what the models leave open and adds attributions that no cue marks. The attributions end up ordered by
/// their first span.
pub(super) fn complete(report: &Report, annotated: &mut Annotated) {
    let mut last = None;
    let mut last_heard = None;
    let mut datelines = Vec::new();
    let mut known = ByName::of(annotated);
    for at in 0..annotated.attributions.len() {
        let sources: Vec<Span> =
            annotated.attributions[at].source.iter().map(|source| speakers::trimmed(annotated, *source)).collect();
        annotated.attributions[at].source.clone_from(&sources);
        let plain = |cue: &Span| {
            let words = &annotated.words;
            words.tokens[words.within(*cue)].iter().any(|token| PLAIN.has(token.word))
        };
        let heard = Heard { last, plainly: annotated.attributions[at].cue.iter().any(plain) };
        let speaking = on_one_side(&annotated.attributions[at].cue, &sources);
        let speakers = speakers::of_sources(report, annotated, &mut known, speaking, heard);
        let speakers = match last_heard {
            Some((before, number)) if goes_on(report, annotated, number, at, before, &speakers) => vec![before],
            Some((_, number)) => match renamed::speaker(report, annotated, number, &sources, &speakers) {
                Some(before) => vec![before],
                None => speakers,
            },
            None => speakers,
        };
        let speakers = others::than_told_of(annotated, at, speakers, last);
        let quoted = quoted(annotated, &annotated.attributions[at].content);
        let words = &annotated.words;
        let has = |set: &WordSet, spans: &[Span]| {
            spans.iter().any(|span| words.tokens[words.within(*span)].iter().any(|token| set.has(token.word)))
        };
        let is_place = |speaker: &EntityId| {
            annotated.entities.get(speaker.0 as usize).is_some_and(|entity| entity.kind == EntityKind::Location)
        };
        let colon = annotated.attributions[at].cue.iter().all(|cue| cue.of(&report.text) == ":");
        if colon && speakers.iter().all(is_place) {
            // A dateline: nobody says what follows it.
            datelines.push(at);
        }
        let denies = has(&DENIALS, &annotated.attributions[at].cue);
        let negative = has(&NEGATIONS, &annotated.attributions[at].cue);
        if speakers.len() == 1 {
            last = speakers.first().copied();
            last_heard = last.map(|speaker| (speaker, at));
        }
        let attribution = &mut annotated.attributions[at];
        attribution.speakers = speakers;
        attribution.quoted = quoted;
        attribution.denies |= denies;
        attribution.negative = negative;
    }
    let mut datelines = datelines.into_iter().peekable();
    let mut number = 0..;
    annotated.attributions.retain(|_| {
        let here = number.next();
        datelines.next_if(|dateline| Some(*dateline) == here).is_none()
    });
    elsewhere::resolve(report, annotated);
    add_posts(report, annotated);
    continue_quotations(annotated);
    nested::widen(annotated);
    nest(annotated);
    occasions::add_media(report, annotated);
    order(annotated);
}

/// Whether the "he" who says something is whoever spoke before, `before` of attribution `number`: when the reporter
/// names nobody else in between, what was said aside.
fn goes_on(
    report: &Report,
    annotated: &Annotated,
    number: usize,
    at: usize,
    before: EntityId,
    speakers: &[EntityId],
) -> bool {
    let (earlier, later) = (&annotated.attributions[number], &annotated.attributions[at]);
    let ([pronoun], [found], [cue], [.., content]) =
        (&later.source[..], speakers, &later.cue[..], &earlier.content[..])
    else {
        return false;
    };
    let words = &annotated.words;
    let person = |id: &EntityId| {
        annotated.entities.get(id.0 as usize).is_some_and(|entity| entity.kind == EntityKind::Person && entity.named)
    };
    let says = words.tokens[words.within(*cue)].iter().any(|token| PLAIN.has(token.word));
    let spoken = words.tokens[words.within(*pronoun)].iter().all(|token| HE_OR_SHE.has(token.word));
    if !(says && spoken && *found != before && person(&before) && person(found)) {
        return false;
    }
    let from = earlier.source.first().map_or(content.start(), |source| source.start());
    let (Some(first), Some(here)) = (words.sentence_at(from), words.sentence_at(pronoun.start())) else { return false };
    if here < first || here - first > MOST_SENTENCES_ON {
        return false;
    }
    // A woman is not called "he".
    let form = |mention: &Mention| fold(mention.span.of(&report.text)).into_owned();
    let own = if fold(pronoun.of(&report.text)) == "he" { ["he", "him", "his"] } else { ["she", "her", "hers"] };
    let until = annotated.mentions.partition_point(|mention| mention.span.start() < pronoun.start());
    let fits = annotated.mentions[until.saturating_sub(MENTIONS_BACK)..until]
        .iter()
        .filter(|mention| mention.entity == before && mention.kind == MentionKind::Pronoun)
        .map(form)
        .filter(|form| matches!(form.as_str(), "he" | "him" | "his" | "she" | "her" | "hers"))
        .all(|form| own.contains(&form.as_str()));
    let said = |span: Span| {
        annotated.attributions[number.saturating_sub(2)..=at]
            .iter()
            .any(|attribution| attribution.content.iter().any(|content| content.contains(span)))
            || quoted_length(annotated, span) > 0
    };
    let start = annotated.mentions[..until].partition_point(|mention| mention.span.start() < from);
    let mut between = annotated.mentions[start..until].iter();
    fits && !between.any(|mention| {
        mention.entity != before
            && mention.kind != MentionKind::Pronoun
            && person(&mention.entity)
            && !said(mention.span)
    })
}

/// Mentions before a pronoun that are asked for the gender of whom it may mean: texts of the length of books stay fast.
const MENTIONS_BACK: usize = 200;

static HE_OR_SHE: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("he she"));

/// Sentences over which "he said" means whoever spoke before.
const MOST_SENTENCES_ON: usize = 3;

/// How the content is given.
fn quoted(annotated: &Annotated, content: &[Span]) -> Quoted {
    let all: usize = content.iter().map(|span| span.len()).sum();
    let inside: usize = content.iter().map(|span| quoted_length(annotated, *span)).sum();
    match inside {
        0 => Quoted::Indirect,
        _ if inside * 10 >= all * 9 => Quoted::Direct,
        _ => Quoted::Mixed,
    }
}

/// How many bytes of a span stand in quotation marks.
pub(super) fn quoted_length(annotated: &Annotated, span: Span) -> usize {
    let quotations = &annotated.quotations;
    // Quotations lie within each other at most twice: few that begin before the span reach into it.
    let first = quotations.partition_point(|quotation| quotation.span.start() < span.start()).saturating_sub(3);
    let mut counted = span.start();
    let mut inside = 0;
    for quotation in quotations[first..].iter().take_while(|quotation| quotation.span.start() < span.end()) {
        let fresh = Span::new(quotation.span.start().max(counted), quotation.span.end().max(counted));
        inside += fresh.shared(span);
        counted = counted.max(quotation.span.end());
    }
    inside
}

/// How many neighbours, in the order of the text, an attribution or a content is compared with. Contents reach over a
/// few sentences, so what overlaps stands close.
const NEIGHBOURS: usize = 32;

/// A quotation that no content covers goes on with the speaker of the attribution before it in the same paragraph, or
/// of the paragraph before when it runs on from there.
fn continue_quotations(annotated: &mut Annotated) {
    let words = &annotated.words;
    let paragraph = |byte: usize| words.sentence_at(byte).map(|at| words.sentences[at].paragraph);
    let mut contents: Vec<(Span, usize)> = Vec::new();
    for (number, attribution) in annotated.attributions.iter().enumerate() {
        contents.extend(attribution.content.iter().map(|content| (*content, number)));
    }
    contents.sort_unstable();
    let mut added: Vec<Attribution> = Vec::new();
    for quotation in annotated.quotations.iter().filter(|quotation| !quotation.scare) {
        let Some(here) = paragraph(quotation.span.start()) else { continue };
        let until = contents.partition_point(|(content, _)| content.start() < quotation.span.end());
        let near = &contents[until.saturating_sub(NEIGHBOURS)..until];
        let covered: usize = near.iter().map(|(content, _)| content.shared(quotation.span)).sum();
        let inner = added.last().is_some_and(|last| last.content.iter().any(|span| span.contains(quotation.span)));
        if covered * 2 > quotation.span.len() || inner {
            continue;
        }
        let before = near.iter().rev().find(|(content, _)| content.start() < quotation.span.start());
        // What is quoted within a quotation ends with it: whoever says the whole goes on.
        let before = before.map(|inner| {
            let around = |outer: &&(Span, usize)| {
                outer.0.contains(inner.0)
                    && outer.0 != inner.0
                    && annotated.attributions[outer.1].quoted != Quoted::Indirect
            };
            near.iter().find(around).unwrap_or(inner)
        });
        let mut model = before.map(|(content, number)| (*content, &annotated.attributions[*number]));
        if let Some(last) = added.last()
            && let Some(span) = last.content.first()
            && model.is_none_or(|(content, _)| content.start() < span.start())
        {
            model = Some((*span, last));
        }
        let Some((content, model)) = model else { continue };
        let there = paragraph(content.start());
        let same = there == Some(here);
        let next = there.is_some_and(|there| there + 1 == here);
        if same || (next && model.quoted != Quoted::Indirect) {
            let (speakers, within) = (model.speakers.clone(), model.within);
            added.push(Attribution { speakers, within, continued: true, ..bare(quotation.span) });
        }
    }
    insert(annotated, added);
}

/// An attribution of a span to nobody yet, without words that attribute it.
fn bare(content: Span) -> Attribution {
    Attribution { content: vec![content], quoted: Quoted::Direct, ..Attribution::default() }
}

/// A post is said by its author.
fn add_posts(report: &Report, annotated: &mut Annotated) {
    let mut added = Vec::new();
    for post in &report.posts {
        if post.author.is_empty() && post.handle.is_empty() {
            continue;
        }
        let name = if post.author.is_empty() { &post.handle } else { &post.author };
        let same = |entity: &Entity| {
            entity.name == *name
                || entity.aliases.contains(name)
                || (entity.kind == EntityKind::Person && ends_alike(&entity.name, name))
        };
        let at = annotated.entities.iter().position(same).unwrap_or_else(|| {
            annotated.entities.push(Entity {
                name: name.clone(),
                kind: EntityKind::Post,
                aliases: if post.handle.is_empty() { Vec::new() } else { vec![post.handle.clone()] },
                named: true,
                body: None,
            });
            annotated.entities.len() - 1
        });
        let speakers = vec![EntityId(u32::try_from(at).unwrap_or(u32::MAX))];
        added.push(Attribution { speakers, ..bare(post.text) });
    }
    insert(annotated, added);
}

/// Whether two names of several words begin and end with the same words: an initial stands between them, or does not.
fn ends_alike(one: &str, other: &str) -> bool {
    let ends = |name: &str| {
        let mut words = name.split_whitespace();
        Some((words.next()?.to_lowercase(), words.next_back()?.to_lowercase()))
    };
    ends(one).is_some_and(|known| ends(other) == Some(known))
}

/// Adds attributions and keeps all in the order of their first spans. Positions shift: for before any lies within another.
pub(super) fn insert(annotated: &mut Annotated, added: Vec<Attribution>) {
    annotated.attributions.extend(added);
    annotated.attributions.sort_by_key(first_span);
}

pub(super) fn first_span(attribution: &Attribution) -> (Option<usize>, Option<usize>) {
    let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
    (spans.map(|span| span.start()).min(), attribution.cue.first().map(|span| span.start()))
}

/// Sorts attributions that already point at each other.
fn order(annotated: &mut Annotated) {
    let mut order: Vec<usize> = (0..annotated.attributions.len()).collect();
    order.sort_by_key(|&at| first_span(&annotated.attributions[at]));
    let mut place = vec![0_u32; order.len()];
    for (new, &old) in (0_u32..).zip(&order) {
        place[old] = new;
    }
    let mut sorted: Vec<Attribution> = order.iter().map(|&at| annotated.attributions[at].clone()).collect();
    for attribution in &mut sorted {
        attribution.within = attribution.within.map(|outer| place[outer as usize]);
    }
    annotated.attributions = sorted;
}

/// An attribution whose cue and source stand in the content of another lies within it; of several, the shortest.
fn nest(annotated: &mut Annotated) {
    let length = |attribution: &Attribution| attribution.content.iter().map(|span| span.len()).sum::<usize>();
    let mut within = Vec::with_capacity(annotated.attributions.len());
    for (number, inner) in annotated.attributions.iter().enumerate() {
        let marks: Vec<Span> = if inner.cue.is_empty() {
            inner.content.clone()
        } else {
            inner.cue.iter().chain(&inner.source).copied().collect()
        };
        let from = number.saturating_sub(NEIGHBOURS);
        let outer = annotated.attributions[from..]
            .iter()
            .enumerate()
            .take(2 * NEIGHBOURS)
            .map(|(offset, outer)| (from + offset, outer))
            .filter(|(other, outer)| {
                let covers = |mark: &Span| outer.content.iter().any(|content| content.contains(*mark));
                *other != number && marks.iter().all(covers) && length(outer) > length(inner) && !marks.is_empty()
            })
            .min_by_key(|(_, outer)| length(outer));
        within.push(outer.and_then(|(at, _)| u32::try_from(at).ok()));
    }
    for at in 0..within.len() {
        // Somebody who says that he said it is one link.
        let mut outer = within[at];
        for _ in 0..DEEPEST {
            let Some(number) = outer.map(|outer| outer as usize) else { break };
            if annotated.attributions[number].speakers != annotated.attributions[at].speakers {
                break;
            }
            outer = within[number];
        }
        annotated.attributions[at].within = outer;
    }
}

/// Attributions nested deeper than this are not followed.
const DEEPEST: usize = 6;

/// The sources on the side of the cue where the first stands: in "Lee, though, told the host Max Orr that …" Orr is told.
fn on_one_side<'s>(cue: &[Span], sources: &'s [Span]) -> &'s [Span] {
    let (Some(cue), Some(first)) = (cue.first(), sources.first()) else { return sources };
    let before = |source: &Span| source.start() < cue.start();
    let count = sources.iter().take_while(|source| before(source) == before(first)).count();
    &sources[..count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_does_not_speak() {
        // "Lee told Orr that …", "said Lee and Orr".
        let (lee, told, orr) = (Span::new(0, 3), Span::new(4, 8), Span::new(9, 12));
        assert_eq!(on_one_side(&[told], &[lee, orr]), [lee]);
        assert_eq!(on_one_side(&[lee], &[told, orr]), [told, orr]);
        assert_eq!(on_one_side(&[], &[lee, orr]), [lee, orr]);
        assert_eq!(on_one_side(&[told], &[]), []);
    }

    #[test]
    fn an_initial_makes_nobody_else() {
        assert!(ends_alike("Ann Lee", "Ann B. Lee"));
        assert!(!ends_alike("Ann Lee", "Otto Lee"));
        assert!(!ends_alike("Lee", "Lee"), "one word tells nobody apart");
    }
}
