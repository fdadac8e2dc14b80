//! Words put for words: freely, as a rewriter does, or always the same one, as a translator does.

use super::grammar::{Grammar, mixed};
use fastrand::Rng;
use std::collections::BTreeMap;

/// All of our own writing; a group a line.
const GROUPS: &str = include_str!("synonyms.txt");

/// Which words may stand for which.
#[derive(Debug)]
pub(super) struct Synonyms {
    /// Maps a word to those that mean about the same.
    near: BTreeMap<String, Vec<String>>,
    /// Maps a word to others of its kind that mean something else.
    far: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Synonyms {
    /// The built-in groups, and the word lists of the grammar.
    pub(super) fn new(grammar: &Grammar) -> Self {
        let mut near: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in GROUPS.lines().filter(|line| !line.starts_with('#')) {
            let group: Vec<String> = line.split_whitespace().map(|word| word.replace('_', " ")).collect();
            for word in &group {
                let others = group.iter().filter(|other| *other != word).cloned();
                near.entry(word.clone()).or_default().extend(others);
            }
        }
        let mut far: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        // Names are no words to translate.
        let lower = |list: &&[&'static str]| list.iter().all(|word| word.chars().all(char::is_lowercase));
        for list in grammar.lists().filter(lower) {
            for (at, word) in list.iter().enumerate() {
                far.insert(word, [1, 5, 11].iter().map(|step| list[(at + step) % list.len()]).collect());
            }
        }
        Self { near, far }
    }

    /// The sentence with a share of its known words replaced, each drawn anew.
    pub(super) fn reworded(&self, sentence: &str, share: f64, rng: &mut Rng) -> String {
        by_word(sentence, |word| {
            let others = self.near.get(word).filter(|_| rng.f64() < share)?;
            others.get(rng.usize(..others.len().max(1))).map(String::as_str)
        })
    }

    /// The sentence as translator number `seed` has it: of the words with synonyms he changes `share`, each always into
    /// the same other, and not always into a synonym; of the other words of the grammar's lists a quarter as many.
    pub(super) fn translated(&self, sentence: &str, share: f64, seed: u64) -> String {
        by_word(sentence, |word| {
            let bytes: Vec<u64> = word.bytes().map(u64::from).collect();
            let mut own = Rng::with_seed(mixed(&[seed, mixed(&bytes)]));
            let draw = own.f64();
            let near = self.near.get(word).map_or(&[][..], Vec::as_slice);
            let far = self.far.get(word).map_or(&[][..], Vec::as_slice);
            if draw >= if near.is_empty() { share / 4.0 } else { share } {
                return None;
            }
            let chosen = own.usize(..(near.len() + far.len()).max(1));
            near.get(chosen).map(String::as_str).or_else(|| far.get(chosen - near.len()).copied())
        })
    }
}

/// Puts other words in place, keeping marks and capitals; `other` is asked by the word in small letters.
fn by_word<'w>(sentence: &str, mut other: impl FnMut(&str) -> Option<&'w str>) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    for (at, token) in sentence.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let start = token.len() - token.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len();
        let end = token.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len().max(start);
        let core = &token[start..end];
        let capital = core.starts_with(char::is_uppercase);
        let opens = at == 0 || start > 0;
        let small = if capital && opens { core.to_lowercase() } else { core.to_owned() };
        match other(&small).filter(|_| !core.is_empty()) {
            Some(found) => {
                out.push_str(&token[..start]);
                let mut letters = found.chars();
                match letters.next() {
                    Some(first) if capital => out.extend(first.to_uppercase().chain(letters)),
                    _ => out.push_str(found),
                }
                out.push_str(&token[end..]);
            }
            None => out.push_str(token),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translator_says_the_same_for_the_same() {
        let synonyms = Synonyms::new(&Grammar::new());
        let (one, other) = ("The old bridge was closed.", "Nobody said that the old bridge is expensive.");
        for seed in 0..20 {
            let (left, right) = (synonyms.translated(one, 1.0, seed), synonyms.translated(other, 1.0, seed));
            assert_ne!(left, one);
            let bridge = left.split(' ').nth(2).unwrap();
            assert!(bridge != "bridge" && right.contains(bridge), "{left} / {right}");
        }
    }

    #[test]
    fn marks_and_capitals_stay() {
        let synonyms = Synonyms::new(&Grammar::new());
        let changed = synonyms.reworded("\"After years,\" he said.", 1.0, &mut Rng::with_seed(4));
        assert!(changed.starts_with("\"Following ") || changed.starts_with("\"In the wake of "), "{changed}");
        assert!(changed.ends_with('.') && !changed.contains("said"));
    }
}
