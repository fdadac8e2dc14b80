//! A map of the places named: outlines built in, no tiles, no network.

use crate::index::Index;
use headwater_model::dossier::{Place, Story};
use maud::{Markup, html as markup};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

/// Outlines of countries (see `data/NOTICE-outlines.md` for their form and source).
const OUTLINES: &[u8] = include_bytes!("../../../../data/outlines.bin.zst");
/// The outlines unpacked are a little over half a megabyte; nothing larger is accepted.
const MOST_BYTES: usize = 4 << 20;
/// Width of the drawing in SVG units.
const WIDTH: f64 = 640.0;
/// Room around the outermost places: a share of their extent, and at least so many degrees.
const MARGIN: f64 = 0.25;
const LEAST_EXTENT: f64 = 6.0;
/// Tallest drawing as a share of its width.
const TALLEST: f64 = 0.75;

type Ring = Vec<[f32; 2]>;

static RINGS: LazyLock<Vec<Ring>> = LazyLock::new(|| {
    let bytes = zstd::bulk::decompress(OUTLINES, MOST_BYTES).unwrap_or_default();
    rings(&bytes).unwrap_or_default()
});

/// Longitude and latitude of every point of every ring.
fn rings(bytes: &[u8]) -> Option<Vec<Ring>> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let value = |at: usize| Some(f32::from(i16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)) / 100.0);
    let mut at = 4;
    let mut rings = Vec::new();
    for _ in 0..number(0)? {
        let points = number(at)?;
        at += 4;
        let ring: Option<Ring> =
            (0..points).map(|point| Some([value(at + point * 4)?, value(at + point * 4 + 2)?])).collect();
        rings.push(ring?);
        at += points * 4;
    }
    Some(rings)
}

/// Map and list of a story's places.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        @if !story.places.is_empty() {
            h3 { "Places" }
            @let (points, areas): (Vec<&Place>, Vec<&Place>) = story.places.iter().partition(|place| is_point(place));
            @if !points.is_empty() { (drawing(&points)) }
            ol.places {
                @for place in points.iter().chain(&areas) {
                    li {
                        (place.name)
                        @if !place.country.is_empty() { " (" (place.country) ")" }
                        span.quiet { " " (coordinates(place)) " in " (carriers(place, index)) }
                    }
                }
            }
        }
    }
}

/// Whether one dot shows where it is: a country or a state is no dot.
fn is_point(place: &Place) -> bool {
    matches!(place.kind.as_str(), "city" | "site" | "county")
}

fn coordinates(place: &Place) -> String {
    let side =
        |value: f64, plus: char, minus: char| format!("{:.2}° {}", value.abs(), if value < 0.0 { minus } else { plus });
    format!("{}, {}", side(place.lat, 'N', 'S'), side(place.lon, 'E', 'W'))
}

fn carriers(place: &Place, index: &Index<'_>) -> String {
    let reports: BTreeSet<&str> = place.mentions.iter().map(|mention| mention.report.as_str()).collect();
    let labels: Vec<String> = reports.into_iter().map(|report| index.label(report)).collect();
    labels.join(", ")
}

/// The part of the world shown: plate carrée, longitudes narrowed by the cosine of the middle latitude.
struct View {
    west: f64,
    north: f64,
    /// Units a degree of latitude.
    scale: f64,
    narrowing: f64,
    height: f64,
}

impl View {
    fn over(places: &[&Place]) -> Self {
        let bounds = |value: fn(&Place) -> f64| {
            let least = places.iter().map(|place| value(place)).fold(f64::INFINITY, f64::min);
            let most = places.iter().map(|place| value(place)).fold(f64::NEG_INFINITY, f64::max);
            let extent = ((most - least) * (1.0 + 2.0 * MARGIN)).max(LEAST_EXTENT);
            ((least + most) / 2.0, extent)
        };
        let (longitude, across) = bounds(|place| place.lon);
        let (latitude, down) = bounds(|place| place.lat);
        let narrowing = latitude.to_radians().cos().max(0.2);
        // Widen whichever side is too short for the drawing.
        let across = across.max(down / TALLEST / narrowing).min(360.0);
        let down = down.max(across * narrowing * 0.45).min(across * narrowing * TALLEST).min(180.0);
        let scale = WIDTH / (across * narrowing);
        Self { west: longitude - across / 2.0, north: latitude + down / 2.0, scale, narrowing, height: down * scale }
    }

    fn point(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        ((longitude - self.west) * self.narrowing * self.scale, (self.north - latitude) * self.scale)
    }

    fn shows(&self, (x, y): (f64, f64)) -> bool {
        (0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// One path over all rings that touch the view; points closer than half a unit are left out.
    fn path(&self, rings: &[Ring]) -> String {
        let mut path = String::new();
        for ring in rings {
            let ring = unwrapped(ring);
            // A ring over the date line is drawn on both sides of it.
            for shift in [-360.0, 0.0, 360.0] {
                let points: Vec<(f64, f64)> =
                    ring.iter().map(|&(longitude, latitude)| self.point(longitude + shift, latitude)).collect();
                if self.touches(&points) {
                    append(&mut path, &points);
                }
            }
        }
        path
    }

    fn touches(&self, points: &[(f64, f64)]) -> bool {
        let bounds = |value: fn(&(f64, f64)) -> f64| {
            let least = points.iter().map(value).fold(f64::INFINITY, f64::min);
            (least, points.iter().map(value).fold(f64::NEG_INFINITY, f64::max))
        };
        let ((left, right), (top, bottom)) = (bounds(|point| point.0), bounds(|point| point.1));
        left <= WIDTH && right >= 0.0 && top <= self.height && bottom >= 0.0
    }
}

/// Longitudes and latitudes of a ring, without jumps from one side of the date line to the other.
fn unwrapped(ring: &Ring) -> Vec<(f64, f64)> {
    let mut turns = 0.0;
    let mut last: Option<f64> = None;
    let mut points = Vec::with_capacity(ring.len());
    for &[longitude, latitude] in ring {
        let longitude = f64::from(longitude);
        if let Some(last) = last {
            if longitude - last > 180.0 {
                turns -= 360.0;
            } else if longitude - last < -180.0 {
                turns += 360.0;
            }
        }
        last = Some(longitude);
        points.push((longitude + turns, f64::from(latitude)));
    }
    points
}

fn append(path: &mut String, points: &[(f64, f64)]) {
    let mut last: Option<(f64, f64)> = None;
    for &(x, y) in points {
        // Far outside only the general course matters.
        let (x, y) = (x.clamp(-WIDTH, 2.0 * WIDTH), y.clamp(-WIDTH, 2.0 * WIDTH));
        if last.is_some_and(|(a, b)| (x - a).abs() < 0.5 && (y - b).abs() < 0.5) {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = write!(path, "{}{x:.1} {y:.1}", if last.is_some() { 'L' } else { 'M' });
        last = Some((x, y));
    }
    path.push('Z');
}

fn drawing(places: &[&Place]) -> Markup {
    let view = View::over(places);
    let size = format!("0 0 {WIDTH:.0} {:.0}", view.height);
    markup! {
        figure.map {
            svg viewBox=(size) role="img" aria-label="Map of the places named; the list below gives the same places" {
                rect.sea width="100%" height="100%" {}
                path.land d=(view.path(&RINGS)) {}
                @for (number, place) in places.iter().enumerate() {
                    @let (x, y) = view.point(place.lon, place.lat);
                    @if view.shows((x, y)) {
                        g.dot {
                            title { (place.name) }
                            circle cx=(tenths(x)) cy=(tenths(y)) r="5" {}
                            text x=(tenths(x + 8.0)) y=(tenths(y + 4.0)) { (number + 1) " " (place.name) }
                        }
                    }
                }
            }
        }
    }
}

fn tenths(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat: f64, lon: f64) -> Place {
        Place {
            name: "X".to_owned(),
            kind: "city".to_owned(),
            lat,
            lon,
            geonames: None,
            country: String::new(),
            mentions: Vec::new(),
        }
    }

    #[test]
    fn the_outlines_unpack() {
        assert!(RINGS.len() > 200);
        assert!(RINGS.iter().flatten().all(|[x, y]| (-180.5..=180.5).contains(x) && (-90.5..=90.5).contains(y)));
    }

    #[test]
    fn every_place_is_in_view() {
        for places in [
            vec![place(42.43, 130.64)],
            vec![place(42.43, 130.64), place(51.88, 128.33)],
            vec![place(-33.9, 151.2), place(64.1, -21.9)],
            vec![place(0.0, 0.0), place(80.0, 0.0)],
        ] {
            let view = View::over(&places.iter().collect::<Vec<_>>());
            for place in &places {
                assert!(view.shows(view.point(place.lon, place.lat)), "{places:?}");
            }
        }
    }

    #[test]
    fn a_ring_over_the_date_line_has_no_jump() {
        let ring: Ring = vec![[170.0, 65.0], [179.0, 66.0], [-179.0, 66.0], [-170.0, 65.0], [179.0, 64.0]];
        let longitudes: Vec<f64> = unwrapped(&ring).into_iter().map(|(longitude, _)| longitude).collect();
        assert_eq!(longitudes, [170.0, 179.0, 181.0, 190.0, 179.0]);
    }
}
