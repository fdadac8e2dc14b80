//! What copyists do to a text.

use super::clauses::{trimmed, turned};
use super::drafts::Draft;
use super::grammar::{Event, Grammar, Teller};
use super::synonyms::Synonyms;
use fastrand::Rng;
use std::collections::BTreeSet;

/// One thing done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    /// Nothing.
    Verbatim,
    /// A few words changed.
    Light,
    /// The last sentences left out.
    CutEnd,
    /// Sentences left out here and there.
    CutInside,
    /// Asides left out of sentences.
    Trim,
    /// Sentences or paragraphs moved.
    Reorder,
    /// Words and clauses changed in most sentences.
    Rewrite,
    /// Every word that a translator renders otherwise, always in the same way.
    Translate,
    /// Text of a second parent.
    Merge,
    /// Sentences of the copyist's own.
    Add,
    /// Another headline.
    Headline,
    /// A number, a name or a spelling gone wrong.
    Error,
}

impl Operation {
    /// As the record of a tree names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Light => "light",
            Self::CutEnd => "cut-end",
            Self::CutInside => "cut-inside",
            Self::Trim => "trim",
            Self::Reorder => "reorder",
            Self::Rewrite => "rewrite",
            Self::Translate => "translate",
            Self::Merge => "merge",
            Self::Add => "add",
            Self::Headline => "headline",
            Self::Error => "error",
        }
    }
}

/// What every copyist has at hand.
pub(super) struct Desk<'d> {
    pub(super) grammar: &'d Grammar,
    pub(super) synonyms: &'d Synonyms,
    pub(super) event: &'d Event,
    /// The copyist's outlet.
    pub(super) paper: &'d str,
    /// Keeps what this copyist adds apart from what others add.
    pub(super) number: u64,
}

/// Changes a draft; `second` is the text merged in, where there is one.
pub(super) fn change(draft: &mut Draft, operation: Operation, second: Option<&Draft>, desk: &Desk<'_>, rng: &mut Rng) {
    let before = draft.clone();
    carry_out(draft, operation, second, desk, rng);
    // What finds nothing to do changes a few words: only a verbatim copy is one.
    if operation != Operation::Verbatim && *draft == before {
        light(draft, desk, rng);
    }
}

fn carry_out(draft: &mut Draft, operation: Operation, second: Option<&Draft>, desk: &Desk<'_>, rng: &mut Rng) {
    match operation {
        Operation::Verbatim => {}
        Operation::Light => light(draft, desk, rng),
        Operation::CutEnd => {
            let kept = (draft.len() as f64 * (0.35 + 0.5 * rng.f64())).ceil().max(3.0);
            draft.retain(|at| (at as f64) < kept);
        }
        Operation::CutInside => cut_inside(draft, rng),
        Operation::Trim => {
            for sentence in draft.sentences_mut() {
                if let Some(shorter) = trimmed(sentence).filter(|_| rng.f64() < 0.7) {
                    *sentence = shorter;
                }
            }
        }
        Operation::Reorder => reorder(draft, rng),
        Operation::Rewrite => {
            let (touched, share) = (0.5 + 0.5 * rng.f64(), 0.15 + 0.35 * rng.f64());
            for sentence in draft.sentences_mut() {
                if rng.f64() < touched {
                    *sentence = desk.synonyms.reworded(sentence, share, rng);
                    if let Some(other) = turned(sentence).filter(|_| rng.bool()) {
                        *sentence = other;
                    }
                }
            }
        }
        Operation::Translate => {
            let (seed, share) = (rng.u64(..), 0.4 + 0.5 * rng.f64());
            for sentence in draft.sentences_mut() {
                *sentence = desk.synonyms.translated(sentence, share, seed);
            }
        }
        Operation::Merge => {
            if let Some(second) = second {
                merge(draft, second, rng);
            }
        }
        Operation::Add => add(draft, desk, rng),
        Operation::Headline => {
            draft.title = Teller { grammar: desk.grammar, event: desk.event, paper: desk.paper }.tell("title", 0, rng);
        }
        Operation::Error => error(draft, rng),
    }
}

fn light(draft: &mut Draft, desk: &Desk<'_>, rng: &mut Rng) {
    let mut wanted = rng.usize(1..6);
    for _ in 0..40 {
        let (at, way) = (rng.usize(..draft.len().max(1)), rng.usize(..4));
        let Some(sentence) = draft.sentence_mut(at).filter(|_| wanted > 0) else { break };
        let changed = match way {
            0 => turned(sentence),
            1 => trimmed(sentence),
            _ => Some(desk.synonyms.reworded(sentence, 0.3, rng)),
        };
        if let Some(changed) = changed.filter(|changed| changed != sentence) {
            *sentence = changed;
            wanted -= 1;
        }
    }
}

fn cut_inside(draft: &mut Draft, rng: &mut Rng) {
    let count = draft.len();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for _ in 0..rng.usize(1..4) {
        let start = rng.usize(1..count.max(2));
        gone.extend(start..start + rng.usize(1..4));
    }
    if count >= gone.len() + 4 {
        draft.retain(|at| !gone.contains(&at));
    }
}

fn reorder(draft: &mut Draft, rng: &mut Rng) {
    let before = draft.clone();
    let mut wanted = rng.usize(1..4);
    // A text may by chance come back to the order that it had.
    for _ in 0..20 {
        if wanted == 0 && *draft != before {
            break;
        }
        wanted = wanted.saturating_sub(1);
        let count = draft.paragraphs.len();
        if count > 2 {
            let moved = draft.paragraphs.remove(rng.usize(1..count));
            draft.paragraphs.insert(rng.usize(1..count), moved);
        }
        let at = rng.usize(..draft.paragraphs.len().max(1));
        if let Some(paragraph) = draft.paragraphs.get_mut(at).filter(|paragraph| paragraph.len() > 1) {
            let last = paragraph.len() - 1;
            paragraph.swap(rng.usize(..last), last);
        }
    }
}

/// The first part of the one and what the other has beside it.
fn merge(draft: &mut Draft, second: &Draft, rng: &mut Rng) {
    let (own, kept) = (draft.len(), 0.4 + 0.6 * rng.f64());
    draft.retain(|at| (at as f64) < (own as f64 * kept).max(3.0));
    let words = |sentence: &str| -> BTreeSet<String> { sentence.split(' ').map(str::to_lowercase).collect() };
    let have: Vec<BTreeSet<String>> = draft.paragraphs.iter().flatten().map(|sentence| words(sentence)).collect();
    let is_told = |sentence: &str| {
        let own = words(sentence);
        have.iter().any(|other| own.intersection(other).count() * 2 > own.len())
    };
    let fresh: Vec<&String> = second.paragraphs.iter().flatten().filter(|sentence| !is_told(sentence)).collect();
    // When there is nothing new in it, the end is printed from the second text as it stands.
    let taken: Vec<&String> = if fresh.is_empty() {
        let all: Vec<&String> = second.paragraphs.iter().flatten().collect();
        let half = draft.len() / 2;
        draft.retain(|at| at < half.max(2));
        all.into_iter().skip(half).collect()
    } else {
        fresh
    };
    let most = rng.usize(3..10);
    let at_end = rng.bool();
    for sentence in taken.into_iter().take(most) {
        let count = draft.paragraphs.len();
        let place = if at_end { count } else { rng.usize(1..=count.max(1)).min(count) };
        draft.paragraphs.insert(place, vec![sentence.clone()]);
    }
}

fn add(draft: &mut Draft, desk: &Desk<'_>, rng: &mut Rng) {
    let teller = Teller { grammar: desk.grammar, event: desk.event, paper: desk.paper };
    let run = rng.f64() < 0.4;
    let mut place = rng.usize(..=draft.paragraphs.len());
    for at in 0..rng.u64(1..4) {
        let number = 1_000 + desk.number * 16 + at;
        // Half of it is the outlet's own, half it heard of the event by itself.
        let sentence = if rng.bool() {
            teller.tell("own", number, rng)
        } else {
            let told = rng.usize(1..27);
            teller.tell(&format!("fact_{told}"), number, rng)
        };
        if !run {
            place = rng.usize(..=draft.paragraphs.len());
        }
        draft.paragraphs.insert(place.min(draft.paragraphs.len()), vec![sentence]);
        place += 1;
    }
}

/// Changes a digit, two letters or one letter of one word.
fn error(draft: &mut Draft, rng: &mut Rng) {
    for _ in 0..rng.usize(1..3) {
        let (count, digit) = (draft.len().max(1), rng.usize(1..10));
        let (from, turn) = (rng.usize(..count), rng.usize(..3));
        for step in 0..count {
            let Some(sentence) = draft.sentence_mut((from + step) % count) else { break };
            let wrong = if turn == 0 { wrong_number(sentence, digit) } else { wrong_name(sentence, digit) };
            if let Some(wrong) = wrong {
                *sentence = wrong;
                break;
            }
        }
    }
}

fn wrong_number(sentence: &str, digit: usize) -> Option<String> {
    let at = sentence.find(|letter: char| letter.is_ascii_digit())?;
    let new = if sentence[at..].starts_with(&digit.to_string()) { digit % 9 + 1 } else { digit };
    Some(format!("{}{new}{}", &sentence[..at], &sentence[at + 1..]))
}

/// Doubles or drops a letter of a name inside the sentence.
fn wrong_name(sentence: &str, which: usize) -> Option<String> {
    let names: Vec<(usize, &str)> = sentence
        .match_indices(' ')
        .map(|(at, _)| (at + 1, sentence[at + 1..].split(' ').next().unwrap_or_default()))
        .filter(|(_, word)| word.starts_with(char::is_uppercase) && word.len() > 4 && word.is_ascii())
        .collect();
    let (at, word) = names.get(which % names.len().max(1))?;
    let middle = at + 1 + which % (word.len() - 3);
    let letter = &sentence[middle..=middle];
    if !letter.chars().all(char::is_alphabetic) {
        return None;
    }
    Some(if which.is_multiple_of(2) {
        format!("{}{letter}{}", &sentence[..middle], &sentence[middle..])
    } else {
        format!("{}{}", &sentence[..middle], &sentence[middle + 1..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::drafts::written;

    fn changed(operation: Operation, seed: u64) -> (Draft, Draft) {
        let grammar = Grammar::new();
        let synonyms = Synonyms::new(&grammar);
        let event = Event::new(&grammar, seed, 1);
        let draft = written(&grammar, &event, "The Post", 14, &mut Rng::with_seed(seed));
        let other = written(&grammar, &event, "The Echo", 14, &mut Rng::with_seed(seed + 1));
        let desk = Desk { grammar: &grammar, synonyms: &synonyms, event: &event, paper: "The Star", number: 3 };
        let mut copy = draft.clone();
        change(&mut copy, operation, Some(&other), &desk, &mut Rng::with_seed(seed + 2));
        (draft, copy)
    }

    fn sentences(draft: &Draft) -> BTreeSet<&String> {
        draft.paragraphs.iter().flatten().collect()
    }

    #[test]
    fn operations_do_what_they_say() {
        for seed in 0..30 {
            let (draft, copy) = changed(Operation::CutEnd, seed);
            assert!(draft.text().starts_with(&copy.text()) && copy.len() < draft.len());
            let (draft, copy) = changed(Operation::CutInside, seed);
            assert!(sentences(&copy).is_subset(&sentences(&draft)));
            let (draft, copy) = changed(Operation::Reorder, seed);
            assert_eq!(sentences(&copy), sentences(&draft));
            let (draft, copy) = changed(Operation::Add, seed);
            assert!(sentences(&draft).is_subset(&sentences(&copy)) && copy.len() > draft.len());
            let (draft, copy) = changed(Operation::Error, seed);
            let gone = sentences(&draft).difference(&sentences(&copy)).count();
            assert!((1..=2).contains(&gone), "{gone}");
            let (draft, copy) = changed(Operation::Translate, seed);
            assert!(copy.len() == draft.len() && sentences(&copy).intersection(&sentences(&draft)).count() < 8);
            let (draft, copy) = changed(Operation::Verbatim, seed);
            assert_eq!(draft, copy);
        }
    }
}
