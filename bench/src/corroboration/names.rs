//! Whether two names mean one source, by the rule of the reference scorer.

use super::Named;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Titles and small words that tell nobody apart.
const DROPPED: &[&str] = &[
    "a",
    "an",
    "and",
    "congressman",
    "congresswoman",
    "dr",
    "gov",
    "governor",
    "her",
    "his",
    "its",
    "lord",
    "minister",
    "mr",
    "mrs",
    "ms",
    "of",
    "president",
    "prime",
    "rep",
    "representative",
    "sen",
    "senator",
    "sir",
    "the",
    "their",
    "unnamed",
];

/// Whether a name of the gold means the source that goes by these names: one's words hold the other's, one is the
/// other's initials, or both are unnamed.
pub(crate) fn same(gold: &str, source: &Named) -> bool {
    if gold.contains("(unnamed)") && (source.unnamed || source.names.iter().any(|name| name.contains("(unnamed)"))) {
        return true;
    }
    let gold_words = words(gold);
    source.names.iter().any(|name| {
        let name_words = words(name);
        let within = !gold_words.is_empty()
            && !name_words.is_empty()
            && (gold_words.is_subset(&name_words) || name_words.is_subset(&gold_words));
        let flat = letters(name);
        within || (flat.len() >= 2 && (flat == initials(gold) || letters(gold) == initials(name)))
    })
}

/// Words of two characters and more in plain lower case, titles dropped.
fn words(name: &str) -> BTreeSet<String> {
    let plain: String = name.nfkd().filter(char::is_ascii).collect::<String>().to_lowercase().replace("'s", "");
    plain
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| word.len() > 1 && !DROPPED.contains(word))
        .map(str::to_owned)
        .collect()
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

fn initials(name: &str) -> String {
    name.split(|character: char| !character.is_ascii_alphabetic())
        .filter_map(|word| word.chars().next())
        .filter(char::is_ascii_uppercase)
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str) -> Named {
        Named { names: vec![name.to_owned()], unnamed: false }
    }

    #[test]
    fn surnames_initials_and_titles() {
        assert!(same("Kim Jong Un", &source("Kim")));
        assert!(same("Korean Central News Agency", &source("KCNA")));
        assert!(same("AP", &source("Associated Press")));
        assert!(same("President Zoë Brandt", &source("Zoe Brandt’s brother, Zoë Brandt")));
        assert!(!same("Zoë Brandt", &source("Ann Brandt")));
        assert!(same("officials (unnamed)", &source("a clerk (unnamed)")));
        assert!(!same("Ann Bell", &source("the officials")));
    }
}
