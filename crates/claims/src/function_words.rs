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

/// Whether a word, as printed, is one of them.
pub(crate) fn is_function_word(word: &str) -> bool {
    if word.len() > 9 {
        return false;
    }
    let folded = word.to_lowercase().replace('’', "'");
    WORDS.binary_search(&folded.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(WORDS.is_sorted());
        assert!(is_function_word("The"));
        assert!(is_function_word("’s"));
        assert!(!is_function_word("train"));
    }
}
