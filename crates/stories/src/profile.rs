//! What grouping keeps of a report: its terms with counts, its day, its outlet.

use crate::repeated::{Repeated, sentence_hash};
use crate::settings::Settings;
use headwater_model::{Reading, Span, Token, TokenKind};
use rapidhash::v3::rapidhash_v3;

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// Names whose spelling is kept for [`headwater_model::Story::because`].
const SPELLED_NAMES: usize = 16;

/// A term: the upper half of a stem's hash. Two of 300,000 terms share one about ten times: too rarely to matter.
pub(crate) type Term = u32;

/// One term of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The stem, or two neighbouring ones that make a full name or an address.
    pub(crate) term: Term,
    /// How often it occurs.
    pub(crate) count: u16,
    /// How often it is written as a name: with a capital inside a sentence.
    pub(crate) as_name: u8,
    /// How often it occurs in the lead or the headline.
    pub(crate) in_lead: u8,
    /// How often it occurs in the headline.
    pub(crate) in_title: u8,
    /// What it is made of.
    pub(crate) kind: EntryKind,
}

impl Entry {
    /// Whether it is a word that is never written as a name.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind == EntryKind::Word && self.as_name == 0
    }
}

/// What a term is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A word.
    Word,
    /// Something that begins with a digit.
    Number,
    /// Two words with capitals, or a number and a word with a capital, side by side: "Bernard Gillis", "1700 Hewitt".
    Joined,
}

/// What is kept of a report.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Terms, ascending, each once.
    pub(crate) entries: Box<[Entry]>,
    /// Days since 1970 of publication, with the part of the day.
    pub(crate) day: Option<f64>,
    /// Hash of the outlet; 0 when unknown.
    pub(crate) outlet: u64,
    /// Hash of headline and text; `None` when the text holds no word.
    pub(crate) copy: Option<[u64; 2]>,
    /// Most frequent names with their spelling.
    pub(crate) names: Box<[(Term, Box<str>)]>,
}

/// Gathers the terms of one report.
struct Gatherer<'a> {
    seen: Vec<Entry>,
    names: Vec<(Term, &'a str)>,
    words: usize,
}

impl<'a> Gatherer<'a> {
    /// Adds the tokens of a sentence or a headline.
    fn add(&mut self, source: &'a str, tokens: &[Token], in_title: bool, settings: &Settings) {
        let mut opening = true;
        let mut before: Option<(Span, Term)> = None;
        for token in tokens {
            if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                opening |= token.kind == TokenKind::Quote;
                continue;
            }
            let form = token.span.of(source);
            let first = form.chars().next().unwrap_or_default();
            let capital = first.is_uppercase();
            let name = capital && !opening && !in_title;
            opening = false;
            let number = first.is_numeric();
            let lead = in_title || self.words < settings.lead_words;
            let entry = Entry {
                term: (token.stem >> 32) as Term,
                count: 1,
                as_name: u8::from(name),
                in_lead: u8::from(lead),
                in_title: u8::from(in_title),
                kind: if number { EntryKind::Number } else { EntryKind::Word },
            };
            self.seen.push(entry);
            if name {
                self.names.push((entry.term, form));
            }
            if let Some((_, previous)) =
                before.filter(|(span, _)| capital && !in_title && span.end() + 1 == token.span.start())
            {
                let term = previous.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ entry.term;
                self.seen.push(Entry { term, as_name: 0, in_lead: 0, kind: EntryKind::Joined, ..entry });
            }
            before = (capital || number).then_some((token.span, entry.term));
            self.words += usize::from(!in_title);
        }
    }
}

impl Profile {
    pub(crate) fn of(reading: &Reading<'_>, repeated: &Repeated, settings: &Settings) -> Self {
        let (report, words) = (reading.report, &reading.annotated.words);
        let outlet = hash_unless_empty(&report.outlet);
        let mut gatherer = Gatherer { seen: Vec::with_capacity(1024), names: Vec::new(), words: 0 };
        let mut holds_words = false;
        for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
            if gatherer.words >= settings.most_words {
                break;
            }
            let tokens = words.of_sentence(sentence);
            holds_words |= tokens.iter().any(|token| token.kind == TokenKind::Word || token.kind == TokenKind::Number);
            if !repeated.is_furniture(outlet, sentence_hash(tokens), settings) {
                gatherer.add(&report.text, tokens, false, settings);
            }
        }
        if holds_words {
            gatherer.add(&report.title, &reading.annotated.title, true, settings);
        } else {
            gatherer.seen.clear();
        }
        Self {
            entries: merged(gatherer.seen),
            day: day(reading),
            outlet,
            copy: holds_words.then(|| [rapidhash_v3(report.text.as_bytes()), rapidhash_v3(report.title.as_bytes())]),
            names: most_frequent(gatherer.names),
        }
    }

    /// Whether a term occurs.
    pub(crate) fn holds(&self, term: Term) -> bool {
        self.entries.binary_search_by_key(&term, |entry| entry.term).is_ok()
    }
}

/// Days since 1970 of a report's publication.
pub(crate) fn day(reading: &Reading<'_>) -> Option<f64> {
    reading.report.published.at.map(|at| at.as_second() as f64 / DAY)
}

/// A hash that is 0 for empty text.
pub(crate) fn hash_unless_empty(text: &str) -> u64 {
    if text.is_empty() { 0 } else { rapidhash_v3(text.as_bytes()).max(1) }
}

/// One entry a term, with summed counts.
fn merged(mut seen: Vec<Entry>) -> Box<[Entry]> {
    seen.sort_by_key(|entry| entry.term);
    seen.dedup_by(|next, kept| {
        let same = next.term == kept.term;
        if same {
            kept.count = kept.count.saturating_add(next.count);
            kept.as_name = kept.as_name.saturating_add(next.as_name);
            kept.in_lead = kept.in_lead.saturating_add(next.in_lead);
            kept.in_title = kept.in_title.saturating_add(next.in_title);
        }
        same
    });
    seen.into()
}

/// The names used most, the most frequent first, each with its first spelling.
fn most_frequent(mut names: Vec<(Term, &str)>) -> Box<[(Term, Box<str>)]> {
    names.sort_by_key(|(term, _)| *term);
    let mut counted: Vec<(usize, Term, &str)> = Vec::new();
    for (term, form) in names {
        match counted.last_mut().filter(|(_, last, _)| *last == term) {
            Some((count, _, _)) => *count += 1,
            None => counted.push((1, term, form)),
        }
    }
    counted.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    counted.into_iter().take(SPELLED_NAMES).map(|(_, term, form)| (term, form.into())).collect()
}
