//! Places of the world by any of their names.

mod format;
mod key;

pub use format::{BadTable, NameKind, Row, pack};
pub use key::{key, push_key, respellings};

use format::{Columns, degrees, kind_of, posted, seat_of, unpack};
use headwater_model::{Place, PlaceKind};

/// Position of a place in the [`Gazetteer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// A place that goes by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which place.
    pub place: PlaceId,
    /// What the name is to it.
    pub name: NameKind,
}

/// Places of the world: GeoNames' towns, divisions and countries with a supplement of seas, regions and sites (see
/// `data/NOTICE-gazetteer.md`). Read-only; columns of numbers and one set of names, no allocation a name.
#[derive(Debug)]
pub struct Gazetteer {
    columns: Columns,
}

impl Gazetteer {
    /// The built-in table, unpacked once (under 50 ms) at the first call.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static TABLE: std::sync::LazyLock<Gazetteer> = std::sync::LazyLock::new(|| {
            let bytes = include_bytes!("../../../data/gazetteer.hwg");
            Gazetteer::from_bytes(bytes).unwrap_or_else(|_| Gazetteer { columns: Columns::default() })
        });
        &TABLE
    }

    /// Reads a packed table.
    ///
    /// # Errors
    /// When the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadTable> {
        Ok(Self { columns: unpack(bytes)? })
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.kind.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.kind.is_empty()
    }

    /// Every place that goes by `name` or, when there is none, by another spelling of it; the most populous first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Place> {
        let key = key(name);
        let mut found: Vec<PlaceId> = self.candidates(&key).map(|candidate| candidate.place).collect();
        if found.is_empty() {
            found = self.respelled(&key).iter().map(|candidate| candidate.place).collect();
        }
        found.sort_by_key(|&place| (std::cmp::Reverse(self.population(place)), place));
        found.into_iter().map(|place| self.place(place)).collect()
    }

    /// The places that go by a [`key`], in the order of the table. Allocates nothing.
    pub fn candidates(&self, key: &str) -> impl Iterator<Item = Candidate> + '_ {
        self.ranked(self.columns.keys.get(key))
    }

    /// The places under the key of a rank.
    fn ranked(&self, rank: Option<u64>) -> impl Iterator<Item = Candidate> + '_ {
        let starts = &self.columns.posting_starts;
        let postings = rank.and_then(|rank| {
            let rank = usize::try_from(rank).ok()?;
            self.columns.postings.get(*starts.get(rank)? as usize..*starts.get(rank + 1)? as usize)
        });
        postings.unwrap_or_default().iter().map(|&posting| {
            let (place, name) = posted(posting);
            Candidate { place: PlaceId(place), name }
        })
    }

    /// Starts to read a key piece by piece.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        let keys = self.columns.keys.as_fst();
        Walk { gazetteer: self, node: keys.root().addr(), rank: 0 }
    }

    /// The places that go by the first of the key's [`respellings`] that is a name.
    #[must_use]
    pub fn respelled(&self, key: &str) -> Vec<Candidate> {
        respellings(key)
            .iter()
            .map(|other| self.candidates(other).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// All of a place.
    #[must_use]
    pub fn place(&self, place: PlaceId) -> Place {
        let (latitude, longitude) = self.point(place);
        let geonames = self.columns.geonames.get(place.0 as usize).copied().filter(|&id| id != 0);
        Place {
            name: self.name(place).to_owned(),
            kind: self.kind(place),
            latitude,
            longitude,
            geonames,
            country: self.country(place).to_owned(),
            population: self.population(place).into(),
            zone: self.zone(place).to_owned(),
        }
    }

    /// Its usual English name.
    #[must_use]
    pub fn name(&self, place: PlaceId) -> &str {
        let at = place.0 as usize;
        let starts = &self.columns.name_starts;
        let range = starts.get(at).zip(starts.get(at + 1)).map(|(&start, &end)| start as usize..end as usize);
        range.and_then(|range| self.columns.names.get(range)).unwrap_or_default()
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self, place: PlaceId) -> PlaceKind {
        kind_of(self.columns.kind.get(place.0 as usize).copied().unwrap_or(u8::MAX))
    }

    /// For a town, the kind of the largest division whose seat it is: `Country` for a capital.
    #[must_use]
    pub fn seat(&self, place: PlaceId) -> Option<PlaceKind> {
        seat_of(self.columns.kind.get(place.0 as usize).copied().unwrap_or_default())
    }

    /// Latitude and longitude in degrees.
    #[must_use]
    pub fn point(&self, place: PlaceId) -> (f64, f64) {
        let at = |column: &[u32]| degrees(column.get(place.0 as usize).copied().unwrap_or_default());
        (at(&self.columns.latitude), at(&self.columns.longitude))
    }

    /// Inhabitants; for divisions and countries the sum of their towns; 0 when unknown.
    #[must_use]
    pub fn population(&self, place: PlaceId) -> u32 {
        self.columns.population.get(place.0 as usize).copied().unwrap_or_default()
    }

    /// ISO 3166-1 alpha-2 code of its country; empty for regions of several countries and the sea.
    #[must_use]
    pub fn country(&self, place: PlaceId) -> &str {
        let at = self.columns.country.get(place.0 as usize).copied().unwrap_or(u16::MAX);
        self.columns.countries.get(usize::from(at)).map_or("", String::as_str)
    }

    /// IANA time zone; empty when unknown or several.
    #[must_use]
    pub fn zone(&self, place: PlaceId) -> &str {
        let at = self.columns.zone.get(place.0 as usize).copied().unwrap_or(u16::MAX);
        self.columns.zones.get(usize::from(at)).map_or("", String::as_str)
    }

    /// The first-order division it lies in; `None` for divisions of the first order themselves and above.
    #[must_use]
    pub fn state(&self, place: PlaceId) -> Option<PlaceId> {
        self.columns.state.get(place.0 as usize)?.checked_sub(1).map(PlaceId)
    }

    /// The second-order division it lies in.
    #[must_use]
    pub fn county(&self, place: PlaceId) -> Option<PlaceId> {
        self.columns.county.get(place.0 as usize)?.checked_sub(1).map(PlaceId)
    }
}

/// A key on the way: tells after each piece whether it is a name and whether a longer one can follow. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    gazetteer: &'a Gazetteer,
    node: usize,
    rank: u64,
}

impl<'a> Walk<'a> {
    /// The walk after `piece` of a [`key`]; `None` when no name goes on so.
    #[must_use]
    pub fn step(mut self, piece: &str) -> Option<Self> {
        let keys = self.gazetteer.columns.keys.as_fst();
        for &byte in piece.as_bytes() {
            let node = keys.node(self.node);
            let transition = node.transition(node.find_input(byte)?);
            self.node = transition.addr;
            self.rank += transition.out.value();
        }
        Some(self)
    }

    /// Whether the key so far is a name.
    #[must_use]
    pub fn is_name(self) -> bool {
        self.gazetteer.columns.keys.as_fst().node(self.node).is_final()
    }

    /// The places that go by the key so far.
    pub fn candidates(self) -> impl Iterator<Item = Candidate> + 'a {
        let node = self.gazetteer.columns.keys.as_fst().node(self.node);
        let rank = node.is_final().then(|| self.rank + node.final_output().value());
        self.gazetteer.ranked(rank)
    }
}

/// Great-circle distance in kilometres between two points of (latitude, longitude) in degrees, on a sphere of 6,371.0088
/// km (haversine).
#[must_use]
pub fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (latitude, longitude) = ((to.0 - from.0).to_radians(), (to.1 - from.1).to_radians());
    let chord = (latitude / 2.0).sin().powi(2)
        + from.0.to_radians().cos() * to.0.to_radians().cos() * (longitude / 2.0).sin().powi(2);
    2.0 * 6371.0088 * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// Whether places of this kind hold others.
#[must_use]
pub fn holds_places(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Region | PlaceKind::Country | PlaceKind::State | PlaceKind::County)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(name: &str) -> Place {
        Gazetteer::embedded().named(name).into_iter().next().unwrap()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "what is tested is how long it takes")]
    fn it_is_there_and_unpacks_fast() {
        let unpack = |_| {
            let started = std::time::Instant::now();
            let table = Gazetteer::from_bytes(include_bytes!("../../../data/gazetteer.hwg")).unwrap();
            assert!(table.len() > 200_000);
            started.elapsed().as_millis()
        };
        // Alone on a core a release build takes under 50 ms; shared machines and debug builds several times that.
        let best = (0..5).map(unpack).min().unwrap();
        assert!(best < if cfg!(debug_assertions) { 2_000 } else { 250 }, "{best} ms");
    }

    #[test]
    fn the_most_populous_comes_first() {
        assert_eq!(best("Paris").country, "FR");
        assert_eq!(best("Moscow").country, "RU");
        assert_eq!((best("Harris County").kind, best("Harris County").country.as_str()), (PlaceKind::County, "US"));
    }

    #[test]
    fn other_spellings_are_found() {
        assert_eq!(best("Ussuriisk").name, "Ussuriysk");
        assert_eq!(best("Ussurisk").name, "Ussuriysk");
        assert_eq!(best("Владивосток").name, "Vladivostok");
    }

    #[test]
    fn abbreviations_and_nicknames_of_the_supplement() {
        for (name, usual) in [
            ("Ky.", "Kentucky"),
            ("Calif.", "California"),
            ("Britain", "United Kingdom"),
            ("Holland", "Netherlands"),
            ("the Vostochny cosmodrome".trim_start_matches("the "), "Vostochny Cosmodrome"),
        ] {
            assert_eq!(best(name).name, usual);
        }
    }

    #[test]
    fn an_alternate_name_is_marked() {
        let table = Gazetteer::embedded();
        let khasan: Vec<(&str, NameKind)> =
            table.candidates("khasan").map(|candidate| (table.country(candidate.place), candidate.name)).collect();
        assert!(khasan.contains(&("RU", NameKind::Own)));
        assert!(khasan.contains(&("IN", NameKind::Other)));
    }

    #[test]
    fn a_walk_ends_where_no_name_goes_on() {
        let walk = Gazetteer::embedded().walk().step("new").unwrap();
        let longer = walk.step(" ").and_then(|walk| walk.step("york")).unwrap();
        assert!(longer.is_name());
        assert!(longer.candidates().count() > 1);
        assert!(walk.step(" qqq").is_none());
    }

    #[test]
    fn towns_know_their_divisions() {
        let table = Gazetteer::embedded();
        let alexandria = table
            .candidates("alexandria")
            .map(|candidate| candidate.place)
            .find(|&place| table.state(place).is_some_and(|state| table.name(state) == "Louisiana"))
            .unwrap();
        assert_eq!(table.county(alexandria).map(|county| table.name(county)), Some("Rapides Parish"));
        assert_eq!(table.zone(alexandria), "America/Chicago");
    }

    #[test]
    fn distance_on_the_sphere() {
        let kilometres = kilometres((43.8, 131.95), (43.12, 131.89));
        assert!((75.0..77.0).contains(&kilometres));
    }
}
