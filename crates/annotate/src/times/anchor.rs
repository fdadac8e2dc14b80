//! What times are relative to: the day of publication, and whether the words near point back or ahead.

use super::atoms::Atom;
use super::meaning::Meaning;
use headwater_model::{Precision, Report};
use jiff::civil::Date;
use jiff::tz::Offset;

/// Where on the line of time a clause lies, seen from the publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// An infinitive is near: a weekday is ahead, of other dates the nearest is meant.
    Ahead,
    /// A present form is near: the nearest is meant.
    Present,
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

/// The tense of the clause around the atoms `first..end`: from the nearest telling word before it in the clause, else
/// after it, else before the clause.
pub(super) fn tense(text: &str, atoms: &[Atom], first: usize, end: usize) -> Tense {
    // "as early as Tuesday", "as soon as Tuesday".
    let form = |back: usize| first.checked_sub(back).map_or("", |at| atoms[at].span.of(text));
    if form(1) == "as" && matches!(form(2), "early" | "soon" | "late") {
        return Tense::Future;
    }
    let (before, border) = look_back(text, atoms, first);
    if before != Tense::Open {
        return before;
    }
    let mut weak = Tense::Open;
    for at in (end..atoms.len()).take(REACH) {
        if atoms[at].meaning == Meaning::Break {
            break;
        }
        match verb(text, atoms, at) {
            Verb::Future => return Tense::Future,
            Verb::Past | Verb::Participle => return Tense::Past,
            Verb::Infinitive => weak = Tense::Ahead,
            Verb::Present => weak = Tense::Present,
            Verb::None => {}
        }
        if is_border(text, atoms, at) {
            break;
        }
    }
    if weak != Tense::Open {
        return weak;
    }
    look_back(text, atoms, border).0
}

/// The tense told in the clause that ends before `end`, and where that clause starts.
fn look_back(text: &str, atoms: &[Atom], end: usize) -> (Tense, usize) {
    let mut participle = None;
    let mut border = end;
    for (distance, at) in (0..end).rev().take(REACH).enumerate() {
        if atoms[at].meaning == Meaning::Break {
            break;
        }
        border = at;
        // A participle leaves the tense to its auxiliary: "will be held Friday", "is heard in May".
        if let Some(since) = participle
            && (distance > since + 4 || atoms[at].meaning == Meaning::Comma)
        {
            return (Tense::Past, at);
        }
        match verb(text, atoms, at) {
            Verb::Future => return (appointed(text, atoms, at), at),
            Verb::Past => return (Tense::Past, at),
            Verb::Infinitive if participle.is_none() => return (governor(text, atoms, at), at),
            Verb::Present if participle.is_none_or(|since| distance <= since + 2) => return (Tense::Present, at),
            Verb::Participle if participle.is_none() => participle = Some(distance),
            _ => {}
        }
        if is_border(text, atoms, at) {
            break;
        }
    }
    (if participle.is_some() { Tense::Past } else { Tense::Open }, border)
}

/// The tense of a word that looks ahead: past after "had" ("had been due to expire Friday").
fn appointed(text: &str, atoms: &[Atom], at: usize) -> Tense {
    let had = (0..at).rev().take(3).any(|at| atoms[at].span.of(text) == "had");
    if had { Tense::Past } else { Tense::Future }
}

/// The tense of an infinitive: that of "planned", "expects" and the like when one stands close before it.
fn governor(text: &str, atoms: &[Atom], infinitive: usize) -> Tense {
    let near = (0..infinitive).rev().take(4).take_while(|&at| atoms[at].meaning != Meaning::Break);
    // "is to begin".
    let set = infinitive.checked_sub(1).is_some_and(|at| matches!(atoms[at].span.of(text), "is" | "are"));
    let ahead = set || near.into_iter().any(|at| matches!(verb(text, atoms, at), Verb::Future));
    if ahead { Tense::Future } else { Tense::Ahead }
}

/// Whether a clause ends or starts at an atom.
fn is_border(text: &str, atoms: &[Atom], at: usize) -> bool {
    let form = atoms[at].span.of(text);
    matches!(form, ";" | "but" | "while" | "when" | "although" | "though" | "because" | "where")
}

enum Verb {
    None,
    /// A form that is past and nothing else.
    Past,
    /// A form that is past or a participle.
    Participle,
    Future,
    /// "to" and a verb.
    Infinitive,
    Present,
}

/// What a word tells of tense.
fn verb(text: &str, atoms: &[Atom], at: usize) -> Verb {
    let atom = &atoms[at];
    if atom.capital {
        return Verb::None;
    }
    match atom.span.of(text) {
        "will" | "'ll" | "’ll" | "won't" | "won’t" | "shall" | "would" | "going" | "may" | "might" | "should"
        | "must" | "scheduled" | "plan" | "plans" | "planning" | "planned" | "expected" | "expects" | "expect"
        | "due" | "slated" | "payable" | "intends" | "hopes" | "aims" | "upcoming" | "effective" | "until" => {
            Verb::Future
        }
        "to" if atoms.get(at + 1).is_some_and(|next| next.meaning == Meaning::Other && !next.capital) => {
            let next = atoms[at + 1].span.of(text);
            let noun = matches!(next, "his" | "her" | "their" | "its" | "our" | "my" | "your" | "it" | "them" | "him");
            if noun || !next.starts_with(|first: char| first.is_ascii_lowercase()) {
                Verb::None
            } else {
                Verb::Infinitive
            }
        }
        "is" | "are" | "can" | "says" => Verb::Present,
        "was" | "were" | "had" | "did" | "said" | "took" | "went" | "came" | "began" | "gave" | "rose" | "fell"
        | "died" | "saw" | "spoke" | "ran" | "flew" | "became" | "wrote" | "has" | "have" | "been" | "didn't"
        | "didn’t" | "wasn't" | "wasn’t" | "since" | "broke" | "grew" | "drew" | "fled" | "knew" | "could" => {
            Verb::Past
        }
        "told" | "got" | "left" | "found" | "made" | "met" | "won" | "lost" | "shot" | "led" | "sent" | "held"
        | "struck" | "sold" | "bought" | "paid" | "brought" | "kept" | "built" | "cut" | "hit" | "heard" | "put"
        | "read" | "sought" | "spent" | "stood" | "thought" | "taken" | "given" | "seen" | "done" => Verb::Participle,
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
