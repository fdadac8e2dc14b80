//! Average linkage over a sparse graph: groups are joined while the mean probability between them is high enough.

use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A possible join of two groups.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Join {
    mean: f64,
    left: u32,
    right: u32,
    /// Number of nodes in both when the join was proposed: a group that grew since has newer proposals.
    size: u32,
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        let ties = |join: &Self| (join.left, join.right);
        self.mean.total_cmp(&other.mean).then_with(|| ties(other).cmp(&ties(self)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Least mean probability for a join.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    /// When one of the two groups is a single report.
    pub(crate) single: f64,
    /// When both groups are large. A report may be odd; two groups of many reports that tell of one event
    /// have every chance to show it.
    pub(crate) large: f64,
}

impl Bar {
    /// The bar between groups of these sizes.
    fn between(self, one: usize, two: usize) -> f64 {
        self.large + (self.single - self.large) / one.min(two) as f64
    }
}

/// Joins nodes as [`linked`] does, each part of the graph by itself: a part hangs together by edges that reach the lowest bar,
/// and a mean over edges that are all below it hardly does (only where a node has more than `most_neighbours` of them).
pub(crate) fn link(nodes: usize, edges: Vec<(u32, u32, f32)>, bar: Bar, most_neighbours: usize) -> Vec<u32> {
    let mut part_of: Vec<u32> = (0..nodes).map(number).collect();
    for &(left, right, probability) in &edges {
        if f64::from(probability) >= bar.single.min(bar.large) {
            let (left, right) = (root(&mut part_of, left), root(&mut part_of, right));
            part_of[left.max(right) as usize] = left.min(right);
        }
    }
    for at in 0..nodes {
        part_of[at] = root(&mut part_of, number(at));
    }
    // Nodes by part, ascending, and where each part begins.
    let mut members: Vec<u32> = (0..nodes).map(number).collect();
    members.sort_by_key(|&at| part_of[at as usize]);
    let parts: Vec<&[u32]> =
        members.chunk_by(|&one, &other| part_of[one as usize] == part_of[other as usize]).collect();
    let mut place: Vec<u32> = vec![0; nodes];
    for part in &parts {
        part.iter().zip(0..).for_each(|(&node, at)| place[node as usize] = at);
    }
    // What each node knows of others in its part. The edges of a million reports are not held beside it.
    let inside = || edges.iter().filter(|(left, right, _)| part_of[*left as usize] == part_of[*right as usize]);
    let mut degrees = vec![0_u32; nodes];
    for &(left, right, _) in inside() {
        degrees[left as usize] += 1;
        degrees[right as usize] += 1;
    }
    let mut known: Vec<Sums> = degrees.iter().map(|&degree| Sums(Vec::with_capacity(degree as usize))).collect();
    for &(left, right, probability) in inside() {
        known[left as usize].0.push((place[right as usize], probability));
        known[right as usize].0.push((place[left as usize], probability));
    }
    drop(edges);
    known.par_iter_mut().for_each(|sums| sums.0.sort_unstable_by_key(|(other, _)| *other));
    let mut of_part = |part: &[u32]| part.iter().map(|&node| std::mem::take(&mut known[node as usize])).collect();
    let parts: Vec<(&[u32], Vec<Sums>)> = parts.into_iter().map(|part| (part, of_part(part))).collect();
    let groups = |(part, sums): (&[u32], Vec<Sums>)| -> Vec<u32> {
        linked(sums, bar, most_neighbours).into_iter().map(|group| part[group as usize]).collect()
    };
    let grouped: Vec<Vec<u32>> = parts.into_par_iter().map(groups).collect();
    let mut group = vec![0; nodes];
    for (&node, named) in members.iter().zip(grouped.into_iter().flatten()) {
        group[node as usize] = named;
    }
    group
}

/// Sums of probabilities between one group and others, by the others, ascending: eight bytes each, for there are tens of them
/// a report.
#[derive(Clone, Debug, Default)]
struct Sums(Vec<(u32, f32)>);

impl Sums {
    fn find(&self, other: u32) -> Result<usize, usize> {
        self.0.binary_search_by_key(&other, |(other, _)| *other)
    }

    fn remove(&mut self, other: u32) {
        if let Ok(at) = self.find(other) {
            self.0.remove(at);
        }
    }

    fn set(&mut self, other: u32, sum: f32) {
        match self.find(other) {
            Ok(at) => self.0[at].1 = sum,
            Err(at) => self.0.insert(at, (other, sum)),
        }
    }

    /// Both together, the group `own` left out.
    fn plus(self, others: &Self, own: u32) -> Self {
        let mut both = self.0;
        both.extend_from_slice(&others.0);
        // Stable, so that equal keys are added up in one order.
        both.sort_by_key(|(other, _)| *other);
        both.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        both.retain(|(other, _)| *other != own);
        both.shrink_to_fit();
        Self(both)
    }
}

/// The part that a node is of; shortens the way there (path halving, Tarjan & van Leeuwen 1984).
fn root(part_of: &mut [u32], mut at: u32) -> u32 {
    while part_of[at as usize] != at {
        let above = part_of[part_of[at as usize] as usize];
        part_of[at as usize] = above;
        at = above;
    }
    at
}

/// A position as it is kept: in half of the memory.
pub(crate) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Joins nodes: `sums` are the probabilities between each and others, each pair on both sides, pairs left out count as 0. A node
/// knows at most `most_neighbours` others, so larger groups are held to that many. Gives each node's group, named by
/// its smallest node. Equal means are broken by position: give the nodes in an order of their content.
fn linked(mut sums: Vec<Sums>, bar: Bar, most_neighbours: usize) -> Vec<u32> {
    let nodes = sums.len();
    let mut sizes: Vec<u32> = vec![1; nodes];
    let mut group: Vec<u32> = (0..nodes).map(number).collect();
    let high = |probability: f32| f64::from(probability) >= bar.between(1, 1);
    let pairs =
        sums.iter().zip(0_u32..).flat_map(|(sums, left)| sums.0.iter().map(move |&(right, sum)| (left, right, sum)));
    let worth = pairs.filter(|&(left, right, probability)| left < right && high(probability));
    let mut joins = Vec::with_capacity(worth.clone().count());
    joins.extend(worth.map(|(left, right, probability)| Join { mean: probability.into(), left, right, size: 2 }));
    let mut joins = BinaryHeap::from(joins);
    sums.iter_mut().for_each(|sums| sums.0.sort_unstable_by_key(|(other, _)| *other));
    while let Some(join) = joins.pop() {
        let (keep, gone) = (join.left as usize, join.right as usize);
        if group[keep] != join.left || group[gone] != join.right || sizes[keep] + sizes[gone] != join.size {
            continue;
        }
        group[gone] = join.left;
        sizes[keep] += sizes[gone];
        let others = std::mem::take(&mut sums[gone]);
        others.0.iter().for_each(|&(other, _)| sums[other as usize].remove(join.right));
        let near = std::mem::take(&mut sums[keep]).plus(&others, join.left);
        for &(other, sum) in &near.0 {
            sums[other as usize].set(join.left, sum);
            let (one, two) = (sizes[keep] as usize, sizes[other as usize] as usize);
            let pairs = (one * two).min(most_neighbours * one.min(two));
            let mean = f64::from(sum) / pairs as f64;
            if mean >= bar.between(one, two) {
                let size = sizes[keep] + sizes[other as usize];
                joins.push(Join { mean, left: join.left.min(other), right: join.left.max(other), size });
            }
        }
        sums[keep] = near;
    }
    for at in 0..nodes {
        let mut root = group[at];
        while group[root as usize] != root {
            root = group[root as usize];
        }
        group[at] = root;
    }
    group
}

#[cfg(test)]
mod tests {
    use super::{Bar, link};

    fn flat(mean: f64) -> Bar {
        Bar { single: mean, large: mean }
    }

    #[test]
    fn two_pairs_stay_apart_when_only_one_link_joins_them() {
        let edges = vec![(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8)];
        assert_eq!(link(4, edges, flat(0.5), 100), [0, 0, 2, 2]);
    }

    #[test]
    fn a_chain_joins_while_the_mean_is_high() {
        let edges = vec![(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.4)];
        assert_eq!(link(3, edges.clone(), flat(0.6), 100), [0, 0, 0]);
        assert_eq!(link(3, edges, flat(0.7), 100), [0, 0, 2]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(link(0, Vec::new(), flat(0.5), 100), [0_u32; 0]);
        assert_eq!(link(2, Vec::new(), flat(0.5), 100), [0, 1]);
    }

    #[test]
    fn parts_are_named_by_their_first_node() {
        let edges = vec![(1, 4, 0.9), (0, 3, 0.9), (2, 5, 0.1), (3, 4, 0.2)];
        assert_eq!(link(6, edges, flat(0.5), 100), [0, 1, 2, 0, 1, 5]);
    }
}
