//! The copy tree, drawn in layers: texts copied above, copies below, unseen ancestors dashed.

use crate::index::Index;
use headwater_model::dossier::{Copying, Edge, Node, Story};
use maud::{Markup, html as markup};

/// Size of a node and the room around it, in SVG units (CSS pixels at full size).
const WIDTH: usize = 168;
const HEIGHT: usize = 44;
const ACROSS: usize = 24;
const DOWN: usize = 56;
/// Most nodes in one row, so that a page of 400 px can still be read after scaling.
const ROW: usize = 5;
/// Longest label inside a node, in code points.
const LABEL: usize = 22;

/// Drawing and table of who copied whom; nothing when no copying was found.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        @if story.reports.len() > 1 {
            h3 { "Who copied whom" }
            @if story.copying.edges.is_empty() {
                p { "No copying was found between these reports." }
            } @else {
                (drawing(&story.copying, index))
                (edges(&story.copying, index))
            }
        }
    }
}

fn name(node: &Node, index: &Index<'_>) -> String {
    node.report.as_deref().map_or_else(|| node.label.clone(), |report| index.label(report))
}

fn edges(copying: &Copying, index: &Index<'_>) -> Markup {
    let label = |id: &str| copying.nodes.iter().find(|node| node.id == id).map(|node| name(node, index));
    markup! {
        ul.edges {
            @for edge in &copying.edges {
                li {
                    strong { (label(&edge.from).unwrap_or_default()) }
                    " → "
                    strong { (label(&edge.to).unwrap_or_default()) }
                    ": " (edge.kind) ", " (percent(edge.share)) " of its words, "
                    span.quiet { (percent(edge.confidence)) " sure" }
                    @if !edge.evidence.is_empty() { ". " (edge.evidence.join("; ")) }
                }
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Where each node stands: rows by depth, wide rows broken.
struct Layout {
    /// Left upper corner of each node, in the order of the nodes.
    corners: Vec<(usize, usize)>,
    width: usize,
    height: usize,
}

impl Layout {
    fn new(copying: &Copying) -> Self {
        let depth = depths(copying);
        let deepest = depth.iter().copied().max().unwrap_or(0);
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for level in 0..=deepest {
            let mut row: Vec<usize> = (0..copying.nodes.len()).filter(|&node| depth[node] == level).collect();
            // Below their parents, so that few lines cross.
            row.sort_by_key(|&node| (parent_position(copying, node, &rows), node));
            rows.extend(row.chunks(ROW).map(<[usize]>::to_vec));
        }
        let widest = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let width = widest * (WIDTH + ACROSS) + ACROSS;
        let mut corners = vec![(0, 0); copying.nodes.len()];
        for (number, row) in rows.iter().enumerate() {
            let used = row.len() * (WIDTH + ACROSS) - ACROSS;
            let left = (width - used) / 2;
            for (at, &node) in row.iter().enumerate() {
                corners[node] = (left + at * (WIDTH + ACROSS), ACROSS + number * (HEIGHT + DOWN));
            }
        }
        Self { corners, width, height: 2 * ACROSS + rows.len() * (HEIGHT + DOWN) - DOWN }
    }
}

fn position(copying: &Copying, id: &str) -> Option<usize> {
    copying.nodes.iter().position(|node| node.id == id)
}

/// Length of the longest way down to each node. A graph with a cycle (there should be none) still ends.
fn depths(copying: &Copying) -> Vec<usize> {
    let edges: Vec<(usize, usize)> = copying
        .edges
        .iter()
        .filter_map(|edge| Some((position(copying, &edge.from)?, position(copying, &edge.to)?)))
        .collect();
    let mut depth = vec![0; copying.nodes.len()];
    for _ in 0..copying.nodes.len() {
        for &(from, to) in &edges {
            depth[to] = depth[to].max(depth[from] + 1).min(copying.nodes.len());
        }
    }
    depth
}

fn parent_position(copying: &Copying, node: usize, rows: &[Vec<usize>]) -> usize {
    let parent = copying
        .edges
        .iter()
        .find(|edge| position(copying, &edge.to) == Some(node))
        .and_then(|edge| position(copying, &edge.from));
    let found = parent.and_then(|parent| rows.iter().find_map(|row| row.iter().position(|&at| at == parent)));
    found.unwrap_or(usize::MAX)
}

fn drawing(copying: &Copying, index: &Index<'_>) -> Markup {
    let layout = Layout::new(copying);
    let size = format!("0 0 {} {}", layout.width, layout.height);
    markup! {
        figure.tree {
            svg viewBox=(size) width=(layout.width) role="img" aria-label="Copy tree; the list below says the same in words" {
                defs {
                    marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" {
                        path d="M0 0 L8 4 L0 8 z" {}
                    }
                }
                @for edge in &copying.edges { (line(edge, copying, &layout)) }
                @for (node, corner) in copying.nodes.iter().zip(&layout.corners) { (shape(node, *corner, index)) }
            }
        }
    }
}

fn line(edge: &Edge, copying: &Copying, layout: &Layout) -> Markup {
    let ends = position(copying, &edge.from).zip(position(copying, &edge.to));
    markup! {
        @if let Some((from, to)) = ends {
            @let (x1, y1) = (layout.corners[from].0 + WIDTH / 2, layout.corners[from].1 + HEIGHT);
            @let (x2, y2) = (layout.corners[to].0 + WIDTH / 2, layout.corners[to].1);
            @let middle = (y1 + y2) / 2;
            path class={ "edge " (edge.kind) } marker-end="url(#arrow)"
                d={ "M" (x1) " " (y1) " C" (x1) " " (middle) " " (x2) " " (middle) " " (x2) " " (y2) } {}
            text.share x=((x1 + 3 * x2) / 4 + 6) y=(y2.saturating_sub(14)) { (percent(edge.share)) " " (edge.kind) }
        }
    }
}

fn shape(node: &Node, (x, y): (usize, usize), index: &Index<'_>) -> Markup {
    let full = name(node, index);
    let shown = shortened(&full);
    markup! {
        g class={ "node " (node.kind) } {
            title { (full) }
            rect x=(x) y=(y) width=(WIDTH) height=(HEIGHT) rx="6" {}
            @match &node.report {
                Some(report) => {
                    text x=(x + WIDTH / 2) y=(y + 19) { (shown) }
                    text.small x=(x + WIDTH / 2) y=(y + 35) {
                        (index.report(report).and_then(|found| found.published.at.as_deref()).map_or_else(|| report.clone(), super::readable))
                    }
                }
                None => {
                    text x=(x + WIDTH / 2) y=(y + 19) { (shown) }
                    text.small x=(x + WIDTH / 2) y=(y + 35) { "not among the reports" }
                }
            }
        }
    }
}

fn shortened(label: &str) -> String {
    let label = label.strip_suffix(" that is not among the reports").unwrap_or(label);
    match label.char_indices().nth(LABEL) {
        None => label.to_owned(),
        Some((cut, _)) => format!("{}…", label[..cut].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str) -> Node {
        Node { id: id.to_owned(), kind: "report".to_owned(), report: None, label: id.to_owned(), agency: String::new() }
    }

    fn edge(from: &str, to: &str) -> Edge {
        Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: "edited".to_owned(),
            share: 0.5,
            confidence: 0.5,
            passages: Vec::new(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn copies_stand_below_what_they_copied() {
        let copying = Copying {
            nodes: vec![node("a"), node("b"), node("c")],
            edges: vec![edge("c", "a"), edge("a", "b")],
            pairs: Vec::new(),
        };
        assert_eq!(depths(&copying), [1, 2, 0]);
        let layout = Layout::new(&copying);
        assert!(layout.corners[2].1 < layout.corners[0].1 && layout.corners[0].1 < layout.corners[1].1);
    }

    #[test]
    fn a_cycle_ends() {
        let copying = Copying {
            nodes: vec![node("a"), node("b")],
            edges: vec![edge("a", "b"), edge("b", "a")],
            pairs: Vec::new(),
        };
        assert!(depths(&copying).iter().all(|&depth| depth <= 2));
    }
}
