//! What is said in a noun ("Bell's claim that the bridge is safe") and who rejects it ("Lee dismissed the claim that …"): the
//! models' data mark few of these, and one level only.

use super::chains::{DENIALS, insert};
use super::nested::{mention_ending, subject};
use crate::word_sets::WordSet;
use headwater_model::{Annotated, Attribution, Quoted, Report, Span, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Nouns whose "that" opens what somebody says or thinks.
static SAYINGS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "accusation accusations admission allegation allegations announcement announcements argument arguments assertion \
         assertions assessment assessments assurance assurances belief charge charges claim claims comment comments \
         complaint complaints conclusion conclusions contention contentions declaration finding findings insinuation \
         insistence notion pledge pledges prediction predictions promise promises remark remarks revelation statement \
         statements suggestion suggestions testimony view vow vows warning warnings",
    )
});

/// Verbs, beside those that deny what is said, of whoever does not take a saying for true.
static DOUBTS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "challenge challenged challenges challenging contest contested contests contesting dismiss dismissing dispute question \
         questioned questions questioning rebut refute reject",
    )
});

static POSSESSIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("his her their its"));

/// Most words between a noun and its "that": "his comment on Sunday that".
const BEFORE_THAT: usize = 4;

/// Most words between an owner and the noun: "the mayor's earlier claim".
const QUALIFYING: usize = 3;

/// Most words of a phrase before the noun, titles counted, behind the verb that rejects it.
const LONGEST_PHRASE: usize = 10;

/// One saying in a noun.
struct Saying {
    owner: Option<Span>,
    content: Range<usize>,
}

/// Adds what is said in nouns, and whoever rejects it.
pub(super) fn add(report: &Report, annotated: &mut Annotated) {
    let words = &annotated.words;
    let mut cue_of: Vec<Option<usize>> = vec![None; words.tokens.len()];
    for (number, attribution) in annotated.attributions.iter().enumerate() {
        for cue in &attribution.cue {
            cue_of[words.within(*cue)].fill(Some(number));
        }
    }
    let mut added = Vec::new();
    let mut denying = Vec::new();
    for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
        let region = sentence.first as usize..sentence.last as usize;
        for noun in region.clone().filter(|at| SAYINGS.has(words.tokens[*at].word)) {
            let Some(saying) = saying(report, annotated, &region, noun) else { continue };
            let content = words.cover(&saying.content);
            if let Some(owner) = saying.owner.filter(|_| cue_of[noun].is_none()) {
                added.push(attribution(owner, words.tokens[noun].span, content));
            }
            let Some(verb) = rejecting(annotated, &region, noun) else { continue };
            match (cue_of[verb], subject(annotated, &region, verb)) {
                (Some(known), _) => denying.push(known),
                (None, Some(who)) => {
                    // What somebody is said to have said is within what is rejected, with the words that say so.
                    let whole =
                        if saying.owner.is_some() { words.cover(&(verb + 1..saying.content.end)) } else { content };
                    let rejected = attribution(who, words.tokens[verb].span, whole);
                    added.push(Attribution { denies: true, ..rejected });
                }
                (None, None) => {}
            }
        }
    }
    for known in denying {
        annotated.attributions[known].denies = true;
    }
    insert(annotated, added);
}

fn attribution(source: Span, cue: Span, content: Span) -> Attribution {
    let (source, cue, content) = (vec![source], vec![cue], vec![content]);
    Attribution { source, cue, content, quoted: Quoted::Indirect, ..Attribution::default() }
}

/// The clause behind a noun's "that" up to the next comma, dash or stop, and whose saying it is; `None` without a verb in it.
fn saying(report: &Report, annotated: &Annotated, region: &Range<usize>, noun: usize) -> Option<Saying> {
    let words = &annotated.words;
    let form = |at: usize| words.tokens[at].span.of(&report.text);
    let is_that = |at: &usize| words.tokens[*at].tag != Tag::Determiner && form(*at) == "that";
    let reach = region.end.min(noun + 2 + BEFORE_THAT);
    let near = (noun + 1..reach).take_while(|at| words.tokens[*at].kind != TokenKind::Mark);
    let that = near.into_iter().find(is_that)?;
    let timed = |at: usize| {
        words.tokens[at].tag == Tag::Adposition || super::speakers::is_time(annotated, words.tokens[at].span)
    };
    if !(noun + 1..that).all(timed) {
        return None;
    }
    let ends = |at: &usize| matches!(form(*at), "," | ";" | "." | "!" | "?" | "-" | "--" | "—" | "–");
    let end = (that + 1..region.end).find(ends).unwrap_or(region.end);
    let content = that + 1..end;
    // "Remarks that angered the mayor" are described, not quoted.
    if words.tokens.get(that + 1).is_none_or(|next| matches!(next.tag, Tag::Verb | Tag::Auxiliary)) {
        return None;
    }
    let verbal = content.clone().any(|at| matches!(words.tokens[at].tag, Tag::Verb | Tag::Auxiliary));
    verbal.then(|| Saying { owner: owner(report, annotated, region, noun), content })
}

/// Who owns a noun: "Ann Bell's claim", "the community's firm conclusion", "his promise".
fn owner(report: &Report, annotated: &Annotated, region: &Range<usize>, noun: usize) -> Option<Span> {
    let words = &annotated.words;
    let tokens = &words.tokens;
    let qualifies = |at: usize| matches!(tokens[at].tag, Tag::Adjective | Tag::Adverb | Tag::Noun | Tag::Numeral);
    let is_ending = |at: usize| matches!(tokens[at].span.of(&report.text), "'s" | "’s" | "'" | "’");
    let first = region.start.max(noun.saturating_sub(QUALIFYING + 1));
    let mark = (first..noun).rev().take_while(|at| *at + 1 == noun || qualifies(*at + 1));
    let mark = mark.into_iter().find(|at| is_ending(*at) || POSSESSIVES.has(tokens[*at].word))?;
    if POSSESSIVES.has(tokens[mark].word) {
        return Some(tokens[mark].span);
    }
    let last = mark.checked_sub(1).filter(|last| *last >= region.start)?;
    let first = tokens[region.start].span.start();
    mention_ending(annotated, first, tokens[last].span).or_else(|| Some(words.cover(&phrase(words, region, last))))
}

/// The noun phrase that ends at a word.
fn phrase(words: &Words, region: &Range<usize>, last: usize) -> Range<usize> {
    let nominal =
        |at: &usize| matches!(words.tokens[*at].tag, Tag::Noun | Tag::ProperNoun | Tag::Adjective | Tag::Determiner);
    let start = (region.start..=last).rev().take_while(nominal).last().unwrap_or(last);
    start..last + 1
}

/// The verb of rejecting before the phrase that a noun ends, with nothing but that phrase between.
fn rejecting(annotated: &Annotated, region: &Range<usize>, noun: usize) -> Option<usize> {
    let tokens = &annotated.words.tokens;
    let first = region.start.max(noun.saturating_sub(LONGEST_PHRASE));
    let before = (first..noun).rev();
    let verb =
        before.into_iter().find(|at| matches!(tokens[*at].tag, Tag::Verb | Tag::Auxiliary | Tag::Subordinator))?;
    let rejects = |word: u64| DENIALS.has(word) || DOUBTS.has(word);
    (tokens[verb].tag == Tag::Verb && rejects(tokens[verb].word)).then_some(verb)
}
