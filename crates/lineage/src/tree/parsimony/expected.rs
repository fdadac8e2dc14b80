//! Which of several trees is expected to have most edges right, when any of them may be the true one?
//!
//! Decoding by the least expected loss (Kumar & Byrne 2004, "Minimum Bayes-risk decoding"); the loss is one less the F1 of the
//! edges, where unseen texts are matched by the texts that derive from them.

use super::shape::Shape;
use crate::Settings;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An edge, from and to, and the share of trees that have it, 0..=1.
pub(super) type Share = ((usize, usize), f64);

/// Of trees that are as likely as they are often the one whose edges are most right by all of them, and in what share of them
/// each of its edges stands. The first `seen` texts are there.
pub(super) fn likeliest_edges(drawn: Vec<Shape>, seen: usize, settings: &Settings) -> (Shape, Vec<Share>) {
    let mut outlines: Vec<(Outline, usize)> = Vec::new();
    let mut shapes: Vec<Shape> = Vec::new();
    for shape in drawn {
        let outline = Outline::new(&shape, seen);
        match outlines.iter_mut().find(|known| known.0 == outline) {
            Some(known) => known.1 += 1,
            None => {
                outlines.push((outline, 1));
                shapes.push(shape);
            }
        }
    }
    let mut often: Vec<usize> = (0..outlines.len()).collect();
    often.sort_by_key(|&at| (Reverse(outlines[at].1), Reverse(at)));
    often.truncate(settings.judged.max(1));
    let mut best = (f64::NEG_INFINITY, 0);
    for at in often {
        let expected = outlines[at].0.expected(&outlines, seen);
        if expected > best.0 {
            best = (expected, at);
        }
    }
    let shares = outlines[best.1].0.shares(&outlines, seen);
    (shapes.swap_remove(best.1), shares)
}

/// A tree as its edges between texts that matter: unseen ones that explain nothing are skipped over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Outline {
    edges: BTreeSet<(usize, usize)>,
    /// For each unseen text which of the seen ones derive from it.
    below: Vec<(usize, Vec<bool>)>,
}

impl Outline {
    /// The outline of a tree of which the first `seen` texts are there.
    fn new(shape: &Shape, seen: usize) -> Self {
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
    fn expected(&self, others: &[(Self, usize)], seen: usize) -> f64 {
        let all: usize = others.iter().map(|(_, times)| times).sum();
        let sum: f64 = others.iter().map(|(other, times)| self.agreement(other, seen) * *times as f64).sum();
        sum / all.max(1) as f64
    }

    /// In what share of the others each edge stands.
    fn shares(&self, others: &[(Self, usize)], seen: usize) -> Vec<Share> {
        let mut counts: Vec<Share> = self.edges.iter().map(|&edge| (edge, 0.0)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(parents: &[Option<usize>]) -> Shape {
        Shape { parents: parents.to_vec(), second: vec![None; parents.len()] }
    }

    #[test]
    fn the_tree_that_most_agree_with_is_taken() {
        let (chain, star) = (shape(&[None, Some(0), Some(1)]), shape(&[None, Some(0), Some(0)]));
        let drawn = vec![star.clone(), chain.clone(), star.clone(), star.clone()];
        let (best, shares) = likeliest_edges(drawn, 3, &Settings::default());
        assert_eq!(best, star);
        assert_eq!(shares, [((0, 1), 1.0), ((0, 2), 0.75)]);
    }

    #[test]
    fn unseen_texts_are_one_by_what_derives_from_them() {
        // Two unseen texts each, numbered otherwise: one above all, one above 1, 2 and 3.
        let one = Outline::new(&shape(&[Some(4), Some(5), Some(5), Some(5), None, Some(4)]), 4);
        let other = Outline::new(&shape(&[Some(5), Some(4), Some(4), Some(4), Some(5), None]), 4);
        assert_eq!(one.agreement(&other, 4), 1.0);
    }

    #[test]
    fn an_unseen_text_with_one_copy_is_skipped() {
        let (through, straight) = (shape(&[None, Some(2), Some(0)]), shape(&[None, Some(0)]));
        assert_eq!(Outline::new(&through, 2), Outline::new(&straight, 2));
    }
}
