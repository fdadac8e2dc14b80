//! The labels of the name tagger, its features, and the search for the best sequence of labels.

use super::lexicon::traits;
use crate::words::forms::Form;
use headwater_linear::{feature, join};
use headwater_model::{PlaceKind, Token};
use std::collections::BTreeMap;

/// Names of the labels: outside, then begin and inside of each type.
pub(crate) const CLASSES: &[&str] = &[
    "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-NORP", "I-NORP", "B-FAC", "I-FAC", "B-MISC", "I-MISC",
];

/// Number of types of names.
const TYPES: usize = CLASSES.len() / 2;

/// Label of a token outside every name.
pub(crate) const OUTSIDE: usize = 0;

/// Whether a label goes on with the name that the label before it began or went on with.
pub(crate) fn goes_on(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

/// Whether `label` may follow `before`.
#[cfg(test)]
fn may_follow(before: usize, label: usize) -> bool {
    !goes_on(label) || before == label || before + 1 == label
}

const TRANSITION: u32 = 200;
const OPENING: usize = CLASSES.len();

/// The feature of a label following `before` (`None` at a sentence's start).
pub(crate) fn transition(before: Option<usize>) -> u64 {
    feature(TRANSITION, before.unwrap_or(OPENING) as u64)
}

/// What a text tells about its words besides the sentence at hand.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// Words that stand in lower case somewhere, sorted.
    lower: Vec<u64>,
    /// Words that stand capitalised elsewhere than at an opening, sorted.
    capital: Vec<u64>,
    /// How often each type was given to a word.
    labels: BTreeMap<u64, [u16; TYPES]>,
}

impl Memory {
    pub(crate) fn of(text: &str, tokens: &[Token]) -> Self {
        let mut memory = Self::default();
        let mut after_word = false;
        for token in tokens {
            let first = token.span.of(text).chars().next();
            if first.is_some_and(char::is_lowercase) {
                memory.lower.push(token.word);
            } else if after_word && first.is_some_and(char::is_uppercase) {
                memory.capital.push(token.word);
            }
            after_word = first.is_some_and(char::is_alphanumeric) || first == Some(',');
        }
        for words in [&mut memory.lower, &mut memory.capital] {
            words.sort_unstable();
            words.dedup();
        }
        memory
    }

    /// Remembers the labels of a sentence for the sentences after it.
    pub(crate) fn learn(&mut self, tokens: &[Token], labels: &[usize]) {
        for (token, &label) in tokens.iter().zip(labels) {
            if label != OUTSIDE {
                let count = &mut self.labels.entry(token.word).or_default()[label.div_ceil(2) - 1];
                *count = count.saturating_add(1);
            }
        }
    }

    /// The type given most often to a word, from 1; 0 when none was.
    fn usual(&self, word: u64) -> usize {
        let Some(counts) = self.labels.get(&word) else { return 0 };
        let most = counts.iter().max().copied().unwrap_or(0);
        counts.iter().position(|&count| count == most).map_or(0, |at| at + 1)
    }

    /// Whether a sentence gives a name's word another type than the text gives it most often.
    pub(crate) fn disagrees(&self, tokens: &[Token], labels: &[usize]) -> bool {
        tokens.iter().zip(labels).any(|(token, &label)| {
            let usual = self.usual(token.word);
            usual != 0 && usual != label.div_ceil(2)
        })
    }
}

/// Which tokens may be part of a name: capitalised ones and what stands within two tokens of one. All others are
/// outside without being scored.
pub(crate) fn open_tokens(forms: &[Form]) -> Vec<bool> {
    let mut open = vec![false; forms.len()];
    for (at, form) in forms.iter().enumerate() {
        if form.shape.is_capital() {
            open[at.saturating_sub(1)..(at + 3).min(forms.len())].fill(true);
        }
    }
    open
}

/// Longest name of a place, in tokens.
const LONGEST_PLACE: usize = 4;

/// For each token of a sentence what the gazetteer makes of it: 0 for nothing, else the kind of the place whose name
/// the longest match from the left gives it, by size, and whether the token opens that name.
pub(crate) fn gazetteer(text: &str, tokens: &[Token], forms: &[Form]) -> Vec<u8> {
    let table = headwater_atlas::Gazetteer::embedded();
    let mut known = vec![0_u8; tokens.len()];
    let mut piece = String::new();
    let mut at = 0;
    while at < tokens.len() {
        if !forms[at].shape.is_capital() || tokens[at].span.len() < 2 {
            at += 1;
            continue;
        }
        let mut walk = Some(table.walk());
        let mut longest = None;
        for end in at..(at + LONGEST_PLACE).min(tokens.len()) {
            piece.clear();
            headwater_atlas::gazetteer::push_key(&mut piece, tokens[end].span.of(text));
            // A full stop is part of no key.
            if piece.is_empty() {
                continue;
            }
            let border = if end > at { " " } else { "" };
            walk = walk.and_then(|walk| walk.step(border)).and_then(|walk| walk.step(&piece));
            match walk {
                Some(found) if found.is_name() && forms[end].shape.is_capital() => {
                    longest = Some((end + 1, place_class(table, found)));
                }
                Some(_) => {}
                None => break,
            }
        }
        match longest {
            Some((end, class)) => {
                known[at] = class << 1 | 1;
                known[at + 1..end].fill(class << 1);
                at = end;
            }
            None => at += 1,
        }
    }
    known
}

/// Kind and size of the largest place that goes by a name, 1..=10.
fn place_class(table: &headwater_atlas::Gazetteer, walk: headwater_atlas::gazetteer::Walk<'_>) -> u8 {
    walk.candidates()
        .map(|candidate| match table.kind(candidate.place) {
            _ if candidate.name == headwater_atlas::gazetteer::NameKind::Demonym => 10,
            PlaceKind::Country => 1,
            PlaceKind::Region => 2,
            PlaceKind::State => 3,
            PlaceKind::City => match table.population(candidate.place) {
                1_000_000.. => 4,
                100_000.. => 5,
                15_000.. => 6,
                _ => 9,
            },
            PlaceKind::County => 7,
            PlaceKind::Site => 8,
        })
        .min()
        .unwrap_or(9)
}

/// How far the ends of a run of capitalised words are looked for on either side, in tokens.
const LONGEST_RUN: usize = 64;

/// A token that may be part of a name, as far as what the rest of the text tells of it depends on its sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open {
    word: u64,
    shape: u64,
    /// Whether it opens the sentence.
    opening: bool,
    place: u64,
}

impl Open {
    /// The token at `at`, of which the gazetteer makes `place`.
    pub(crate) fn of(form: &Form, at: usize, place: u8) -> Self {
        Self { word: form.word, shape: form.shape as u64, opening: at == 0, place: u64::from(place) }
    }
}

/// Features of a token that depend on the rest of its text.
pub(crate) fn remembered(token: &Open, memory: &Memory) -> [u64; 5] {
    let remembered = memory.usual(token.word) as u64;
    let elsewhere = u64::from(memory.lower.binary_search(&token.word).is_ok()) << 1
        | u64::from(memory.capital.binary_search(&token.word).is_ok());
    [
        feature(32, remembered),
        feature(33, join(remembered, token.shape)),
        feature(34, elsewhere),
        feature(35, join(elsewhere, token.shape << 1 | u64::from(token.opening))),
        feature(45, join(token.place, remembered)),
    ]
}

/// Features of the token at `at`, without those of the label before it. `places` is [`gazetteer`]'s.
pub(crate) fn extract(
    tokens: &[Token],
    forms: &[Form],
    places: &[u8],
    at: usize,
    memory: &Memory,
    features: &mut Vec<u64>,
) {
    features.clear();
    extract_own(tokens, forms, places, at, features);
    features.extend(remembered(&Open::of(&forms[at], at, places[at]), memory));
}

/// Those of [`extract`] that depend on nothing but the sentence, added to `features`.
pub(crate) fn extract_own(tokens: &[Token], forms: &[Form], places: &[u8], at: usize, features: &mut Vec<u64>) {
    let edge = Form::default();
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|near| forms.get(near)).unwrap_or(&edge);
    let tag = |offset: isize| {
        at.checked_add_signed(offset).and_then(|near| tokens.get(near)).map_or(99, |token| token.tag as u64)
    };
    let known = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|near| tokens.get(near))
            .map_or(0, |token| u64::from(traits(token).bits()))
    };
    let here = form(0);
    let shape = |offset: isize| form(offset).shape as u64;
    let mut start = at;
    while start > at.saturating_sub(LONGEST_RUN) && forms[start - 1].shape.is_capital() {
        start -= 1;
    }
    let mut end = at + 1;
    while end < forms.len().min(at + LONGEST_RUN) && forms[end].shape.is_capital() {
        end += 1;
    }
    let run = |position: Option<usize>| position.and_then(|near| forms.get(near)).map_or(1, |form| form.word);
    let in_run = here.shape.is_capital();
    let when = |condition: bool, value: u64| if condition { value } else { 0 };
    let place = |offset: isize| {
        at.checked_add_signed(offset).and_then(|near| places.get(near)).map_or(0, |class| u64::from(*class))
    };
    let (here_traits, before_traits, after_traits) = (known(0), known(-1), known(1));
    let values = [
        here.word,
        form(-1).word,
        form(1).word,
        form(-2).word,
        form(2).word,
        join(form(-1).word, here.word),
        join(here.word, form(1).word),
        here.suffix3,
        here.suffix4,
        here.suffix2,
        here.prefix,
        shape(0) << 1 | u64::from(at == 0),
        join(shape(-1), shape(0)),
        join(shape(0), shape(1)),
        join(join(shape(-1), shape(0)), shape(1)),
        join(tag(0), shape(0)),
        join(tag(-1), tag(0)),
        join(tag(0), tag(1)),
        join(tag(-1), shape(0)),
        join(tag(1), shape(0)),
        here_traits,
        before_traits,
        after_traits,
        join(here_traits, shape(0)),
        join(before_traits, shape(0)),
        join(after_traits, shape(0)),
        when(in_run, join(run(start.checked_sub(1)), 1)),
        when(in_run, join(run(Some(end)), 2)),
        when(in_run, join(run(Some(end - 1)), 3)),
        when(in_run, join(run(Some(start)), 4)),
        when(in_run, ((end - start).min(6) as u64) << 4 | (at - start).min(6) as u64),
        when(in_run, u64::from(tokens.get(end - 1).map_or(0, |token| traits(token).bits()))),
    ];
    let others = [
        join(before_traits, after_traits),
        join(form(-1).word, form(1).word),
        place(0),
        join(place(0), shape(0)),
        join(place(0), place(1)),
        join(place(-1), place(0)),
        join(place(0), tag(1)),
        join(place(0), form(1).word),
        join(place(0), form(-1).word),
    ];
    // The model knows a feature by its number: those of [`remembered`] stand between and behind these.
    features.extend(values.iter().zip(0_u32..).map(|(value, template)| feature(template, *value)));
    features.extend(others.iter().zip(36_u32..).map(|(value, template)| feature(template, *value)));
    for offset in [-1, 0, 1_isize] {
        let mut bits = known(offset);
        while bits != 0 {
            let bit = bits.trailing_zeros();
            features.push(feature(100 + u32::try_from(offset + 1).unwrap_or(0) * 30 + bit, 0));
            bits &= bits - 1;
        }
    }
}

/// The best allowed sequence of labels (Viterbi) for emission scores `[token][label]` and transition scores
/// `[label before, the last for a sentence's start][label]`.
pub(crate) fn best_sequence(emissions: &[[i32; CLASSES.len()]], transitions: &[[i32; CLASSES.len()]]) -> Vec<usize> {
    const WIDTH: usize = CLASSES.len();
    let Some(first) = emissions.first() else { return Vec::new() };
    const NEVER: i32 = i32::MIN / 4;
    let mut best = [NEVER; WIDTH];
    for label in (0..WIDTH).filter(|&label| !goes_on(label)) {
        best[label] = first[label] + transitions[OPENING][label];
    }
    let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(emissions.len());
    for scores in &emissions[1..] {
        let mut next = [NEVER; WIDTH];
        let mut from = [0_u8; WIDTH];
        for (before, moves) in transitions[..WIDTH].iter().enumerate() {
            for label in 0..WIDTH {
                let score = best[before] + moves[label];
                let better = score > next[label] && !goes_on(label);
                next[label] = if better { score } else { next[label] };
                from[label] = if better { before as u8 } else { from[label] };
            }
        }
        for label in (0..WIDTH).filter(|&label| goes_on(label)) {
            for before in [label - 1, label] {
                let score = best[before] + transitions[before][label];
                if score > next[label] {
                    (next[label], from[label]) = (score, before as u8);
                }
            }
        }
        for (sum, score) in next.iter_mut().zip(scores) {
            *sum = sum.saturating_add(*score);
        }
        back.push(from);
        best = next;
    }
    let mut label = headwater_linear::best_of(&best);
    let mut labels = vec![label; emissions.len()];
    for (at, from) in back.iter().enumerate().rev() {
        label = usize::from(from[label]);
        labels[at] = label;
    }
    labels
}

/// Looks of all tokens.
pub(crate) fn forms_of(text: &str, tokens: &[Token]) -> Vec<Form> {
    tokens.iter().map(|token| Form::of(text, token)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_goes_on_from_another_type() {
        let mut emissions = vec![[0; CLASSES.len()]; 3];
        emissions[0][1] = 5; // B-PER
        emissions[1][4] = 10; // I-ORG: not after B-PER
        emissions[1][2] = 4; // I-PER
        let transitions = vec![[0; CLASSES.len()]; CLASSES.len() + 1];
        let labels = best_sequence(&emissions, &transitions);
        assert!(labels.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        assert_eq!(labels[1], 4);
        assert_eq!(labels[0], 3);
    }
}
