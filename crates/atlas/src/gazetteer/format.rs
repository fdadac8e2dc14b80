//! How the table of places is stored: columns of numbers and a set of names, compressed.
//!
//! ```text
//! magic "HWG1" · length of what follows unpacked (u32) · zstd of:
//!   count of places (u32) · length of names, keys, zones, countries, postings (5 × u32)
//!   per place, column by column: latitude, longitude (i32, 1e-3 degree), population (u32), geonames (u32), state, county
//!   (u32, position of a place plus one; 0 = none), zone, country (u16 position in their lists), kind and seat (u8), length of name (u8)
//!   names · zones, countries (lines) · postings per key (u8, 255 = 255 or more are kept) · postings (u32: position × 4,
//!   plus the code of the kind of name) · keys (an fst map to the rank of the key)
//! ```
//! Numbers are little-endian and stored byte plane by byte plane, which compresses better.

use headwater_model::PlaceKind;
use std::fmt::{self, Display};

const MAGIC: &[u8; 4] = b"HWG1";
/// Largest table that is unpacked, in bytes.
const MOST_BYTES: usize = 1 << 28;

/// Why bytes are no gazetteer.
#[derive(Debug, PartialEq, Eq)]
pub struct BadTable(pub(crate) &'static str);

impl Display for BadTable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not a gazetteer: {}", self.0)
    }
}

impl std::error::Error for BadTable {}

/// One place as the generator hands it over and the reader gives it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Usual English name, at most 255 bytes.
    pub name: String,
    /// Kind of place.
    pub kind: PlaceKind,
    /// For a town, the kind of the largest division whose seat it is.
    pub seat: Option<PlaceKind>,
    /// Latitude in degrees.
    pub latitude: f64,
    /// Longitude in degrees.
    pub longitude: f64,
    /// Inhabitants, or for a site a number of the same use: how often it is meant.
    pub population: u32,
    /// GeoNames id; 0 for none.
    pub geonames: u32,
    /// Position of the first-order division it lies in.
    pub state: Option<u32>,
    /// Position of the second-order division it lies in.
    pub county: Option<u32>,
    /// IANA time zone.
    pub zone: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

/// The columns, ready to read.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) latitude: Vec<u32>,
    pub(crate) longitude: Vec<u32>,
    pub(crate) population: Vec<u32>,
    pub(crate) geonames: Vec<u32>,
    pub(crate) state: Vec<u32>,
    pub(crate) county: Vec<u32>,
    pub(crate) zone: Vec<u16>,
    pub(crate) country: Vec<u16>,
    pub(crate) kind: Vec<u8>,
    /// Byte at which each name starts, and the end of the last.
    pub(crate) name_starts: Vec<u32>,
    pub(crate) names: String,
    pub(crate) zones: Vec<String>,
    pub(crate) countries: Vec<String>,
    /// Position in `postings` at which each key's places start, and the end of the last.
    pub(crate) posting_starts: Vec<u32>,
    pub(crate) postings: Vec<u32>,
    pub(crate) keys: fst::Map<Vec<u8>>,
}

/// What a name is to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The usual name.
    Own = 0,
    /// Another name: older, local, short, in another language. May mislead ("Khasan" is one of Hassan in India).
    Other = 1,
    /// What people and things of the place are called ("Georgian").
    Demonym = 2,
}

const KINDS: [PlaceKind; 6] =
    [PlaceKind::Region, PlaceKind::Country, PlaceKind::State, PlaceKind::County, PlaceKind::City, PlaceKind::Site];

/// The place and the kind of name of a stored posting.
pub(crate) fn posted(posting: u32) -> (u32, NameKind) {
    let kind = match posting % 4 {
        0 => NameKind::Own,
        1 => NameKind::Other,
        _ => NameKind::Demonym,
    };
    (posting / 4, kind)
}

/// Kind of place of a stored byte.
pub(crate) fn kind_of(stored: u8) -> PlaceKind {
    KINDS.get(usize::from(stored & 15)).copied().unwrap_or(PlaceKind::Site)
}

/// Kind of the largest division whose seat a place is, of a stored byte.
pub(crate) fn seat_of(stored: u8) -> Option<PlaceKind> {
    KINDS.get(usize::from((stored >> 4).checked_sub(1)?)).copied()
}

fn code_of(kind: PlaceKind) -> u8 {
    KINDS.iter().position(|&known| known == kind).map_or(0, |at| at as u8)
}

/// Packs places and their keys: `keys` in byte order without duplicates, each with positions of places and what kind of
/// name it is to them.
///
/// # Errors
/// When the keys are out of order, a name is too long or there are too many of something.
pub fn pack(rows: &[Row], keys: &[(String, Vec<(u32, NameKind)>)]) -> Result<Vec<u8>, BadTable> {
    let size = |length: usize| u32::try_from(length).map_err(|_| BadTable("too large"));
    let (mut zones, mut countries) = (Vec::new(), Vec::new());
    let mut columns = Columns::default();
    let mut lengths = Vec::with_capacity(rows.len());
    for row in rows {
        columns.latitude.push(scaled(row.latitude));
        columns.longitude.push(scaled(row.longitude));
        columns.population.push(row.population);
        columns.geonames.push(row.geonames);
        // A division of the second order knows the first-order one: it is stored once.
        let known = row.county.and_then(|at| rows.get(at as usize)).and_then(|county| county.state);
        columns.state.push(row.state.filter(|&at| known != Some(at)).map_or(0, |at| at + 1));
        columns.county.push(row.county.map_or(0, |at| at + 1));
        columns.zone.push(listed(&mut zones, &row.zone)?);
        columns.country.push(listed(&mut countries, &row.country)?);
        columns.kind.push(code_of(row.kind) | row.seat.map_or(0, |seat| (code_of(seat) + 1) << 4));
        lengths.push(u8::try_from(row.name.len()).map_err(|_| BadTable("a name of over 255 bytes"))?);
        columns.names.push_str(&row.name);
    }
    let mut builder = fst::MapBuilder::memory();
    let mut counts = Vec::with_capacity(keys.len());
    for (rank, (key, places)) in keys.iter().enumerate() {
        builder.insert(key, rank as u64).map_err(|_| BadTable("keys out of order"))?;
        let kept = places.len().min(255);
        counts.push(kept as u8);
        columns.postings.extend(places[..kept].iter().map(|&(at, kind)| at * 4 + kind as u32));
    }
    let map = builder.into_inner().map_err(|_| BadTable("keys do not pack"))?;
    let (zones, countries) = (zones.join("\n"), countries.join("\n"));
    let mut plain = Vec::new();
    let head = [rows.len(), columns.names.len(), keys.len(), zones.len(), countries.len(), columns.postings.len()];
    for length in head {
        plain.extend(size(length)?.to_le_bytes());
    }
    for column in
        [&columns.latitude, &columns.longitude, &columns.population, &columns.geonames, &columns.state, &columns.county]
    {
        push_planes(&mut plain, column.iter().map(|number| number.to_le_bytes()));
    }
    for column in [&columns.zone, &columns.country] {
        push_planes(&mut plain, column.iter().map(|number| number.to_le_bytes()));
    }
    plain.extend(&columns.kind);
    plain.extend(lengths);
    plain.extend(columns.names.as_bytes());
    plain.extend(zones.as_bytes());
    plain.extend(countries.as_bytes());
    plain.extend(counts);
    push_planes(&mut plain, columns.postings.iter().map(|number| number.to_le_bytes()));
    plain.extend(map);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(size(plain.len())?.to_le_bytes());
    bytes.extend(zstd::bulk::compress(&plain, 19).map_err(|_| BadTable("does not compress"))?);
    Ok(bytes)
}

/// Unpacks what [`pack`] packed.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Columns, BadTable> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(BadTable("wrong magic"))?;
    let (length, packed) = rest.split_first_chunk::<4>().ok_or(BadTable("cut short"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > MOST_BYTES {
        return Err(BadTable("impossible size"));
    }
    let plain = zstd::bulk::decompress(packed, length).map_err(|_| BadTable("does not unpack"))?;
    let mut rest = Rest(&plain);
    let [places, names, keys, zones, countries, postings] = {
        let mut head = [0; 6];
        for length in &mut head {
            *length = rest.take(4)?.try_into().map(u32::from_le_bytes).map_err(|_| BadTable("cut short"))? as usize;
        }
        head
    };
    let latitude = rest.planes(places)?;
    let longitude = rest.planes(places)?;
    let population = rest.planes(places)?;
    let geonames = rest.planes(places)?;
    let mut state = rest.planes(places)?;
    let county = rest.planes(places)?;
    let zone = rest.pairs(places)?;
    let country = rest.pairs(places)?;
    let kind = rest.take(places)?.to_vec();
    let name_starts = starts(rest.take(places)?);
    let names = rest.text(names)?.to_owned();
    let zones = rest.text(zones)?.split('\n').map(str::to_owned).collect();
    let countries = rest.text(countries)?.split('\n').map(str::to_owned).collect();
    let posting_starts = starts(rest.take(keys)?);
    let postings = rest.planes(postings)?;
    let keys = fst::Map::new(rest.0.to_vec()).map_err(|_| BadTable("keys do not unpack"))?;
    let known = |positions: &[u32]| positions.iter().all(|&at| at as usize <= places);
    if !known(&state) || !known(&county) || !postings.iter().all(|&posting| ((posting / 4) as usize) < places) {
        return Err(BadTable("a position past the end"));
    }
    for at in 0..places {
        if let Some(county) = county[at].checked_sub(1).filter(|_| state[at] == 0) {
            state[at] = state[county as usize];
        }
    }
    Ok(Columns {
        latitude,
        longitude,
        population,
        geonames,
        state,
        county,
        zone,
        country,
        kind,
        name_starts,
        names,
        zones,
        countries,
        posting_starts,
        postings,
        keys,
    })
}

/// Degrees from a stored coordinate.
pub(crate) fn degrees(stored: u32) -> f64 {
    f64::from(stored.cast_signed()) / 1e3
}

fn scaled(degrees: f64) -> u32 {
    ((degrees * 1e3).round() as i32).cast_unsigned()
}

/// Position of `value` in `list`, where it is put when it is not there yet.
fn listed(list: &mut Vec<String>, value: &str) -> Result<u16, BadTable> {
    let at = list.iter().position(|known| known == value).unwrap_or_else(|| {
        list.push(value.to_owned());
        list.len() - 1
    });
    u16::try_from(at).map_err(|_| BadTable("too many zones or countries"))
}

fn push_planes<const N: usize>(plain: &mut Vec<u8>, numbers: impl Iterator<Item = [u8; N]> + Clone) {
    for plane in 0..N {
        plain.extend(numbers.clone().map(|number| number[plane]));
    }
}

/// Running sums of lengths, from 0 to the total.
fn starts(lengths: &[u8]) -> Vec<u32> {
    let mut total = 0;
    std::iter::once(0)
        .chain(lengths.iter().map(|&length| {
            total += u32::from(length);
            total
        }))
        .collect()
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], BadTable> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BadTable("cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn text(&mut self, length: usize) -> Result<&'a str, BadTable> {
        std::str::from_utf8(self.take(length)?).map_err(|_| BadTable("names that are no text"))
    }

    fn planes(&mut self, count: usize) -> Result<Vec<u32>, BadTable> {
        let [a, b, c, d] = [self.take(count)?, self.take(count)?, self.take(count)?, self.take(count)?];
        Ok((0..count).map(|at| u32::from_le_bytes([a[at], b[at], c[at], d[at]])).collect())
    }

    fn pairs(&mut self, count: usize) -> Result<Vec<u16>, BadTable> {
        let [a, b] = [self.take(count)?, self.take(count)?];
        Ok((0..count).map(|at| u16::from_le_bytes([a[at], b[at]])).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let row = Row {
            name: "Aÿ".to_owned(),
            kind: PlaceKind::City,
            seat: Some(PlaceKind::County),
            latitude: -49.055,
            longitude: 4.0036,
            population: 4120,
            geonames: 3036016,
            state: Some(1),
            county: None,
            zone: "Europe/Paris".to_owned(),
            country: "FR".to_owned(),
        };
        let state =
            Row { name: "Champagne".to_owned(), kind: PlaceKind::State, seat: None, state: None, ..row.clone() };
        let keys = [
            ("ay".to_owned(), vec![(0, NameKind::Own)]),
            ("champagne".to_owned(), vec![(1, NameKind::Own), (0, NameKind::Other)]),
        ];
        let bytes = pack(&[row, state], &keys).unwrap();
        let columns = unpack(&bytes).unwrap();
        assert_eq!(columns.names, "AÿChampagne");
        assert_eq!(degrees(columns.latitude[0]), -49.055);
        assert_eq!(columns.postings, [0, 4, 1]);
        assert_eq!(columns.keys.get("champagne"), Some(1));
        assert_eq!(columns.state, [2, 0]);
        assert_eq!((kind_of(columns.kind[0]), seat_of(columns.kind[0])), (PlaceKind::City, Some(PlaceKind::County)));
        assert_eq!((kind_of(columns.kind[1]), seat_of(columns.kind[1])), (PlaceKind::State, None));
        assert!(unpack(&bytes[..bytes.len() - 3]).is_err());
        assert!(unpack(b"HWG0").is_err());
    }
}
