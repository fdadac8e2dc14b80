//! Why reports were put together, in words.

use crate::collection::Collection;

/// Reasons for a story of the reports `numbers`; none for a single report.
pub(crate) fn because(collection: &Collection, numbers: &[usize]) -> Vec<String> {
    let profiles = collection.profiles();
    let Some((&first, rest)) = numbers.split_first().filter(|(_, rest)| !rest.is_empty()) else { return Vec::new() };
    let holds =
        |number: usize, term: u32| profiles[number].entries.binary_search_by_key(&term, |entry| entry.term).is_ok();
    let shared: Vec<&str> = profiles[first]
        .names
        .iter()
        .filter(|(term, _)| rest.iter().all(|number| profiles[*number].holds(*term)))
        .map(|(_, spelling)| spelling.as_ref())
        .take(4)
        .collect();
    let mut reasons = Vec::new();
    if !shared.is_empty() {
        reasons.push(format!("share the names {}", shared.join(", ")));
    }
    reasons
}
