//! What a number counts when it is no measure: the noun behind it, or nothing, because the number is a name.

use super::Finder;
use super::numerals::Numeral;
use super::units::{Role, role};
use headwater_model::{TokenKind, Unit};

/// How far behind a number its noun may stand, in tokens: "12 heavily armed Russian soldiers".
const NOUN_REACH: usize = 5;

impl Finder<'_> {
    /// The noun counted: the first plural within reach, else the word that follows.
    pub(super) fn counted(&self, unit: Unit, end: usize) -> (Unit, f64, u64, usize) {
        let mut start = end;
        // "two of the men", "dozens of shots", "three more people".
        if self.form(start) == "of" {
            start += 1;
            if matches!(self.form(start), "the" | "his" | "her" | "their" | "its" | "these" | "those" | "our") {
                start += 1;
            }
        }
        let mut chosen = None;
        for at in start..(start + NOUN_REACH).min(self.tokens.len()) {
            let (token, form) = (self.tokens[at], self.form(at));
            if token.kind != TokenKind::Word {
                break;
            }
            match role(token.word) {
                Some(Role::Compared) => continue,
                Some(Role::Function | Role::Roughly) => break,
                _ => {}
            }
            let plural = form.len() > 3 && form.ends_with('s') && !form.ends_with("ss") && !form.ends_with("us");
            let known = matches!(
                form,
                "people"
                    | "men"
                    | "women"
                    | "children"
                    | "police"
                    | "troops"
                    | "persons"
                    | "personnel"
                    | "staff"
                    | "aircraft"
            );
            let verb = form.ends_with("ed") || form.ends_with("ing") || is_adjective(form);
            if (plural || known) && !self.capital(at) {
                chosen = Some(at);
                break;
            }
            if chosen.is_none() && !verb && !self.capital(at) {
                chosen = Some(at);
                if unit == Unit::Ordinal {
                    break;
                }
            }
        }
        match chosen {
            Some(at) => (unit, 1.0, self.tokens[at].stem, at + 1),
            None => (unit, 1.0, 0, end),
        }
    }

    /// Whether a number is a name or a part of one: "Flight 17", "Falcon 9", "12 Main Street", long digits.
    pub(super) fn is_label(&self, at: usize, numeral: &Numeral) -> bool {
        let form = self.form(at);
        if !form.starts_with(|first: char| first.is_ascii_digit()) {
            return false;
        }
        let long = form.len() >= 7 && form.bytes().all(|byte| byte.is_ascii_digit());
        let nameless = form.len() >= 5
            && form.bytes().all(|byte| byte.is_ascii_digit())
            && self.counted(Unit::Count, numeral.end).2 == 0;
        // The emergency number of North America, and the bore of a gun.
        let emergency = form == "911";
        let bore = self.form(numeral.end).starts_with("calib");
        let clock = form.contains(':') || nameless || emergency || bore;
        let end = numeral.end;
        let before = at.checked_sub(1);
        let dotted = before.filter(|&before| self.form(before) == ".").and_then(|before| before.checked_sub(1));
        let names = |at: usize| self.role(at) == Some(Role::Names) && (self.capital(at) || self.form(at) == "number");
        let after_name = before.is_some_and(names) || dotted.is_some_and(|at| matches!(self.form(at), "No" | "Nos"));
        let hash = before.is_some_and(|before| self.form(before) == "#");
        // "Falcon 9": a capital inside the sentence before, and nothing counted behind.
        let model = before
            .is_some_and(|before| before > 0 && self.capital(before) && role(self.tokens[before].word).is_none())
            && numeral.value.fract() == 0.0
            && self.counted(Unit::Count, end).2 == 0;
        let street = (end..(end + 4).min(self.tokens.len()))
            .take_while(|&at| self.capital(at) || self.form(at) == "block" || self.form(at) == ".")
            .any(|at| self.role(at) == Some(Role::Street));
        long || clock || after_name || hash || model || street
    }
}

/// Whether a word has the form of an adjective, or is one of the few that stand most often before a noun counted.
fn is_adjective(form: &str) -> bool {
    let endings =
        ["ial", "ical", "ional", "tral", "ous", "ive", "ful", "ish", "ean", "ic", "ern", "able", "ible", "ary", "ly"];
    matches!(
        form,
        "foreign"
            | "new"
            | "young"
            | "old"
            | "major"
            | "large"
            | "big"
            | "small"
            | "other"
            | "same"
            | "senior"
            | "former"
            | "local"
            | "key"
            | "main"
            | "top"
            | "high"
            | "low"
            | "dead"
            | "armed"
            | "different"
            | "separate"
            | "known"
            | "straight"
            | "full"
            | "black"
            | "white"
            | "heavy"
            | "light"
            | "long"
            | "short"
            | "same-sex"
            | "additional"
            | "federal"
            | "legal"
            | "female"
            | "male"
            | "innocent"
            | "open"
            | "great"
            | "more"
            | "very"
    ) || (form.len() > 4 && endings.iter().any(|ending| form.ends_with(ending)))
}
