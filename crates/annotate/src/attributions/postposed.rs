//! "…, the inspectorate said on Tuesday." and "…, said the inspectorate.": what the models miss of attributions that
//! follow what they attribute, by rules.

use super::chains::insert;
use crate::word_sets::WordSet;
use headwater_model::{Annotated, Attribution, Quoted, Report, Sentence, Span, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs with tense that follow what is said.
static SAID: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "said says reported reports announced added wrote confirmed stated explained noted acknowledged warned",
    )
});

static AUXILIARIES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("has have had also later"));

/// Most tokens of a source that stands between a comma and its verb.
const LONGEST_SOURCE: usize = 8;

/// Most tokens after the verb of a source: "on Wednesday (Sep 13)".
const LONGEST_REST: usize = 8;

/// Fewest tokens of what is said.
const SHORTEST_CONTENT: usize = 4;

/// One attribution as the rules see it, in tokens.
struct Found {
    source: Range<usize>,
    cue: Range<usize>,
    content: Range<usize>,
}

/// Adds missing attributions and completes those whose content or source the models got elsewhere.
pub(super) fn complete(report: &Report, annotated: &mut Annotated) {
    let words = &annotated.words;
    let mut found = Vec::new();
    for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
        let tokens = sentence.first as usize..sentence.last as usize;
        for verb in tokens.filter(|at| SAID.has(words.tokens[*at].word) && words.tokens[*at].tag == Tag::Verb) {
            found.extend(
                before_verb(report, words, sentence, verb).or_else(|| after_verb(report, words, sentence, verb)),
            );
        }
    }
    let mut cues: Vec<(Span, usize)> = Vec::new();
    for (at, attribution) in annotated.attributions.iter().enumerate() {
        cues.extend(attribution.cue.iter().map(|cue| (*cue, at)));
    }
    cues.sort_unstable();
    let mut added = Vec::new();
    for found in found {
        let [source, cue, content] = [&found.source, &found.cue, &found.content].map(|tokens| words.cover(tokens));
        let next = cues.partition_point(|(known, _)| known.start() < cue.end());
        let known = cues[..next].iter().rev().take(NEIGHBOURS).filter(|(known, _)| known.overlaps(cue));
        let known = known.map(|(_, at)| *at).min().and_then(|at| annotated.attributions.get_mut(at));
        let Some(known) = known else {
            added.push(Attribution {
                source: vec![source],
                cue: vec![cue],
                content: vec![content],
                quoted: Quoted::Indirect,
                ..Attribution::default()
            });
            continue;
        };
        if known.content.iter().any(|piece| piece.overlaps(content)) {
            continue;
        }
        known.content.retain(|piece| !piece.overlaps(source));
        known.content.push(content);
        known.content.sort_unstable();
        if !known.source.iter().any(|known| known.overlaps(source)) {
            known.source = vec![source];
        }
    }
    insert(annotated, added);
}

/// How many cues that begin before the end of another are looked at for one that reaches into it.
const NEIGHBOURS: usize = 8;

/// "…, the inspectorate said on Tuesday."
fn before_verb(report: &Report, words: &Words, sentence: &Sentence, verb: usize) -> Option<Found> {
    let first = sentence.first as usize;
    let cue = (first..verb).rev().take_while(|at| AUXILIARIES.has(words.tokens[*at].word)).last().unwrap_or(verb);
    let start = (first..cue).rev().find(|at| closes(report, words, *at))? + 1;
    let source = start..cue;
    if source.is_empty() || source.len() > LONGEST_SOURCE || !is_noun_phrase(words, &source) {
        return None;
    }
    let rest = verb + 1..sentence.last as usize;
    let free = rest.clone().take_while(|at| !ends(report, words, *at)).count();
    let end = rest.start + free;
    let adverbial = free == 0
        || (matches!(words.tokens[rest.start].tag, Tag::Adposition | Tag::Noun | Tag::ProperNoun | Tag::Adverb)
            && !(rest.start..end).any(|at| is_verbal(words, at)));
    let content = content(report, words, first..start - 1)?;
    (free <= LONGEST_REST && adverbial).then_some(Found { source, cue: cue..verb + 1, content })
}

/// "…, said the inspectorate."
fn after_verb(report: &Report, words: &Words, sentence: &Sentence, verb: usize) -> Option<Found> {
    let first = sentence.first as usize;
    let closing = verb.checked_sub(1).filter(|at| *at > first && closes(report, words, *at))?;
    let length = (verb + 1..sentence.last as usize)
        .take_while(|at| !ends(report, words, *at) && !closes(report, words, *at))
        .count();
    let source = verb + 1..verb + 1 + length;
    if source.is_empty() || source.len() > LONGEST_SOURCE || !is_noun_phrase(words, &source) {
        return None;
    }
    Some(Found { source, cue: verb..verb + 1, content: content(report, words, first..closing)? })
}

/// What is said: a clause from the start of its sentence, a dateline left out.
fn content(report: &Report, words: &Words, mut range: Range<usize>) -> Option<Range<usize>> {
    let colon = range.clone().take(8).find(|at| words.tokens[*at].span.of(&report.text) == ":");
    if let Some(colon) = colon.filter(|colon| !(range.start..*colon).any(|at| is_verbal(words, at))) {
        range.start = colon + 1;
    }
    let clause = range.len() >= SHORTEST_CONTENT && range.clone().any(|at| is_verbal(words, at));
    clause.then_some(range)
}

fn is_verbal(words: &Words, at: usize) -> bool {
    matches!(words.tokens[at].tag, Tag::Verb | Tag::Auxiliary)
}

fn is_noun_phrase(words: &Words, range: &Range<usize>) -> bool {
    let nominal = |tag: Tag| matches!(tag, Tag::Noun | Tag::ProperNoun | Tag::Pronoun);
    let first = words.tokens[range.start].tag;
    (nominal(first) || matches!(first, Tag::Determiner | Tag::Adjective | Tag::Numeral))
        && nominal(words.tokens[range.end - 1].tag)
        && range.clone().all(|at| words.tokens[at].kind != TokenKind::Mark && !is_verbal(words, at))
        && !RELATIVES.has(words.tokens[range.start].word)
}

static RELATIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("who which that what whom it"));

/// A comma or a quotation mark, after which an attribution may follow.
fn closes(report: &Report, words: &Words, at: usize) -> bool {
    words.tokens[at].kind == TokenKind::Quote || words.tokens[at].span.of(&report.text) == ","
}

/// What ends the words of an attribution that is put into or after a sentence.
fn ends(report: &Report, words: &Words, at: usize) -> bool {
    matches!(words.tokens[at].span.of(&report.text), "." | "," | ";" | "!" | "?")
}
