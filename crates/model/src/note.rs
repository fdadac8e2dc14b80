//! Something odd in the input, kept beside the result: odd text is a note, not an error.

use crate::Span;

/// What a note is about, as a stable word that programs can match on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteCode {
    /// The input could not be read at all.
    Unreadable,
    /// The input holds no report.
    Empty,
    /// The bytes are no text (an image, a program, a compressed file of an unknown kind).
    Binary,
    /// Bytes were not valid in the stated or guessed charset; they were replaced or another charset was used.
    Charset,
    /// The input ends in the middle of a record; what came before was read.
    Truncated,
    /// A limit on size, depth, expansion or time was reached; what came before was read.
    Limit,
    /// The input does not have the form its name or content type promises.
    Malformed,
    /// A field has the wrong type or is missing.
    Field,
    /// The report has no published time.
    NoDate,
    /// The published time lies after every plausible one, or contradicts another statement of it.
    OddDate,
    /// The report has no title.
    NoTitle,
    /// The text is too short or holds no letters.
    NoText,
    /// The report is byte for byte another one.
    Duplicate,
    /// The report was read with smaller models than asked for.
    ReadFast,
}

impl NoteCode {
    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::Charset => "charset",
            Self::Truncated => "truncated",
            Self::Limit => "limit",
            Self::Malformed => "malformed",
            Self::Field => "field",
            Self::NoDate => "no-date",
            Self::OddDate => "odd-date",
            Self::NoTitle => "no-title",
            Self::NoText => "no-text",
            Self::Duplicate => "duplicate",
            Self::ReadFast => "read-fast",
        }
    }

    /// Whether input was lost: the command then exits with 1.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(
            self,
            Self::Unreadable
                | Self::Empty
                | Self::Binary
                | Self::Truncated
                | Self::Limit
                | Self::Malformed
                | Self::Field
        )
    }
}

/// One odd thing: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What it is about.
    pub code: NoteCode,
    /// The file, address or record it stands in (`feed.xml`, `a.warc.gz record 17`); empty when unknown.
    pub place: String,
    /// What is odd, in one sentence.
    pub message: String,
    /// Where in the report's text, if in the text.
    pub span: Option<Span>,
    /// What a user can do about it; empty when nothing.
    pub hint: String,
}

/// A value and what was odd on the way to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// What was odd, in order of appearance.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// A value about which nothing is odd.
    pub fn plain(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }
}
