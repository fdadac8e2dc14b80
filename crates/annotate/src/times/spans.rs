//! Lengths of time, times told by a unit ("last week", "two days later"), and repeated times.

use super::anchor::Tense;
use super::calendar::{self, Known, shift};
use super::lexicon::{Meaning, Part, Unit};
use super::rules::{Found, Reader};
use headwater_model::TimeKind;

/// Where a unit lies from the day or date it is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Last,
    This,
    Next,
}

impl Reader<'_> {
    /// A whole number in digits or words: "12", "twenty-four", "two hundred", "a hundred".
    pub(super) fn integer(&self, at: usize) -> Option<(u32, usize)> {
        let (mut value, mut end) = match self.get(at) {
            Meaning::Cardinal(value) => (value, at + 1),
            Meaning::Multiplier(value) if self.before(at) == Meaning::A => return Some((value, at + 1)),
            _ => return None,
        };
        let word = |at: usize| self.atoms.get(at).is_some_and(|atom| atom.digits == 0);
        if word(at) && value >= 20 && value % 10 == 0 {
            let next = self.skip(end, Meaning::Hyphen);
            if let Meaning::Cardinal(ones @ 1..=9) = self.get(next)
                && word(next)
            {
                (value, end) = (value + ones, next + 1);
            }
        }
        while let Meaning::Multiplier(times) = self.get(end) {
            (value, end) = (value.saturating_mul(times), end + 1);
        }
        Some((value, end))
    }

    /// How many: `None` inside for "several", "a few".
    fn amount(&self, at: usize) -> Option<(Option<f64>, usize)> {
        let (count, mut end) = match (self.get(at), self.get(at + 1)) {
            (Meaning::A, Meaning::Untold) => (None, at + 2),
            (Meaning::A, Meaning::Couple) => (Some(2.0), self.skip(at + 2, Meaning::Of)),
            (Meaning::A, Meaning::Dozen) => (Some(12.0), at + 2),
            (Meaning::A, Meaning::Multiplier(value)) => (Some(f64::from(value)), at + 2),
            (Meaning::A, Meaning::Half) => (Some(0.5), at + 2),
            (Meaning::A, Meaning::Cardinal(1..)) => return None,
            (Meaning::A | Meaning::Another, _) => (Some(1.0), at + 1),
            (Meaning::Couple, _) => (Some(2.0), self.skip(at + 1, Meaning::Of)),
            (Meaning::Untold, _) => (None, at + 1),
            (Meaning::Half, Meaning::A) => (Some(0.5), at + 2),
            (Meaning::Dozen, _) => (Some(12.0), at + 1),
            (Meaning::Decimal(value), _) => (Some(f64::from(value)), at + 1),
            _ => {
                let (value, end) = self.integer(at)?;
                (Some(f64::from(value)), end)
            }
        };
        // "5 1/2 hours", "two and a half years", "two to three weeks" (the lower bound stands).
        match (self.get(end), self.get(end + 1), self.get(end + 2)) {
            (Meaning::Cardinal(1), Meaning::Slash, Meaning::Cardinal(2)) => {
                return Some((count.map(|count| count + 0.5), end + 3));
            }
            (Meaning::And, Meaning::A, Meaning::Half) => {
                return Some((count.map(|count| count + 0.5), end + 3));
            }
            (Meaning::To | Meaning::Or | Meaning::Hyphen, _, _) => {
                if let Some((_, upper)) = self.integer(end + 1) {
                    end = upper;
                }
            }
            _ => {}
        }
        Some((count, end))
    }

    /// "two weeks", "16-hour", "a few more days": count, unit, end.
    fn measure(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let (mut count, amount_end) = self.amount(at)?;
        let mut end = self.skip(amount_end, Meaning::Hyphen);
        if matches!(self.get(end), Meaning::Filler | Meaning::More | Meaning::Fiscal) {
            end += 1;
        }
        let unit = match self.get(end) {
            // "a days" is nothing, nor "several year".
            Meaning::Units(unit) => unit,
            Meaning::Unit(unit) if unit != Unit::Quarter || self.get(amount_end) == Meaning::Hyphen => unit,
            _ => return None,
        };
        end += 1;
        if (self.get(end), self.get(end + 1), self.get(end + 2)) == (Meaning::And, Meaning::A, Meaning::Half) {
            (count, end) = (count.map(|count| count + 0.5), end + 3);
        }
        Some((count, unit, end))
    }

    /// A length, or a date told by one: "two years", "the past three months", "two weeks ago", "a day earlier".
    pub(super) fn length(&self, at: usize) -> Option<Found> {
        let the = match self.get(at) {
            Meaning::The | Meaning::Its | Meaning::This | Meaning::These => at + 1,
            _ => at,
        };
        let side = match self.get(the) {
            Meaning::Last | Meaning::Past | Meaning::Previous | Meaning::Latest => Some(Side::Last),
            Meaning::Next | Meaning::Coming | Meaning::Following => Some(Side::Next),
            Meaning::Ordinal(1) => Some(Side::This),
            _ => None,
        };
        let start = the + usize::from(side.is_some());
        if let (Some(_), Meaning::Units(unit)) = (side, self.get(start)) {
            return Some(Found::new(at, start + 1, TimeKind::Duration, calendar::duration(None, unit)));
        }
        let bare = |unit, end| Found::new(at, end, TimeKind::Duration, calendar::duration(None, unit));
        if the == at && side.is_none() {
            match (self.get(at), self.get(at + 1)) {
                // "recent years", "weeks ahead", "in years".
                (Meaning::Recent, Meaning::Units(unit)) => {
                    return Some(Found::new(at, at + 2, TimeKind::Date, "PAST_REF".to_owned()))
                        .filter(|_| unit > Unit::Hour);
                }
                (Meaning::Units(unit), Meaning::Ago) => {
                    let value = calendar::duration(None, unit);
                    return Some(Found::new(at, at + 2, TimeKind::Duration, value));
                }
                (Meaning::Units(unit), Meaning::Earlier | Meaning::Later) => {
                    return Some(Found::new(at, at + 2, TimeKind::Duration, calendar::duration(None, unit)));
                }
                (Meaning::Units(unit), next) => {
                    let led = matches!(self.before(at), Meaning::In | Meaning::For | Meaning::Of | Meaning::Other)
                        && unit >= Unit::Week;
                    let follows = matches!(next, Meaning::Before | Meaning::After) && unit >= Unit::Hour;
                    let old = matches!(next, Meaning::Old | Meaning::Hyphen);
                    return ((led || follows) && !old).then(|| bare(unit, at + 1));
                }
                _ => {}
            }
        }
        let (count, unit, end) = self.measure(start)?;
        let hyphen = self.skip(end, Meaning::Hyphen);
        if self.get(hyphen) == Meaning::Old {
            return Some(Found::new(at, hyphen + 1, TimeKind::Duration, String::new()));
        }
        if the == at && side.is_none() {
            if let Some(found) = self.counted_from(at, count, unit, end) {
                return Some(found);
            }
            if unit == Unit::Weekend || (self.get(start) == Meaning::A && unit < Unit::Hour) {
                return None;
            }
            // "$3 a year", "twice a week": a rate.
            if self.get(start) == Meaning::A && end == start + 2 && self.rate(at) {
                let value = calendar::duration(Some(1.0), unit);
                return Some(Found::new(at, end, TimeKind::Set, value));
            }
        } else if side.is_none() && count.is_none() {
            return None;
        }
        Some(Found::new(at, end, TimeKind::Duration, calendar::duration(count, unit)))
    }

    /// Whether what stands before "a year" is a price, a share or a number of times.
    fn rate(&self, at: usize) -> bool {
        matches!(self.before(at), Meaning::Cardinal(_) | Meaning::Decimal(_) | Meaning::Multiplier(_))
            || matches!(
                at.checked_sub(1).map_or("", |before| self.form(before)),
                "%" | "billion" | "times" | "twice" | "once"
            )
    }

    /// "two weeks ago", "a year earlier", "three days later", "a year from now": `None` when no such word follows.
    fn counted_from(&self, at: usize, count: Option<f64>, unit: Unit, end: usize) -> Option<Found> {
        let end = match (self.get(end), self.form(end + 1)) {
            (Meaning::Or, "so" | "more") => end + 2,
            _ => end,
        };
        let whole = count.map(|count| count.round() as i64);
        let grain = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => Unit::Day,
            Unit::Decade | Unit::Century => Unit::Year,
            unit => unit,
        };
        let years = if unit == Unit::Year { whole } else { None };
        match (self.get(end), self.get(end + 1)) {
            (Meaning::Ago, _) => {
                let end = end + 1;
                let Some(whole) = whole else {
                    return Some(Found::new(at, end, TimeKind::Date, "PAST_REF".to_owned()));
                };
                if years == Some(1) {
                    return Some(self.years_back(at, end, 1));
                }
                Some(Found::date(at, end, self.anchor.and_then(|day| shift(day, unit, -whole)), grain))
            }
            (Meaning::Earlier, _) => {
                let end = end + 1;
                if years == Some(1) {
                    return Some(self.years_back(at, end, 1));
                }
                let Some(whole) = whole else {
                    return Some(Found::new(at, end, TimeKind::Date, "PAST_REF".to_owned()));
                };
                Some(Found::date(at, end, self.narrative_from(unit).and_then(|day| shift(day, unit, -whole)), grain))
            }
            (Meaning::Later, _) => {
                let end = end + 1;
                let Some(whole) = whole else {
                    return Some(Found::new(at, end, TimeKind::Duration, calendar::duration(None, unit)));
                };
                Some(Found::date(at, end, self.narrative_from(unit).and_then(|day| shift(day, unit, whole)), grain))
            }
            (Meaning::From, Meaning::Now | Meaning::Today) => {
                let date = whole.and_then(|whole| shift(self.anchor?, unit, whole));
                Some(Found::date(at, end + 2, date, grain))
            }
            _ => None,
        }
    }

    /// The date that "two years later" is counted from: the date told last when it is known as finely as the unit
    /// asks, else the last day told, else the publication.
    fn narrative_from(&self, unit: Unit) -> Option<jiff::civil::Date> {
        match self.narrative {
            Some(Known { date, grain }) if grain <= unit || unit >= Unit::Year => Some(date),
            _ => self.narrative_day(),
        }
    }

    /// "last week", "this year", "the following day", "last Friday", "next March", "the latest quarter", "the weekend".
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        let the = self.skip(at, Meaning::The);
        let (side, told, word_end) = match (self.get(the), self.get(the + 1)) {
            (Meaning::This, Meaning::Past) => (Side::Last, false, the + 2),
            (Meaning::This, Meaning::Coming) => (Side::Next, false, the + 2),
            (Meaning::That | Meaning::This, Meaning::Same) => (Side::This, true, the + 2),
            (Meaning::Last, _) => (Side::Last, false, the + 1),
            (Meaning::Past | Meaning::Latest, _) => (Side::Last, false, the + 1),
            (Meaning::Previous, _) => (Side::Last, true, the + 1),
            (Meaning::Next, _) => (Side::Next, false, the + 1),
            (Meaning::Coming, _) => (Side::Next, false, the + 1),
            (Meaning::Following, _) if the > at => (Side::Next, true, the + 1),
            (Meaning::This | Meaning::Current, _) => (Side::This, false, the + 1),
            (Meaning::That | Meaning::Same, _) => (Side::This, true, the + 1),
            _ if the > at => return self.definite(at, the),
            _ => return None,
        };
        let start = self.skip(word_end, Meaning::Fiscal);
        match self.get(start) {
            Meaning::Unit(unit) => self.relative_unit(at, the, side, told, start, unit),
            Meaning::Period if self.get(the) == Meaning::Latest => {
                self.relative_unit(at, the, side, told, start, Unit::Quarter)
            }
            Meaning::Part(part) => Some(self.relative_part(at, the, side, told, start, part)),
            Meaning::Weekday(weekday, false) if self.capital(start) => {
                let from = if told { self.narrative_day() } else { self.anchor };
                let date = from.and_then(|from| match side {
                    Side::Last => calendar::weekday_before(from, weekday, false),
                    Side::Next => calendar::weekday_after(from, weekday, false),
                    Side::This => calendar::weekday_after(from, weekday, true),
                });
                let found = match date {
                    Some(_) => Found::date(at, start + 1, date, Unit::Day),
                    None => Found::new(at, start + 1, TimeKind::Date, format!("XXXX-WXX-{weekday}")),
                };
                match self.get(start + 1) {
                    Meaning::Part(part) => {
                        let value = format!("{}T{}", found.value, part.letters());
                        Some(Found { end: start + 2, kind: TimeKind::Time, value, ..found })
                    }
                    _ => Some(found),
                }
            }
            Meaning::Month(month, _) if self.capital(start) => {
                let date = self.anchor.and_then(|anchor| {
                    let this = jiff::civil::Date::new(anchor.year(), month, 1).ok()?;
                    match side {
                        Side::Last if month >= anchor.month() => shift(this, Unit::Year, -1),
                        Side::Next if month <= anchor.month() => shift(this, Unit::Year, 1),
                        _ => Some(this),
                    }
                });
                Some(Found::date(at, start + 1, date, Unit::Month))
            }
            Meaning::Season(season) => {
                let year = self.anchor.map(|anchor| {
                    let starts = match season {
                        "SP" => 3,
                        "SU" => 6,
                        "FA" => 9,
                        _ => 12,
                    };
                    match side {
                        Side::Last if anchor.month() < starts + 3 && self.get(the) == Meaning::Last => {
                            anchor.year() - 1
                        }
                        Side::Next if anchor.month() >= starts => anchor.year() + 1,
                        _ => anchor.year(),
                    }
                });
                let value = year.map_or(format!("XXXX-{season}"), |year| format!("{year:04}-{season}"));
                Some(Found::new(at, start + 1, TimeKind::Date, value))
            }
            Meaning::Holiday(_) => self.holiday(at, start),
            _ => None,
        }
    }

    fn relative_unit(&self, at: usize, the: usize, side: Side, told: bool, start: usize, unit: Unit) -> Option<Found> {
        let end = start + 1;
        if unit <= Unit::Hour {
            return None;
        }
        let definite = the > at;
        if unit == Unit::Day {
            // "the next day", "that day": counted from the day told; "last day", "this day" alone are no times.
            let steps = match (side, self.get(the)) {
                (Side::Next, Meaning::Next | Meaning::Following) if definite || at == the => 1,
                (Side::Last, Meaning::Previous) => -1,
                (Side::This, Meaning::That | Meaning::Same | Meaning::This) if told => 0,
                _ => return None,
            };
            let date = self.narrative_day().and_then(|day| shift(day, Unit::Day, steps));
            return Some(Found::date(at, end, date, Unit::Day));
        }
        if self.get(the) == Meaning::Past && side == Side::Last {
            return Some(Found::new(at, end, TimeKind::Duration, calendar::duration(Some(1.0), unit)));
        }
        let steps = match side {
            Side::Last => -1,
            Side::This => 0,
            Side::Next => 1,
        };
        let from = if told { self.narrative_from(unit) } else { self.anchor };
        Some(Found::date(at, end, from.and_then(|from| shift(from, unit, steps)), unit))
    }

    /// "this morning", "last night", "the next morning".
    fn relative_part(&self, at: usize, the: usize, side: Side, told: bool, start: usize, part: Part) -> Found {
        let (from, days) = match side {
            Side::Last => (if told { self.narrative_day() } else { self.anchor }, -1),
            Side::This => (if told { self.narrative_day() } else { self.anchor }, 0),
            Side::Next => (if the > at { self.narrative_day() } else { self.anchor }, 1),
        };
        let found = Found::date(at, start + 1, from.and_then(|day| shift(day, Unit::Day, days)), Unit::Day);
        Found { kind: TimeKind::Time, value: format!("{}T{}", found.value, part.letters()), ..found }
    }

    /// "the quarter", "the year", "the week", "the weekend": what the text is about.
    fn definite(&self, at: usize, the: usize) -> Option<Found> {
        let Meaning::Unit(unit) = self.get(the) else { return None };
        let end = the + 1;
        match unit {
            Unit::Quarter if self.get(end) != Meaning::Of => match self.quarter_at(at) {
                Some(quarter) => Some(Found::date(at, end, Some(quarter), Unit::Quarter)),
                None => {
                    let value = self.anchor.map_or("XXXX-QX".to_owned(), |day| format!("{:04}-QX", day.year()));
                    Some(Found::new(at, end, TimeKind::Date, value))
                }
            },
            Unit::Weekend => {
                let date = self.anchor.and_then(|anchor| {
                    let future = self.tense(at, end) == Tense::Future;
                    let weekend = anchor.weekday().to_monday_one_offset() >= 6;
                    shift(anchor, Unit::Week, if future || weekend { 0 } else { -1 })
                });
                Some(Found::date(at, end, date, Unit::Weekend))
            }
            Unit::Week => Some(Found::date(at, end, self.anchor, Unit::Week)),
            Unit::Year if self.get(end) != Meaning::Of => {
                Some(Found::new(at, end, TimeKind::Duration, "P1Y".to_owned()))
            }
            _ => None,
        }
    }

    /// "every Monday", "each year", "daily", "Tuesdays", "Tuesday nights".
    pub(super) fn repeated(&self, at: usize) -> Option<Found> {
        let set = |end, value| Some(Found::new(at, end, TimeKind::Set, value));
        match (self.get(at), self.get(at + 1)) {
            (Meaning::Periodic(unit), _) => set(at + 1, calendar::duration(Some(1.0), unit)),
            (Meaning::Weekdays(weekday), _) if self.capital(at) => set(at + 1, format!("XXXX-WXX-{weekday}")),
            (Meaning::Weekday(weekday, false), Meaning::Parts(part)) if self.capital(at) => {
                set(at + 2, format!("XXXX-WXX-{weekday}T{}", part.letters()))
            }
            (Meaning::Each, Meaning::Weekday(weekday, false)) => match self.get(at + 2) {
                Meaning::Part(part) => set(at + 3, format!("XXXX-WXX-{weekday}T{}", part.letters())),
                _ => set(at + 2, format!("XXXX-WXX-{weekday}")),
            },
            (Meaning::Each, Meaning::Month(month, _)) => set(at + 2, format!("XXXX-{month:02}")),
            (Meaning::Each, Meaning::Season(season)) => set(at + 2, format!("XXXX-{season}")),
            (Meaning::Each, Meaning::Part(part)) => set(at + 2, format!("XXXX-XX-XXT{}", part.letters())),
            (Meaning::Each, Meaning::Unit(unit)) => set(at + 2, calendar::duration(Some(1.0), unit)),
            (Meaning::Each, Meaning::Cardinal(_)) => {
                let (count, unit, end) = self.measure(at + 1)?;
                set(end, calendar::duration(count, unit))
            }
            _ => None,
        }
    }
}
