//! Who speaks: the mention that is the head of a source, or an entity made for a source that has none.

use crate::word_sets::WordSet;
use crate::words::{fold, hash};
use headwater_model::{Annotated, Entity, EntityId, EntityKind, Mention, MentionKind, Report, Span, Token, TokenKind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// End the core of a noun phrase: what follows qualifies it.
static QUALIFIERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "of for in from at with who whom which that on to by about near close familiar speaking as including whose",
    )
});

static PRONOUNS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("he she they it him her them who i we"));

static RELATIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("who which that whom"));

static DETERMINERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("the a an one another other some many several his her its their this that these those")
});

static PERSON_NOUNS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "official officials spokesman spokeswoman spokesperson witness witnesses source sources people aide aides adviser advisers analyst analysts expert experts",
    )
});

static DOCUMENT_NOUNS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "documents document records report reports statement complaint indictment affidavit filing filings lawsuit poll \
         study survey letter memo emails email transcript video release bill order book article story",
    )
});

/// Entities by their folded names and aliases.
pub(super) struct Known(BTreeMap<String, EntityId>);

impl Known {
    /// Those that a report names or describes.
    pub(super) fn of(annotated: &Annotated) -> Self {
        let mut known = BTreeMap::new();
        for (id, entity) in (0_u32..).zip(&annotated.entities) {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                known.entry(fold(name).into_owned()).or_insert(EntityId(id));
            }
        }
        Self(known)
    }
}

/// Mentions that overlap a span or begin at most this many bytes before it.
const LONGEST_MENTION: usize = 160;

fn mentions_near(annotated: &Annotated, span: Span) -> &[Mention] {
    let from = span.start().saturating_sub(LONGEST_MENTION);
    let first = annotated.mentions.partition_point(|mention| mention.span.start() < from);
    let last = annotated.mentions.partition_point(|mention| mention.span.start() < span.end());
    annotated.mentions.get(first..last).unwrap_or_default()
}

/// The speakers of one attribution, in the order of its sources.
pub(super) fn of_sources(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut Known,
    sources: &[Span],
    last: Option<EntityId>,
) -> Vec<EntityId> {
    let mut speakers = Vec::new();
    for source in sources {
        for part in parallel_parts(report, annotated, annotated.words.within(*source)) {
            if let Some(speaker) = of_phrase(report, annotated, known, part, last)
                && !speakers.contains(&speaker)
            {
                speakers.push(speaker);
            }
        }
    }
    speakers
}

/// "Roy Blunt, John Ashcroft and Kit Bond": the members of a list of names; else the phrase itself.
fn parallel_parts(report: &Report, annotated: &Annotated, phrase: Range<usize>) -> Vec<Range<usize>> {
    let tokens = &annotated.words.tokens;
    let and = hash("and");
    let mut parts = Vec::new();
    let mut start = phrase.start;
    let Some(last_and) = phrase.clone().rev().find(|at| tokens[*at].word == and) else { return vec![phrase] };
    for at in phrase.clone() {
        let comma = tokens[at].span.of(&report.text) == "," && at < last_and;
        if comma || tokens[at].word == and {
            if at > start {
                parts.push(start..at);
            }
            start = at + 1;
        }
    }
    parts.push(start..phrase.end);
    let names = parts.iter().filter(|part| {
        let span = cover(tokens, part);
        part.len() <= 8
            && (mentions_near(annotated, span)
                .iter()
                .any(|mention| mention.kind == MentionKind::Name && span.contains(mention.span))
                || begins_upper(report, tokens, part))
    });
    // A list of things that a body is called by ("Immigration and Customs Enforcement") is one mention.
    let joined = mentions_near(annotated, cover(tokens, &phrase)).iter().any(|mention| {
        mention.kind == MentionKind::Name
            && parts.windows(2).any(|pair| {
                mention.span.overlaps(cover(tokens, &pair[0])) && mention.span.overlaps(cover(tokens, &pair[1]))
            })
    });
    if names.count() == parts.len() && parts.len() > 1 && !joined { parts } else { vec![phrase] }
}

fn begins_upper(report: &Report, tokens: &[Token], part: &Range<usize>) -> bool {
    let words = tokens[part.clone()].iter().filter(|token| !DETERMINERS.has(token.word));
    let mut words = words.map(|token| token.span.of(&report.text));
    words.next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
}

fn cover(tokens: &[Token], part: &Range<usize>) -> Span {
    match (tokens.get(part.start), tokens.get(part.end.wrapping_sub(1))) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    }
}

/// Who one noun phrase refers to.
fn of_phrase(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut Known,
    phrase: Range<usize>,
    last: Option<EntityId>,
) -> Option<EntityId> {
    let tokens = &annotated.words.tokens;
    let phrase = trim(tokens, phrase);
    if phrase.is_empty() {
        return None;
    }
    let whole = cover(tokens, &phrase);
    if RELATIVES.has(tokens[phrase.end - 1].word) {
        // "the lawyer, who said": whoever was named last before the pronoun.
        let pronoun = tokens[phrase.end - 1].span;
        let before = mentions_near(annotated, pronoun).iter().filter(|mention| mention.span.end() <= pronoun.start());
        let near = before.max_by_key(|mention| (mention.span.end(), mention.span.len())).copied();
        let close = near.filter(|mention| pronoun.start() - mention.span.end() <= 3);
        if let Some(mention) = close {
            return Some(mention.entity);
        }
    }
    let core = core(report, tokens, phrase.clone());
    let core_span = cover(tokens, &core);
    let within: Vec<Mention> =
        mentions_near(annotated, whole).iter().filter(|mention| whole.overlaps(mention.span)).copied().collect();
    // A name that ends the core, then a description that covers it, then a name in apposition.
    let heads = [
        within.iter().rev().find(|mention| {
            mention.kind == MentionKind::Name
                && mention.span.end() >= core_span.end()
                && mention.span.overlaps(core_span)
        }),
        within.iter().find(|mention| {
            mention.kind != MentionKind::Name
                && mention.span.end() >= core_span.end()
                && mention.span.overlaps(core_span)
        }),
        within.iter().find(|mention| {
            let between = report.text.get(core_span.end()..mention.span.start()).unwrap_or("?");
            mention.kind == MentionKind::Name
                && mention.span.start() > core_span.end()
                && between.trim_start().starts_with(',')
                && between.split_whitespace().count() <= 4
        }),
    ];
    if let Some(head) = heads.into_iter().flatten().next() {
        return Some(head.entity);
    }
    let only = phrase.len() == 1;
    if only && PRONOUNS.has(tokens[phrase.start].word) {
        return last;
    }
    Some(entity_for(report, annotated, known, core, phrase))
}

/// Leaves out marks at the borders.
fn trim(tokens: &[Token], mut phrase: Range<usize>) -> Range<usize> {
    let is_mark = |at: usize| matches!(tokens[at].kind, TokenKind::Mark | TokenKind::Quote);
    while !phrase.is_empty() && is_mark(phrase.start) {
        phrase.start += 1;
    }
    while !phrase.is_empty() && is_mark(phrase.end - 1) {
        phrase.end -= 1;
    }
    phrase
}

/// The noun phrase without what qualifies it after its head.
fn core(report: &Report, tokens: &[Token], phrase: Range<usize>) -> Range<usize> {
    let end = phrase
        .clone()
        .skip(1)
        .find(|at| {
            QUALIFIERS.has(tokens[*at].word) || matches!(tokens[*at].span.of(&report.text), "," | "(" | "—" | "–")
        })
        .unwrap_or(phrase.end);
    phrase.start..end
}

/// The entity of a source without a mention: one of the same words made before, else a new one.
fn entity_for(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut Known,
    core: Range<usize>,
    phrase: Range<usize>,
) -> EntityId {
    let tokens = &annotated.words.tokens;
    let mut described = phrase;
    if described.len() > 12 {
        described = core.clone();
    }
    let words = &tokens[described.clone()];
    let skip = words.iter().take_while(|token| DETERMINERS.has(token.word)).count();
    let skip = if skip < words.len() { skip } else { 0 };
    let name = cover(tokens, &(described.start + skip..described.end)).of(&report.text);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = fold(&name).into_owned();
    if let Some(id) = known.0.get(&key) {
        return *id;
    }
    let head = &tokens[core.end - 1];
    let upper = head.span.of(&report.text).starts_with(char::is_uppercase);
    let sentence = annotated.words.sentence_at(head.span.start());
    let first_of_sentence = sentence.is_some_and(|at| annotated.words.sentences[at].span.start() == head.span.start());
    let named = upper && !first_of_sentence && !PERSON_NOUNS.has(head.word);
    let kind = if DOCUMENT_NOUNS.has(head.word) { EntityKind::Document } else { EntityKind::Other };
    let id = EntityId(u32::try_from(annotated.entities.len()).unwrap_or(u32::MAX));
    known.0.insert(key, id);
    annotated.entities.push(Entity { name, kind, aliases: Vec::new(), named, body: None });
    id
}
