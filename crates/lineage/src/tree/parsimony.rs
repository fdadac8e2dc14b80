//! The tree of texts of which nothing is known but their words: the one that needs the least to be invented.
//!
//! A text is taken as its pairs of neighbouring words. A copyist may leave out much at once, so a cut is cheap however
//! long; words that the parent lacks must have been invented, so each costs, and more than in the text that the family
//! began with. What two copies have against their parent
//! was invented once, in an unseen text between them (Lachmann's common errors). Cost by the least invention follows
//! Roos, Heikkilä & Myllymäki 2006, who measure it by compression; the tree is the minimum-cost arborescence over all
//! roots, and unseen texts are added greedily while they pay.

use super::arborescence::{Costs, arborescence};
use crate::Settings;
use crate::text::Text;
use std::collections::BTreeMap;

/// A tree over the texts given (first) and unseen texts (after them).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Family {
    /// Parent of each node; `None` for the root.
    pub(super) parents: Vec<Option<usize>>,
    /// For each node how sure its parent is, 0..=1, against the other texts as its parent.
    pub(super) confidence: Vec<f64>,
    /// Whether the tree costs the less for being rooted where it is.
    pub(super) rooted: bool,
}

/// What one text is made of: pairs of neighbouring words, numbered over the family.
#[derive(Clone, Debug)]
struct Features {
    /// In the order of the text.
    sequence: Vec<u32>,
    /// Which there are, one bit each.
    set: Vec<u64>,
}

impl Features {
    /// `blocks` is the number of 64-bit blocks that hold all pairs of the family.
    fn new(sequence: Vec<u32>, blocks: usize) -> Self {
        let mut set = vec![0; blocks];
        for &feature in &sequence {
            set[feature as usize / 64] |= 1_u64 << (feature % 64);
        }
        Self { sequence, set }
    }

    /// The features of all texts of a family.
    fn of(texts: &[&Text<'_>]) -> Vec<Self> {
        let pair = |words: &[crate::text::Word]| {
            (words[0].word.rotate_left(31) ^ words[1].word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        let pairs: Vec<Vec<u64>> = texts.iter().map(|text| text.words.windows(2).map(pair).collect()).collect();
        let mut all: Vec<u64> = pairs.concat();
        all.sort_unstable();
        all.dedup();
        let number = |pair: &u64| u32::try_from(all.partition_point(|other| other < pair)).unwrap_or(u32::MAX);
        let blocks = all.len().div_ceil(64);
        pairs.iter().map(|pairs| Self::new(pairs.iter().map(number).collect(), blocks)).collect()
    }

    fn has(&self, feature: u32) -> bool {
        self.set[feature as usize / 64] >> (feature % 64) & 1 == 1
    }

    /// Number of different features.
    fn len(&self) -> usize {
        self.set.iter().map(|block| block.count_ones() as usize).sum()
    }

    /// Number of features of `self` that `other` lacks.
    fn novel(&self, other: &Self) -> usize {
        self.set.iter().zip(&other.set).map(|(own, other)| (own & !other).count_ones() as usize).sum()
    }

    /// Number of features that `self` and `other` have against `odd`.
    fn against(&self, other: &Self, odd: &Self) -> usize {
        let blocks = self.set.iter().zip(&other.set).zip(&odd.set);
        blocks.map(|((own, other), odd)| (own & other & !odd).count_ones() as usize).sum()
    }

    /// Number of unbroken runs of `self` that `other` lacks.
    fn cuts(&self, other: &Self) -> usize {
        let mut cuts = 0;
        let mut inside = false;
        for &feature in &self.sequence {
            let lost = !other.has(feature);
            cuts += usize::from(lost && !inside);
            inside = lost;
        }
        cuts
    }

    /// What it takes to make `copy` out of `self`.
    fn cost_of(&self, copy: &Self, settings: &Settings) -> f64 {
        copy.novel(self) as f64 + settings.cut_cost * self.cuts(copy) as f64
    }

    /// What two of three texts agree on, in the order of the first.
    fn median(first: &Self, second: &Self, third: &Self) -> Self {
        let kept = first.sequence.iter().filter(|&&feature| second.has(feature) || third.has(feature));
        let added = second.sequence.iter().filter(|&&feature| third.has(feature) && !first.has(feature));
        Self::new(kept.chain(added).copied().collect(), first.set.len())
    }
}

/// Grows the cheapest tree.
pub(super) fn family(texts: &[&Text<'_>], settings: &Settings) -> Family {
    let mut features = Features::of(texts);
    let mut costs = all_costs(&features, settings);
    let mut parents = best_tree(&costs, &features, settings);
    let mut known = Through::new();
    for _ in 0..texts.len().min(settings.most_unseen) {
        let Some(unseen) = best_unseen(&features, &costs, &parents, &mut known, settings) else { break };
        features.push(unseen);
        extend_costs(&mut costs, &features, settings);
        parents = best_tree(&costs, &features, settings);
    }
    prune(texts.len(), &mut parents, &mut costs, &mut features);
    let confidence = (0..parents.len()).map(|node| confidence(&costs, &parents, node, settings)).collect();
    let rooted = is_rooted(&costs, &parents, &features, settings);
    Family { parents, confidence, rooted }
}

fn all_costs(features: &[Features], settings: &Settings) -> Costs {
    let cost = |from: usize, to: usize| {
        if from == to { f64::INFINITY } else { features[from].cost_of(&features[to], settings) }
    };
    (0..features.len()).map(|from| (0..features.len()).map(|to| cost(from, to)).collect()).collect()
}

/// Adds row and column of the last text.
fn extend_costs(costs: &mut Costs, features: &[Features], settings: &Settings) {
    let Some((last, known)) = features.split_last() else { return };
    for (row, text) in costs.iter_mut().zip(known) {
        row.push(text.cost_of(last, settings));
    }
    let mut row: Vec<f64> = known.iter().map(|text| last.cost_of(text, settings)).collect();
    row.push(f64::INFINITY);
    costs.push(row);
}

/// The cheapest tree over all roots. Of roots that cost the same, the one with the shortest ways to its copies.
fn best_tree(costs: &Costs, features: &[Features], settings: &Settings) -> Vec<Option<usize>> {
    if costs.len() > settings.every_root {
        return rooted_tree(costs, features, settings);
    }
    let mut best: Option<(f64, Vec<Option<usize>>)> = None;
    for root in 0..costs.len() {
        let parents = arborescence(costs, root);
        let total = tree_cost(costs, &parents, features, settings) + settings.depth_cost * depths(&parents) as f64;
        if best.as_ref().is_none_or(|(least, _)| total < *least - 1e-9) {
            best = Some((total, parents));
        }
    }
    best.map(|(_, parents)| parents).unwrap_or_default()
}

/// The cheapest tree over all roots in one run: a node above all others, whose edges cost so much that only one is taken.
fn rooted_tree(costs: &Costs, features: &[Features], settings: &Settings) -> Vec<Option<usize>> {
    let top = costs.len();
    let largest = costs.iter().flatten().copied().filter(|cost| cost.is_finite()).fold(0.0, f64::max);
    let roots: Vec<f64> = features.iter().map(|text| text.len() as f64 * settings.author_cost).collect();
    let forbidding = largest * top as f64 + roots.iter().copied().fold(0.0, f64::max);
    let mut topped: Costs = costs.clone();
    for row in &mut topped {
        row.push(f64::INFINITY);
    }
    topped.push(roots.iter().map(|root| root + forbidding).chain([f64::INFINITY]).collect());
    let mut parents = arborescence(&topped, top);
    parents.truncate(top);
    parents.into_iter().map(|parent| parent.filter(|&parent| parent != top)).collect()
}

/// What all of a tree takes: its edges, and its root, whose author invents more freely than a copyist.
fn tree_cost(costs: &Costs, parents: &[Option<usize>], features: &[Features], settings: &Settings) -> f64 {
    let cost = |(node, parent): (usize, &Option<usize>)| match parent {
        Some(parent) => costs[*parent][node],
        None => features[node].len() as f64 * settings.author_cost,
    };
    parents.iter().enumerate().map(cost).sum()
}

/// Sum over the nodes of their distance from the root in edges.
fn depths(parents: &[Option<usize>]) -> usize {
    let depth = |node: usize| std::iter::successors(parents[node], |&at| parents[at]).take(parents.len()).count();
    (0..parents.len()).map(depth).sum()
}

/// What it takes to go from the first node through the unseen text between three nodes to the other two.
type Through = BTreeMap<(usize, usize, usize), f64>;

/// The unseen text that saves most. It stands between a parent and two of its copies that have something against it,
/// or beside a text against which its own parent and its copy agree.
fn best_unseen(
    features: &[Features],
    costs: &Costs,
    parents: &[Option<usize>],
    known: &mut Through,
    settings: &Settings,
) -> Option<Features> {
    let median = |above: usize, first: usize, second: usize| {
        Features::median(&features[above], &features[second], &features[first])
    };
    let mut best: Option<(f64, (usize, usize, usize))> = None;
    let mut try_between = |above: usize, first: usize, second: usize, odd: usize, before: f64| {
        let (one, other) = if odd == above { (first, second) } else { (above, second) };
        // What is saved cannot exceed what two have against the third.
        if features[one].against(&features[other], &features[odd]) as f64 <= settings.unseen_cost {
            return;
        }
        let after = *known.entry((above, first, second)).or_insert_with(|| {
            let unseen = median(above, first, second);
            features[above].cost_of(&unseen, settings)
                + unseen.cost_of(&features[first], settings)
                + unseen.cost_of(&features[second], settings)
        });
        let saved = before - after - settings.unseen_cost;
        if saved > best.map_or(0.0, |(most, _)| most) {
            best = Some((saved, (above, first, second)));
        }
    };
    for above in 0..features.len() {
        let children: Vec<usize> = (0..features.len()).filter(|&node| parents[node] == Some(above)).collect();
        for (at, &first) in children.iter().enumerate() {
            for &second in &children[..at] {
                try_between(above, first, second, above, costs[above][first] + costs[above][second]);
            }
            for below in (0..features.len()).filter(|&node| parents[node] == Some(first)) {
                try_between(above, first, below, first, costs[above][first] + costs[first][below]);
            }
        }
    }
    best.map(|(_, (above, first, second))| median(above, first, second))
}

/// Takes out unseen texts that fewer than two texts derive from, hanging their copies one step higher.
fn prune(seen: usize, parents: &mut Vec<Option<usize>>, costs: &mut Costs, features: &mut Vec<Features>) {
    let mut node = seen;
    while node < parents.len() {
        let children = parents.iter().filter(|&&parent| parent == Some(node)).count();
        if children >= 2 {
            node += 1;
            continue;
        }
        let above = parents[node];
        parents.remove(node);
        costs.remove(node);
        features.remove(node);
        for row in costs.iter_mut() {
            row.remove(node);
        }
        for parent in parents.iter_mut() {
            let moved = if *parent == Some(node) { above } else { *parent };
            *parent = moved.map(|at| if at > node { at - 1 } else { at });
        }
        node = seen;
    }
}

/// How much cheaper the parent of `node` is than every other text that is not its own copy.
fn confidence(costs: &Costs, parents: &[Option<usize>], node: usize, settings: &Settings) -> f64 {
    let Some(parent) = parents[node] else { return 1.0 };
    let descends =
        |other: usize| std::iter::successors(Some(other), |&at| parents[at]).take(parents.len()).any(|at| at == node);
    let odds: f64 = (0..costs.len())
        .filter(|&other| other != parent && !descends(other))
        .map(|other| (-(costs[other][node] - costs[parent][node]) / settings.cost_of_doubt).exp())
        .sum();
    1.0 / (1.0 + odds)
}

/// Whether another root would cost at least one more cut.
fn is_rooted(costs: &Costs, parents: &[Option<usize>], features: &[Features], settings: &Settings) -> bool {
    let Some(root) = parents.iter().position(Option::is_none) else { return false };
    let least = tree_cost(costs, parents, features, settings);
    (0..costs.len()).filter(|&other| other != root).all(|other| {
        tree_cost(costs, &arborescence(costs, other), features, settings) - least >= settings.cut_cost - 1e-9
    })
}
