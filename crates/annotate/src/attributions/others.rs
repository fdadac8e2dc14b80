//! Whoever "he" or "the president" is that says something, it is nobody whom he calls by name in saying it: "He asked Lopez
//! to resign" (principle C of Chomsky 1981).

use headwater_model::{Annotated, EntityId, EntityKind, Mention, MentionKind, Span};

/// Sentences before that of a source in which somebody else is looked for who may be meant.
const SENTENCES_BACK: usize = 3;

/// The speakers of an attribution; where its source is a pronoun or a description and stands for somebody whom the content
/// after it names, whoever spoke last or was named last before it instead.
pub(super) fn than_told_of(
    annotated: &Annotated,
    at: usize,
    speakers: Vec<EntityId>,
    last: Option<EntityId>,
) -> Vec<EntityId> {
    let attribution = &annotated.attributions[at];
    let ([source], [cue], &[speaker]) = (&attribution.source[..], &attribution.cue[..], &speakers[..]) else {
        return speakers;
    };
    if !is_named_person(annotated, speaker) || named_in(annotated, *source, |it| it == speaker) {
        return speakers;
    }
    let told_of = attribution.content.iter().any(|content| {
        content.start() >= cue.end()
            && content.start() >= source.end()
            && names_indirectly(annotated, *content, speaker)
    });
    if !told_of {
        return speakers;
    }
    let other = last.filter(|last| *last != speaker && is_named_person(annotated, *last));
    other.or_else(|| named_before(annotated, *source, speaker)).map_or(speakers, |other| vec![other])
}

fn is_named_person(annotated: &Annotated, entity: EntityId) -> bool {
    annotated.entities.get(entity.0 as usize).is_some_and(|it| it.named && it.kind == EntityKind::Person)
}

fn named_in(annotated: &Annotated, span: Span, is: impl Fn(EntityId) -> bool) -> bool {
    annotated.mentions_in(span).iter().any(|mention| mention.kind == MentionKind::Name && is(mention.entity))
}

/// Whether the sentence in which a content begins names somebody within it, outside quotation marks.
fn names_indirectly(annotated: &Annotated, content: Span, speaker: EntityId) -> bool {
    let words = &annotated.words;
    let Some(sentence) = words.sentence_at(content.start()).map(|at| words.sentences[at].span) else { return false };
    let within = Span::new(content.start(), content.end().min(sentence.end()));
    annotated.mentions_in(within).iter().any(|mention| is_name(annotated, mention) && mention.entity == speaker)
}

/// The person named first in the nearest sentence before that names another than `speaker`.
fn named_before(annotated: &Annotated, source: Span, speaker: EntityId) -> Option<EntityId> {
    let words = &annotated.words;
    let here = words.sentence_at(source.start())?;
    (here.saturating_sub(SENTENCES_BACK)..=here).rev().find_map(|at| {
        let sentence = words.sentences[at].span;
        let before = Span::new(sentence.start(), sentence.end().min(source.start()));
        let names = annotated.mentions_in(before).iter().filter(|mention| is_name(annotated, mention));
        let mut people = names.map(|name| name.entity);
        people.find(|person| *person != speaker && is_named_person(annotated, *person))
    })
}

/// Whether a mention is a name, outside quotation marks.
fn is_name(annotated: &Annotated, mention: &Mention) -> bool {
    mention.kind == MentionKind::Name && super::chains::quoted_length(annotated, mention.span) == 0
}
