//! The rooted graph of a story: direct copies, and unseen texts that several reports derive from.
//!
//! Reports bound by copying form a family. A family with credits, outlets or times is told from those, pair by pair
//! ([`probable`]); one of bare texts from its words alone ([`parsimony`]).

mod arborescence;
mod edges;
mod parsimony;
mod probable;

use crate::Settings;
use crate::pairs::{Compared, Texts};
use headwater_model::{CopyLevel, CopyNode, CopyTree, CopyingPair, Direction, Passage};

/// An edge before it has spans: nodes are texts in the order of contents, then unseen texts.
#[derive(Clone, Debug, PartialEq)]
struct Branch {
    from: usize,
    to: usize,
    confidence: f64,
    evidence: Vec<String>,
}

/// A tree in the making.
#[derive(Debug, Default)]
struct Draft {
    /// Agency of each unseen text; empty when not evident.
    unseen: Vec<&'static str>,
    branches: Vec<Branch>,
}

/// Grows the tree and gives everything back in the caller's order: `order[k]` is the caller's position of the text `k`.
pub(crate) fn grow(texts: &Texts<'_>, pairs: &[Compared], order: &[usize], settings: &Settings) -> CopyTree {
    let count = order.len();
    let mut draft = Draft::default();
    let mut directions: Vec<Direction> = pairs.iter().map(|pair| pair.way.direction).collect();
    for family in families(count, pairs) {
        let inside = |pair: &Compared| family.binary_search(&pair.a).is_ok() && family.binary_search(&pair.b).is_ok();
        let (mut bare, mut told) = (0, 0);
        for pair in pairs.iter().filter(|pair| pair.is_derived() && inside(pair)) {
            bare += usize::from(pair.way.bare);
            told += usize::from(!pair.way.bare);
        }
        // A credit is copied with the words: of several texts of which nothing else is known the words tell more.
        let unknown = |&member: &usize| texts.outlets[member].is_unknown();
        let only_words = family.len() >= settings.told_by_words && family.iter().all(unknown);
        if (bare > told || only_words) && family.len() <= settings.largest_family {
            let known = bare_family(texts, &family, count, &mut draft, settings);
            for (direction, pair) in
                directions.iter_mut().zip(pairs).filter(|(_, pair)| pair.is_derived() && inside(pair))
            {
                *direction = known(pair.a, pair.b);
            }
        } else {
            probable::family(texts, pairs, &family, count, &mut draft, settings);
        }
    }
    let nodes = (0..count).map(CopyNode::Report).chain(draft.unseen.iter().map(|agency| unseen(agency))).collect();
    let edges = edges::prove(texts, pairs, &draft, order, settings);
    let mut pairs: Vec<CopyingPair> =
        pairs.iter().zip(directions).map(|(pair, direction)| outward(texts, pair, direction, order)).collect();
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    CopyTree { nodes, edges, pairs }
}

/// Groups of two and more reports bound by copying, each ascending.
fn families(count: usize, pairs: &[Compared]) -> Vec<Vec<usize>> {
    let mut first: Vec<usize> = (0..count).collect();
    for pair in pairs.iter().filter(|pair| pair.is_derived()) {
        let (low, high) = (first[pair.a].min(first[pair.b]), first[pair.a].max(first[pair.b]));
        if low == high {
            continue;
        }
        for member in &mut first {
            if *member == high {
                *member = low;
            }
        }
    }
    let group = |lead: usize| (0..count).filter(|&at| first[at] == lead).collect::<Vec<usize>>();
    (0..count).map(group).filter(|members| members.len() > 1).collect()
}

/// Grows a family of bare texts; gives back how to tell the direction of its pairs.
fn bare_family(
    texts: &Texts<'_>,
    family: &[usize],
    count: usize,
    draft: &mut Draft,
    settings: &Settings,
) -> impl Fn(usize, usize) -> Direction + use<> {
    // Texts of the same words are one node: nothing tells which of them came first.
    let mut classes: Vec<Vec<usize>> = Vec::new();
    for &member in family {
        let same = |class: &&mut Vec<usize>| same_words(texts, class[0], member);
        match classes.iter_mut().find(same) {
            Some(class) => class.push(member),
            None => classes.push(vec![member]),
        }
    }
    let heads: Vec<&crate::text::Text<'_>> = classes.iter().map(|class| &texts.texts[class[0]]).collect();
    let grown = parsimony::family(&heads, settings);
    // One of the texts of the same words is taken for the first; many and nothing else hang from a text that nobody has seen.
    let few = |class: &[usize]| class.len() <= settings.same_words || classes.len() > 1;
    let mut add_unseen = || {
        draft.unseen.push("");
        count + draft.unseen.len() - 1
    };
    let nodes: Vec<usize> = (0..grown.parents.len())
        .map(|at| match classes.get(at) {
            Some(class) if few(class) => class[0],
            _ => add_unseen(),
        })
        .collect();
    // Of texts of the same words any may be the parent, or the copy: each is named, as long as that is no mere guess.
    let alike = |at: usize| match classes.get(at) {
        Some(class) if class.len() <= settings.same_words && classes.len() > 1 => class.clone(),
        _ => vec![nodes[at]],
    };
    let size = |at: usize| classes.get(at).filter(|class| few(class)).map_or(1.0, |class| class.len() as f64);
    let mut parents: Vec<(usize, usize)> = Vec::new();
    let ties =
        grown.parents.iter().enumerate().filter_map(|(at, parent)| Some((at, (*parent)?, grown.confidence[at], true)));
    let further = grown.further.iter().map(|&(at, parent, confidence)| (at, parent, confidence, false));
    for (at, parent, confidence, first) in ties.chain(further) {
        let mut evidence = vec![if first {
            "of all trees over these texts this one leaves least to be invented".to_owned()
        } else {
            "it also holds words of this one that its parent lacks".to_owned()
        }];
        if alike(at).len() > 1 || alike(parent).len() > 1 {
            evidence.push("others have the same words: nothing shows which of them it was".to_owned());
        }
        for &from in &alike(parent) {
            for &to in &alike(at) {
                let confidence = confidence / size(at) / size(parent);
                draft.branches.push(Branch { from, to, confidence, evidence: evidence.clone() });
            }
        }
        if first {
            parents.push((nodes[at], nodes[parent]));
        }
    }
    for (at, class) in classes.iter().enumerate().filter(|(_, class)| class.len() > 1) {
        for &member in class.iter().filter(|&&member| member != nodes[at]) {
            let evidence = vec![format!("{} reports have the same words: nothing shows which came first", class.len())];
            draft.branches.push(Branch { from: nodes[at], to: member, confidence: 1.0 / class.len() as f64, evidence });
            parents.push((member, nodes[at]));
        }
    }
    let rooted = grown.rooted || classes.len() == 1;
    move |a, b| {
        let parent = |node: &usize| parents.iter().find(|pair| pair.0 == *node).map(|pair| pair.1);
        let above = |node: usize, other: usize| {
            std::iter::successors(parent(&node), parent).take(parents.len()).any(|at| at == other)
        };
        match (above(b, a), above(a, b)) {
            _ if !rooted => Direction::Unknown,
            (true, _) => Direction::AToB,
            (_, true) => Direction::BToA,
            _ => Direction::Common,
        }
    }
}

fn same_words(texts: &Texts<'_>, a: usize, b: usize) -> bool {
    let words = |at: usize| texts.texts[at].words.iter().map(|word| word.word);
    texts.texts[a].words.len() == texts.texts[b].words.len() && words(a).eq(words(b))
}

fn unseen(agency: &str) -> CopyNode {
    let label = if agency.is_empty() {
        "a text that is not among the reports".to_owned()
    } else {
        format!("{} {agency} text that is not among the reports", article(agency))
    };
    CopyNode::Unseen { agency: agency.to_owned(), label }
}

/// "an AFP", "a Reuters": by sound, so letters spelt out count as they are said.
fn article(name: &str) -> &'static str {
    let spelt = name.chars().all(char::is_uppercase);
    let vowels = if spelt { "AEFHILMNORSX" } else { "AEIOU" };
    if name.starts_with(|letter| vowels.contains(letter)) { "an" } else { "a" }
}

/// A pair in the caller's order.
fn outward(texts: &Texts<'_>, pair: &Compared, direction: Direction, order: &[usize]) -> CopyingPair {
    let turn = order[pair.a] > order[pair.b];
    let (a, b) = if turn { (order[pair.b], order[pair.a]) } else { (order[pair.a], order[pair.b]) };
    let direction = match (direction, turn) {
        (Direction::AToB, true) => Direction::BToA,
        (Direction::BToA, true) => Direction::AToB,
        (direction, _) => direction,
    };
    let shorter = usize::from(texts.texts[pair.b].words.len() < texts.texts[pair.a].words.len());
    let mut passages: Vec<Passage> = pair.passages(texts, a).into_iter().map(|passage| turned(passage, turn)).collect();
    passages.sort_by_key(|passage| (passage.from, passage.to));
    let wire = pair.wire.filter(|_| pair.level >= CopyLevel::Partly).unwrap_or_default();
    CopyingPair {
        a,
        b,
        level: pair.level,
        direction,
        wire: wire.to_owned(),
        passages,
        containment: pair.common.containment[shorter],
    }
}

/// The passage seen from the other text.
fn turned(passage: Passage, turn: bool) -> Passage {
    if turn { Passage { from: passage.to, to: passage.from, ..passage } } else { passage }
}
