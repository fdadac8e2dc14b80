//! Who says what, and who says so independently: statements, claims, origins, differences, drift, checks.

use crate::{Certainty, Polarity, Quoted, Span};

/// What is claimed in one story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// Everybody who says something, across the story's reports, each once.
    pub sources: Vec<Source>,
    /// Statements, ordered by report and span.
    pub statements: Vec<Statement>,
    /// Claims: every statement belongs to exactly one.
    pub claims: Vec<Claim>,
    /// Statements held against arithmetic.
    pub checks: Vec<Check>,
}

/// Somebody or something that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Fullest name in the story; "officials (unnamed)" for an unnamed one.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Its other names and descriptions.
    pub aliases: Vec<String>,
    /// Position in [`Claims::sources`] of the body it speaks for or belongs to.
    pub body: Option<usize>,
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A named person.
    Person,
    /// A company, party, institution.
    Organisation,
    /// A news agency.
    Agency,
    /// A newspaper, station or site.
    Outlet,
    /// A government, a ministry, a police force.
    Government,
    /// A written source.
    Document,
    /// A post of a social network.
    Post,
    /// Somebody without a name.
    Unnamed,
}

/// Position of a statement in [`Claims::statements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u32);

/// A clause that could be true or false, with who says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Position of its report within the story.
    pub report: usize,
    /// Where, without the attribution.
    pub span: Span,
    /// Position of its sentence in [`crate::Words::sentences`].
    pub sentence: u32,
    /// Who says it, from the source nearest the outlet to the first speaker; empty when the outlet does.
    pub chain: Vec<Link>,
    /// Whether `chain` lists sources side by side.
    pub parallel: bool,
    /// Who is said, where it stands, not to take it for true: "Lee dismissed Bell's claim that …" is Bell's, rejected by Lee.
    pub rejected_by: Vec<Link>,
    /// How it is given.
    pub quoted: Quoted,
    /// How sure whoever says it is.
    pub certainty: Certainty,
    /// Whether it affirms or negates.
    pub polarity: Polarity,
    /// Positions in [`crate::Annotated::times`].
    pub times: Vec<u32>,
    /// Positions in [`crate::Annotated::places`].
    pub places: Vec<u32>,
    /// Positions in [`crate::Annotated::quantities`].
    pub quantities: Vec<u32>,
}

/// One link of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Position in [`Claims::sources`].
    pub source: usize,
    /// The word that attributes; `None` when the attribution runs on from another sentence.
    pub cue: Option<Span>,
    /// Where the source stands; `None` when it is not named near.
    pub span: Option<Span>,
}

/// The statements, in several reports, of one proposition.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The statement that says it best: shown as the claim's text.
    pub text: StatementId,
    /// All of them, ascending.
    pub statements: Vec<StatementId>,
    /// Independent sources of the claim, the largest first. Their number is the answer to Headwater's question.
    pub origins: Vec<Origin>,
    /// Where it stands.
    pub status: Status,
    /// Values that differ.
    pub differences: Vec<Difference>,
    /// What copies changed.
    pub drift: Vec<Drift>,
}

/// An independent source of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// "KCNA", "an AFP text that is not among the reports", "The Herald's own account".
    pub label: String,
    /// Its statements, ascending.
    pub statements: Vec<StatementId>,
    /// Why they are one, in words: "both attribute it to KCNA".
    pub because: Vec<String>,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One origin, whatever the number of reports.
    SingleOrigin,
    /// Two or more.
    Corroborated,
    /// Asserted by one and denied by another.
    Disputed,
}

/// Two values of one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which slot.
    pub kind: DifferenceKind,
    /// One statement.
    pub a: StatementId,
    /// The other.
    pub b: StatementId,
    /// Where the value stands in `a`'s report; `None` when it is absent there.
    pub a_span: Option<Span>,
    /// Where the value stands in `b`'s report; `None` when it is absent there.
    pub b_span: Option<Span>,
}

/// Slots in which two statements of one claim can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Another number.
    Number,
    /// Another date or time.
    Date,
    /// Another place.
    Place,
    /// Another name.
    Name,
    /// A quotation given in other words.
    Wording,
    /// A hedge gained or lost.
    Certainty,
    /// A source gained or lost.
    Attribution,
    /// Affirmed and negated.
    Polarity,
}

/// What a copy changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// What kind of change.
    pub kind: DriftKind,
    /// The statement in the text copied (or nearer the origin).
    pub from: StatementId,
    /// The statement in the copy.
    pub to: StatementId,
    /// In words, with both wordings quoted.
    pub detail: String,
}

/// Kinds of drift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DriftKind {
    /// "analysts said" is gone.
    AttributionLost,
    /// A source was added.
    AttributionGained,
    /// "will likely seek" became "is seeking".
    CertaintyRaised,
    /// A hedge was added.
    CertaintyLowered,
    /// Another number.
    NumberChanged,
    /// Another date.
    DateChanged,
    /// Another name or place.
    NameChanged,
    /// A quotation in other words.
    QuotationReworded,
    /// A quotation cut short.
    QuotationCut,
}

/// A statement held against arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was calculated.
    pub kind: CheckKind,
    /// Position of the report within the story.
    pub report: usize,
    /// The words checked.
    pub span: Span,
    /// Whether it holds; `None` when it cannot be told.
    pub holds: Option<bool>,
    /// The calculation, in words.
    pub detail: String,
}

/// Kinds of checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckKind {
    /// Great-circle distance between two places.
    Distance,
    /// One instant in two zones.
    TimeZone,
    /// Day of the week of a date.
    Weekday,
    /// Parts and their total.
    Sum,
    /// Time between two dates.
    Interval,
}
