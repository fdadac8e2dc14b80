//! Trains what finds place names, and learns the weights of what they refer to.

use crate::records::{TaggedSentence, lines};
use headwater_annotate::Annotator;
use headwater_annotate::places::{FEATURE_NAMES, FEATURES, IS_PLACE, OF_THE_NAME_ITSELF, Sense, senses, visit};
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::{NameKind, key, kilometres};
use headwater_engine::CodePoints;
use headwater_ingest::{Fields, compose};
use headwater_linear::{Linear, Trainer, best_of};
use headwater_model::{Annotated, Report, Span};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Times the training data are read.
const PASSES: usize = 8;
/// Rows of the model's table: 2 to this.
const BITS: u8 = 16;
/// A sense within this distance of the gold's point, in kilometres, is right.
const NEAR: f64 = 161.0;

/// Weights that are not learnt: the sets with places were collected for names that small towns share with capitals, and
/// would teach that a capital is seldom meant; and they hold too few names like "Quebec" in "Montreal, Quebec".
const SET_BY_HAND: [(usize, f32); 3] = [(24, 1.2), (25, 0.2), (26, 3.0)];

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    outlet: String,
    text: String,
    places: Vec<Mention>,
}

/// A document of named entities: tokens and BIO tags.
#[derive(Deserialize)]
struct Tagged {
    sentences: Vec<TaggedSentence>,
}

impl Tagged {
    /// The text, sentences as lines, with the spans of its locations and of what is neither a location nor a person: place
    /// names inside of organisations and the like are not tagged there, though the sets with places have them.
    fn read(&self) -> (String, Vec<Span>, Vec<Span>) {
        let mut text = String::new();
        let mut spans: Vec<Span> = Vec::new();
        let mut unsure: Vec<Span> = Vec::new();
        for sentence in &self.sentences {
            let mut inside = false;
            for (token, tag) in sentence.tokens.iter().zip(&sentence.tags) {
                let closes = token.starts_with(['.', ',', ';', ':', '!', '?', ')', '’', '\'']);
                if !closes && !text.ends_with(['\n', '(', '“', '‘']) {
                    text.push(' ');
                }
                let span = Span::new(text.len(), text.len() + token.len());
                text.push_str(token);
                match spans.last_mut() {
                    Some(last) if inside && tag == "I-Location" => *last = last.cover(span),
                    _ if tag == "B-Location" => spans.push(span),
                    _ => {}
                }
                inside = tag.ends_with("-Location");
                if !inside && tag != "O" && !tag.ends_with("-Person") {
                    unsure.push(span);
                }
            }
            text.push('\n');
        }
        (text, spans, unsure)
    }
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// An annotated report with its gold.
struct Example {
    report: Report,
    annotated: Annotated,
    spans: Vec<Span>,
    /// Where the annotation does not tell whether a name is a place's.
    unsure: Vec<Span>,
    points: Vec<Option<(f64, f64)>>,
    /// One over the names with a point in its file.
    weight: f32,
}

fn read(files: &[PathBuf]) -> Result<Vec<Example>, String> {
    let annotator = Annotator::new();
    let mut examples = Vec::new();
    for path in files {
        let first = examples.len();
        for record in lines(path)? {
            let record: Record = record?;
            let counted = CodePoints::new(&record.text);
            let spans = record.places.iter().map(|place| counted.span(place.start, place.end)).collect();
            let points = record.places.iter().map(|place| place.lat.zip(place.lon)).collect();
            let report = compose(Fields { outlet: record.outlet, text: record.text, ..Fields::default() }).value;
            let annotated = annotator.annotate(&report);
            examples.push(Example { report, annotated, spans, unsure: Vec::new(), points, weight: 0.0 });
        }
        let placed: usize = examples[first..].iter().map(|example| example.points.iter().flatten().count()).sum();
        examples[first..].iter_mut().for_each(|example| example.weight = 1.0 / placed.max(1) as f32);
    }
    Ok(examples)
}

/// Documents tagged with named entities, for the detector alone.
fn read_tagged(path: &Path) -> Result<Vec<Example>, String> {
    let annotator = Annotator::new();
    lines::<Tagged>(path)?
        .map(|document| {
            let (text, spans, unsure) = document?.read();
            let report = compose(Fields { text, ..Fields::default() }).value;
            let annotated = annotator.annotate(&report);
            Ok(Example { report, annotated, spans, unsure, points: Vec::new(), weight: 0.0 })
        })
        .collect()
}

impl Example {
    /// Whether the annotation says nothing of a name: one of the unsure, or a demonym among named entities, where demonyms
    /// are tagged by another rule.
    fn is_unsure(&self, span: Span) -> bool {
        let demonym = || {
            let mut candidates = Gazetteer::embedded().candidates(&key(span.of(&self.report.text))).peekable();
            candidates.peek().is_some() && candidates.all(|candidate| candidate.name == NameKind::Demonym)
        };
        self.points.is_empty()
            && !self.spans.contains(&span)
            && (self.unsure.iter().any(|unsure| unsure.overlaps(span)) || demonym())
    }
}

/// What the detector is shown of one report: features of each suspect and whether it is one.
fn suspects(example: &Example) -> Vec<(Vec<u64>, bool)> {
    let gold: BTreeSet<Span> = example.spans.iter().copied().collect();
    let mut shown = Vec::new();
    visit(&example.report, &example.annotated, Gazetteer::embedded(), |suspect| {
        let right = gold.contains(&suspect.span);
        if example.is_unsure(suspect.span) {
            return false;
        }
        shown.push((suspect.features.clone(), right));
        right
    });
    shown
}

fn learn(shown: &[&Vec<(Vec<u64>, bool)>]) -> Linear {
    let mut trainer = Trainer::new(&["other", "place"], BITS);
    for _ in 0..PASSES {
        for (features, right) in shown.iter().copied().flatten() {
            trainer.learn(features, usize::from(*right));
            // Once more as if the name had not been seen before, as most names of other reports have not.
            let unseen = features.iter().enumerate().filter(|(at, _)| !OF_THE_NAME_ITSELF.contains(at));
            trainer.learn(&unseen.map(|(_, feature)| *feature).collect::<Vec<_>>(), usize::from(*right));
        }
    }
    trainer.finish()
}

/// How a model finds names that it has not been trained on.
#[derive(Default)]
struct Found {
    hit: usize,
    found: usize,
    gold: usize,
}

impl Found {
    fn add(&mut self, model: &Linear, example: &Example) {
        let wanted: BTreeSet<Span> = example.spans.iter().copied().collect();
        self.gold += wanted.len();
        visit(&example.report, &example.annotated, Gazetteer::embedded(), |suspect| {
            let mut scores = [0; 2];
            model.score(&suspect.features, &mut scores);
            let accepted = best_of(&scores) == IS_PLACE;
            let counted = accepted && !example.is_unsure(suspect.span);
            self.found += usize::from(counted);
            self.hit += usize::from(counted && wanted.contains(&suspect.span));
            accepted
        });
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| self.hit as f64 / of.max(1) as f64;
        let (precision, recall) = (share(self.found), share(self.gold));
        let f1 = 2.0 * precision * recall / (precision + recall);
        write!(out, "precision {precision:.3} recall {recall:.3} f1 {f1:.3}")
    }
}

/// Trains the detector on all records, those tagged with named entities (file names with "worldwide") among them; tells on
/// standard error how one trained on half of the records finds the names of the other half.
#[expect(clippy::print_stderr, reason = "a program that talks to developers")]
pub(crate) fn train_names(files: &[PathBuf]) -> Result<Linear, String> {
    let (tagged, placed): (Vec<PathBuf>, Vec<PathBuf>) =
        files.iter().cloned().partition(|file| file.to_string_lossy().contains("worldwide"));
    let mut examples = read(&placed)?;
    let first_tagged = examples.len();
    for file in &tagged {
        examples.extend(read_tagged(file)?);
    }
    let shown: Vec<Vec<(Vec<u64>, bool)>> = examples.iter().map(suspects).collect();
    let mut found = [Found::default(), Found::default()];
    for half in 0..2 {
        let model = learn(&shown.iter().skip(half).step_by(2).collect::<Vec<_>>());
        for (at, example) in examples.iter().enumerate().skip(1 - half).step_by(2) {
            found[usize::from(at >= first_tagged)].add(&model, example);
        }
    }
    eprintln!("over halves: {}; named entities: {}", found[0], found[1]);
    Ok(learn(&shown.iter().collect::<Vec<_>>()))
}

/// A gold name with a point.
struct Question {
    /// The features of its senses and which of them are right.
    senses: Vec<([f32; FEATURES], bool)>,
    /// How much it counts: every file counts alike, however long.
    weight: f32,
}

impl Question {
    fn new(senses: &[Sense], wanted: (f64, f64), weight: f32) -> Self {
        let gazetteer = Gazetteer::embedded();
        let right = |sense: &Sense| kilometres(gazetteer.point(sense.place), wanted) <= NEAR;
        Self { senses: senses.iter().map(|sense| (sense.features, right(sense))).collect(), weight }
    }

    fn has(&self, wanted: bool) -> bool {
        self.senses.iter().any(|&(_, right)| right == wanted)
    }
}

/// Learns both sets of weights by conditional logistic regression (McFadden 1974; right senses of a name count together)
/// and prints them, with the accuracy of what was learnt on one half on the other.
#[expect(clippy::print_stdout, reason = "a program that talks to developers")]
pub(crate) fn learn_weights(files: &[PathBuf]) -> Result<(), String> {
    let examples = read(files)?;
    for stage in 0..2 {
        let questions: Vec<Vec<Question>> = examples
            .iter()
            .map(|example| {
                let senses = senses(&example.report, &example.annotated, &example.spans);
                let asked = senses[stage].iter().zip(&example.points);
                asked.filter_map(|(senses, point)| Some(Question::new(senses, (*point)?, example.weight))).collect()
            })
            .collect();
        let halves: Vec<Vec<&Question>> =
            (0..2).map(|half| questions.iter().skip(half).step_by(2).flatten().collect()).collect();
        let all: Vec<&Question> = questions.iter().flatten().collect();
        let weights = descend(&all);
        println!("stage {stage}: {} names", all.len());
        println!("  trained on all {:.4}", accuracy(&all, &weights));
        println!(
            "  halves {:.4} {:.4}",
            accuracy(&halves[1], &descend(&halves[0])),
            accuracy(&halves[0], &descend(&halves[1]))
        );
        let possible = all.iter().filter(|question| question.has(true)).count();
        println!("  possible {:.4}", possible as f64 / all.len().max(1) as f64);
        for (weight, name) in weights.iter().zip(FEATURE_NAMES) {
            println!("    {weight:.2}, // {name}");
        }
    }
    Ok(())
}

/// Gradient ascent with momentum on the mean log-likelihood with a small quadratic penalty.
fn descend(questions: &[&Question]) -> [f32; FEATURES] {
    const STEPS: usize = 300;
    const RATE: f32 = 2.0;
    const MOMENTUM: f32 = 0.9;
    const PENALTY: f32 = 0.001;
    let mut weights = [0.0_f32; FEATURES];
    for (at, weight) in SET_BY_HAND {
        weights[at] = weight;
    }
    let mut speed = [0.0_f32; FEATURES];
    let answerable: Vec<&Question> =
        questions.iter().copied().filter(|question| question.has(true) && question.has(false)).collect();
    let total_weight: f32 = answerable.iter().map(|question| question.weight).sum();
    for _ in 0..STEPS {
        let mut slope = [0.0_f32; FEATURES];
        for question in &answerable {
            let sums: Vec<f32> = question.senses.iter().map(|(features, _)| dot(features, &weights)).collect();
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let shares: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
            let total: f32 = shares.iter().sum();
            let right: f32 =
                shares.iter().zip(&question.senses).filter(|(_, (_, right))| *right).map(|(share, _)| share).sum();
            for (share, (features, is_right)) in shares.iter().zip(&question.senses) {
                let pull = if *is_right { share / right.max(f32::MIN_POSITIVE) } else { 0.0 } - share / total;
                for (slope, value) in slope.iter_mut().zip(features) {
                    *slope += question.weight * pull * value;
                }
            }
        }
        for at in (0..FEATURES).filter(|at| !SET_BY_HAND.iter().any(|(set, _)| set == at)) {
            let gradient = slope[at] / total_weight.max(f32::MIN_POSITIVE) - PENALTY * weights[at];
            speed[at] = MOMENTUM * speed[at] + RATE * gradient;
            weights[at] += speed[at];
        }
    }
    weights
}

fn dot(features: &[f32; FEATURES], weights: &[f32; FEATURES]) -> f32 {
    features.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

fn accuracy(questions: &[&Question], weights: &[f32; FEATURES]) -> f64 {
    let right = questions.iter().filter(|question| {
        let best = question
            .senses
            .iter()
            .reduce(|best, other| if dot(&other.0, weights) > dot(&best.0, weights) { other } else { best });
        best.is_some_and(|(_, right)| *right)
    });
    right.count() as f64 / questions.len().max(1) as f64
}
