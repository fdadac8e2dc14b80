//! Task `ner`: names of people, organisations, places and groups, by exact span and type.

use crate::Arguments;
use crate::records::{self, Problem, read_lines, write_lines};
use crate::scores::{Counts, Metric};
use headwater_annotate::{Annotator, Language, NameKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

#[derive(Deserialize, Serialize)]
struct Record {
    id: String,
    sentences: Vec<Sentence>,
}

#[derive(Deserialize, Serialize)]
struct Sentence {
    tokens: Vec<String>,
    tags: Vec<String>,
}

/// The scored types, with the names of their metrics.
const TYPES: [(&str, &str); 4] =
    [("Person", "person_f1"), ("Organization", "organisation_f1"), ("Location", "location_f1"), ("NORP", "norp_f1")];

/// Scores the task.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let annotator = arguments.annotator_or(Language::Full);
    let mut counts = [Counts::default(); TYPES.len()];
    let mut predictions = Vec::new();
    for file in &arguments.files {
        for record in read_lines::<Record>(file)? {
            let predicted = predict(&annotator, &record);
            for (gold, said) in record.sentences.iter().zip(&predicted.sentences) {
                count(&gold.tags, &said.tags, &mut counts);
            }
            predictions.push(predicted);
        }
    }
    write_lines(arguments.predictions.as_ref(), &predictions)?;
    let mut total = Counts::default();
    let mut metrics = Vec::new();
    for (counts, (_, name)) in counts.iter().zip(TYPES) {
        total.add(counts.hit, counts.found, counts.gold);
        metrics.push(Metric::new(name, counts.f1()));
    }
    metrics.push(Metric::new("micro_f1", total.f1()));
    Ok(metrics)
}

/// The record with predicted tags: its tokens joined by spaces, one sentence a line, and the names found mapped back
/// to the tokens that they cover.
fn predict(annotator: &Annotator, record: &Record) -> Record {
    let mut text = String::new();
    let mut spans: Vec<Vec<Range<usize>>> = Vec::new();
    for sentence in &record.sentences {
        let mut places = Vec::with_capacity(sentence.tokens.len());
        for (at, token) in sentence.tokens.iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            places.push(text.len()..text.len() + token.len());
            text.push_str(token);
        }
        text.push('\n');
        spans.push(places);
    }
    let report = records::Record::of_text(&record.id, text).report();
    let found = annotator.names(&report);
    let mut next = 0;
    let sentences = record.sentences.iter().zip(spans).map(|(sentence, places)| {
        let mut tags = vec!["O".to_owned(); places.len()];
        let end = places.last().map_or(0, |place| place.end);
        while let Some((span, kind)) = found.get(next).filter(|(span, _)| span.start() < end) {
            let first = places.partition_point(|place| place.end <= span.start());
            let last = places.partition_point(|place| place.start < span.end());
            for (at, tag) in tags.iter_mut().enumerate().take(last).skip(first) {
                *tag = format!("{}-{}", if at == first { "B" } else { "I" }, type_name(*kind));
            }
            next += 1;
        }
        Sentence { tokens: sentence.tokens.clone(), tags }
    });
    Record { id: record.id.clone(), sentences: sentences.collect() }
}

fn type_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "Person",
        NameKind::Organisation => "Organization",
        NameKind::Location => "Location",
        NameKind::Group => "NORP",
        NameKind::Facility => "Facility",
        NameKind::Other => "Misc",
    }
}

/// Adds exact matches of span and type in one sentence.
fn count(gold: &[String], said: &[String], counts: &mut [Counts; TYPES.len()]) {
    let (gold, said) = (entities(gold), entities(said));
    for (counts, (kind, _)) in counts.iter_mut().zip(TYPES) {
        let of_kind = |list: &[(Range<usize>, usize)]| list.iter().filter(|(_, at)| TYPES[*at].0 == kind).count();
        let hits = said.iter().filter(|found| TYPES[found.1].0 == kind && gold.contains(found)).count();
        counts.add(hits, of_kind(&said), of_kind(&gold));
    }
}

/// Token ranges and types of the scored names of a sentence. An "I-" without a "B-" before it opens a name.
fn entities(tags: &[String]) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, tag) in tags.iter().enumerate() {
        let kind = tag.split_once('-').and_then(|(edge, kind)| Some((edge, type_of(kind)?)));
        match kind {
            Some(("I", kind)) if open == Some(kind) => {
                if let Some((range, _)) = found.last_mut() {
                    range.end = at + 1;
                }
            }
            Some((_, kind)) => {
                found.push((at..at + 1, kind));
                open = Some(kind);
            }
            None => open = None,
        }
    }
    found
}

/// Position in [`TYPES`] of a type by any of its usual names.
fn type_of(name: &str) -> Option<usize> {
    let usual = match name.to_ascii_uppercase().as_str() {
        "PERSON" | "PER" => "Person",
        "ORGANIZATION" | "ORGANISATION" | "ORG" => "Organization",
        "LOCATION" | "LOC" | "GPE" => "Location",
        "NORP" => "NORP",
        _ => return None,
    };
    TYPES.iter().position(|(name, _)| *name == usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(list: &str) -> Vec<String> {
        list.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn entities_are_read_from_tags() {
        let found = entities(&tags("B-Person I-Person O B-LOC B-LOC I-NORP B-Date O"));
        assert_eq!(found, [(0..2, 0), (3..4, 2), (4..5, 2), (5..6, 3)]);
    }

    #[test]
    fn worked_by_hand() {
        let mut counts = [Counts::default(); 4];
        count(&tags("B-Person I-Person O B-Location"), &tags("B-Person I-Person B-NORP B-Organization"), &mut counts);
        assert_eq!(counts[0], Counts { hit: 1, found: 1, gold: 1 });
        assert_eq!(counts[1], Counts { hit: 0, found: 1, gold: 0 });
        assert_eq!(counts[2], Counts { hit: 0, found: 0, gold: 1 });
        assert_eq!(counts[3], Counts { hit: 0, found: 1, gold: 0 });
    }

    #[test]
    fn predictions_keep_the_tokens() {
        let sentence = Sentence { tokens: tags("Police in Oslo ."), tags: tags("O O B-Location O") };
        let predicted = predict(&Annotator::new(), &Record { id: "a".into(), sentences: vec![sentence] });
        assert_eq!(predicted.sentences[0].tokens.len(), predicted.sentences[0].tags.len());
    }
}
