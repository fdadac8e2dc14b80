//! News agencies and the names they go by.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A news agency (a wire service): its text is printed by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Short usual name: "AFP".
    pub name: &'static str,
    /// Full name: "Agence France-Presse".
    pub full: &'static str,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// ISO 3166-1 alpha-2 code of its home.
    pub country: &'static str,
    /// Whether a state owns or directs it.
    pub state: bool,
}

/// All agencies, by name.
#[must_use]
pub fn agencies() -> &'static [Agency] {
    &TABLE.agencies
}

/// The agency that goes by `name` (any case; "the AP", "Agence France-Presse", "Xinhua news agency").
#[must_use]
pub fn agency(name: &str) -> Option<&'static Agency> {
    let folded = folded(name);
    let found = TABLE.by_name.get(&folded).or_else(|| TABLE.by_name.get(without_kind(&folded)))?;
    TABLE.agencies.get(*found)
}

/// Every surface form of every agency as it is printed ("AP", "Associated Press", "Agence France-Presse"), with the
/// agency: ordered by agency, then name, full name and aliases; made to fill an automaton with. Short forms must be
/// matched in their own case and as whole words ("AP", not "ap" or "APEC").
pub fn agency_forms() -> impl Iterator<Item = (&'static str, &'static Agency)> {
    TABLE.agencies.iter().flat_map(|agency| {
        let full = (agency.full != agency.name).then_some(agency.full);
        [agency.name].into_iter().chain(full).chain(agency.aliases.iter().copied()).map(move |form| (form, agency))
    })
}

struct Table {
    agencies: Vec<Agency>,
    by_name: BTreeMap<String, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows = include_str!("../../../data/agencies.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut agencies: Vec<Agency> = rows.filter_map(parse).collect();
    agencies.sort_by_key(|agency| agency.name);
    let mut by_name = BTreeMap::new();
    for (at, agency) in agencies.iter().enumerate() {
        by_name.insert(folded(agency.name), at);
    }
    // Short names win over the aliases of others.
    for (at, agency) in agencies.iter().enumerate() {
        for form in [agency.full].iter().chain(agency.aliases) {
            let form = folded(form);
            by_name.entry(without_kind(&form).to_owned()).or_insert(at);
            by_name.entry(form).or_insert(at);
        }
    }
    Table { agencies, by_name }
});

fn parse(line: &'static str) -> Option<Agency> {
    let mut fields = line.split('\t');
    let (name, full, aliases) = (fields.next()?, fields.next()?, fields.next()?);
    let (country, state) = (fields.next()?, fields.next()? == "state");
    let aliases: Vec<&'static str> = aliases.split(';').filter(|alias| !alias.is_empty()).collect();
    // Leaked once for the life of the program, so that an agency stays a small value that can be copied.
    Some(Agency { name, full, aliases: aliases.leak(), country, state })
}

/// Lower case without dots, the article and doubled spaces.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase().replace('.', "");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let words = if words.first() == Some(&"the") { &words[1..] } else { &words[..] };
    words.join(" ")
}

/// Without a closing word that only says that it is an agency ("xinhua news agency" → "xinhua").
fn without_kind(folded: &str) -> &str {
    const KINDS: [&str; 6] = [" state news agency", " news agency", " newswire", " agency", " wire", " news"];
    KINDS.iter().find_map(|kind| folded.strip_suffix(kind)).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_goes_by_many_names() {
        for (name, expected) in [
            ("the AP", "AP"),
            ("The Associated Press", "AP"),
            ("A.P.", "AP"),
            ("Agence France-Presse", "AFP"),
            ("Xinhua news agency", "Xinhua"),
            ("Yonhap", "Yonhap"),
            ("Yonhap News Agency", "Yonhap"),
            ("kyodo news agency", "Kyodo"),
            ("Kyodo", "Kyodo"),
            ("Tass", "TASS"),
            ("dpa", "DPA"),
            ("Press Association", "PA"),
            ("Thomson Reuters", "Reuters"),
        ] {
            assert_eq!(agency(name).map(|agency| agency.name), Some(expected), "{name}");
        }
        assert_eq!(agency("the mayor"), None);
        assert_eq!(agency(""), None);
        assert_eq!(agency("news agency"), None);
    }

    #[test]
    fn every_form_finds_its_agency() {
        assert!(agencies().len() >= 60);
        for (form, agency_of_form) in agency_forms() {
            assert!(!form.is_empty());
            let found = agency(form).map(|agency| agency.name);
            assert_eq!(found, Some(agency_of_form.name), "{form}");
            assert_eq!(agency_of_form.country.len(), 2, "{form}");
        }
    }
}
