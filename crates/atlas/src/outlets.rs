//! Outlets and who owns them: two titles of one publisher are one origin.

use headwater_model::{Note, NoteCode, Noted};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// An outlet: newspaper, station, site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// Usual name: "The Boston Globe".
    pub name: String,
    /// Publisher or group that owns it; empty when unknown.
    pub owner: String,
    /// ISO 3166-1 alpha-2 code of its home; empty when unknown.
    pub country: String,
    /// Home town or state of a local outlet, as a gazetteer name; empty when unknown.
    pub home: String,
    /// Whether a state owns or directs it.
    pub state: bool,
}

/// Outlets by folded name and by domain. The built-in table, which a user's file may add to or override.
#[derive(Clone, Debug)]
pub struct Outlets {
    built_in: &'static Table,
    own: BTreeMap<String, Outlet>,
}

impl Default for Outlets {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Outlets {
    /// The built-in table, unpacked once (about 5 ms).
    #[must_use]
    pub fn embedded() -> Self {
        Self { built_in: &TABLE, own: BTreeMap::new() }
    }

    /// The built-in table, with a user's own on top: lines of "name or domain, TAB, owner"; empty lines and lines
    /// that open with "#" are skipped. An owner given for a title holds for its domain too. Lines of another form are
    /// named in the notes.
    #[must_use]
    pub fn with_user_table(text: &str) -> Noted<Self> {
        let mut outlets = Self::embedded();
        let mut notes = Vec::new();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').map(str::trim);
            match (fields.next(), fields.next()) {
                (Some(name), Some(owner)) if !name.is_empty() && !owner.is_empty() => outlets.set_owner(name, owner),
                _ => notes.push(Note {
                    code: NoteCode::Malformed,
                    place: format!("owners line {}", number + 1),
                    message: "the line has no name and owner with a tab between them".to_owned(),
                    span: None,
                    hint: "write: name or domain, tab, owner".to_owned(),
                }),
            }
        }
        Noted { value: outlets, notes }
    }

    fn set_owner(&mut self, name: &str, owner: &str) {
        let mut outlet =
            self.find(name).cloned().unwrap_or_else(|| Outlet { name: name.to_owned(), ..Outlet::default() });
        owner.clone_into(&mut outlet.owner);
        for key in [folded(&outlet.name), key_of(name)] {
            self.own.insert(key, outlet.clone());
        }
    }

    /// The outlet printed as `name`: a title ("The Boston Globe", "boston globe"), a domain or an address
    /// ("bostonglobe.com", "https://www.bostonglobe.com/news/…"). A domain that is not in the table is looked up by
    /// the domains it belongs to ("chicago.cbslocal.com" by "cbslocal.com").
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Outlet> {
        let key = key_of(name);
        if key.is_empty() {
            return None;
        }
        if let Some(found) = self.by_key(&key) {
            return Some(found);
        }
        let mut domain = key.as_str();
        while let Some((_, parent)) = domain.split_once('.').filter(|(_, parent)| parent.contains('.')) {
            if let Some(found) = self.by_key(parent) {
                return Some(found);
            }
            domain = parent;
        }
        None
    }

    fn by_key(&self, key: &str) -> Option<&Outlet> {
        self.own.get(key).or_else(|| self.built_in.get(key))
    }
}

/// The built-in rows. Only their keys are worked out at first; an outlet is made when it is asked for.
#[derive(Debug)]
struct Table {
    rows: Vec<(&'static str, OnceLock<Outlet>)>,
    /// Hashes of folded names and of domains, sorted, with positions in `rows`.
    keys: Vec<(u64, u32)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rows: Vec::new(), keys: Vec::new() };
    let mut buffer = String::new();
    let rows = include_str!("../../../data/outlets.tsv").lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let at = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let [name, domain, .., known_by] = fields(row);
        if known_by != "domain" {
            fold_into(name, &mut buffer);
            table.keys.push((hash(without_article(&buffer)), at));
        }
        if !domain.is_empty() {
            table.keys.push((hash(domain), at));
        }
        table.rows.push((row, OnceLock::new()));
    }
    table.keys.sort_unstable();
    table
});

impl Table {
    fn get(&self, key: &str) -> Option<&Outlet> {
        let wanted = hash(key);
        let first = self.keys.partition_point(|(known, _)| *known < wanted);
        let same = self.keys.get(first..)?.iter().take_while(|(known, _)| *known == wanted);
        same.filter_map(|(_, at)| self.rows.get(*at as usize)).find_map(|(row, outlet)| {
            let [name, domain, owner, country, home, state, known_by] = fields(row);
            // Two keys may share a hash.
            if domain != key && (known_by == "domain" || folded(name) != key) {
                return None;
            }
            let make = || {
                let [name, owner, country, home] = [name, owner, country, home].map(str::to_owned);
                Outlet { name, owner, country, home, state: state == "state" }
            };
            Some(outlet.get_or_init(make))
        })
    }
}

/// Name, domain, owner, country, home, "state", "domain".
fn fields(row: &str) -> [&str; 7] {
    let mut fields = row.split('\t');
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}

/// FNV-1a, 64 bits: short keys, and a table whose equals are compared anyway.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// A domain for what looks like an address, else the folded name.
fn key_of(name: &str) -> String {
    let name = name.trim();
    let archived =
        name.find("web.archive.org/web/").and_then(|at| name.get(at + 20..)?.split_once('/')).map(|(_, page)| page);
    let name = archived.unwrap_or(name);
    let rest = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().split(':').next().unwrap_or_default();
    let looks =
        host.contains('.') && !host.contains(char::is_whitespace) && !host.ends_with('.') && !host.starts_with('.');
    if !looks {
        return folded(name);
    }
    let host = host.to_ascii_lowercase();
    ["www.", "m.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host).to_owned()
}

/// Lower case, only letters and digits, without "The".
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    fold_into(name, &mut out);
    without_article(&out).to_owned()
}

fn fold_into(name: &str, out: &mut String) {
    out.clear();
    for character in name.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            out.extend(character.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
}

fn without_article(folded: &str) -> &str {
    folded.strip_prefix("the ").unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_goes_by_title_domain_and_address() {
        let outlets = Outlets::embedded();
        for name in [
            "The Boston Globe",
            "boston globe",
            "BostonGlobe.com",
            "https://www.bostonglobe.com/2018/x",
            "www.bostonglobe.com",
        ] {
            assert_eq!(outlets.find(name).map(|outlet| outlet.name.as_str()), Some("The Boston Globe"), "{name}");
        }
        assert_eq!(outlets.find("chicago.cbslocal.com").unwrap().owner, "Paramount");
        assert_eq!(outlets.find("http://web.archive.org/web/2017/http://www.freep.com:80/a").unwrap().owner, "Gannett");
    }

    #[test]
    fn siblings_share_an_owner() {
        let outlets = Outlets::embedded();
        for (a, b) in [
            ("oregonlive.com", "cleveland.com"),
            ("ksla.com", "wave3.com"),
            ("mirror.co.uk", "Daily Express"),
            ("National Post", "torontosun.com"),
        ] {
            let owner = |name: &str| outlets.find(name).unwrap().owner.clone();
            assert_eq!(owner(a), owner(b), "{a} {b}");
            assert!(!owner(a).is_empty());
        }
        assert_ne!(outlets.find("Daily Mail").unwrap().owner, outlets.find("Daily Mirror").unwrap().owner);
    }

    #[test]
    fn state_media_are_marked() {
        let outlets = Outlets::embedded();
        for name in ["globaltimes.cn", "1tv.ru", "xinhuanet.com"] {
            assert!(outlets.find(name).unwrap().state, "{name}");
        }
        assert!(!outlets.find("The Guardian").unwrap().state);
    }

    #[test]
    fn what_is_unknown_or_shared_is_not_found() {
        let outlets = Outlets::embedded();
        for name in ["", " ", ".", "www.", "no such paper", "unknown.example", "https://", "co.uk", "facebook.com"] {
            assert_eq!(outlets.find(name), None, "{name}");
        }
    }

    #[test]
    fn a_users_table_adds_and_overrides() {
        let table = "# mine\nfreep.com\tSomeone Else\nHarbour News\tHarbour Group\nbroken line\n";
        let noted = Outlets::with_user_table(table);
        assert_eq!(noted.value.find("Detroit Free Press").unwrap().owner, "Someone Else");
        assert_eq!(noted.value.find("https://www.freep.com/x").unwrap().owner, "Someone Else");
        assert_eq!(noted.value.find("harbour news").unwrap().owner, "Harbour Group");
        assert_eq!(noted.notes.len(), 1);
        assert_eq!(noted.notes[0].place, "owners line 4");
    }
}
