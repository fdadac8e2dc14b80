//! Whether two names are forms of one name: spellings, surnames, initials, acronyms, short forms of bodies.

use crate::words::fold;

/// The words of a name in a form fit for comparing: folded, hyphens and dots gone, "'s" and function words dropped.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    fold(name)
        .split(|character: char| character.is_whitespace() || matches!(character, '-' | '/' | '’' | '"' | ','))
        .map(|word| word.trim_end_matches("'s").chars().filter(|letter| letter.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "of" | "and" | "for" | "s" | "a"))
        .collect()
}

/// The words of a person's name without generation suffixes.
pub(crate) fn person_words(name: &str) -> Vec<String> {
    let mut words = words_of(name);
    while words.len() > 1 && words.last().is_some_and(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"))
    {
        words.pop();
    }
    words
}

/// Whether two names of several words each may be one person's: the same surname and first names that do not
/// contradict each other, or the same letters differently parted ("Jong Un", "Jong-un"), or one inside the other.
pub(crate) fn same_full_person(left: &[String], right: &[String]) -> bool {
    let (Some(left_first), Some(left_last), Some(right_first), Some(right_last)) =
        (left.first(), left.last(), right.first(), right.last())
    else {
        return false;
    };
    if left.concat() == right.concat() {
        return true;
    }
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.len() > 1 && short.iter().all(|word| long.contains(word)) {
        return true;
    }
    let surname = left_last == right_last || (left_last.len() > 4 && alike(left_last, right_last, 0.94));
    surname && same_first_name(left_first, right_first)
}

/// Longest word whose spelling is compared, in bytes: comparing takes time that grows with its square.
const LONGEST_COMPARED: usize = 64;

/// Whether two words are more alike than `least` (Winkler 1990).
fn alike(left: &str, right: &str, least: f64) -> bool {
    left.len().max(right.len()) <= LONGEST_COMPARED && strsim::jaro_winkler(left, right) > least
}

fn same_first_name(left: &str, right: &str) -> bool {
    let initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    left == right
        || initial(left, right)
        || initial(right, left)
        || (left.len() > 2 && right.len() > 2 && (left.starts_with(right) || right.starts_with(left)))
        || alike(left, right, 0.9)
        || headwater_atlas::are_forms_of_one_first_name(left, right)
}

/// Whether one word can stand for a full name: its surname, or any of its names when written alone.
pub(crate) fn part_of_person(word: &str, full: &[String]) -> bool {
    word.len() > 1 && full.iter().any(|part| part == word)
}

/// Whether one word is a surname with one letter left out, added, exchanged or moved: "Holtmann" for "Holtzmann".
pub(crate) fn misspells_surname(word: &str, full: &[String]) -> bool {
    let long = |word: &str| (LEAST_MISSPELT..=LONGEST_COMPARED).contains(&word.len());
    let same_opening = |surname: &String| surname.chars().next() == word.chars().next();
    full.len() > 1
        && long(word)
        && full.last().is_some_and(|surname| {
            long(surname) && same_opening(surname) && strsim::damerau_levenshtein(word, surname) == 1
        })
}

/// Shorter surnames that differ by one letter are two names: "Allen", "Aller".
const LEAST_MISSPELT: usize = 7;

/// The name of a body, made ready to be held against others.
#[derive(Debug)]
pub(crate) struct BodyName {
    words: Vec<String>,
    /// Its letters, when it may be an acronym: several, none small, no space.
    letters: Option<String>,
    /// First letters of its capitalised words, when there are several.
    initials: Option<String>,
    /// Position among the bodies that everybody knows under several names.
    known: Option<usize>,
    agency: Option<&'static str>,
}

impl BodyName {
    pub(crate) fn of(name: &str) -> Self {
        let words = words_of(name);
        let letters: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let acronym = several(&letters) && !letters.contains(char::is_lowercase) && !name.contains(' ');
        let initials: String = name
            .split(|character: char| character.is_whitespace() || matches!(character, '-' | '’' | '\''))
            .filter_map(|word| word.chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect();
        Self {
            known: known(&words),
            agency: headwater_atlas::agency(name).map(|agency| agency.name),
            words,
            letters: acronym.then_some(letters),
            initials: several(&initials).then_some(initials),
        }
    }

    /// Whether two names may be one body's: the same words, an acronym and what it stands for, a short form that drops only
    /// words that say what kind of body it is, or names that everybody or an agency is known by.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.is_form_of(other)
            || (self.known.is_some() && self.known == other.known)
            || (self.agency.is_some() && self.agency == other.agency)
    }

    fn is_form_of(&self, other: &Self) -> bool {
        let (left, right) = (&self.words, &other.words);
        if left.is_empty() || right.is_empty() {
            return false;
        }
        if same_set(left, right) || self.stands_for(other) || other.stands_for(self) {
            return true;
        }
        let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let kind = |word: &String| KIND_WORDS.contains(&word.as_str());
        if long.starts_with(short) {
            return long[short.len()..].iter().all(kind);
        }
        // "Sheriff's Office" of "Gloucester County Sheriff's Office", "Justice Department" of "U.S. Justice Department".
        short.len() > 1 && long.ends_with(short) && !short.iter().all(kind)
    }

    /// Whether it is made of the first letters of the other's capitalised words.
    fn stands_for(&self, long: &Self) -> bool {
        self.letters.is_some() && self.letters == long.initials
    }
}

fn several(letters: &str) -> bool {
    letters.chars().nth(1).is_some()
}

fn same_set(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|word| right.contains(word))
}

/// Names by which everybody knows one state or body; compared folded and without dots.
const KNOWN: &[&[&str]] = &[
    &["us", "usa", "united states", "america", "united states america"],
    &["uk", "united kingdom", "britain", "great britain"],
    &["north korea", "dprk", "democratic peoples republic korea", "democratic people republic korea"],
    &["south korea", "rok", "republic korea"],
    &["eu", "european union"],
    &["un", "united nations"],
    &["uae", "united arab emirates"],
    &["russia", "russian federation"],
    &["china", "peoples republic china", "prc"],
    &["gop", "republican party", "grand old party"],
    &["fbi", "federal bureau investigation"],
    &["cia", "central intelligence agency"],
    &["justice department", "us justice department", "doj", "department justice", "us department justice"],
    &["state department", "us state department", "department state"],
];

/// Position among the bodies that everybody knows under several names.
fn known(words: &[String]) -> Option<usize> {
    let plain = words.join(" ");
    KNOWN.iter().position(|names| names.contains(&plain.as_str()))
}

/// Words that say what kind of body a name names.
const KIND_WORDS: &[&str] = &[
    "inc",
    "corp",
    "co",
    "ltd",
    "llc",
    "plc",
    "company",
    "corporation",
    "group",
    "news",
    "agency",
    "newspaper",
    "magazine",
    "network",
    "department",
    "dept",
    "office",
    "party",
    "university",
    "campaign",
    "administration",
    "government",
    "foundation",
    "committee",
    "council",
    "association",
    "police",
    "county",
    "tv",
    "channel",
    "service",
    "federation",
    "report",
    "com",
    "institute",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn people(left: &str, right: &str) -> bool {
        same_full_person(&person_words(left), &person_words(right))
    }

    #[test]
    fn spellings_of_a_person_are_one() {
        assert!(people("Kim Jong Un", "Kim Jong-un"));
        assert!(people("Alexander Kozlov", "Alexandr Kozlov"));
        assert!(people("Stephen A. Zappala Jr.", "Stephen Zappala"));
        assert!(people("J. Smith", "John Smith"));
        assert!(!people("Hillary Clinton", "Bill Clinton"));
        assert!(!people("Mary Velt", "Dick Velt"));
        assert!(!people("Kim Jong Un", "Kim Yo Jong"));
    }

    #[test]
    fn a_letter_too_few_leaves_a_surname_what_it_is() {
        let misspells = |word: &str, name: &str| misspells_surname(word, &person_words(name));
        assert!(misspells("holtmann", "Ada Holtzmann"));
        assert!(misspells("hotlzmann", "Ada Holtzmann"));
        assert!(!misspells("allen", "Ada Aller"));
        assert!(!misspells("goltzmann", "Ada Holtzmann"));
    }

    fn same_body(left: &str, right: &str) -> bool {
        BodyName::of(left).is_same(&BodyName::of(right))
    }

    #[test]
    fn acronyms_and_short_forms_of_a_body_are_one() {
        assert!(same_body("KCNA", "Korean Central News Agency"));
        assert!(same_body("Workers’ Party of Korea", "WPK"));
        assert!(same_body("Facebook", "Facebook Inc."));
        assert!(same_body("Sheriff's Office", "Hill County Sheriff's Office"));
        assert!(same_body("Rochester Police", "Rochester Police Department"));
        assert!(!same_body("House", "White House"));
        assert!(!same_body("Senate", "House"));
    }
}
