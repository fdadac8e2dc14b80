//! What the other places of a report say for a sense of a name: places of one report lie in the same divisions and near
//! each other (Leidner 2007; Lieberman & Samet 2012).

use super::senses::{Name, Sense};
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::PlaceId;
use headwater_model::PlaceKind;

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
        for north in -1..=1 {
            for east in -1..=1 {
                near += self.at(Where::Cell(row + north, column + east));
            }
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
            let kind = gazetteer.kind(sense.place);
            let within = if kind == PlaceKind::State { None } else { state(sense.place, gazetteer) };
            if let Some(state) = within.map(Where::State) {
                sense.features[14] = saturated(others(&|belief| belief.at(state)));
                sense.features[17] = neighbours(state);
            }
            if let Some(country) = country(sense.place, gazetteer).map(Where::Country) {
                sense.features[15] = saturated(others(&|belief| belief.at(country)));
                sense.features[18] = neighbours(country);
            }
            let near = others(&|belief| belief.near(cell(sense.place, gazetteer)));
            sense.features[16] = saturated(near);
            sense.features[23] = near / groups as f32;
            sense.features[19] = home.nearness(sense.place, gazetteer);
            sense.features[20] = home.same_country(sense.place, gazetteer);
        }
    }
}

/// Where the outlet is at home, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// Latitude and longitude in degrees.
    pub(super) point: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-2 code; empty when unknown.
    pub(super) country: String,
}

impl Home {
    /// 1 at home, a half at 100 km, towards 0 far away or when the home is unknown.
    fn nearness(&self, place: PlaceId, gazetteer: &Gazetteer) -> f32 {
        self.point.map_or(0.0, |home| {
            let kilometres = headwater_atlas::gazetteer::kilometres(home, gazetteer.point(place));
            (1.0 / (1.0 + kilometres / 100.0)) as f32
        })
    }

    fn same_country(&self, place: PlaceId, gazetteer: &Gazetteer) -> f32 {
        super::senses::flag(!self.country.is_empty() && gazetteer.country(place) == self.country)
    }
}

/// `1 − 1/(1 + sum)`: the first place that agrees counts most.
fn saturated(sum: f32) -> f32 {
    sum / (1.0 + sum)
}

fn state(place: PlaceId, gazetteer: &Gazetteer) -> Option<PlaceId> {
    if gazetteer.kind(place) == PlaceKind::State { Some(place) } else { gazetteer.state(place) }
}

fn country(place: PlaceId, gazetteer: &Gazetteer) -> Option<[u8; 2]> {
    gazetteer.country(place).as_bytes().try_into().ok()
}

fn cell(place: PlaceId, gazetteer: &Gazetteer) -> (i16, i16) {
    let (latitude, longitude) = gazetteer.point(place);
    ((latitude / CELL).floor() as i16, (longitude / CELL).floor() as i16)
}
