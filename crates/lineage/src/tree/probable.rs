//! The tree of reports that tell something of where their words come from: the most probable parents together.
//!
//! Each pair gives the probability that one was copied from the other, or both from an unseen text. Costs are negative
//! logarithms, so the minimum-cost arborescence is the most probable choice of one parent for each report at once.

use super::arborescence::{Costs, arborescence};
use super::{Branch, Draft};
use crate::Settings;
use crate::credits::Evidence;
use crate::pairs::{Compared, Texts};
use crate::settings::Sureness;
use headwater_model::Direction;
use std::collections::BTreeSet;

/// Probability that each end of a pair was copied from the other, and that both come from an unseen text.
struct Chances {
    a_to_b: f64,
    b_to_a: f64,
    common: f64,
}

fn chances(pair: &Compared, sureness: &Sureness) -> Chances {
    let (sure, rest) = (pair.way.confidence, 1.0 - pair.way.confidence);
    let (unseen, untold) = (rest * sureness.otherwise_unseen, sureness.untold_way);
    let (a_to_b, b_to_a, common) = match pair.way.direction {
        Direction::AToB => (sure, rest - unseen, unseen),
        Direction::BToA => (rest - unseen, sure, unseen),
        Direction::Common => (rest / 2.0, rest / 2.0, sure),
        Direction::Unknown => (untold, untold, 1.0 - 2.0 * untold),
    };
    Chances { a_to_b: pair.copied * a_to_b, b_to_a: pair.copied * b_to_a, common: pair.copied * common }
}

/// Hangs the members of a family (positions of texts, ascending) under each other and under unseen texts.
pub(super) fn family(
    texts: &Texts<'_>,
    pairs: &[Compared],
    members: &[usize],
    count: usize,
    draft: &mut Draft,
    settings: &Settings,
) {
    let position = |text: usize| members.binary_search(&text).ok();
    let inside: Vec<(&Compared, usize, usize)> = pairs
        .iter()
        .filter(|pair| pair.is_derived())
        .filter_map(|pair| Some((pair, position(pair.a)?, position(pair.b)?)))
        .collect();
    let own = Own::of(&inside);
    let sources = unseen_sources(&inside, &own);
    let (size, root) = (members.len(), members.len() + sources.len());
    let mut chance = vec![vec![0.0_f64; root + 1]; root + 1];
    let mut copied = vec![0.0_f64; size];
    let raise = |chance: &mut Vec<Vec<f64>>, from: usize, to: usize, value: f64| {
        chance[from][to] = chance[from][to].max(value);
    };
    for &(pair, a, b) in &inside {
        let chances = chances(pair, &settings.sureness);
        raise(&mut chance, a, b, chances.a_to_b);
        raise(&mut chance, b, a, chances.b_to_a);
        let source = sources.iter().position(|&agency| Some(agency) == pair.wire).unwrap_or_default();
        if !sources.is_empty() {
            for end in [a, b].into_iter().filter(|&end| !own.serves(pair.wire, end)) {
                raise(&mut chance, size + source, end, chances.common);
            }
        }
        copied[a] = copied[a].max(chances.b_to_a + chances.common);
        copied[b] = copied[b].max(chances.a_to_b + chances.common);
    }
    for (source, _) in sources.iter().enumerate() {
        chance[root][size + source] = settings.sureness.unseen;
    }
    for (member, copied) in copied.iter().enumerate() {
        chance[root][member] = 1.0 - copied;
    }
    let cost = |chance: &f64| if *chance > 0.0 { -chance.max(1e-9).ln() } else { f64::INFINITY };
    let costs: Costs = chance.iter().map(|row| row.iter().map(cost).collect()).collect();
    let parents = arborescence(&costs, root);

    // An unseen text of a single copy explains nothing.
    let mut unseen: Vec<Option<usize>> = Vec::new();
    for (source, agency) in sources.iter().enumerate() {
        let copies = (0..size).filter(|&node| parents[node] == Some(size + source)).map(|node| members[node]);
        let copies: Vec<usize> = copies.collect();
        unseen.push((copies.len() >= 2).then(|| {
            let evident = Some(*agency).filter(|agency| !agency.is_empty());
            draft.unseen.push(evident.or_else(|| sole_agency(texts, &copies)).unwrap_or_default());
            count + draft.unseen.len() - 1
        }));
    }
    for (member, &text) in members.iter().enumerate() {
        let Some(parent) = parents[member].filter(|&parent| parent != root) else { continue };
        let Some(from) = (if parent < size { Some(members[parent]) } else { unseen[parent - size] }) else { continue };
        let all: f64 = (0..=root).filter(|&from| from != member).map(|from| chance[from][member]).sum();
        let confidence = chance[parent][member] / all.max(1e-9);
        draft.branches.push(Branch { from, to: text, confidence, evidence: reasons(&inside, member, parent, size) });
        further_parents(texts, &inside, member, parent, members, draft, settings);
    }
}

/// Which members share their text with the report of which agency that is in the family itself: then no unseen text is
/// needed for what that member has of the agency.
struct Own(BTreeSet<(&'static str, usize)>);

impl Own {
    fn of(inside: &[(&Compared, usize, usize)]) -> Self {
        let credited =
            |&(pair, a, b): &(&Compared, usize, usize)| pair.way.credited.map(|agency| [(agency, a), (agency, b)]);
        Self(inside.iter().filter_map(credited).flatten().collect())
    }

    fn serves(&self, wire: Option<&'static str>, member: usize) -> bool {
        wire.is_some_and(|agency| self.0.contains(&(agency, member)))
    }
}

/// Agencies whose unseen text a family may come from, and an unnamed one ("") first when some pairs have a common
/// source that is not evident.
fn unseen_sources(inside: &[(&Compared, usize, usize)], own: &Own) -> Vec<&'static str> {
    let common =
        |pair: &&(&Compared, usize, usize)| matches!(pair.0.way.direction, Direction::Common | Direction::Unknown);
    let unseen =
        |&&(pair, a, b): &&(&Compared, usize, usize)| [a, b].into_iter().any(|end| !own.serves(pair.wire, end));
    let mut sources: Vec<&'static str> =
        inside.iter().filter(common).filter(unseen).map(|(pair, _, _)| pair.wire.unwrap_or_default()).collect();
    sources.sort_unstable();
    sources.dedup();
    // Where an agency is evident, its text is the unseen text of the other pairs as well.
    if sources.len() > 1 {
        sources.retain(|agency| !agency.is_empty());
    }
    sources
}

/// The one agency that copies of an unseen text credit: one that prints the text without its credit hides the agency, it
/// does not make another text of it.
fn sole_agency(texts: &Texts<'_>, copies: &[usize]) -> Option<&'static str> {
    let mut credited = copies
        .iter()
        .flat_map(|&copy| &texts.credits[copy].agencies)
        .filter(|(_, evidence)| *evidence == Evidence::Credited)
        .map(|(agency, _)| *agency);
    let first = credited.next()?;
    credited.all(|agency| agency == first).then_some(first)
}

/// Why a member hangs where it hangs: what its pair with the parent shows, or under an unseen text (`parent >= size`) what
/// the pairs show that neither report copied from the other.
fn reasons(inside: &[(&Compared, usize, usize)], member: usize, parent: usize, size: usize) -> Vec<String> {
    let shows = |&&(pair, a, b): &&(&Compared, usize, usize)| {
        let with_parent = a == parent || b == parent;
        (a == member || b == member)
            && if parent < size { with_parent } else { pair.way.direction == Direction::Common }
    };
    let mut reasons: Vec<String> =
        inside.iter().filter(shows).flat_map(|(pair, _, _)| pair.way.evidence.iter().cloned()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// Reports of which a member holds further text that its parent does not explain.
fn further_parents(
    texts: &Texts<'_>,
    inside: &[(&Compared, usize, usize)],
    member: usize,
    parent: usize,
    members: &[usize],
    draft: &mut Draft,
    settings: &Settings,
) {
    let direct = |pair: &Compared, a: usize| {
        matches!((pair.way.direction, a == member), (Direction::AToB, false) | (Direction::BToA, true))
    };
    let mut explained = vec![false; texts.texts[members[member]].words.len()];
    let positions = |pair: &Compared, a: usize| -> Vec<usize> {
        let side = |&(at, bt): &(u32, u32)| if a == member { at } else { bt };
        pair.common.passages.iter().flat_map(|shared| shared.matches.iter().map(side)).map(|at| at as usize).collect()
    };
    let mut others = Vec::new();
    for &(pair, a, b) in inside.iter().filter(|(_, a, b)| *a == member || *b == member) {
        let other = if a == member { b } else { a };
        if other == parent || !direct(pair, a) {
            for at in positions(pair, a) {
                explained[at] = true;
            }
        } else {
            others.push((pair, a, other));
        }
    }
    for (pair, a, other) in others {
        let fresh: Vec<usize> = positions(pair, a).into_iter().filter(|&at| !explained[at]).collect();
        if fresh.len() < settings.further_parent {
            continue;
        }
        draft.branches.push(Branch {
            from: members[other],
            to: members[member],
            confidence: pair.copied * pair.way.confidence,
            evidence: pair.way.evidence.clone(),
        });
        for at in fresh {
            explained[at] = true;
        }
    }
}
