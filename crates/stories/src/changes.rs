//! Which stories did a later report join or split, and why?

use crate::because::{because, shared_names};
use crate::collection::Collection;
use headwater_model::{StoryChange, StoryChangeKind};
use std::collections::BTreeMap;

/// Reports by the story they left and the story they came to, or the other way round.
type Moves = BTreeMap<u32, BTreeMap<u32, Vec<usize>>>;

/// What changed when report `by` was added: `before` gives the story of each report that may have moved, the new one left out,
/// `after` the story of any. `positions` are what the caller calls reports.
pub(crate) fn changes(
    collection: &Collection,
    positions: &[usize],
    by: usize,
    before: &[(u32, u32)],
    after: &[u32],
) -> Vec<StoryChange> {
    let (mut into, mut out_of) = (Moves::new(), Moves::new());
    for &(report, story) in before {
        let now = after[report as usize];
        into.entry(now).or_default().entry(story).or_default().push(report as usize);
        out_of.entry(story).or_default().entry(now).or_default().push(report as usize);
    }
    let joined = into.into_values().map(|parts| (StoryChangeKind::Joined, parts));
    let split = out_of.into_values().map(|parts| (StoryChangeKind::Split, parts));
    let several = joined.chain(split).filter(|(_, parts)| parts.len() > 1);
    several
        .map(|(kind, parts)| {
            let parts: Vec<Vec<usize>> = parts.into_values().collect();
            let because = match kind {
                StoryChangeKind::Joined => because(collection, &joined_by(&parts, by)),
                StoryChangeKind::Split => parts.iter().filter_map(|part| named(collection, part)).collect(),
            };
            let called = |part: Vec<usize>| part.into_iter().map(|report| positions[report]).collect();
            StoryChange { by: positions[by], kind, parts: parts.into_iter().map(called).collect(), because }
        })
        .collect()
}

/// All reports of the parts with the one that joined them, ascending.
fn joined_by(parts: &[Vec<usize>], by: usize) -> Vec<usize> {
    let mut all: Vec<usize> = parts.iter().flatten().copied().chain([by]).collect();
    all.sort_unstable();
    all
}

/// What one part of a split story has to itself.
fn named(collection: &Collection, part: &[usize]) -> Option<String> {
    let names = shared_names(collection, part);
    let reports = if part.len() == 1 { "1 report names".to_owned() } else { format!("{} reports name", part.len()) };
    (!names.is_empty()).then(|| format!("{reports} {}", names.join(", ")))
}
