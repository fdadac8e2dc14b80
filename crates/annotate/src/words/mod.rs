//! Sentences, tokens and their parts of speech.

pub(crate) mod forms;
mod sentences;
pub(crate) mod tags;

use crate::known::Known;
use headwater_model::{Report, Sentence, Span, Tag, Token, TokenKind, Words};
use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::cell::RefCell;

/// Seed of word hashes: part of the format, so it never changes.
const SECRETS: RapidSecrets = RapidSecrets::seed(0x4845_4144_5741_5452);

/// Splits a report's text. Paragraphs end at a blank line or, in texts without blank lines, at a line break.
#[must_use]
pub fn split(report: &Report) -> Words {
    let mut words = untagged(report);
    for sentence in &words.sentences {
        tags::tag(&report.text, &mut words.tokens[sentence.first as usize..sentence.last as usize]);
    }
    words
}

/// [`split`], with what is known of sentences that were read before.
pub(crate) fn split_with<'t>(report: &'t Report, known: &mut Known<'t>) -> Words {
    let text = report.text.as_str();
    known.turn();
    STEMS.with_borrow_mut(|stems| {
        sentences_of(report, |span, out| {
            known.tokens(text, span, out, |out| {
                let first = out.len();
                tokens(text, span, stems, out);
                tags::tag(text, &mut out[first..]);
            });
        })
    })
}

/// Sentences and tokens without parts of speech.
#[must_use]
pub(crate) fn untagged(report: &Report) -> Words {
    STEMS.with_borrow_mut(|stems| sentences_of(report, |span, out| tokens(&report.text, span, stems, out)))
}

/// The sentences of a report, each with the tokens that `read` adds.
fn sentences_of(report: &Report, mut read: impl FnMut(Span, &mut Vec<Token>)) -> Words {
    let text = report.text.as_str();
    let furniture = Covered::of(report);
    let language = if report.language.is_empty() { "en" } else { report.language.as_str() };
    let mut words = Words::default();
    for place in sentences::find(text, language) {
        for span in without_dateline(report, place.span) {
            let place = sentences::Place { span, ..place };
            push_sentence(&place, &furniture, &mut read, &mut words);
        }
    }
    words
}

/// A dateline is furniture of its own, not the beginning of the first sentence: the sentence is cut behind it.
fn without_dateline(report: &Report, sentence: Span) -> impl Iterator<Item = Span> {
    let end = report.dateline.as_ref().map(|dateline| dateline.span.end());
    let cut = end.filter(|&end| sentence.start() < end && end < sentence.end());
    let parts = match cut {
        Some(end) => [Some(trim(&report.text, sentence.start(), end)), Some(trim(&report.text, end, sentence.end()))],
        None => [Some(sentence), None],
    };
    parts.into_iter().flatten()
}

/// Tokens of a report's headline; their spans point into the headline.
#[must_use]
pub(crate) fn of_title(report: &Report) -> Vec<Token> {
    let mut title = untagged_title(report);
    tags::tag(&report.title, &mut title);
    title
}

/// The same without parts of speech.
#[must_use]
pub(crate) fn untagged_title(report: &Report) -> Vec<Token> {
    let mut title = Vec::new();
    let whole = Span::new(0, report.title.len());
    STEMS.with_borrow_mut(|stems| tokens(&report.title, whole, stems, &mut title));
    title
}

/// A word in lower case, without accents, with a straight apostrophe: the form that hashes and lexicons use.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'\'') {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        match character {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            _ if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
            _ => match any_ascii::any_ascii_char(character) {
                plain if character.is_alphabetic() && (character as u32) < 0x250 => {
                    folded.push_str(&plain.to_ascii_lowercase());
                }
                _ => folded.extend(character.to_lowercase()),
            },
        }
    }
    Cow::Owned(folded)
}

/// The hash of a folded word, the same in every report and release.
#[must_use]
pub(crate) fn hash(folded: &str) -> u64 {
    rapidhash_v3_seeded(folded.as_bytes(), &SECRETS)
}

thread_local! {
    /// What a thread has stemmed lately: a stem hangs on nothing but its word.
    static STEMS: RefCell<Stems> = RefCell::new(Stems::new());
}

/// Stems of words by their hash: most words of a report come again, there or in the next.
struct Stems {
    stemmer: Stemmer,
    /// Word and stem, at the place that the low bits of the word's hash say.
    known: Vec<(u64, u64)>,
}

impl Stems {
    const PLACES: usize = 1 << 13;
    /// Longest word that has a stem, in bytes.
    const LONGEST: usize = 64;

    fn new() -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English), known: vec![(0, 0); Self::PLACES] }
    }

    /// The hash of the stem of a folded word with this hash.
    fn stem(&mut self, form: &str, word: u64) -> u64 {
        if form.len() <= 3 || form.len() > Self::LONGEST {
            return word;
        }
        let place = word as usize % Self::PLACES;
        let (known, stem) = self.known[place];
        if known == word {
            return stem;
        }
        let stem = hash(&self.stemmer.stem(form));
        self.known[place] = (word, stem);
        stem
    }
}

/// The furniture of a report, to be asked for one sentence after another.
struct Covered {
    /// Ordered by start.
    spans: Vec<Span>,
    /// How far the spans up to each of them reach.
    reach: Vec<usize>,
}

impl Covered {
    fn of(report: &Report) -> Self {
        let mut spans: Vec<Span> = report.furniture.iter().map(|part| part.span).collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans.iter().map(|span| {
            furthest = furthest.max(span.end());
            furthest
        });
        let reach = reach.collect();
        Self { spans, reach }
    }

    /// Whether one of the spans covers more than half of `span`.
    fn covers(&self, span: Span) -> bool {
        let next = self.spans.partition_point(|part| part.start() < span.end());
        let near = (0..next).rev().take_while(|&at| self.reach[at] > span.start());
        near.into_iter().any(|at| self.spans[at].shared(span) * 2 > span.len())
    }
}

fn push_sentence(
    place: &sentences::Place,
    furniture: &Covered,
    read: impl FnOnce(Span, &mut Vec<Token>),
    words: &mut Words,
) {
    let span = place.span;
    if span.is_empty() {
        return;
    }
    let first = words.tokens.len();
    read(span, &mut words.tokens);
    let furniture = furniture.covers(span);
    let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    words.sentences.push(Sentence {
        span,
        first: position(first),
        last: position(words.tokens.len()),
        paragraph: place.paragraph,
        furniture,
    });
}

fn tokens(text: &str, within: Span, stems: &mut Stems, out: &mut Vec<Token>) {
    let part = within.of(text);
    let mut characters = part.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut end = start + character.len_utf8();
        let kind = if character.is_alphanumeric() {
            let mut digits = character.is_numeric();
            let mut dotted = false;
            while let Some(&(at, next)) = characters.peek() {
                let following = part[at + next.len_utf8()..].chars().next();
                let inside = match next {
                    '\'' | '’' => {
                        let rest = &part[at + next.len_utf8()..];
                        !digits && following.is_some_and(char::is_alphabetic) && !ends_in_clitic(rest)
                    }
                    '-' => following.is_some_and(char::is_alphanumeric),
                    '.' => following.is_some_and(char::is_alphanumeric) && (digits || end - start == 1 || dotted),
                    ',' | ':' => digits && following.is_some_and(char::is_numeric),
                    _ => next.is_alphanumeric() || is_combining(next),
                };
                if !inside {
                    break;
                }
                digits &= !next.is_alphabetic();
                dotted |= next == '.';
                end = at + next.len_utf8();
                characters.next();
            }
            if digits { TokenKind::Number } else { TokenKind::Word }
        } else if matches!(character, '\'' | '’')
            && ends_in_clitic(&part[end..])
            && start > 0
            && part[..start].ends_with(char::is_alphanumeric)
        {
            while let Some(&(at, next)) = characters.peek() {
                if !next.is_alphabetic() {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            TokenKind::Word
        } else if matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‹' | '›')
        {
            while let Some(&(at, next)) = characters.peek() {
                if next != character || !matches!(character, '\'' | '`' | '‘' | '’') {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            TokenKind::Quote
        } else {
            TokenKind::Mark
        };
        let form = fold(&part[start..end]);
        let word = hash(&form);
        let stem = if kind == TokenKind::Word { stems.stem(&form, word) } else { word };
        out.push(Token {
            span: Span::new(within.start() + start, within.start() + end),
            kind,
            tag: Tag::Other,
            word,
            stem,
        });
    }
}

/// Whether what follows an apostrophe is an English clitic ("s", "ll", "ve", …) and nothing more.
fn ends_in_clitic(rest: &str) -> bool {
    let length = match rest.as_bytes() {
        [b'r' | b'v', b'e', ..] | [b'l', b'l', ..] => 2,
        [b's' | b'S' | b'd' | b'm', ..] => 1,
        _ => return false,
    };
    !rest[length..].starts_with(char::is_alphanumeric)
}

fn is_combining(character: char) -> bool {
    matches!(character as u32, 0x300..=0x36f)
}

fn trim(text: &str, start: usize, end: usize) -> Span {
    let part = text.get(start..end).unwrap_or_default();
    let start = start + (part.len() - part.trim_start().len());
    Span::new(start, start + part.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_accents_and_curls() {
        assert_eq!(fold("Été"), "ete");
        assert_eq!(fold("Don’t"), "don't");
        assert_eq!(fold("Хасан"), "хасан");
    }

    #[test]
    fn clitics_numbers_and_marks_are_tokens_of_their_own() {
        let text = "Kim's 1,500-man train isn’t “late”, U.S. officials said at 6:00 a.m.";
        let mut tokens = Vec::new();
        super::tokens(text, Span::new(0, text.len()), &mut Stems::new(), &mut tokens);
        let forms: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(
            forms,
            [
                "Kim",
                "'s",
                "1,500-man",
                "train",
                "isn’t",
                "“",
                "late",
                "”",
                ",",
                "U.S",
                ".",
                "officials",
                "said",
                "at",
                "6:00",
                "a.m",
                "."
            ]
        );
    }

    #[test]
    fn a_dateline_is_cut_off_the_first_sentence() {
        let mut report = Report::of_text("OSLO (NNA) - A ferry ran aground. Nobody was hurt.");
        report.dateline = Some(headwater_model::Dateline { span: Span::new(0, 12), place: Span::new(0, 4) });
        let words = split(&report);
        let sentences: Vec<&str> = words.sentences.iter().map(|sentence| sentence.span.of(&report.text)).collect();
        assert_eq!(sentences, ["OSLO (NNA) -", "A ferry ran aground.", "Nobody was hurt."]);
    }
}
