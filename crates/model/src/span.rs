//! Where something stands in a report's text.

use std::ops::Range;

/// A half-open range of UTF-8 bytes of one report's text: `start <= end`, both on character borders of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span over `start..end`, in bytes. A reversed range becomes the empty span at `start`; positions past
    /// four gigabytes are clamped (ingest never lets a text grow that long).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = clamp(start);
        Self { start, end: clamp(end).max(start) }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte past the end.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range, to slice a text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text under the span; empty when the span is not of this text (out of range or inside a character).
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether every byte of `other` lies in `self`.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// How many bytes the two share.
    #[must_use]
    pub fn shared(self, other: Self) -> usize {
        (self.end.min(other.end)).saturating_sub(self.start.max(other.start)) as usize
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_reversed_range_is_empty() {
        assert!(Span::new(5, 2).is_empty());
        assert_eq!(Span::new(5, 2).start(), 5);
    }

    #[test]
    fn slicing_never_panics() {
        assert_eq!(Span::new(0, 2).of("é!"), "é");
        assert_eq!(Span::new(1, 2).of("é!"), "");
        assert_eq!(Span::new(0, 9).of("é!"), "");
    }

    #[test]
    fn overlap_is_half_open() {
        let (a, b) = (Span::new(0, 3), Span::new(3, 6));
        assert!(!a.overlaps(b));
        assert_eq!(a.shared(b), 0);
        assert_eq!(a.cover(b), Span::new(0, 6));
        assert_eq!(Span::new(0, 4).shared(Span::new(2, 9)), 2);
    }
}
