//! Times of the clock and parts of the day: "6:00 a.m. local time on Tuesday", "20:00 GMT", "noon Thursday",
//! "Tuesday morning".

use super::calendar;
use super::meaning::{Meaning, Part, Unit};
use super::rules::{Found, Reader};
use headwater_model::TimeKind;

/// How far back the day of a clock time may stand, in atoms, even in a text without sentences.
const SENTENCE: usize = 200;

/// Hour and minute.
type Reading = (u8, u8);

impl Reader<'_> {
    /// A time of the clock, with the day that follows it.
    pub(super) fn clock_time(&self, at: usize) -> Option<Found> {
        let ((hour, minute), end) = self.clock(at)?;
        let (zone, end) = self.zone(end).map_or((None, end), |(universal, end)| (Some(universal), end));
        let comma = self.skip(end, Meaning::Comma);
        let on = self.skip(comma, Meaning::On);
        let day = self.day(on).filter(|day| day.kind == TimeKind::Date && !day.value.contains('T'));
        let (date, mut end, known) = match day {
            // A comma alone parts two expressions unless a date follows: "5 p.m. EST, Nov. 6".
            Some(day) => (day.value, day.end, day.known),
            None => {
                let after = self.day_after_parenthesis(end).and_then(|day| day.known).map(|known| known.date);
                let date = after.or_else(|| self.last_day_of_sentence(at)).or(self.anchor);
                let value = date.map_or("XXXX-XX-XX".to_owned(), |date| calendar::value(date, Unit::Day));
                (value, end, None)
            }
        };
        let zone = zone.or_else(|| {
            let (zone, after) = self.zone(end)?;
            end = after;
            Some(zone)
        });
        let mark = match zone {
            Some(true) => "Z",
            _ => "",
        };
        let value = format!("{date}T{hour:02}:{minute:02}{mark}");
        Some(Found { known, ..Found::new(at, end, TimeKind::Time, value) })
    }

    /// "6:00 a.m.", "6 p.m.", "20:00", "4 in the morning", "six o'clock", "noon".
    fn clock(&self, at: usize) -> Option<(Reading, usize)> {
        let half_day = |hour: u8, after_noon: bool| match (hour, after_noon) {
            (12, false) => Some(0),
            (hour @ 1..=11, true) => Some(hour + 12),
            (hour @ 0..=23, _) => Some(hour),
            _ => None,
        };
        let of_part = |part: Part| part != Part::Morning;
        match self.get(at) {
            Meaning::Noon => Some(((12, 0), at + 1)),
            Meaning::Midnight => Some(((24, 0), at + 1)),
            Meaning::Clock(hour, minute, Some(after_noon)) => Some(((half_day(hour, after_noon)?, minute), at + 1)),
            Meaning::Clock(hour, minute, None) => match (self.get(at + 1), self.get(at + 2), self.get(at + 3)) {
                (Meaning::Meridian(after_noon), ..) => Some(((half_day(hour, after_noon)?, minute), at + 2)),
                (Meaning::In, Meaning::The, Meaning::Part(part)) => {
                    Some(((half_day(hour, of_part(part))?, minute), at + 4))
                }
                _ => Some(((hour, minute), at + 1)),
            },
            Meaning::Cardinal(hour @ 0..=24) => {
                let hour = u8::try_from(hour).ok()?;
                match (self.get(at + 1), self.get(at + 2), self.get(at + 3)) {
                    (Meaning::Meridian(after_noon), ..) => Some(((half_day(hour, after_noon)?, 0), at + 2)),
                    (Meaning::OClock, Meaning::In, Meaning::The) => match self.get(at + 4) {
                        Meaning::Part(part) => Some(((half_day(hour, of_part(part))?, 0), at + 5)),
                        _ => Some(((hour, 0), at + 2)),
                    },
                    (Meaning::OClock, ..) => Some(((hour, 0), at + 2)),
                    (Meaning::In, Meaning::The, Meaning::Part(part)) if hour > 0 && hour <= 12 => {
                        Some(((half_day(hour, of_part(part))?, 0), at + 4))
                    }
                    _ => None,
                }
            }
            // "0600 GMT", and hours without a mark before a zone.
            _ => None,
        }
        .or_else(|| {
            let Meaning::Cardinal(number) = self.get(at) else { return None };
            let four = self.atoms.get(at)?.digits == 4 && matches!(self.get(at + 1), Meaning::Zone(_));
            let (hour, minute) = (u8::try_from(number / 100).ok()?, u8::try_from(number % 100).ok()?);
            (four && hour < 24 && minute < 60).then_some(((hour, minute), at + 1))
        })
    }

    /// "GMT", "EST", "local time", "Moscow time": whether it is universal time, and where its name ends.
    fn zone(&self, at: usize) -> Option<(bool, usize)> {
        match (self.get(at), self.get(at + 1)) {
            (Meaning::Zone(universal), _) if self.form(at).chars().all(char::is_uppercase) => Some((universal, at + 1)),
            (Meaning::Local, Meaning::TimeWord) => Some((false, at + 2)),
            (Meaning::Other, Meaning::TimeWord) if self.capital(at) => Some((false, at + 2)),
            _ => None,
        }
    }

    /// The day that follows another zone's time: "10:35 a.m. (0735 GMT) Friday", or closes it: "(0735 GMT) Friday".
    fn day_after_parenthesis(&self, end: usize) -> Option<Found> {
        let close = (end..self.atoms.len()).take(6).find(|&at| self.get(at) == Meaning::Close)?;
        let opened = self.get(end) == Meaning::Open || close == end;
        let on = self.skip(close + 1, Meaning::On);
        if opened { self.day(on) } else { None }
    }

    /// The day told before an atom in its sentence.
    fn last_day_of_sentence(&self, at: usize) -> Option<jiff::civil::Date> {
        let (date, told) = self.last_day.filter(|(_, told)| at - told < SENTENCE)?;
        let same = !self.atoms.get(told..at)?.iter().any(|atom| atom.meaning == Meaning::Break);
        same.then_some(date)
    }

    /// A part of the day that the text is about: "mid-afternoon", "in the morning".
    pub(super) fn part_of_day(&self, first: usize, end: usize, part: Part) -> Found {
        let day = self.day(self.skip(end, Meaning::Of)).filter(|day| day.kind == TimeKind::Date);
        let (date, end) = match day {
            Some(day) => (day.value, day.end),
            None => {
                let date = self.last_day_of_sentence(first).or(self.anchor);
                (date.map_or("XXXX-XX-XX".to_owned(), |date| calendar::value(date, Unit::Day)), end)
            }
        };
        Found::new(first, end, TimeKind::Time, format!("{date}T{}", part.letters()))
    }
}
