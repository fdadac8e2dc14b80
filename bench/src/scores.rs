//! Precision, recall and what is made of them.

/// One line of output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Metric {
    pub(crate) name: String,
    pub(crate) value: f64,
}

impl Metric {
    pub(crate) fn new(name: &str, value: f64) -> Self {
        Self { name: name.to_owned(), value }
    }
}

/// Counts of a retrieval: `hit` of `found` are right, `gold` were to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) hit: usize,
    pub(crate) found: usize,
    pub(crate) gold: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, hit: usize, found: usize, gold: usize) {
        self.hit += hit;
        self.found += found;
        self.gold += gold;
    }

    /// Share of what was found that is right; 0 when nothing was found.
    pub(crate) fn precision(self) -> f64 {
        share(self.hit, self.found)
    }

    /// Share of what was to be found that was; 0 when there was nothing.
    pub(crate) fn recall(self) -> f64 {
        share(self.hit, self.gold)
    }

    /// Harmonic mean of precision and recall; 0 when both are.
    pub(crate) fn f1(self) -> f64 {
        f1(self.precision(), self.recall())
    }
}

/// Harmonic mean; 0 when both are 0.
pub(crate) fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// `part / whole`, 0 when `whole` is 0.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Characters in ranges that do not overlap.
pub(crate) fn length(ranges: &[[usize; 2]]) -> usize {
    ranges.iter().map(|[start, end]| end - start).sum()
}

/// Characters that two lists of ranges share; within a list the ranges do not overlap.
pub(crate) fn overlap(left: &[[usize; 2]], right: &[[usize; 2]]) -> usize {
    let shared = |one: &[usize; 2], other: &[usize; 2]| one[1].min(other[1]).saturating_sub(one[0].max(other[0]));
    left.iter().map(|one| right.iter().map(|other| shared(one, other)).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        let counts = Counts { hit: 3, found: 4, gold: 6 };
        assert!((counts.precision() - 0.75).abs() < 1e-12);
        assert!((counts.recall() - 0.5).abs() < 1e-12);
        assert!((counts.f1() - 0.6).abs() < 1e-12);
        assert_eq!(Counts::default().f1(), 0.0);
    }

    #[test]
    fn ranges_share_what_lies_in_both() {
        assert_eq!(length(&[[0, 4], [6, 10]]), 8);
        assert_eq!(overlap(&[[0, 4], [6, 10]], &[[2, 8]]), 4);
        assert_eq!(overlap(&[[0, 4]], &[[4, 8]]), 0);
    }
}
