//! Generator of `data/outlines.bin.zst`: outlines of countries for the dossier's map, from world-atlas' TopoJSON.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[i64; 2]>>,
    objects: BTreeMap<String, Collection>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Geometry {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
    #[serde(other)]
    Other,
}

/// Reads the TopoJSON `file` and writes every ring of its `countries` as: number of rings (u32), then for each ring the
/// number of points (u32) and the points as longitude and latitude in hundredths of a degree (i16 each), all little
/// endian, compressed with zstd.
pub(crate) fn run(file: &Path, out: &Path) -> Result<(), String> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read(file).map_err(|error| failed(file, &error))?;
    let topology: Topology = serde_json::from_slice(&text).map_err(|error| failed(file, &error))?;
    let countries = topology.objects.get("countries").ok_or_else(|| failed(file, &"no object named countries"))?;
    let arcs: Vec<Vec<[i16; 2]>> = topology.arcs.iter().map(|arc| points(arc, &topology.transform)).collect();
    let mut rings: Vec<Vec<[i16; 2]>> = Vec::new();
    for geometry in &countries.geometries {
        match geometry {
            Geometry::Polygon(polygon) => rings.extend(polygon.iter().map(|ring| joined(ring, &arcs))),
            Geometry::MultiPolygon(polygons) => {
                rings.extend(polygons.iter().flatten().map(|ring| joined(ring, &arcs)));
            }
            Geometry::Other => {}
        }
    }
    let mut bytes = u32::try_from(rings.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    for ring in &rings {
        bytes.extend(u32::try_from(ring.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(ring.iter().flatten().flat_map(|value| value.to_le_bytes()));
    }
    let packed = zstd::bulk::compress(&bytes, 19).map_err(|error| failed(out, &error))?;
    std::fs::write(out, packed).map_err(|error| failed(out, &error))
}

/// An arc's points: TopoJSON stores quantised differences.
fn points(arc: &[[i64; 2]], transform: &Transform) -> Vec<[i16; 2]> {
    let (mut x, mut y) = (0, 0);
    let mut points: Vec<[i16; 2]> = Vec::with_capacity(arc.len());
    for [dx, dy] in arc {
        x += dx;
        y += dy;
        let degrees = |value: i64, axis: usize| value as f64 * transform.scale[axis] + transform.translate[axis];
        let point = [(degrees(x, 0) * 100.0).round() as i16, (degrees(y, 1) * 100.0).round() as i16];
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    points
}

/// A ring is a list of arcs; the complement of a number means that arc backwards.
fn joined(ring: &[i64], arcs: &[Vec<[i16; 2]>]) -> Vec<[i16; 2]> {
    let mut points: Vec<[i16; 2]> = Vec::new();
    let mut push = |point: [i16; 2]| {
        if points.last() != Some(&point) {
            points.push(point);
        }
    };
    for &number in ring {
        let forward = usize::try_from(if number < 0 { !number } else { number }).unwrap_or_default();
        let arc = arcs.get(forward).map(Vec::as_slice).unwrap_or_default();
        if number < 0 {
            arc.iter().rev().copied().for_each(&mut push);
        } else {
            arc.iter().copied().for_each(&mut push);
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_joined_forwards_and_backwards() {
        let arcs = vec![vec![[0, 0], [1, 0], [1, 1]], vec![[0, 0], [0, 1], [1, 1]]];
        assert_eq!(joined(&[0, !1], &arcs), [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]);
    }
}
