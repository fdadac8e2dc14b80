//! A number and its unit in one word: "15-year-old", "74km", "12-member", "three-storey".

use super::Finder;
use super::numerals::is_money;
use super::units::{Role, role};
use headwater_model::{Quantity, Span, TokenKind, Unit};
use rust_stemmers::{Algorithm, Stemmer};

impl Finder<'_> {
    /// A number and its unit in one word: "15-year-old", "74km", "12-member", "three-storey".
    pub(super) fn compound(&self, at: usize) -> Option<(Quantity, usize)> {
        let form = self.form(at);
        if self.tokens[at].kind != TokenKind::Word {
            return None;
        }
        let length = form.find(|character: char| !matches!(character, '0'..='9' | ',' | '.')).unwrap_or(form.len());
        let (value, rest, number_length) = if length > 0 {
            let (number, rest) = form.split_at(length);
            (number.replace(',', "").parse::<f64>().ok()?, rest, length)
        } else {
            let (number, _) = form.split_once('-')?;
            let Some(Role::Number(value)) = role(hashed(number)) else { return None };
            (value, &form[number.len()..], number.len())
        };
        let start = self.tokens[at].span.start();
        let number = Span::new(start, start + number_length);
        let made = |unit, factor: f64, noun| {
            let (first, approximate) = self.roughly(at);
            let span = self.span(first, at + 1);
            Some((Quantity { span, number, value: value * factor, unit, noun, approximate }, at + 1))
        };
        let Some(unit) = rest.strip_prefix('-') else {
            // Glued: "74km"; "5m" and "3bn" are numbers with multipliers.
            return match role(hashed(rest))? {
                Role::Measure(measure, factor) if rest != "m" || at == 0 || !is_money(self.form(at - 1)) => {
                    made(measure.unit(), factor, 0)
                }
                _ => None,
            };
        };
        let (unit, tail) = unit.split_once('-').unwrap_or((unit, ""));
        match role(hashed(unit)) {
            Some(Role::Year) if tail.starts_with("old") => made(Unit::Age, 1.0, 0),
            Some(Role::Year) => made(Unit::Time, 31_556_952.0, 0),
            Some(Role::Measure(measure, factor)) => made(measure.unit(), factor, 0),
            Some(Role::Percent) => made(Unit::Percent, 1.0, 0),
            Some(Role::Currency(code, share)) => made(Unit::Money(code), share, 0),
            None if tail.is_empty() && unit.len() > 2 && unit.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                made(Unit::Count, 1.0, stemmed(unit))
            }
            None if unit.starts_with(|first: char| first.is_ascii_digit()) => made(Unit::Label, 1.0, 0),
            _ => None,
        }
    }
}

/// The hash of a part of a word.
fn hashed(part: &str) -> u64 {
    crate::words::hash(&crate::words::fold(part))
}

/// The hash of the stem of a part of a word, as tokens carry it.
fn stemmed(part: &str) -> u64 {
    if part.len() > 3 { crate::words::hash(&Stemmer::create(Algorithm::English).stem(part)) } else { hashed(part) }
}
