//! From pair probabilities to claims: average linkage over a sparse graph.

use std::collections::{BTreeMap, BinaryHeap};

/// Two statements and how likely they are one claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Likely {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) probability: f32,
}

/// A possible merger, the likeliest first; ties go to the earlier statements so that the result never hangs on the heap.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Merger {
    mean: f32,
    a: usize,
    b: usize,
    /// Sizes of the two clusters when this was computed: it is stale when they have grown since.
    sizes: (usize, usize),
}

impl Eq for Merger {}

impl Ord for Merger {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Merger {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Clusters of `count` statements: the two clusters with the highest mean probability over all their pairs (a pair that is
/// not listed counts 0) are merged as long as that is at least `threshold`. Each cluster ascends; clusters are ordered by
/// their first member.
pub(crate) fn clusters(count: usize, pairs: &[Likely], threshold: f32) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    let mut sums: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for pair in pairs {
        let (a, b) = (pair.a.min(pair.b), pair.a.max(pair.b));
        if a == b || b >= count {
            continue;
        }
        sums[a].insert(b, pair.probability);
        sums[b].insert(a, pair.probability);
        if pair.probability >= threshold {
            heap.push(Merger { mean: pair.probability, a, b, sizes: (1, 1) });
        }
    }
    while let Some(merger) = heap.pop() {
        let (a, b) = (merger.a, merger.b);
        if (members[a].len(), members[b].len()) != merger.sizes {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        for (other, sum) in std::mem::take(&mut sums[b]) {
            sums[other].remove(&b);
            if other != a {
                *sums[a].entry(other).or_default() += sum;
                *sums[other].entry(a).or_default() += sum;
            }
        }
        for (&other, &sum) in &sums[a] {
            let mean = sum / (members[a].len() * members[other].len()) as f32;
            if mean >= threshold {
                let (low, high) = (a.min(other), a.max(other));
                heap.push(Merger { mean, a: low, b: high, sizes: (members[low].len(), members[high].len()) });
            }
        }
    }
    let mut clusters: Vec<Vec<usize>> = members.into_iter().filter(|members| !members.is_empty()).collect();
    clusters.iter_mut().for_each(|cluster| cluster.sort_unstable());
    clusters.sort();
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likely(a: usize, b: usize, probability: f32) -> Likely {
        Likely { a, b, probability }
    }

    #[test]
    fn a_weak_bridge_does_not_join() {
        let pairs = [likely(0, 1, 0.9), likely(2, 3, 0.9), likely(1, 2, 0.8)];
        assert_eq!(clusters(4, &pairs, 0.5), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn the_mean_decides() {
        let pairs = [likely(0, 1, 0.9), likely(0, 2, 0.7), likely(1, 2, 0.5)];
        assert_eq!(clusters(4, &pairs, 0.55), [vec![0, 1, 2], vec![3]]);
        assert_eq!(clusters(4, &pairs, 0.65), [vec![0, 1], vec![2], vec![3]]);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(clusters(0, &[], 0.5).is_empty());
    }
}
