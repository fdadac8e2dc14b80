//! Between the bytes that spans count and the code points that data files count.

use headwater_model::Span;

/// Both ways between bytes and code points of one text.
#[derive(Debug)]
pub(crate) struct CodePoints {
    /// Byte at which each code point starts, and the length of the text.
    starts: Vec<u32>,
}

impl CodePoints {
    pub(crate) fn new(text: &str) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { starts: text.char_indices().map(|(at, _)| byte(at)).chain([byte(text.len())]).collect() }
    }

    /// The span over code points `start..end`; positions past the end are clamped.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| self.starts[at.min(self.starts.len() - 1)] as usize;
        Span::new(byte(start), byte(end))
    }

    /// `[start, end]` in code points.
    pub(crate) fn range(&self, span: Span) -> [usize; 2] {
        let point = |byte: usize| self.starts.partition_point(|&start| (start as usize) < byte);
        [point(span.start()), point(span.end())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let points = CodePoints::new("aé😀b");
        assert_eq!(points.span(1, 3), Span::new(1, 7));
        assert_eq!(points.range(Span::new(1, 7)), [1, 3]);
        assert_eq!(points.range(points.span(0, 4)), [0, 4]);
    }
}
