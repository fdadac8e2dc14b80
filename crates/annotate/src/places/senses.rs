//! What a place name may refer to, with what the words around it say for each sense.

use super::hints;
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::{Candidate, NameKind, PlaceId, key};
use headwater_model::{Annotated, PlaceKind, Report, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Number of features of a sense.
pub const FEATURES: usize = 27;

/// What the features of a sense are, in their order. All lie in about 0..=1; the first thirteen are known from the name
/// and the words around it, the others from the rest of the report.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "logarithm of the population, a sixteenth",
    "population unknown",
    "country",
    "first-order division",
    "second-order division",
    "site",
    "region",
    "another name of it than the usual",
    "named by a demonym",
    "in the division or country named after it",
    "not there, though another sense is",
    "of the kind that a word beside it says",
    "of another kind than that",
    "in the division named after it elsewhere in the report",
    "other places in its first-order division",
    "other places in its country",
    "other places nearby",
    "neighbouring names in its first-order division",
    "neighbouring names in its country",
    "in the outlet's home division",
    "in the outlet's country",
    "other places in its second-order division",
    "most populous of its senses",
    "other places nearby, weighed against all others",
    "capital of its country",
    "seat of its first-order division",
    "named after a place that lies in it",
];

/// Most senses of a name that are weighed: the most populous and those in a division named after it.
const MOST_SENSES: usize = 60;

/// One thing that a name may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Sense {
    /// Which place.
    pub place: PlaceId,
    /// What the name is to it.
    pub name: NameKind,
    /// How much it is believed, 0..=1; the senses of a name sum to 1.
    pub share: f32,
    /// What speaks for it, see [`FEATURE_NAMES`].
    pub features: [f32; FEATURES],
}

impl Sense {
    /// Whether it is of the kind that a word beside the name says.
    pub(super) fn is_of_hinted_kind(&self) -> bool {
        self.features[11] > 0.0
    }
}

/// A place name of a report.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Position among the different keys of the report, in order of first appearance.
    pub(super) group: usize,
    pub(super) senses: Vec<Sense>,
}

/// The names under `spans` with their senses. A name that the gazetteer does not know has none.
pub(super) fn names(report: &Report, annotated: &Annotated, spans: &[Span], gazetteer: &Gazetteer) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(spans.len());
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let mut before = (Span::default(), Vec::new());
    for &span in spans {
        let (key, candidates, holders) = candidates(&report.text, span, gazetteer);
        let next = groups.len();
        let group = *groups.entry(key).or_insert(next);
        let hint = hints::kind(report, annotated, span);
        let senses = weigh(&candidates, &holders, &holding(&before, &report.text, span), hint, gazetteer);
        before = (
            span,
            holders
                .into_iter()
                .filter(|&holder| senses.iter().any(|sense| lies_in(sense.place, holder, gazetteer)))
                .collect(),
        );
        names.push(Name { group, senses });
    }
    agree(&mut names);
    names
}

/// Key, candidates and the places named after the name that may hold it ("La." in "Alexandria, La.").
fn candidates(text: &str, span: Span, gazetteer: &Gazetteer) -> (String, Vec<Candidate>, Vec<PlaceId>) {
    let printed = span.of(text);
    let (first, inner) = printed.split_once(',').unwrap_or((printed, ""));
    let mut holders = hints::holders(inner, gazetteer);
    if holders.is_empty() {
        let after = text.get(span.end()..).unwrap_or_default();
        let after = after.strip_prefix('.').filter(|_| !printed.ends_with('.')).unwrap_or(after);
        let opened = after.strip_prefix(", ").or_else(|| after.strip_prefix(" ("));
        holders = opened.map(|rest| hints::holders(rest, gazetteer)).unwrap_or_default();
    }
    let whole = key(printed);
    let mut found: Vec<Candidate> = gazetteer.candidates(&whole).collect();
    let mut used = whole.clone();
    if found.is_empty() {
        for other in other_forms(&key(first)) {
            found = gazetteer.candidates(&other).collect();
            if !found.is_empty() {
                used = other;
                break;
            }
        }
    }
    if found.is_empty() {
        found = gazetteer.respelled(&used);
    }
    (used, found, holders)
}

/// Other keys to try for a name that is not in the gazetteer: without article, genitive, plural, direction and kind words.
fn other_forms(whole: &str) -> Vec<String> {
    let bare = whole.strip_prefix("the ").unwrap_or(whole);
    let mut forms = vec![bare.to_owned()];
    for (short, long) in [(" co", " county"), (" twp", ""), (" twp", " township"), (" township", "")] {
        forms.extend(bare.strip_suffix(short).map(|stem| format!("{stem}{long}")));
    }
    if let Some(singular) = bare.strip_suffix('s') {
        forms.push(singular.to_owned());
    }
    let mut inner = bare;
    while let Some((first, rest)) = inner.split_once(' ') {
        if !hints::is_kind_or_direction(first) && first != "of" {
            break;
        }
        inner = rest;
        forms.push(inner.to_owned());
    }
    while let Some((rest, last)) = inner.rsplit_once(' ') {
        if !hints::is_kind_or_direction(last) {
            break;
        }
        inner = rest;
        forms.push(inner.to_owned());
    }
    forms
}

/// The senses with the features that the name and its neighbourhood give.
fn weigh(
    candidates: &[Candidate],
    holders: &[PlaceId],
    holding: &[PlaceId],
    hint: Option<PlaceKind>,
    gazetteer: &Gazetteer,
) -> Vec<Sense> {
    let held = |place: PlaceId| holders.iter().any(|&holder| lies_in(place, holder, gazetteer));
    let any_held = candidates.iter().any(|candidate| held(candidate.place));
    let agrees = |kind: PlaceKind| {
        hint.is_some_and(|hint| hint == kind || (hint == PlaceKind::State && kind == PlaceKind::Region))
    };
    let any_agrees = candidates.iter().any(|candidate| agrees(gazetteer.kind(candidate.place)));
    let most = candidates.iter().map(|candidate| gazetteer.population(candidate.place)).max().unwrap_or_default();
    let mut senses: Vec<Sense> = candidates
        .iter()
        .map(|candidate| {
            let place = candidate.place;
            let population = gazetteer.population(place);
            let kind = gazetteer.kind(place);
            let mut features = [0.0; FEATURES];
            features[0] = (f64::from(population) + 1.0).ln() as f32 / 16.0;
            features[1] = flag(population == 0);
            features[2] = flag(kind == PlaceKind::Country);
            features[3] = flag(kind == PlaceKind::State);
            features[4] = flag(kind == PlaceKind::County);
            features[5] = flag(kind == PlaceKind::Site);
            features[6] = flag(kind == PlaceKind::Region);
            features[7] = flag(candidate.name == NameKind::Other);
            features[8] = flag(candidate.name == NameKind::Demonym);
            features[9] = flag(any_held && held(place));
            features[10] = flag(any_held && !held(place));
            features[11] = flag(any_agrees && agrees(kind));
            features[12] = flag(any_agrees && !agrees(kind));
            features[24] = flag(gazetteer.seat(place) == Some(PlaceKind::Country));
            features[25] = flag(gazetteer.seat(place) == Some(PlaceKind::State));
            features[26] = flag(holding.contains(&place));
            features[22] = flag(population == most && most > 0);
            Sense { place, name: candidate.name, share: 0.0, features }
        })
        .collect();
    if senses.len() > MOST_SENSES {
        senses.sort_by_key(|sense| {
            let wanted = sense.features[9] + sense.features[11] > 0.0;
            (std::cmp::Reverse((wanted, gazetteer.population(sense.place))), sense.place)
        });
        senses.truncate(MOST_SENSES);
    }
    senses
}

fn lies_in(place: PlaceId, holder: PlaceId, gazetteer: &Gazetteer) -> bool {
    gazetteer.state(place) == Some(holder)
        || gazetteer.county(place) == Some(holder)
        || (gazetteer.kind(holder) == PlaceKind::Country
            && place != holder
            && gazetteer.country(place) == gazetteer.country(holder))
}

/// The senses in which a name holds the name before it: in "Montreal, Quebec" the province, not the city.
fn holding(before: &(Span, Vec<PlaceId>), text: &str, span: Span) -> Vec<PlaceId> {
    let between = text.get(before.0.end()..span.start()).unwrap_or_default();
    if matches!(between, ", " | "., " | " (") { before.1.clone() } else { Vec::new() }
}

/// One sense a discourse: a division named after one mention of a name speaks for all of them (Gale, Church &
/// Yarowsky 1992).
fn agree(names: &mut [Name]) {
    let mut held: BTreeSet<(usize, PlaceId)> = BTreeSet::new();
    for name in names.iter() {
        held.extend(name.senses.iter().filter(|sense| sense.features[9] > 0.0).map(|sense| (name.group, sense.place)));
    }
    for name in names {
        for sense in &mut name.senses {
            sense.features[13] = flag(held.contains(&(name.group, sense.place)));
        }
    }
}

pub(super) fn flag(set: bool) -> f32 {
    f32::from(u8::from(set))
}
