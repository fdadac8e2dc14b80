//! Published times: from metadata in the forms that feeds, pages and records use, from lines that hold nothing but a
//! date, and from addresses and file names.

use headwater_model::{Basis, Precision, Published};
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};

/// A time as it was written: instant, precision and offset, without saying whence it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The instant in UTC; the first instant of the day, month or year when `precision` is coarser than a minute.
    pub at: Timestamp,
    /// How exact it is.
    pub precision: Precision,
    /// Offset from UTC in seconds, when written.
    pub offset: Option<i32>,
}

impl Written {
    /// As a published time known by `basis`.
    #[must_use]
    pub fn known_by(self, basis: Basis) -> Published {
        Published { at: Some(self.at), precision: self.precision, basis, offset: self.offset }
    }

    fn day(date: Date) -> Option<Self> {
        Self::coarse(date, Precision::Day)
    }

    fn coarse(date: Date, precision: Precision) -> Option<Self> {
        if !(1600..=9000).contains(&date.year()) {
            return None;
        }
        let at = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
        Some(Self { at, precision, offset: None })
    }

    fn local(time: DateTime, offset: Offset, precision: Precision) -> Option<Self> {
        let at = offset.to_timestamp(time).ok()?;
        Some(Self { at, precision, offset: Some(offset.seconds()) })
    }
}

/// Reads a time as metadata give it: RFC 3339 and looser ISO 8601, RFC 2822, seconds or milliseconds since 1970,
/// "June 1, 2018 1:45 PM GMT", "1 June 2018", months in seven languages. A time of day without an offset is
/// not an instant: such a value is read as its day. "03/04/2018" could be two days: it is read as nothing.
#[must_use]
pub fn parse(text: &str) -> Option<Written> {
    let text = text.trim();
    // The longest real form is about 60 characters; anything longer is prose.
    if text.len() < 4 || text.len() > 120 {
        return None;
    }
    iso(text).or_else(|| epoch(text)).or_else(|| rfc_2822(text)).or_else(|| worded(text)).or_else(|| slashed(text))
}

fn rfc_2822(text: &str) -> Option<Written> {
    let zoned = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text).ok()?;
    Some(Written { at: zoned.timestamp(), precision: Precision::Second, offset: Some(zoned.offset().seconds()) })
}

fn epoch(text: &str) -> Option<Written> {
    if !(9..=13).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let at =
        if number >= 100_000_000_000 { Timestamp::from_millisecond(number) } else { Timestamp::from_second(number) };
    Some(Written { at: at.ok()?, precision: Precision::Second, offset: Some(0) })
}

/// ISO 8601 and what passes for it: `2018-06-01T16:48:02-04:00`, `2018-06-01 16:48 +0400`, `20180601T164802Z`,
/// `2018-06-01`, `2018/06/01`, `20180601`, `2018-06`, `2018`.
fn iso(text: &str) -> Option<Written> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let (date, rest) = match digits {
        4 if bytes.len() == 4 => {
            return Written::coarse(Date::new(plausible(number(0, 4)?)?, 1, 1).ok()?, Precision::Year);
        }
        4 => {
            let separator = *bytes.get(4)?;
            if !matches!(separator, b'-' | b'/' | b'.') {
                return None;
            }
            let month_digits = bytes.get(5..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=2).contains(&month_digits) {
                return None;
            }
            let (year, month) = (number(0, 4)?, number(5, 5 + month_digits)?);
            let after = 5 + month_digits;
            if bytes.len() == after {
                let first = Date::new(plausible(year)?, i8::try_from(month).ok()?, 1).ok()?;
                return Written::coarse(first, Precision::Month);
            }
            if bytes.get(after) != Some(&separator) {
                return None;
            }
            let day_digits = bytes.get(after + 1..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=2).contains(&day_digits) {
                return None;
            }
            let day = number(after + 1, after + 1 + day_digits)?;
            (civil_date(year, month, day)?, text.get(after + 1 + day_digits..)?)
        }
        8 => (civil_date(number(0, 4)?, number(4, 6)?, number(6, 8)?)?, text.get(8..)?),
        14 => (civil_date(number(0, 4)?, number(4, 6)?, number(6, 8)?)?, text.get(8..)?),
        _ => return None,
    };
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    if rest.is_empty() {
        return Written::day(date);
    }
    clock(date, rest).or_else(|| Written::day(date))
}

/// A time of day with an offset after a date: "16:48:02.123-04:00", "164802Z", "1:45 pm GMT".
fn clock(date: Date, text: &str) -> Option<Written> {
    let mut numbers = [0_i8; 3];
    let mut count = 0;
    let mut rest = text;
    let compact = rest.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(compact, 4 | 6) {
        for pair in 0..compact / 2 {
            *numbers.get_mut(pair)? = rest.get(pair * 2..pair * 2 + 2)?.parse().ok()?;
            count += 1;
        }
        rest = rest.get(compact..)?;
    } else {
        loop {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=2).contains(&digits) || count == 3 {
                return None;
            }
            *numbers.get_mut(count)? = rest.get(..digits)?.parse().ok()?;
            count += 1;
            rest = rest.get(digits..)?;
            match rest.strip_prefix(':') {
                Some(more) => rest = more,
                None => break,
            }
        }
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            rest = fraction.get(digits..)?;
        }
    }
    rest = rest.trim_start();
    let lower = rest.to_ascii_lowercase();
    for (mark, afternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if lower.starts_with(mark) {
            rest = rest.get(mark.len()..)?.trim_start();
            numbers[0] = numbers[0] % 12 + if afternoon { 12 } else { 0 };
            break;
        }
    }
    if count < 2 {
        return None;
    }
    let time = civil::Time::new(numbers[0], numbers[1], numbers[2].min(59), 0).ok()?;
    let offset = zone(rest.trim_matches(['(', ')', ' ', '.']))?;
    Written::local(date.to_datetime(time), offset, if count == 3 { Precision::Second } else { Precision::Minute })
}

/// "Z", "+04:00", "-0400", "+01", "GMT", "EST".
fn zone(text: &str) -> Option<Offset> {
    // Only abbreviations that mean one offset in news metadata; "ET" and "IST" do not.
    const NAMED: [(&str, i8); 14] = [
        ("z", 0),
        ("utc", 0),
        ("gmt", 0),
        ("est", -5),
        ("edt", -4),
        ("cdt", -5),
        ("mst", -7),
        ("mdt", -6),
        ("pst", -8),
        ("pdt", -7),
        ("cet", 1),
        ("cest", 2),
        ("msk", 3),
        ("jst", 9),
    ];
    if let Some((_, hours)) = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(Offset::constant(*hours));
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return text.strip_prefix('−').and_then(|rest| signed_offset(rest, -1)),
    };
    signed_offset(text.get(1..)?, sign)
}

fn signed_offset(text: &str, sign: i32) -> Option<Offset> {
    let digits: String = text.chars().filter(|character| *character != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(digits.len(), 1 | 2 | 4) {
        return None;
    }
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    Offset::from_seconds(sign * (hours.parse::<i32>().ok()? * 3600 + minutes * 60)).ok()
}

fn plausible(year: i16) -> Option<i16> {
    (1600..=2999).contains(&year).then_some(year)
}

fn civil_date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(plausible(year)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "25/12/2018" and "12/25/2018"; nothing when both numbers could be the month and they differ.
fn slashed(text: &str) -> Option<Written> {
    let head = text.split([' ', ',']).next()?;
    let mut parts = head.split(['/', '.', '-']);
    let (first, second): (i16, i16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    // A dot is written between day and month, never the other way round.
    let (month, day) = match (first > 12, second > 12) {
        (true, false) => (second, first),
        (false, true) => (first, second),
        (false, false) if first == second || head.contains('.') => (second, first),
        _ => return None,
    };
    let date = civil_date(year, month, day)?;
    let rest = text.get(head.len()..)?.trim_start_matches([' ', ',']);
    clock(date, rest).or_else(|| Written::day(date))
}

/// "Friday, June 1, 2018 at 1:45 PM GMT", "1 June 2018", "1er juin 2018", "1. Juni 2018".
fn worded(text: &str) -> Option<Written> {
    let found = find_worded(text)?;
    let before = text.get(..found.start)?;
    let after = text.get(found.end..)?.trim_start_matches([' ', ',', '-', '–', '|', '·']);
    let after = after.strip_prefix("at ").unwrap_or(after).trim_start();
    // Besides the date there may be a weekday and a time, nothing else.
    if before.split_whitespace().count() > 2 || after.split_whitespace().count() > 4 {
        return None;
    }
    clock(found.date, after).or_else(|| Written::day(found.date))
}

/// A full date written with the name of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Worded {
    pub(crate) date: Date,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The first full date with a month's name in a short text: month, day and year, or day, month and year.
pub(crate) fn find_worded(text: &str) -> Option<Worded> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if character.is_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            words.push((from, text.get(from..at)?));
            // Dates stand at the opening of what is asked about; a hostile long text is not searched.
            if words.len() > 64 {
                break;
            }
        }
    }
    for (index, (at, word)) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let near = |step: isize| words.get(index.checked_add_signed(step)?).copied();
        let day_of = |word: &str| -> Option<i16> {
            let digits = word.trim_end_matches(|character: char| character.is_alphabetic());
            let suffix = word.get(digits.len()..)?;
            let ordinal = matches!(suffix.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th" | "er");
            digits.parse().ok().filter(|day| ordinal && (1..=31).contains(day))
        };
        let year_of = |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten().and_then(plausible);
        let of = |step: isize| match near(step) {
            // "1 de junio de 2018"
            Some((_, "de" | "of" | "del")) => near(step + step.signum()),
            other => other,
        };
        if let (Some((_, day)), Some((year_at, year))) = (near(1), near(2))
            && let (Some(day), Some(year)) = (day_of(day), year_of(year))
            && let Some(date) = civil_date(year, month, day)
        {
            return Some(Worded { date, start: *at, end: year_at + 4 });
        }
        if let (Some((day_at, day)), Some((year_at, year))) = (of(-1), of(1))
            && let (Some(day), Some(year)) = (day_of(day), year_of(year))
            && let Some(date) = civil_date(year, month, day)
        {
            return Some(Worded { date, start: day_at, end: year_at + 4 });
        }
    }
    None
}

/// Number of the month whose name or abbreviation a word is (English, German, French, Spanish, Portuguese, Italian,
/// Russian).
pub(crate) fn month(word: &str) -> Option<i16> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "jan", "januar", "janvier", "enero", "janeiro", "gennaio", "января"],
        &["february", "feb", "februar", "février", "fevrier", "febrero", "fevereiro", "febbraio", "февраля"],
        &["march", "mar", "märz", "mars", "marzo", "março", "марта"],
        &["april", "apr", "avril", "abril", "aprile", "апреля"],
        &["may", "mai", "mayo", "maio", "maggio", "мая"],
        &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "июня"],
        &["july", "jul", "juli", "juillet", "julio", "julho", "luglio", "июля"],
        &["august", "aug", "août", "aout", "agosto", "августа"],
        &["september", "sept", "sep", "septembre", "septiembre", "setembro", "settembre", "сентября"],
        &["october", "oct", "oktober", "octobre", "octubre", "outubro", "ottobre", "октября"],
        &["november", "nov", "novembre", "noviembre", "novembro", "ноября"],
        &["december", "dec", "dezember", "décembre", "decembre", "diciembre", "dezembro", "dicembre", "декабря"],
    ];
    if !(3..=24).contains(&word.len()) || word.bytes().next()?.is_ascii_digit() {
        return None;
    }
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&lower.as_str()))?;
    i16::try_from(at + 1).ok()
}

/// Whether a word is a weekday in English, in full or cut to three letters or more ("Tue", "Thurs").
pub(crate) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

/// The weekday that a word names, in English.
pub(crate) fn weekday(word: &str) -> Option<civil::Weekday> {
    const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let lower = word.to_ascii_lowercase();
    if lower.len() < 3 || !lower.is_ascii() {
        return None;
    }
    let short = ["sun", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat"];
    let at =
        DAYS.iter().position(|day| *day == lower || (short.contains(&lower.as_str()) && day.starts_with(&lower)))?;
    civil::Weekday::from_sunday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// The date in an address or a file name: `/2018/06/01/`, `2018-06-01`, `20180601`; a month (`/2018/06/`) when there
/// is no day. Web archive prefixes are skipped: their digits say when the page was saved.
#[must_use]
pub fn in_name(name: &str) -> Option<Written> {
    let name = name.split(['?', '#']).next()?;
    let name = match name.find("web.archive.org/web/") {
        Some(at) => name.get(at + 20..)?.split_once('/')?.1,
        None => name,
    };
    let runs: Vec<(usize, &str)> = digit_runs(name);
    let mut month_only = None;
    for (index, (at, run)) in runs.iter().enumerate() {
        let Some(year) =
            run.get(..4).and_then(|year| year.parse::<i16>().ok()).filter(|year| (1990..=2100).contains(year))
        else {
            continue;
        };
        if run.len() == 8 {
            let number = |from, to| run.get(from..to).and_then(|part: &str| part.parse().ok());
            if let (Some(month), Some(day)) = (number(4, 6), number(6, 8))
                && let Some(date) = civil_date(year, month, day)
            {
                return Written::day(date);
            }
        }
        if run.len() != 4 {
            continue;
        }
        let next = |step: usize, end: usize| -> Option<(i16, usize)> {
            let (start, run) = runs.get(index + step)?;
            let joined = *start == end + 1 && matches!(name.as_bytes().get(end)?, b'-' | b'/' | b'_' | b'.');
            (joined && run.len() <= 2).then(|| run.parse().ok().map(|number| (number, start + run.len()))).flatten()
        };
        // "/2018/jun/01/" as some papers write it.
        let named = name.get(at + 5..).and_then(|rest| {
            let mut parts = rest.split('/');
            let (month, day) = (month(parts.next()?)?, parts.next()?.parse::<i16>().ok()?);
            civil_date(year, month, day)
        });
        if let Some(date) = named {
            return Written::day(date);
        }
        let Some((month, end)) = next(1, at + 4) else { continue };
        if let Some(date) = next(2, end).and_then(|(day, _)| civil_date(year, month, day)) {
            return Written::day(date);
        }
        if name.get(end..).is_some_and(|rest| rest.starts_with('/')) {
            month_only = month_only.or_else(|| {
                let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
                Written::coarse(first, Precision::Month)
            });
        }
    }
    month_only
}

fn digit_runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        match (byte.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.extend(text.get(from..at).map(|run| (from, run)));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(String, Precision)> {
        parse(text).map(|written| (written.at.to_string(), written.precision))
    }

    #[test]
    fn instants_with_offsets_are_exact() {
        for text in [
            "2018-06-01T16:48:02-04:00",
            "2018-06-01T16:48:02-0400",
            "2018-06-01T20:48:02Z",
            "2018-06-01T20:48:02.000Z",
            "20180601T204802Z",
            "2018-06-01 20:48:02 UTC",
            "Fri, 01 Jun 2018 20:48:02 GMT",
            "Fri, 1 Jun 2018 16:48:02 -0400",
            "1527886082",
            "1527886082000",
        ] {
            assert_eq!(shown(text), Some(("2018-06-01T20:48:02Z".to_owned(), Precision::Second)), "{text}");
        }
    }

    #[test]
    fn days_months_and_years() {
        for text in [
            "2018-06-01",
            "2018/6/1",
            "20180601",
            "June 1, 2018",
            "Jun. 1st, 2018",
            "1 June 2018",
            "Friday, June 1, 2018",
            "1 de junio de 2018",
            "1. Juni 2018",
            "1er juin 2018",
            "1 июня 2018",
            "01.06.2018",
            "June 1, 2018 4:48 p.m. ET",
            "2018-06-01 16:48:02",
        ] {
            assert_eq!(shown(text), Some(("2018-06-01T00:00:00Z".to_owned(), Precision::Day)), "{text}");
        }
        assert_eq!(shown("12/25/2018"), Some(("2018-12-25T00:00:00Z".to_owned(), Precision::Day)));
        assert_eq!(shown("2018-06"), Some(("2018-06-01T00:00:00Z".to_owned(), Precision::Month)));
        assert_eq!(shown("2018"), Some(("2018-01-01T00:00:00Z".to_owned(), Precision::Year)));
        assert_eq!(shown("June 1, 2018 at 4:48 PM EDT"), Some(("2018-06-01T20:48:00Z".to_owned(), Precision::Minute)));
    }

    #[test]
    fn what_is_no_date_is_nothing() {
        for text in
            ["", "soon", "03/04/2018", "2018-13-01", "2018-02-30", "99999999999999999999", "June", "May 5", "1234-5"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        let day =
            |name: &str| in_name(name).map(|written| (written.at.to_string()[..10].to_owned(), written.precision));
        assert_eq!(day("https://a.example/2018/06/01/story.html"), Some(("2018-06-01".to_owned(), Precision::Day)));
        assert_eq!(day("https://a.example/world/2018/jun/01/story"), Some(("2018-06-01".to_owned(), Precision::Day)));
        assert_eq!(day("report_2018-06-01.txt"), Some(("2018-06-01".to_owned(), Precision::Day)));
        assert_eq!(day("20180601-story.txt"), Some(("2018-06-01".to_owned(), Precision::Day)));
        assert_eq!(day("https://a.example/2018/06/story"), Some(("2018-06-01".to_owned(), Precision::Month)));
        assert_eq!(
            day("http://web.archive.org/web/20170301011318/http://a.example/2015/10/06/x"),
            Some(("2015-10-06".to_owned(), Precision::Day))
        );
        assert_eq!(day("000_dd396b500a9c83a3.txt"), None);
        assert_eq!(day("article-20159999"), None);
    }
}
