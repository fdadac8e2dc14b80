//! What the reports of a story say to a claim that somebody gives in words.

use crate::{DifferenceKind, Origin, Span, StatementId};

/// What the reports say to a claim given in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// In a word.
    pub verdict: Verdict,
    /// The statements that speak to it, those that say most first.
    pub statements: Vec<Spoken>,
    /// Independent origins of the statements that assert it, the largest first.
    pub origins: Vec<Origin>,
}

/// What the reports say, in a word. Nothing is said about truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No statement says it or anything against it.
    #[default]
    NotFound,
    /// A statement says something else in one slot: another number, name, date, or the contrary.
    Contradicted,
    /// Only as possible, likely, alleged.
    Hedged,
    /// A statement asserts it.
    Asserted,
    /// One statement asserts it, another denies it.
    Disputed,
}

/// A statement and how it stands to the claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The statement.
    pub statement: StatementId,
    /// How it stands.
    pub stance: Stance,
    /// Share of the claim's words, by weight, that the statement says, 0..=1.
    pub coverage: f64,
    /// Where they part.
    pub against: Vec<Against>,
}

/// How a statement stands to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Says it.
    Asserts,
    /// Says that it may be so.
    Hedges,
    /// Says that it is not so.
    Denies,
    /// Says the same with another value in a slot.
    Contradicts,
}

/// A word of the claim that the statement does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Against {
    /// Which slot.
    pub kind: DifferenceKind,
    /// Where it stands in the claim's text.
    pub claim: Span,
    /// What the statement's report says instead; `None` when nothing stands in that slot.
    pub said: Option<Span>,
}
