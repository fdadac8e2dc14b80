//! Other ways to tell a tree from texts, to compare in the same run: they know words, and nothing of copying.

use super::{Graph, Witness};
use crate::Peer;
use std::collections::BTreeSet;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// Length of a branch below which its ends are one text.
const SHORT: f64 = 0.02;

/// The tree of a peer. How sure it is it does not say: every edge is 1.
pub(super) fn predict(peer: Peer, witnesses: &[Witness]) -> Graph {
    let texts: Vec<BTreeSet<String>> = witnesses.iter().map(|witness| shingles(&witness.text)).collect();
    let distances: Vec<Vec<f64>> =
        texts.iter().map(|one| texts.iter().map(|other| distance(one, other)).collect()).collect();
    match peer {
        Peer::SpanningTree => spanning_tree(&distances, longest(&texts)),
        Peer::NeighbourJoining => neighbour_joining(distances),
    }
}

fn shingles(text: &str) -> BTreeSet<String> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.windows(SHINGLE).map(|words| words.join(" ")).collect()
}

/// One less the Jaccard coefficient.
fn distance(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { 1.0 - shared as f64 / all as f64 }
}

fn longest(texts: &[BTreeSet<String>]) -> usize {
    (0..texts.len()).max_by_key(|&at| (texts[at].len(), std::cmp::Reverse(at))).unwrap_or_default()
}

/// Prim's algorithm from the root: every edge points away from it.
fn spanning_tree(distances: &[Vec<f64>], root: usize) -> Graph {
    let mut graph = Graph { nodes: distances.len(), ..Graph::default() };
    let mut inside = vec![root];
    while inside.len() < distances.len() {
        let mut best: Option<(f64, usize, usize)> = None;
        for &from in &inside {
            for to in (0..distances.len()).filter(|to| !inside.contains(to)) {
                if best.is_none_or(|(least, _, _)| distances[from][to] < least) {
                    best = Some((distances[from][to], from, to));
                }
            }
        }
        let Some((_, from, to)) = best else { break };
        graph.edges.insert((from, to), 1.0);
        inside.push(to);
    }
    graph
}

/// Neighbour joining; branches that are hardly there are closed up, so that a text can stand above others.
fn neighbour_joining(mut distances: Vec<Vec<f64>>) -> Graph {
    let texts = distances.len();
    let mut open: Vec<usize> = (0..texts).collect();
    let mut branches: Vec<(usize, usize, f64)> = Vec::new();
    while open.len() > 2 {
        let sum = |node: usize| open.iter().map(|&other| distances[node][other]).sum::<f64>();
        let sums: Vec<f64> = open.iter().map(|&node| sum(node)).collect();
        let rest = open.len() as f64 - 2.0;
        let mut best = (f64::INFINITY, 0, 1);
        for second in 0..open.len() {
            for first in 0..second {
                let score = rest * distances[open[first]][open[second]] - sums[first] - sums[second];
                if score < best.0 {
                    best = (score, first, second);
                }
            }
        }
        let (_, first, second) = best;
        let (one, other, joined) = (open[first], open[second], distances.len());
        let between = distances[one][other];
        let to_one = between / 2.0 + (sums[first] - sums[second]) / (2.0 * rest);
        branches.push((joined, one, to_one.max(0.0)));
        branches.push((joined, other, (between - to_one).max(0.0)));
        let mut row: Vec<f64> =
            (0..joined).map(|node| (distances[one][node] + distances[other][node] - between) / 2.0).collect();
        for (to, distance) in distances.iter_mut().zip(&row) {
            to.push(*distance);
        }
        row.push(0.0);
        distances.push(row);
        open.retain(|&node| node != one && node != other);
        open.push(joined);
    }
    if let [one, other] = open[..] {
        branches.push((one, other, distances[one][other]));
    }
    rooted_in_the_middle(closed(branches, texts), distances.len())
}

/// Closes branches up that are short, the shortest first; of two texts both stay.
fn closed(mut branches: Vec<(usize, usize, f64)>, texts: usize) -> Vec<(usize, usize, f64)> {
    loop {
        let short = branches.iter().filter(|(one, other, length)| *length < SHORT && one.max(other) >= &texts);
        let Some(&(one, other, _)) = short.min_by(|left, right| left.2.total_cmp(&right.2)) else { return branches };
        let (kept, gone) = (one.min(other), one.max(other));
        branches.retain(|branch| (branch.0, branch.1) != (one, other));
        for branch in &mut branches {
            for end in [&mut branch.0, &mut branch.1] {
                if *end == gone {
                    *end = kept;
                }
            }
        }
    }
}

/// The tree hung up at the node from which the farthest node is nearest.
fn rooted_in_the_middle(branches: Vec<(usize, usize, f64)>, nodes: usize) -> Graph {
    let mut graph = Graph { nodes, ..Graph::default() };
    let walk = |root: usize| {
        let (mut reached, mut edges) = (vec![(root, 0.0)], Vec::new());
        let mut at = 0;
        while at < reached.len() {
            let (node, far) = reached[at];
            for &(one, other, length) in &branches {
                let next = if one == node { other } else { one };
                if (one == node || other == node) && !reached.iter().any(|(seen, _)| *seen == next) {
                    reached.push((next, far + length));
                    edges.push((node, next));
                }
            }
            at += 1;
        }
        (reached.iter().map(|(_, far)| *far).fold(0.0, f64::max), edges)
    };
    let ends: BTreeSet<usize> = branches.iter().flat_map(|branch| [branch.0, branch.1]).collect();
    let mut best: Option<(f64, Vec<(usize, usize)>)> = None;
    for root in ends {
        let (far, edges) = walk(root);
        if best.as_ref().is_none_or(|(least, _)| far < *least) {
            best = Some((far, edges));
        }
    }
    graph.edges = best.map(|(_, edges)| edges).unwrap_or_default().into_iter().map(|edge| (edge, 1.0)).collect();
    graph
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(text: &str) -> Witness {
        Witness { id: String::new(), text: text.to_owned() }
    }

    #[test]
    fn a_chain_of_cuts_is_a_chain_for_the_spanning_tree() {
        let words: Vec<String> = (0..60).map(|word| format!("word{word}")).collect();
        let texts = [&words[..20], &words[..], &words[..40]].map(|words| witness(&words.join(" ")));
        let graph = predict(Peer::SpanningTree, &texts);
        assert_eq!(graph.edges.keys().copied().collect::<Vec<_>>(), [(1, 2), (2, 0)]);
    }

    #[test]
    fn neighbours_are_joined() {
        // An additive tree: 0 and 1 hang on one node, 2 and 3 on another, all branches 1.
        let distances = vec![
            vec![0.0, 2.0, 3.0, 3.0],
            vec![2.0, 0.0, 3.0, 3.0],
            vec![3.0, 3.0, 0.0, 2.0],
            vec![3.0, 3.0, 2.0, 0.0],
        ];
        let graph = neighbour_joining(distances);
        let parent = |node: usize| graph.edges.keys().find(|edge| edge.1 == node).map(|edge| edge.0);
        assert_eq!(parent(0), parent(1));
        assert_eq!(parent(2), parent(3));
        assert_ne!(parent(0), parent(2));
        assert_eq!(graph.edges.len(), 5);
    }
}
