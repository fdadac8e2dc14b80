//! Do two dates, or a birth year and an age, lie as far apart as is written?

use super::Sentence;
use super::time::{date_written, gives_number};
use headwater_model::{Check, CheckKind, Span, TimeKind, Unit};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A length of time in words: "three days", "N-day".
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length {
    span: Span,
    number: i64,
    unit: Calendar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calendar {
    Days,
    Weeks,
    Months,
    Years,
}

/// A date that the words give themselves: a day, or a year alone.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Written {
    span: Span,
    year: i64,
    day: Option<Date>,
}

/// Holds "on 3 May … three days later, on 6 May", "in 2018, twenty years after 1998", "from 3 to 6 May, four days" against
/// the calendar, and "34, born in 1989" against the year of publication.
pub(super) fn check(sentence: &Sentence<'_>, checks: &mut Vec<Check>) {
    let written = written(sentence);
    age(sentence, &written, checks);
    let [first, second] = written.as_slice() else { return };
    let between = sentence.between(first.span, second.span);
    let before = sentence.text(Span::new(sentence.span.start(), first.span.start())).to_lowercase();
    let opened = |word: &str| before.split_whitespace().next_back() == Some(word);
    let whole = match between.trim() {
        "to" | "until" | "till" | "through" => opened("from"),
        "and" => opened("between"),
        _ => false,
    };
    let lengths = lengths(sentence);
    let length = match lengths.as_slice() {
        [only] if whole => only,
        _ => match lengths.iter().find(|length| steps(sentence, length, second)) {
            Some(length) if !whole => length,
            _ => return,
        },
    };
    let Some((apart, unit)) = apart(first, second, length.unit) else { return };
    // A stay counts its first day or does not.
    let holds = apart == length.number || whole && apart + 1 == length.number;
    checks.push(Check {
        kind: CheckKind::Interval,
        report: sentence.report,
        span: first.span.cover(second.span).cover(length.span),
        holds: Some(holds),
        detail: format!(
            "{} to {}: {apart} {unit}, stated {}",
            sentence.text(first.span),
            sentence.text(second.span),
            length.number
        ),
    });
}

/// Whether a length leads straight to a date: "three days later, on …", "twenty years after …".
fn steps(sentence: &Sentence<'_>, length: &Length, date: &Written) -> bool {
    if length.span.end() > date.span.start() {
        return false;
    }
    let between = sentence.between(length.span, date.span);
    let mut words = between.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    matches!(words.next(), Some("later" | "earlier" | "after" | "before"))
        && words.all(|word| matches!(word, "in" | "of" | "on" | "the"))
}

/// Whole units between two dates, however ordered. `None` when they are not exact enough for the unit, or when the unit
/// is too coarse for the days between.
fn apart(a: &Written, b: &Written, unit: Calendar) -> Option<(i64, &'static str)> {
    let days = || {
        let (a, b) = (a.day?, b.day?);
        Some(i64::from((b - a).get_days()).abs())
    };
    match unit {
        Calendar::Days => Some((days()?, "days")),
        // "Two weeks later" is said of any day of that week.
        Calendar::Weeks => Some(((days()? + 3) / 7, "weeks")),
        Calendar::Months => Some(((days()? * 12 + 182) / 365, "months")),
        Calendar::Years if a.day.is_none() || b.day.is_none() => Some(((a.year - b.year).abs(), "years")),
        Calendar::Years => Some(((days()? + 183) / 365, "years")),
    }
}

/// "34, who was born in 1989": right in the year of publication, before the birthday or after.
fn age(sentence: &Sentence<'_>, written: &[Written], checks: &mut Vec<Check>) {
    let Some(published) = sentence.reading.report.published.at else { return };
    let now = i64::from(published.to_zoned(TimeZone::UTC).year());
    let quantities = &sentence.reading.annotated.quantities;
    let mut ages =
        quantities.iter().filter(|quantity| quantity.unit == Unit::Age && sentence.span.contains(quantity.span));
    let (Some(age), None) = (ages.next(), ages.next()) else { return };
    let born = written.iter().find(|date| {
        let before = sentence.text(Span::new(sentence.span.start(), date.span.start())).to_lowercase();
        before.split_whitespace().rev().take(3).any(|word| word == "born")
    });
    let Some(born) = born else { return };
    let years = now - born.year;
    let stated = age.value as i64;
    checks.push(Check {
        kind: CheckKind::Interval,
        report: sentence.report,
        span: age.span.cover(born.span),
        holds: Some(stated == years || stated == years - 1),
        detail: format!("born in {}: {} or {years} years old in {now}, stated {stated}", born.year, years - 1),
    });
}

fn written(sentence: &Sentence<'_>) -> Vec<Written> {
    let times = sentence.reading.annotated.times.iter();
    let dates = times.filter(|time| time.kind == TimeKind::Date && sentence.span.contains(time.span));
    dates
        .filter_map(|time| {
            let year: i64 = time.value.get(..4)?.parse().ok()?;
            let day = date_written(sentence, time);
            let alone = time.value.len() == 4 && gives_number(sentence.text(time.span), year);
            (day.is_some() || alone).then_some(Written { span: time.span, year, day })
        })
        .collect()
}

/// Numbers of units of the calendar in a sentence.
fn lengths(sentence: &Sentence<'_>) -> Vec<Length> {
    let words = words(sentence.text(sentence.span), sentence.span.start());
    let found = words.windows(2).filter_map(|pair| {
        let number = number(pair[0].0)?;
        let unit = match pair[1].0.to_lowercase().trim_end_matches('s') {
            "day" => Calendar::Days,
            "week" => Calendar::Weeks,
            "month" => Calendar::Months,
            "year" => Calendar::Years,
            _ => return None,
        };
        Some(Length { span: pair[0].1.cover(pair[1].1), number, unit })
    });
    found.collect()
}

/// Words with their spans, the first byte of the text being at `offset`.
fn words(text: &str, offset: usize) -> Vec<(&str, Span)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((&text[from..at], Span::new(offset + from, offset + at)));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// A whole number up to twenty in words, any in digits.
fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    let at = WORDS.iter().position(|known| *known == lower);
    at.map(|at| at as i64 + 1).or_else(|| word.parse().ok().filter(|number| (1..1000).contains(number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::{Annotated, Basis, Precision, Published, Quantity, Reading, Report, TimeExpression, Words};

    /// Checks one sentence whose dates (words, value) and age (words, years) are given.
    fn checked(text: &str, dates: &[(&str, &str)], age: Option<(&str, f64)>) -> Vec<Option<bool>> {
        let at = |words: &str| {
            let start = text.find(words).expect("the words stand in the text");
            Span::new(start, start + words.len())
        };
        let published = Published {
            at: "2024-03-01T00:00:00Z".parse().ok(),
            precision: Precision::Day,
            basis: Basis::Metadata,
            offset: None,
        };
        let report = Report { published, language: "en".to_owned(), ..Report::of_text(text) };
        let time = |&(words, value): &(&str, &str)| TimeExpression {
            span: at(words),
            kind: TimeKind::Date,
            value: value.to_owned(),
            modifier: "",
        };
        let quantity = |(words, value): (&str, f64)| Quantity {
            span: at(words),
            number: at(words),
            value,
            unit: Unit::Age,
            noun: 0,
            approximate: false,
        };
        let annotated = Annotated {
            words: Words::default(),
            times: dates.iter().map(time).collect(),
            quantities: age.map(quantity).into_iter().collect(),
            ..Annotated::default()
        };
        let reading = Reading { report: &report, annotated: &annotated };
        let sentence = Sentence { report: 0, reading: &reading, span: Span::new(0, text.len()) };
        let mut checks = Vec::new();
        check(&sentence, &mut checks);
        checks.into_iter().map(|check| check.holds).collect()
    }

    #[test]
    fn days_later() {
        let dates = [("March 3", "2024-03-03"), ("March 6", "2024-03-06")];
        assert_eq!(checked("It opened on March 3 and three days later, on March 6, shut.", &dates, None), [Some(true)]);
        assert_eq!(checked("It opened on March 3 and five days later, on March 6, shut.", &dates, None), [Some(false)]);
        let derived = [("March 3", "2024-03-03"), ("Wednesday", "2024-03-06")];
        assert!(checked("It opened on March 3 and two days later, on Wednesday, shut.", &derived, None).is_empty());
    }

    #[test]
    fn years_after() {
        let dates = [("2018", "2018"), ("1998", "1998")];
        assert_eq!(checked("In 2018, twenty years after 1998, it rose.", &dates, None), [Some(true)]);
        assert_eq!(checked("In 2018, twelve years after 1998, it rose.", &dates, None), [Some(false)]);
    }

    #[test]
    fn a_stay_counts_its_first_day_or_not() {
        let dates = [("March 3", "2024-03-03"), ("March 6", "2024-03-06")];
        for (days, holds) in [("three", true), ("four", true), ("six", false)] {
            let text = format!("The fair runs from March 3 to March 6, {days} days in all.");
            assert_eq!(checked(&text, &dates, None), [Some(holds)], "{days}");
        }
    }

    #[test]
    fn an_age_and_a_year_of_birth() {
        let born = [("1989", "1989")];
        for (age, holds) in [(34.0, true), (35.0, true), (39.0, false)] {
            let text = format!("Ann Teller, aged {age}, was born in 1989.");
            assert_eq!(checked(&text, &born, Some((&age.to_string(), age))), [Some(holds)], "{age}");
        }
    }
}
