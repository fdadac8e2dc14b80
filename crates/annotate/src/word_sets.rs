//! Closed sets of words, looked up by the hash that tokens carry.

use crate::words::hash;

/// A set of folded words.
#[derive(Debug)]
pub(crate) struct WordSet(Vec<u64>);

impl WordSet {
    /// The words of a list, separated by white space.
    pub(crate) fn new(list: &str) -> Self {
        let mut hashes: Vec<u64> = list.split_whitespace().map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// Whether a token's word (or stem) is in the set.
    pub(crate) fn has(&self, word: u64) -> bool {
        self.0.binary_search(&word).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_and_no_others() {
        let set = WordSet::new("who\n  which who");
        assert!(set.has(hash("who")) && set.has(hash("which")) && !set.has(hash("what")));
    }
}
