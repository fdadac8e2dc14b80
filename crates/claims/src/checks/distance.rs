//! Is the distance stated between two places the one between their coordinates?

use super::Sentence;
use crate::Settings;
use headwater_model::{Check, CheckKind, Place, PlaceMention, Quantity, Unit};

/// Mean radius of the Earth in kilometres (IUGG).
const EARTH: f64 = 6371.0;

/// Holds "A, about 74 kilometers from B" and "A, 1,500 km north of B" against the great circle between A and B.
pub(super) fn check(sentence: &Sentence<'_>, settings: &Settings, checks: &mut Vec<Check>) {
    let annotated = sentence.reading.annotated;
    let inside = |span| sentence.span.contains(span);
    let places: Vec<(&PlaceMention, &Place)> = annotated
        .places
        .iter()
        .filter(|mention| inside(mention.span))
        .filter_map(|mention| mention.place.as_ref().map(|place| (mention, place)))
        .collect();
    let lengths = annotated.quantities.iter().filter(|quantity| quantity.unit == Unit::Length && inside(quantity.span));
    for length in lengths {
        let Some((to, to_place)) = places.iter().find(|(mention, _)| follows(sentence, length, mention)) else {
            continue;
        };
        let before = places.iter().rev().find(|(mention, _)| mention.span.end() <= length.span.start());
        let Some((from, from_place)) = before else { continue };
        let words = sentence.between(from.span, length.span);
        if words.split_whitespace().count() > settings.words_between || from_place.name == to_place.name {
            continue;
        }
        let computed = great_circle(from_place, to_place);
        let stated = length.value;
        let slack = settings.distance_slack * stated.max(computed) + settings.distance_slack_kilometres;
        checks.push(Check {
            kind: CheckKind::Distance,
            report: sentence.report,
            span: from.span.cover(to.span),
            holds: Some((stated - computed).abs() <= slack),
            detail: format!(
                "{} to {}: great circle about {} km, stated {} km",
                from_place.name,
                to_place.name,
                rounded(computed),
                rounded(stated),
            ),
        });
    }
}

/// Whether "from B", "north of B", "away from B" follows the length at once.
fn follows(sentence: &Sentence<'_>, length: &Quantity, mention: &PlaceMention) -> bool {
    if mention.span.start() < length.span.end() {
        return false;
    }
    let between = sentence.between(length.span, mention.span);
    let words: Vec<&str> = between.split_whitespace().collect();
    let last = words.iter().rposition(|word| matches!(*word, "from" | "of"));
    words.len() <= 5 && last.is_some_and(|at| at + 2 >= words.len()) && !between.contains(['.', ';', ','])
}

/// Kilometres along the surface between two places (haversine).
fn great_circle(a: &Place, b: &Place) -> f64 {
    let (lat_a, lat_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let (d_lat, d_lon) = (lat_b - lat_a, (b.longitude - a.longitude).to_radians());
    let half = (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * EARTH * half.sqrt().clamp(0.0, 1.0).asin()
}

/// A length as one says it: to the kilometre below 100, to ten above.
fn rounded(kilometres: f64) -> i64 {
    if kilometres < 100.0 { kilometres.round() as i64 } else { ((kilometres / 10.0).round() * 10.0) as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::PlaceKind;

    fn place(name: &str, latitude: f64, longitude: f64) -> Place {
        Place {
            name: name.to_owned(),
            kind: PlaceKind::City,
            latitude,
            longitude,
            geonames: None,
            country: String::new(),
            population: 0,
            zone: String::new(),
        }
    }

    #[test]
    fn berlin_to_paris() {
        let (berlin, paris) = (place("Berlin", 52.52, 13.405), place("Paris", 48.8566, 2.3522));
        assert!((great_circle(&berlin, &paris) - 878.0).abs() < 2.0);
        assert_eq!(rounded(877.6), 880);
        assert!(great_circle(&berlin, &berlin).abs() < 1e-9);
    }
}
