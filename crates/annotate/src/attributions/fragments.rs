//! "Bell described the plan as “a gift”": a verb that says what somebody makes of a thing, and words of his in quotation
//! marks, where the models see no cue.

use super::chains::insert;
use super::nested;
use crate::word_sets::{BE, WordSet};
use crate::words::hash;
use headwater_model::{Annotated, Attribution, Quoted, Report, Span, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs that say what somebody makes of a thing.
static JUDGING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "called calls branded dubbed labeled labelled described describes characterized characterised characterizes \
         denounced dismissed",
    )
});

/// How many tokens after the verb the quoted words may begin.
const FARTHEST: usize = 14;

/// Adds attributions of quoted words to the subjects of such verbs, or to nobody yet after a conjunction.
pub(super) fn add(report: &Report, annotated: &mut Annotated) {
    let words = &annotated.words;
    let mut taken = vec![false; words.tokens.len()];
    for attribution in &annotated.attributions {
        for span in attribution.cue.iter().chain(&attribution.content) {
            taken[words.within(*span)].fill(true);
        }
    }
    let mut added = Vec::new();
    for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
        let region = sentence.first as usize..sentence.last as usize;
        for verb in region.clone().filter(|at| !taken[*at] && is_judging(words, *at)) {
            let subject = nested::subject(annotated, &region, verb);
            if subject.is_none() && !nested::is_coordinated(words, &region, verb) {
                continue;
            }
            if let Some(content) = judgement(report, annotated, &region, verb) {
                added.push(Attribution {
                    source: subject.into_iter().collect(),
                    cue: vec![words.tokens[verb].span],
                    content: vec![content],
                    quoted: Quoted::Mixed,
                    ..Attribution::default()
                });
            }
        }
    }
    insert(annotated, added);
}

fn is_judging(words: &Words, at: usize) -> bool {
    // "Was called", "so-called".
    let passive = at.checked_sub(1).map(|before| words.tokens[before].word);
    let passive = passive.is_some_and(|before| BE.has(before) || before == hash("so"));
    JUDGING.has(words.tokens[at].word) && words.tokens[at].tag == Tag::Verb && !passive
}

/// What is judged and how, up to the end of the quoted words. Words right after the verb are a name ("a band called “The
/// Nets”").
fn judgement(report: &Report, annotated: &Annotated, region: &Range<usize>, verb: usize) -> Option<Span> {
    let words = &annotated.words;
    let mut reach = (verb + 1..region.end.min(verb + FARTHEST)).take_while(|at| !ends(report, words, *at));
    let opening = reach.find(|at| words.tokens[*at].kind == TokenKind::Quote).filter(|at| *at > verb + 1)?;
    let start = words.tokens[opening].span.start();
    let first = annotated.quotations.partition_point(|quotation| quotation.span.start() < start);
    let quotation = annotated.quotations.get(first).filter(|quotation| quotation.span.start() == start)?;
    let last = words.tokens.get(region.end.checked_sub(1)?)?;
    (quotation.span.end() <= last.span.end()).then(|| words.tokens[verb + 1].span.cover(quotation.span))
}

/// Marks and verbs over which a verb does not reach to quoted words.
fn ends(report: &Report, words: &Words, at: usize) -> bool {
    let token = &words.tokens[at];
    token.tag == Tag::Auxiliary || matches!(token.span.of(&report.text), ";" | ":" | "." | "," | "—" | "–")
}
