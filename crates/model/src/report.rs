//! What an outlet printed, and when: the input of every stage, never changed after ingest.

use crate::Span;
use jiff::Timestamp;

/// One news report. The text is immutable: every span of every later layer points into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The record's own id, else the file's stem: how people call it. Not necessarily unique.
    pub name: String,
    /// The file it came from as the user named it; empty for standard input.
    pub path: String,
    /// Its address; empty when unknown.
    pub url: String,
    /// Who printed it (a site, a title, a station); empty when unknown.
    pub outlet: String,
    /// Headline; empty when unknown. It may or may not also stand in the text.
    pub title: String,
    /// Authors as printed.
    pub bylines: Vec<String>,
    /// "SEOUL:", "MOSCOW (AP) —" at the opening of the text.
    pub dateline: Option<Dateline>,
    /// When it was published, and how that is known.
    pub published: Published,
    /// ISO 639-1 code of the text's language; empty when unknown.
    pub language: String,
    /// Agencies credited: "(AFP)", "with AP", "Reuters contributed".
    pub credits: Vec<Credit>,
    /// Embedded posts: texts of their own inside the text.
    pub posts: Vec<Post>,
    /// Parts of the text that are no reporting (captions' credits, "Advertisement", sign-up boxes): later stages
    /// find no statements there. Ordered, not overlapping.
    pub furniture: Vec<Furniture>,
    /// What ingest left out of the text altogether.
    pub cut: Vec<Cut>,
    /// The text.
    pub text: String,
    /// SHA-256 of the text's bytes.
    pub sha256: [u8; 32],
}

impl Report {
    /// A report of nothing but a text, as tests and tools make it: every name is empty, the published time unknown, no
    /// part of the text marked, and the hash, which ingest computes, all zeros.
    #[must_use]
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The opening of an agency-style report: where it was filed and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, from the place to the dash or colon.
    pub span: Span,
    /// The place as printed, "SEOUL", "GLASGOW, Scotland".
    pub place: Span,
}

/// A published time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The instant in UTC; for a precision of a day or coarser, the first instant of that day, month or year in UTC.
    pub at: Option<Timestamp>,
    /// How exact `at` is.
    pub precision: Precision,
    /// How it is known.
    pub basis: Basis,
    /// Offset of the place of publication from UTC in seconds, when the source of the date gave one.
    pub offset: Option<i32>,
}

impl Default for Published {
    fn default() -> Self {
        Self::unknown()
    }
}

impl Published {
    /// Nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { at: None, precision: Precision::Unknown, basis: Basis::Unknown, offset: None }
    }
}

/// How exact a time is, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// No time at all.
    Unknown,
    /// A year.
    Year,
    /// A month.
    Month,
    /// A day.
    Day,
    /// A minute.
    Minute,
    /// A second.
    Second,
}

/// How a published time is known, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// It is not.
    Unknown,
    /// From the file's name or the address.
    FileName,
    /// From a date written in the text.
    Text,
    /// From the dateline.
    Dateline,
    /// From a feed, news item or archive record that carries it.
    Feed,
    /// From the page's own metadata or the record's own field.
    Metadata,
}

/// An agency that a report credits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit {
    /// The agency's usual name: "AP", "Reuters", "AFP".
    pub agency: String,
    /// Where the text says so; `None` when a byline or metadata does.
    pub span: Option<Span>,
}

/// An embedded post of a social network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// All of it, text and signature.
    pub span: Span,
    /// The post's own words.
    pub text: Span,
    /// Who posted, as printed ("Al Jazeera English").
    pub author: String,
    /// Account name without the at sign; empty when not given.
    pub handle: String,
    /// Day of the post, `YYYY-MM-DD`; empty when not given.
    pub date: String,
}

/// A part of the text that is no reporting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Where.
    pub span: Span,
    /// What kind.
    pub kind: FurnitureKind,
}

/// Kinds of page furniture that survive inside texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FurnitureKind {
    /// A dateline or a stray date line at the opening.
    Dateline,
    /// "By John Smith, Associated Press".
    Byline,
    /// The report's own headline or section heading, repeated in the text.
    Heading,
    /// Who posted what stands before it, and when: "— Name (@handle) September 13, 2023".
    Signature,
    /// "AP Photo/Markus Schreiber", "(Photo: Getty)".
    PhotoCredit,
    /// "Advertisement", "Sign up for our newsletter", "Read more:", "Share this".
    Chrome,
    /// "This material may not be published, broadcast…".
    Rights,
}

/// Something left out of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What: "navigation and other page furniture", "comments".
    pub what: String,
    /// How many characters.
    pub characters: usize,
}
