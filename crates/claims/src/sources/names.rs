//! When do two names mean one source? Same words, spelling variants, initials, agencies' aliases, surnames.

use headwater_atlas::{agency, are_forms_of_one_first_name};
use headwater_model::{Entity, EntityKind};

/// Words before a name that tell nobody apart.
const TITLES: &[&str] = &[
    "acting",
    "assistant",
    "attorney",
    "capt",
    "captain",
    "chief",
    "col",
    "congressman",
    "congresswoman",
    "deputy",
    "detective",
    "dr",
    "gen",
    "general",
    "gov",
    "governor",
    "justice",
    "king",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "maj",
    "major",
    "mayor",
    "minister",
    "mr",
    "mrs",
    "ms",
    "officer",
    "pope",
    "president",
    "prime",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rep",
    "representative",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sheriff",
    "sir",
];

/// What somebody's own words are called.
const SPEECH: &[&str] = &[
    "announcement",
    "comment",
    "comments",
    "post",
    "posts",
    "release",
    "remark",
    "remarks",
    "report",
    "speech",
    "statement",
    "statements",
    "testimony",
    "tweet",
    "tweets",
    "words",
];

/// Words inside the names of bodies that initials leave out.
const SMALL: &[&str] = &["and", "de", "for", "in", "of", "on", "the", "to"];

/// A spelling variant: at least this similar by Jaro and Winkler, 0..=1.
const SPELLING: f64 = 0.93;

/// An entity's names, taken apart for comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    kind: EntityKind,
    named: bool,
    /// Words of the fullest name, folded, articles and titles left out.
    words: Vec<String>,
    /// The names that are a single word in capitals ("LAPD"), folded, and the initials of those of several words.
    acronyms: Vec<String>,
    initials: String,
    /// Usual name of the agency that it is.
    agency: Option<&'static str>,
}

impl Name {
    pub(super) fn of(entity: &Entity) -> Self {
        let all = || std::iter::once(&entity.name).chain(&entity.aliases);
        let acronym = |name: &&String| {
            let letters = name.chars().filter(|it| it.is_alphabetic()).count();
            (2..=6).contains(&letters) && name.chars().all(|it| it.is_uppercase() || it == '.')
        };
        let person = entity.kind == EntityKind::Person;
        Self {
            kind: entity.kind,
            named: is_named(entity),
            words: words(plain(&entity.name), is_named(entity)),
            acronyms: all()
                .filter(acronym)
                .map(|name| name.chars().filter(|it| it.is_alphabetic()).flat_map(char::to_lowercase).collect())
                .collect(),
            initials: if person { String::new() } else { initials(&entity.name) },
            agency: if entity.named && !person {
                all().find_map(|name| agency(name)).map(|agency| agency.name)
            } else {
                None
            },
        }
    }

    /// Position of the one name of which this is a part: the surname or a first name of one person only, the shorter
    /// name of one body only. `None` when this is a full name, or when several bear it.
    pub(super) fn only_full_form(&self, names: &[&Self]) -> Option<usize> {
        if !self.named || self.words.is_empty() {
            return None;
        }
        let mut full: Option<usize> = None;
        for (at, other) in names.iter().enumerate() {
            if !other.named || other.words.len() <= self.words.len() || !self.is_part_of(other) {
                continue;
            }
            match full {
                Some(before) if !same_source(names[before], other) && !names[before].nested(other) => return None,
                Some(_) => {}
                None => full = Some(at),
            }
        }
        full
    }

    /// Whether a description is another word for this name: for an agency or outlet, when it holds the name; for anybody
    /// else, when it says that it is their words.
    pub(super) fn carries(&self, description: &str) -> bool {
        if !self.named || self.words.is_empty() {
            return false;
        }
        let other = words(description, false);
        let holds = |name: &[String]| other.windows(name.len()).any(|part| part == name);
        let held = holds(&self.words) || self.acronyms.iter().any(|short| holds(std::slice::from_ref(short)));
        let speech = other.last().is_some_and(|last| SPEECH.contains(&last.as_str()));
        held && (matches!(self.kind, EntityKind::Agency | EntityKind::Outlet) || self.agency.is_some() || speech)
    }

    /// Whether this is a name rather than a description.
    pub(super) fn is_full(&self) -> bool {
        self.named && !self.words.is_empty()
    }

    /// Letters of the fullest name.
    pub(super) fn length(&self) -> usize {
        self.words.iter().map(String::len).sum()
    }

    fn is_part_of(&self, full: &Self) -> bool {
        let kinds = self.kind == full.kind || self.kind == EntityKind::Other || full.kind == EntityKind::Other;
        if !kinds {
            return false;
        }
        let within = self.words.iter().all(|word| full.words.contains(word));
        match (self.kind, full.kind) {
            (EntityKind::Person, _) | (_, EntityKind::Person) => within,
            // "State Police" is the Ohio State Police's short name; a lone "Police" or "Department" may be anybody's.
            _ => within && (self.words.len() > 1 || full.words.first() == self.words.first()),
        }
    }

    /// Whether one's words hold all of the other's: variants of one long name.
    fn nested(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| a.words.iter().all(|word| b.words.contains(word));
        within(self, other) || within(other, self)
    }
}

/// Whether two names mean one source wherever they stand.
pub(super) fn same_source(a: &Name, b: &Name) -> bool {
    if a.agency.is_some() && a.agency == b.agency {
        return true;
    }
    if a.named != b.named || a.words.is_empty() || b.words.is_empty() {
        return false;
    }
    if a.words == b.words {
        return true;
    }
    if !a.named {
        return false;
    }
    let person = a.kind == EntityKind::Person || b.kind == EntityKind::Person;
    if person {
        return same_person(&a.words, &b.words);
    }
    let initials_of = |long: &Name, short: &Name| long.initials.len() > 1 && short.acronyms.contains(&long.initials);
    initials_of(a, b) || initials_of(b, a)
}

/// Full names of one person: same first and last word up to spelling, middle names free.
fn same_person(a: &[String], b: &[String]) -> bool {
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < long.len() && short.iter().all(|word| long.contains(word)) {
        return short[0] == long[0] || short[short.len() - 1] == long[long.len() - 1];
    }
    let alike = |a: &String, b: &String| a == b || strsim::jaro_winkler(a, b) >= SPELLING;
    if short.len() == long.len() && short.iter().zip(long).all(|(a, b)| alike(a, b)) {
        return true;
    }
    // "Ben Velt" and "Benjamin Todd Velt".
    let middle = short.len() == 2 || short[1..] == long[1..];
    middle && short.last() == long.last() && are_forms_of_one_first_name(&short[0], &long[0])
}

/// Whether an entity has a name: the report gives it one, or a title with a capital ("Mr. Velt's") shows it.
pub(super) fn is_named(entity: &Entity) -> bool {
    let mut words = entity.name.split_whitespace();
    let title = words.next().is_some_and(|word| {
        word.starts_with(char::is_uppercase) && TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
    });
    entity.named || title && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// A name without a possessive ending or a preposition before it.
pub(super) fn plain(name: &str) -> &str {
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    name.strip_prefix("of ").or_else(|| name.strip_prefix("by ")).unwrap_or(name)
}

/// How full a name is: more capitalised words first; words in small letters ("Mara Velt last August") tell against it.
pub(super) fn fullness(name: &str) -> (i32, usize) {
    let small = |word: &&str| word.starts_with(char::is_lowercase) && !SMALL.contains(word);
    let words = name.split_whitespace();
    let (count, strange) = (words.clone().count(), words.filter(small).count());
    (i32::try_from(count).unwrap_or(i32::MAX) - 3 * i32::try_from(strange).unwrap_or(0), name.len())
}

/// A description without its article: "the officials" → "officials".
pub(super) fn without_article(name: &str) -> &str {
    let name = name.strip_prefix("'s ").or_else(|| name.strip_prefix("’s ")).unwrap_or(name);
    let mut words = name.splitn(2, ' ');
    match (words.next(), words.next()) {
        (Some(first), Some(rest))
            if ["the", "a", "an", "some", "his", "her", "its", "their"].contains(&first.to_lowercase().as_str()) =>
        {
            rest
        }
        _ => name,
    }
}

fn words(name: &str, named: bool) -> Vec<String> {
    let plain = name.to_lowercase().replace("'s ", " ").replace("’s ", " ");
    let mut words: Vec<String> = without_article(plain.trim_end_matches("'s").trim_end_matches("’s"))
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    while named && words.len() > 1 && TITLES.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| {
            word.chars().next().is_some_and(char::is_uppercase) && !SMALL.contains(&word.to_lowercase().as_str())
        })
        .collect();
    if words.len() < 2 {
        return String::new();
    }
    words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}
