//! The vocabulary of Headwater: what every stage reads and what every stage gives back.
//!
//! ```text
//! bytes → Report → Annotated → Story → CopyTree → Claims → Dossier
//! ```
//!
//! Types only: constructors keep invariants, nothing here reads, computes or prints. All positions are
//! [`Span`]s, half-open ranges of UTF-8 bytes of one report's [`Report::text`]; only the [`dossier`] counts
//! Unicode code points, because that is what programs in other languages count.

mod annotated;
mod answer;
mod claims;
mod copying;
pub mod dossier;
mod note;
mod place;
mod report;
mod span;
mod story;
mod vector;

pub use annotated::{
    Annotated, Attribution, Certainty, Clause, Entity, EntityId, EntityKind, Mention, MentionKind, PlaceMention,
    Polarity, Quantity, Quotation, Quoted, Reading, Sentence, Tag, TimeExpression, TimeKind, Token, TokenKind, Unit,
    Words,
};
pub use answer::{Against, Answer, Spoken, Stance, Verdict};
pub use claims::{
    Check, CheckKind, Claim, Claims, Difference, DifferenceKind, Drift, DriftKind, Link, Origin, Source, SourceKind,
    Statement, StatementId, Status,
};
pub use copying::{CopyLevel, CopyNode, CopyTree, CopyingEdge, CopyingKind, CopyingPair, Direction, Passage};
pub use note::{Note, NoteCode, Noted};
pub use place::{Place, PlaceKind};
pub use report::{Basis, Credit, Cut, Dateline, Furniture, FurnitureKind, Post, Precision, Published, Report};
pub use span::Span;
pub use story::{Section, Story, StoryChange, StoryChangeKind};
pub use vector::SentenceVector;
