//! Days, months, seasons, years, decades and quarters by their names and numbers.

use super::anchor::{Tense, whole_date};
use super::calendar::{self, shift};
use super::meaning::{Holiday, Meaning, Unit};
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
            Meaning::Holiday(_) | Meaning::DayOf(_) => self.holiday(at, at),
            Meaning::New if self.get(at + 1) == Meaning::Unit(Unit::Year) && self.capital(at + 1) => {
                let possessive = self.skip(at + 2, Meaning::Possessive);
                match self.form(possessive) {
                    "Day" => self.feast(at, at, possessive + 1, Holiday::Fixed(1, 1), 0),
                    "Eve" => self.feast(at, at, possessive + 1, Holiday::Fixed(12, 31), 0),
                    _ => None,
                }
            }
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
        let owns = self.get(at + 1) == Meaning::Possessive;
        let date = match self.tense(at, at + 1) {
            Tense::Future | Tense::Ahead if !owns => calendar::weekday_after(anchor, weekday, true),
            _ => calendar::weekday_before(anchor, weekday, true),
        };
        Some(Found::date(at, at + 1, date, Unit::Day))
    }

    /// A holiday; `first` is where the expression starts.
    pub(super) fn holiday(&self, first: usize, at: usize) -> Option<Found> {
        let possessive = self.skip(at + 1, Meaning::Possessive);
        let holiday = match self.get(at) {
            Meaning::Holiday(holiday) => holiday,
            Meaning::DayOf(holiday) if self.form(possessive) == "Day" => {
                return self.feast(first, at, possessive + 1, holiday, 0).filter(|_| self.capital(at));
            }
            _ => return None,
        };
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
        self.feast(first, at, end, holiday, days)
    }

    /// The feast, in the year told behind it or by the tense; `days` after its day.
    fn feast(&self, first: usize, at: usize, end: usize, holiday: Holiday, days: i64) -> Option<Found> {
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
        // "from June 1 through Nov. 30": the end lies after the start.
        if self.before(at) == Meaning::To
            && let Some((start, told)) = self.last_day
            && at - told < 6
        {
            return dates().filter(|date| *date >= start).min();
        }
        let distance = |date: &Date| (*date - anchor).get_days().unsigned_abs();
        let nearest = dates().min_by_key(distance)?;
        let chosen = match self.tense(at, end) {
            Tense::Past => dates().filter(|date| *date <= anchor).max(),
            Tense::Future => dates().filter(|date| *date >= anchor).min(),
            Tense::Open | Tense::Present | Tense::Ahead => Some(nearest),
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
        ) || (matches!(self.before(at), Meaning::The | Meaning::A)
            && self.get(at + 1) == Meaning::Other
            && !self.capital(at + 1));
        // "May" and "March" are also verbs and names; short forms stand only before a day.
        if (matches!(month, 3 | 5) && !led) || (short && (!led || !self.form(at).ends_with('.'))) {
            return None;
        }
        let Some(anchor) = self.anchor else {
            return Some(Found::new(at, at + 1, TimeKind::Date, format!("XXXX-{month:02}")));
        };
        // "a June agreement", "the March vote": the nearest, as when no verb tells.
        let attribute = matches!(self.before(at), Meaning::A | Meaning::The);
        let months = i32::from(month) - i32::from(anchor.month());
        let years = match self.tense(at, at + 1) {
            _ if attribute => i16::from(months < -7) - i16::from(months > 5),
            Tense::Future => i16::from(months < 0),
            // The month after this one is ahead even so: a year back it would be "last September".
            Tense::Past => -i16::from(months > 1),
            Tense::Present | Tense::Ahead => i16::from(months < -7) - i16::from(months > 4),
            Tense::Open => -i16::from(months > 4),
        };
        Some(Found::date(at, at + 1, of_year(anchor.year() + years), Unit::Month))
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
}
