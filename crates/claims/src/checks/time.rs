//! Are two clock times the same instant, and is a date the day of the week that is written beside it?

use super::Sentence;
use headwater_model::{Check, CheckKind, Span, TimeExpression, TimeKind};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

/// Weeks in which a clock time is tried whose week is not known, by their Mondays: one in winter, one in summer. What holds
/// in both does not hang on the season.
const ANY_WEEKS: [Date; 2] = [Date::constant(2023, 1, 9), Date::constant(2023, 7, 10)];

/// Holds "6:00 a.m. local time on Tuesday (20:00 GMT on Monday)" against the zone of the place named in the sentence.
pub(super) fn check_zone(sentence: &Sentence<'_>, checks: &mut Vec<Check>) {
    for pair in inside(sentence).windows(2) {
        let span = pair[0].span.cover(pair[1].span);
        if !side_by_side(sentence, pair[0].span, pair[1].span) {
            continue;
        }
        let tried = ANY_WEEKS.map(|monday| {
            let values = [&pair[0].value, &pair[1].value].map(|value| in_week(value, monday));
            same_instant(sentence, pair, &values)
        });
        if let [Some((winter, detail)), Some((summer, _))] = tried {
            let holds = (winter == summer).then_some(winter);
            checks.push(Check { kind: CheckKind::TimeZone, report: sentence.report, span, holds, detail });
        }
    }
}

/// Whether a local and an absolute time are one instant, with the calculation. `None` when there is nothing to compare.
fn same_instant(sentence: &Sentence<'_>, pair: &[&TimeExpression], values: &[String; 2]) -> Option<(bool, String)> {
    let called_local = |at: usize| sentence.text(pair[at].span).to_lowercase().contains("local");
    let (local, absolute) = match (instant(&values[0]), instant(&values[1])) {
        // A local time may carry the offset that its place was found to have: it is held against the place all the same.
        (Some(_), Some(_)) if called_local(1) && !called_local(0) => (1, 0),
        (Some(_), Some(_)) if values[0].ends_with('Z') && !values[1].ends_with('Z') && !called_local(0) => (1, 0),
        (None, Some(_)) | (Some(_), Some(_)) => (0, 1),
        (Some(_), None) => (1, 0),
        (None, None) => return None,
    };
    let (stated, clock) = (instant(&values[absolute])?, clock(&values[local])?);
    let words = sentence.text(pair[local].span.cover(pair[absolute].span)).to_lowercase();
    if !words.contains("local") && instant(&values[local]).is_some() {
        return None;
    }
    let (place, name, zone) = zone(sentence, pair[local].span)?;
    let zoned = zone.to_ambiguous_zoned(clock).compatible().ok()?;
    let seconds = zoned.timestamp().as_second() - stated.as_second();
    // Days of the week without a date come round again.
    let whole_weeks = pair.iter().any(|time| time.value.starts_with(SOME_DAY)) && seconds % (7 * 24 * 3600) == 0;
    let detail = format!(
        "{place} keeps {name}, UTC{}: {} there is {} UTC, stated {} UTC",
        zoned.offset(),
        clock.strftime("%A %H:%M"),
        zoned.timestamp().strftime("%A %H:%M"),
        stated.strftime("%A %H:%M"),
    );
    Some((seconds == 0 || whole_weeks, detail))
}

/// How a value opens that names a day of some week ("XXXX-WXX-2T06:00").
const SOME_DAY: &str = "XXXX-WXX-";

/// A value on a day of some week, set into one week; any other as it is.
fn in_week(value: &str, monday: Date) -> String {
    let set = || {
        let (day, time) = value.strip_prefix(SOME_DAY)?.split_at_checked(1)?;
        let after = day.parse::<i8>().ok().filter(|day| (1..=7).contains(day))? - 1;
        let date = monday.checked_add(jiff::Span::new().try_days(after).ok()?).ok()?;
        Some(format!("{date}{time}"))
    };
    set().unwrap_or_else(|| value.to_owned())
}

/// Holds "Tuesday, Sept. 12" against the calendar.
pub(super) fn check_weekday(sentence: &Sentence<'_>, checks: &mut Vec<Check>) {
    let times = inside(sentence);
    for (at, time) in times.iter().enumerate() {
        let Some(date) = date_written(sentence, time) else { continue };
        let own = weekday_in(sentence.text(time.span)).map(|weekday| (weekday, time.span));
        let neighbours = [at.checked_sub(1).and_then(|before| times.get(before)), times.get(at + 1)];
        let beside = neighbours.into_iter().flatten().find_map(|other| {
            let (low, high) = if other.span < time.span { (other.span, time.span) } else { (time.span, other.span) };
            let between = sentence.between(low, high);
            let joined = between.len() <= 3 && !between.contains(char::is_alphanumeric);
            let weekday = weekday_in(sentence.text(other.span)).filter(|_| joined)?;
            Some((weekday, low.cover(high)))
        });
        let Some((weekday, span)) = own.or(beside) else { continue };
        checks.push(Check {
            kind: CheckKind::Weekday,
            report: sentence.report,
            span,
            holds: Some(date.weekday() == weekday),
            detail: format!("{date} is a {}", name(date.weekday())),
        });
    }
}

fn inside<'a>(sentence: &Sentence<'a>) -> Vec<&'a TimeExpression> {
    let times = sentence.reading.annotated.times.iter();
    times
        .filter(|time| sentence.span.contains(time.span) && matches!(time.kind, TimeKind::Date | TimeKind::Time))
        .collect()
}

/// "… (…", "… or …", "…, …" with nothing else between, but for "local time" and the day.
fn side_by_side(sentence: &Sentence<'_>, first: Span, second: Span) -> bool {
    let between = sentence.between(first, second);
    let known = |word: &str| matches!(word, "" | "local" | "time" | "or" | "on");
    between.len() <= 24 && between.split(|it: char| !it.is_alphanumeric()).all(known)
}

/// The instant of a value that ends in "Z" or an offset.
fn instant(value: &str) -> Option<Timestamp> {
    let (_, time) = value.split_once('T')?;
    if let Some(plain) = value.strip_suffix('Z') {
        return plain.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    }
    if time.contains(['+', '-']) { value.parse().ok() } else { None }
}

/// The clock time of a value, its zone left out.
fn clock(value: &str) -> Option<DateTime> {
    let (date, time) = value.split_once('T')?;
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    format!("{date}T{}", &time[..end]).parse().ok()
}

/// The place named last before a time in its sentence, else first after it: its name, its zone's name and its zone.
fn zone(sentence: &Sentence<'_>, time: Span) -> Option<(String, String, TimeZone)> {
    let places = || {
        let places = sentence.reading.annotated.places.iter();
        places
            .filter(|mention| sentence.span.contains(mention.span))
            .filter_map(|mention| mention.place.as_ref().map(|place| (mention.span, place)))
            .filter(|(_, place)| !place.zone.is_empty())
    };
    let before = places().rfind(|(span, _)| span.end() <= time.start());
    let (_, place) = before.or_else(|| places().find(|(span, _)| span.start() >= time.end()))?;
    let zone = TimeZone::get(&place.zone).ok()?;
    Some((place.name.clone(), place.zone.clone(), zone))
}

/// The day of a value when the words give its number: a bare weekday, with or without a clock time, says nothing that could
/// be held against itself.
pub(super) fn date_written(sentence: &Sentence<'_>, time: &TimeExpression) -> Option<Date> {
    let date: Date = time.value.get(..10)?.parse().ok()?;
    let day = i64::from(date.day());
    gives_number(sentence.text(time.span), day).then_some(date)
}

/// Whether words hold a number that is not part of a clock time ("6:00 a.m.", "20:00 GMT").
pub(super) fn gives_number(words: &str, number: i64) -> bool {
    let mut at = 0;
    while let Some(found) = words[at..].find(|character: char| character.is_ascii_digit()) {
        let start = at + found;
        let digits = words[start..].find(|character: char| !character.is_ascii_digit());
        let end = digits.map_or(words.len(), |length| start + length);
        let clock = words[end..].starts_with(':') || words[..start].ends_with(':') || {
            let after = words[end..].trim_start_matches([' ', '\u{a0}']).to_lowercase().replace('.', "");
            ["am", "pm", "gmt", "utc", "hours", "o'clock"]
                .iter()
                .any(|mark| after.strip_prefix(mark).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
        };
        if !clock && words[start..end].parse() == Ok(number) {
            return true;
        }
        at = end;
    }
    false
}

fn weekday_in(text: &str) -> Option<Weekday> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|character: char| !character.is_alphabetic());
    words.find_map(|word| {
        Some(match word {
            "monday" | "mon" => Weekday::Monday,
            "tuesday" | "tue" | "tues" => Weekday::Tuesday,
            "wednesday" | "wed" => Weekday::Wednesday,
            "thursday" | "thu" | "thur" | "thurs" => Weekday::Thursday,
            "friday" | "fri" => Weekday::Friday,
            "saturday" | "sat" => Weekday::Saturday,
            "sunday" | "sun" => Weekday::Sunday,
            _ => return None,
        })
    })
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_a_clock_are_no_date() {
        assert!(!gives_number("6:12 a.m. local time on Tuesday", 12));
        assert!(!gives_number("12 p.m. on Tuesday", 12));
        assert!(!gives_number("20:00 GMT on Monday", 20));
        assert!(gives_number("Tuesday, Sept. 12", 12));
        assert!(gives_number("Tuesday the 12th at 6:00", 12));
        assert!(!gives_number("Tuesday", 12));
    }

    #[test]
    fn values_with_and_without_a_zone() {
        assert_eq!(instant("2023-09-11T20:00Z").unwrap().to_string(), "2023-09-11T20:00:00Z");
        assert_eq!(instant("2023-09-12T06:00+10:00").unwrap().to_string(), "2023-09-11T20:00:00Z");
        assert_eq!(in_week("XXXX-WXX-2T06:00", ANY_WEEKS[0]), "2023-01-10T06:00");
        assert_eq!(in_week("2023-09-12", ANY_WEEKS[0]), "2023-09-12");
        assert_eq!(instant("2023-09-12T06:00"), None);
        assert!(clock("2023-09-12T06:00+10:00").is_some());
        assert!(clock("2023-09-12").is_none());
        assert!(TimeZone::get("Asia/Vladivostok").is_ok(), "zones are built in");
    }
}
