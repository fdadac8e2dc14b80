//! Task `stemma`: the tree of copies among witnesses of one text, against the tree they were made by.
//!
//! `stemma WITNESSES EDGES`, or `stemma FOLDER...` with witnesses.jsonl and edges.tsv in each: then every metric is the
//! mean over the folders. Nodes of the gold without a witness are unseen. Before scoring, unseen nodes that explain
//! nothing (fewer than two copies below and one text beside them) are contracted on both sides, then those that are left
//! are matched one to one by the witnesses that their edge splits off: the pair of nodes whose sets below them overlap
//! most (Jaccard, at least one half) first. An edge is right when both its ends are. A gold that names no unseen node leads every
//! copy back to the nearest text that is there: then so does the prediction, before it is scored. `triple_agreement` is the share of
//! triples of witnesses (x, y, z), ordered by which one is looked from, for which the sign of d(x, y) − d(x, z), in edges
//! of the undirected tree, is the gold's: the average sign distance of Roos & Heikkilä 2009, counted as agreement.

mod peers;
mod reliability;

use crate::Arguments;
use crate::records::{Problem, Record, read_lines, write_lines};
use crate::scores::{Counts, Metric};
use headwater_annotate::Annotator;
use headwater_lineage::{Settings, trace};
use headwater_model::Reading;
use rayon::prelude::*;
use reliability::Judged;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One witness.
#[derive(Debug, Deserialize)]
struct Witness {
    id: String,
    text: String,
}

/// One predicted edge.
#[derive(Debug, Serialize)]
struct Edge<'a> {
    parent: &'a str,
    child: &'a str,
    /// How sure it is, 0..=1.
    confidence: f64,
}

/// A rooted graph over named nodes; those of `0..witnesses` are the witnesses, in both graphs in the same order.
#[derive(Clone, Debug, Default)]
struct Graph {
    nodes: usize,
    /// Maps parent and copy to how sure the edge is, 0..=1.
    edges: BTreeMap<(usize, usize), f64>,
}

/// One tree scored.
struct Scored {
    metrics: Vec<Metric>,
    judged: Vec<Judged>,
    /// Names of the nodes that were predicted, and the edges between them.
    names: Vec<String>,
    predicted: Graph,
}

/// Scores the task.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let annotator = Annotator::new();
    let one = |witnesses: &Path, edges: &Path| one(witnesses, edges, arguments, &annotator);
    let scored: Vec<Scored> = if arguments.files.iter().all(|path| path.is_dir()) {
        let folders = arguments.files.par_iter();
        folders
            .map(|folder| one(&folder.join("witnesses.jsonl"), &folder.join("edges.tsv")))
            .collect::<Result<_, Problem>>()?
    } else {
        let [witnesses, edges] = arguments.files.as_slice() else {
            return Err(Problem::new(
                "stemma",
                "takes two files: WITNESSES EDGES, or folders with witnesses.jsonl and edges.tsv",
            ));
        };
        vec![one(witnesses, edges)?]
    };
    let lines: Vec<Edge<'_>> = scored
        .iter()
        .flat_map(|scored| {
            let name = |node: usize| scored.names.get(node).map_or("", String::as_str);
            let edges = scored.predicted.edges.iter();
            edges.map(move |(&(parent, child), &confidence)| Edge {
                parent: name(parent),
                child: name(child),
                confidence,
            })
        })
        .collect();
    write_lines(arguments.predictions.as_ref(), &lines)?;
    let mut metrics = means(&scored);
    if arguments.reliability {
        metrics.extend(reliability::table(scored.iter().flat_map(|scored| scored.judged.iter().copied())));
    }
    Ok(metrics)
}

/// Every metric as its mean over the trees.
fn means(scored: &[Scored]) -> Vec<Metric> {
    let Some(first) = scored.first() else { return Vec::new() };
    let mean = |at: usize| scored.iter().map(|scored| scored.metrics[at].value).sum::<f64>() / scored.len() as f64;
    first.metrics.iter().enumerate().map(|(at, metric)| Metric::new(&metric.name, mean(at))).collect()
}

fn one(witnesses: &Path, edges: &Path, arguments: &Arguments, annotator: &Annotator) -> Result<Scored, Problem> {
    let witnesses: Vec<Witness> = read_lines(witnesses)?;
    let text = std::fs::read_to_string(edges).map_err(|error| Problem::new(edges.display(), error))?;
    let gold = gold_graph(&witnesses, &text).map_err(|line| Problem::new(edges.display(), line))?;
    let predicted = match arguments.peer {
        Some(peer) => peers::predict(peer, &witnesses),
        None => predict(&witnesses, annotator),
    };
    let name = |node: usize| witnesses.get(node).map_or_else(|| format!("unseen-{node}"), |witness| witness.id.clone());
    let names: Vec<String> = (0..predicted.nodes).map(name).collect();
    let (metrics, judged) = score(&gold, &predicted, witnesses.len());
    Ok(Scored { metrics, judged, names, predicted })
}

fn predict(witnesses: &[Witness], annotator: &Annotator) -> Graph {
    let reports: Vec<_> = witnesses
        .iter()
        .map(|witness| {
            let report = Record::of_text(&witness.id, &witness.text).report();
            let annotated = annotator.annotate(&report);
            (report, annotated)
        })
        .collect();
    let readings: Vec<Reading<'_>> = reports.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
    let tree = trace(&readings, &Settings::default());
    let edges = tree.edges.iter().map(|edge| ((edge.from, edge.to), edge.confidence)).collect();
    Graph { nodes: tree.nodes.len(), edges }
}

/// The gold's edges; a node that is no witness is unseen.
fn gold_graph(witnesses: &[Witness], text: &str) -> Result<Graph, String> {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, witness) in witnesses.iter().enumerate() {
        ids.insert(&witness.id, at);
    }
    let mut graph = Graph { nodes: witnesses.len(), edges: BTreeMap::new() };
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((parent, child)) = line.split_once('\t') else {
            return Err(format!("line {}: not PARENT TAB CHILD", number + 1));
        };
        let mut node = |id| {
            *ids.entry(id).or_insert_with(|| {
                graph.nodes += 1;
                graph.nodes - 1
            })
        };
        let edge = (node(parent.trim()), node(child.trim()));
        graph.edges.insert(edge, 1.0);
    }
    Ok(graph)
}

fn score(gold: &Graph, predicted: &Graph, witnesses: usize) -> (Vec<Metric>, Vec<Judged>) {
    let of_witnesses = gold.edges.keys().all(|edge| edge.0 < witnesses && edge.1 < witnesses);
    let predicted = if of_witnesses { without_unseen(predicted, witnesses) } else { contracted(predicted, witnesses) };
    let gold = contracted(gold, witnesses);
    let matched = matched_unseen(&gold, &predicted, witnesses);
    let as_gold = |node: usize| if node < witnesses { Some(node) } else { matched.get(&node).copied() };
    let is_right = |&(from, to): &(usize, usize)| {
        as_gold(from).zip(as_gold(to)).is_some_and(|edge| gold.edges.contains_key(&edge))
    };
    let judged: Vec<Judged> =
        predicted.edges.iter().map(|(edge, &sure)| Judged { sure, right: is_right(edge) }).collect();
    let directed = judged.iter().filter(|judged| judged.right).count();
    let undirected = predicted.edges.keys().filter(|edge| is_right(edge) || is_right(&(edge.1, edge.0))).count();
    let counts = |hit| Counts { hit, found: predicted.edges.len(), gold: gold.edges.len() };
    let metrics = vec![
        Metric::new("edge_f1", counts(undirected).f1()),
        Metric::new("directed_edge_f1", counts(directed).f1()),
        Metric::new("triple_agreement", triple_agreement(&gold, &predicted, witnesses)),
    ];
    (metrics, judged)
}

/// Takes out unseen nodes with fewer than three neighbours: a leaf or a bare root is dropped, one on a path is skipped
/// over.
fn contracted(graph: &Graph, witnesses: usize) -> Graph {
    let mut graph = graph.clone();
    loop {
        let spare = (witnesses..graph.nodes).find(|&node| {
            let touching = graph.edges.keys().filter(|edge| edge.0 == node || edge.1 == node).count();
            let children = graph.edges.keys().filter(|edge| edge.0 == node).count();
            // An unseen root with two copies stays: it says that neither derives from the other.
            touching > 0 && touching < 3 && !(touching == 2 && children == 2)
        });
        let Some(node) = spare else { return graph };
        skip(&mut graph, node);
    }
}

/// Leads every copy of an unseen node back to what that derives from; copies of an unseen root are roots.
fn without_unseen(graph: &Graph, witnesses: usize) -> Graph {
    let mut graph = graph.clone();
    for node in witnesses..graph.nodes {
        skip(&mut graph, node);
    }
    graph
}

/// Takes a node out and hangs its copies from its parents: the edge that skips it is as sure as both it stands for.
fn skip(graph: &mut Graph, node: usize) {
    let touching = |end: fn(&(usize, usize)) -> usize| {
        graph.edges.iter().filter(|(edge, _)| end(edge) == node).map(|(edge, sure)| (*edge, *sure)).collect()
    };
    let parents: Vec<((usize, usize), f64)> = touching(|edge| edge.1);
    let children: Vec<((usize, usize), f64)> = touching(|edge| edge.0);
    graph.edges.retain(|edge, _| edge.0 != node && edge.1 != node);
    for &((parent, _), sure) in &parents {
        for &((_, child), also) in &children {
            graph.edges.entry((parent, child)).or_insert(sure * also);
        }
    }
}

/// Witnesses at or below a node.
fn below(graph: &Graph, node: usize, witnesses: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(at) = open.pop() {
        for &(_, child) in graph.edges.keys().filter(|edge| edge.0 == at) {
            if reached.insert(child) {
                open.push(child);
            }
        }
    }
    reached.into_iter().filter(|&at| at < witnesses).collect()
}

/// Which unseen node of the gold each unseen node of the prediction is.
fn matched_unseen(gold: &Graph, predicted: &Graph, witnesses: usize) -> BTreeMap<usize, usize> {
    let unseen = |graph: &Graph| -> Vec<(usize, BTreeSet<usize>)> {
        (witnesses..graph.nodes)
            .map(|node| (node, below(graph, node, witnesses)))
            .filter(|(_, below)| !below.is_empty())
            .collect()
    };
    let (gold, predicted) = (unseen(gold), unseen(predicted));
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (node, set) in &predicted {
        for (other, wanted) in &gold {
            let jaccard = set.intersection(wanted).count() as f64 / set.union(wanted).count() as f64;
            if jaccard >= 0.5 {
                candidates.push((jaccard, *node, *other));
            }
        }
    }
    candidates.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let mut matched = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, node, other) in candidates {
        if !matched.contains_key(&node) && taken.insert(other) {
            matched.insert(node, other);
        }
    }
    matched
}

/// Distances between witnesses in edges, direction left out; the number of nodes where there is no way.
fn distances(graph: &Graph, witnesses: usize) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); graph.nodes];
    for &(from, to) in graph.edges.keys() {
        neighbours[from].push(to);
        neighbours[to].push(from);
    }
    (0..witnesses)
        .map(|start| {
            let mut distance = vec![graph.nodes; graph.nodes];
            distance[start] = 0;
            let mut open = std::collections::VecDeque::from([start]);
            while let Some(at) = open.pop_front() {
                for &next in &neighbours[at] {
                    if distance[next] == graph.nodes && next != start {
                        distance[next] = distance[at] + 1;
                        open.push_back(next);
                    }
                }
            }
            distance.truncate(witnesses);
            distance
        })
        .collect()
}

fn triple_agreement(gold: &Graph, predicted: &Graph, witnesses: usize) -> f64 {
    let (wanted, got) = (distances(gold, witnesses), distances(predicted, witnesses));
    let (mut agreement, mut triples) = (0.0, 0_usize);
    for x in 0..witnesses {
        for y in (0..witnesses).filter(|&y| y != x) {
            for z in (0..y).filter(|&z| z != x) {
                let sign = |distance: &[Vec<usize>]| distance[x][y].cmp(&distance[x][z]) as i32;
                agreement += 1.0 - f64::from((sign(&wanted) - sign(&got)).abs()) / 2.0;
                triples += 1;
            }
        }
    }
    if triples == 0 { 0.0 } else { agreement / triples as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, edges: &[(usize, usize)]) -> Graph {
        Graph { nodes, edges: edges.iter().map(|&edge| (edge, 1.0)).collect() }
    }

    fn values(gold: &Graph, predicted: &Graph, witnesses: usize) -> Vec<f64> {
        score(gold, predicted, witnesses).0.into_iter().map(|metric| metric.value).collect()
    }

    #[test]
    fn a_turned_edge_counts_undirected() {
        let (gold, predicted) = (graph(3, &[(0, 1), (1, 2)]), graph(3, &[(1, 0), (1, 2)]));
        assert_eq!(values(&gold, &predicted, 3), [1.0, 0.5, 1.0]);
    }

    #[test]
    fn unseen_nodes_are_matched_by_what_derives_from_them() {
        // 4 witnesses, an unseen root over 0 and another unseen node over 1, 2, 3; the names differ.
        let gold = graph(6, &[(4, 0), (4, 5), (5, 1), (5, 2), (5, 3)]);
        let predicted = graph(6, &[(5, 0), (5, 4), (4, 1), (4, 2), (4, 3)]);
        assert_eq!(values(&gold, &predicted, 4), [1.0, 1.0, 1.0]);
    }

    #[test]
    fn an_unseen_node_on_a_path_is_skipped_over() {
        let (gold, predicted) = (graph(3, &[(0, 2), (2, 1)]), graph(2, &[(0, 1)]));
        assert_eq!(values(&gold, &predicted, 2)[..2], [1.0, 1.0]);
    }

    #[test]
    fn a_gold_over_witnesses_wants_the_nearest_of_them() {
        // An unseen node between a witness and two copies, then an unseen root over two.
        let predicted = graph(6, &[(0, 4), (4, 1), (4, 2), (5, 0), (5, 3)]);
        assert_eq!(values(&graph(4, &[(0, 1), (0, 2)]), &predicted, 4)[..2], [1.0, 1.0]);
        let gold = graph(5, &[(0, 4), (4, 1), (4, 2)]);
        assert!((values(&gold, &predicted, 4)[1] - 0.75).abs() < 1e-12);
    }

    #[test]
    fn triples_are_counted_by_sign() {
        // Path 0-1-2 against path 1-0-2: from 0 the signs are (1 near, 2 far) against equal: half right; from 1 equal
        // against 0 near: half; from 2 (1 near) against (0 near): wrong.
        let (gold, predicted) = (graph(3, &[(0, 1), (1, 2)]), graph(3, &[(0, 1), (0, 2)]));
        assert!((values(&gold, &predicted, 3)[2] - 1.0 / 3.0).abs() < 1e-12);
    }
}
