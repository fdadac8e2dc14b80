//! Reports written along a known tree: what the tree of copies is measured by.

use super::copying::{Desk, Operation, change};
use super::drafts::{Draft, written};
use super::grammar::{Event, Grammar, mixed};
use super::mixes::Mix;
use super::synonyms::Synonyms;
use fastrand::Rng;

/// One text of a tree.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) draft: Draft,
    /// Earlier nodes that it was made from: none for the first, two for a merge.
    pub(super) parents: Vec<usize>,
    /// What was done to the first parent's text.
    pub(super) operations: Vec<Operation>,
    /// Whether nobody has it any more.
    pub(super) lost: bool,
}

/// Grows a tree of `reports` texts that are there; of those with copies a share of `lost` is not among them but beside.
/// The same seed gives the same tree.
pub(super) fn grown(
    grammar: &Grammar,
    synonyms: &Synonyms,
    mix: &Mix,
    reports: usize,
    lost: f64,
    seed: u64,
) -> Vec<Node> {
    let mut rng = Rng::with_seed(mixed(&[seed, 1]));
    let event = Event::new(grammar, mixed(&[seed, 2]), rng.usize(..7));
    let first = grammar.outlet(&mut rng);
    let length = rng.usize(mix.length.0..=mix.length.1);
    let draft = written(grammar, &event, &first, length, &mut rng);
    let mut nodes = vec![Node { draft, parents: Vec::new(), operations: Vec::new(), lost: false }];
    let star = mix.star.0 + rng.f64() * (mix.star.1 - mix.star.0);
    while nodes.len() - lost_of(&nodes, lost) < reports {
        let parent = match rng.f64() {
            draw if draw < star => 0,
            _ if rng.f64() < mix.chain => nodes.len() - 1,
            _ => rng.usize(..nodes.len()),
        };
        let others: Vec<usize> =
            (0..nodes.len()).filter(|&other| other != parent && is_apart(&nodes, other, parent)).collect();
        let second = (!others.is_empty() && rng.f64() < mix.merges).then(|| others[rng.usize(..others.len())]);
        let operations = mix.operations(second.is_some(), &mut rng);
        let mut draft = nodes[parent].draft.clone();
        let paper = grammar.outlet(&mut rng);
        let desk = Desk { grammar, synonyms, event: &event, paper: &paper, number: nodes.len() as u64 };
        for &operation in &operations {
            change(&mut draft, operation, second.map(|second| &nodes[second].draft), &desk, &mut rng);
        }
        let parents = std::iter::once(parent).chain(second).collect();
        nodes.push(Node { draft, parents, operations, lost: false });
    }
    let mut internal = with_copies(&nodes);
    rng.shuffle(&mut internal);
    for &node in internal.iter().take(lost_of(&nodes, lost)) {
        nodes[node].lost = true;
    }
    nodes
}

/// How many texts are to be lost.
fn lost_of(nodes: &[Node], lost: f64) -> usize {
    (with_copies(nodes).len() as f64 * lost).round() as usize
}

/// Texts from which others were made.
fn with_copies(nodes: &[Node]) -> Vec<usize> {
    (0..nodes.len()).filter(|at| nodes.iter().any(|node| node.parents.contains(at))).collect()
}

/// Whether neither of two texts was made from the other.
fn is_apart(nodes: &[Node], one: usize, other: usize) -> bool {
    let above = |node: usize, wanted: usize| {
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            if at == wanted {
                return true;
            }
            open.extend(&nodes[at].parents);
        }
        false
    };
    !above(one, other) && !above(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(seed: u64, mix: &str) -> Vec<Node> {
        let grammar = Grammar::new();
        grown(&grammar, &Synonyms::new(&grammar), &Mix::named(mix).unwrap(), 12, 1.0 / 3.0, seed)
    }

    #[test]
    fn a_third_of_the_ancestors_is_lost_and_twelve_reports_are_left() {
        for seed in 0..20 {
            let nodes = tree(seed, "mixed");
            let (internal, lost) = (with_copies(&nodes).len(), nodes.iter().filter(|node| node.lost).count());
            assert_eq!(lost, (internal as f64 / 3.0).round() as usize);
            assert_eq!(nodes.len() - lost, 12);
            assert!(nodes.iter().enumerate().all(|(at, node)| node.parents.iter().all(|&parent| parent < at)));
            assert_eq!(nodes.iter().filter(|node| node.parents.is_empty()).count(), 1);
        }
    }

    #[test]
    fn the_seed_decides_everything() {
        let texts = |seed| tree(seed, "other").iter().map(|node| node.draft.text()).collect::<Vec<String>>();
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
    }

    #[test]
    fn merges_have_two_parents_and_text_of_both() {
        let nodes: Vec<Node> = (0..10).flat_map(|seed| tree(seed, "merges")).collect();
        let merged = nodes.iter().filter(|node| node.parents.len() == 2).count();
        assert!(merged * 20 > nodes.len(), "{merged} of {}", nodes.len());
    }
}
