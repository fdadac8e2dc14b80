//! Lengths of time, and dates told by one: "two weeks", "the past three months", "two weeks ago", "a day earlier".

use super::calendar::{self, Known, shift};
use super::meaning::{Meaning, Unit};
use super::relative::Side;
use super::rules::{Found, Reader};
use headwater_model::TimeKind;

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
            // "in as many weeks" counts what was told before.
            (Meaning::Untold, _) if at.checked_sub(1).is_some_and(|before| self.form(before) == "as") => return None,
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
    pub(super) fn measure(&self, at: usize) -> Option<(Option<f64>, Unit, usize)> {
        let (mut count, amount_end) = self.amount(at)?;
        let mut end = self.skip(amount_end, Meaning::Hyphen);
        if matches!(self.get(end), Meaning::Filler | Meaning::More | Meaning::Fiscal) {
            end += 1;
        }
        let unit = match self.get(end) {
            // "a days" is nothing, nor "several year".
            Meaning::Units(unit) => unit,
            Meaning::Fortnight => return Some((count.map(|count| count * 2.0), Unit::Week, end + 1)),
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
                    if unit >= Unit::Quarter {
                        return Some(Found::new(at, at + 2, TimeKind::Date, "PAST_REF".to_owned()));
                    }
                    return Some(bare(unit, at + 2));
                }
                (Meaning::Units(unit), Meaning::Ago) => {
                    let value = calendar::duration(None, unit);
                    return Some(Found::new(at, at + 2, TimeKind::Duration, value));
                }
                (Meaning::Units(unit), Meaning::Earlier | Meaning::Later) => {
                    return Some(Found::new(at, at + 2, TimeKind::Duration, calendar::duration(None, unit)));
                }
                (Meaning::Units(unit), Meaning::Hyphen) if self.form(at + 2) == "long" => {
                    return Some(bare(unit, at + 3));
                }
                (Meaning::Units(unit), next) => {
                    let hundreds = self.before(at) == Meaning::Of
                        && at.checked_sub(2).is_some_and(|at| self.form(at).ends_with("ds"));
                    let led = matches!(self.before(at), Meaning::In | Meaning::For | Meaning::Of | Meaning::Other)
                        && unit >= Unit::Week
                        && !hundreds;
                    let follows = matches!(next, Meaning::Before | Meaning::After) && unit >= Unit::Hour;
                    let old = matches!(next, Meaning::Old | Meaning::Hyphen);
                    return ((led || follows) && !old).then(|| bare(unit, at + 1));
                }
                (Meaning::Spanning(unit), _) => {
                    return Some(Found::new(at, at + 1, TimeKind::Duration, calendar::duration(Some(1.0), unit)));
                }
                // "day-long", "the decades-long war".
                (Meaning::Unit(unit), Meaning::Hyphen) if self.form(at + 2) == "long" => {
                    return Some(Found::new(at, at + 3, TimeKind::Duration, calendar::duration(Some(1.0), unit)));
                }
                _ => {}
            }
        }
        if let (Meaning::Units(unit), Meaning::Ahead) = (self.get(the), self.get(the + 1))
            && the > at
        {
            return Some(bare(unit, the + 2));
        }
        let (count, unit, end) = self.measure(start)?;
        // "the 14-day wait": the article belongs to the noun.
        let first = if side.is_none() && self.get(end - 2) == Meaning::Hyphen { start } else { at };
        let hyphen = self.skip(end, Meaning::Hyphen);
        if self.get(hyphen) == Meaning::Old {
            return Some(Found::new(at, hyphen + 1, TimeKind::Duration, String::new()));
        }
        if the == at && side.is_none() {
            if let Some(found) = self.counted_from(at, count, unit, end) {
                return Some(found);
            }
            let article = self.get(start) == Meaning::A && end == start + 2;
            if unit == Unit::Weekend || (article && unit < Unit::Hour) {
                return None;
            }
            // "three-quarters of its food", "a calendar year".
            let share = unit == Unit::Quarter && (count == Some(3.0) || self.get(end) == Meaning::Of);
            let calendar = self.get(start) == Meaning::A && matches!(self.form(start + 1), "fiscal" | "calendar");
            if share || calendar {
                return None;
            }
            // "$3 a year" repeats; "four flights a week" rather counts than tells a time.
            if article && self.rate(at) {
                let value = if unit == Unit::Year { calendar::duration(count, unit) } else { String::new() };
                return Some(Found::new(at, end, TimeKind::Set, value));
            }
            // A title: "60 Minutes".
            if self.titled(end - 1) {
                return None;
            }
        } else if side.is_none() && count.is_none() {
            return None;
        }
        Some(Found::new(first, end, TimeKind::Duration, calendar::duration(count, unit)))
    }

    /// Whether what stands before "a year" is a price, a share or a number of times.
    fn rate(&self, at: usize) -> bool {
        let number = |meaning| matches!(meaning, Meaning::Cardinal(_) | Meaning::Decimal(_) | Meaning::Multiplier(_));
        let counted = at >= 2
            && number(self.get(at - 2))
            && matches!(self.get(at - 1), Meaning::Other | Meaning::Units(_) | Meaning::Unit(_));
        number(self.before(at))
            || counted
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
                let date = self.anchor.and_then(|day| shift(day, unit, -whole));
                if date.is_none() && self.anchor.is_some() {
                    // Before the calendar: "66 million years ago".
                    return Some(Found::new(at, end, TimeKind::Duration, calendar::duration(count, unit)));
                }
                Some(Found::date(at, end, date, grain))
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
                let whole = whole.filter(|_| unit >= Unit::Day);
                let Some(whole) = whole else {
                    return Some(Found::new(at, end, TimeKind::Duration, calendar::duration(count, unit)));
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
    pub(super) fn narrative_from(&self, unit: Unit) -> Option<jiff::civil::Date> {
        match self.narrative {
            Some(Known { date, grain }) if grain <= unit || unit >= Unit::Year => Some(date),
            _ => self.narrative_day(),
        }
    }
}
