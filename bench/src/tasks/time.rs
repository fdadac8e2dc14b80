//! Task `time`: time expressions scored as TempEval-3 does (UzZaman et al. 2013).
//!
//! Strict: the same span. Relaxed: spans that overlap, each used once. Value: a relaxed match whose value is the same
//! (the official scorer's F1 of the attribute: relaxed precision and recall times the share of right values). All are
//! micro averages over the file.

use crate::Arguments;
use crate::records::{self, Problem};
use crate::scores::{Counts, Metric};
use headwater_annotate::Annotator;
use headwater_engine::CodePoints;
use headwater_model::TimeKind;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    #[serde(default)]
    id: String,
    #[serde(default)]
    dct: String,
    text: String,
    timex: Vec<Timex>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Timex {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    value: String,
    #[serde(default, rename = "mod")]
    modifier: String,
}

/// Scores the task.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let annotator = Annotator::new();
    let (mut strict, mut relaxed, mut value) = (Counts::default(), Counts::default(), Counts::default());
    let mut predictions = Vec::new();
    for path in &arguments.files {
        for record in records::read_lines::<Record>(path)? {
            let found = predict(&annotator, &record);
            let hits = hits(&record.timex, &found);
            strict.add(hits.strict, found.len(), record.timex.len());
            relaxed.add(hits.relaxed, found.len(), record.timex.len());
            value.add(hits.value, found.len(), record.timex.len());
            predictions.push(Record { timex: found, ..record });
        }
    }
    records::write_lines(arguments.predictions.as_ref(), &predictions)?;
    Ok(vec![
        Metric::new("strict_f1", strict.f1()),
        Metric::new("relaxed_f1", relaxed.f1()),
        Metric::new("value_f1", value.f1()),
    ])
}

fn predict(annotator: &Annotator, record: &Record) -> Vec<Timex> {
    let dated = records::Record { published: record.dct.clone(), ..records::Record::of_text(&record.id, &record.text) };
    let report = dated.report();
    let points = CodePoints::new(&record.text);
    annotator
        .annotate(&report)
        .times
        .into_iter()
        .map(|time| {
            let [start, end] = points.range(time.span);
            let kind = match time.kind {
                TimeKind::Date => "DATE",
                TimeKind::Time => "TIME",
                TimeKind::Duration => "DURATION",
                TimeKind::Set => "SET",
            };
            Timex { start, end, kind: kind.to_owned(), value: time.value, modifier: time.modifier.to_owned() }
        })
        .collect()
}

/// How many expressions of one text are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hits {
    strict: usize,
    relaxed: usize,
    value: usize,
}

/// Matches in the order of the text: each gold expression takes the first overlapping one not yet taken, the same
/// span before any other.
fn hits(gold: &[Timex], found: &[Timex]) -> Hits {
    let mut taken = vec![false; found.len()];
    let mut hits = Hits::default();
    let mut partners = vec![None; gold.len()];
    for exact in [true, false] {
        for (wanted, partner) in gold.iter().zip(&mut partners) {
            if partner.is_some() {
                continue;
            }
            let fits = |(at, got): &(usize, &Timex)| {
                !taken[*at]
                    && if exact {
                        (got.start, got.end) == (wanted.start, wanted.end)
                    } else {
                        got.start < wanted.end && wanted.start < got.end
                    }
            };
            *partner = found.iter().enumerate().find(fits).map(|(at, _)| at);
            if let Some(at) = *partner {
                taken[at] = true;
                hits.strict += usize::from(exact);
                hits.relaxed += 1;
                hits.value += usize::from(found[at].value == wanted.value);
            }
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timex(start: usize, end: usize, value: &str) -> Timex {
        Timex { start, end, kind: String::new(), value: value.to_owned(), modifier: String::new() }
    }

    #[test]
    fn worked_by_hand() {
        let gold = [timex(0, 4, "2001"), timex(10, 20, "P1D"), timex(30, 35, "2003")];
        let found = [timex(0, 4, "2001"), timex(12, 20, "P1D"), timex(15, 20, "P1D"), timex(33, 40, "2004")];
        assert_eq!(hits(&gold, &found), Hits { strict: 1, relaxed: 3, value: 2 });
    }

    #[test]
    fn one_expression_matches_one() {
        let gold = [timex(0, 4, "a"), timex(5, 9, "b")];
        assert_eq!(hits(&gold, &[timex(0, 9, "b")]), Hits { strict: 0, relaxed: 1, value: 0 });
        assert_eq!(hits(&gold, &[timex(5, 9, "b")]), Hits { strict: 1, relaxed: 1, value: 1 });
    }

    /// The founding example: every time of its extras, undated reports anchored by the day of the others.
    #[test]
    fn times_of_the_seeds() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/gold/seeds");
        let read = |name: &str| records::read_json::<serde_json::Value>(&seeds.join(name));
        let (Ok(reports), Ok(extras)) = (read("reports.json"), read("extras.json")) else {
            eprintln!("SKIPPED times_of_the_seeds: no {}", seeds.display());
            return;
        };
        let fallback = "2023-09-13".parse().ok();
        for wanted in extras["times"].as_array().unwrap() {
            let (id, words, value) =
                (&wanted["report"], wanted["text"].as_str().unwrap(), wanted["value"].as_str().unwrap());
            let source = reports["reports"].as_array().unwrap().iter().find(|report| report["id"] == *id).unwrap();
            let report = records::Record::of_text("", source["text"].as_str().unwrap()).report();
            let start = report.text.find(words).unwrap();
            let place = headwater_model::Span::new(start, start + words.len());
            let times = Annotator::new().annotate_with(&report, fallback).times;
            let found =
                times.iter().find(|time| time.span.overlaps(place)).map_or("nothing", |time| time.value.as_str());
            assert_eq!(found, value, "{words} in {id}");
        }
    }
}
