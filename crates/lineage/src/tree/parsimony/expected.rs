//! Which of several trees is expected to have most edges right, when any of them may be the true one?
//!
//! Decoding by the least expected loss: Kumar & Byrne 2004 ("Minimum Bayes-risk decoding"), and McMahon, Kelk & al. on
//! consensus trees. The loss is one less the F1 of the edges.

use super::shape::Shape;
use std::collections::BTreeSet;

/// A tree as its edges between texts that matter: unseen ones that explain nothing are skipped over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Outline {
    edges: BTreeSet<(usize, usize)>,
    /// For each unseen text which of the seen ones derive from it.
    below: Vec<(usize, Vec<bool>)>,
}

impl Outline {
    /// The outline of a tree of which the first `seen` texts are there.
    pub(super) fn new(shape: &Shape, seen: usize) -> Self {
        let count = shape.parents.len();
        let mut edges: BTreeSet<(usize, usize)> = BTreeSet::new();
        for node in 0..count {
            edges.extend(shape.parents[node].map(|parent| (parent, node)));
            edges.extend(shape.second[node].map(|parent| (parent, node)));
        }
        for _ in seen..count {
            let spare = (seen..count).find(|&node| {
                let touching = edges.iter().filter(|edge| edge.0 == node || edge.1 == node).count();
                let children = edges.iter().filter(|edge| edge.0 == node).count();
                touching > 0 && touching < 3 && !(touching == 2 && children == 2)
            });
            let Some(node) = spare else { break };
            let above: Vec<usize> = edges.iter().filter(|edge| edge.1 == node).map(|edge| edge.0).collect();
            let copies: Vec<usize> = edges.iter().filter(|edge| edge.0 == node).map(|edge| edge.1).collect();
            edges.retain(|edge| edge.0 != node && edge.1 != node);
            edges.extend(above.iter().flat_map(|&above| copies.iter().map(move |&copy| (above, copy))));
        }
        let below = (seen..count)
            .filter(|&node| edges.iter().any(|edge| edge.0 == node))
            .map(|node| {
                let mut below = shape.below(node);
                below.truncate(seen);
                (node, below)
            })
            .collect();
        Self { edges, below }
    }

    /// For each unseen text of this outline the one of the other that it is: the pair whose copies overlap most first, at
    /// least by half.
    fn matched(&self, other: &Self) -> Vec<(usize, usize)> {
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for (node, own) in &self.below {
            for (twin, theirs) in &other.below {
                let both = own.iter().zip(theirs).filter(|(one, two)| **one && **two).count();
                let any = own.iter().zip(theirs).filter(|(one, two)| **one || **two).count();
                if 2 * both >= any && any > 0 {
                    candidates.push((both as f64 / any as f64, *node, *twin));
                }
            }
        }
        candidates.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
        let mut matched: Vec<(usize, usize)> = Vec::new();
        for (_, node, twin) in candidates {
            if !matched.iter().any(|known| known.0 == node || known.1 == twin) {
                matched.push((node, twin));
            }
        }
        matched
    }

    /// Calls `right` with each edge that the other has as well.
    fn shared(&self, other: &Self, seen: usize, mut right: impl FnMut((usize, usize))) {
        let matched = self.matched(other);
        let twin = |node: usize| {
            if node < seen { Some(node) } else { matched.iter().find(|known| known.0 == node).map(|known| known.1) }
        };
        for &(from, to) in &self.edges {
            if twin(from).zip(twin(to)).is_some_and(|edge| other.edges.contains(&edge)) {
                right((from, to));
            }
        }
    }

    /// The F1 of the edges, as if the other were true.
    fn agreement(&self, other: &Self, seen: usize) -> f64 {
        let mut right = 0;
        self.shared(other, seen, |_| right += 1);
        2.0 * f64::from(right) / (self.edges.len() + other.edges.len()).max(1) as f64
    }

    /// The mean F1 of the edges over several trees any of which may be true.
    pub(super) fn expected(&self, others: &[(Self, usize)], seen: usize) -> f64 {
        let all: usize = others.iter().map(|(_, times)| times).sum();
        let sum: f64 = others.iter().map(|(other, times)| self.agreement(other, seen) * *times as f64).sum();
        sum / all.max(1) as f64
    }

    /// In what share of the others each edge stands.
    pub(super) fn shares(&self, others: &[(Self, usize)], seen: usize) -> Vec<((usize, usize), f64)> {
        let mut counts: Vec<((usize, usize), f64)> = self.edges.iter().map(|&edge| (edge, 0.0)).collect();
        let mut all = 0.0;
        for (other, times) in others {
            all += *times as f64;
            self.shared(other, seen, |edge| {
                if let Some(count) = counts.iter_mut().find(|count| count.0 == edge) {
                    count.1 += *times as f64;
                }
            });
        }
        counts.iter_mut().for_each(|count| count.1 /= f64::max(all, 1.0));
        counts
    }
}
