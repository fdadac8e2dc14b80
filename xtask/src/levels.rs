//! Learns the weights by which copying between two reports is graded, from pairs with a gold level.

use crate::logistic::{Example, fitted, probability};
use crate::records::{Record, json, lines};
use headwater_annotate::Annotator;
use headwater_ingest::{Fields, compose};
use headwater_lineage::{FEATURES, Settings, measure};
use headwater_model::{Annotated, Reading, Report};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folds by event.
const FOLDS: usize = 8;
/// Penalty on the weights of each question, see [`fitted`]: some hundreds of pairs, 21 features.
const PENALTIES: [f64; 3] = [1.2e-2, 2.8e-2, 2e-2];
/// How much a pair that is partly copied counts: they are rare, and every class is to be found.
const PARTLY: f64 = 2.0;
/// Levels from the least to the most, as the gold names them.
const LEVELS: [&str; 4] = ["none", "same-source", "partly", "wholly"];

#[derive(Deserialize)]
struct GoldPair {
    a: String,
    b: String,
    level: String,
}

#[derive(Deserialize)]
struct GoldStory {
    copying: Vec<GoldPair>,
}

#[derive(Deserialize)]
struct GoldReports {
    reports: Vec<Record>,
}

/// A pair that was measured.
struct Graded {
    /// What the pair tells of: pairs of one event are never on both sides of a fold.
    event: String,
    features: [f64; FEATURES],
    /// Place among [`LEVELS`].
    level: usize,
}

/// Three questions in a row, each a constant and one weight a feature.
type Model = [Vec<f64>; 3];

/// Reads pairs and their reports, and the folders of stories; prints what folds by event score and then the weights fitted
/// to everything, in the form of `weights.rs`.
///
/// # Errors
/// When a file is missing or not of its form, or a pair names a report that is not there.
#[expect(clippy::print_stdout, reason = "a program that talks to developers")]
pub(crate) fn learn_weights(pairs: &Path, reports: &Path, stories: Option<&Path>) -> Result<(), String> {
    let reports = read_reports(lines(reports)?.collect::<Result<_, _>>()?);
    let pairs: Vec<GoldPair> = lines(pairs)?.collect::<Result<_, _>>()?;
    let mut graded = measured(&pairs, &reports, |pair| event_of(&pair.a).to_owned())?;
    for folder in stories.map(folders).transpose()?.unwrap_or_default() {
        let story: GoldStory = json(&folder.join("gold.json"))?;
        let reports: GoldReports = json(&folder.join("reports.json"))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let event = name.trim_end_matches(|digit: char| name.starts_with("prov") && digit.is_ascii_digit()).to_owned();
        graded.extend(measured(&story.copying, &read_reports(reports.reports), |_| event.clone())?);
    }
    let events: BTreeMap<&str, usize> = graded.iter().map(|pair| (pair.event.as_str(), 0)).collect();
    let folds: BTreeMap<&str, usize> = events.keys().enumerate().map(|(at, event)| (*event, at % FOLDS)).collect();
    let mut confusion = [[0_usize; 4]; 4];
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Graded>, Vec<&Graded>) =
            graded.iter().partition(|pair| folds[pair.event.as_str()] == fold);
        let (mean, scale) = moments(&rest);
        let model = trained(&rest, &mean, &scale);
        for pair in held {
            confusion[pair.level][answer(&model, &standard(&pair.features, &mean, &scale))] += 1;
        }
    }
    println!("pairs {}, events {}; levels (rows: gold) over {FOLDS} folds by event:", graded.len(), events.len());
    for (level, row) in LEVELS.iter().zip(&confusion) {
        println!("{level:>12} {row:?}");
    }
    println!("macro-F1 of wholly, partly, rest: {:.4}", macro_f1(&confusion));
    let all: Vec<&Graded> = graded.iter().collect();
    let (mean, scale) = moments(&all);
    let print = |name: &str, values: &[f64]| {
        println!("{name}: [{}]", values.iter().map(|value| format!("{value:.4}")).collect::<Vec<_>>().join(", "));
    };
    print("mean", &mean);
    print("scale", &scale);
    for (name, question) in ["derived", "wholly", "source"].into_iter().zip(trained(&all, &mean, &scale)) {
        print(name, &question);
    }
    Ok(())
}

/// Fits the three questions.
fn trained(pairs: &[&Graded], mean: &[f64; FEATURES], scale: &[f64; FEATURES]) -> Model {
    let asked: [(&dyn Fn(usize) -> bool, usize); 3] =
        [(&|_| true, 2), (&|level| level >= 2, 3), (&|level| level < 2, 1)];
    let mut model = asked.into_iter().zip(PENALTIES).map(|((concerns, least), penalty)| {
        let examples: Vec<Example> = pairs
            .iter()
            .filter(|pair| concerns(pair.level))
            .map(|pair| Example {
                features: standard(&pair.features, mean, scale),
                holds: pair.level >= least,
                weight: if LEVELS[pair.level] == "partly" { PARTLY } else { 1.0 },
            })
            .collect();
        fitted(&examples.iter().collect::<Vec<_>>(), penalty)
    });
    std::array::from_fn(|_| model.next().unwrap_or_default())
}

/// The level by the more probable side of each question.
fn answer(model: &Model, features: &[f64]) -> usize {
    let [derived, wholly, source] = model.each_ref().map(|weights| probability(features, weights) > 0.5);
    if derived { 2 + usize::from(wholly) } else { usize::from(source) }
}

/// A constant, then the features in standard form.
fn standard(features: &[f64; FEATURES], mean: &[f64; FEATURES], scale: &[f64; FEATURES]) -> Vec<f64> {
    let values = features.iter().zip(mean).zip(scale).map(|((value, mean), scale)| (value - mean) / scale);
    std::iter::once(1.0).chain(values).collect()
}

fn moments(pairs: &[&Graded]) -> ([f64; FEATURES], [f64; FEATURES]) {
    let count = pairs.len().max(1) as f64;
    let mean: [f64; FEATURES] =
        std::array::from_fn(|at| pairs.iter().map(|pair| pair.features[at]).sum::<f64>() / count);
    let scale = std::array::from_fn(|at| {
        let square: f64 = pairs.iter().map(|pair| (pair.features[at] - mean[at]).powi(2)).sum();
        (square / count).sqrt().max(1e-6)
    });
    (mean, scale)
}

/// Mean F1 of wholly, partly, and the rest as one class.
fn macro_f1(confusion: &[[usize; 4]; 4]) -> f64 {
    let class = |level: usize| level.saturating_sub(1);
    let mut counts = [[0_usize; 3]; 3];
    for (gold, row) in confusion.iter().enumerate() {
        for (found, count) in row.iter().enumerate() {
            counts[class(gold)][class(found)] += count;
        }
    }
    let f1 = |at: usize| {
        let (gold, found) = (counts[at].iter().sum::<usize>(), counts.iter().map(|row| row[at]).sum::<usize>());
        2.0 * counts[at][at] as f64 / (gold + found).max(1) as f64
    };
    (f1(0) + f1(1) + f1(2)) / 3.0
}

fn measured(
    pairs: &[GoldPair],
    reports: &BTreeMap<String, (Report, Annotated)>,
    event: impl Fn(&GoldPair) -> String,
) -> Result<Vec<Graded>, String> {
    let reading = |id: &String| {
        let (report, annotated) = reports.get(id).ok_or_else(|| format!("no report {id}"))?;
        Ok::<_, String>(Reading { report, annotated })
    };
    let graded = |pair: &GoldPair| {
        let level = LEVELS.iter().position(|level| *level == pair.level);
        let level = level.ok_or_else(|| format!("{}: no such level", pair.level))?;
        let features = measure(reading(&pair.a)?, reading(&pair.b)?, &Settings::default()).values;
        Ok(Graded { event: event(pair), features, level })
    };
    pairs.iter().map(graded).collect()
}

fn read_reports(records: Vec<Record>) -> BTreeMap<String, (Report, Annotated)> {
    let annotator = Annotator::new();
    let read = |Record { id, outlet, title, text }| {
        let report = compose(Fields { outlet, title, text, ..Fields::default() }).value;
        let annotated = annotator.annotate(&report);
        (id, (report, annotated))
    };
    records.into_iter().map(read).collect()
}

/// The event of a report by its id: "gva-138295-c229ce94825f" is of "gva-138295", "prov-helsinki-7" of "prov-helsinki".
fn event_of(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(event, _)| event)
}

fn folders(root: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", root.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.join("gold.json").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macro_f1_of_a_case_worked_by_hand() {
        // Rest: 3 of 3 found, one partly taken for it: F1 6/7. Partly: none of 1 found: 0. Wholly: 2 of 2: 1.
        let confusion = [[2, 0, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 2]];
        assert!((macro_f1(&confusion) - (6.0 / 7.0 + 0.0 + 1.0) / 3.0).abs() < 1e-12);
    }

    #[test]
    fn learns_what_parts_the_levels() {
        // One feature rises with the level, the others say nothing.
        let pair = |at: usize| {
            let mut features = [0.0; FEATURES];
            features[0] = (at % 4) as f64;
            Graded { event: String::new(), features, level: at % 4 }
        };
        let pairs: Vec<Graded> = (0..40).map(pair).collect();
        let all: Vec<&Graded> = pairs.iter().collect();
        let (mean, scale) = moments(&all);
        let model = trained(&all, &mean, &scale);
        for pair in &pairs {
            assert_eq!(answer(&model, &standard(&pair.features, &mean, &scale)), pair.level);
        }
    }
}
