//! Claims with their origins, carriers, chains, differences and drift.

use crate::difference::{Run, runs, shown};
use crate::index::Index;
use crate::sentence::counted;
use headwater_model::dossier::{Claim, Difference, Statement, Story};
use maud::{Markup, html as markup};

/// All claims of a story: those of several reports in full, the others folded away.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    let (shared, single): (Vec<&Claim>, Vec<&Claim>) = story.claims.iter().partition(|claim| claim.carriers > 1);
    markup! {
        h3 { "Claims" }
        @if story.claims.is_empty() { p { "No claim was found." } }
        @if !shared.is_empty() {
            fieldset.filter hidden {
                legend { "Show" }
                @for (value, words) in [
                    ("all", "all"), ("single-origin", "one origin"), ("corroborated", "several origins"),
                    ("disputed", "disputed"), ("drift", "changed on the way"),
                ] {
                    label {
                        input type="radio" name={ (story.id) "-show" } value=(value) checked[value == "all"];
                        " " (words)
                    }
                }
            }
            @for claim in &shared { (card(claim, index)) }
        }
        @if !single.is_empty() {
            details.single open[shared.is_empty()] {
                summary { (counted(single.len(), "claim")) " of one report" }
                ul.statements { @for claim in single { (single_claim(claim, index)) } }
            }
        }
    }
}

fn card(claim: &Claim, index: &Index<'_>) -> Markup {
    let classes = if claim.drift.is_empty() { claim.status.clone() } else { format!("{} drift", claim.status) };
    markup! {
        article class={ "claim " (classes) } id=(claim.id) {
            h4 { "“" (claim.text) "”" }
            p.verdict {
                strong { (counted(claim.origins.len(), "origin")) }
                " behind " (counted(claim.carriers, "report"))
                @if claim.status == "disputed" { " " span.tag.alarm { "disputed" } }
                @for kind in kinds(claim) { " " span.tag { (kind) } }
            }
            ol.origins {
                @for origin in &claim.origins {
                    li {
                        span.origin { (origin.label) }
                        @if !origin.because.is_empty() { span.quiet { " " (origin.because.join("; ")) } }
                        ul.statements {
                            @for said in origin.statements.iter().filter_map(|id| index.statement(id)) {
                                li { (statement(said, index)) }
                            }
                        }
                    }
                }
            }
            @if !claim.drift.is_empty() {
                ul.drift {
                    @for drift in &claim.drift {
                        li {
                            span.tag.alarm { (drift.kind.replace('-', " ")) }
                            " " (between(&drift.from, &drift.to, index)) ": " (drift.detail)
                        }
                    }
                }
            }
            (differences(claim, index))
        }
    }
}

/// What differs, each kind once.
fn kinds(claim: &Claim) -> Vec<String> {
    let mut kinds: Vec<&str> = claim.differences.iter().map(|difference| difference.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(|kind| format!("{kind} differs")).collect()
}

fn single_claim(claim: &Claim, index: &Index<'_>) -> Markup {
    markup! {
        @for (at, said) in claim.statements.iter().filter_map(|id| index.statement(id)).enumerate() {
            li id=[(at == 0).then_some(&claim.id)] { (statement(said, index)) }
        }
    }
}

/// A statement: who prints it, who says it, its words as a link to its place.
pub(crate) fn statement(said: &Statement, index: &Index<'_>) -> Markup {
    let chain = index.chain(said);
    markup! {
        span.carrier { (index.label(&said.report)) }
        @if !chain.is_empty() { span.chain { " ← " (chain) } }
        @for standing in index.standing(said) { " " span.tag { (standing) } }
        " "
        a.words href={ "#" (said.id) } { "“" (said.text) "”" }
    }
}

fn between(a: &str, b: &str, index: &Index<'_>) -> String {
    let label = |id: &str| index.statement(id).map(|said| index.label(&said.report)).unwrap_or_default();
    format!("{} → {}", label(a), label(b))
}

/// Differences by pair of statements: the two wordings side by side, then the values that differ.
fn differences(claim: &Claim, index: &Index<'_>) -> Markup {
    let shown = shown(claim, index);
    let mut pairs: Vec<(&str, &str)> =
        shown.iter().map(|(difference, _)| (difference.a.as_str(), difference.b.as_str())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    markup! {
        @if !pairs.is_empty() {
            details.differences {
                summary { (counted(shown.len(), "difference")) ", word by word" }
                @for (a, b) in pairs {
                    @if let (Some(a), Some(b)) = (index.statement(a), index.statement(b)) {
                        (side_by_side(a, b, index))
                        ul.values {
                            @for (difference, sides) in shown.iter().filter(|(row, _)| row.a == a.id && row.b == b.id) {
                                li { (value(difference, sides)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn value(difference: &Difference, [a, b]: &[String; 2]) -> Markup {
    markup! {
        span.tag { (difference.kind) } " "
        del { (a) } " / " ins { (b) }
    }
}

fn side_by_side(a: &Statement, b: &Statement, index: &Index<'_>) -> Markup {
    let (left, right) = runs(&a.text, &b.text);
    markup! {
        div.sides {
            div {
                a.carrier href={ "#" (a.id) } { (index.label(&a.report)) }
                p { (marked(&left, |text| markup! { del { (text) } })) }
            }
            div {
                a.carrier href={ "#" (b.id) } { (index.label(&b.report)) }
                p { (marked(&right, |text| markup! { ins { (text) } })) }
            }
        }
    }
}

fn marked(runs: &[Run], mark: impl Fn(&str) -> Markup) -> Markup {
    markup! {
        @for run in runs {
            @if run.shared || run.text.trim().is_empty() { (run.text) } @else { (mark(&run.text)) }
        }
    }
}
