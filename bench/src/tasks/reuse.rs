//! Task `reuse`: the level and direction of copying between two reports, and the passages that they share.
//!
//! `reuse PAIRS REPORTS`. Levels are scored as three classes: wholly, partly, and the rest (`same-source` and `none`
//! together, the softest border of the gold). Passages are scored in characters over both sides of all pairs. The gold
//! lists at most the five longest near-verbatim runs of a derived pair and none of a pair of the rest; predictions are
//! made in that form.

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Counts, Metric, length, overlap, share};
use headwater_engine::CodePoints;
use headwater_lineage::{Settings, trace};
use headwater_model::{Annotated, CopyLevel, CopyingPair, Direction, Reading, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most passages the gold lists for one pair.
const LISTED_PASSAGES: usize = 5;

/// A passage in both reports: `[[a_start, a_end], [b_start, b_end]]` in code points, half-open.
type SharedPassage = [[usize; 2]; 2];

/// One record of the gold.
#[derive(Debug, Deserialize)]
struct Pair {
    a: String,
    b: String,
    level: String,
    direction: String,
    shared: Vec<SharedPassage>,
}

/// One prediction in the gold's form.
#[derive(Debug, Serialize)]
struct Prediction<'a> {
    a: &'a str,
    b: &'a str,
    level: &'static str,
    direction: &'static str,
    wire: String,
    containment: f64,
    shared: Vec<SharedPassage>,
}

/// A report with its layers and its code points.
struct Prepared {
    report: Report,
    annotated: Annotated,
    points: CodePoints,
}

/// Scores the task.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let [pairs, reports] = arguments.files.as_slice() else {
        return Err(Problem::new("reuse", "takes two files: PAIRS REPORTS"));
    };
    let annotator = arguments.annotator();
    let prepared: BTreeMap<String, Prepared> = read_lines::<Record>(reports)?
        .into_iter()
        .map(|record| {
            let report = record.report();
            let annotated = annotator.annotate(&report);
            let points = CodePoints::new(&report.text);
            (record.id, Prepared { report, annotated, points })
        })
        .collect();
    let find = |id: &str| prepared.get(id).ok_or_else(|| Problem::new(reports.display(), format!("no report {id}")));
    let gold: Vec<Pair> = read_lines(pairs)?;
    let settings = Settings::default();
    let mut predictions = Vec::with_capacity(gold.len());
    for pair in &gold {
        predictions.push(predict(pair, find(&pair.a)?, find(&pair.b)?, &settings));
    }
    write_lines(arguments.predictions.as_ref(), &predictions)?;
    Ok(score(&gold, &predictions))
}

fn predict<'a>(pair: &'a Pair, a: &Prepared, b: &Prepared, settings: &Settings) -> Prediction<'a> {
    let readings = [a, b].map(|side| Reading { report: &side.report, annotated: &side.annotated });
    let tree = trace(&readings, settings);
    let found = tree.pairs.first();
    Prediction {
        a: &pair.a,
        b: &pair.b,
        level: found.map_or("none", |pair| level_name(pair.level)),
        direction: found.map_or("unknown", |pair| direction_name(pair.direction)),
        wire: found.map(|pair| pair.wire.clone()).unwrap_or_default(),
        containment: found.map_or(0.0, |pair| pair.containment),
        shared: found.map(|pair| listed(pair, a, b)).unwrap_or_default(),
    }
}

/// The longest passages of a derived pair, longest first.
fn listed(pair: &CopyingPair, a: &Prepared, b: &Prepared) -> Vec<SharedPassage> {
    if !matches!(pair.level, CopyLevel::Wholly | CopyLevel::Partly) {
        return Vec::new();
    }
    let mut shared: Vec<SharedPassage> =
        pair.passages.iter().map(|passage| [a.points.range(passage.from), b.points.range(passage.to)]).collect();
    shared.sort_by_key(|[[start, end], _]| (std::cmp::Reverse(end - start), *start));
    shared.truncate(LISTED_PASSAGES);
    shared
}

fn score(gold: &[Pair], predictions: &[Prediction<'_>]) -> Vec<Metric> {
    let mut classes = [Counts::default(); 3];
    let mut derived = Counts::default();
    let mut passages = Counts::default();
    let (mut directed, mut directed_right) = (0, 0);
    for (pair, prediction) in gold.iter().zip(predictions) {
        let (wanted, got) = (class(&pair.level), class(prediction.level));
        for (at, counts) in classes.iter_mut().enumerate() {
            let (wanted, got) = (wanted == at, got == at);
            counts.add(usize::from(wanted && got), usize::from(got), usize::from(wanted));
        }
        let (wanted, got) = (wanted != REST, got != REST);
        derived.add(usize::from(wanted && got), usize::from(got), usize::from(wanted));
        if pair.direction != "unknown" {
            directed += 1;
            directed_right += usize::from(pair.direction == prediction.direction);
        }
        for side in 0..2 {
            let wanted = union(pair.shared.iter().map(|passage| passage[side]));
            let got = union(prediction.shared.iter().map(|passage| passage[side]));
            passages.add(overlap(&wanted, &got), length(&got), length(&wanted));
        }
    }
    let macro_f1 = classes.iter().map(|counts| counts.f1()).sum::<f64>() / classes.len() as f64;
    vec![
        Metric::new("level_macro_f1", macro_f1),
        Metric::new("derived_f1", derived.f1()),
        Metric::new("direction_accuracy", share(directed_right, directed)),
        Metric::new("passage_f1", passages.f1()),
    ]
}

/// The class of pairs that are not derived.
const REST: usize = 2;

fn class(level: &str) -> usize {
    match level {
        "wholly" => 0,
        "partly" => 1,
        _ => REST,
    }
}

fn level_name(level: CopyLevel) -> &'static str {
    match level {
        CopyLevel::Wholly => "wholly",
        CopyLevel::Partly => "partly",
        CopyLevel::SameSource => "same-source",
        CopyLevel::None => "none",
    }
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::AToB => "a->b",
        Direction::BToA => "b->a",
        Direction::Common => "common",
        Direction::Unknown => "unknown",
    }
}

/// Ranges merged where they touch, ascending.
fn union(ranges: impl Iterator<Item = [usize; 2]>) -> Vec<[usize; 2]> {
    let mut ranges: Vec<[usize; 2]> = ranges.collect();
    ranges.sort_unstable();
    let mut merged: Vec<[usize; 2]> = Vec::with_capacity(ranges.len());
    for [start, end] in ranges {
        match merged.last_mut() {
            Some(last) if start <= last[1] => last[1] = last[1].max(end),
            _ => merged.push([start, end]),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(level: &str, direction: &str, shared: Vec<SharedPassage>) -> Pair {
        Pair { a: "a".into(), b: "b".into(), level: level.into(), direction: direction.into(), shared }
    }

    fn predicted(level: &'static str, direction: &'static str, shared: Vec<SharedPassage>) -> Prediction<'static> {
        Prediction { a: "a", b: "b", level, direction, wire: String::new(), containment: 0.0, shared }
    }

    #[test]
    fn worked_by_hand() {
        let gold = [
            gold("wholly", "common", vec![[[0, 10], [5, 15]]]),
            gold("partly", "a->b", vec![]),
            gold("same-source", "common", vec![]),
            gold("none", "unknown", vec![]),
        ];
        let predictions = [
            predicted("wholly", "common", vec![[[0, 5], [5, 15]], [[3, 8], [5, 9]]]),
            predicted("wholly", "b->a", vec![]),
            predicted("none", "unknown", vec![]),
            predicted("same-source", "common", vec![]),
        ];
        let metrics = score(&gold, &predictions);
        let value = |name: &str| metrics.iter().find(|metric| metric.name == name).unwrap().value;
        // wholly: 1 of 2 found, 1 of 1 gold: 2/3; partly: 0; the rest: 2 of 2 and 2 of 2.
        assert!((value("level_macro_f1") - (2.0 / 3.0 + 0.0 + 1.0) / 3.0).abs() < 1e-12);
        assert!((value("derived_f1") - 1.0).abs() < 1e-12);
        // Of three known directions one is right.
        assert!((value("direction_accuracy") - 1.0 / 3.0).abs() < 1e-12);
        // Found 8 + 10 characters, 18 right of 20 wanted.
        assert!((value("passage_f1") - 2.0 * 0.9 / 1.9).abs() < 1e-12);
    }
}
