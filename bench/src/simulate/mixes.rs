//! Which operations copyists use, and how often: mixes to measure by and mixes to check against.

use super::copying::Operation;
use fastrand::Rng;

/// How the texts of a tree come about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mix {
    /// As the command line names it.
    pub(super) name: &'static str,
    /// Weight of each operation; merges are drawn by `merges`, errors by `errors`.
    weights: &'static [(Operation, u32)],
    /// Operations of one copy, at least and at most.
    operations: (usize, usize),
    /// Share of copies that also have an error.
    errors: f64,
    /// Share of copies that have a second parent.
    pub(super) merges: f64,
    /// Share of copies made from the first text, at least and at most; drawn for each tree.
    pub(super) star: (f64, f64),
    /// Share of the other copies made from the newest text.
    pub(super) chain: f64,
    /// Propositions of the first text, at least and at most.
    pub(super) length: (usize, usize),
    /// Whether the headline opens the text.
    pub(super) headline: bool,
}

use Operation::{Add, CutEnd, CutInside, Error, Headline, Light, Merge, Reorder, Rewrite, Translate, Trim, Verbatim};

const PLAIN: Mix = Mix {
    name: "mixed",
    weights: &[
        (Light, 4),
        (CutEnd, 4),
        (CutInside, 3),
        (Trim, 1),
        (Reorder, 2),
        (Rewrite, 3),
        (Translate, 1),
        (Add, 4),
        (Verbatim, 1),
    ],
    operations: (1, 3),
    errors: 0.35,
    merges: 0.08,
    star: (0.2, 0.7),
    chain: 0.35,
    length: (12, 30),
    headline: false,
};

/// All mixes.
pub(super) const MIXES: [Mix; 9] = [
    PLAIN,
    Mix { name: "light", weights: &[(Light, 5), (Trim, 1)], errors: 0.6, merges: 0.0, ..PLAIN },
    Mix { name: "cuts", weights: &[(CutEnd, 3), (CutInside, 3), (Trim, 1), (Light, 1)], merges: 0.0, ..PLAIN },
    Mix { name: "orders", weights: &[(Reorder, 3), (Light, 2), (CutInside, 1)], merges: 0.0, ..PLAIN },
    Mix { name: "rewrites", weights: &[(Rewrite, 4), (Light, 1), (CutEnd, 1)], merges: 0.0, ..PLAIN },
    Mix { name: "translations", weights: &[(Translate, 3), (Light, 2), (CutEnd, 2)], merges: 0.0, ..PLAIN },
    Mix { name: "merges", weights: &[(Light, 2), (CutEnd, 2), (Add, 1), (Rewrite, 1)], merges: 0.3, ..PLAIN },
    Mix { name: "additions", weights: &[(Add, 4), (CutEnd, 2), (Light, 1)], merges: 0.0, ..PLAIN },
    // Not tuned on: other shares, other shapes, other lengths, one operation a copy.
    Mix {
        name: "other",
        weights: &[
            (CutEnd, 3),
            (Reorder, 3),
            (Rewrite, 3),
            (Translate, 3),
            (Add, 3),
            (Verbatim, 1),
            (Light, 2),
            (Headline, 1),
        ],
        operations: (1, 1),
        errors: 0.1,
        merges: 0.12,
        star: (0.0, 1.0),
        chain: 0.1,
        length: (6, 30),
        headline: true,
    },
];

impl Mix {
    /// The mix of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        MIXES.iter().find(|mix| mix.name == name).copied()
    }

    /// What one copyist does, in this order.
    pub(super) fn operations(&self, merges: bool, rng: &mut Rng) -> Vec<Operation> {
        let mut drawn: Vec<Operation> = Vec::new();
        if merges {
            drawn.push(Merge);
        }
        for _ in 0..rng.usize(self.operations.0..=self.operations.1) {
            let all: u32 = self.weights.iter().map(|(_, weight)| weight).sum();
            let mut draw = rng.u32(..all.max(1));
            for &(operation, weight) in self.weights {
                if draw < weight {
                    if !drawn.contains(&operation) {
                        drawn.push(operation);
                    }
                    break;
                }
                draw -= weight;
            }
        }
        if rng.f64() < self.errors {
            drawn.push(Error);
        }
        drawn
    }
}
