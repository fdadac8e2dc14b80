//! Task `grouping`: which reports tell of one event, held against gold clusters.

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Metric, f1, share};
use headwater_annotate::Annotator;
use headwater_model::{Annotated, Reading, Report, Story};
use headwater_stories::{Settings, Stream, group};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Instant;

/// One report with the event that it tells of.
#[derive(Debug, Deserialize)]
struct Clustered {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    cluster: String,
}

#[derive(Debug, Serialize)]
struct Prediction<'a> {
    id: &'a str,
    cluster: String,
}

/// Scores the task. `false_merges` and `misses` count pairs of reports: together here and not in the gold, and the other way
/// round. `reports_per_second` counts everything from the record to the stories.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let (mut records, mut clusters) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        for Clustered { record, cluster } in read_lines(file)? {
            records.push(record);
            clusters.push(cluster);
        }
    }
    let begin = Instant::now();
    let annotator = Annotator::new();
    let read: Vec<(Report, Annotated)> = records
        .par_iter()
        .map(|record| {
            let report = record.report();
            let annotated = annotator.annotate(&report);
            (report, annotated)
        })
        .collect();
    let readings: Vec<Reading<'_>> = read.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
    let settings = Settings::default();
    let stories = if arguments.stream { as_stream(&readings, settings) } else { group(&readings, &settings) };
    let seconds = begin.elapsed().as_secs_f64();

    let predicted = labels(&stories, records.len());
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let gold: Vec<usize> = clusters
        .iter()
        .map(|cluster| {
            let next = names.len();
            *names.entry(cluster).or_insert(next)
        })
        .collect();
    let (precision, recall) = bcubed(&gold, &predicted);
    let counted = Pairs::of(&gold, &predicted);
    let predictions: Vec<Prediction<'_>> = records
        .iter()
        .zip(&predicted)
        .map(|(record, story)| Prediction { id: &record.id, cluster: story.to_string() })
        .collect();
    write_lines(arguments.predictions.as_ref(), &predictions)?;
    Ok(vec![
        Metric::new("bcubed_precision", precision),
        Metric::new("bcubed_recall", recall),
        Metric::new("bcubed_f1", f1(precision, recall)),
        Metric::new("ari", adjusted_rand_index(&gold, &predicted)),
        Metric::new("false_merges", counted.predicted - counted.both),
        Metric::new("misses", counted.gold - counted.both),
        Metric::new("reports_per_second", records.len() as f64 / seconds.max(1e-9)),
    ])
}

/// Feeds the reports one by one, by time and then by their place in the file.
fn as_stream(readings: &[Reading<'_>], settings: Settings) -> Vec<Story> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|&at| (readings[at].report.published.at, at));
    let mut stream = Stream::new(settings);
    for at in order {
        stream.add(&readings[at], at);
    }
    stream.stories()
}

/// The number of each report's story.
fn labels(stories: &[Story], reports: usize) -> Vec<usize> {
    let mut labels = vec![usize::MAX; reports];
    for (number, story) in stories.iter().enumerate() {
        for &at in &story.reports {
            labels[at] = number;
        }
    }
    labels
}

/// How many items each cluster, and each pair of a gold and a predicted cluster, holds.
fn sizes<Label: Ord>(labels: impl Iterator<Item = Label>) -> BTreeMap<Label, usize> {
    let mut sizes = BTreeMap::new();
    for label in labels {
        *sizes.entry(label).or_default() += 1;
    }
    sizes
}

/// Precision and recall averaged over items (Bagga & Baldwin 1998).
fn bcubed(gold: &[usize], predicted: &[usize]) -> (f64, f64) {
    let (golds, predictions) = (sizes(gold.iter()), sizes(predicted.iter()));
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((gold, predicted), both) in sizes(gold.iter().zip(predicted)) {
        precision += both as f64 * share(both, predictions[predicted]);
        recall += both as f64 * share(both, golds[gold]);
    }
    let items = gold.len().max(1) as f64;
    (precision / items, recall / items)
}

/// How many pairs of items are together in the gold, in the prediction, in both.
struct Pairs {
    gold: f64,
    predicted: f64,
    both: f64,
}

impl Pairs {
    fn of(gold: &[usize], predicted: &[usize]) -> Self {
        let sum = |sizes: Vec<usize>| sizes.into_iter().map(pairs).sum::<f64>();
        Self {
            gold: sum(sizes(gold.iter()).into_values().collect()),
            predicted: sum(sizes(predicted.iter()).into_values().collect()),
            both: sum(sizes(gold.iter().zip(predicted)).into_values().collect()),
        }
    }
}

/// How many pairs so many items make.
fn pairs(items: usize) -> f64 {
    items as f64 * (items as f64 - 1.0) / 2.0
}

/// Adjusted Rand index (Hubert & Arabie 1985); 1 when both clusterings are the same.
fn adjusted_rand_index(gold: &[usize], predicted: &[usize]) -> f64 {
    let together = Pairs::of(gold, predicted);
    let all = pairs(gold.len());
    let expected = if all > 0.0 { together.gold * together.predicted / all } else { 0.0 };
    let most = f64::midpoint(together.gold, together.predicted);
    if (most - expected).abs() < 1e-12 { 1.0 } else { (together.both - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_clusterings_score_one() {
        let labels = [0, 0, 1, 2];
        assert_eq!(bcubed(&labels, &labels), (1.0, 1.0));
        assert!((adjusted_rand_index(&labels, &labels) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn worked_by_hand() {
        // Gold {a b} {c d}, predicted {a b c} {d}: precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4.
        let (gold, predicted) = ([0, 0, 1, 1], [0, 0, 0, 1]);
        let (precision, recall) = bcubed(&gold, &predicted);
        assert!((precision - 8.0 / 12.0).abs() < 1e-12);
        assert!((recall - 0.75).abs() < 1e-12);
        // Pairs: 1 in both, 2 gold, 3 predicted, 6 in all: (1 - 1) / (2.5 - 1) = 0.
        assert!(adjusted_rand_index(&gold, &predicted).abs() < 1e-12);
    }
}
