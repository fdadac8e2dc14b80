//! Two statements read side by side: what the transformer makes of both together, as one number.

use crate::network::{Graph, alone};
use crate::pieces::{Cut, Vocabulary};
use headwater_model::Span;
use rten::ThreadPool;
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex};

/// Most pieces of one side.
const MOST_PIECES: usize = 44;

/// What a piece is: of neither side, of a statement, of the rest of its sentence; for the second side two more.
const FRAME: i32 = 0;
const STATEMENT: i32 = 1;
const SENTENCE: i32 = 2;
const SECOND_SIDE: i32 = 2;

/// A statement in its sentence, as the transformer is shown it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Side {
    pieces: Vec<i32>,
    /// First and end of the statement's among them.
    own: (usize, usize),
}

/// The transformer that reads two statements side by side (a cross-encoder: Reimers & Gurevych 2019 call it so), with its
/// vocabulary. Shared between threads; every pair is read alone.
pub struct PairReader {
    vocabulary: Vocabulary,
    graph: Graph,
    threads: Mutex<Vec<Arc<ThreadPool>>>,
}

static EMBEDDED: LazyLock<Option<PairReader>> = LazyLock::new(PairReader::built_in);

impl PairReader {
    /// The built-in weights, unpacked at the first call; nothing when the embedded files are no such graph.
    #[must_use]
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    fn built_in() -> Option<Self> {
        let vocabulary = Vocabulary::new(include_str!("../../../models/pieces.txt"))?;
        let threads = Mutex::new(Vec::new());
        let load = |_: &Arc<ThreadPool>| {
            Graph::new(include_bytes!("../../../models/pairs.onnx"), &["pieces", "marks", "sides"], &["score"])
        };
        let graph = alone(&threads, load)??;
        Some(Self { vocabulary, graph, threads })
    }

    /// A statement of a text with the sentence around it, both as spans of the text.
    #[must_use]
    pub fn side(&self, text: &str, sentence: Span, statement: Span) -> Side {
        let cut = Cut::new(&self.vocabulary, text, sentence.cover(statement));
        let of_statement = |span: Span| span.end() > statement.start() && span.start() < statement.end();
        let own = cut.words.iter().filter(|word| of_statement(word.span));
        let own = own.map(|word| word.pieces.clone()).reduce(|a, b| a.start..b.end).unwrap_or(0..cut.pieces.len());
        let shown = shown(cut.pieces.len(), &own);
        let place = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
        Side { own: (place(own.start), place(own.end)), pieces: cut.pieces[shown].to_vec() }
    }

    /// How much speaks for one claim in each pair, as log-odds; nothing when a pair could not be read: no memory, no thread.
    #[must_use]
    pub fn read(&self, pairs: &[(&Side, &Side)]) -> Option<Vec<f32>> {
        let one = |(a, b): &(&Side, &Side), thread: &Arc<ThreadPool>| {
            if a.pieces.is_empty() || b.pieces.is_empty() {
                return Some(f32::NEG_INFINITY);
            }
            let [score] = self.graph.run(self.inputs(a, b), thread)?;
            let score: NdTensor<f32, 1> = score.try_into().ok()?;
            score.get([0]).copied()
        };
        alone(&self.threads, |thread| pairs.iter().map(|pair| one(pair, thread)).collect())?
    }

    fn inputs(&self, a: &Side, b: &Side) -> Vec<rten::ValueOrView<'static>> {
        let Vocabulary { open, close, .. } = self.vocabulary;
        let pieces = [&[open], &a.pieces[..], &[close], &b.pieces[..], &[close]].concat();
        let mut marks = vec![FRAME; pieces.len()];
        let mut sides = NdTensor::zeros([1, 2, pieces.len()]);
        let firsts = [1, a.pieces.len() + 2];
        for (number, (side, first)) in [a, b].into_iter().zip(firsts).enumerate() {
            let own = side.own.0..side.own.1;
            let second = if number == 0 { 0 } else { SECOND_SIDE };
            for at in 0..side.pieces.len() {
                marks[first + at] = second + if own.contains(&at) { STATEMENT } else { SENTENCE };
            }
            for at in own.clone() {
                sides[[0, number, first + at]] = 1.0 / own.len() as f32;
            }
        }
        let row = |values: Vec<i32>| NdTensor::from_data([1, values.len()], values);
        vec![row(pieces).into(), row(marks).into(), sides.into()]
    }
}

/// Which of so many pieces are shown when `own` are the statement's: it and as much on both sides as there is room for.
fn shown(count: usize, own: &Range<usize>) -> Range<usize> {
    if count <= MOST_PIECES {
        return 0..count;
    }
    let Some(room) = MOST_PIECES.checked_sub(own.len()) else { return own.start..own.start + MOST_PIECES };
    let left = own.start.min(room.div_ceil(2));
    let right = (count - own.end).min(room - left);
    let left = own.start.min(room - right);
    own.start - left..own.end + right
}

impl std::fmt::Debug for PairReader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("PairReader").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_shown_with_as_much_of_its_sentence_as_there_is_room_for() {
        assert_eq!(shown(30, &(3..9)), 0..30);
        assert_eq!(shown(100, &(50..60)), 33..77);
        assert_eq!(shown(100, &(2..12)), 0..44);
        assert_eq!(shown(100, &(90..100)), 56..100);
        assert_eq!(shown(100, &(10..80)), 10..54);
    }

    #[test]
    fn one_event_in_other_words_scores_above_another_event() {
        let reader = PairReader::embedded().unwrap();
        let side = |text: &str| {
            let whole = Span::new(0, text.len());
            reader.side(text, whole, whole)
        };
        let [closed, shut, sold] = [
            "The harbour bridge was closed to traffic on Monday",
            "Drivers could not cross the harbour bridge on Monday",
            "The harbour bridge was sold to a steel company last year",
        ]
        .map(side);
        let scores = reader.read(&[(&closed, &shut), (&closed, &sold), (&closed, &shut)]).unwrap();
        assert!(scores[0] > scores[1], "{scores:?}");
        assert_eq!(scores[0].to_bits(), scores[2].to_bits());
        assert_eq!(reader.read(&[(&closed, &side(""))]), Some(vec![f32::NEG_INFINITY]));
    }
}
