//! Who copied whom: a rooted graph over the reports of a story, unseen ancestors included.

use crate::Span;

/// A story's copying edges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopyTree {
    /// The reports of the story first, in their order, then unseen ancestors.
    pub nodes: Vec<CopyNode>,
    /// Edges from the text copied to the copy, ordered by `(from, to)`. A report may have several parents.
    pub edges: Vec<CopyingEdge>,
    /// Pairs of reports, `a < b`, ordered: how much of one stands in the other. In a large story only those that may have
    /// something in common.
    pub pairs: Vec<CopyingPair>,
}

impl CopyTree {
    /// What two reports of the story have in common; `None` when they were not compared.
    #[must_use]
    pub fn pair(&self, one: usize, other: usize) -> Option<&CopyingPair> {
        let key = (one.min(other), one.max(other));
        let at = self.pairs.binary_search_by_key(&key, |pair| (pair.a, pair.b)).ok()?;
        self.pairs.get(at)
    }
}

/// A text in the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum CopyNode {
    /// Position of a report within the story.
    Report(usize),
    /// A text that is not among the reports.
    Unseen {
        /// The agency whose text it must be, when that is evident ("AFP"); empty otherwise.
        agency: String,
        /// How to call it: "an AFP text that is not among the reports".
        label: String,
    },
}

/// Text of one node derived from another.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyingEdge {
    /// Position in [`CopyTree::nodes`] of the text copied.
    pub from: usize,
    /// Position in [`CopyTree::nodes`] of the copy.
    pub to: usize,
    /// How close the copy is.
    pub kind: CopyingKind,
    /// Share of the copy's words that stand in the other text, 0..=1.
    pub share: f64,
    /// How sure, 0..=1.
    pub confidence: f64,
    /// The passages that prove it. For an edge from an unseen text, `from` is a span of the report named in
    /// [`Passage::witness`]: another copy of the same unseen text.
    pub passages: Vec<Passage>,
    /// Why this direction, in words.
    pub evidence: Vec<String>,
}

/// How close a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyingKind {
    /// Word for word.
    Verbatim,
    /// Small changes.
    Edited,
    /// Other words in the same order of thought.
    Rewritten,
    /// Through another language.
    Translated,
    /// Only quotations of one source are shared.
    Quotes,
}

/// The same passage in two texts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Report (position within the story) that `from` points into.
    pub witness: usize,
    /// Where it stands there.
    pub from: Span,
    /// Where it stands in the copy.
    pub to: Span,
    /// Share of equal words along the alignment, 0..=1.
    pub identity: f64,
    /// Whether it is a quotation in both: shared quotations are not copying.
    pub quotation: bool,
}

/// What two reports have in common, in the words of the guidelines.
#[derive(Clone, Debug, PartialEq)]
pub struct CopyingPair {
    /// Position of one report within the story.
    pub a: usize,
    /// Position of the other, `a < b`.
    pub b: usize,
    /// How much.
    pub level: CopyLevel,
    /// Which way.
    pub direction: Direction,
    /// Agency credited or evident; empty when none.
    pub wire: String,
    /// Passages shared, `from` in `a` and `to` in `b`, quotations included.
    pub passages: Vec<Passage>,
    /// Share of the shorter text's words found in the other, 0..=1.
    pub containment: f64,
}

/// How much of one report stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CopyLevel {
    /// Nothing.
    None,
    /// Only the same quotations or statements.
    SameSource,
    /// Some sentences reused.
    Partly,
    /// Most of one is found in the other, edited or not.
    Wholly,
}

/// Which way a text went between two reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `b` copied `a`.
    AToB,
    /// `a` copied `b`.
    BToA,
    /// Both from an unseen text.
    Common,
    /// Cannot be told.
    Unknown,
}
