//! Between the bytes that spans count and the Unicode code points that files count.

use headwater_model::Span;

/// Both ways between bytes and code points of one text.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Byte at which each code point starts, then the length of the text; empty when every character is one byte.
    starts: Vec<u32>,
    length: usize,
}

impl CodePoints {
    /// Counts a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { starts: Vec::new(), length: text.len() };
        }
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let starts: Vec<u32> = text.char_indices().map(|(at, _)| byte(at)).chain([byte(text.len())]).collect();
        Self { length: starts.len() - 1, starts }
    }

    /// Number of code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The span over code points `start..end`; positions past the end are clamped.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| {
            let at = at.min(self.length);
            self.starts.get(at).map_or(at, |&start| start as usize)
        };
        Span::new(byte(start), byte(end))
    }

    /// `[start, end]` in code points.
    #[must_use]
    pub fn range(&self, span: Span) -> [usize; 2] {
        let point = |byte: usize| {
            if self.starts.is_empty() {
                byte.min(self.length)
            } else {
                self.starts.partition_point(|&start| (start as usize) < byte).min(self.length)
            }
        };
        [point(span.start()), point(span.end())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let points = CodePoints::new("aé😀b");
        assert_eq!(points.len(), 4);
        assert_eq!(points.span(1, 3), Span::new(1, 7));
        assert_eq!(points.range(Span::new(1, 7)), [1, 3]);
        assert_eq!(points.range(points.span(0, 4)), [0, 4]);
        assert_eq!(points.range(points.span(2, 99)), [2, 4]);
    }

    #[test]
    fn ascii_needs_no_table() {
        let points = CodePoints::new("abc");
        assert_eq!(points.range(Span::new(1, 3)), [1, 3]);
        assert_eq!(points.span(1, 9), Span::new(1, 3));
        assert!(CodePoints::new("").is_empty());
    }
}
