//! Sources that the models leave out because they stand far from their cue: "The mayor closed the bridge on Monday, adding
//! that …", "… but promised to reopen it". Whoever does what the sentence tells first says it.

use super::nested;
use super::speakers::is_time;
use crate::word_sets::{BE, WordSet};
use headwater_model::{Annotated, Attribution, EntityKind, Mention, MentionKind, Report, Sentence, Span, Tag, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// May stand between a conjunction and its verb, or begin a cue.
static BEFORE_VERB: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("has have had will would also later then once again still now even by not never and but or")
});

static CONJUNCTIONS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("and but or yet then"));

/// Pronouns that are subjects of somebody who can be named.
static SUBJECTS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("he she they"));

/// Attributions of one sentence stand at most this far apart in the list of all.
const NEAR: usize = 8;

/// Most tokens of a noun phrase without a mention that opens a sentence and speaks.
const LONGEST_OPENING: usize = 5;

/// How a cue stands to its subject.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A verb with tense.
    Finite,
    /// A participle or an infinitive, which shares the subject of the verb it depends on.
    Dependent,
}

/// Gives sources to the attributions that have none, or but a time.
pub(super) fn complete(report: &Report, annotated: &mut Annotated) {
    for at in 0..annotated.attributions.len() {
        let lacking = annotated.attributions[at].source.iter().all(|source| is_time(annotated, *source));
        if lacking && let Some(source) = source(report, annotated, at) {
            annotated.attributions[at].source = source;
        }
    }
}

fn source(report: &Report, annotated: &Annotated, at: usize) -> Option<Vec<Span>> {
    let words = &annotated.words;
    let attribution = &annotated.attributions[at];
    let cue = words.within(*attribution.cue.first()?);
    let verb = verb(words, &cue)?;
    let form = form(report, words, &cue, verb)?;
    let sentence = words.sentences.get(words.sentence_at(words.tokens[verb].span.start())?)?;
    let region = sentence.first as usize..sentence.last as usize;
    if form == Form::Finite
        && let Some(subject) = nested::subject(annotated, &region, cue.start)
    {
        return Some(vec![subject]);
    }
    if form == Form::Dependent && opens(words, sentence, cue.start) {
        return after(annotated, sentence, at);
    }
    let coordinated = cue.start.checked_sub(1).is_some_and(|before| CONJUNCTIONS.has(words.tokens[before].word))
        || cue.clone().any(|at| CONJUNCTIONS.has(words.tokens[at].word));
    shared(annotated, sentence, at, coordinated)
        .or_else(|| first_subject(report, annotated, sentence, at).map(|subject| vec![subject]))
        .or_else(|| opening(report, words, sentence, &cue, form).map(|subject| vec![subject]))
}

/// The verb of a cue.
fn verb(words: &Words, cue: &Range<usize>) -> Option<usize> {
    cue.clone().find(|at| {
        let token = &words.tokens[*at];
        matches!(token.tag, Tag::Verb) && !BE.has(token.word) && !BEFORE_VERB.has(token.word)
    })
}

/// How a cue stands to its subject; `None` for a passive, which has none that speaks, and for a noun.
fn form(report: &Report, words: &Words, cue: &Range<usize>, verb: usize) -> Option<Form> {
    let word = |at: usize| words.tokens.get(at).map_or("", |token| token.span.of(&report.text));
    let before = (0..verb).rev().find(|at| words.tokens[*at].tag != Tag::Adverb);
    let ing = word(verb).len() > 4 && word(verb).ends_with("ing");
    let be = before.is_some_and(|at| BE.has(words.tokens[at].word));
    if be {
        return ing.then_some(Form::Finite);
    }
    let infinitive = before.is_some_and(|at| word(at).eq_ignore_ascii_case("to"));
    if ing || infinitive {
        return Some(Form::Dependent);
    }
    let passive = word(cue.end).eq_ignore_ascii_case("by") || cue.clone().any(|at| BE.has(words.tokens[at].word));
    (!passive).then_some(Form::Finite)
}

/// Whether a cue opens its sentence.
fn opens(words: &Words, sentence: &Sentence, cue: usize) -> bool {
    (sentence.first as usize..cue).all(|at| words.tokens[at].span.len() < 2)
}

/// The source of the next attribution of the sentence: "Calling it a scandal, Lopez said".
fn after(annotated: &Annotated, sentence: &Sentence, at: usize) -> Option<Vec<Span>> {
    let later = annotated.attributions.get(at + 1..)?.iter().take(NEAR);
    let mut later = later.filter(|other| in_sentence(sentence, other));
    later.find(|other| !other.source.is_empty()).map(|other| other.source.clone())
}

fn in_sentence(sentence: &Sentence, attribution: &Attribution) -> bool {
    attribution.cue.first().is_some_and(|cue| sentence.span.contains(*cue))
}

/// The source of the attribution before it in its sentence, when the cue is no part of what that one says.
fn shared(annotated: &Annotated, sentence: &Sentence, at: usize, coordinated: bool) -> Option<Vec<Span>> {
    let cue = *annotated.attributions[at].cue.first()?;
    let near = annotated.attributions.iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR);
    let earlier = near.filter(|other| {
        let before = other.cue.first().is_some_and(|theirs| theirs.end() <= cue.start());
        let says = !coordinated && other.content.iter().any(|content| content.contains(cue));
        in_sentence(sentence, other) && before && !says && !other.source.is_empty()
    });
    let nearest = earlier.max_by_key(|other| other.cue.first().map(|cue| cue.start()))?;
    Some(nearest.source.clone())
}

/// The first mention of the sentence that is the subject of a verb before the cue.
fn first_subject(report: &Report, annotated: &Annotated, sentence: &Sentence, at: usize) -> Option<Span> {
    let words = &annotated.words;
    let cue = *annotated.attributions[at].cue.first()?;
    let before = Span::new(sentence.span.start(), cue.start());
    let mentions = annotated.mentions_in(before).iter().filter(|mention| mention.span.end() <= cue.start());
    let mut passed = false;
    for mention in mentions {
        let tokens = words.within(mention.span);
        let start = phrase_start(words, sentence, tokens.start);
        let before = start.checked_sub(1).filter(|at| *at >= sentence.first as usize).map(|at| &words.tokens[at]);
        let joined = before.is_some_and(|before| CONJUNCTIONS.has(before.word));
        let governed = before.is_some_and(|before| matches!(before.tag, Tag::Adposition | Tag::Particle | Tag::Verb));
        if governed || joined && passed {
            passed = true;
            continue;
        }
        let possessive = words
            .tokens
            .get(tokens.end)
            .is_some_and(|next| matches!(next.span.of(&report.text), "'s" | "’s" | "'" | "’"));
        let until = words.within(cue).start;
        let acts = (tokens.end..until).any(|at| matches!(words.tokens[at].tag, Tag::Verb | Tag::Auxiliary));
        if !possessive && acts && can_be_subject(annotated, mention) && !is_said(annotated, mention.span, cue) {
            return Some(mention.span);
        }
    }
    None
}

/// Where the noun phrase around a mention begins: titles and adjectives stand before a name.
fn phrase_start(words: &Words, sentence: &Sentence, first: usize) -> usize {
    let phrase = (sentence.first as usize..first).rev().take_while(|at| is_nominal(words, *at));
    phrase.last().unwrap_or(first)
}

/// Whether a token can be part of a noun phrase.
fn is_nominal(words: &Words, at: usize) -> bool {
    matches!(words.tokens[at].tag, Tag::Noun | Tag::ProperNoun | Tag::Adjective | Tag::Determiner | Tag::Numeral)
}

fn can_be_subject(annotated: &Annotated, mention: &Mention) -> bool {
    let entity = annotated.entities.get(mention.entity.0 as usize);
    let place = entity.is_none_or(|entity| entity.kind == EntityKind::Location);
    let words = &annotated.words.tokens[annotated.words.within(mention.span)];
    let pronoun = mention.kind != MentionKind::Pronoun || words.iter().all(|token| SUBJECTS.has(token.word));
    !place && pronoun
}

/// Whether a mention is part of what somebody says who does not say the cue.
fn is_said(annotated: &Annotated, mention: Span, cue: Span) -> bool {
    let next = annotated.quotations.partition_point(|quotation| quotation.span.start() <= mention.start());
    let quoted = next.checked_sub(1).is_some_and(|at| {
        annotated.quotations[at].span.contains(mention) && !annotated.quotations[at].span.contains(cue)
    });
    let near = annotated
        .attributions
        .partition_point(|other| super::chains::first_span(other).0.is_some_and(|start| start <= mention.start()));
    quoted
        || annotated.attributions[near.saturating_sub(NEAR)..near]
            .iter()
            .any(|other| other.content.iter().any(|content| content.contains(mention) && !content.contains(cue)))
}

/// The noun phrase without a mention that opens the sentence: "An eyewitness at the scene told the crew".
fn opening(report: &Report, words: &Words, sentence: &Sentence, cue: &Range<usize>, form: Form) -> Option<Span> {
    let first = sentence.first as usize;
    let end = first + (first..cue.start).take_while(|at| is_nominal(words, *at)).count();
    let noun = end.checked_sub(1).is_some_and(|last| matches!(words.tokens[last].tag, Tag::Noun));
    let direct = (end..cue.start).all(|at| !matches!(words.tokens[at].span.of(&report.text), "," | "“" | "\""));
    let verbless = (end..cue.start).all(|at| !matches!(words.tokens[at].tag, Tag::Verb | Tag::Auxiliary));
    let short = (1..=LONGEST_OPENING).contains(&(end - first));
    (form == Form::Finite && short && noun && direct && verbless).then(|| words.cover(&(first..end)))
}
