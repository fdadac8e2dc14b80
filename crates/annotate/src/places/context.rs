//! What the other places of a report say for a sense of a name: places of one report lie in the same divisions and near
//! each other (Leidner 2007; Lieberman & Samet 2012).

use super::senses::{Name, Sense, flag};
use headwater_atlas::gazetteer::{NameKind, PlaceId, key};
use headwater_atlas::{Gazetteer, Outlets};
use headwater_model::{PlaceKind, Report};

/// Names before and after a name that count as its neighbours.
const NEIGHBOURS: usize = 2;
/// Side of a cell of the grid that nearness is counted on, in degrees.
const CELL: f64 = 1.0;

/// Where belief lies: by division, country and cell of the grid.
#[derive(Clone, Debug, Default)]
struct Belief(Vec<(Where, f32)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Where {
    State(PlaceId),
    County(PlaceId),
    Country([u8; 2]),
    Cell(i16, i16),
}

impl Belief {
    /// The belief of one name's senses.
    fn of(senses: &[Sense], gazetteer: &Gazetteer) -> Self {
        let mut belief = Vec::new();
        for sense in senses.iter().filter(|sense| sense.share > 0.01) {
            if let Some(state) = state(sense.place, gazetteer) {
                belief.push((Where::State(state), sense.share));
            }
            if let Some(county) = county(sense.place, gazetteer) {
                belief.push((Where::County(county), sense.share));
            }
            if let Some(country) = country(sense.place, gazetteer) {
                belief.push((Where::Country(country), sense.share));
            }
            if !matches!(gazetteer.kind(sense.place), PlaceKind::Country | PlaceKind::Region | PlaceKind::State) {
                let (row, column) = cell(sense.place, gazetteer);
                belief.push((Where::Cell(row, column), sense.share));
            }
        }
        Self(belief).merged()
    }

    fn merged(mut self) -> Self {
        self.0.sort_by_key(|&(place, _)| place);
        self.0.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        self
    }

    fn at(&self, place: Where) -> f32 {
        self.0.binary_search_by_key(&place, |&(known, _)| known).map_or(0.0, |at| self.0[at].1)
    }

    /// Belief in the cell and the eight around it.
    fn near(&self, (row, column): (i16, i16)) -> f32 {
        let mut near = 0.0;
        for row in row - 1..=row + 1 {
            let first = Where::Cell(row, column - 1);
            let first = self.0.partition_point(|&(known, _)| known < first);
            let cells = self.0[first..].iter().take_while(|(known, _)| *known <= Where::Cell(row, column + 1));
            near = cells.fold(near, |near, (_, share)| near + share);
        }
        near
    }
}

/// Writes the features that come from the report's other names, by what is believed of them now.
pub(super) fn add(names: &mut [Name], home: &Home, gazetteer: &Gazetteer) {
    let groups = names.iter().map(|name| name.group + 1).max().unwrap_or_default();
    let mut beliefs: Vec<Option<Belief>> = vec![None; groups];
    for name in names.iter() {
        beliefs[name.group].get_or_insert_with(|| Belief::of(&name.senses, gazetteer));
    }
    let beliefs: Vec<Belief> = beliefs.into_iter().flatten().collect();
    let all = Belief(beliefs.iter().flat_map(|belief| belief.0.iter().copied()).collect()).merged();
    let order: Vec<usize> = names.iter().map(|name| name.group).collect();
    for (at, name) in names.iter_mut().enumerate() {
        let own = &beliefs[name.group];
        let around = &order[at.saturating_sub(NEIGHBOURS)..order.len().min(at + NEIGHBOURS + 1)];
        let others = |count: &dyn Fn(&Belief) -> f32| (count(&all) - count(own)).max(0.0);
        let neighbours = |place: Where| {
            let beside = around.iter().filter(|&&group| group != name.group).map(|&group| beliefs[group].at(place));
            beside.fold(0.0, f32::max)
        };
        for sense in &mut name.senses {
            if let Some(state) = state(sense.place, gazetteer).map(Where::State) {
                sense.features[14] = saturated(others(&|belief| belief.at(state)));
                sense.features[17] = neighbours(state);
            }
            if let Some(county) = county(sense.place, gazetteer).map(Where::County) {
                sense.features[21] = saturated(others(&|belief| belief.at(county)));
            }
            if let Some(country) = country(sense.place, gazetteer).map(Where::Country) {
                sense.features[15] = saturated(others(&|belief| belief.at(country)));
                sense.features[18] = neighbours(country);
            }
            let near = others(&|belief| belief.near(cell(sense.place, gazetteer)));
            sense.features[16] = saturated(near);
            sense.features[23] = near / groups as f32;
            sense.features[19] = home.in_state(sense.place, gazetteer);
            sense.features[20] = home.same_country(sense.place, gazetteer);
        }
    }
}

/// Where the outlet is at home, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// First-order divisions and how likely each is the home; the shares sum to 1 or there are none.
    states: Vec<(PlaceId, f32)>,
    /// ISO 3166-1 alpha-2 code; empty when unknown.
    country: String,
}

impl Home {
    /// The home that the table of outlets gives for the report's outlet or address, else the country of its domain.
    pub(super) fn of(report: &Report, outlets: &Outlets, gazetteer: &Gazetteer) -> Self {
        let names = [report.outlet.as_str(), report.url.as_str()];
        match names.iter().find_map(|name| outlets.find(name)) {
            Some(outlet) => {
                Self { states: states_of(&outlet.home, &outlet.country, gazetteer), country: outlet.country.clone() }
            }
            None => Self {
                states: Vec::new(),
                country: names.iter().find_map(|name| country_of_domain(name)).unwrap_or_default(),
            },
        }
    }

    fn in_state(&self, place: PlaceId, gazetteer: &Gazetteer) -> f32 {
        let state = state(place, gazetteer);
        self.states.iter().find(|(home, _)| Some(*home) == state).map_or(0.0, |&(_, share)| share)
    }

    fn same_country(&self, place: PlaceId, gazetteer: &Gazetteer) -> f32 {
        flag(!self.country.is_empty() && gazetteer.country(place) == self.country)
    }
}

/// The division that a home names or, when it names a town, those with a town of the name, by population.
fn states_of(home: &str, country: &str, gazetteer: &Gazetteer) -> Vec<(PlaceId, f32)> {
    let key = key(home);
    let there: Vec<PlaceId> = gazetteer
        .candidates(&key)
        .filter(|candidate| candidate.name == NameKind::Own && gazetteer.country(candidate.place) == country)
        .map(|candidate| candidate.place)
        .collect();
    if let Some(&state) = there.iter().find(|&&place| gazetteer.kind(place) == PlaceKind::State) {
        return vec![(state, 1.0)];
    }
    let towns: Vec<(PlaceId, f32)> = there
        .iter()
        .filter_map(|&town| Some((gazetteer.state(town)?, gazetteer.population(town) as f32 + 1.0)))
        .collect();
    let total: f32 = towns.iter().map(|(_, people)| people).sum();
    towns.into_iter().map(|(state, people)| (state, people / total)).collect()
}

/// The country of a domain or address that ends in a country's code ("lfpress.ca", "https://www.bbc.co.uk/news").
fn country_of_domain(address: &str) -> Option<String> {
    /// Codes that are sold to the whole world for what they spell.
    const ANYWHERE: [&str; 14] = ["tv", "co", "io", "me", "fm", "ai", "ws", "cc", "ly", "to", "la", "eu", "gg", "su"];
    let host = address.split_once("://").map_or(address, |(_, rest)| rest).split('/').next()?;
    let (_, last) = host.rsplit_once('.')?;
    let country = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic()) && !ANYWHERE.contains(&last);
    country.then(|| if last.eq_ignore_ascii_case("uk") { "GB".to_owned() } else { last.to_ascii_uppercase() })
}

/// `1 − 1/(1 + sum)`: the first place that agrees counts most.
fn saturated(sum: f32) -> f32 {
    sum / (1.0 + sum)
}

fn state(place: PlaceId, gazetteer: &Gazetteer) -> Option<PlaceId> {
    if gazetteer.kind(place) == PlaceKind::State { Some(place) } else { gazetteer.state(place) }
}

fn county(place: PlaceId, gazetteer: &Gazetteer) -> Option<PlaceId> {
    if gazetteer.kind(place) == PlaceKind::County { Some(place) } else { gazetteer.county(place) }
}

fn country(place: PlaceId, gazetteer: &Gazetteer) -> Option<[u8; 2]> {
    gazetteer.country(place).as_bytes().try_into().ok()
}

fn cell(place: PlaceId, gazetteer: &Gazetteer) -> (i16, i16) {
    let (latitude, longitude) = gazetteer.point(place);
    ((latitude / CELL).floor() as i16, (longitude / CELL).floor() as i16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_tells_the_country() {
        for (address, country) in [
            ("lfpress.ca", Some("CA")),
            ("https://www.bbc.co.uk/news/1.html", Some("GB")),
            ("example.com", None),
            ("twitch.tv", None),
            ("The Times", None),
            ("", None),
        ] {
            assert_eq!(country_of_domain(address).as_deref(), country);
        }
    }

    #[test]
    fn a_home_is_a_division_or_the_town_it_names() {
        let gazetteer = Gazetteer::embedded();
        let names = |home: &str, country: &str| -> Vec<&str> {
            states_of(home, country, gazetteer).iter().map(|&(state, _)| gazetteer.name(state)).collect()
        };
        assert_eq!(names("Tennessee", "US"), ["Tennessee"]);
        assert!(names("Alexandria", "US").contains(&"Louisiana"));
        assert!(names("Alexandria", "US").contains(&"Virginia"));
        assert!(names("", "US").is_empty());
    }
}
