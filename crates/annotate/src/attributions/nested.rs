//! Speech within what somebody says ("KCNA reported that *Kim said* …"): rules for what the models leave out, because
//! their data mark one level of attribution only.

use super::chains::insert;
use crate::word_sets::{DENY, WordSet};
use headwater_model::{Annotated, Attribution, MentionKind, Quoted, Report, Span, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs with tense that take a clause as what is said.
static REPORTING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "said says say told tells claimed claims announced stated states explained argued argues insisted insists added \
         reported reports warned warns acknowledged admitted declared testified alleged believes believe believed thinks \
         suggested predicted confirmed maintains maintained considers suspect suspects suspected determined concluded \
         signaled signalled indicated tweeted noted conceded recalled hinted",
    )
});

/// Followed by whom one speaks to.
static TELLING: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("told tells"));

/// May stand between a subject and its verb of speech.
static BEFORE_VERB: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "has have had will also later previously repeatedly once already further earlier then now still first again",
    )
});

/// Begin a clause that is said, or stand for somebody: never an object of "said".
static BEFORE_CLAUSE: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "that the a an this these those he she it they we i you his her its their our my there no some any many most all",
    )
});

/// Whoever says "I" or "we" within an attribution is its own speaker.
static FIRST_AND_SECOND: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("i we you it"));

/// How many words after a verb of speech its clause must show a verb of its own.
const CLAUSE_REACH: usize = 14;

/// How many words "told" may be from the clause that is told.
const LISTENER_REACH: usize = 8;

/// Adds the attributions that stand in the content of others.
pub(super) fn add(report: &Report, annotated: &mut Annotated) {
    let words = &annotated.words;
    let mut taken = vec![false; words.tokens.len()];
    for cue in annotated.attributions.iter().flat_map(|attribution| &attribution.cue) {
        taken[words.within(*cue)].fill(true);
    }
    let mut added: Vec<Attribution> = Vec::new();
    let contents = annotated.attributions.iter().flat_map(|attribution| &attribution.content);
    let contents = contents.map(|content| words.within(*content));
    let prose = words.sentences.iter().filter(|sentence| !sentence.furniture);
    let sentences = prose.map(|sentence| sentence.first as usize..sentence.last as usize);
    let inside = contents.map(|region| (region, true));
    for (region, inside) in inside.chain(sentences.map(|region| (region, false))) {
        for at in region.clone() {
            let word = words.tokens[at].word;
            if taken[at] || !is_verb(words, at) || !(REPORTING.has(word) || inside && DENY.has(word)) {
                continue;
            }
            let source = match subject(annotated, &region, at) {
                Some(source) => vec![source],
                None if is_coordinated(words, &region, at) => Vec::new(),
                None => continue,
            };
            if let Some(said) = complement(report, annotated, &region, at) {
                taken[at] = true;
                added.push(Attribution {
                    source,
                    cue: vec![words.tokens[at].span],
                    content: vec![said],
                    quoted: Quoted::Indirect,
                    ..Attribution::default()
                });
            }
        }
    }
    insert(annotated, added);
}

fn is_verb(words: &Words, at: usize) -> bool {
    matches!(words.tokens[at].tag, Tag::Verb | Tag::Other)
}

/// Whether a verb follows a conjunction, and so has the subject of the verb before it.
pub(super) fn is_coordinated(words: &Words, region: &Range<usize>, verb: usize) -> bool {
    let before = (region.start..verb).rev().find(|at| !BEFORE_VERB.has(words.tokens[*at].word));
    before.is_some_and(|at| CONJUNCTIONS.has(words.tokens[at].word))
}

static CONJUNCTIONS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("and but"));

/// The mention that ends right before a verb, auxiliaries and adverbs aside.
pub(super) fn subject(annotated: &Annotated, region: &Range<usize>, verb: usize) -> Option<Span> {
    let words = &annotated.words;
    let last = (region.start..verb).rev().find(|at| !BEFORE_VERB.has(words.tokens[*at].word))?;
    let token = &words.tokens[last];
    if FIRST_AND_SECOND.has(token.word) {
        return None;
    }
    mention_ending(annotated, words.tokens[region.start].span.start(), token.span)
}

/// The mention that ends where a word does and begins no earlier than `first`; a name before a description.
pub(super) fn mention_ending(annotated: &Annotated, first: usize, word: Span) -> Option<Span> {
    let until = annotated.mentions.partition_point(|mention| mention.span.start() <= word.start());
    annotated.mentions[..until]
        .iter()
        .rev()
        .take(4)
        .filter(|mention| mention.span.end() == word.end() && mention.span.start() >= first)
        .min_by_key(|mention| (mention.kind != MentionKind::Name, mention.span.start()))
        .map(|mention| mention.span)
}

/// The clause after a verb of speech, or whatever is denied, up to the end of its sentence.
fn complement(report: &Report, annotated: &Annotated, region: &Range<usize>, verb: usize) -> Option<Span> {
    let words = &annotated.words;
    let text = &report.text;
    let form = |at: usize| words.tokens[at].span.of(text);
    let that = |at: usize| words.tokens[at].tag != Tag::Determiner && form(at).eq_ignore_ascii_case("that");
    let denied = DENY.has(words.tokens[verb].word);
    // What is denied in a noun or a participle ends where something else is said.
    let ends = |at: usize| {
        ends_sentence(report, words, at)
            || denied && (CONJUNCTIONS.has(words.tokens[at].word) || matches!(form(at), "," | "-" | "--" | "—" | "–"))
    };
    let mut end = verb + 1;
    while end < region.end && !ends(end) {
        end += 1;
    }
    let mut start = verb + 1;
    let explicit = if TELLING.has(words.tokens[verb].word) {
        let reach = end.min(start + LISTENER_REACH);
        start = (start..reach).find(|at| that(*at))?;
        true
    } else {
        start < end && that(start)
    };
    if explicit {
        start += 1;
    } else if !denied {
        let first = words.tokens.get(start).filter(|_| start < end)?;
        let opens = BEFORE_CLAUSE.has(first.word)
            || first.kind == TokenKind::Quote
            || matches!(first.tag, Tag::ProperNoun | Tag::Noun | Tag::Numeral);
        if !opens {
            return None;
        }
    }
    let verbal = |at: usize| matches!(words.tokens[at].tag, Tag::Verb | Tag::Auxiliary);
    let says = explicit || denied || (start + 1..end.min(start + CLAUSE_REACH)).any(verbal);
    if !says {
        return None;
    }
    while end > start && matches!(words.tokens[end - 1].kind, TokenKind::Mark | TokenKind::Quote) {
        end -= 1;
    }
    (end > start).then(|| words.cover(&(start..end)))
}

/// Whether a sentence ends at a token; points of an ellipsis and of an abbreviation end none.
fn ends_sentence(report: &Report, words: &Words, at: usize) -> bool {
    let form = |at: usize| words.tokens.get(at).map_or("", |token| token.span.of(&report.text));
    match form(at) {
        "!" | "?" | ";" => true,
        "." => form(at + 1) != "." && form(at.wrapping_sub(1)) != "." && !form(at + 1).starts_with(char::is_lowercase),
        _ => false,
    }
}

/// "Kim has said his visit was a success, KCNA reported": the models give both cues the same content; what the later
/// one reports is that the earlier one was said. Needs speakers.
pub(super) fn widen(annotated: &mut Annotated) {
    let words = &annotated.words;
    let mut widened: Vec<(usize, usize, Span)> = Vec::new();
    for (outer_at, outer) in annotated.attributions.iter().enumerate() {
        let (Some(cue), false) = (outer.cue.first(), outer.speakers.is_empty()) else { continue };
        let sentence = words.sentence_at(cue.start());
        let near = outer_at.saturating_sub(NEAR)..annotated.attributions.len().min(outer_at + NEAR);
        for inner in near.filter(|at| *at != outer_at).map(|at| &annotated.attributions[at]) {
            let (Some(source), Some(said)) = (inner.source.first(), inner.cue.first()) else { continue };
            let Some(content) = inner.content.first() else { continue };
            let begins = source.start().min(said.start());
            let before_content = source.end() <= content.start() && said.end() <= content.start();
            let postposed = cue.start() >= content.end() || cue.end() <= begins;
            let same_sentence = sentence.is_some() && words.sentence_at(begins) == sentence;
            if !(before_content && postposed && same_sentence) || inner.speakers == outer.speakers {
                continue;
            }
            let piece = outer.content.iter().position(|piece| {
                let shared = piece.shared(*content);
                piece.start() > begins && shared * 2 > piece.len() && shared * 2 > content.len()
            });
            let clear =
                outer.source.iter().chain(&outer.cue).all(|span| span.start() >= content.end() || span.end() <= begins);
            if let Some(piece) = piece.filter(|_| clear) {
                let whole = Span::new(begins, outer.content[piece].end().max(content.end()));
                widened.push((outer_at, piece, whole));
            }
        }
    }
    for (outer, piece, whole) in widened {
        let content = &mut annotated.attributions[outer].content[piece];
        *content = content.cover(whole);
    }
}

/// Attributions of one sentence stand at most this far apart in the list of all.
const NEAR: usize = 6;
