//! Dates as values: shifts, weeks, seasons, holidays, and how TIMEX3 writes them.

use super::meaning::{Holiday, Unit};
use jiff::Span as Shift;
use jiff::civil::{Date, Weekday};

/// A date known down to some unit; `date` is its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) date: Date,
    pub(super) grain: Unit,
}

/// `date` moved by `count` units; days beyond a month's end become its last day. `None` when the calendar ends.
pub(super) fn shift(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let shift = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day => Shift::new().try_days(count),
        Unit::Weekend | Unit::Week => Shift::new().try_weeks(count),
        Unit::Month => Shift::new().try_months(count),
        Unit::Quarter => Shift::new().try_months(count.checked_mul(3)?),
        Unit::Year => Shift::new().try_years(count),
        Unit::Decade => Shift::new().try_years(count.checked_mul(10)?),
        Unit::Century => Shift::new().try_years(count.checked_mul(100)?),
    };
    date.checked_add(shift.ok()?).ok()
}

/// The value of the unit that holds `date`: "1998-08-07", "1998-W32", "1998-W32-WE", "1998-08", "1998-Q3", "1998",
/// "199", "19".
pub(super) fn value(date: Date, grain: Unit) -> String {
    match grain {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => date.to_string(),
        Unit::Week => week(date),
        Unit::Weekend => week(date) + "-WE",
        Unit::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Unit::Quarter => format!("{:04}-Q{}", date.year(), (date.month() + 2) / 3),
        Unit::Year => format!("{:04}", date.year()),
        Unit::Decade => format!("{:03}", date.year() / 10),
        Unit::Century => format!("{:02}", date.year() / 100),
    }
}

fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The value of an unknown unit: "XXXX-XX-XX", "XXXX-WXX".
pub(super) fn unknown(grain: Unit) -> &'static str {
    match grain {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// The letters of a duration: "P3D", "PT5H", "P20Y" for two decades, "PXM" for an unknown number (`None`).
pub(super) fn duration(count: Option<f64>, unit: Unit) -> String {
    let (mark, letter, times) = match unit {
        Unit::Second => ("PT", 'S', 1.0),
        Unit::Minute => ("PT", 'M', 1.0),
        Unit::Hour => ("PT", 'H', 1.0),
        Unit::Day => ("P", 'D', 1.0),
        Unit::Weekend => ("P", 'D', 2.0),
        Unit::Week => ("P", 'W', 1.0),
        Unit::Month => ("P", 'M', 1.0),
        Unit::Quarter => ("P", 'M', 3.0),
        Unit::Year => ("P", 'Y', 1.0),
        Unit::Decade => ("P", 'Y', 10.0),
        Unit::Century => ("P", 'Y', 100.0),
    };
    let Some(count) = count else { return format!("{mark}X{letter}") };
    let count = count * times;
    let whole = count.floor();
    let finer = match letter {
        'Y' => Some((12.0, "M")),
        'H' => Some((60.0, "M")),
        'M' if mark == "PT" => Some((60.0, "S")),
        'D' => Some((24.0, "H")),
        _ => None,
    };
    match finer {
        Some((parts, finer)) if count > whole => {
            let rest = ((count - whole) * parts).round();
            let time = if letter == 'D' { "T" } else { "" };
            if whole > 0.0 {
                format!("{mark}{whole}{letter}{time}{rest}{finer}")
            } else {
                format!("{mark}{time}{rest}{finer}")
            }
        }
        _ => format!("{mark}{count}{letter}"),
    }
}

/// The nearest given weekday (Monday = 1) before `date`, or on it when `same` holds.
pub(super) fn weekday_before(date: Date, weekday: i8, same: bool) -> Option<Date> {
    let back = i64::from((date.weekday().to_monday_one_offset() - weekday).rem_euclid(7));
    shift(date, Unit::Day, if back == 0 && !same { -7 } else { -back })
}

/// The nearest given weekday (Monday = 1) after `date`, or on it when `same` holds.
pub(super) fn weekday_after(date: Date, weekday: i8, same: bool) -> Option<Date> {
    let ahead = i64::from((weekday - date.weekday().to_monday_one_offset()).rem_euclid(7));
    shift(date, Unit::Day, if ahead == 0 && !same { 7 } else { ahead })
}

/// The day of a holiday in a year.
pub(super) fn holiday(holiday: Holiday, year: i16) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Nth(month, weekday, nth) => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        Holiday::Election => shift(self::holiday(Holiday::Nth(11, 1, 1), year)?, Unit::Day, 1),
        Holiday::Easter(days) => shift(easter(year)?, Unit::Day, i64::from(days)),
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm as given by Meeus, Astronomical Algorithms, 1991).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century + 8) / 25;
    let epact = (19 * golden + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_are_written_as_timex3_does() {
        let day = date(1998, 8, 7);
        let values = [Unit::Day, Unit::Week, Unit::Weekend, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade];
        let written: Vec<String> = values.iter().map(|&grain| value(day, grain)).collect();
        assert_eq!(written, ["1998-08-07", "1998-W32", "1998-W32-WE", "1998-08", "1998-Q3", "1998", "199"]);
    }

    #[test]
    fn durations() {
        assert_eq!(duration(Some(3.0), Unit::Day), "P3D");
        assert_eq!(duration(Some(5.5), Unit::Hour), "PT5H30M");
        assert_eq!(duration(Some(2.5), Unit::Year), "P2Y6M");
        assert_eq!(duration(Some(2.0), Unit::Decade), "P20Y");
        assert_eq!(duration(None, Unit::Month), "PXM");
        assert_eq!(duration(Some(0.5), Unit::Hour), "PT30M");
    }

    #[test]
    fn weekdays_around_a_date() {
        let wednesday = date(2023, 9, 13);
        assert_eq!(weekday_before(wednesday, 2, true), Some(date(2023, 9, 12)));
        assert_eq!(weekday_before(wednesday, 3, true), Some(wednesday));
        assert_eq!(weekday_before(wednesday, 3, false), Some(date(2023, 9, 6)));
        assert_eq!(weekday_after(wednesday, 2, true), Some(date(2023, 9, 19)));
    }

    #[test]
    fn movable_feasts() {
        assert_eq!(holiday(Holiday::Easter(0), 2000), Some(date(2000, 4, 23)));
        assert_eq!(holiday(Holiday::Easter(0), 2024), Some(date(2024, 3, 31)));
        assert_eq!(holiday(Holiday::Nth(11, 4, 4), 1999), Some(date(1999, 11, 25)));
    }
}
