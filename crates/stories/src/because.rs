//! Why reports were put together, in words.

use crate::collection::Collection;
use crate::profile::Term;

/// Names told at most.
const MOST_NAMES: usize = 4;
/// Reports of a story that are compared for its share of words.
const MOST_COMPARED: usize = 20;

/// Reasons for a story of the reports `numbers`, strongest first; none for a single report.
pub(crate) fn because(collection: &Collection, numbers: &[usize]) -> Vec<String> {
    if numbers.len() < 2 {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    let names = shared_names(collection, numbers);
    if !names.is_empty() {
        reasons.push(format!("share the names {}", names.join(", ")));
    }
    let share = shared_words(collection, numbers);
    if share > 0.0 {
        reasons.push(format!("{share:.1} of the shorter report's words"));
    }
    reasons.extend(days_apart(collection, numbers));
    reasons
}

/// Names that more than half of the reports hold, the most widely held first, then the rarest in the collection.
pub(crate) fn shared_names<'a>(collection: &'a Collection, numbers: &[usize]) -> Vec<&'a str> {
    names_held(collection, numbers).into_iter().map(|(_, spelling)| spelling).take(MOST_NAMES).collect()
}

/// Of these names those of `numbers` that at most half of the reports `whole` hold.
pub(crate) fn names_of_part<'a>(collection: &'a Collection, numbers: &[usize], whole: &[usize]) -> Vec<&'a str> {
    let holders = |term: Term| whole.iter().filter(|number| collection.profiles()[**number].holds(term)).count();
    let own = names_held(collection, numbers).into_iter().filter(|&(term, _)| holders(term) * 2 <= whole.len());
    own.map(|(_, spelling)| spelling).take(MOST_NAMES).collect()
}

/// All names that more than half of the reports hold, in the order of [`shared_names`].
fn names_held<'a>(collection: &'a Collection, numbers: &[usize]) -> Vec<(Term, &'a str)> {
    let profiles = collection.profiles();
    let mut seen: Vec<u32> = Vec::new();
    let mut names: Vec<(usize, f32, Term, &str)> = Vec::new();
    for &number in numbers.iter().take(MOST_COMPARED) {
        for (term, spelling) in profiles[number].names.iter() {
            // A single letter is a pronoun or an initial.
            if seen.contains(&term) || spelling.chars().nth(1).is_none() {
                continue;
            }
            seen.push(term);
            let holders = numbers.iter().filter(|other| profiles[**other].holds(term)).count();
            if holders * 2 > numbers.len() {
                names.push((holders, collection.rarity(term), term, spelling));
            }
        }
    }
    names.sort_by(|left, right| right.0.cmp(&left.0).then(right.1.total_cmp(&left.1)).then(left.3.cmp(right.3)));
    names.into_iter().map(|(.., term, spelling)| (term, spelling)).collect()
}

/// Mean share, over pairs, of the distinct terms of the shorter report that the other holds too.
fn shared_words(collection: &Collection, numbers: &[usize]) -> f64 {
    let profiles = collection.profiles();
    let compared = &numbers[..numbers.len().min(MOST_COMPARED)];
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (at, &one) in compared.iter().enumerate() {
        for &other in &compared[at + 1..] {
            let (mut shorter, mut longer) = (&profiles[one], &profiles[other]);
            if shorter.entries.len() > longer.entries.len() {
                std::mem::swap(&mut shorter, &mut longer);
            }
            let shared = shorter.entries.iter().filter(|entry| longer.holds(entry.term)).count();
            sum += shared as f64 / shorter.entries.len().max(1) as f64;
            pairs += 1.0;
        }
    }
    if pairs > 0.0 { sum / pairs } else { 0.0 }
}

/// Days between the first and the last report, when two or more are dated.
fn days_apart(collection: &Collection, numbers: &[usize]) -> Option<String> {
    let days: Vec<f64> =
        numbers.iter().filter_map(|number| collection.profiles()[*number].day).map(f64::floor).collect();
    if days.len() < 2 {
        return None;
    }
    let (first, last) = days.iter().fold((f64::MAX, f64::MIN), |(low, high), day| (low.min(*day), high.max(*day)));
    Some(match last - first {
        0.0 => "on one day".to_owned(),
        1.0 => "1 day apart".to_owned(),
        days => format!("{days:.0} days apart"),
    })
}
