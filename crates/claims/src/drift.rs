//! What did a copy change? Along every copying edge: sources and hedges lost or gained, numbers, dates and names changed,
//! quotations reworded or cut.

use crate::corroborate::Story;
use headwater_model::{Certainty, CopyNode, CopyingKind, DifferenceKind, Drift, DriftKind, Quoted, Span, StatementId};

impl Story<'_> {
    /// Drift within a claim along the copy tree, ordered by statements and kind: between the first statements `told` of each
    /// telling, and along the edges between two reports from any statement.
    pub(crate) fn drift(&self, statements: &[StatementId], told: &[StatementId]) -> Vec<Drift> {
        let mut drift = Vec::new();
        for &from in told {
            for &to in told {
                if self.copied(from, to) {
                    self.changes(from, to, &mut drift);
                }
            }
        }
        if told.len() < statements.len() {
            let of = |report: usize| {
                let first = statements.partition_point(|&id| self.statement(id).report < report);
                statements[first..].iter().copied().take_while(move |&id| self.statement(id).report == report)
            };
            let first = |id: StatementId| self.tellings.head(id) == id;
            for edge in &self.tree.edges {
                for (from, to) in of(edge.from).flat_map(|from| of(edge.to).map(move |to| (from, to))) {
                    if !(first(from) && first(to)) && self.copied(from, to) {
                        self.changes(from, to, &mut drift);
                    }
                }
            }
        }
        drift.sort_by_key(|change| (change.from, change.to, change.kind));
        drift
    }

    /// Whether the report of `to` took these words from the report of `from`: by an edge between the two, or as copies
    /// of one unseen text, of which the fuller one shows the earlier wording:
    /// a copyist cuts more than he adds.
    fn copied(&self, from: StatementId, to: StatementId) -> bool {
        let (source, copy) = (self.statement(from), self.statement(to));
        if source.report == copy.report || self.passages.mapped(source, copy) < self.settings.shared_passage {
            return false;
        }
        let told = |edge: &&headwater_model::CopyingEdge| edge.kind != CopyingKind::Quotes;
        let edges = || self.tree.edges.iter().filter(told);
        if edges().any(|edge| edge.from == source.report && edge.to == copy.report) {
            return true;
        }
        if edges().any(|edge| edge.from == copy.report && edge.to == source.report) {
            return false;
        }
        let derives = |ancestor: usize, report: usize| edges().any(|edge| edge.from == ancestor && edge.to == report);
        let words = |report: usize| self.readings[report].annotated.words.tokens.len();
        let nearer = (words(source.report), copy.report) > (words(copy.report), source.report);
        let mut unseen = self.tree.nodes.iter().enumerate().filter(|(_, node)| matches!(node, CopyNode::Unseen { .. }));
        nearer && unseen.any(|(node, _)| derives(node, source.report) && derives(node, copy.report))
    }

    fn changes(&self, from: StatementId, to: StatementId, drift: &mut Vec<Drift>) {
        let (source, copy) = (self.statement(from), self.statement(to));
        let mut push = |kind, detail| drift.push(Drift { kind, from, to, detail });
        match (source.chain.is_empty(), copy.chain.is_empty()) {
            (false, true) => {
                push(
                    DriftKind::AttributionLost,
                    format!("{} is gone", self.quoted_or(from, self.source_words(from), "the source")),
                );
            }
            (true, false) => {
                push(
                    DriftKind::AttributionGained,
                    format!("{} was added", self.quoted_or(to, self.source_words(to), "a source")),
                );
            }
            _ => {}
        }
        let hedged = |certainty| certainty == Certainty::Hedged;
        if hedged(source.certainty) && copy.certainty == Certainty::Asserted {
            push(DriftKind::CertaintyRaised, self.became(from, source.span, to, copy.span));
        } else if source.certainty == Certainty::Asserted && hedged(copy.certainty) {
            push(DriftKind::CertaintyLowered, self.became(from, source.span, to, copy.span));
        }
        for difference in self.differences(&[from.min(to), from.max(to)]) {
            let kind = match difference.kind {
                DifferenceKind::Number => DriftKind::NumberChanged,
                DifferenceKind::Date => DriftKind::DateChanged,
                DifferenceKind::Name | DifferenceKind::Place => DriftKind::NameChanged,
                DifferenceKind::Wording => DriftKind::QuotationReworded,
                _ => continue,
            };
            let (before, after) =
                if from < to { (difference.a_span, difference.b_span) } else { (difference.b_span, difference.a_span) };
            if let (Some(before), Some(after)) = (before, after) {
                push(kind, self.became(from, before, to, after));
            }
        }
        let direct = |quoted| matches!(quoted, Quoted::Direct | Quoted::Mixed);
        if direct(source.quoted) && direct(copy.quoted) && 2 * copy.span.len() < source.span.len() {
            push(DriftKind::QuotationCut, self.became(from, source.span, to, copy.span));
        }
    }

    fn words_of(&self, id: StatementId, span: Span) -> &str {
        self.readings[self.statement(id).report].text(span)
    }

    fn quoted_or(&self, id: StatementId, span: Option<Span>, otherwise: &str) -> String {
        span.map_or_else(|| otherwise.to_owned(), |span| format!("“{}”", self.words_of(id, span)))
    }

    fn became(&self, from: StatementId, before: Span, to: StatementId, after: Span) -> String {
        format!("“{}” became “{}”", self.words_of(from, before), self.words_of(to, after))
    }
}
