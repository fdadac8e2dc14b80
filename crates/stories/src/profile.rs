//! What grouping keeps of a report: its terms with counts, its day, its outlet.

use crate::repeated::{Repeated, sentence_hash};
use crate::settings::Settings;
use headwater_model::{Reading, Report, Span, Token, TokenKind};
use rapidhash::v3::rapidhash_v3;

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// Names whose spelling is kept for [`headwater_model::Story::because`].
const SPELLED_NAMES: usize = 16;

/// A term: the upper half of a stem's hash. Two of 300,000 terms share one about ten times: too rarely to matter.
pub(crate) type Term = u32;

/// One term of a report. A million reports are kept in memory: it takes six bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(Rust, packed(2))]
pub(crate) struct Entry {
    /// The stem, or two neighbouring ones that make a full name or an address.
    pub(crate) term: Term,
    /// How often it occurs, as a name (with a capital inside a sentence), in the lead or the headline (four bits each), in
    /// the headline (two bits); then its kind (two bits).
    packed: u16,
}

/// More often is as good as so often.
pub(crate) const MOST_COUNTED: u16 = 15;
/// The same for the headline.
const MOST_IN_TITLE: u16 = 3;

impl Entry {
    fn new(term: Term, [count, as_name, in_lead, in_title]: [u16; 4], kind: EntryKind) -> Self {
        let counts = [count, as_name, in_lead].map(|count| count.min(MOST_COUNTED));
        let packed = counts.into_iter().fold(0, |packed, count| packed << 4 | count);
        Self { term, packed: packed << 4 | in_title.min(MOST_IN_TITLE) << 2 | kind as u16 }
    }

    /// How often it occurs, as a name, in the lead or the headline, in the headline; each at most [`MOST_COUNTED`].
    #[inline]
    pub(crate) fn counts(&self) -> [u16; 4] {
        [self.packed >> 12, self.packed >> 8 & 15, self.packed >> 4 & 15, self.packed >> 2 & 3]
    }

    /// What it is made of.
    #[inline]
    pub(crate) fn kind(&self) -> EntryKind {
        match self.packed & 3 {
            0 => EntryKind::Word,
            1 => EntryKind::Number,
            _ => EntryKind::Joined,
        }
    }

    /// Whether it is a word that is never written as a name.
    pub(crate) fn is_plain(&self) -> bool {
        self.kind() == EntryKind::Word && !self.is_name()
    }

    /// Whether it is written as a name.
    #[inline]
    pub(crate) fn is_name(&self) -> bool {
        self.counts()[1] > 0
    }

    /// Both together, of the kind of this one.
    fn plus(self, other: Self) -> Self {
        let (mut sums, others) = (self.counts(), other.counts());
        sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        Self::new(self.term, sums, self.kind())
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
    /// Most frequent names.
    pub(crate) names: Spelled,
}

/// Names with their spelling, in one piece.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelled {
    terms: Box<[Term]>,
    /// The spellings, one a line.
    lines: Box<str>,
}

impl Spelled {
    fn of(names: &[(Term, &str)]) -> Self {
        let lines: Vec<&str> = names.iter().map(|(_, spelling)| *spelling).collect();
        Self { terms: names.iter().map(|(term, _)| *term).collect(), lines: lines.join("\n").into() }
    }

    /// Each name with its spelling.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Term, &str)> {
        self.terms.iter().copied().zip(self.lines.split('\n'))
    }
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
            let kind = if number { EntryKind::Number } else { EntryKind::Word };
            let entry = Entry::new((token.stem >> 32) as Term, [1, name.into(), lead.into(), in_title.into()], kind);
            self.seen.push(entry);
            if name {
                self.names.push((entry.term, form));
            }
            if let Some((_, previous)) =
                before.filter(|(span, _)| capital && !in_title && span.end() + 1 == token.span.start())
            {
                let term = previous.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ entry.term;
                self.seen.push(Entry::new(term, [1, 0, 0, in_title.into()], EntryKind::Joined));
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
            day: day_of(report),
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
pub(crate) fn day_of(report: &Report) -> Option<f64> {
    report.published.at.map(|at| at.as_second() as f64 / DAY)
}

/// A hash that is 0 for empty text.
pub(crate) fn hash_unless_empty(text: &str) -> u64 {
    if text.is_empty() { 0 } else { rapidhash_v3(text.as_bytes()).max(1) }
}

/// One entry a term, with summed counts. The box is an allocation of its own size: shrunk in place, the room of all tokens
/// would leave a hole behind each report.
fn merged(mut seen: Vec<Entry>) -> Box<[Entry]> {
    seen.sort_by_key(|entry| entry.term);
    seen.dedup_by(|next, kept| {
        let same = next.term == kept.term;
        if same {
            *kept = kept.plus(*next);
        }
        same
    });
    Box::from(seen.as_slice())
}

/// The names used most, the most frequent first, each with its first spelling.
fn most_frequent(mut names: Vec<(Term, &str)>) -> Spelled {
    names.sort_by_key(|(term, _)| *term);
    let mut counted: Vec<(usize, Term, &str)> = Vec::new();
    for (term, form) in names {
        match counted.last_mut().filter(|(_, last, _)| *last == term) {
            Some((count, _, _)) => *count += 1,
            None => counted.push((1, term, form)),
        }
    }
    counted.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let names: Vec<(Term, &str)> =
        counted.into_iter().take(SPELLED_NAMES).map(|(_, term, form)| (term, form)).collect();
    Spelled::of(&names)
}
