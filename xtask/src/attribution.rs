//! Trains the attribution models: cues, then source and content of each cue, by the averaged structured perceptron
//! (Collins 2002) over annotated texts.

use headwater_annotate::{
    Annotator, AttributionSettings, AttributionViews, CUE_LABELS, SPAN_LABELS, best_labels, span_label_allowed,
};
use headwater_ingest::{Fields, compose};
use headwater_linear::{Linear, Trainer};
use headwater_model::{Annotated, Report, Span};
use serde::Deserialize;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Rounds over the training data.
const ROUNDS: usize = 6;
/// Score of labels that are not allowed.
const FORBIDDEN: i32 = i32::MIN / 4;

#[derive(Deserialize)]
struct Record {
    text: String,
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// One annotated text with the gold's token ranges.
struct Example {
    report: Report,
    annotated: Annotated,
    /// Cues in order, with source and content.
    attributions: Vec<Parts>,
}

struct Parts {
    cue: Range<usize>,
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// The model of cues.
pub(crate) fn train_cues(files: &[PathBuf]) -> Result<Linear, String> {
    let examples = read(files)?;
    let mut trainer = Trainer::new(&CUE_LABELS, 18);
    for _ in 0..ROUNDS {
        for example in &examples {
            learn_cues(&mut trainer, example);
        }
    }
    Ok(trainer.finish())
}

/// The model of sources and contents.
pub(crate) fn train_spans(files: &[PathBuf]) -> Result<Linear, String> {
    let examples = read(files)?;
    let mut trainer = Trainer::new(&SPAN_LABELS, 18);
    for _ in 0..ROUNDS {
        for example in &examples {
            learn_spans(&mut trainer, example);
        }
    }
    Ok(trainer.finish())
}

fn learn_cues(trainer: &mut Trainer, example: &Example) {
    let views = AttributionViews::new(&example.report, &example.annotated.words, &example.annotated.quotations);
    let mut gold = vec![0; example.annotated.words.tokens.len()];
    for parts in &example.attributions {
        mark(&mut gold, &parts.cue, 0, 1);
    }
    for sentence in &example.annotated.words.sentences {
        let tokens = sentence.first as usize..sentence.last as usize;
        let features: Vec<Vec<u64>> = tokens
            .clone()
            .map(|at| {
                let mut features = Vec::new();
                views.cue_features(at, &mut features);
                features
            })
            .collect();
        let allowed = |_: usize, from: Option<usize>, to: usize| to != 2 || from.is_some_and(|from| from != 0);
        let transition = |_: usize, from: Option<usize>| vec![AttributionViews::cue_transition(from)];
        learn(trainer, &features, &gold[tokens], allowed, transition);
    }
}

fn learn_spans(trainer: &mut Trainer, example: &Example) {
    let views = AttributionViews::new(&example.report, &example.annotated.words, &example.annotated.quotations);
    let settings = AttributionSettings::default();
    let cues: Vec<Range<usize>> = example.attributions.iter().map(|parts| parts.cue.clone()).collect();
    for (own, parts) in example.attributions.iter().enumerate() {
        let window =
            views.window(&parts.cue, settings.sentences_before, settings.sentences_after, settings.tokens_around);
        let mut gold = vec![0; window.len()];
        for source in &parts.source {
            mark(&mut gold, source, window.start, 1);
        }
        for content in &parts.content {
            mark(&mut gold, content, window.start, 3);
        }
        for at in parts.cue.clone() {
            gold[at - window.start] = 0;
        }
        repair(&mut gold);
        let features: Vec<Vec<u64>> = window
            .clone()
            .map(|at| {
                let mut features = Vec::new();
                views.span_features(&cues, own, at, &mut features);
                features
            })
            .collect();
        let allowed = |offset: usize, from: Option<usize>, to: usize| {
            span_label_allowed(parts.cue.contains(&(window.start + offset)), from, to)
        };
        let transition =
            |offset: usize, from: Option<usize>| views.span_transition(from, window.start + offset).to_vec();
        learn(trainer, &features, &gold, allowed, transition);
    }
}

/// One sequence: decodes with the weights as they stand and moves them where the labels differ.
fn learn(
    trainer: &mut Trainer,
    features: &[Vec<u64>],
    gold: &[usize],
    allowed: impl Fn(usize, Option<usize>, usize) -> bool,
    transition: impl Fn(usize, Option<usize>) -> Vec<u64>,
) {
    let Some(width) = features.first().map(|first| trainer.score(first).len()) else { return };
    let emissions: Vec<i32> = features.iter().flat_map(|features| trainer.score(features)).collect();
    let moves: Vec<Vec<i32>> = (0..features.len())
        .flat_map(|at| (0..=width).map(move |from| (at, from.checked_sub(1))))
        .map(|(at, from)| trainer.score(&transition(at, from)))
        .collect();
    let said = best_labels(&emissions, width, |at, from, to| {
        if allowed(at, from, to) { moves[at * (width + 1) + from.map_or(0, |from| from + 1)][to] } else { FORBIDDEN }
    });
    for at in 0..features.len() {
        let before = |labels: &[usize]| at.checked_sub(1).map(|at| labels[at]);
        if said[at] != gold[at] {
            trainer.update(&features[at], gold[at], 1.0);
            trainer.update(&features[at], said[at], -1.0);
        }
        if (said[at], before(&said)) != (gold[at], before(gold)) {
            trainer.update(&transition(at, before(gold)), gold[at], 1.0);
            trainer.update(&transition(at, before(&said)), said[at], -1.0);
        }
    }
    trainer.tick();
}

/// Labels the tokens of a range that lie within `labels`, which begins at token `offset`.
fn mark(labels: &mut [usize], range: &Range<usize>, offset: usize, begin: usize) {
    for at in range.clone() {
        if let Some(label) = at.checked_sub(offset).and_then(|at| labels.get_mut(at)) {
            *label = if at == range.start { begin } else { begin + 1 };
        }
    }
}

/// An inside without a beginning (cut off by the window or by the cue) becomes a beginning.
fn repair(labels: &mut [usize]) {
    let mut before = 0;
    for label in labels {
        if matches!(*label, 2 | 4) && before != *label && before + 1 != *label {
            *label -= 1;
        }
        before = *label;
    }
}

fn read(files: &[PathBuf]) -> Result<Vec<Example>, String> {
    let annotator = Annotator::new();
    let mut examples = Vec::new();
    for file in files {
        for record in records(file)? {
            examples.push(example(&annotator, record));
        }
    }
    Ok(examples)
}

fn records(file: &Path) -> Result<Vec<Record>, String> {
    let lines = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let parse = |line: &str| serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display()));
    lines.lines().filter(|line| !line.trim().is_empty()).map(parse).collect()
}

fn example(annotator: &Annotator, record: Record) -> Example {
    let starts: Vec<usize> = record.text.char_indices().map(|(at, _)| at).chain([record.text.len()]).collect();
    let report = compose(Fields { text: record.text, ..Fields::default() }).value;
    let annotated = annotator.annotate(&report);
    let byte = |point: usize| starts[point.min(starts.len() - 1)];
    let tokens = |range: &[usize; 2]| annotated.words.within(Span::new(byte(range[0]), byte(range[1])));
    let ranges = |spans: &[[usize; 2]]| -> Vec<Range<usize>> {
        spans.iter().map(tokens).filter(|range| !range.is_empty()).collect()
    };
    let mut attributions: Vec<Parts> = record
        .attributions
        .iter()
        .filter_map(|gold| {
            let cue = ranges(&gold.cue).into_iter().next()?;
            Some(Parts { cue, source: ranges(&gold.source), content: ranges(&gold.content) })
        })
        .collect();
    attributions.sort_by_key(|parts| parts.cue.start);
    attributions.dedup_by(|later, earlier| later.cue.start < earlier.cue.end);
    Example { report, annotated, attributions }
}
