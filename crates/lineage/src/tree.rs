//! The rooted graph of a story: direct copies, and unseen texts that several reports derive from.

use crate::Settings;
use crate::pairs::{Compared, Texts};
use headwater_model::{CopyNode, CopyTree, CopyingEdge, CopyingKind, CopyingPair, Direction, Passage};

/// Grows the tree and gives everything back in the caller's order: `order[k]` is the caller's position of the text `k`.
pub(crate) fn grow(texts: &Texts<'_>, pairs: &[Compared], order: &[usize], _settings: &Settings) -> CopyTree {
    let count = order.len();
    let mut nodes: Vec<CopyNode> = (0..count).map(CopyNode::Report).collect();
    let mut edges: Vec<CopyingEdge> = Vec::new();
    // Reports bound by texts that neither copied from the other.
    let mut group: Vec<usize> = (0..count).collect();
    for pair in pairs.iter().filter(|pair| pair.is_derived() && pair.way.direction == Direction::Common) {
        let (low, high) = (group[pair.a].min(group[pair.b]), group[pair.a].max(group[pair.b]));
        for member in &mut group {
            if *member == high {
                *member = low;
            }
        }
    }
    for first in 0..count {
        let members: Vec<usize> = (0..count).filter(|&at| group[at] == first).collect();
        if members.len() < 2 {
            continue;
        }
        let agency = common_agency(pairs, &group, first);
        let label = if agency.is_empty() {
            "a text that is not among the reports".to_owned()
        } else {
            format!("{} {agency} text that is not among the reports", article(agency))
        };
        let unseen = nodes.len();
        nodes.push(CopyNode::Unseen { agency: agency.to_owned(), label });
        for &member in &members {
            let closest = pairs
                .iter()
                .filter(|pair| {
                    (pair.a == member || pair.b == member) && group[pair.a] == first && group[pair.b] == first
                })
                .filter(|pair| pair.is_derived())
                .max_by_key(|pair| pair.common.matched[usize::from(pair.b == member)]);
            if let Some(pair) = closest {
                edges.push(edge(texts, pair, unseen, member, order));
            }
        }
    }
    for pair in pairs.iter().filter(|pair| pair.is_derived()) {
        let (from, to) = match pair.way.direction {
            Direction::AToB => (pair.a, pair.b),
            Direction::BToA => (pair.b, pair.a),
            Direction::Common | Direction::Unknown => continue,
        };
        edges.push(edge(texts, pair, order[from], to, order));
    }
    edges.sort_by_key(|edge| (edge.from, edge.to));
    let mut pairs: Vec<CopyingPair> = pairs.iter().map(|pair| outward(texts, pair, order)).collect();
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    CopyTree { nodes, edges, pairs }
}

/// The agency credited most often among the pairs of a group, the first by name of equals.
fn common_agency(pairs: &[Compared], group: &[usize], first: usize) -> &'static str {
    let mut agencies: Vec<&'static str> = pairs
        .iter()
        .filter(|pair| group[pair.a] == first && group[pair.b] == first && pair.is_derived())
        .filter_map(|pair| pair.wire)
        .collect();
    agencies.sort_unstable();
    let mut best = ("", 0);
    for chunk in agencies.chunk_by(|left, right| left == right) {
        if chunk.len() > best.1 {
            best = (chunk[0], chunk.len());
        }
    }
    best.0
}

/// "an AFP", "a Reuters".
fn article(name: &str) -> &'static str {
    let letters = name.chars().all(char::is_uppercase);
    let vowel = if letters {
        name.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'])
    } else {
        name.starts_with(['A', 'E', 'I', 'O', 'U'])
    };
    if vowel { "an" } else { "a" }
}

/// The edge into `copy` that the pair proves.
fn edge(texts: &Texts<'_>, pair: &Compared, from: usize, copy: usize, order: &[usize]) -> CopyingEdge {
    let (witness, side) = if copy == pair.b { (pair.a, 1) } else { (pair.b, 0) };
    let passages = passages_into(texts, pair, copy, order[witness]);
    let share = pair.common.containment[side];
    let equal: f64 = pair.common.passages.iter().map(|shared| shared.matches.len() as f64).sum();
    let columns: f64 = pair.common.passages.iter().map(|shared| f64::from(shared.columns)).sum();
    let identity = equal / columns.max(1.0);
    let kind = match (identity, share) {
        (identity, share) if identity > 0.97 && share > 0.9 => CopyingKind::Verbatim,
        (_, share) if share > 0.35 => CopyingKind::Edited,
        _ => CopyingKind::Rewritten,
    };
    CopyingEdge {
        from,
        to: order[copy],
        kind,
        share,
        confidence: pair.copied * pair.way.confidence,
        passages,
        evidence: pair.way.evidence.clone(),
    }
}

fn passages_into(texts: &Texts<'_>, pair: &Compared, copy: usize, witness: usize) -> Vec<Passage> {
    let (a, b) = (&texts.texts[pair.a], &texts.texts[pair.b]);
    let mut passages: Vec<Passage> =
        pair.common.passages.iter().map(|shared| turned(shared.passage(a, b, witness), copy == pair.a)).collect();
    passages.sort_by_key(|passage| (passage.to, passage.from));
    passages
}

fn turned(passage: Passage, turn: bool) -> Passage {
    if turn { Passage { from: passage.to, to: passage.from, ..passage } } else { passage }
}

fn outward(texts: &Texts<'_>, pair: &Compared, order: &[usize]) -> CopyingPair {
    let turn = order[pair.a] > order[pair.b];
    let (a, b) = if turn { (order[pair.b], order[pair.a]) } else { (order[pair.a], order[pair.b]) };
    let direction = match (pair.way.direction, turn) {
        (Direction::AToB, true) => Direction::BToA,
        (Direction::BToA, true) => Direction::AToB,
        (direction, _) => direction,
    };
    let shorter = usize::from(texts.texts[pair.b].words.len() < texts.texts[pair.a].words.len());
    let mut passages: Vec<Passage> = pair
        .common
        .passages
        .iter()
        .map(|shared| turned(shared.passage(&texts.texts[pair.a], &texts.texts[pair.b], a), turn))
        .collect();
    passages.sort_by_key(|passage| (passage.from, passage.to));
    CopyingPair {
        a,
        b,
        level: pair.level,
        direction,
        wire: pair.wire.unwrap_or_default().to_owned(),
        passages,
        containment: pair.common.containment[shorter],
    }
}
