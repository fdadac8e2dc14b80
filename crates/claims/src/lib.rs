//! Who says what, and who says so independently? Statements with their chains, claims across reports, origins,
//! differences, drift, disputes and checks. Counts origins, never copies.

mod align;
mod answer;
mod checks;
mod corroborate;
mod differences;
mod drift;
mod function_words;
mod likeness;
mod negation;
mod quotations;
mod settings;
mod sources;
mod statements;
mod tellings;

pub use align::{FEATURE_NAMES, Pair, pairs};
pub use answer::check;
pub use likeness::{Likeness, compare};
pub use settings::Settings;

use headwater_atlas::Outlets;
use headwater_model::{Claim, Claims, CopyTree, Reading, Source, Statement, StatementId};
use sources::Sources;
use tellings::Tellings;

/// What is claimed in one story. `readings` in the order that `tree` counts them.
#[must_use]
pub fn corroborate(readings: &[Reading<'_>], tree: &CopyTree, outlets: &Outlets, settings: &Settings) -> Claims {
    let (sources, statements) = attribute(readings);
    corroborate_statements(readings, tree, outlets, sources, statements, settings)
}

/// Who says what: the sources of a story, and its statements ordered by report and span.
#[must_use]
pub fn attribute(readings: &[Reading<'_>]) -> (Vec<Source>, Vec<Statement>) {
    let sources = Sources::of(readings);
    let statements = statements::find(readings, &sources);
    (sources.list, statements)
}

/// Who says so independently: the second half of [`corroborate`], for statements that are already known. `statements` are
/// ordered by report and span, and their links point into `sources`.
#[must_use]
pub fn corroborate_statements(
    readings: &[Reading<'_>],
    tree: &CopyTree,
    outlets: &Outlets,
    sources: Vec<Source>,
    mut statements: Vec<Statement>,
    settings: &Settings,
) -> Claims {
    let contents = align::contents(readings, &statements);
    let passages = align::Passages::of(tree);
    let tellings = Tellings::of(&contents, &statements, settings);
    let sides = align::Sides::of(readings, &statements);
    let groups = align::claims(&contents, &passages, &statements, sides.as_ref(), &tellings, settings);
    quotations::share_speakers(&groups, &contents, &mut statements, settings);
    quotations::share_carriers(&groups, &mut statements);
    quotations::spread(&tellings, &mut statements);
    let groups = tellings.spread(groups);
    let story = corroborate::Story {
        readings,
        tree,
        passages: &passages,
        tellings: &tellings,
        outlets,
        sources: &sources,
        statements: &statements,
        contents: &contents,
        settings,
    };
    let claims: Vec<Claim> = groups
        .iter()
        .map(|group| {
            let ids: Vec<StatementId> =
                group.iter().map(|&at| StatementId(u32::try_from(at).unwrap_or(u32::MAX))).collect();
            story.claim(ids)
        })
        .collect();
    let checks = checks::run(readings, settings);
    Claims { sources, statements, claims, checks }
}
