//! Clauses that tell what somebody says together with that he says it: "She called the plan “a gift”", "the mayor
//! urged drivers to stay away". What is said is no clause of its own, so the whole is the statement, and his.

use crate::word_sets::{BE, WordSet};
use crate::words::hash;
use headwater_model::{Annotated, Attribution, Clause, Quoted, Span, Tag, TokenKind, Words};
use std::sync::LazyLock;

/// Cues whose "to do" says what somebody wants done.
static EXHORTATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "urge urged urges urging call called calls calling encourage encouraged encourages encouraging demand demanded \
         demands demanding implore implored implores imploring ask asked asks asking advise advised advises advising",
    )
});

/// Cues whose object says something of itself: "described him as kind", "cited the rain", "denied the charges".
static DEPICTIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "describe describes described describing portrayed depicted depicts cite cites cited citing show shows showed \
         showing project projects projected projecting deny denies denied denying dispute disputes disputed disputing",
    )
});

/// Words beside a cue by which nobody says what is said.
static AWAITED: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("expected supposed"));

/// Join two clauses of one speech.
static JOINING: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("and or but &"));

/// Open a clause that belongs to the one before.
static GOING_ON: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("which whose while before"));

/// Part of a clause that what is said must make up: one in this many.
const LEAST_OF_QUOTED: usize = 2;
const LEAST_OF_PLAIN: usize = 3;

/// The attributions that a clause can tell of.
pub(super) struct Told<'a> {
    annotated: &'a Annotated,
    /// Starts of their cues with their numbers, ascending, and one over the least part of the clause.
    by_cue: Vec<(usize, u32, usize)>,
}

impl<'a> Told<'a> {
    /// Those whose contents are no clauses by themselves.
    pub(super) fn of(annotated: &'a Annotated, clausal: &[bool]) -> Self {
        let mut by_cue = Vec::new();
        for ((number, attribution), clausal) in (0_u32..).zip(&annotated.attributions).zip(clausal) {
            let Some(cue) = attribution.cue.first() else { continue };
            if *clausal || attribution.speakers.is_empty() || attribution.negative {
                continue;
            }
            if let Some(least) = least_part(annotated, attribution) {
                by_cue.push((cue.start(), number, least));
            }
        }
        by_cue.sort_unstable();
        Self { annotated, by_cue }
    }

    /// Gives a clause that no one is known to say to whoever is heard in the clause before it in its sentence, when it is
    /// the rest of what that one says or goes on with it.
    pub(super) fn run_on(&self, before: Option<&Clause>, clause: &mut Clause) {
        let Some(before) = before.filter(|before| before.sentence == clause.sentence) else { return };
        let Some(number) = before.attribution.filter(|_| clause.attribution.is_none()) else { return };
        let attribution = &self.annotated.attributions[number as usize];
        let is_told = attribution.cue.first().is_some_and(|cue| {
            let first = self.by_cue.partition_point(|told| *told < (cue.start(), number, 0));
            self.by_cue.get(first).is_some_and(|(_, told, _)| *told == number)
        });
        let rest = || attribution.content.iter().any(|content| content.shared(clause.span) * 2 > clause.span.len());
        if is_told && rest() || self.continues(attribution, before, clause) {
            clause.attribution = Some(number);
        }
    }

    /// Whether a clause goes on with indirect speech: its cue stands before the clause in front, and a conjunction joins
    /// the two or a word opens the clause that opens none of the reporter's own.
    fn continues(&self, attribution: &Attribution, before: &Clause, clause: &Clause) -> bool {
        let words = &self.annotated.words;
        let between = words.within(before.span).end..words.within(clause.span).start;
        if between.len() > 2 || before.quoted != Quoted::Indirect {
            return false;
        }
        let spoken = attribution.cue.first().is_some_and(|cue| cue.start() < before.span.end());
        let between = words.tokens.get(between).unwrap_or_default();
        let quoted = between.iter().any(|token| token.kind == TokenKind::Quote);
        let opening = words.tokens.get(words.within(clause.span).start).map_or(0, |token| token.word);
        let joined = between.iter().any(|token| JOINING.has(token.word));
        spoken && !quoted && (joined || GOING_ON.has(opening))
    }

    /// The attribution that a clause tells of: the one of which it holds the cue and most of the content. What one says
    /// who is heard through the `holder` of the clause counts alone when there is one.
    pub(super) fn within(&self, clause: Span, holder: Option<u32>) -> Option<u32> {
        let first = self.by_cue.partition_point(|(cue, ..)| *cue < clause.start());
        let inside = self.by_cue[first..].iter().take_while(|(cue, ..)| *cue < clause.end());
        let attributions = &self.annotated.attributions;
        let heard = inside.filter(|(_, number, _)| holder.is_none() || attributions[*number as usize].within == holder);
        let shared = heard.map(|&(_, number, least)| {
            let content = &attributions[number as usize].content;
            (content.iter().map(|content| content.shared(clause)).sum::<usize>(), number, least)
        });
        let most =
            shared.filter(|(shared, _, least)| shared * least >= clause.len()).max_by_key(|(shared, ..)| *shared);
        most.map(|(_, number, _)| number)
    }
}

/// One over the least part of a clause that the content of an attribution must make up; `None` when no clause tells what
/// is said.
fn least_part(annotated: &Annotated, attribution: &Attribution) -> Option<usize> {
    let words = &annotated.words;
    let cue = attribution.cue.iter().flat_map(|cue| words.within(*cue));
    let passive = cue
        .clone()
        .any(|at| is_passive(words, at) || at.checked_sub(1).is_some_and(|before| is_passive(words, before)));
    if passive {
        return None;
    }
    let has = |set: &WordSet| cue.clone().any(|at| set.has(words.tokens[at].word));
    let exhorts = has(&EXHORTATIONS) && attribution.content.iter().any(|content| holds_infinitive(words, *content));
    if exhorts || has(&DEPICTIONS) {
        return Some(LEAST_OF_PLAIN);
    }
    let quoted = attribution.content.iter().any(|content| {
        let until = annotated.quotations.partition_point(|quotation| quotation.span.start() < content.end());
        annotated.quotations[..until].iter().rev().take(4).any(|quotation| quotation.span.overlaps(*content))
    });
    quoted.then_some(LEAST_OF_QUOTED)
}

/// Whether by this word somebody else, or nobody, says what is said.
fn is_passive(words: &Words, at: usize) -> bool {
    let word = words.tokens[at].word;
    BE.has(word) || AWAITED.has(word)
}

fn holds_infinitive(words: &Words, content: Span) -> bool {
    let tokens = words.within(content);
    tokens.clone().any(|at| {
        let next = words.tokens.get(at + 1);
        words.tokens[at].word == hash("to") && next.is_some_and(|next| matches!(next.tag, Tag::Verb | Tag::Auxiliary))
    })
}
