//! Task `place`: place names found, and how near their points are to the gold's.

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Counts, Metric, share};
use headwater_annotate::{Annotator, resolve_places};
use headwater_atlas::gazetteer::kilometres;
use headwater_engine::CodePoints;
use headwater_model::{PlaceMention, Span};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Within this distance in kilometres (100 miles) a point counts as right, as in the literature.
const NEAR: f64 = 161.0;
/// Error in kilometres of a place that is not resolved: half the length of a meridian circle, the farthest there is.
const FARTHEST: f64 = 20_039.0;

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Placed {
    #[serde(flatten)]
    record: Record,
    places: Vec<Mention>,
}

/// A place name; `lat` and `lon` are missing when it has no entry in the gold's gazetteer.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Mention {
    start: usize,
    end: usize,
    #[serde(default)]
    text: String,
    lat: Option<f64>,
    lon: Option<f64>,
}

impl Mention {
    fn point(&self) -> Option<(f64, f64)> {
        Some((self.lat?, self.lon?))
    }
}

/// What one record adds to the scores.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tally {
    detection: Counts,
    endtoend: Counts,
    near: usize,
    placed: usize,
    error: f64,
}

impl Tally {
    fn sum(mut self, other: &Self) -> Self {
        self.detection.add(other.detection.hit, other.detection.found, other.detection.gold);
        self.endtoend.add(other.endtoend.hit, other.endtoend.found, other.endtoend.gold);
        self.near += other.near;
        self.placed += other.placed;
        self.error += other.error;
        self
    }
}

/// Scores the task. `detection_f1`: exact spans of all gold names. `accuracy_161km`, `mean_error_km`: over gold names with
/// a point, resolved from their gold spans. `endtoend_f1_161km`: found with the exact span and within 161 km; gold names
/// without a point are neither wanted nor held against what is found there.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let mut gold = Vec::new();
    for file in &arguments.files {
        gold.extend(read_lines::<Placed>(file)?);
    }
    let annotator = arguments.annotator();
    let scored: Vec<(Tally, Placed)> = gold.par_iter().map(|gold| score(&annotator, gold)).collect();
    let total = scored.iter().fold(Tally::default(), |total, (tally, _)| total.sum(tally));
    let predictions: Vec<&Placed> = scored.iter().map(|(_, predicted)| predicted).collect();
    write_lines(arguments.predictions.as_ref(), &predictions)?;
    Ok(vec![
        Metric::new("detection_f1", total.detection.f1()),
        Metric::new("accuracy_161km", share(total.near, total.placed)),
        Metric::new("mean_error_km", if total.placed == 0 { 0.0 } else { total.error / total.placed as f64 }),
        Metric::new("endtoend_f1_161km", total.endtoend.f1()),
    ])
}

/// The tally of one record, and the record with what was found in it.
fn score(annotator: &Annotator, gold: &Placed) -> (Tally, Placed) {
    let Placed { record, places } = gold;
    let report = record.report();
    let points = CodePoints::new(&record.text);
    let annotated = annotator.annotate(&report);
    let spans: Vec<Span> = places.iter().map(|place| points.span(place.start, place.end)).collect();
    let resolved = resolve_places(&report, &annotated, &spans);
    let found: Vec<Mention> =
        annotated.places.iter().map(|mention| predicted(mention, &points, &record.text)).collect();
    (
        tally(places, &resolved.iter().map(point).collect::<Vec<_>>(), &found),
        Placed { places: found, record: record.clone() },
    )
}

fn point(mention: &PlaceMention) -> Option<(f64, f64)> {
    mention.place.as_ref().map(|place| (place.latitude, place.longitude))
}

fn predicted(mention: &PlaceMention, points: &CodePoints, text: &str) -> Mention {
    let [start, end] = points.range(mention.span);
    let point = point(mention);
    let text = mention.span.of(text).to_owned();
    Mention { start, end, text, lat: point.map(|point| point.0), lon: point.map(|point| point.1) }
}

/// `resolved` holds the points for the gold's spans, in their order.
fn tally(gold: &[Mention], resolved: &[Option<(f64, f64)>], found: &[Mention]) -> Tally {
    let mut tally = Tally::default();
    for (place, resolved) in gold.iter().zip(resolved) {
        let Some(wanted) = place.point() else { continue };
        let error = resolved.map_or(FARTHEST, |point| kilometres(wanted, point));
        tally.placed += 1;
        tally.near += usize::from(error <= NEAR);
        tally.error += error;
    }
    let at = |mention: &Mention| gold.iter().find(|place| (place.start, place.end) == (mention.start, mention.end));
    let hit = found.iter().filter(|mention| at(mention).is_some()).count();
    tally.detection.add(hit, found.len(), gold.len());
    let without_point = found.iter().filter(|mention| at(mention).is_some_and(|place| place.point().is_none())).count();
    let right = found.iter().filter(|mention| {
        let wanted = at(mention).and_then(Mention::point);
        wanted.zip(mention.point()).is_some_and(|(wanted, point)| kilometres(wanted, point) <= NEAR)
    });
    tally.endtoend.add(right.count(), found.len() - without_point, tally.placed);
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(start: usize, point: Option<(f64, f64)>) -> Mention {
        let (lat, lon) = point.unzip();
        Mention { start, end: start + 1, text: String::new(), lat, lon }
    }

    #[test]
    fn worked_by_hand() {
        let paris = Some((48.85, 2.35));
        let versailles = Some((48.8, 2.13));
        let texas = Some((33.66, -95.56));
        let gold = [mention(0, paris), mention(2, paris), mention(4, None), mention(6, texas)];
        let resolved = [versailles, texas, paris, None];
        let found = [mention(0, versailles), mention(2, texas), mention(4, paris), mention(9, paris)];
        let tally = tally(&gold, &resolved, &found);
        assert_eq!((tally.near, tally.placed), (1, 3));
        assert!(
            (tally.error
                - (kilometres((48.85, 2.35), (48.8, 2.13)) + kilometres((48.85, 2.35), (33.66, -95.56)) + FARTHEST))
                .abs()
                < 1e-6
        );
        assert_eq!(tally.detection, Counts { hit: 3, found: 4, gold: 4 });
        assert_eq!(tally.endtoend, Counts { hit: 1, found: 3, gold: 3 });
    }
}
