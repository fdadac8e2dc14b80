//! What times are relative to: the day of publication, and whether the words near point back or ahead.

use super::atoms::Atom;
use super::lexicon::Meaning;
use headwater_model::{Precision, Report};
use jiff::civil::Date;
use jiff::tz::Offset;

/// Where on the line of time a clause lies, seen from the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No verb near tells.
    Open,
}

/// How far the words that tell the tense may stand from the time, in atoms.
const REACH: usize = 14;
/// How far into the text a whole date counts as the date of the report, in bytes.
const OPENING: usize = 200;

/// The day that relative times are counted from: the publication's in its own place; else a whole date in the
/// opening; else a post's; else `fallback`; else the latest whole date of the text.
pub(super) fn day(report: &Report, atoms: &[Atom], fallback: Option<Date>) -> Option<Date> {
    let published = report.published;
    if published.precision >= Precision::Day
        && let Some(at) = published.at
    {
        let offset = published.offset.and_then(|seconds| Offset::from_seconds(seconds).ok()).unwrap_or(Offset::UTC);
        return Some(offset.to_datetime(at).date());
    }
    let whole = || (0..atoms.len()).filter_map(|at| Some((atoms[at].span.start(), whole_date(atoms, at)?)));
    whole()
        .find(|(at, _)| *at < OPENING)
        .map(|(_, date)| date)
        .or_else(|| report.posts.iter().find_map(|post| post.date.parse().ok()))
        .or(fallback)
        .or_else(|| whole().map(|(_, date)| date).max())
}

/// The date that is written out with its year at an atom: "2023-09-13", "September 13, 2023", "13 September 2023".
pub(super) fn whole_date(atoms: &[Atom], at: usize) -> Option<Date> {
    let get = |at: usize| atoms.get(at).map_or(Meaning::Other, |atom| atom.meaning);
    let day = |meaning| match meaning {
        Meaning::Cardinal(day) | Meaning::Ordinal(day) => i8::try_from(day).ok(),
        _ => None,
    };
    let year = |at: usize| match atoms.get(at) {
        Some(Atom { meaning: Meaning::Cardinal(year), digits: 4, .. }) => i16::try_from(*year).ok(),
        _ => None,
    };
    match get(at) {
        Meaning::Iso(year, month, day) if day > 0 => Date::new(year, month, day).ok(),
        Meaning::Month(month, _) if atoms.get(at)?.capital => {
            let comma = usize::from(get(at + 2) == Meaning::Comma);
            Date::new(year(at + 2 + comma)?, month, day(get(at + 1))?).ok()
        }
        Meaning::Cardinal(number) => match get(at + 1) {
            Meaning::Month(month, _) => {
                let comma = usize::from(get(at + 2) == Meaning::Comma);
                Date::new(year(at + 2 + comma)?, month, i8::try_from(number).ok()?).ok()
            }
            _ => None,
        },
        _ => None,
    }
}

/// The tense of the clause around the atoms `first..end`, from the nearest telling word before it in the sentence,
/// else after it.
pub(super) fn tense(text: &str, atoms: &[Atom], first: usize, end: usize) -> Tense {
    let mut found = Tense::Open;
    let mut participle = 0;
    for (distance, at) in (0..first).rev().take(REACH).enumerate() {
        let atom = &atoms[at];
        if atom.meaning == Meaning::Break {
            break;
        }
        // A participle leaves the tense to its auxiliary: "will be held Friday".
        if found == Tense::Past && (distance > participle + 3 || atom.meaning == Meaning::Comma) {
            return Tense::Past;
        }
        match verb(text, atoms, at) {
            Verb::Future => return Tense::Future,
            Verb::Past if found == Tense::Open => return Tense::Past,
            Verb::Participle if found == Tense::Open => (found, participle) = (Tense::Past, distance),
            _ => {}
        }
    }
    if found != Tense::Open {
        return found;
    }
    for at in (end..atoms.len()).take(REACH) {
        if atoms[at].meaning == Meaning::Break {
            break;
        }
        match verb(text, atoms, at) {
            Verb::Future => return Tense::Future,
            Verb::Past | Verb::Participle => return Tense::Past,
            Verb::None => {}
        }
    }
    Tense::Open
}

enum Verb {
    None,
    /// A form that is past and nothing else.
    Past,
    /// A form in -ed, which may also be a participle.
    Participle,
    Future,
}

/// What a word tells of tense.
fn verb(text: &str, atoms: &[Atom], at: usize) -> Verb {
    let atom = &atoms[at];
    if atom.capital {
        return Verb::None;
    }
    match atom.span.of(text) {
        "will" | "'ll" | "’ll" | "wo" | "won't" | "won’t" | "shall" | "would" | "going" | "may" | "might" | "could"
        | "should" | "must" | "scheduled" | "planned" | "plans" | "planning" | "expected" | "expects" | "expect"
        | "due" | "slated" | "payable" | "intends" | "hopes" | "aims" | "upcoming" | "effective" | "until"
        | "vowed" | "promised" | "can" => Verb::Future,
        "to" if atoms.get(at + 1).is_some_and(|next| next.meaning == Meaning::Other && !next.capital) => {
            let next = atoms[at + 1].span.of(text);
            let noun = matches!(next, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "this" | "that");
            if noun || !next.is_ascii() { Verb::None } else { Verb::Future }
        }
        "was" | "were" | "had" | "did" | "said" | "told" | "took" | "went" | "came" | "got" | "began" | "gave"
        | "rose" | "fell" | "left" | "found" | "made" | "met" | "won" | "lost" | "shot" | "died" | "saw" | "led"
        | "sent" | "spoke" | "held" | "ran" | "flew" | "became" | "wrote" | "struck" | "has" | "have" | "been"
        | "didn't" | "didn’t" | "wasn't" | "wasn’t" | "since" | "sold" | "bought" | "paid" | "brought" | "kept"
        | "broke" | "built" | "cut" | "hit" | "grew" | "drew" | "fled" | "heard" | "knew" | "put" | "read"
        | "sought" | "spent" | "stood" | "thought" | "threw" => Verb::Past,
        word if word.len() > 4 && word.ends_with("ed") => Verb::Participle,
        _ => Verb::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::tests::report;
    use crate::words::split;

    fn tense_of(text: &str, mark: &str) -> Tense {
        let report = report(text, None);
        let atoms = super::super::atoms::read(text, &split(&report));
        let start = text.find(mark).unwrap_or_default();
        let first = atoms.partition_point(|atom| atom.span.start() < start);
        tense(text, &atoms, first, first + 1)
    }

    #[test]
    fn the_nearest_verb_before_decides() {
        assert_eq!(tense_of("The council met on Tuesday.", "Tuesday"), Tense::Past);
        assert_eq!(tense_of("Officials said talks will be held on Tuesday.", "Tuesday"), Tense::Future);
        assert_eq!(tense_of("On Tuesday, the council will vote.", "Tuesday"), Tense::Future);
        assert_eq!(tense_of("A quiet Tuesday.", "Tuesday"), Tense::Open);
    }
}
