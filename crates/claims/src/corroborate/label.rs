//! How is an origin called? By the source that its statements share, the unseen text behind them, or the outlet.

use super::Story;
use crate::sources::principal;
use headwater_model::{CopyNode, StatementId};
use std::collections::BTreeMap;

impl Story<'_> {
    /// The label of an origin: "KCNA", "an AFP text that is not among the reports", "The Herald's own account".
    pub(super) fn label(&self, statements: &[StatementId]) -> String {
        if let Some(source) = self.commonest_source(statements) {
            return self.sources[source].name.clone();
        }
        let mut reports: Vec<usize> = statements.iter().map(|&id| self.statement(id).report).collect();
        reports.sort_unstable();
        reports.dedup();
        if let Some(label) = self.unseen_text(&reports) {
            return label.to_owned();
        }
        let first = self.earliest(&reports);
        format!("{}’s own account", self.called(first))
    }

    /// The principal in most of the chains; the one nearer the first speaker of equals.
    fn commonest_source(&self, statements: &[StatementId]) -> Option<usize> {
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for &id in statements {
            let chain = &self.statement(id).chain;
            for (depth, link) in chain.iter().enumerate() {
                let count = counts.entry(principal(self.sources, link.source)).or_default();
                count.0 += 1;
                count.1 += depth;
            }
        }
        counts.into_iter().max_by_key(|&(source, count)| (count, std::cmp::Reverse(source))).map(|(source, _)| source)
    }

    /// The label of an unseen text from which several of the reports (ascending) derive.
    fn unseen_text(&self, reports: &[usize]) -> Option<&str> {
        let mut children = vec![0_usize; self.tree.nodes.len()];
        for edge in self.tree.edges.iter().filter(|edge| reports.binary_search(&edge.to).is_ok()) {
            children[edge.from] += 1;
        }
        let unseen = self.tree.nodes.iter().zip(children).filter_map(|(node, children)| match node {
            CopyNode::Unseen { label, .. } => Some((children, label.as_str())),
            CopyNode::Report(_) => None,
        });
        unseen.filter(|(count, _)| *count > 1).max_by_key(|&(count, _)| count).map(|(_, label)| label)
    }

    /// The report published first, the first of equals; one without a time comes last.
    fn earliest(&self, reports: &[usize]) -> usize {
        let published = |report: usize| self.readings[report].report.published.at;
        let order = |&report: &usize| (published(report).is_none(), published(report), report);
        reports.iter().copied().min_by_key(order).unwrap_or_default()
    }
}
