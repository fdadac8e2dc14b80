//! What is found in small texts: marks under a sentence show span and value.

use super::find;
use crate::words::split;
use headwater_model::{Basis, Precision, Published, Report, TimeKind};
use jiff::civil::date;

/// A report of nothing but a text and a day.
pub(crate) fn report(text: &str, day: Option<&str>) -> Report {
    let at = day.and_then(|day| format!("{day}T00:00:00Z").parse().ok());
    let precision = if at.is_some() { Precision::Day } else { Precision::Unknown };
    let published = Published { at, precision, basis: Basis::Metadata, offset: None };
    Report { published, ..Report::of_text(text) }
}

/// Checks the expressions of a sentence against lines of marks below it: `^^^^ value`, one line each.
fn check(day: Option<&str>, drawing: &str) {
    let mut lines = drawing.lines().filter(|line| !line.trim().is_empty());
    let text = lines.next().unwrap_or_default();
    let expected: Vec<(usize, usize, String)> = lines
        .map(|line| {
            let start = line.find('^').expect("a mark");
            let end = line.rfind('^').expect("a mark") + 1;
            (start, end, line[end..].trim().to_owned())
        })
        .collect();
    let report = report(text, day);
    let found: Vec<(usize, usize, String)> = find(&report, &split(&report), None)
        .into_iter()
        .map(|time| (time.span.start(), time.span.end(), time.value))
        .collect();
    assert_eq!(found, expected, "in: {text}");
}

const WEDNESDAY: Option<&str> = Some("2023-09-13");

#[test]
fn weekdays_look_back_unless_the_verb_looks_ahead() {
    check(
        WEDNESDAY,
        "
The council met on Tuesday morning and will meet again on Friday.
                   ^^^^^^^^^^^^^^^ 2023-09-12TMO
                                                          ^^^^^^ 2023-09-15
",
    );
    check(
        WEDNESDAY,
        "
The agency reported on Wednesday (Sep 13) that he left on Sunday.
                       ^^^^^^^^^^^^^^^^^^ 2023-09-13
                                                          ^^^^^^ 2023-09-10
",
    );
}

#[test]
fn units_are_counted_from_the_publication() {
    check(
        WEDNESDAY,
        "
The ministry warned last week of the campaign begun early last year.
                    ^^^^^^^^^ 2023-W36
                                                    ^^^^^^^^^^^^^^^ 2022
",
    );
    check(
        WEDNESDAY,
        "
Prices rose for three days, as they had two weeks ago.
                ^^^^^^^^^^ P3D
                                        ^^^^^^^^^^^^^ 2023-W35
",
    );
}

#[test]
fn clocks_name_their_zone_and_day() {
    check(
        WEDNESDAY,
        "
The train arrived at 6:00 a.m. local time on Tuesday (20:00 GMT on Monday), he said.
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2023-09-12T06:00
                                                      ^^^^^^^^^^^^^^^^^^^ 2023-09-11T20:00Z
",
    );
}

#[test]
fn without_any_date_values_stay_open() {
    check(
        None,
        "
The council met on Wednesday, as it did last week.
                   ^^^^^^^^^ XXXX-WXX-3
                                        ^^^^^^^^^ XXXX-WXX
",
    );
}

#[test]
fn a_fallback_anchors_an_undated_report() {
    let report = report("The council met on Wednesday.", None);
    let times = find(&report, &split(&report), Some(date(2023, 9, 14)));
    assert_eq!(times[0].value, "2023-09-13");
}

#[test]
fn a_date_in_the_opening_anchors_before_a_fallback() {
    let report = report("date 2023-09-13 SEOUL: The council met on Tuesday.", None);
    let times = find(&report, &split(&report), Some(date(2020, 1, 1)));
    let values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["2023-09-13", "2023-09-12"]);
}

#[test]
fn dates_months_years() {
    check(
        WEDNESDAY,
        "
From 13 September 2021 to Sept. 11, 2022, and in the 1990s or in 2015-16.
     ^^^^^^^^^^^^^^^^^ 2021-09-13
                          ^^^^^^^^^^^^^^ 2022-09-11
                                                 ^^^^^^^^^ 199
                                                                 ^^^^^^^ 2015/2016
",
    );
}

#[test]
fn ages_and_counts_are_no_times() {
    check(WEDNESDAY, "The 34-year-old man, who is 34 years old, sold 2000 tickets in Paris and may march.");
}

#[test]
fn modifiers_and_types() {
    let report = report("It opened early last year for nearly two weeks every Monday.", WEDNESDAY);
    let times = find(&report, &split(&report), None);
    let kinds: Vec<(TimeKind, &str, &str)> =
        times.iter().map(|time| (time.kind, time.value.as_str(), time.modifier)).collect();
    assert_eq!(
        kinds,
        [
            (TimeKind::Date, "2022", "START"),
            (TimeKind::Duration, "P2W", "LESS_THAN"),
            (TimeKind::Set, "XXXX-WXX-1", "")
        ]
    );
}

#[test]
fn nothing_panics() {
    for text in [
        "",
        "\0",
        "'",
        "2023-09-",
        "99999999999999999999",
        "the",
        "الثلاثاء ١٢",
        "0000-00-00",
        "9999-12-31 two centuries later",
        "-",
        "'99999",
        "T",
        "2023-09-12T",
        "12/31/9999",
        "last last last",
    ] {
        let report = report(text, WEDNESDAY);
        let _ = find(&report, &split(&report), None);
    }
}

#[test]
fn ages_in_decades_are_no_times() {
    check(WEDNESDAY, "A man in his early 30s and a woman in her 40s came.");
    check(
        WEDNESDAY,
        "
Prices fell in the '80s and on the evening of June 3.
               ^^^^^^^^ 198
                               ^^^^^^^^^^^^^^^^^^^^^ 2023-06-03TEV
",
    );
}

#[test]
fn narrative_days_follow_the_last_day_told() {
    check(
        WEDNESDAY,
        "
On June 3 two men entered. The next morning they fled, and two days later they returned.
   ^^^^^^ 2023-06-03
                           ^^^^^^^^^^^^^^^^ 2023-06-04TMO
                                                           ^^^^^^^^^^^^^^ 2023-06-06
",
    );
}

#[test]
fn no_order_of_words_panics() {
    let words = [
        "the",
        "last",
        "next",
        "two",
        "1998",
        "May",
        "5",
        ",",
        "(",
        ")",
        "Friday",
        "10",
        "a.m.",
        "GMT",
        "week",
        "weeks",
        "ago",
        "later",
        "early",
        "of",
        "'",
        "90s",
        "mid-",
        "quarter",
        "third",
        "-",
        "year",
        "'s",
        "end",
        "hundred",
        "half",
        "a",
        "and",
        "1/2",
        "2023-09-12T",
        "06:00",
        "to",
        "said",
        "will",
        ".",
        "before",
        "every",
        "$",
        "twenty-",
        "million",
        "Christmas",
        "31",
        "Feb.",
        "one",
        "in",
        "%",
    ];
    let mut state: u64 = 7;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for round in 0..3000 {
        let text: Vec<&str> = (0..1 + round % 12).map(|_| words[draw() % words.len()]).collect();
        let text = text.join(if round % 3 == 0 { "" } else { " " });
        let report = report(&text, WEDNESDAY.filter(|_| round % 2 == 0));
        let split = split(&report);
        let times = find(&report, &split, None);
        assert!(times.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "{text}");
        let _ = crate::quantities::find(&report, &split, &times);
    }
}
