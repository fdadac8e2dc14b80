//! Times told by a unit or name and where it lies ("last week", "the following day", "last Friday"), and repeated times.

use super::anchor::Tense;
use super::calendar::{self, shift};
use super::meaning::{Meaning, Part, Unit};
use super::rules::{Found, Reader};
use headwater_model::TimeKind;

/// Where a unit lies from the day or date it is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Last,
    This,
    Next,
}

impl Reader<'_> {
    /// Whether a word is written as in a title ("Week", not "week" nor "WEEK").
    pub(super) fn titled(&self, at: usize) -> bool {
        self.capital(at) && self.form(at).chars().skip(1).all(char::is_lowercase)
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
                    Meaning::Comma if matches!(self.get(start + 2), Meaning::Month(..)) => {
                        let date = self.day(start + 2);
                        Some(date.map_or(found, |date| Found { first: at, ..date }))
                    }
                    Meaning::Part(part) => {
                        let value = format!("{}T{}", found.value, part.letters());
                        Some(Found { end: start + 2, kind: TimeKind::Time, value, ..found })
                    }
                    _ => Some(found),
                }
            }
            Meaning::Month(..) if self.capital(start) && self.day(start).is_some() => {
                let found = self.day(start)?;
                // "said that March 2 …", "this July 7, 2017, photo": the date alone.
                if matches!(self.get(the), Meaning::That | Meaning::This) {
                    return Some(Found { first: start, ..found });
                }
                let known = match (side, found.known, self.anchor) {
                    (Side::Last, Some(known), Some(anchor)) if known.date > anchor => shift(known.date, Unit::Year, -1),
                    (_, known, _) => known.map(|known| known.date),
                };
                Some(Found::date(at, found.end, known, Unit::Day))
            }
            Meaning::Month(month, _) if self.capital(start) => {
                let date = self.anchor.and_then(|anchor| {
                    let this = jiff::civil::Date::new(anchor.year(), month, 1).ok()?;
                    match side {
                        // The month just gone would be "last month".
                        Side::Last if month + 1 >= anchor.month() => shift(this, Unit::Year, -1),
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
        // "This Week" is a programme.
        if unit <= Unit::Hour || self.titled(start) {
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
        // "the day before last Tuesday", "the day after the vote" (the latter is no time of its own).
        if let (Meaning::Unit(Unit::Day), word @ (Meaning::Before | Meaning::After)) =
            (self.get(the), self.get(the + 1))
            && let Some(found) = self.day(the + 2).or_else(|| self.relative(the + 2))
            && let Some(known) = found.known
        {
            let date = shift(known.date, Unit::Day, if word == Meaning::Before { -1 } else { 1 });
            return Some(Found::date(at, found.end, date, Unit::Day));
        }
        let previous = match (self.get(the), self.get(the + 1)) {
            (Meaning::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)), Meaning::Before) => {
                let date = self.narrative_from(unit).and_then(|day| shift(day, unit, -1));
                Some(Found::date(at, the + 2, date, unit))
            }
            (Meaning::Part(part), Meaning::Before) => Some(self.relative_part(at, the, Side::Last, true, the, part))
                .map(|found| Found { end: the + 2, ..found }),
            _ => None,
        };
        if previous.is_some() {
            return previous;
        }
        if (self.get(the), self.get(the + 1)) == (Meaning::Filler, Meaning::Unit(Unit::Year))
            && self.form(the) == "full"
        {
            return Some(Found { known: None, ..Found::date(at, the + 2, self.anchor, Unit::Year) });
        }
        let fiscal = self.skip(the, Meaning::Fiscal);
        let Meaning::Unit(unit) = self.get(fiscal) else { return None };
        let end = fiscal + 1;
        if fiscal > the {
            return Some(Found { known: None, ..Found::date(at, end, self.anchor, unit) });
        }
        match unit {
            Unit::Quarter if self.get(end) != Meaning::Of => match self.quarter_at(at) {
                Some(quarter) => Some(Found::date(at, end, Some(quarter), Unit::Quarter)),
                // The quarter that ended last.
                None => {
                    let found = Found::date(at, end, self.anchor.and_then(|day| shift(day, unit, -1)), unit);
                    Some(Found { known: None, ..found })
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
            Unit::Year if matches!(self.before(at), Meaning::Of | Meaning::In) => {
                Some(Found { known: None, ..Found::date(at, end, self.anchor, unit) })
            }
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
            // "the party daily Granma" names a newspaper.
            (Meaning::Periodic(unit), _) if !self.capital(at + 1) => set(at + 1, calendar::duration(Some(1.0), unit)),
            (Meaning::Weekdays(weekday), _) if self.capital(at) => set(at + 1, format!("XXXX-WXX-{weekday}")),
            (Meaning::Weekday(weekday, false), Meaning::Parts(part)) if self.capital(at) => {
                set(at + 2, format!("XXXX-WXX-{weekday}T{}", part.letters()))
            }
            // "twice a week", "three times per year".
            (Meaning::Often, Meaning::A | Meaning::Per) => match self.get(at + 2) {
                Meaning::Unit(unit) if unit != Unit::Quarter => set(at + 3, calendar::duration(Some(1.0), unit)),
                _ => None,
            },
            (Meaning::Cardinal(_), Meaning::Often) => self.repeated(at + 1).map(|found| Found { first: at, ..found }),
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
