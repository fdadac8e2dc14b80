//! Years, decades, centuries, quarters and halves by their names and numbers.

use super::anchor::Tense;
use super::calendar::{self, Known, shift};
use super::meaning::{Meaning, Unit};
use super::rules::{Found, Reader};
use headwater_model::TimeKind;
use jiff::civil::Date;

impl Reader<'_> {
    /// "year-end", "year's end", "year end".
    fn year_end(&self, at: usize) -> Option<Found> {
        let next = match (self.get(at), self.get(at + 1)) {
            (Meaning::Unit(Unit::Year), Meaning::Hyphen | Meaning::Possessive) => at + 2,
            (Meaning::Unit(Unit::Year), _) => at + 1,
            _ => return None,
        };
        if self.get(next) != Meaning::End {
            return None;
        }
        let date = self.anchor.and_then(|anchor| {
            let back = self.tense(at, next + 1) == Tense::Past && anchor.month() < 12;
            Date::new(anchor.year() - i16::from(back), 12, 31).ok()
        });
        let grain = if self.get(at + 1) == Meaning::Hyphen { Unit::Day } else { Unit::Year };
        Some(Found { known: None, ..Found::date(at, next + 1, date, grain) })
    }

    /// A year: "1996", "the year 2000", "'96", "nineteen ninety-six", "2015-16", "fiscal 1989".
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.year_end(at) {
            return Some(found);
        }
        if let Meaning::Years(first, last) = self.get(at) {
            return Some(Found::new(at, at + 1, TimeKind::Date, format!("{first:04}/{last:04}")));
        }
        let (start, led) = match (self.get(at), self.get(at + 1)) {
            (Meaning::The, Meaning::Unit(Unit::Year)) => (at + 2, true),
            (Meaning::The, Meaning::Fiscal) | (Meaning::Fiscal, Meaning::Unit(Unit::Year)) => (at + 2, true),
            (Meaning::Fiscal, _) => (at + 1, true),
            _ => (at, false),
        };
        let (year, end) = self.plain_year(start)?;
        if !led && !self.stands_for_year(start, end, year) {
            return None;
        }
        Some(Found::date(at, end, Some(Date::new(year, 1, 1).ok()?), Unit::Year))
    }

    /// A year's number without any look at what is around it, and where it ends.
    pub(super) fn plain_year(&self, at: usize) -> Option<(i16, usize)> {
        match (self.get(at), self.get(at + 1)) {
            (Meaning::Cardinal(year @ 1000..=2199), _) if self.atoms[at].digits == 4 => {
                Some((i16::try_from(year).ok()?, at + 1))
            }
            (Meaning::Quote, Meaning::Cardinal(year)) if self.glued(at + 1) && self.atoms[at + 1].digits == 2 => {
                let century = if year < 30 { 2000 } else { 1900 };
                Some((century + i16::try_from(year).ok()?, at + 2))
            }
            (Meaning::Cardinal(century @ (18..=20)), Meaning::Cardinal(_)) if self.atoms[at].digits == 0 => {
                if self.atoms[at + 1].digits > 0 {
                    return None;
                }
                let (rest, end) = self.integer(at + 1)?;
                (10..100).contains(&rest).then_some((i16::try_from(century * 100 + rest).ok()?, end))
            }
            (Meaning::Cardinal(2), Meaning::Multiplier(1000))
                if matches!(self.before(at), Meaning::Unit(Unit::Year)) =>
            {
                Some((2000, at + 2))
            }
            _ => None,
        }
    }

    /// Whether a bare number of four digits is a year rather than a count, a price or a part of a longer number.
    fn stands_for_year(&self, at: usize, end: usize, year: i16) -> bool {
        let previous = at.checked_sub(1).map_or("", |before| self.form(before));
        let next = self.form(end);
        let joined = |position: usize| {
            self.glued(position)
                && matches!(self.form(position), "." | "," | ":" | "%" | "/" | "°" | "-")
                && self.glued(position + 1)
                && self.form(position + 1).starts_with(char::is_alphanumeric)
        };
        let leads = matches!(
            self.before(at),
            Meaning::In
                | Meaning::Until
                | Meaning::Of
                | Meaning::From
                | Meaning::To
                | Meaning::Early
                | Meaning::Late
                | Meaning::Mid
                | Meaning::The
                | Meaning::Open
                | Meaning::Hyphen
                | Meaning::Before
                | Meaning::After
                | Meaning::For
                | Meaning::And
        );
        // "1600 Pennsylvania Avenue", "2000 Main Street".
        let house = self.capital(end)
            && (end + 1..end + 4)
                .any(|at| matches!(self.form(at), "Street" | "St" | "Avenue" | "Ave" | "Road" | "Rd" | "Drive"));
        let money =
            house || matches!(previous, "$" | "£" | "€" | "¥" | "#" | "No" | "room" | "Room" | "Flight" | "flight");
        let counts = next.chars().next().is_some_and(char::is_lowercase)
            && next.ends_with('s')
            && !matches!(next, "was" | "is" | "has" | "as");
        let counted = self.get(end) == Meaning::Other && (counts || matches!(next, "people" | "percent" | "men"));
        let glued_before =
            self.glued(at) && !matches!(self.before(at), Meaning::Open | Meaning::Hyphen | Meaning::Quote);
        if money || joined(end) || glued_before || (counted && !leads) {
            return false;
        }
        (1800..2100).contains(&year) || (leads && !counted && !self.capital(end))
    }

    /// "last year", "this year", "next year", "a year ago" after a month: the year, and where it ends.
    pub(super) fn told_year(&self, at: usize) -> Option<(i16, usize)> {
        let of = self.skip(at, Meaning::Of);
        let years = match (self.get(of), self.get(of + 1)) {
            (Meaning::Last, Meaning::Unit(Unit::Year)) => -1,
            (Meaning::This, Meaning::Unit(Unit::Year)) => 0,
            (Meaning::Next, Meaning::Unit(Unit::Year)) => 1,
            _ => return None,
        };
        Some((self.anchor?.year() + years, of + 2))
    }

    /// "the 1990s", "the '80s", "the nineties", "the 20th century".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let the = self.skip(at, Meaning::The);
        let early = match self.get(the) {
            Meaning::Early | Meaning::Late | Meaning::Mid => self.skip(the + 1, Meaning::Hyphen),
            _ => the,
        };
        let quote = if self.get(early) == Meaning::Quote { early + 1 } else { early };
        match (self.get(quote), self.get(quote + 1)) {
            (Meaning::Decade(base), _) => {
                let base = match base {
                    0..=20 => 2000 + base,
                    21..=99 => 1900 + base,
                    _ => base,
                };
                let known = Known { date: Date::new(base, 1, 1).ok()?, grain: Unit::Decade };
                let short = self.get(quote) == Meaning::Decade(base % 100);
                let definite = the > at || self.before(at) == Meaning::The || self.get(early) == Meaning::Quote;
                if short && !definite {
                    // "in his 30s" is an age.
                    return None;
                }
                let modifier = match self.get(the) {
                    Meaning::Early => "START",
                    Meaning::Late => "END",
                    Meaning::Mid => "MID",
                    _ => "",
                };
                let value = calendar::value(known.date, known.grain);
                Some(Found { modifier, ..Found::new(at, quote + 1, TimeKind::Date, value) })
            }
            (Meaning::Ordinal(century @ 1..=21), _) => {
                let hyphen = self.skip(quote + 1, Meaning::Hyphen);
                (self.get(hyphen) == Meaning::Unit(Unit::Century))
                    .then(|| Found::new(at, hyphen + 1, TimeKind::Date, format!("{:02}", century - 1)))
            }
            _ => None,
        }
    }

    /// "the third quarter", "third-quarter", "this year's third quarter", "the 1988 first quarter", "the first quarter
    /// of 1990", "Q3 2015", "the first half of 1989", "the year-earlier period".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let its = self.skip(at, Meaning::The);
        let (year, fiscal) = match (self.get(its), self.get(its + 1), self.get(its + 2)) {
            (Meaning::This, Meaning::Unit(Unit::Year), Meaning::Possessive) => (self.year_from_anchor(0), its + 3),
            (Meaning::Last, Meaning::Unit(Unit::Year), Meaning::Possessive) => (self.year_from_anchor(-1), its + 3),
            (Meaning::Next, Meaning::Unit(Unit::Year), Meaning::Possessive) => (self.year_from_anchor(1), its + 3),
            (Meaning::Unit(Unit::Year), Meaning::Hyphen, Meaning::Earlier | Meaning::Ago) => {
                return self.year_earlier(at, its + 3);
            }
            _ => match self.plain_year(its) {
                Some((year, end)) => (Some(year), end),
                None => (None, its),
            },
        };
        let start = self.skip(self.skip(fiscal, Meaning::Fiscal), Meaning::Hyphen);
        let (number, letter, mut end) = match (self.get(start), self.skip(start + 1, Meaning::Hyphen)) {
            (Meaning::QuarterNumber(number), _) => (number, 'Q', start + 1),
            (Meaning::Ordinal(number @ 1..=4), next) if self.get(next) == Meaning::Unit(Unit::Quarter) => {
                (number, 'Q', next + 1)
            }
            (Meaning::Ordinal(number @ 1..=2), next) if self.get(next) == Meaning::Half => (number, 'H', next + 1),
            (Meaning::Last, next) if self.get(next) == Meaning::Half => (2, 'H', next + 1),
            _ => return None,
        };
        let of = self.skip(self.skip(self.skip(end, Meaning::Comma), Meaning::Of), Meaning::Fiscal);
        let mut year = year;
        if let Some((told, after)) = self.plain_year(of).or_else(|| self.told_year(end)) {
            (year, end) = (Some(told), after);
        }
        if letter == 'H' && year.is_none() && self.get(end) == Meaning::Of {
            return None;
        }
        let year = year.or_else(|| {
            let anchor = self.anchor?;
            let current = u32::from(anchor.month().unsigned_abs()).div_ceil(if letter == 'Q' { 3 } else { 6 });
            // The quarter just ended is meant even when its report is still to come.
            let years = match self.tense(at, end) {
                Tense::Future if number + 1 < current => 1,
                Tense::Past | Tense::Open | Tense::Present | Tense::Ahead if number > current => -1,
                _ => 0,
            };
            Some(anchor.year() + years)
        });
        let Some(year) = year else {
            return Some(Found::new(at, end, TimeKind::Date, format!("XXXX-{letter}{number}")));
        };
        if letter == 'H' {
            return Some(Found::new(at, end, TimeKind::Date, format!("{year:04}-H{number}")));
        }
        let month = i8::try_from(number * 3 - 2).ok()?;
        Some(Found::date(at, end, Date::new(year, month, 1).ok(), Unit::Quarter))
    }

    fn year_from_anchor(&self, years: i16) -> Option<i16> {
        Some(self.anchor?.year() + years)
    }

    /// What follows "year-earlier": "period", "quarter", nothing.
    fn year_earlier(&self, at: usize, end: usize) -> Option<Found> {
        let end = match self.get(end) {
            Meaning::Period | Meaning::Unit(Unit::Quarter) => end + 1,
            Meaning::Ordinal(1..=4) if self.get(end + 1) == Meaning::Unit(Unit::Quarter) => end + 2,
            _ => end,
        };
        Some(self.years_back(at, end, 1))
    }

    /// So many years before what the text is about: the quarter told, else the year.
    pub(super) fn years_back(&self, at: usize, end: usize, years: i64) -> Found {
        match self.quarter_at(at) {
            Some(quarter) if years == 1 && !self.longer => {
                let found = Found::date(at, end, shift(quarter, Unit::Year, -years), Unit::Quarter);
                Found { known: None, ..found }
            }
            _ => Found::date(at, end, self.anchor.and_then(|day| shift(day, Unit::Year, -years)), Unit::Year),
        }
    }
}
