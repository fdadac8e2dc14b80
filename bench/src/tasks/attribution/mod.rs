//! Task `attribution`: source, cue and content spans, each alone and linked to attributions.
//!
//! A folder of a gold story among the files is no scored data: how clauses, their speakers and their certainty fit its
//! statements goes to standard error, for those who work on them.

mod clauses;

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Counts, Metric, length, overlap};
use headwater_annotate::{Annotator, Language};
use headwater_engine::CodePoints;
use headwater_model::Span;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// One text with its attributions; offsets count code points.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Attributed {
    #[serde(flatten)]
    record: Record,
    attributions: Vec<Attribution>,
}

/// Spans of one attribution, `[start, end)`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Attribution {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    #[serde(default)]
    negative: bool,
}

/// Scores the task.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let (folders, files): (Vec<_>, Vec<_>) = arguments.files.iter().partition(|path| path.is_dir());
    if !folders.is_empty() {
        clauses::tell(&folders, &arguments.annotator())?;
    }
    let mut gold: Vec<Attributed> = Vec::new();
    for file in files {
        gold.extend(read_lines(file)?);
    }
    let annotator = arguments.annotator_or(Language::Full);
    let predicted: Vec<Attributed> = gold.par_iter().map(|gold| predict(&annotator, &gold.record)).collect();
    write_lines(arguments.predictions.as_ref(), &predicted)?;
    Ok(score(&gold, &predicted))
}

/// Attributions that the report itself marks by a cue, a source or both; those that only run on are no annotation of
/// their own.
fn predict(annotator: &Annotator, record: &Record) -> Attributed {
    let points = CodePoints::new(&record.text);
    let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect();
    let annotated = annotator.annotate(&record.report());
    let attributions = annotated.attributions.iter().filter(|attribution| !attribution.cue.is_empty());
    let attributions = attributions.map(|attribution| Attribution {
        source: ranges(&attribution.source),
        cue: ranges(&attribution.cue),
        content: ranges(&attribution.content),
        negative: attribution.negative,
    });
    Attributed { attributions: attributions.collect(), record: record.clone() }
}

fn score(gold: &[Attributed], predicted: &[Attributed]) -> Vec<Metric> {
    let [mut source, mut cue, mut content, mut linked] = [Counts::default(); 4];
    for (gold, predicted) in gold.iter().zip(predicted) {
        let (gold, predicted) = (&gold.attributions, &predicted.attributions);
        add_exact(&mut source, gold, predicted, |attribution| &attribution.source);
        add_exact(&mut cue, gold, predicted, |attribution| &attribution.cue);
        add_exact(&mut content, gold, predicted, |attribution| &attribution.content);
        linked.add(linked_pairs(gold, predicted), predicted.len(), gold.len());
    }
    vec![
        Metric::new("source_exact_f1", source.f1()),
        Metric::new("cue_exact_f1", cue.f1()),
        Metric::new("content_exact_f1", content.f1()),
        Metric::new("linked_precision", linked.precision()),
        Metric::new("linked_recall", linked.recall()),
        Metric::new("linked_f1", linked.f1()),
    ]
}

/// Counts equal spans of one part; a span that two attributions share counts once.
fn add_exact(
    counts: &mut Counts,
    gold: &[Attribution],
    predicted: &[Attribution],
    part: impl Fn(&Attribution) -> &[[usize; 2]],
) {
    let spans = |attributions: &[Attribution]| {
        let mut spans: Vec<[usize; 2]> =
            attributions.iter().flat_map(|attribution| part(attribution).to_vec()).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    let (gold, predicted) = (spans(gold), spans(predicted));
    let hit = predicted.iter().filter(|span| gold.binary_search(span).is_ok()).count();
    counts.add(hit, predicted.len(), gold.len());
}

/// Number of pairs, one to one, best content first, whose contents have a character Jaccard of at least one half and
/// whose sources overlap or are both empty.
fn linked_pairs(gold: &[Attribution], predicted: &[Attribution]) -> usize {
    let mut candidates = Vec::new();
    for (gold_at, gold) in gold.iter().enumerate() {
        for (predicted_at, predicted) in predicted.iter().enumerate() {
            let same_source =
                overlap(&gold.source, &predicted.source) > 0 || (gold.source.is_empty() && predicted.source.is_empty());
            let both = overlap(&gold.content, &predicted.content);
            let either = length(&gold.content) + length(&predicted.content) - both;
            if same_source && both > 0 && both * 2 >= either {
                candidates.push((both as f64 / either as f64, gold_at, predicted_at));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = 0;
    for (_, gold_at, predicted_at) in candidates {
        if !taken.0[gold_at] && !taken.1[predicted_at] {
            taken.0[gold_at] = true;
            taken.1[predicted_at] = true;
            pairs += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribution(source: &[[usize; 2]], cue: [usize; 2], content: &[[usize; 2]]) -> Attribution {
        Attribution { source: source.to_vec(), cue: vec![cue], content: content.to_vec(), negative: false }
    }

    #[test]
    fn links_need_content_and_source() {
        let gold = [attribution(&[[0, 5]], [6, 10], &[[11, 31]]), attribution(&[], [40, 44], &[[45, 55]])];
        // Half of the content and a piece of the source: linked.
        assert_eq!(linked_pairs(&gold, &[attribution(&[[4, 5]], [6, 10], &[[11, 21]])]), 1);
        // Less than half of the content.
        assert_eq!(linked_pairs(&gold, &[attribution(&[[4, 5]], [6, 10], &[[11, 20]])]), 0);
        // A source where there is none.
        assert_eq!(linked_pairs(&gold, &[attribution(&[[36, 39]], [40, 44], &[[45, 55]])]), 0);
        assert_eq!(linked_pairs(&gold, &[attribution(&[], [40, 44], &[[45, 55]])]), 1);
        // One to one: the second that fits the same gold is not counted.
        let twice = vec![attribution(&[[0, 5]], [6, 10], &[[11, 31]]); 2];
        assert_eq!(linked_pairs(&gold, &twice), 1);
    }

    #[test]
    fn discontinuous_content_is_summed() {
        let gold = [attribution(&[[0, 2]], [3, 4], &[[10, 20], [30, 40]])];
        assert_eq!(linked_pairs(&gold, &[attribution(&[[0, 2]], [3, 4], &[[10, 20]])]), 1);
        assert_eq!(linked_pairs(&gold, &[attribution(&[[0, 2]], [3, 4], &[[10, 19]])]), 0);
    }

    #[test]
    fn exact_spans_are_counted_once() {
        let gold = [attribution(&[[0, 2]], [3, 4], &[[10, 20]]), attribution(&[[0, 2]], [5, 6], &[[30, 40]])];
        let predicted = [attribution(&[[0, 2]], [3, 4], &[[10, 21]])];
        let mut counts = Counts::default();
        add_exact(&mut counts, &gold, &predicted, |attribution| &attribution.source);
        assert_eq!(counts, Counts { hit: 1, found: 1, gold: 1 });
        add_exact(&mut counts, &gold, &predicted, |attribution| &attribution.content);
        assert_eq!(counts, Counts { hit: 1, found: 2, gold: 3 });
    }
}
