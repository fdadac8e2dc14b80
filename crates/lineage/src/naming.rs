//! Does a text name an outlet? Matches what an outlet is called in a record ("nytimes.com", "Fox News") with the words
//! of a text ("The New York Times").

use headwater_atlas::{Outlets, agency};
use headwater_model::{Reading, TokenKind};

/// The forms an outlet may be named by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutletName {
    /// Letters and digits in lower case, without blanks: "nytimes", "thenewyorktimes".
    keys: Vec<String>,
}

impl OutletName {
    /// The forms of the outlet of a record; none when it has no outlet or one too short to be told from a word.
    pub(crate) fn new(outlet: &str) -> Self {
        let mut keys = Vec::new();
        let bare =
            outlet.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        let host = bare.split('/').next().unwrap_or_default();
        if host.contains('.') && !host.contains(' ') {
            let labels: Vec<&str> = host.split('.').collect();
            // "chicago.suntimes.com" is Sun-Times, "dailymail.co.uk" the Daily Mail.
            let suffix = if labels.len() > 2 && labels[labels.len() - 2].len() <= 3 { 2 } else { 1 };
            if let Some(label) = labels.len().checked_sub(suffix + 1).and_then(|at| labels.get(at)) {
                keys.push(squeeze(label));
            }
        } else {
            keys.push(squeeze(bare));
        }
        if let Some(known) = Outlets::embedded().find(outlet) {
            keys.push(squeeze(&known.name));
        }
        for at in 0..keys.len() {
            if let Some(rest) = keys[at].strip_prefix("the") {
                keys.push(rest.to_owned());
            }
        }
        keys.retain(|key| key.len() >= 3);
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }

    /// Whether nothing is known of the outlet.
    pub(crate) fn is_unknown(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether two records name one outlet.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.keys.iter().any(|key| other.keys.binary_search(key).is_ok())
    }
}

/// The agency that an outlet is ("Reuters", "apnews.com"), by its usual name.
pub(crate) fn agency_of(outlet: &str) -> Option<&'static str> {
    let named = || Outlets::embedded().find(outlet).and_then(|known| agency(&known.name));
    let host = outlet.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let label = || host.split_once('.').filter(|_| !host.contains(' ')).and_then(|(label, _)| agency(label));
    agency(outlet).or_else(named).or_else(label).map(|agency| agency.name)
}

/// Positions of the names in a text, ready to be asked about many outlets.
#[derive(Debug, Default)]
pub(crate) struct NamesInText {
    /// Runs of up to five words that open with a capital letter or a digit, squeezed, as hashes; sorted.
    runs: Vec<u64>,
    /// The same with all words but the last cut to their first letter ("New York Times" → "nytimes").
    short: Vec<u64>,
}

impl NamesInText {
    pub(crate) fn new(reading: Reading<'_>) -> Self {
        let words: Vec<&str> = reading
            .annotated
            .words
            .tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .map(|token| reading.text(token.span))
            .collect();
        let mut names = Self::default();
        for (at, first) in words.iter().enumerate() {
            if !first.starts_with(|letter: char| letter.is_uppercase()) {
                continue;
            }
            let (mut run, mut initials) = (Letters::default(), Letters::default());
            for (nth, word) in words.iter().skip(at).take(5).enumerate() {
                if !word.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric()) && !run.is_empty() {
                    break;
                }
                let mut shortened = initials;
                let before = shortened;
                for letter in squeezed(word) {
                    run.push(letter);
                    shortened.push(letter);
                }
                names.runs.push(run.hash);
                if nth > 0 && !before.is_empty() && shortened.bytes - before.bytes >= 4 {
                    names.short.push(shortened.hash);
                }
                squeezed(word).take(1).for_each(|letter| initials.push(letter));
            }
        }
        for list in [&mut names.runs, &mut names.short] {
            list.sort_unstable();
            list.dedup();
        }
        names
    }

    /// Whether the text names the outlet.
    pub(crate) fn holds(&self, outlet: &OutletName) -> bool {
        let has = |list: &[u64], key: &str| {
            let mut letters = Letters::default();
            key.chars().for_each(|letter| letters.push(letter));
            list.binary_search(&letters.hash).is_ok()
        };
        outlet.keys.iter().any(|key| has(&self.runs, key) || (key.len() >= 6 && has(&self.short, key)))
    }
}

/// Letters and digits in lower case.
fn squeeze(name: &str) -> String {
    squeezed(name).collect()
}

fn squeezed(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Letters one after the other, as a hash (Fowler, Noll & Vo's): most names are only ever asked for.
#[derive(Clone, Copy, Debug)]
struct Letters {
    hash: u64,
    /// How many bytes they take.
    bytes: usize,
}

impl Default for Letters {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, bytes: 0 }
    }
}

impl Letters {
    fn push(&mut self, letter: char) {
        self.hash = (self.hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01b3);
        self.bytes += letter.len_utf8();
    }

    fn is_empty(self) -> bool {
        self.bytes == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_known_by_its_name_and_by_its_host() {
        assert_eq!(agency_of("Reuters"), Some("Reuters"));
        assert_eq!(agency_of("https://www.reuters.com/world"), Some("Reuters"));
        assert_eq!(agency_of("The Harbour Post"), None);
        assert_eq!(agency_of(""), None);
    }

    #[test]
    fn a_host_gives_the_label_that_names_it() {
        assert!(OutletName::new("chicago.suntimes.com").keys.contains(&"suntimes".to_owned()));
        assert_eq!(OutletName::new("dailymail.co.uk").keys, ["dailymail"]);
        assert_eq!(OutletName::new("The Harbour Post").keys, ["harbourpost", "theharbourpost"]);
        assert!(OutletName::new("").is_unknown());
    }
}
