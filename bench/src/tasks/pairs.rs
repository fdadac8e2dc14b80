//! Task `pairs`: how alike two sentences are, against what people say.

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Counts, Metric};
use headwater_annotate::Language;
use headwater_claims::{Likeness, Settings, compare};
use headwater_model::Reading;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Two sentences with what people say of them.
#[derive(Clone, Debug, Deserialize)]
struct Row {
    a: String,
    b: String,
    score: Option<f64>,
    #[serde(alias = "label")]
    relation: Option<String>,
}

/// The same with what was predicted.
#[derive(Clone, Debug, Serialize)]
struct Predicted<'a> {
    a: &'a str,
    b: &'a str,
    score: f32,
    relation: &'static str,
}

/// Correlation with the scores; where relations are given, F1 of contradiction.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let mut rows: Vec<Row> = Vec::new();
    for file in &arguments.files {
        rows.extend(read_lines::<Row>(file)?);
    }
    let (annotator, settings) = (arguments.annotator_or(Language::Full), Settings::default());
    let said: Vec<Likeness> = rows
        .par_iter()
        .map(|row| {
            let reports = [&row.a, &row.b].map(|text| Record::of_text("", text).report());
            let annotated = [annotator.annotate(&reports[0]), annotator.annotate(&reports[1])];
            let reading = |at: usize| Reading { report: &reports[at], annotated: &annotated[at] };
            compare(reading(0), reading(1), &settings)
        })
        .collect();
    let relation = |said: &Likeness| if said.contradicts { "CONTRADICTION" } else { "NEUTRAL" };
    let predicted = rows.iter().zip(&said).map(|(row, said)| Predicted {
        a: &row.a,
        b: &row.b,
        score: said.similarity,
        relation: relation(said),
    });
    write_lines(arguments.predictions.as_ref(), &predicted.collect::<Vec<_>>())?;
    let scored = rows.iter().zip(&said).filter_map(|(row, said)| Some((row.score?, f64::from(said.similarity))));
    let (gold, similar): (Vec<f64>, Vec<f64>) = scored.unzip();
    let mut metrics = vec![
        Metric::new("pearson", pearson(&gold, &similar)),
        Metric::new("spearman", pearson(&ranks(&gold), &ranks(&similar))),
    ];
    let mut counts = Counts::default();
    let mut related = false;
    for (row, said) in rows.iter().zip(&said) {
        let Some(relation) = &row.relation else { continue };
        related = true;
        let contradicts = relation.eq_ignore_ascii_case("contradiction");
        counts.add(
            usize::from(contradicts && said.contradicts),
            usize::from(said.contradicts),
            usize::from(contradicts),
        );
    }
    if related {
        metrics.push(Metric::new("contradiction_f1", counts.f1()));
    }
    Ok(metrics)
}

/// Pearson's correlation; 0 when one side does not vary.
fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut both, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        both += (x - mean_a) * (y - mean_b);
        square_a += (x - mean_a).powi(2);
        square_b += (y - mean_b).powi(2);
    }
    if square_a > 0.0 && square_b > 0.0 { both / (square_a * square_b).sqrt() } else { 0.0 }
}

/// Ranks from 1, equals sharing their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let equals = order[start..].iter().take_while(|&&at| values[at] == values[order[start]]).count();
        let rank = (2 * start + equals + 1) as f64 / 2.0;
        for &at in &order[start..start + equals] {
            ranks[at] = rank;
        }
        start += equals;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        assert!((pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]) - 1.0).abs() < 1e-12);
        assert!((pearson(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]) - 0.5).abs() < 1e-12);
        assert_eq!(pearson(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        assert_eq!(ranks(&[10.0, 5.0, 10.0]), [2.5, 1.0, 2.5]);
    }
}
