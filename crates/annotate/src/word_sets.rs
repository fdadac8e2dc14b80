//! Closed sets of words, looked up by the hash that tokens carry.

use crate::words::hash;
use std::sync::LazyLock;

/// What is known of words, by their hash: open addressing by the low bits of the hash, which are as good as random.
#[derive(Debug)]
pub(crate) struct WordTable<T>(Vec<Option<(u64, T)>>);

impl<T: Copy> WordTable<T> {
    /// A table of these words; of two entries of one word the first holds.
    pub(crate) fn new(entries: impl IntoIterator<Item = (u64, T)>) -> Self {
        let entries: Vec<(u64, T)> = entries.into_iter().collect();
        // At least half of the places stay free, so that every search ends soon.
        let mut table = Self(vec![None; (entries.len() * 4 + 1).next_power_of_two()]);
        for (word, value) in entries {
            let mut at = table.place(word);
            while table.0[at].is_some_and(|(other, _)| other != word) {
                at = (at + 1) & (table.0.len() - 1);
            }
            table.0[at].get_or_insert((word, value));
        }
        table
    }

    #[inline]
    fn place(&self, word: u64) -> usize {
        word as usize & (self.0.len() - 1)
    }

    /// What is known of a word.
    #[inline]
    pub(crate) fn get(&self, word: u64) -> Option<T> {
        let mut at = self.place(word);
        loop {
            match self.0[at] {
                Some((found, value)) if found == word => return Some(value),
                Some(_) => at = (at + 1) & (self.0.len() - 1),
                None => return None,
            }
        }
    }
}

/// The entries of a [`WordTable`] from lines of folded forms, parted by spaces, of which the same is known.
pub(crate) fn by_hash<T: Copy>(lines: impl IntoIterator<Item = (&'static str, T)>) -> impl Iterator<Item = (u64, T)> {
    lines.into_iter().flat_map(|(forms, known)| forms.split(' ').map(move |form| (hash(form), known)))
}

/// A set of folded words.
#[derive(Debug)]
pub(crate) struct WordSet(WordTable<()>);

impl WordSet {
    /// The words of a list, separated by white space.
    pub(crate) fn new(list: &str) -> Self {
        Self(WordTable::new(list.split_whitespace().map(|word| (hash(word), ()))))
    }

    /// Whether a token's word (or stem) is in the set.
    #[inline]
    pub(crate) fn has(&self, word: u64) -> bool {
        self.0.get(word).is_some()
    }
}

/// Forms of "be" with tense or without, and what is left of it when "not" is drawn to it.
pub(crate) static BE: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("is are was were be been being isn't aren't wasn't weren't"));

/// Forms of "deny" that can be the verb of a clause.
pub(crate) static DENY: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("deny denies denied"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_and_no_others() {
        let set = WordSet::new("who\n  which who");
        assert!(set.has(hash("who")) && set.has(hash("which")) && !set.has(hash("what")));
    }

    #[test]
    fn a_table_keeps_words_of_one_place_apart() {
        let table = WordTable::new([(8, 'a'), (16, 'b'), (24, 'c'), (8, 'd')]);
        assert_eq!([8, 16, 24, 32].map(|word| table.get(word)), [Some('a'), Some('b'), Some('c'), None]);
        assert_eq!(WordTable::<()>::new([]).get(0), None);
    }
}
