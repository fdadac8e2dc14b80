//! How long does it take to trace a story of a hundred reports, half of them variations of one text?
//!
//! `cargo run --release -p headwater-lineage --example many_reports`

use headwater_annotate::Annotator;
use headwater_ingest::{Fields, compose};
use headwater_lineage::{Settings, trace};
use headwater_model::{Annotated, Reading, Report};

const SYLLABLES: [&str; 24] = [
    "bar", "ten", "mor", "lin", "sat", "ged", "pol", "ris", "van", "tor", "mel", "dun", "cas", "fer", "nal", "wic",
    "hob", "jur", "kep", "lom", "zan", "quil", "yor", "sted",
];

/// A number below `below` from a fixed sequence.
fn number(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below.max(1)
}

fn sentence(state: &mut u64) -> String {
    let mut words: Vec<String> = Vec::new();
    for _ in 0..16 {
        let mut word: String = (0..1 + number(state, 3)).map(|_| SYLLABLES[number(state, 24)]).collect();
        if number(state, 7) == 0 {
            word[..1].make_ascii_uppercase();
        }
        words.push(word);
    }
    format!("The {}.", words.join(" "))
}

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures time")]
fn main() {
    let mut state = 1;
    let text = |state: &mut u64| -> Vec<String> { (0..25).map(|_| sentence(state)).collect() };
    let first = text(&mut state);
    let mut texts: Vec<String> = (0..50)
        .map(|_| {
            let mut copy = first.clone();
            copy.retain(|_| number(&mut state, 8) > 0);
            for _ in 0..3 {
                let at = number(&mut state, copy.len());
                copy[at] = sentence(&mut state);
            }
            copy.join(" ")
        })
        .collect();
    texts.extend((0..50).map(|_| text(&mut state).join(" ")));
    let annotator = Annotator::new();
    for (what, outlets) in [("bare", false), ("with outlets", true)] {
        for range in [0..50, 0..100, 50..100] {
            let layers: Vec<(Report, Annotated)> = texts[range.clone()]
                .iter()
                .enumerate()
                .map(|(at, text)| {
                    let outlet = if outlets { format!("Outlet {at} Post") } else { String::new() };
                    let report = compose(Fields { text: text.clone(), outlet, ..Fields::default() }).value;
                    let annotated = annotator.annotate(&report);
                    (report, annotated)
                })
                .collect();
            let readings: Vec<Reading<'_>> =
                layers.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
            let start = std::time::Instant::now();
            let tree = trace(&readings, &Settings::default());
            println!("{what} {range:?}: {} ms, {} edges", start.elapsed().as_millis(), tree.edges.len());
        }
    }
}
