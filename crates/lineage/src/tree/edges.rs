//! From branches to edges: the spans that prove each, how close the copy is, and the reasons in words.

use super::{Branch, Draft, turned};
use crate::Settings;
use crate::pairs::{Compared, Texts};
use headwater_model::{CopyingEdge, CopyingKind, Passage};

/// All edges in the caller's order, sorted by their ends.
pub(super) fn prove(
    texts: &Texts<'_>,
    pairs: &[Compared],
    draft: &Draft,
    order: &[usize],
    settings: &Settings,
) -> Vec<CopyingEdge> {
    let outward = |node: usize| order.get(node).copied().unwrap_or(node);
    let mut edges: Vec<CopyingEdge> = draft
        .branches
        .iter()
        .map(|branch| {
            let mut edge = CopyingEdge {
                from: outward(branch.from),
                to: outward(branch.to),
                kind: CopyingKind::Edited,
                share: 1.0,
                confidence: branch.confidence.clamp(0.0, 1.0),
                passages: Vec::new(),
                evidence: Vec::new(),
            };
            if let Some(pair) = witness(pairs, draft, branch, order.len()) {
                fill(&mut edge, texts, pair, branch.to, order, settings);
            }
            edge.evidence.extend(branch.evidence.iter().cloned());
            edge
        })
        .collect();
    edges.sort_by_key(|edge| (edge.from, edge.to));
    edges
}

/// The pair whose passages prove a branch: parent and copy, or for an unseen parent the copy and the report that shares
/// most with it among those that derive from the same parent.
fn witness<'p>(pairs: &'p [Compared], draft: &Draft, branch: &Branch, count: usize) -> Option<&'p Compared> {
    if branch.to >= count {
        return None;
    }
    let of_copy = pairs.iter().filter(|pair| pair.a == branch.to || pair.b == branch.to);
    if branch.from < count {
        return of_copy.clone().find(|pair| pair.a == branch.from || pair.b == branch.from);
    }
    let derives = |node: usize| draft.branches.iter().any(|other| other.from == branch.from && other.to == node);
    let shared = |pair: &Compared| pair.common.matched[usize::from(pair.b == branch.to)];
    let mut best: Option<&Compared> = None;
    for sibling_only in [true, false] {
        for pair in of_copy.clone() {
            let other = if pair.a == branch.to { pair.b } else { pair.a };
            let fits = if sibling_only { derives(other) } else { pair.is_derived() };
            if fits && best.is_none_or(|best| shared(pair) > shared(best)) {
                best = Some(pair);
            }
        }
        if best.is_some_and(|best| shared(best) > 0) {
            break;
        }
    }
    best
}

fn fill(edge: &mut CopyingEdge, texts: &Texts<'_>, pair: &Compared, copy: usize, order: &[usize], settings: &Settings) {
    let (other, side) = if copy == pair.b { (pair.a, 1) } else { (pair.b, 0) };
    edge.share = pair.common.containment[side];
    edge.kind = kind(pair, side, settings);
    edge.passages =
        pair.passages(texts, order[other]).into_iter().map(|passage| turned(passage, copy == pair.a)).collect();
    edge.passages.sort_by_key(|passage| (passage.to, passage.from));
    if edge.kind == CopyingKind::Translated {
        let words = texts.texts[copy].words.len();
        let matched = pair.common.matched[side];
        edge.evidence
            .push(format!("{matched} of its {words} words are in sentences that answer to {}", name(texts, other)));
        return;
    }
    edge.evidence.push(format!(
        "{} of its {} words stand in {}",
        pair.common.matched[side],
        texts.texts[copy].words.len(),
        name(texts, other)
    ));
    if let Some(longest) =
        edge.passages.iter().filter(|passage| !passage.quotation).max_by_key(|passage| passage.to.len())
    {
        edge.evidence.push(excerpt(texts, copy, longest, settings.excerpt));
    }
}

/// How close the copy is to its witness.
fn kind(pair: &Compared, side: usize, settings: &Settings) -> CopyingKind {
    if !pair.translation.is_empty() {
        return CopyingKind::Translated;
    }
    let equal: usize = pair.common.passages.iter().map(|shared| shared.matches.len()).sum();
    let columns: f64 = pair.common.passages.iter().map(|shared| f64::from(shared.columns)).sum();
    let identity = equal as f64 / columns.max(1.0);
    let longest = pair.common.passages.iter().map(|shared| shared.matches.len()).max().unwrap_or_default();
    if identity >= settings.verbatim_identity && pair.common.containment[side] >= settings.verbatim_share {
        CopyingKind::Verbatim
    } else if pair.common.containment[side] >= settings.edited_share || longest >= settings.edited_passage {
        CopyingKind::Edited
    } else {
        CopyingKind::Rewritten
    }
}

/// How a report is called in evidence.
fn name(texts: &Texts<'_>, at: usize) -> String {
    let report = texts.texts[at].reading.report;
    let names = [&report.name, &report.outlet, &report.title];
    names.into_iter().find(|name| !name.is_empty()).map_or_else(|| "the other report".to_owned(), String::clone)
}

/// The opening words of a passage, quoted.
fn excerpt(texts: &Texts<'_>, copy: usize, passage: &Passage, words: usize) -> String {
    let reading = texts.texts[copy].reading;
    let mut inside = reading.text(passage.to).split_whitespace();
    let mut quote: String = inside.by_ref().take(words).collect::<Vec<&str>>().join(" ");
    if inside.next().is_some() {
        quote.push_str(" …");
    }
    format!("both have “{quote}”")
}
