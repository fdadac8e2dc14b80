//! What the transformer makes of two statements side by side: asked of the pairs that may be one claim by their words.

use headwater_encoder::{PairReader, Side};
use headwater_model::{Reading, Statement};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Pairs that one thread reads before it looks for more.
const READ_TOGETHER: usize = 16;

/// The statements of a story as the transformer is shown them.
#[derive(Debug)]
pub(crate) struct Sides {
    reader: &'static PairReader,
    of_statement: Vec<Side>,
}

impl Sides {
    /// Nothing unless all reports of the story were read in full.
    pub(crate) fn of(readings: &[Reading<'_>], statements: &[Statement]) -> Option<Self> {
        let in_full = |reading: &Reading<'_>| {
            reading.annotated.words.sentences.is_empty() || !reading.annotated.vectors.is_empty()
        };
        if !readings.iter().all(in_full) {
            return None;
        }
        let reader = PairReader::embedded()?;
        let side = |statement: &Statement| {
            let reading = &readings[statement.report];
            let sentences = &reading.annotated.words.sentences;
            let around = sentences.get(statement.sentence as usize).map_or(statement.span, |sentence| sentence.span);
            reader.side(&reading.report.text, around, statement.span)
        };
        Some(Self { reader, of_statement: statements.iter().map(side).collect() })
    }

    /// Those of some of the statements, in this order.
    pub(crate) fn of_these(&self, positions: &[usize]) -> Self {
        let of_statement = positions.iter().map(|&at| self.of_statement[at].clone()).collect();
        Self { reader: self.reader, of_statement }
    }

    /// How much speaks for one claim in each pair of statements, as log-odds; nothing when the machine had no memory or no
    /// thread for it. Copies repeat pairs: each is read once.
    pub(crate) fn scores(&self, pairs: &[(usize, usize)]) -> Option<Vec<f32>> {
        let sides = |&(a, b): &(usize, usize)| (&self.of_statement[a], &self.of_statement[b]);
        let mut known: BTreeMap<(&Side, &Side), usize> = BTreeMap::new();
        let mut distinct: Vec<(&Side, &Side)> = Vec::new();
        let places: Vec<usize> = pairs
            .iter()
            .map(|pair| {
                let sides = sides(pair);
                *known.entry(sides).or_insert_with(|| {
                    distinct.push(sides);
                    distinct.len() - 1
                })
            })
            .collect();
        let read = distinct.par_chunks(READ_TOGETHER).map(|some| self.reader.read(some));
        let scores: Vec<f32> = read.collect::<Option<Vec<_>>>()?.concat();
        Some(places.into_iter().map(|at| scores[at]).collect())
    }
}
