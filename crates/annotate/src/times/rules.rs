//! Which forms can start at a word, and which of them is taken.

use super::anchor::{self, Tense};
use super::atoms::Atom;
use super::calendar::{self, Known};
use super::meaning::{Meaning, Unit, Vague};
use headwater_model::TimeKind;
use jiff::civil::Date;

/// One expression in atoms `first..end`. An empty value stands for something that is no time but looks like one
/// ("34 years old"), to be passed over.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) kind: TimeKind,
    pub(super) value: String,
    pub(super) modifier: &'static str,
    /// The date it tells, for expressions that are relative to it.
    pub(super) known: Option<Known>,
}

impl Found {
    pub(super) fn new(first: usize, end: usize, kind: TimeKind, value: String) -> Self {
        Self { first, end, kind, value, modifier: "", known: None }
    }

    /// A date of some grain; the unknown value of that grain when there is no date.
    pub(super) fn date(first: usize, end: usize, date: Option<Date>, grain: Unit) -> Self {
        let value = date.map_or_else(|| calendar::unknown(grain).to_owned(), |date| calendar::value(date, grain));
        let known = date.map(|date| Known { date, grain });
        Self { known, ..Self::new(first, end, TimeKind::Date, value) }
    }
}

/// Reads expressions from left to right and remembers the dates told so far.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) atoms: &'a [Atom],
    /// The day of publication.
    pub(super) anchor: Option<Date>,
    /// The date told last.
    pub(super) narrative: Option<Known>,
    /// The last day told, and the sentence-local position at which it was.
    pub(super) last_day: Option<(Date, usize)>,
    /// The last quarter told by its number, and where.
    pub(super) last_quarter: Option<(Date, usize)>,
    /// Whether a length of half a year or more was told after it ("the nine months"), so that "a year earlier" no longer
    /// means a quarter.
    pub(super) longer: bool,
}

/// For how many atoms a quarter told is what "a year earlier" is counted from.
const QUARTER_REACH: usize = 160;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, atoms: &'a [Atom], anchor: Option<Date>) -> Self {
        Self { text, atoms, anchor, narrative: None, last_day: None, last_quarter: None, longer: false }
    }

    /// Keeps what later expressions may be relative to.
    pub(super) fn remember(&mut self, found: &Found, at: usize) {
        match found.value.as_str() {
            "P9M" | "P6M" | "P1Y" => self.longer = true,
            value if value.contains("-Q") => self.longer = false,
            _ => {}
        }
        let Some(known) = found.known else { return };
        match known.grain {
            Unit::Quarter => (self.last_quarter, self.longer) = (Some((known.date, at)), false),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => self.last_day = Some((known.date, at)),
            _ => {}
        }
        self.narrative = Some(known);
    }

    /// The quarter that the text is about at an atom, if any.
    pub(super) fn quarter_at(&self, at: usize) -> Option<Date> {
        self.last_quarter.filter(|(_, told)| at - told < QUARTER_REACH).map(|(date, _)| date)
    }

    /// The day that a relative day is counted from: the last told one, else the publication's.
    pub(super) fn narrative_day(&self) -> Option<Date> {
        self.last_day.map(|(date, _)| date).or(self.anchor)
    }

    pub(super) fn get(&self, at: usize) -> Meaning {
        self.atoms.get(at).map_or(Meaning::Break, |atom| atom.meaning)
    }

    pub(super) fn before(&self, at: usize) -> Meaning {
        at.checked_sub(1).map_or(Meaning::Break, |at| self.get(at))
    }

    pub(super) fn form(&self, at: usize) -> &'a str {
        self.atoms.get(at).map_or("", |atom| atom.span.of(self.text))
    }

    pub(super) fn capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.capital)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    /// The position after an optional meaning.
    pub(super) fn skip(&self, at: usize, meaning: Meaning) -> usize {
        if self.get(at) == meaning { at + 1 } else { at }
    }

    pub(super) fn tense(&self, first: usize, end: usize) -> Tense {
        anchor::tense(self.text, self.atoms, first, end)
    }

    /// The longest expression that starts at an atom.
    pub(super) fn expression(&self, at: usize) -> Option<Found> {
        match self.get(at) {
            Meaning::Other | Meaning::Break | Meaning::Comma | Meaning::Open | Meaning::Close => return None,
            _ => {}
        }
        let plain = self.plain(at);
        let shaped = self.shaped(at);
        match (plain, shaped) {
            (Some(plain), Some(shaped)) if shaped.end < plain.end => Some(plain),
            (plain, shaped) => shaped.or(plain),
        }
    }

    /// An expression without a word before it that narrows it.
    fn plain(&self, at: usize) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut offer = |found: Option<Found>| {
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.end > best.end)
            {
                best = Some(found);
            }
        };
        offer(self.clock_time(at));
        offer(self.day(at));
        offer(self.quarter(at));
        offer(self.relative(at));
        offer(self.length(at));
        offer(self.month(at));
        offer(self.season(at));
        offer(self.year(at));
        offer(self.decade(at));
        offer(self.repeated(at));
        offer(self.vague(at));
        best
    }

    /// "early last year", "late November", "mid-1996", "earlier this month", "the end of 1990", "nearly two years".
    fn shaped(&self, at: usize) -> Option<Found> {
        let the = self.skip(at, Meaning::The);
        // "the evening of June 3".
        if let (Meaning::Part(part), Meaning::Of) = (self.get(the), self.get(the + 1))
            && self.day(the + 2).is_some()
        {
            return Some(self.part_of_day(at, the + 1, part));
        }
        let (modifier, inner) = match self.get(the) {
            Meaning::Early => ("START", the + 1),
            Meaning::Late => ("END", the + 1),
            Meaning::Mid => ("MID", the + 1),
            Meaning::Earlier if the == at => ("START", self.skip(the + 1, Meaning::In)),
            Meaning::Later if the == at => ("END", self.skip(the + 1, Meaning::In)),
            Meaning::Beginning if self.get(the + 1) == Meaning::Of => ("START", the + 2),
            Meaning::End if self.get(the + 1) == Meaning::Of => ("END", the + 2),
            Meaning::Middle if self.get(the + 1) == Meaning::Of => ("MID", the + 2),
            Meaning::Sometime if the == at => ("", self.skip(the + 1, Meaning::In)),
            _ => return self.approximate(at),
        };
        let hyphen = self.get(inner) == Meaning::Hyphen;
        let inner = self.skip(inner, Meaning::Hyphen);
        // "earlier Friday": only the day; "the late-November trip": the article belongs to the noun.
        let day = matches!(self.get(inner), Meaning::Weekday(..))
            && matches!(self.get(the), Meaning::Earlier | Meaning::Later);
        let first = match (day, hyphen) {
            (true, _) => inner,
            (_, true) => the,
            _ => at,
        };
        if let Meaning::Part(part) = self.get(inner)
            && modifier == "MID"
        {
            return Some(self.part_of_day(at, inner + 1, part));
        }
        // "the end of the year" is a date, though "the year" alone is a length.
        let the_unit = match (self.get(inner), self.get(inner + 1)) {
            (Meaning::The, Meaning::Unit(Unit::Day)) => {
                Some(Found::date(at, inner + 2, self.narrative_day(), Unit::Day))
            }
            (Meaning::The, Meaning::Unit(unit)) if unit >= Unit::Week && unit != Unit::Quarter => {
                let found = Found::date(at, inner + 2, self.anchor, unit);
                Some(Found { known: None, ..found })
            }
            _ => None,
        };
        let found = the_unit.or_else(|| self.plain(inner))?;
        match found.kind {
            TimeKind::Date | TimeKind::Time if !found.value.is_empty() => Some(Found { first, modifier, ..found }),
            _ => None,
        }
    }

    /// A length of time with how exact it is: "nearly two years", "at least 72 hours", "about a decade" (without
    /// "about").
    fn approximate(&self, at: usize) -> Option<Found> {
        let (modifier, inner, within) = match (self.get(at), self.get(at + 1)) {
            (Meaning::Nearly, _) => ("LESS_THAN", at + 1, true),
            (Meaning::About, _) => ("APPROX", at + 1, false),
            (Meaning::At, Meaning::Least) => ("EQUAL_OR_MORE", at + 2, true),
            (Meaning::At, Meaning::Most) => ("EQUAL_OR_LESS", at + 2, true),
            (Meaning::More, Meaning::Than) => ("MORE_THAN", at + 2, true),
            (Meaning::Less, Meaning::Than) => ("LESS_THAN", at + 2, true),
            _ => return None,
        };
        let found = self.plain(inner)?;
        let length = found.kind == TimeKind::Duration && !found.value.is_empty();
        let ago = found.kind == TimeKind::Date && self.before(found.end) == Meaning::Ago;
        if !length && !ago && modifier != "APPROX" {
            return None;
        }
        let first = if within { at } else { found.first };
        Some(Found { first, modifier, ..found })
    }

    /// "now", "recently", "the future".
    fn vague(&self, at: usize) -> Option<Found> {
        let found = |end, vague| {
            let value = match vague {
                Vague::Past => "PAST_REF",
                Vague::Present => "PRESENT_REF",
                Vague::Future => "FUTURE_REF",
            };
            Some(Found::new(at, end, TimeKind::Date, value.to_owned()))
        };
        match (self.get(at), self.get(at + 1)) {
            (Meaning::Vague(Vague::Future), Meaning::After) => None,
            // "as soon as" compares, "he soon left" tells of a past.
            (Meaning::Vague(Vague::Future), _) if self.form(at + 1) != "as" => {
                let ahead = matches!(self.tense(at, at + 1), Tense::Future | Tense::Ahead);
                if ahead { found(at + 1, Vague::Future) } else { None }
            }
            (Meaning::Vague(vague), _) if vague != Vague::Future => found(at + 1, vague),
            // At the opening of a sentence it joins rather than dates.
            (Meaning::Now, _) if !self.capital(at) => found(at + 1, Vague::Present),
            (Meaning::Current, _) => found(at + 1, Vague::Present),
            (Meaning::The, Meaning::Future) if !matches!(self.get(at + 2), Meaning::Of) => found(at + 2, Vague::Future),
            (Meaning::The, Meaning::Other)
                if self.get(at + 2) == Meaning::Future
                    && matches!(self.form(at + 1), "near" | "foreseeable" | "immediate" | "distant") =>
            {
                found(at + 3, Vague::Future)
            }
            (Meaning::The, Meaning::Past) if self.before(at) == Meaning::In => found(at + 2, Vague::Past),
            (Meaning::The, Meaning::Other | Meaning::Filler)
                if self.get(at + 2) == Meaning::Term && matches!(self.form(at + 1), "near" | "short") =>
            {
                found(at + 3, Vague::Future)
            }
            (Meaning::These, Meaning::Units(Unit::Day)) => found(at + 2, Vague::Present),
            _ => None,
        }
    }
}
