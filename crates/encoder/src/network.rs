//! The two graphs of the transformer, run on one window at a time.
//!
//! A window is run alone: activations are quantised with one scale a tensor, so windows side by side would change each
//! other's scores.

use crate::windows::Window;
use rten::{Model, ModelOptions, NodeId, OpRegistry, RunOptions, ThreadPool, Value, ValueOrView, op_registry};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Farthest that a piece is told apart by its distance from a cue, in pieces.
const FARTHEST: i32 = 64;

/// The loaded graphs.
pub(crate) struct Network {
    encoder: Graph,
    attribution: Graph,
    /// Threads that are free to run a window; as many come to be as run side by side.
    threads: Mutex<Vec<Arc<ThreadPool>>>,
}

/// Scores of one window.
pub(crate) struct Scores {
    /// What stands for each piece (`[1, pieces, width]`).
    hidden: NdTensor<f32, 3>,
    /// Scores of the labels of names (`[1, pieces, labels]`).
    pub(crate) names: NdTensor<f32, 3>,
    /// Scores of out, begin and inside of cues (`[1, pieces, 3]`).
    pub(crate) cues: NdTensor<f32, 3>,
    /// What stands for each sentence, of unit length (`[1, sentences, width]`).
    pub(crate) vectors: NdTensor<f32, 3>,
    /// What each piece says of whether the text is one of units (`[1, pieces, 1]`).
    pub(crate) habit: NdTensor<f32, 3>,
    /// Scores of cues of what is said in units, as `cues`.
    pub(crate) unit_cues: NdTensor<f32, 3>,
    /// What each piece says of the ends of units beside it (`[1, pieces, 4]`).
    pub(crate) unit_ends: NdTensor<f32, 3>,
    /// What the lengths of units say of their ends (`[lengths]`).
    pub(crate) unit_lengths: NdTensor<f32, 1>,
}

impl Network {
    /// Loads both graphs; nothing when they are no graphs of the agreed inputs and outputs.
    pub(crate) fn new(encoder: &'static [u8], attribution: &'static [u8]) -> Option<Self> {
        let threads = Mutex::new(Vec::new());
        let network = alone(&threads, |_| {
            let encoder = Graph::new(
                encoder,
                &["pieces", "shapes", "mask", "sentences"],
                &["hidden", "names", "cues", "vectors", "habit", "unit_cues", "unit_ends", "unit_lengths"],
            );
            let attribution = Graph::new(attribution, &["hidden", "cue", "distance"], &["spans"]);
            Some((encoder?, attribution?))
        });
        let (encoder, attribution) = network??;
        Some(Self { encoder, attribution, threads })
    }

    /// Does something with a window on a thread of its own, without help of others: what rayon's threads wait for
    /// must not make them take up other work meanwhile, and one thread adds numbers in one order.
    pub(crate) fn alone<T: Send>(&self, work: impl FnOnce(&Arc<ThreadPool>) -> T + Send) -> Option<T> {
        alone(&self.threads, work)
    }

    /// Reads one window.
    pub(crate) fn read(&self, window: &Window, thread: &Arc<ThreadPool>) -> Option<Scores> {
        let length = window.pieces.len();
        let row = |values: Vec<i32>| NdTensor::from_data([1, length], values);
        let shapes = window.shapes.iter().map(|shape| i32::from(*shape)).collect();
        let mut sentences = NdTensor::zeros([1, window.sentences.len(), length]);
        for (at, sentence) in window.sentences.iter().enumerate() {
            average(sentence, |piece, part| sentences[[0, at, piece]] = part);
        }
        let inputs =
            vec![row(window.pieces.clone()).into(), row(shapes).into(), row(vec![1; length]).into(), sentences.into()];
        let [hidden, names, cues, vectors, habit, unit_cues, unit_ends, unit_lengths] =
            self.encoder.run(inputs, thread)?;
        Some(Scores {
            hidden: hidden.try_into().ok()?,
            names: names.try_into().ok()?,
            cues: cues.try_into().ok()?,
            vectors: vectors.try_into().ok()?,
            habit: habit.try_into().ok()?,
            unit_cues: unit_cues.try_into().ok()?,
            unit_ends: unit_ends.try_into().ok()?,
            unit_lengths: unit_lengths.try_into().ok()?,
        })
    }

    /// Scores of out, begin and inside of a source, begin and inside of a content, given cues as pieces of the window
    /// (`[cues, pieces, 5]`).
    pub(crate) fn attribute(
        &self,
        scores: &Scores,
        cues: &[Range<u32>],
        thread: &Arc<ThreadPool>,
    ) -> Option<NdTensor<f32, 3>> {
        let length = scores.hidden.size(1);
        let mut cue = NdTensor::zeros([cues.len(), length]);
        let mut distance = NdTensor::zeros([cues.len(), length]);
        for (at, pieces) in cues.iter().enumerate() {
            average(pieces, |piece, part| cue[[at, piece]] = part);
            for piece in 0..length {
                distance[[at, piece]] = distance_from(pieces, piece);
            }
        }
        let hidden: NdTensorView<'_, f32, 2> = scores.hidden.slice(0);
        let [spans] = self.attribution.run(vec![hidden.into(), cue.into(), distance.into()], thread)?;
        spans.try_into().ok()
    }
}

/// Gives each of some pieces an equal part of one.
fn average(pieces: &Range<u32>, mut give: impl FnMut(usize, f32)) {
    for piece in pieces.clone() {
        give(piece as usize, 1.0 / pieces.len() as f32);
    }
}

/// The distance of a piece from the nearest piece of a cue, counted from the farthest before it.
fn distance_from(cue: &Range<u32>, piece: usize) -> i32 {
    let place = |at: u32| i32::try_from(at).unwrap_or(i32::MAX);
    let piece = i32::try_from(piece).unwrap_or(i32::MAX);
    let (first, last) = (place(cue.start), place(cue.end) - 1);
    let signed = if piece < first { piece - first } else { (piece - last).max(0) };
    signed.clamp(-FARTHEST, FARTHEST) + FARTHEST
}

/// What the graphs are made of; what they do not need is left out of the program.
fn operators() -> OpRegistry {
    op_registry!(
        Add,
        Cast,
        Concat,
        Div,
        DynamicQuantizeLinear,
        Erf,
        Gather,
        Identity,
        LayerNormalization,
        MatMul,
        MatMulInteger,
        Max,
        Mul,
        Pad,
        Range,
        ReduceSum,
        Reshape,
        Shape,
        Slice,
        Softmax,
        Split,
        Sqrt,
        Squeeze,
        Sub,
        Transpose,
        Unsqueeze
    )
}

/// A graph with the places of its inputs and outputs.
pub(crate) struct Graph {
    model: Model,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
}

impl Graph {
    /// Loads a graph; nothing when it has no such inputs and outputs.
    pub(crate) fn new(bytes: &'static [u8], inputs: &[&str], outputs: &[&str]) -> Option<Self> {
        let model = ModelOptions::with_ops(operators()).prepack_weights(true).load_static_slice(bytes).ok()?;
        let nodes = |names: &[&str]| names.iter().map(|name| model.node_id(name).ok()).collect::<Option<Vec<_>>>();
        let (inputs, outputs) = (nodes(inputs)?, nodes(outputs)?);
        Some(Self { model, inputs, outputs })
    }

    /// Its outputs for values of its inputs, in their order.
    pub(crate) fn run<const COUNT: usize>(
        &self,
        values: Vec<ValueOrView<'_>>,
        thread: &Arc<ThreadPool>,
    ) -> Option<[Value; COUNT]> {
        let inputs = self.inputs.iter().copied().zip(values).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(thread)));
        self.model.run(inputs, &self.outputs, Some(options)).ok()?.try_into().ok()
    }
}

/// Runs `work` in a pool of one thread out of those that are free. The caller waits on a thread that is not rayon's.
pub(crate) fn alone<T: Send>(
    free: &Mutex<Vec<Arc<ThreadPool>>>,
    work: impl FnOnce(&Arc<ThreadPool>) -> T + Send,
) -> Option<T> {
    let taken = free.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let pool = taken.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
    let done = std::thread::scope(|scope| {
        let waiting = std::thread::Builder::new().spawn_scoped(scope, || pool.run(|| work(&pool)));
        waiting.ok()?.join().ok()
    });
    free.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_counted_from_the_cue() {
        let distances: Vec<i32> = (0..6).map(|piece| distance_from(&(2..4), piece)).collect();
        assert_eq!(distances, [62, 63, 64, 64, 65, 66]);
        assert_eq!(distance_from(&(100..101), 0), 0);
        assert_eq!(distance_from(&(0..1), 200), 128);
    }

    #[test]
    fn what_is_no_graph_is_refused() {
        assert!(Network::new(b"no graph", b"nor this").is_none());
    }
}
