//! A tree in the making: which text hangs from which, what all of it costs, and the moves that make it cheaper.

use super::super::arborescence::Costs;
use super::prices::Prices;
use super::states::State;
use crate::Settings;

/// Texts (the seen ones first) with their parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) parents: Vec<Option<usize>>,
    /// Second parents of texts that were made from two.
    pub(super) second: Vec<Option<usize>>,
}

impl Shape {
    pub(super) fn root(&self) -> Option<usize> {
        self.parents.iter().position(Option::is_none)
    }

    pub(super) fn children(&self, node: usize) -> Vec<usize> {
        (0..self.parents.len()).filter(|&other| self.parents[other] == Some(node)).collect()
    }

    /// Whether `node` is `above` or derives from it, by any of its parents.
    pub(super) fn descends(&self, node: usize, above: usize) -> bool {
        node == above || self.below(above)[node]
    }

    /// Every text that derives from `above`, and itself.
    pub(super) fn below(&self, above: usize) -> Vec<bool> {
        let mut reached = vec![false; self.parents.len()];
        let mut open = vec![above];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reached[at], true) {
                let under = |&other: &usize| self.parents[other] == Some(at) || self.second[other] == Some(at);
                open.extend((0..self.parents.len()).filter(under));
            }
        }
        reached
    }

    /// Whether no text derives from itself.
    pub(super) fn is_sound(&self) -> bool {
        let mut placed = vec![false; self.parents.len()];
        // Each round places the texts whose parents are placed.
        for _ in 0..placed.len() {
            let mut grows = false;
            for node in 0..placed.len() {
                let stands = |parent: Option<usize>| parent.is_none_or(|parent| placed[parent]);
                if !placed[node] && stands(self.parents[node]) && stands(self.second[node]) {
                    placed[node] = true;
                    grows = true;
                }
            }
            if !grows {
                break;
            }
        }
        placed.into_iter().all(|placed| placed)
    }

    /// Number of texts at or below each.
    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.parents.len()];
        for node in 0..self.parents.len() {
            for at in std::iter::successors(Some(node), |&at| self.parents[at]).take(self.parents.len()) {
                sizes[at] += 1;
            }
        }
        sizes
    }

    /// Moves `node` to take the place of its parent, which becomes its copy.
    pub(super) fn turned(&self, node: usize) -> Option<Self> {
        let parent = self.parents[node]?;
        let mut turned = self.clone();
        turned.parents[node] = self.parents[parent];
        turned.parents[parent] = Some(node);
        (turned.second[node], turned.second[parent]) = (None, None);
        turned.is_sound().then_some(turned)
    }

    /// The same tree hung up at `node`: every edge on the way from the root is turned.
    pub(super) fn rooted_at(&self, node: usize) -> Self {
        let mut rooted = self.clone();
        let (mut at, mut from) = (Some(node), None);
        for _ in 0..=self.parents.len() {
            let Some(here) = at else { break };
            at = self.parents[here];
            rooted.parents[here] = from;
            from = Some(here);
        }
        rooted
    }
}

/// What everything costs that a tree is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// Texts that are there; those after them are unseen.
    pub(super) seen: usize,
    /// What it takes to make one text out of another.
    pub(super) costs: Costs,
    /// What it takes to write a text as the first.
    pub(super) roots: Vec<f64>,
    /// For a text and one that is there, second parents with which it takes less to make the latter out of both, and what.
    pub(super) merges: Vec<Vec<Vec<(usize, f64)>>>,
}

impl Ledger {
    /// Nothing entered yet; `seen` texts are there.
    pub(super) fn new(seen: usize) -> Self {
        Self { seen, ..Self::default() }
    }

    /// Enters the last of `states`.
    pub(super) fn push(&mut self, states: &[State], prices: &Prices, settings: &Settings) {
        let node = self.roots.len();
        self.roots.push(0.0);
        for costs in &mut self.costs {
            costs.push(f64::INFINITY);
        }
        self.costs.push(vec![f64::INFINITY; node + 1]);
        self.merges.push(Vec::new());
        self.measure(node, states, prices, settings);
    }

    /// Costs from and to a text anew.
    pub(super) fn measure(&mut self, node: usize, states: &[State], prices: &Prices, settings: &Settings) {
        self.roots[node] = states[node].written(prices, settings);
        for other in (0..states.len()).filter(|&other| other != node) {
            for (from, to) in [(node, other), (other, node)] {
                self.costs[from][to] = states[from].cost_of(&states[to], prices, settings);
            }
        }
    }

    pub(super) fn remove(&mut self, node: usize) {
        self.roots.remove(node);
        self.costs.remove(node);
        self.merges.remove(node);
        for costs in &mut self.costs {
            costs.remove(node);
        }
    }

    /// Looks for what a text and a second one together explain; in large families nothing is.
    pub(super) fn measure_merges(&mut self, node: usize, states: &[State], prices: &Prices, settings: &Settings) {
        if self.seen > settings.most_merging {
            return;
        }
        let mut found = vec![Vec::new(); self.seen];
        for (copy, found) in found.iter_mut().enumerate().filter(|(copy, _)| *copy != node) {
            let alone = self.costs[node][copy];
            for second in (0..self.seen).filter(|&second| second != node && second != copy) {
                let (own, other, copied) = (&states[node], &states[second], &states[copy]);
                if own.supplied(other, copied, prices) < settings.further_words {
                    continue;
                }
                let cost = own.cost_with(other, copied, prices, settings) + settings.second_parent_cost;
                if cost < alone {
                    found.push((second, cost));
                }
            }
        }
        self.merges[node] = found;
    }

    /// What it takes to make a text out of its parents.
    fn edge(&self, parent: usize, second: Option<usize>, node: usize) -> f64 {
        let alone = self.costs[parent][node];
        let Some(second) = second else { return alone };
        let merges = self.merges[parent].get(node).map_or(&[][..], Vec::as_slice);
        merges.iter().find(|merge| merge.0 == second).map_or(f64::INFINITY, |merge| merge.1)
    }
}

/// What a tree costs: its edges; its first text; and how unlikely its
/// shape is, when each copy is made from any of the texts that are there: the logarithm of the product of the numbers of
/// texts below each one, which is what decides between roots in Shah & Zaman 2011 ("Rumors in a network").
pub(super) fn total(shape: &Shape, prices: &Ledger, settings: &Settings) -> f64 {
    let edge = |(node, parent): (usize, &Option<usize>)| {
        parent.map_or(prices.roots[node], |parent| prices.edge(parent, shape.second[node], node))
    };
    let edges: f64 = shape.parents.iter().enumerate().map(edge).sum();
    let ways: f64 = shape.sizes().into_iter().map(|size| (size.max(1) as f64).ln()).sum();
    let root = shape.root();
    let deep = shape.parents.iter().filter(|parent| parent.is_some() && **parent != root).count();
    edges + settings.shape_cost * ways + settings.deep_cost * deep as f64
}

/// Moves single texts, turns edges and roots while that makes the tree cheaper.
pub(super) fn improve(shape: &mut Shape, prices: &Ledger, settings: &Settings) -> f64 {
    let mut least = total(shape, prices, settings);
    for _ in 0..settings.most_moves {
        let mut best: Option<(f64, Shape)> = None;
        let mut consider = |other: Shape| {
            let cost = total(&other, prices, settings);
            if cost < best.as_ref().map_or(least - 1e-9, |(cost, _)| *cost - 1e-9) {
                best = Some((cost, other));
            }
        };
        for node in 0..shape.parents.len() {
            if shape.parents[node].is_some() {
                consider(shape.rooted_at(node));
                shape.turned(node).into_iter().for_each(&mut consider);
                let near = prices.costs[shape.parents[node].unwrap_or(node)][node] + settings.shape_reach;
                for other in 0..shape.parents.len() {
                    if Some(other) != shape.parents[node]
                        && prices.costs[other][node] <= near
                        && !shape.descends(other, node)
                    {
                        let mut moved = shape.clone();
                        moved.parents[node] = Some(other);
                        consider(moved);
                    }
                }
            }
        }
        let Some((cost, better)) = best else { break };
        (least, *shape) = (cost, better);
    }
    least
}
