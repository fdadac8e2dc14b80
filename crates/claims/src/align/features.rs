//! What two statements have in common and where they part, as numbers that the pair scorer weighs.

use super::content::{Content, shared_count, shared_weight};

/// How many numbers describe a pair.
pub(crate) const FEATURES: usize = 40;

/// What each number is, in order.
pub(crate) const NAMES: [&str; FEATURES] = [
    "dice",
    "contained",
    "covered",
    "bigram_dice",
    "bigram_contained",
    "longest_run",
    "sentence_dice",
    "sentence_contained",
    "a_in_sentence",
    "b_in_sentence",
    "names_dice",
    "names_apart",
    "numbers_equal",
    "numbers_conflict",
    "numbers_apart",
    "times_equal",
    "times_apart",
    "places_equal",
    "places_apart",
    "speaker_same",
    "speaker_other",
    "speaker_one",
    "quoted_shared",
    "quoted_apart",
    "passage",
    "polarity_other",
    "distance",
    "length_ratio",
    "same_report",
    "same_sentence",
    "rank_a",
    "rank_b",
    "shared_weight",
    "least_weight",
    "both_direct",
    "dice_capped",
    "entities_dice",
    "entities_apart",
    "subject_same",
    "subject_apart",
];

/// What is known of a pair besides the two statements themselves.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Circumstance {
    /// Share of the shorter statement that aligned passages of the two reports map onto the other, 0..=1.
    pub(crate) passage: f32,
    /// Whether both stand in one report.
    pub(crate) same_report: bool,
    /// Whether both stand in one sentence.
    pub(crate) same_sentence: bool,
    /// First likeness of the pair as a share of the best that `a` has in `b`'s report, 0..=1.
    pub(crate) rank_a: f32,
    /// The same seen from `b`.
    pub(crate) rank_b: f32,
}

/// First likeness of two statements, 0..=1: mean of shared weight over both, and over the lighter.
pub(crate) fn first_likeness(a: &Content, b: &Content) -> f32 {
    let shared = shared_weight(&a.stems, &b.stems);
    let (dice, contained) = (over(2.0 * shared, a.weight + b.weight), over(shared, a.weight.min(b.weight)));
    let bigrams = over(2.0 * shared_count(&a.bigrams, &b.bigrams) as f32, (a.bigrams.len() + b.bigrams.len()) as f32);
    0.5 * dice + 0.3 * contained + 0.2 * bigrams
}

/// Likeness of the sentences in which two statements stand, 0..=1: twice the shared weight over the weight of both.
pub(crate) fn sentence_likeness(a: &Content, b: &Content) -> f32 {
    over(2.0 * shared_weight(&a.sentence, &b.sentence), a.sentence_weight + b.sentence_weight)
}

/// The numbers that describe a pair. Symmetric in the two statements.
pub(crate) fn of(a: &Content, b: &Content, circumstance: Circumstance) -> [f32; FEATURES] {
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let shared = shared_weight(&a.stems, &b.stems);
    let least = a.weight.min(b.weight);
    let dice = over(2.0 * shared, a.weight + b.weight);
    let bigrams = shared_count(&a.bigrams, &b.bigrams) as f32;
    let least_bigrams = a.bigrams.len().min(b.bigrams.len()) as f32;
    // Where no two words in a row are shared, none but single words are.
    let run = if bigrams > 0.0 { longest_run(&a.sequence, &b.sequence) } else { any_shared(&a.sequence, &b.sequence) };
    let run = run as f32;
    let sentences = shared_weight(&a.sentence, &b.sentence);
    let a_in = over(shared_weight(&a.stems, &b.sentence), a.weight);
    let b_in = over(shared_weight(&b.stems, &a.sentence), b.weight);
    let entities = shared_count(&a.entities, &b.entities) as f32;
    let subject = shared_count(&a.subject, &b.subject) > 0;
    let names = shared_count(&a.names, &b.names) as f32;
    let (equal, conflict, apart) = numbers(a, b);
    let times = shared_count(&a.times, &b.times);
    let places = shared_count(&a.places, &b.places);
    let speaker = a.chain.iter().any(|source| b.chain.contains(source));
    let quoted = shared_weight(&a.quoted, &b.quoted);
    let both_quoted = a.quoted_weight > 0.5 && b.quoted_weight > 0.5;
    [
        dice,
        over(shared, least),
        over(shared, a.weight.max(b.weight)),
        over(2.0 * bigrams, (a.bigrams.len() + b.bigrams.len()) as f32),
        over(bigrams, least_bigrams),
        over(run, a.sequence.len().min(b.sequence.len()) as f32),
        sentence_likeness(a, b),
        over(sentences, a.sentence_weight.min(b.sentence_weight)),
        a_in.max(b_in),
        a_in.min(b_in),
        over(2.0 * names, (a.names.len() + b.names.len()) as f32),
        flag(names == 0.0 && !a.names.is_empty() && !b.names.is_empty()),
        equal,
        conflict,
        apart,
        flag(times > 0),
        flag(times == 0 && !a.times.is_empty() && !b.times.is_empty()),
        flag(places > 0),
        flag(places == 0 && !a.places.is_empty() && !b.places.is_empty()),
        flag(speaker),
        flag(!speaker && !a.chain.is_empty() && !b.chain.is_empty()),
        flag(a.chain.is_empty() != b.chain.is_empty()),
        over(quoted, a.quoted_weight.min(b.quoted_weight)),
        flag(both_quoted && quoted == 0.0),
        circumstance.passage,
        flag(a.negative != b.negative),
        (a.position - b.position).abs(),
        over(least, a.weight.max(b.weight)),
        flag(circumstance.same_report),
        flag(circumstance.same_sentence),
        circumstance.rank_a.max(circumstance.rank_b),
        circumstance.rank_a.min(circumstance.rank_b),
        (1.0 + shared).ln(),
        (1.0 + least).ln(),
        flag(a.direct && b.direct),
        dice.min(0.4),
        over(2.0 * entities, (a.entities.len() + b.entities.len()) as f32),
        flag(entities == 0.0 && !a.entities.is_empty() && !b.entities.is_empty()),
        flag(subject),
        flag(!subject && !a.subject.is_empty() && !b.subject.is_empty()),
    ]
}

/// Numbers that agree (share of the shorter list), that count the same thing with other values, and whether both have
/// numbers of which none agree.
fn numbers(a: &Content, b: &Content) -> (f32, f32, f32) {
    let least = a.numbers.len().min(b.numbers.len());
    if least == 0 {
        return (0.0, 0.0, 0.0);
    }
    let close = |x: f64, y: f64| (x - y).abs() <= 0.005 * x.abs().max(y.abs());
    let equal = a.numbers.iter().filter(|x| b.numbers.iter().any(|y| x.unit == y.unit && close(x.value, y.value)));
    let equal = equal.count().min(least) as f32 / least as f32;
    let conflict = a.numbers.iter().any(|x| {
        let mut same_thing = b.numbers.iter().filter(|y| x.unit == y.unit && x.noun == y.noun).peekable();
        same_thing.peek().is_some() && same_thing.all(|y| !close(x.value, y.value))
    });
    (equal, if conflict { 1.0 } else { 0.0 }, if equal == 0.0 { 1.0 } else { 0.0 })
}

/// 1 when two lists of stems share one, else 0.
fn any_shared(a: &[u64], b: &[u64]) -> usize {
    let bit = |stem: u64| 1_u64 << (stem >> 58);
    let held = b.iter().fold(0, |held, &stem| held | bit(stem));
    usize::from(a.iter().any(|&stem| held & bit(stem) != 0 && b.contains(&stem)))
}

/// Length of the longest run of equal stems.
fn longest_run(a: &[u64], b: &[u64]) -> usize {
    // Most stems of one stand nowhere in the other: a bit for each of the other's leading six bits tells.
    let bit = |stem: u64| 1_u64 << (stem >> 58);
    let held = b.iter().fold(0, |held, &stem| held | bit(stem));
    let mut before = vec![0_u16; b.len() + 1];
    let mut longest = 0;
    let mut blank = true;
    for &x in a {
        if held & bit(x) == 0 {
            if !blank {
                before.fill(0);
                blank = true;
            }
            continue;
        }
        blank = false;
        let mut diagonal = 0;
        for (at, &y) in b.iter().enumerate() {
            let above = before[at + 1];
            before[at + 1] = if x == y { diagonal + 1 } else { 0 };
            longest = longest.max(before[at + 1]);
            diagonal = above;
        }
    }
    longest.into()
}

fn over(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_shares() {
        assert_eq!(longest_run(&[1, 2, 3, 4], &[9, 2, 3, 8]), 2);
        assert_eq!(longest_run(&[], &[1]), 0);
        assert_eq!(over(1.0, 0.0), 0.0);
    }

    #[test]
    fn a_pair_is_described_alike_from_both_sides() {
        let a = Content { stems: vec![(1, 1.0), (2, 0.5)], weight: 1.5, ..Content::default() };
        let b = Content { stems: vec![(2, 0.5), (3, 1.0)], weight: 1.5, position: 0.4, ..Content::default() };
        let seen = Circumstance { rank_a: 0.3, rank_b: 0.9, ..Circumstance::default() };
        let turned = Circumstance { rank_a: 0.9, rank_b: 0.3, ..Circumstance::default() };
        assert_eq!(of(&a, &b, seen), of(&b, &a, turned));
        assert!((of(&a, &b, seen)[0] - 1.0 / 3.0).abs() < 1e-6);
    }
}
