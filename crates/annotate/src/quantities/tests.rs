//! What is found in small texts.

use super::find;
use crate::times::tests::report;
use crate::words::{hash, split};
use headwater_model::{Quantity, Unit};

fn quantities(text: &str) -> Vec<Quantity> {
    let report = report(text, Some("2023-09-13"));
    let words = split(&report);
    let times = crate::times::find(&report, &words, None);
    find(&report, &words, &times)
}

/// Checks the spans, values and units of a sentence.
fn check(text: &str, expected: &[(&str, f64, Unit)]) {
    let found = quantities(text);
    let read: Vec<(&str, Unit)> = found.iter().map(|quantity| (quantity.span.of(text), quantity.unit)).collect();
    let wanted: Vec<(&str, Unit)> = expected.iter().map(|(span, _, unit)| (*span, *unit)).collect();
    assert_eq!(read, wanted, "in: {text}");
    for (quantity, (span, value, _)) in found.iter().zip(expected) {
        assert!((quantity.value - value).abs() < 1e-6 * value.abs().max(1.0), "{span}: {}", quantity.value);
    }
}

#[test]
fn people_and_things() {
    check(
        "At least three people and two hundred and fifty horses crossed; a dozen shots were fired by 12 armed soldiers.",
        &[
            ("At least three people", 3.0, Unit::Count),
            ("two hundred and fifty horses", 250.0, Unit::Count),
            ("a dozen shots", 12.0, Unit::Count),
            ("12 armed soldiers", 12.0, Unit::Count),
        ],
    );
    assert_eq!(quantities("Three people came.")[0].noun, hash("peopl"));
    assert!(quantities("About 30 people came.")[0].approximate);
}

#[test]
fn measures_in_base_units() {
    check(
        "It lies about 1,500 kilometers north, 74 km or 10 miles from here, at 90 km/h, over 5 square kilometres.",
        &[
            ("about 1,500 kilometers", 1500.0, Unit::Length),
            ("74 km", 74.0, Unit::Length),
            ("10 miles", 16.093_44, Unit::Length),
            ("90 km/h", 90.0, Unit::Speed),
            ("over 5 square kilometres", 5.0, Unit::Area),
        ],
    );
    check("It was 50 degrees Fahrenheit.", &[("50 degrees Fahrenheit", 10.0, Unit::Temperature)]);
}

#[test]
fn money_and_shares() {
    check(
        "The $3.2bn deal, C$1.5 million, 40 percent and two-thirds of 20 million euros.",
        &[
            ("$3.2bn", 3.2e9, Unit::Money(*b"USD")),
            ("C$1.5 million", 1.5e6, Unit::Money(*b"CAD")),
            ("40 percent", 40.0, Unit::Percent),
            ("two-thirds", 200.0 / 3.0, Unit::Percent),
            ("20 million euros", 2e7, Unit::Money(*b"EUR")),
        ],
    );
}

#[test]
fn ages_ordinals_labels() {
    check(
        "Gillis, 20, a 15-year-old girl and a man aged 34 took Flight 17 for the third time.",
        &[
            ("20", 20.0, Unit::Age),
            ("a 15-year-old", 15.0, Unit::Age),
            ("34", 34.0, Unit::Age),
            ("17", 17.0, Unit::Label),
            ("third time", 3.0, Unit::Ordinal),
        ],
    );
    check("He lives at 1200 Main Street.", &[("1200", 1200.0, Unit::Label)]);
}

#[test]
fn times_hold_no_quantities() {
    check("On Sept. 11, 2001, for two weeks, at 6:00 a.m.", &[]);
}

#[test]
fn nothing_panics() {
    for text in ["", "1", "$", "-", "1/", "1-", "99999999999999999999999 people", "½", "٣ people", "1,", "a dozen", "%"]
    {
        let _ = quantities(text);
    }
}
