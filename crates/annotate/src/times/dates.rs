//! Days, months, seasons, years, decades and quarters by their names and numbers.

use super::anchor::{Tense, whole_date};
use super::calendar::{self, Known, shift};
use super::lexicon::{Meaning, Unit};
use super::rules::{Found, Reader};
use headwater_model::TimeKind;
use jiff::civil::Date;

impl Reader<'_> {
    /// A day, with the part of it that follows: "today", "Tuesday morning", "Wednesday (Sep 13)", "Sept. 11, 2001".
    pub(super) fn day(&self, at: usize) -> Option<Found> {
        let found = self.whole_day(at)?;
        if found.kind != TimeKind::Date {
            return Some(found);
        }
        let part = match (self.get(found.end), self.get(found.end + 1), self.get(found.end + 2)) {
            (Meaning::Part(part), ..) => Some((part, found.end + 1)),
            (Meaning::Early | Meaning::Late, Meaning::Part(part), _) => Some((part, found.end + 2)),
            (Meaning::In, Meaning::The, Meaning::Part(part)) => Some((part, found.end + 3)),
            _ => None,
        };
        let Some((part, end)) = part else { return Some(found) };
        // "Sunday night service": still the night of Sunday.
        let value = format!("{}T{}", found.value, part.letters());
        Some(Found { end, value, kind: TimeKind::Time, ..found })
    }

    fn whole_day(&self, at: usize) -> Option<Found> {
        let relative =
            |days| Found::date(at, at + 1, self.anchor.and_then(|day| shift(day, Unit::Day, days)), Unit::Day);
        match self.get(at) {
            Meaning::Today => Some(relative(0)),
            Meaning::Yesterday => Some(relative(-1)),
            Meaning::Tomorrow => Some(relative(1)),
            Meaning::Tonight => {
                let found = relative(0);
                Some(Found { kind: TimeKind::Time, value: found.value.clone() + "TNI", ..found })
            }
            Meaning::Overnight => {
                let found = relative(0);
                Some(Found { kind: TimeKind::Time, value: found.value.clone() + "TNI", known: None, ..found })
            }
            Meaning::Weekday(weekday, short) => self.weekday(at, weekday, short),
            Meaning::Holiday(_) => self.holiday(at, at),
            _ => self.date(at),
        }
    }

    /// A weekday alone, or with the date it falls on: "Friday, Oct. 23", "Wednesday (Sep 13)".
    fn weekday(&self, at: usize, weekday: i8, short: bool) -> Option<Found> {
        if !self.capital(at) {
            return None;
        }
        let mark = usize::from(matches!(self.get(at + 1), Meaning::Comma | Meaning::Open));
        let the = self.skip(at + 1 + mark, Meaning::The);
        if let Some(date) = self.date(the) {
            let closed = self.get(at + 1) == Meaning::Open && self.get(date.end) == Meaning::Close;
            if closed || self.get(at + 1) != Meaning::Open {
                return Some(Found { first: at, end: date.end + usize::from(closed), ..date });
            }
        }
        if short && !self.form(at).ends_with('.') && self.get(at + 1) != Meaning::Open && self.form(at).len() < 4 {
            // "Sun", "Sat", "Wed" are more often other words or names.
            return None;
        }
        let Some(anchor) = self.anchor else {
            return Some(Found::new(at, at + 1, TimeKind::Date, format!("XXXX-WXX-{weekday}")));
        };
        let date = match self.tense(at, at + 1) {
            Tense::Future => calendar::weekday_after(anchor, weekday, true),
            Tense::Past | Tense::Open => calendar::weekday_before(anchor, weekday, true),
        };
        Some(Found::date(at, at + 1, date, Unit::Day))
    }

    /// A holiday; `first` is where the expression starts.
    pub(super) fn holiday(&self, first: usize, at: usize) -> Option<Found> {
        let Meaning::Holiday(holiday) = self.get(at) else { return None };
        if !self.capital(at) {
            return None;
        }
        let end = match (self.get(at + 1), self.form(at + 1)) {
            (Meaning::Unit(Unit::Day), _) | (_, "Eve") => at + 2,
            (Meaning::Weekday(..), _) => at + 2,
            _ => at + 1,
        };
        let days = match (self.form(at + 1), self.get(at + 1)) {
            ("Eve", _) => -1,
            ("Monday", _) => 1,
            _ => 0,
        };
        let year = self.plain_year(self.skip(end, Meaning::Comma));
        let of_year = |year| calendar::holiday(holiday, year).and_then(|day| shift(day, Unit::Day, days));
        if let Some((year, end)) = year {
            return Some(Found::date(first, end, of_year(year), Unit::Day));
        }
        let date = self.anchor.and_then(|anchor| {
            let back = matches!(self.before(at), Meaning::Last) || self.tense(at, end) == Tense::Past;
            let (this, other) = (of_year(anchor.year())?, if back { -1 } else { 1 });
            let wrong = if back { this > anchor } else { this < anchor };
            if wrong { of_year(anchor.year() + other) } else { Some(this) }
        });
        Some(Found::date(first, end, date, Unit::Day))
    }

    /// A date with its month: "Sept. 11", "September 13, 2023", "13 September", "the 13th of September", in digits.
    fn date(&self, at: usize) -> Option<Found> {
        if let Meaning::Iso(year, month, day) = self.get(at) {
            return self.digits(at, year, month, day);
        }
        if let Some(found) = self.slashed(at) {
            return Some(found);
        }
        let (month, day, end) = match self.get(at) {
            Meaning::Month(month, _) if self.capital(at) => {
                let the = self.skip(at + 1, Meaning::The);
                let day = self.day_number(the)?;
                // "May 20 people" is no date, nor "March 2011".
                (month, day, the + 1)
            }
            Meaning::Cardinal(_) | Meaning::Ordinal(_) => {
                let day = self.day_number(at)?;
                let of = self.skip(at + 1, Meaning::Of);
                match self.get(of) {
                    Meaning::Month(month, _) if self.capital(of) => (month, day, of + 1),
                    _ => return None,
                }
            }
            Meaning::The => {
                let day = self.day_number(at + 1)?;
                match (self.get(at + 1), self.get(at + 2), self.get(at + 3)) {
                    (Meaning::Ordinal(_), Meaning::Of, Meaning::Month(month, _)) if self.capital(at + 3) => {
                        (month, day, at + 4)
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let comma = self.skip(end, Meaning::Comma);
        let comma = if self.get(comma) == Meaning::Of { comma + 1 } else { comma };
        if let Some((year, end)) = self.plain_year(comma) {
            return Some(Found::date(at, end, Date::new(year, month, day).ok(), Unit::Day));
        }
        if let Some((year, end)) = self.told_year(end) {
            return Some(Found::date(at, end, Date::new(year, month, day).ok(), Unit::Day));
        }
        let Some(anchor) = self.anchor else {
            return Some(Found::new(at, end, TimeKind::Date, format!("XXXX-{month:02}-{day:02}")));
        };
        let date = self.nearest(anchor, at, end, |year| Date::new(year, month, day).ok());
        Some(Found::date(at, end, Some(date?), Unit::Day))
    }

    /// Which year's date is meant when none is told: by the tense, and when no verb tells, the nearest.
    fn nearest(&self, anchor: Date, at: usize, end: usize, of_year: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
        let dates = || years.iter().filter_map(|&year| of_year(year));
        let distance = |date: &Date| (*date - anchor).get_days().unsigned_abs();
        let nearest = dates().min_by_key(distance)?;
        let chosen = match self.tense(at, end) {
            Tense::Past => dates().filter(|date| *date <= anchor).max(),
            Tense::Future => dates().filter(|date| *date >= anchor).min(),
            Tense::Open => Some(nearest),
        };
        // A date close by is meant whatever the verb says: "said Monday that the fund, which closes Nov. 30, …".
        let close = distance(&nearest) < 45;
        if close { Some(nearest) } else { chosen.or(Some(nearest)) }
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        match self.get(at) {
            Meaning::Cardinal(day @ 1..=31) if self.atoms[at].digits <= 2 => i8::try_from(day).ok(),
            Meaning::Ordinal(day @ 1..=31) => i8::try_from(day).ok(),
            _ => None,
        }
    }

    /// "2023-09-12", with the time of day that may follow ("2023-09-12T06:00Z").
    fn digits(&self, at: usize, year: i16, month: i8, day: i8) -> Option<Found> {
        if day == 0 {
            return Some(Found::date(at, at + 1, Some(Date::new(year, month, 1).ok()?), Unit::Month));
        }
        let date = Date::new(year, month, day).ok()?;
        let found = Found::date(at, at + 1, Some(date), Unit::Day);
        let Some((_, hour)) = self.form(at).split_once('T') else { return Some(found) };
        let rest = self.text.get(self.atoms[at].span.end()..).unwrap_or_default();
        let mark = rest.find(|character: char| !matches!(character, '0'..='9' | ':' | '.' | 'Z' | '+' | '-'));
        let rest = rest[..mark.unwrap_or(rest.len()).min(24)].trim_end_matches(['.', '-', ':']);
        let past = self.atoms[at].span.end() + rest.len();
        let end = at + 1 + self.atoms[at + 1..].iter().take_while(|atom| atom.span.end() <= past).count();
        Some(Found { end, kind: TimeKind::Time, value: format!("{date}T{hour}{rest}"), ..found })
    }

    /// "9/12/2023", "12/09/2023": the month first unless that cannot be.
    fn slashed(&self, at: usize) -> Option<Found> {
        let (
            Meaning::Cardinal(first),
            Meaning::Slash,
            Meaning::Cardinal(second),
            Meaning::Slash,
            Meaning::Cardinal(third),
        ) = (self.get(at), self.get(at + 1), self.get(at + 2), self.get(at + 3), self.get(at + 4))
        else {
            return None;
        };
        if !(1..=4).all(|step| self.glued(at + step)) {
            return None;
        }
        let (year, month, day) = match (self.atoms[at].digits, self.atoms[at + 4].digits) {
            (4, 1..=2) => (first, second, third),
            (1..=2, 4) if first > 12 => (third, second, first),
            (1..=2, 4) => (third, first, second),
            (1..=2, 2) if first <= 12 => (if third < 50 { 2000 + third } else { 1900 + third }, first, second),
            _ => return None,
        };
        let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Found::date(at, at + 5, Some(date), Unit::Day))
    }

    /// A month: "September 2023", "in May", "June last year".
    pub(super) fn month(&self, at: usize) -> Option<Found> {
        let Meaning::Month(month, short) = self.get(at) else { return None };
        if !self.capital(at) || whole_date(self.atoms, at).is_some() {
            return None;
        }
        let of_year = |year| Date::new(year, month, 1).ok();
        let comma = self.skip(at + 1, Meaning::Comma);
        let comma = self.skip(comma, Meaning::Of);
        if let Some((year, end)) = self.plain_year(comma).or_else(|| self.told_year(at + 1)) {
            return Some(Found::date(at, end, of_year(year), Unit::Month));
        }
        let led = matches!(
            self.before(at),
            Meaning::In
                | Meaning::Last
                | Meaning::This
                | Meaning::Next
                | Meaning::Of
                | Meaning::Early
                | Meaning::Late
                | Meaning::Until
                | Meaning::To
                | Meaning::From
                | Meaning::Each
                | Meaning::Hyphen
                | Meaning::And
                | Meaning::Past
                | Meaning::Before
                | Meaning::After
                | Meaning::Month(..)
        );
        // "May" and "March" are also verbs and names; short forms stand only before a day.
        if (matches!(month, 3 | 5) || short) && !led {
            return None;
        }
        let Some(anchor) = self.anchor else {
            return Some(Found::new(at, at + 1, TimeKind::Date, format!("XXXX-{month:02}")));
        };
        let this = of_year(anchor.year())?;
        let date = match self.tense(at, at + 1) {
            Tense::Future if this < anchor.first_of_month() => of_year(anchor.year() + 1),
            Tense::Past | Tense::Open if this > anchor => of_year(anchor.year() - 1),
            _ => Some(this),
        };
        Some(Found::date(at, at + 1, date, Unit::Month))
    }

    /// A season: "last summer" is read elsewhere; here "the summer of 1998", "in the fall", "this year's spring".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let the = self.skip(at, Meaning::The);
        let Meaning::Season(season) = self.get(the) else { return None };
        let of = self.skip(the + 1, Meaning::Of);
        if let Some((year, end)) = self.plain_year(of).or_else(|| self.told_year(of)) {
            return Some(Found::new(at, end, TimeKind::Date, format!("{year:04}-{season}")));
        }
        let led = the > at || matches!(self.before(at), Meaning::In | Meaning::Early | Meaning::Late | Meaning::Mid);
        let verb = matches!(season, "FA" | "SP") && the == at && self.before(at) != Meaning::In;
        if !led || verb || self.get(the + 1) == Meaning::Of || self.before(at) == Meaning::Its {
            return None;
        }
        let year = self.anchor.map(|anchor| anchor.year());
        let value = year.map_or(format!("XXXX-{season}"), |year| format!("{year:04}-{season}"));
        Some(Found::new(at, the + 1, TimeKind::Date, value))
    }

    /// A year: "1996", "the year 2000", "'96", "nineteen ninety-six", "2015-16", "fiscal 1989".
    pub(super) fn year(&self, at: usize) -> Option<Found> {
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
        let money = matches!(previous, "$" | "£" | "€" | "¥" | "#" | "No" | "room" | "Room" | "Flight" | "flight");
        let counts = next.chars().next().is_some_and(char::is_lowercase)
            && next.ends_with('s')
            && !matches!(next, "was" | "is" | "has" | "as");
        let counted = self.get(end) == Meaning::Other && (counts || matches!(next, "people" | "percent" | "men"));
        let glued_before =
            self.glued(at) && !matches!(self.before(at), Meaning::Open | Meaning::Hyphen | Meaning::Quote);
        let model = self.get(end) == Meaning::Other && self.capital(end) && self.before(at) == Meaning::Its;
        if money || joined(end) || glued_before || model || (counted && !leads) {
            return false;
        }
        (1800..2100).contains(&year) || (leads && !counted)
    }

    /// "last year", "this year", "next year", "a year ago" after a month: the year, and where it ends.
    fn told_year(&self, at: usize) -> Option<(i16, usize)> {
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
                if self.get(quote) == Meaning::Decade(base % 100) && quote == at {
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
            let years = match self.tense(at, end) {
                Tense::Future if number < current => 1,
                Tense::Past | Tense::Open if number > current => -1,
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
            Some(quarter) if years == 1 => Found::date(at, end, shift(quarter, Unit::Year, -years), Unit::Quarter),
            _ => Found::date(at, end, self.anchor.and_then(|day| shift(day, Unit::Year, -years)), Unit::Year),
        }
    }
}
