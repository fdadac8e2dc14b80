//! The dossier as programs read it: one JSON object, every field documented in the schema made from these types.
//!
//! Positions count Unicode code points of the report's text, half-open: `[start, end]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[start, end]` in Unicode code points of the report's text, half-open.
pub type Range = [usize; 2];

/// Version of the dossier's form.
pub const SCHEMA: u32 = 1;

/// Everything Headwater has to say about a collection of reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Headwater dossier")]
pub struct Dossier {
    /// Version of the program.
    pub headwater: String,
    /// Version of this form.
    pub schema: u32,
    /// What was odd in the input.
    pub notes: Vec<Note>,
    /// The reports, in a fixed order.
    pub reports: Vec<Report>,
    /// The stories, the largest first.
    pub stories: Vec<Story>,
}

/// Something odd in the input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A stable word: "no-date", "truncated", …
    pub code: String,
    /// What is odd.
    pub message: String,
    /// Id of the report, or the file's name when no report came of it.
    pub report: Option<String>,
    /// Where in the text.
    pub span: Option<Range>,
    /// What can be done.
    pub hint: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Id within the dossier: "r1".
    pub id: String,
    /// The record's own id, else the file's stem.
    pub name: String,
    /// The file.
    pub path: String,
    /// The address.
    pub url: String,
    /// Who printed it.
    pub outlet: String,
    /// Headline.
    pub title: String,
    /// ISO 639-1 code.
    pub language: String,
    /// When it was published.
    pub published: Published,
    /// Agencies credited.
    pub credits: Vec<String>,
    /// Length of the text in Unicode code points.
    pub characters: usize,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
}

/// A published time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// ISO 8601, as exact as `precision`; null when unknown.
    pub at: Option<String>,
    /// "second", "minute", "day", "month", "year" or "unknown".
    pub precision: String,
    /// "metadata", "feed", "dateline", "text", "file-name" or "unknown".
    pub basis: String,
}

/// A story: the reports of one event and what they claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// "s1".
    pub id: String,
    /// Headline of the report that stands for it, or its first sentence.
    pub title: String,
    /// Ids of its reports.
    pub reports: Vec<String>,
    /// Earliest published time; null when unknown.
    pub first: Option<String>,
    /// Latest published time; null when unknown.
    pub last: Option<String>,
    /// Why these reports are one story.
    pub because: Vec<String>,
    /// Sub-events in the order of time: what the story tells of one after the other. Empty for a story of one piece.
    pub sections: Vec<Section>,
    /// Everybody who says something.
    pub sources: Vec<Source>,
    /// Who copied whom.
    pub copying: Copying,
    /// Statements in order of report and place.
    pub statements: Vec<Statement>,
    /// Claims, those of most reports first.
    pub claims: Vec<Claim>,
    /// Dated statements in order of time.
    pub timeline: Vec<Moment>,
    /// Places named.
    pub places: Vec<Place>,
    /// Statements held against arithmetic.
    pub checks: Vec<Check>,
}

/// A sub-event: reports of some days of a story that tell of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Id within the story: "s1-e2".
    pub id: String,
    /// Headline of the report that stands for it, or its first sentence.
    pub title: String,
    /// Ids of its reports.
    pub reports: Vec<String>,
    /// Earliest published time.
    pub first: Option<String>,
    /// Latest published time.
    pub last: Option<String>,
    /// Names that most of its reports share and most of the story's do not.
    pub names: Vec<String>,
    /// Ids of the claims of which most carriers are in it.
    pub claims: Vec<String>,
}

/// Somebody who says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Id within the story: "s1-src3".
    pub id: String,
    /// Fullest name; ends in "(unnamed)" for an unnamed one.
    pub name: String,
    /// "person", "organisation", "agency", "outlet", "government", "document", "post" or "unnamed".
    pub kind: String,
    /// Other names and descriptions.
    pub aliases: Vec<String>,
}

/// The copy tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Copying {
    /// Reports and unseen ancestors.
    pub nodes: Vec<Node>,
    /// From the text copied to the copy.
    pub edges: Vec<Edge>,
    /// Every pair of reports.
    pub pairs: Vec<Pair>,
}

/// A text in the copy tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Id within the story: "s1-n1".
    pub id: String,
    /// "report" or "unseen".
    pub kind: String,
    /// Id of the report; null for an unseen text.
    pub report: Option<String>,
    /// How to call it.
    pub label: String,
    /// Agency whose text it is; empty when unknown.
    pub agency: String,
}

/// A copying edge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Node copied.
    pub from: String,
    /// The copy.
    pub to: String,
    /// "verbatim", "edited", "rewritten", "translated" or "quotes".
    pub kind: String,
    /// Share of the copy's words found in the other, 0..=1.
    pub share: f64,
    /// How sure, 0..=1.
    pub confidence: f64,
    /// The passages that prove it.
    pub passages: Vec<Passage>,
    /// Why this direction.
    pub evidence: Vec<String>,
}

/// The same passage in two texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// Id of the report that `from` points into (for an unseen ancestor: another copy of it).
    pub witness: String,
    /// Where it stands there.
    pub from: Range,
    /// Where it stands in the copy.
    pub to: Range,
}

/// What two reports share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// Id of one report.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// "wholly", "partly", "same-source" or "none".
    pub level: String,
    /// "a->b", "b->a", "common" or "unknown".
    pub direction: String,
    /// Agency credited or evident; empty when none.
    pub wire: String,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// Id within the story: "s1-st12".
    pub id: String,
    /// Id of its report.
    pub report: String,
    /// Where.
    pub span: Range,
    /// Its words, as printed.
    pub text: String,
    /// Who says it, from the source nearest the outlet to the first speaker.
    pub chain: Vec<Link>,
    /// Whether `chain` lists sources side by side.
    pub parallel: bool,
    /// Who is said, where it stands, not to take it for true; left out when nobody is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected_by: Vec<Link>,
    /// "direct", "indirect", "mixed" or "none".
    pub quoted: String,
    /// "asserted", "hedged" or "denied".
    pub certainty: String,
    /// Times named in it.
    pub times: Vec<Time>,
    /// Places named in it.
    pub places: Vec<NamedPlace>,
    /// Numbers in it.
    pub numbers: Vec<Number>,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Id of the source.
    pub source: String,
    /// The attributing words; null when they stand in another sentence.
    pub cue: Option<Range>,
    /// Where the source stands; null when not named near.
    pub span: Option<Range>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Where.
    pub span: Range,
    /// As printed.
    pub text: String,
    /// TIMEX3 value.
    pub value: String,
}

/// A place in a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NamedPlace {
    /// Where.
    pub span: Range,
    /// As printed.
    pub text: String,
    /// Its usual English name; null when it is in no gazetteer.
    pub name: Option<String>,
    /// Degrees north; null when unknown.
    pub lat: Option<f64>,
    /// Degrees east; null when unknown.
    pub lon: Option<f64>,
}

/// A number in a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Number {
    /// Where.
    pub span: Range,
    /// As printed.
    pub text: String,
    /// Its value, in `unit`.
    pub value: f64,
    /// "count", "percent", "km", "kg", "s", "USD", …
    pub unit: String,
    /// Whether it is given as about, more than, nearly.
    pub approximate: bool,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Id within the story: "s1-c4".
    pub id: String,
    /// The words of the statement that says it best.
    pub text: String,
    /// Ids of its statements.
    pub statements: Vec<String>,
    /// Number of reports that carry it.
    pub carriers: usize,
    /// Its independent origins.
    pub origins: Vec<Origin>,
    /// "single-origin", "corroborated" or "disputed".
    pub status: String,
    /// Values that differ.
    pub differences: Vec<Difference>,
    /// What copies changed.
    pub drift: Vec<Drift>,
}

/// An independent origin of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// How to call it.
    pub label: String,
    /// Ids of its statements.
    pub statements: Vec<String>,
    /// Why they are one.
    pub because: Vec<String>,
}

/// Two values of one slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// "number", "date", "place", "name", "wording", "certainty", "attribution" or "polarity".
    pub kind: String,
    /// Id of one statement.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// The value in `a`, as printed; empty when absent.
    pub a_text: String,
    /// The value in `b`, as printed; empty when absent.
    pub b_text: String,
    /// Where the value stands in `a`'s report; null when absent.
    pub a_span: Option<Range>,
    /// Where the value stands in `b`'s report; null when absent.
    pub b_span: Option<Range>,
}

/// What a copy changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drift {
    /// "attribution-lost", "attribution-gained", "certainty-raised", "certainty-lowered", "number-changed",
    /// "date-changed", "name-changed", "quotation-reworded" or "quotation-cut".
    pub kind: String,
    /// Id of the statement copied.
    pub from: String,
    /// Id of the statement in the copy.
    pub to: String,
    /// In words.
    pub detail: String,
}

/// A moment of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Moment {
    /// ISO 8601 value, as exact as `precision`.
    pub at: String,
    /// "minute", "part-of-day", "day", "week", "month" or "year".
    pub precision: String,
    /// Ids of the statements that say so.
    pub statements: Vec<String>,
    /// Words of the first of them.
    pub text: String,
}

/// A place of the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its usual English name.
    pub name: String,
    /// "region", "country", "state", "county", "city" or "site".
    pub kind: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// GeoNames id; null for entries of our own supplement.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-2 code; empty for regions of several countries and the sea.
    pub country: String,
    /// Where it is named.
    pub mentions: Vec<PlaceMention>,
}

/// A mention of a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceMention {
    /// Id of the report.
    pub report: String,
    /// Where.
    pub span: Range,
}

/// A statement held against arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// "distance", "time-zone", "weekday", "sum" or "interval".
    pub kind: String,
    /// Id of the report.
    pub report: String,
    /// The words checked.
    pub span: Range,
    /// Whether it holds; null when it cannot be told.
    pub holds: Option<bool>,
    /// The calculation.
    pub detail: String,
}

/// What a collection says to a claim given in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "Headwater answer")]
pub struct Answer {
    /// Version of the program.
    pub headwater: String,
    /// Version of this form.
    pub schema: u32,
    /// The claim as given.
    pub claim: String,
    /// "asserted", "disputed", "hedged", "contradicted" or "not-found". Nothing is said about truth.
    pub verdict: String,
    /// Number of independent origins of the statements that assert it.
    pub origins: usize,
    /// Stories that say something to it, those that say most first.
    pub stories: Vec<StoryAnswer>,
}

/// What one story says to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoryAnswer {
    /// Id of the story.
    pub story: String,
    /// Its title.
    pub title: String,
    /// As in [`Answer::verdict`].
    pub verdict: String,
    /// The statements that speak to it.
    pub statements: Vec<Spoken>,
    /// Independent origins of those that assert it.
    pub origins: Vec<Origin>,
}

/// A statement and how it stands to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Spoken {
    /// The statement.
    pub statement: Statement,
    /// "asserts", "hedges", "denies" or "contradicts".
    pub stance: String,
    /// Share of the claim's words that it says, by weight, 0..=1.
    pub coverage: f64,
    /// Names of its chain.
    pub sources: Vec<String>,
    /// Where claim and statement part.
    pub against: Vec<Against>,
}

/// A slot in which a statement says something else than a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Against {
    /// "number", "date", "place", "name", "polarity", …
    pub kind: String,
    /// The claim's words.
    pub claim: String,
    /// What is said instead; null when nothing stands in that slot.
    pub said: Option<String>,
}
