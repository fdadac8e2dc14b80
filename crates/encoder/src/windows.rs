//! A text in windows of whole sentences, no longer than the transformer reads at a time.

use crate::pieces::{Cut, Vocabulary};
use crate::shapes::OPENS_LINE;
use headwater_model::Span;
use std::ops::Range;

/// Most pieces of a window, the two that open and close it left out.
const MOST_PIECES: usize = 254;

/// A window that must end before a sentence ends at the last line break that lies past so many pieces.
const FEWEST_BEFORE_LINE_BREAK: usize = 127;

/// What one window shows the transformer. Two windows that are equal here are read alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    /// Numbers of its pieces, with those that open and close it.
    pub(crate) pieces: Vec<i32>,
    /// How the word of each piece is written.
    pub(crate) shapes: Vec<u8>,
    /// The pieces of its words, as positions in `pieces`.
    pub(crate) words: Vec<Range<u32>>,
    /// The pieces of its sentences, as positions in `pieces`.
    pub(crate) sentences: Vec<Range<u32>>,
}

/// A window with its place in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed {
    /// What the transformer is shown.
    pub(crate) window: Window,
    /// Where its words lie in the text.
    pub(crate) spans: Vec<Span>,
    /// For each of its sentences, its position among the sentences of the text.
    pub(crate) sentences: Vec<usize>,
}

/// A sentence or, of one too long for a window, a part of it.
struct Part<'a> {
    cut: &'a Cut,
    /// Its words, as positions in `cut`.
    words: Range<usize>,
    /// Position of its sentence in the text.
    sentence: usize,
    /// Whether a line begins with it.
    opens_line: bool,
}

impl Part<'_> {
    fn pieces(&self) -> Range<usize> {
        let words = &self.cut.words[self.words.clone()];
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => first.pieces.start..last.pieces.end,
            _ => 0..0,
        }
    }
}

/// The windows of a text, given its sentences in order. Each word of a sentence stands in exactly one of them.
pub(crate) fn of(vocabulary: &Vocabulary, text: &str, sentences: &[Span]) -> Vec<Placed> {
    let cuts: Vec<Cut> = sentences.iter().map(|sentence| Cut::new(vocabulary, text, *sentence)).collect();
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut before = 0;
    for (number, (cut, span)) in cuts.iter().zip(sentences).enumerate() {
        let opens_line = has_line_break(text, before..span.start()) || parts.is_empty();
        before = span.end();
        for words in short_parts(cut) {
            let opens_line = opens_line && words.start == 0;
            parts.push(Part { cut, words, sentence: number, opens_line });
        }
    }
    let lengths: Vec<(usize, bool)> = parts.iter().map(|part| (part.pieces().len(), part.opens_line)).collect();
    pack(&lengths).into_iter().map(|range| placed(vocabulary, text, &parts[range])).collect()
}

/// The words of a sentence, in ranges of no more pieces than a window has.
fn short_parts(cut: &Cut) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut first_piece = 0;
    for (at, word) in cut.words.iter().enumerate() {
        match parts.last_mut() {
            Some(part) if word.pieces.end - first_piece <= MOST_PIECES => part.end = at + 1,
            _ => {
                parts.push(at..at + 1);
                first_piece = word.pieces.start;
            }
        }
    }
    parts
}

/// Ranges of parts that share a window, given the number of pieces of each part and whether a line begins with it.
fn pack(parts: &[(usize, bool)]) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let (mut start, mut length) = (0, 0);
    let mut at = 0;
    while at < parts.len() {
        if length + parts[at].0 <= MOST_PIECES || at == start {
            length += parts[at].0;
            at += 1;
            continue;
        }
        let end = last_line_break(&parts[start..=at]).map_or(at, |within| start + within);
        windows.push(start..end);
        (start, length) = (end, parts[end..at].iter().map(|part| part.0).sum());
    }
    if start < parts.len() {
        windows.push(start..parts.len());
    }
    windows
}

/// The last part with which a line begins past the fewest pieces; the last of `parts` no longer fits.
fn last_line_break(parts: &[(usize, bool)]) -> Option<usize> {
    let mut length = 0;
    let mut last = None;
    for (at, (pieces, opens_line)) in parts.iter().enumerate() {
        if *opens_line && length > FEWEST_BEFORE_LINE_BREAK {
            last = Some(at);
        }
        length += pieces;
    }
    last
}

fn placed(vocabulary: &Vocabulary, text: &str, parts: &[Part<'_>]) -> Placed {
    let mut placed = Placed::default();
    let Placed { window, spans, sentences } = &mut placed;
    let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    window.pieces.push(vocabulary.open);
    window.shapes.push(0);
    for part in parts {
        let pieces = part.pieces();
        let offset = window.pieces.len();
        for number in part.words.clone() {
            let word = &part.cut.words[number];
            let first = offset + word.pieces.start - pieces.start;
            window.words.push(position(first)..position(first + word.pieces.len()));
            spans.push(word.span);
            window.shapes.extend(word.pieces.clone().map(|_| word.shape));
            let opens_line = match number.checked_sub(1).map(|before| part.cut.words[before].span.end()) {
                Some(end) => has_line_break(text, end..word.span.start()),
                None => part.opens_line,
            };
            window.shapes[first] += if opens_line { OPENS_LINE } else { 0 };
        }
        window.pieces.extend(&part.cut.pieces[pieces]);
        window.sentences.push(position(offset)..position(window.pieces.len()));
        sentences.push(part.sentence);
    }
    window.pieces.push(vocabulary.close);
    window.shapes.push(0);
    placed
}

fn has_line_break(text: &str, range: Range<usize>) -> bool {
    text.get(range).is_some_and(|gap| gap.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "[UNK]\n[CLS]\n[SEP]\nkim\nsaid\n##ong\n.\nno";

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(LIST).unwrap()
    }

    #[test]
    fn windows_end_at_line_breaks_past_half() {
        // The fourth does not fit; the third opens a line past half of a window.
        assert_eq!(pack(&[(60, true), (80, false), (60, true), (60, false)]), [0..2, 2..4]);
        // The only line break lies before half.
        assert_eq!(pack(&[(60, true), (80, true), (60, false), (60, false)]), [0..3, 3..4]);
        // The sentence that does not fit opens a line itself.
        assert_eq!(pack(&[(60, true), (80, true), (60, false), (60, true)]), [0..3, 3..4]);
        // What is left over and the next sentence do not fit together either.
        assert_eq!(pack(&[(130, true), (100, true), (254, false), (1, true)]), [0..1, 1..2, 2..3, 3..4]);
        assert_eq!(pack(&[(127, true), (127, true), (1, false)]), [0..2, 2..3]);
        assert_eq!(pack(&[]), [0..0; 0]);
    }

    #[test]
    fn a_window_holds_its_pieces_words_and_sentences() {
        let text = "KIM said.\n No kimong.";
        let windows = of(&vocabulary(), text, &[Span::new(0, 9), Span::new(11, 21)]);
        let [placed] = &windows[..] else { panic!("{windows:?}") };
        assert_eq!(placed.window.pieces, [1, 3, 4, 6, 7, 3, 5, 6, 2]);
        assert_eq!(placed.window.shapes, [0, 11, 1, 6, 10, 1, 1, 6, 0]);
        assert_eq!(placed.window.words, [1..2, 2..3, 3..4, 4..5, 5..7, 7..8]);
        assert_eq!(placed.window.sentences, [1..4, 4..8]);
        assert_eq!(placed.spans[4].of(text), "kimong");
        assert_eq!(placed.sentences, [0, 1]);
    }

    #[test]
    fn lines_open_inside_sentences_too() {
        let text = "kim\nsaid kim";
        let windows = of(&vocabulary(), text, &[Span::new(0, text.len())]);
        assert_eq!(windows[0].window.shapes, [0, 9, 9, 1, 0]);
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        let text = "kimong ".repeat(300);
        let sentences = [Span::new(0, text.len())];
        let windows = of(&vocabulary(), &text, &sentences);
        let pieces: Vec<usize> = windows.iter().map(|placed| placed.window.pieces.len()).collect();
        assert_eq!(pieces, [256, 256, 94]);
        assert!(windows.iter().all(|placed| placed.sentences == [0]));
        let held: usize = windows.iter().map(|placed| placed.spans.len()).sum();
        assert_eq!(held, 300);
        assert_eq!(windows[0].window.shapes[1], 9);
        assert_eq!(windows[1].window.shapes[1], 1);
    }

    #[test]
    fn no_words_no_windows() {
        assert!(of(&vocabulary(), " \n ", &[Span::new(0, 3)]).is_empty());
        assert!(of(&vocabulary(), "", &[]).is_empty());
    }
}
