//! English words that carry no content of their own: they tell no two statements apart.

/// Sorted, folded.
const WORDS: &[&str] = &[
    "'d", "'ll", "'m", "'re", "'s", "'ve", "a", "about", "after", "again", "also", "although", "am", "an", "and",
    "any", "are", "as", "at", "be", "because", "been", "before", "being", "both", "but", "by", "can", "could", "did",
    "do", "does", "during", "each", "either", "else", "even", "ever", "for", "from", "further", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its",
    "itself", "just", "many", "may", "me", "might", "more", "most", "much", "must", "my", "now", "of", "off", "on",
    "once", "only", "onto", "or", "other", "our", "out", "over", "own", "said", "say", "says", "shall", "she",
    "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "though", "through", "to", "told", "too", "under", "until", "up", "upon", "us", "very", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "within",
    "would", "yet", "you", "your",
];

/// Longest of them, in bytes.
const LONGEST: usize = 9;

/// The words as numbers that order like them.
static KEYS: [u128; WORDS.len()] = {
    let mut keys = [0; WORDS.len()];
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].as_bytes();
        let mut byte = 0;
        while byte < word.len() {
            keys[at] |= (word[byte] as u128) << (120 - 8 * byte);
            byte += 1;
        }
        at += 1;
    }
    keys
};

/// Whether a word, as printed, is one of them.
pub(crate) fn is_function_word(word: &str) -> bool {
    if word.len() > LONGEST {
        return false;
    }
    let (mut key, mut shift) = (0_u128, 120);
    for character in word.chars() {
        let folded = match character {
            '’' => b'\'',
            _ if character.is_ascii() => (character as u8).to_ascii_lowercase(),
            _ => return false,
        };
        key |= u128::from(folded) << shift;
        shift -= 8;
    }
    KEYS.binary_search(&key).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(WORDS.is_sorted());
        assert!(KEYS.is_sorted());
        assert!(WORDS.iter().all(|word| word.len() <= LONGEST && is_function_word(word)));
        assert!(is_function_word("The"));
        assert!(is_function_word("’s"));
        assert!(!is_function_word("train"));
        assert!(!is_function_word("thé"));
        assert!(!is_function_word(""));
    }
}
