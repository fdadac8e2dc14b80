//! Which statements say a claim given in words, and from how many origins? Nearly all of its words must be said in one
//! place; a name, number or date that is not said there, or a negation, turns support into contradiction.

mod exchanged;
mod slots;

use crate::Settings;
use crate::align::content::{Content, Weights, names_of_entities};
use crate::align::{Passages, contents};
use crate::corroborate::Story;
use crate::tellings::Tellings;
use headwater_atlas::Outlets;
use headwater_model::{
    Answer, Certainty, Claims, CopyTree, Polarity, Quoted, Reading, Span, Spoken, Stance, Statement, StatementId,
    Verdict,
};
use slots::{Scope, Slots};

/// What the reports of a story say to `claim`: a short text that was composed and annotated like a report. `claims` is
/// what [`crate::corroborate`] found in `readings` with `tree`.
#[must_use]
pub fn check(
    claim: Reading<'_>,
    readings: &[Reading<'_>],
    tree: &CopyTree,
    outlets: &Outlets,
    claims: &Claims,
    settings: &Settings,
) -> Answer {
    let weights = Weights::of(readings).of_tokens(&claim);
    let whole = whole(&claim);
    let asked = Content::of(&claim, &whole, &weights, &names_of_entities(claim.annotated));
    if asked.stems.is_empty() {
        return Answer::default();
    }
    let slots = Slots::of(&claim, readings);
    let contents = contents(readings, &claims.statements);
    let mut spoken: Vec<Spoken> = Vec::new();
    for (at, statement) in claims.statements.iter().enumerate() {
        let reading = &readings[statement.report];
        let scope = Scope::of(reading, statement, &claims.sources);
        let (coverage, own) = scope.coverage(&asked, &slots);
        if coverage < settings.least_coverage || own < settings.least_own {
            continue;
        }
        let against = slots.against(&claim, &scope, reading, statement, settings.side_by_side);
        let stance = stance(statement, contents[at].open, &against);
        let statement = StatementId(u32::try_from(at).unwrap_or(u32::MAX));
        spoken.push(Spoken { statement, stance, coverage: f64::from(coverage), against });
    }
    spoken.sort_by(|a, b| {
        let order = (a.against.len(), a.stance).cmp(&(b.against.len(), b.stance));
        order.then_with(|| b.coverage.total_cmp(&a.coverage)).then_with(|| a.statement.cmp(&b.statement))
    });
    spoken.truncate(settings.most_answers);
    let asserting: Vec<StatementId> = {
        let mut ids: Vec<StatementId> =
            spoken.iter().filter(|it| it.stance == Stance::Asserts).map(|it| it.statement).collect();
        ids.sort_unstable();
        ids
    };
    let passages = Passages::of(tree);
    let story = Story {
        readings,
        tree,
        passages: &passages,
        tellings: &Tellings::apart(claims.statements.len()),
        outlets,
        sources: &claims.sources,
        statements: &claims.statements,
        contents: &contents,
        settings,
    };
    let origins = if asserting.is_empty() { Vec::new() } else { story.origins(&asserting) };
    Answer { verdict: verdict(&spoken, settings), statements: spoken, origins }
}

/// The whole of a text as one statement of nobody.
pub(crate) fn whole(claim: &Reading<'_>) -> Statement {
    let span = Span::new(0, claim.report.text.len());
    let all = |count: usize| (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
    Statement {
        report: 0,
        span,
        sentence: 0,
        chain: Vec::new(),
        parallel: false,
        rejected_by: Vec::new(),
        quoted: Quoted::None,
        certainty: Certainty::Asserted,
        polarity: Polarity::Positive,
        times: all(claim.annotated.times.len()),
        places: all(claim.annotated.places.len()),
        quantities: all(claim.annotated.quantities.len()),
    }
}

/// What a statement does to a claim; one that leaves it `open` ("if …") does not assert it.
fn stance(statement: &Statement, open: bool, against: &[headwater_model::Against]) -> Stance {
    let contrary = against.iter().any(|it| it.kind == headwater_model::DifferenceKind::Polarity);
    match against.len() {
        0 if open || statement.certainty == Certainty::Hedged => Stance::Hedges,
        0 => Stance::Asserts,
        1 if contrary => Stance::Denies,
        _ => Stance::Contradicts,
    }
}

/// A statement that says less of the claim than another that speaks against it does not outweigh that one.
fn verdict(spoken: &[Spoken], settings: &Settings) -> Verdict {
    let best = |stance| spoken.iter().filter(|it| it.stance == stance).map(|it| it.coverage).fold(0.0, f64::max);
    let (asserts, hedges) = (best(Stance::Asserts), best(Stance::Hedges));
    let (denies, contradicts) = (best(Stance::Denies), best(Stance::Contradicts));
    let least = denies.max(contradicts) - settings.outweighed;
    let stands = |coverage: f64| coverage > 0.0 && coverage >= least && coverage >= settings.least_asserted;
    match (stands(asserts), stands(hedges)) {
        (true, _) if denies >= asserts - settings.outweighed && denies > 0.0 => Verdict::Disputed,
        (true, _) => Verdict::Asserted,
        (false, true) => Verdict::Hedged,
        _ if denies.max(contradicts) > 0.0 => Verdict::Contradicted,
        _ => Verdict::NotFound,
    }
}
