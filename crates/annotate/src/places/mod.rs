//! Place names and what they refer to.

mod context;
mod detect;
mod hints;
mod literal;
mod senses;
#[cfg(test)]
mod tests;
mod weights;

pub use detect::{IS_PLACE, OF_THE_NAME_ITSELF, Suspect, visit};
pub use senses::{FEATURE_NAMES, FEATURES, Sense};

use context::Home;
use headwater_atlas::gazetteer::kilometres;
use headwater_atlas::{Gazetteer, Outlets};
use headwater_model::{Annotated, PlaceKind, PlaceMention, Report, Span};
use senses::Name;
use std::sync::LazyLock;

/// A town within so many kilometres of the point of the division around it stands for it.
const SAME_POINT: f64 = 60.0;

/// Finds place names and resolves them.
pub(crate) fn find(report: &Report, annotated: &Annotated) -> Vec<PlaceMention> {
    let spans = detect::spans(report, annotated, Gazetteer::embedded());
    resolve(report, annotated, &spans)
}

/// Resolves place names whose spans are already known, in the order of `spans`.
#[must_use]
pub fn resolve(report: &Report, annotated: &Annotated, spans: &[Span]) -> Vec<PlaceMention> {
    let gazetteer = Gazetteer::embedded();
    let names = senses::names(report, annotated, spans, gazetteer);
    let chosen = choose(names, &home(report), gazetteer);
    spans
        .iter()
        .zip(chosen)
        .map(|(&span, choice)| PlaceMention {
            span,
            place: choice.map(|choice| gazetteer.place(choice.place)),
            literal: choice.is_none_or(|sense| literal::is_literal(report, annotated, span, &sense, gazetteer)),
        })
        .collect()
}

/// The senses of the names under `spans` with their features, as the weights are learnt from: before anything is known of
/// the other places of the report, and after.
#[must_use]
pub fn senses(report: &Report, annotated: &Annotated, spans: &[Span]) -> [Vec<Vec<Sense>>; 2] {
    let gazetteer = Gazetteer::embedded();
    let mut names = senses::names(report, annotated, spans, gazetteer);
    score(&mut names, &weights::ALONE);
    let alone = names.iter().map(|name| name.senses.clone()).collect();
    for round in 0..weights::ROUNDS {
        context::add(&mut names, &home(report), gazetteer);
        if round + 1 < weights::ROUNDS {
            score(&mut names, &weights::TOGETHER);
        }
    }
    [alone, names.into_iter().map(|name| name.senses).collect()]
}

/// The best sense of each name; none when it has none.
fn choose(mut names: Vec<Name>, home: &Home, gazetteer: &Gazetteer) -> Vec<Option<Sense>> {
    score(&mut names, &weights::ALONE);
    for _ in 0..weights::ROUNDS {
        context::add(&mut names, home, gazetteer);
        score(&mut names, &weights::TOGETHER);
    }
    names.iter().map(|name| best(name, gazetteer)).collect()
}

/// The most believed sense; of a town and the division around it that bears its name and lies at the same point ("Moscow")
/// the town, unless a word beside the name says otherwise.
fn best(name: &Name, gazetteer: &Gazetteer) -> Option<Sense> {
    let more = |best: Sense, other: Sense| if other.share > best.share { other } else { best };
    let best = name.senses.iter().copied().reduce(more)?;
    let around =
        matches!(gazetteer.kind(best.place), PlaceKind::State | PlaceKind::County) && !best.is_of_hinted_kind();
    let town = name.senses.iter().copied().filter(|sense| {
        around
            && gazetteer.kind(sense.place) == PlaceKind::City
            && (gazetteer.state(sense.place) == Some(best.place) || gazetteer.county(sense.place) == Some(best.place))
            && kilometres(gazetteer.point(sense.place), gazetteer.point(best.place)) < SAME_POINT
    });
    town.reduce(more).or(Some(best))
}

fn home(report: &Report) -> Home {
    static OUTLETS: LazyLock<Outlets> = LazyLock::new(Outlets::embedded);
    Home::of(report, &OUTLETS, Gazetteer::embedded())
}

/// Gives each sense its share of belief: the softmax of its weighted features.
fn score(names: &mut [Name], weights: &[f32; FEATURES]) {
    for name in names {
        let mut total = 0.0;
        let sums = name
            .senses
            .iter()
            .map(|sense| sense.features.iter().zip(weights).map(|(value, weight)| value * weight).sum());
        let sums: Vec<f32> = sums.collect();
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        for (sense, sum) in name.senses.iter_mut().zip(sums) {
            sense.share = (sum - most).exp();
            total += sense.share;
        }
        for sense in &mut name.senses {
            sense.share /= total;
        }
    }
}
