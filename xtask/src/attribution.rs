//! Trains the attribution models: cues, then source and content of each cue, by the averaged structured perceptron
//! (Collins 2002) over annotated texts.

use crate::records::lines;
use headwater_annotate::{Annotator, AttributionSettings, AttributionViews, SPAN_LABELS, best_runs};
use headwater_engine::CodePoints;
use headwater_ingest::{Fields, compose};
use headwater_linear::{Linear, Trainer};
use headwater_model::{Annotated, Report};
use serde::Deserialize;
use std::ops::Range;
use std::path::PathBuf;

/// Rounds over the training data.
const ROUNDS: usize = 4;
/// Rounds when a model only prepares the data of another.
const ROUNDS_OF_HALVES: usize = 2;
/// Rows of each model, as a power of two.
const BITS: u8 = 19;

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
    /// Cues that a model finds.
    cues: Vec<Range<usize>>,
}

struct Parts {
    cue: Range<usize>,
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
    /// The source that a model finds.
    found_source: Option<Range<usize>>,
}

/// What one of the three models is trained on.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    /// Cues of all sentences.
    Cues,
    /// The source of each cue.
    Sources,
    /// The content of each cue with its source.
    Contents,
}

/// Trains one model. Sources and contents are trained beside the cues and sources that models of the other half of the
/// texts find, which are as good and as bad as what they will meet.
pub(crate) fn train(part: Part, files: &[PathBuf]) -> Result<Linear, String> {
    let mut examples = read(files)?;
    if !matches!(part, Part::Cues) {
        let models = [0, 1].map(|half| train_on(Part::Cues, &examples, ROUNDS_OF_HALVES, |at| at % 2 == half));
        for (at, example) in examples.iter_mut().enumerate() {
            let views = views(example);
            example.cues = headwater_annotate::cues_by(&models[1 - at % 2], &views, &example.annotated.words);
        }
    }
    if matches!(part, Part::Contents) {
        let models = [0, 1].map(|half| train_on(Part::Sources, &examples, ROUNDS_OF_HALVES, |at| at % 2 == half));
        for (at, example) in examples.iter_mut().enumerate() {
            let views = views(example);
            let found = (0..example.attributions.len()).map(|own| {
                let (cues, own) = cues_around(example, own);
                headwater_annotate::source_by(&models[1 - at % 2], &views, &example.annotated.words, &cues, own)
            });
            let found: Vec<_> = found.collect();
            for (parts, source) in example.attributions.iter_mut().zip(found) {
                parts.found_source = source;
            }
        }
    }
    Ok(train_on(part, &examples, ROUNDS, |_| true))
}

fn train_on(part: Part, examples: &[Example], rounds: usize, chosen: impl Fn(usize) -> bool) -> Linear {
    let mut trainer = Trainer::new(&SPAN_LABELS, BITS);
    for _ in 0..rounds {
        for (_, example) in examples.iter().enumerate().filter(|(at, _)| chosen(*at)) {
            match part {
                Part::Cues => learn_cues(&mut trainer, example, &views(example)),
                Part::Sources | Part::Contents => learn_spans(&mut trainer, example, &views(example), part),
            }
        }
    }
    trainer.finish()
}

fn views(example: &Example) -> AttributionViews<'_> {
    AttributionViews::new(&example.report, &example.annotated.words, &example.annotated.quotations)
}

/// The cue of an attribution among the cues that were found, and its position there.
fn cues_around(example: &Example, own: usize) -> (Vec<Range<usize>>, usize) {
    let cue = &example.attributions[own].cue;
    let apart = |other: &&Range<usize>| other.end <= cue.start || cue.end <= other.start;
    let mut cues: Vec<Range<usize>> = example.cues.iter().filter(apart).cloned().collect();
    let at = cues.partition_point(|other| other.start < cue.start);
    cues.insert(at, cue.clone());
    (cues, at)
}

fn learn_cues(trainer: &mut Trainer, example: &Example, views: &AttributionViews<'_>) {
    let mut gold = vec![0; example.annotated.words.tokens.len()];
    for parts in &example.attributions {
        mark(&mut gold, &parts.cue, 0);
    }
    for sentence in &example.annotated.words.sentences {
        let window = sentence.first as usize..sentence.last as usize;
        let sequence = Sequence { views, window: window.clone(), cue: None };
        learn(trainer, &sequence, &gold[window], usize::MAX, |_| false, |at, out| views.cue_features(at, out));
    }
}

fn learn_spans(trainer: &mut Trainer, example: &Example, views: &AttributionViews<'_>, part: Part) {
    let settings = AttributionSettings::default();
    for (number, parts) in example.attributions.iter().enumerate() {
        let (cues, own) = cues_around(example, number);
        let source = parts.found_source.as_ref();
        let in_cue = |at: usize| parts.cue.contains(&at);
        let in_source = |at: usize| source.is_some_and(|source| source.contains(&at));
        match part {
            Part::Contents => {
                let window = views.window(
                    &parts.cue,
                    settings.sentences_before,
                    settings.sentences_after,
                    settings.tokens_around,
                );
                let blocked = |at: usize| in_cue(at) || in_source(at);
                let gold = labels(&parts.content, &window, blocked);
                let sequence = Sequence { views, window, cue: Some(&parts.cue) };
                learn(trainer, &sequence, &gold, settings.most_contents, blocked, |at, out| {
                    views.content_features(&cues, own, source, at, out);
                });
            }
            _ => {
                let window = views.window(&parts.cue, 0, 0, settings.tokens_around);
                let gold = labels(&parts.source, &window, in_cue);
                let sequence = Sequence { views, window, cue: Some(&parts.cue) };
                learn(trainer, &sequence, &gold, 1, in_cue, |at, out| views.source_features(&cues, own, at, out));
            }
        }
    }
}

/// Tokens that are labelled together.
struct Sequence<'a> {
    views: &'a AttributionViews<'a>,
    window: Range<usize>,
    cue: Option<&'a Range<usize>>,
}

/// The gold's labels of a window: blocked tokens are out, and a run that is cut off begins where it goes on.
fn labels(spans: &[Range<usize>], window: &Range<usize>, blocked: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut labels = vec![0; window.len()];
    for span in spans {
        mark(&mut labels, span, window.start);
    }
    let mut before = 0;
    for (at, label) in window.clone().zip(&mut labels) {
        if blocked(at) {
            *label = 0;
        } else if *label == 2 && before == 0 {
            *label = 1;
        }
        before = *label;
    }
    labels
}

/// One sequence: decodes with the weights as they stand and moves them where the labels differ.
fn learn(
    trainer: &mut Trainer,
    sequence: &Sequence<'_>,
    gold: &[usize],
    most: usize,
    blocked: impl Fn(usize) -> bool,
    features_of: impl Fn(usize, &mut Vec<u64>),
) {
    let window = &sequence.window;
    let features: Vec<Vec<u64>> = window
        .clone()
        .map(|at| {
            let mut features = Vec::new();
            features_of(at, &mut features);
            features
        })
        .collect();
    let transition = |offset: usize, inside: bool| {
        let mut features = Vec::new();
        sequence.views.transition_features(window.start + offset, inside, sequence.cue, &mut features);
        features
    };
    let emissions: Vec<i32> = features.iter().flat_map(|features| trainer.score(features)).collect();
    let moves: Vec<[Vec<i32>; 2]> =
        (0..window.len()).map(|at| [false, true].map(|inside| trainer.score(&transition(at, inside)))).collect();
    let said = best_runs(
        &emissions,
        most,
        |offset| blocked(window.start + offset),
        |at, inside, to| moves[at][usize::from(inside)][to],
    );
    for at in 0..window.len() {
        let inside = |labels: &[usize]| at.checked_sub(1).is_some_and(|before| labels[before] != 0);
        if said[at] != gold[at] {
            trainer.update(&features[at], gold[at], 1.0);
            trainer.update(&features[at], said[at], -1.0);
        }
        if (said[at], inside(&said)) != (gold[at], inside(gold)) {
            trainer.update(&transition(at, inside(gold)), gold[at], 1.0);
            trainer.update(&transition(at, inside(&said)), said[at], -1.0);
        }
    }
    trainer.tick();
}

/// Labels the tokens of a range that lie within `labels`, which begins at token `offset`.
fn mark(labels: &mut [usize], range: &Range<usize>, offset: usize) {
    for at in range.clone() {
        if let Some(label) = at.checked_sub(offset).and_then(|at| labels.get_mut(at)) {
            *label = if at == range.start { 1 } else { 2 };
        }
    }
}

fn read(files: &[PathBuf]) -> Result<Vec<Example>, String> {
    let annotator = Annotator::new();
    let mut examples = Vec::new();
    for file in files {
        for record in lines(file)? {
            examples.push(example(&annotator, record?));
        }
    }
    Ok(examples)
}

fn example(annotator: &Annotator, record: Record) -> Example {
    let points = CodePoints::new(&record.text);
    let report = compose(Fields { text: record.text, ..Fields::default() }).value;
    let annotated = annotator.annotate(&report);
    let tokens = |range: &[usize; 2]| annotated.words.within(points.span(range[0], range[1]));
    let ranges = |spans: &[[usize; 2]]| -> Vec<Range<usize>> {
        spans.iter().map(tokens).filter(|range| !range.is_empty()).collect()
    };
    let mut attributions: Vec<Parts> = record
        .attributions
        .iter()
        .filter_map(|gold| {
            let cue = ranges(&gold.cue).into_iter().next()?;
            Some(Parts { cue, source: ranges(&gold.source), content: ranges(&gold.content), found_source: None })
        })
        .collect();
    attributions.sort_by_key(|parts| parts.cue.start);
    attributions.dedup_by(|later, earlier| later.cue.start < earlier.cue.end);
    Example { report, annotated, attributions, cues: Vec::new() }
}
