//! Task `simulate`: reports written along known trees, and streams of them of any size.
//!
//! `simulate trees --count K --reports N --lost SHARE --seed S --out DIR` writes K folders in the form of the task
//! `stemma` (witnesses.jsonl, edges.tsv) and beside them operations.tsv: what was done on each edge.
//! `simulate stream --reports N --days D --seed S --out FILE` writes one file in the form of `grouping` and `speed`.
//! Nothing but the seed decides what is written: no clock, no order of threads.

mod clauses;
mod copying;
mod drafts;
mod grammar;
mod mixes;
mod stream;
mod synonyms;
mod trees;

use crate::Arguments;
use crate::records::{Problem, write_lines};
use crate::scores::Metric;
use grammar::{Grammar, mixed};
use mixes::{MIXES, Mix};
use serde::Serialize;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use synonyms::Synonyms;
use trees::Node;

/// One witness, as `stemma` reads it.
#[derive(Debug, Serialize)]
struct Witness {
    id: String,
    text: String,
}

/// Writes what is asked for and says how much it is.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let what = arguments.files.first().and_then(|path| path.to_str()).unwrap_or_default();
    let Some(out) = arguments.out.as_deref().filter(|_| arguments.files.len() == 1) else {
        return Err(Problem::new("simulate", "takes trees or stream, and --out"));
    };
    let grammar = Grammar::new();
    let synonyms = Synonyms::new(&grammar);
    match what {
        "trees" => trees(arguments, &grammar, &synonyms, out),
        "stream" => {
            let failed = |error: std::io::Error| Problem::new(out.display(), error);
            let mut file = BufWriter::new(File::create(out).map_err(failed)?);
            let (reports, days) = (arguments.reports, arguments.days.max(0.01));
            let written =
                stream::write(&grammar, &synonyms, reports, days, arguments.seed, &mut file).map_err(failed)?;
            file.flush().map_err(failed)?;
            Ok(vec![
                Metric::new("reports", written.reports as f64),
                Metric::new("stories", written.stories as f64),
                Metric::new("wire_copies", written.wire_copies as f64),
                Metric::new("largest_story", written.largest as f64),
                Metric::new("megabytes", written.bytes as f64 / 1e6),
            ])
        }
        other => Err(Problem::new(other, "only trees and stream are simulated")),
    }
}

fn trees(arguments: &Arguments, grammar: &Grammar, synonyms: &Synonyms, out: &Path) -> Result<Vec<Metric>, Problem> {
    let mix = Mix::named(&arguments.mix).ok_or_else(|| {
        let names: Vec<&str> = MIXES.iter().map(|mix| mix.name).collect();
        Problem::new(&arguments.mix, format!("no such mix; there are {}", names.join(", ")))
    })?;
    let (mut edges, mut lost) = (0, 0);
    for number in 0..arguments.count {
        let seed = mixed(&[arguments.seed, 6, number as u64]);
        let nodes = trees::grown(grammar, synonyms, &mix, arguments.reports, arguments.lost.clamp(0.0, 1.0), seed);
        edges += nodes.iter().map(|node| node.parents.len()).sum::<usize>();
        lost += nodes.iter().filter(|node| node.lost).count();
        write_tree(&nodes, mix.headline, seed, &out.join(format!("tree-{number:04}")))?;
    }
    Ok(vec![
        Metric::new("trees", arguments.count as f64),
        Metric::new("edges", edges as f64),
        Metric::new("lost", lost as f64),
    ])
}

/// A folder for one tree. Neither names nor order of the witnesses tell anything of the tree.
fn write_tree(nodes: &[Node], headline: bool, seed: u64, folder: &Path) -> Result<(), Problem> {
    let failed = |error: std::io::Error| Problem::new(folder.display(), error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    fastrand::Rng::with_seed(mixed(&[seed, 7])).shuffle(&mut order);
    let mut names = vec![String::new(); nodes.len()];
    for (place, &node) in order.iter().enumerate() {
        let kind = if nodes[node].lost { "lost" } else { "report" };
        names[node] = format!("{kind}-{place:02}");
    }
    let witnesses: Vec<Witness> = order
        .iter()
        .filter(|&&node| !nodes[node].lost)
        .map(|&node| {
            let draft = &nodes[node].draft;
            let text = if headline { format!("{}\n\n{}", draft.title, draft.text()) } else { draft.text() };
            Witness { id: names[node].clone(), text }
        })
        .collect();
    write_lines(Some(&folder.join("witnesses.jsonl")), &witnesses)?;
    let (mut edges, mut operations) = (String::new(), String::new());
    for (at, node) in nodes.iter().enumerate() {
        let done: Vec<&str> = node.operations.iter().map(|operation| operation.name()).collect();
        for &parent in &node.parents {
            let _ = writeln!(edges, "{}\t{}", names[parent], names[at]);
            let _ = writeln!(operations, "{}\t{}\t{}", names[parent], names[at], done.join(","));
        }
    }
    std::fs::write(folder.join("edges.tsv"), edges).map_err(failed)?;
    std::fs::write(folder.join("operations.tsv"), operations).map_err(failed)
}
