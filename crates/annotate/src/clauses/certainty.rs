//! How sure a clause is, and whether it affirms: the words within it that say so.

use crate::word_sets::{BE, DENY, WordSet};
use crate::words::hash;
use headwater_model::{Certainty, Polarity, Span, Tag, Token, TokenKind};
use std::ops::Range;
use std::sync::LazyLock;

/// What the words of a clause say about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgement {
    pub(super) certainty: Certainty,
    pub(super) polarity: Polarity,
    pub(super) signals: Vec<Span>,
}

static HEDGES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "may might could likely unlikely likeliest probably perhaps possibly possible possibility allegedly alleged reportedly \
         apparently apparent purportedly purported supposedly presumably seemingly potentially potential suspected \
         suspects rumored rumoured feared seems seem seemed appears appear appeared expected expects expect plans planned \
         planning intends intend considering chance chances unclear unconfirmed believed maybe presumed poised hopefully \
         slated guess guessing",
    )
});

/// Cues that say that somebody is said to have spoken: what he said is no surer than that he did.
static REPORTEDLY: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("reportedly allegedly apparently purportedly supposedly alleged purported"));

/// Whether a clause tells that somebody denies something: not what he is denied, nor what he does not deny.
fn tells_denial(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let before = tokens[at.saturating_sub(2)..at].iter();
        let spoils = |token: &Token| NEGATIONS.has(token.word) || BE.has(token.word);
        let denies = DENY.has(token.word) || token.word == hash("denying");
        token.tag == Tag::Verb && denies && !before.into_iter().any(spoils)
    })
}

/// Cues of those who do not know what they say.
static GUESSING: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("suspect suspects suspected fear fears feared"));

/// Adverbs that hedge only the words beside them when these are quoted by themselves.
static ADVERBS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("maybe perhaps possibly"));

/// Whether a token stands in a quoted piece without a verb: what hedges a fragment does not hedge the clause around it.
fn in_fragment(whole: &[Token], at: usize) -> bool {
    let piece = whole[at..].iter().take_while(|token| token.kind != TokenKind::Quote);
    let before = whole[..at].iter().rev().take_while(|token| token.kind != TokenKind::Quote);
    let (after, before) = (piece.collect::<Vec<_>>(), before.count());
    let closed = after.len() + at < whole.len() && before < at;
    closed && !after.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Auxiliary))
}

static NEGATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "not no never neither nor none nobody nothing nowhere without isn't aren't wasn't weren't hasn't haven't hadn't \
         won't wouldn't can't cannot couldn't mustn't shouldn't don't doesn't didn't ain't",
    )
});

/// Verbs that hedge only before "to", "that" or "like": one may also appear on a show.
static SEEMING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("seems seem seemed appears appear appeared plans planned planning expects suspects slated")
});

static AFTER_SEEMING: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("to that like as likely for"));

/// Forms of "be" and adverbs before a participle in the passive: "is believed to", "was widely expected".
static PASSIVE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("is are was were be been being 's 're it's that's he's widely generally also now still commonly")
});

/// Whether a word of [`HEDGES`] hedges where it stands.
fn hedges(text: &str, whole: &[Token], at: usize) -> bool {
    let token = &whole[at];
    let word_at = |at: Option<usize>| at.and_then(|at| whole.get(at)).map_or(0, |token| token.word);
    let (before, next) = (word_at(at.checked_sub(1)), word_at(at.checked_add(1)));
    let next_tag = whole.get(at + 1).map(|token| token.tag);
    let is = |word: &str| token.word == hash(word);
    // "May" with a capital is a month or a name, but for the first word of a question or wish.
    if at > 0 && token.span.of(text).starts_with(char::is_uppercase) {
        return false;
    }
    if SEEMING.has(token.word) && !AFTER_SEEMING.has(next) {
        // "It appears all of them knew each other."
        return before == hash("it");
    }
    if ADVERBS.has(token.word) && in_fragment(whole, at) {
        return false;
    }
    let nominal = matches!(next_tag, Some(Tag::Noun | Tag::ProperNoun | Tag::Adjective));
    if is("possible") {
        // "The best deal possible", "as soon as possible" doubt nothing.
        return nominal || PASSIVE.has(before) || before == hash("entirely") || before == hash("not");
    }
    if is("likely") {
        // "His likely rival": a name for somebody rather than a doubt.
        return !nominal || PASSIVE.has(before);
    }
    if is("believed") || is("feared") {
        return PASSIVE.has(before) || next == hash("to");
    }
    if is("expect") {
        return !NEGATIONS.has(before);
    }
    if is("chance") || is("chances") {
        return next != hash("to");
    }
    true
}

/// "I don't think", "not sure", "looks like": hedges of several words, by their last.
fn hedges_with_before(whole: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| whole[at].word) else { return false };
    let word = whole[at].word;
    let negated = NEGATIONS.has(before);
    (negated && (word == hash("think") || word == hash("sure") || word == hash("certain")))
        || (word == hash("like") && (before == hash("looks") || before == hash("looked")))
}

/// Whether the words right before a cue say that it is hearsay ("reportedly told"), or the cue that it is a guess.
pub(super) fn is_hearsay(tokens: &[Token], cue: Range<usize>) -> bool {
    let hearsay = tokens[cue.start.saturating_sub(2)..cue.start].iter().any(|token| REPORTEDLY.has(token.word));
    hearsay || tokens[cue].iter().any(|token| GUESSING.has(token.word))
}

/// Reads the tokens of a clause for negations, and those of the `whole` clause that it was cut from for hedges.
pub(super) fn judge(text: &str, tokens: &[Token], whole: &[Token]) -> Judgement {
    let mut judgement = Judgement::default();
    for (at, token) in whole.iter().enumerate() {
        let hedge = HEDGES.has(token.word) && hedges(text, whole, at);
        if hedge || hedges_with_before(whole, at) {
            judgement.certainty = Certainty::Hedged;
            judgement.signals.push(token.span);
        }
    }
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| NEGATIONS.has(token.word)) {
        // "Three were hurt, none of them badly" says that three were hurt: an aside behind the clause's own verb.
        if at > 0 && text.get(token.span.range()).is_some_and(|form| form == "none") {
            continue;
        }
        judgement.polarity = Polarity::Negative;
        judgement.signals.push(token.span);
    }
    if tells_denial(tokens) {
        judgement.certainty = Certainty::Denied;
    }
    judgement.signals.sort_unstable();
    judgement.signals.dedup();
    judgement
}
