//! What grouping keeps of a report: its terms with counts, its day, and a key that orders reports by content.

use crate::settings::Settings;
use headwater_model::{Reading, TokenKind};
use std::cmp::Ordering;

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// Names whose spelling is kept for [`headwater_model::Story::because`].
const SPELLED_NAMES: usize = 16;

/// A term: the upper half of a stem's hash. Two of 300,000 terms share one about ten times: too rarely to matter.
pub(crate) type Term = u32;

/// One term of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The stem.
    pub(crate) term: Term,
    /// How often it occurs.
    pub(crate) count: u16,
    /// How often it is written as a name: with a capital inside a sentence.
    pub(crate) as_name: u8,
    /// How often it occurs in the lead.
    pub(crate) in_lead: u8,
    /// Whether it begins with a digit.
    pub(crate) number: bool,
}

/// What is kept of a report.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Terms, ascending, each once.
    pub(crate) entries: Box<[Entry]>,
    /// Days since 1970 of publication, with the part of the day.
    pub(crate) day: Option<f64>,
    /// SHA-256 of the text.
    pub(crate) sha256: [u8; 32],
    /// Most frequent names with their spelling.
    pub(crate) names: Box<[(Term, Box<str>)]>,
    /// Headline, outlet and name of the report: the last keys of the order.
    label: Box<str>,
}

impl Profile {
    pub(crate) fn of(reading: &Reading<'_>, settings: &Settings) -> Self {
        let words = &reading.annotated.words;
        let mut seen: Vec<(Term, Entry, Option<&str>)> =
            Vec::with_capacity(words.tokens.len().min(settings.most_words));
        for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
            if seen.len() >= settings.most_words {
                break;
            }
            let mut opening = true;
            for token in words.of_sentence(sentence) {
                if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    opening |= token.kind == TokenKind::Quote;
                    continue;
                }
                let form = reading.text(token.span);
                let first = form.chars().next().unwrap_or_default();
                let name = first.is_uppercase() && !opening;
                opening = false;
                let entry = Entry {
                    term: (token.stem >> 32) as Term,
                    count: 1,
                    as_name: u8::from(name),
                    in_lead: u8::from(seen.len() < settings.lead_words),
                    number: first.is_numeric(),
                };
                seen.push((entry.term, entry, name.then_some(form)));
            }
        }
        seen.sort_by_key(|(term, _, _)| *term);
        let mut entries: Vec<Entry> = Vec::with_capacity(seen.len());
        let mut names: Vec<(u8, Term, &str)> = Vec::new();
        for (term, entry, form) in seen {
            match entries.last_mut().filter(|last| last.term == term) {
                Some(last) => {
                    last.count = last.count.saturating_add(1);
                    last.as_name = last.as_name.saturating_add(entry.as_name);
                    last.in_lead = last.in_lead.saturating_add(entry.in_lead);
                }
                None => entries.push(entry),
            }
            if let Some(form) = form {
                match names.last_mut().filter(|(_, last, _)| *last == term) {
                    Some((count, _, _)) => *count = count.saturating_add(1),
                    None => names.push((1, term, form)),
                }
            }
        }
        names.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        names.truncate(SPELLED_NAMES);
        let report = reading.report;
        Self {
            entries: entries.into(),
            day: report.published.at.map(|at| at.as_second() as f64 / DAY),
            sha256: report.sha256,
            names: names.into_iter().map(|(_, term, form)| (term, form.into())).collect(),
            label: [report.title.as_str(), &report.outlet, &report.name].join("\u{0}").into(),
        }
    }

    /// Whether there is anything to go by.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Order by time, then by content: reports that compare equal are the same in everything grouping sees.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let time = |profile: &Self| profile.day.unwrap_or(f64::NEG_INFINITY);
        time(self)
            .total_cmp(&time(other))
            .then_with(|| self.sha256.cmp(&other.sha256))
            .then_with(|| self.label.cmp(&other.label))
    }
}
