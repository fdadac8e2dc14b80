//! From single attributions to chains: who speaks, through whom, and over which sentences an attribution runs on.

use super::speakers;
use crate::word_sets::WordSet;
use headwater_model::{Annotated, Attribution, Entity, EntityId, EntityKind, MentionKind, Quoted, Report, Span};
use std::sync::LazyLock;

/// Stems and words of cues that deny their content.
static DENIALS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "denied denies deny denying rejected rejects rejecting refuted refutes refuting dismissed dismisses disputed disputes disputing rebutted",
    )
});

static NEGATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "not never didn't doesn't don't hasn't haven't wouldn't won't couldn't declined refused declining refusing without no",
    )
});

static TOLD: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("told tells tell telling interview interviewed"));

/// Fills in what the models leave open and adds attributions that no cue marks. The attributions end up ordered by
/// their first span.
pub(super) fn complete(report: &Report, annotated: &mut Annotated) {
    let mut last = None;
    for at in 0..annotated.attributions.len() {
        let sources = annotated.attributions[at].source.clone();
        let speakers = speakers::of_sources(report, annotated, &sources, last);
        let quoted = quoted(annotated, &annotated.attributions[at].content);
        let words = &annotated.words;
        let has = |set: &WordSet, spans: &[Span]| {
            spans.iter().any(|span| words.tokens[words.within(*span)].iter().any(|token| set.has(token.word)))
        };
        let denies = has(&DENIALS, &annotated.attributions[at].cue);
        let negative = has(&NEGATIONS, &annotated.attributions[at].cue);
        if speakers.len() == 1 {
            last = speakers.first().copied();
        }
        let attribution = &mut annotated.attributions[at];
        attribution.speakers = speakers;
        attribution.quoted = quoted;
        attribution.denies = denies;
        attribution.negative = negative;
    }
    add_posts(report, annotated);
    continue_quotations(annotated);
    nest(annotated);
    add_addressees(report, annotated);
}

/// How the content is given.
fn quoted(annotated: &Annotated, content: &[Span]) -> Quoted {
    let all: usize = content.iter().map(|span| span.len()).sum();
    let inside: usize =
        content.iter().flat_map(|span| annotated.quotations.iter().map(|quotation| quotation.span.shared(*span))).sum();
    match inside {
        0 => Quoted::Indirect,
        _ if inside * 10 >= all * 9 => Quoted::Direct,
        _ => Quoted::Mixed,
    }
}

/// A quotation that no content covers goes on with the speaker of the attribution before it in the same paragraph, or
/// of the paragraph before when it runs on from there.
fn continue_quotations(annotated: &mut Annotated) {
    let mut added: Vec<Attribution> = Vec::new();
    let words = &annotated.words;
    for quotation in annotated.quotations.iter().filter(|quotation| !quotation.scare) {
        let covered = annotated.attributions.iter().chain(&added).any(|attribution| {
            let shared: usize = attribution.content.iter().map(|content| content.shared(quotation.span)).sum();
            shared * 2 > quotation.span.len()
        });
        let paragraph = |byte: usize| words.sentence_at(byte).map(|at| words.sentences[at].paragraph);
        let Some(here) = paragraph(quotation.span.start()) else { continue };
        if covered {
            continue;
        }
        let before = annotated.attributions.iter().chain(&added).filter(|attribution| {
            let end = attribution.content.iter().chain(&attribution.cue).map(|span| span.start()).max();
            end.is_some_and(|end| end < quotation.span.start())
        });
        let Some(model) = before.max_by_key(|attribution| attribution.content.iter().map(|span| span.start()).max())
        else {
            continue;
        };
        let near = model.content.last().and_then(|content| paragraph(content.start()));
        let reach = 1;
        if model.quoted == Quoted::Indirect && near != Some(here) || near.is_none_or(|near| here > near + reach) {
            continue;
        }
        added.push(Attribution {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![quotation.span],
            speakers: model.speakers.clone(),
            within: None,
            quoted: Quoted::Direct,
            denies: false,
            negative: false,
            continued: true,
        });
    }
    annotated.attributions.extend(added);
    sort(annotated);
}

/// A post is said by its author.
fn add_posts(report: &Report, annotated: &mut Annotated) {
    for post in &report.posts {
        if post.author.is_empty() && post.handle.is_empty() {
            continue;
        }
        let name = if post.author.is_empty() { &post.handle } else { &post.author };
        let same = |entity: &Entity| entity.name == *name || entity.aliases.contains(name);
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
        annotated.attributions.push(Attribution {
            source: Vec::new(),
            cue: Vec::new(),
            content: vec![post.text],
            speakers: vec![EntityId(u32::try_from(at).unwrap_or(u32::MAX))],
            within: None,
            quoted: Quoted::Direct,
            denies: false,
            negative: false,
            continued: false,
        });
    }
    sort(annotated);
}

fn sort(annotated: &mut Annotated) {
    let start = |attribution: &Attribution| {
        let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        (spans.map(|span| span.start()).min(), attribution.cue.first().map(|span| span.start()))
    };
    annotated.attributions.sort_by_key(start);
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
        let outer = annotated
            .attributions
            .iter()
            .enumerate()
            .filter(|(other, outer)| {
                let covers = |mark: &Span| outer.content.iter().any(|content| content.contains(*mark));
                *other != number && marks.iter().all(covers) && length(outer) > length(inner) && !marks.is_empty()
            })
            .min_by_key(|(_, outer)| length(outer));
        within.push(outer.and_then(|(at, _)| u32::try_from(at).ok()));
    }
    for (attribution, within) in annotated.attributions.iter_mut().zip(within) {
        attribution.within = within;
    }
}

/// "Yang told AFP": what Yang says, AFP says that he says.
fn add_addressees(report: &Report, annotated: &mut Annotated) {
    let count = annotated.attributions.len();
    for at in 0..count {
        let attribution = &annotated.attributions[at];
        let Some(cue) = attribution.cue.last() else { continue };
        let words = &annotated.words;
        if !words.tokens[words.within(*cue)].iter().any(|token| TOLD.has(token.word)) {
            continue;
        }
        let sentence_end = words.sentence_at(cue.start()).map_or(0, |at| words.sentences[at].span.end());
        let addressee = annotated.mentions.iter().find(|mention| {
            let near = mention.span.start() >= cue.end() && mention.span.start() < sentence_end;
            let close =
                report.text.get(cue.end()..mention.span.start()).is_some_and(|gap| gap.split_whitespace().count() <= 3);
            let entity = annotated.entities.get(mention.entity.0 as usize);
            let carries = entity.is_some_and(|entity| {
                matches!(entity.kind, EntityKind::Agency | EntityKind::Outlet) && !is_itself(report, entity)
            });
            near && close
                && mention.kind == MentionKind::Name
                && carries
                && !attribution.speakers.contains(&mention.entity)
        });
        let Some(addressee) = addressee.copied() else { continue };
        let outer = Attribution {
            source: vec![addressee.span],
            cue: Vec::new(),
            content: attribution.content.clone(),
            speakers: vec![addressee.entity],
            within: attribution.within,
            quoted: attribution.quoted,
            denies: false,
            negative: false,
            continued: false,
        };
        let outer_at = u32::try_from(annotated.attributions.len()).ok();
        annotated.attributions.push(outer);
        annotated.attributions[at].within = outer_at;
    }
}

/// Whether an entity is the outlet that prints the report.
fn is_itself(report: &Report, entity: &Entity) -> bool {
    let outlet = report.outlet.as_str();
    !outlet.is_empty()
        && std::iter::once(&entity.name).chain(&entity.aliases).any(|name| name.eq_ignore_ascii_case(outlet))
}
