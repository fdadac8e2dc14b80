//! Numbers with what they count: people, shares, money, measures in base units, ages, and labels made of digits.

mod compounds;
mod counted;
mod numerals;
mod units;

use headwater_model::{Quantity, Report, Span, TimeExpression, Token, TokenKind, Unit, Words};
use numerals::{Form, Numeral, is_money};
use units::{Measure, Role, role};

/// The highest number that is taken for an age.
const OLDEST: f64 = 120.0;

/// Finds numbers that are no part of a time expression, in the order of the text.
pub(crate) fn find(report: &Report, words: &Words, times: &[TimeExpression]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut next_time = 0;
    for sentence in &words.sentences {
        let finder = Finder { text: &report.text, tokens: words.of_sentence(sentence) };
        let mut at = 0;
        while at < finder.tokens.len() {
            let token = finder.tokens[at];
            while times.get(next_time).is_some_and(|time| time.span.end() <= token.span.start()) {
                next_time += 1;
            }
            let in_time = times.get(next_time).is_some_and(|time| time.span.overlaps(token.span));
            match if in_time { None } else { finder.quantity(at) } {
                Some((quantity, end)) => {
                    found.push(quantity);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    found
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Finder<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn role(&self, at: usize) -> Option<Role> {
        role(self.tokens.get(at)?.word)
    }

    fn capital(&self, at: usize) -> bool {
        self.form(at).starts_with(char::is_uppercase)
    }

    fn span(&self, first: usize, end: usize) -> Span {
        self.tokens[first].span.cover(self.tokens[(end - 1).clamp(first, self.tokens.len() - 1)].span)
    }

    /// The quantity whose number starts at a token, and the token past it.
    fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        if let Some(found) = self.compound(at) {
            return Some(found);
        }
        let token = self.tokens.get(at)?;
        if token.kind == TokenKind::Word
            && self.capital(at)
            && self.form(at).bytes().any(|byte| byte.is_ascii_digit())
            && !self.form(at).starts_with(|first: char| first.is_ascii_digit())
        {
            // "F-16", "MH17", "COVID-19".
            return Some((self.made(at, at, at + 1, at + 1, 0.0, Unit::Label, 0, false), at + 1));
        }
        let numeral = numerals::read(self.text, self.tokens, at)?;
        let (unit, factor, noun, end) = self.unit(at, &numeral)?;
        let (first, rough) = self.roughly(at);
        let value = match unit {
            // Fahrenheit is marked by a factor of its own scale.
            Unit::Temperature if factor != 1.0 => (numeral.value - 32.0) * factor,
            _ => numeral.value * factor,
        };
        let made = self.made(first, at, numeral.end, end, value, unit, noun, rough || numeral.vague);
        Some((made, end))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a quantity, each of another kind")]
    fn made(
        &self,
        first: usize,
        number: usize,
        number_end: usize,
        end: usize,
        value: f64,
        unit: Unit,
        noun: u64,
        approximate: bool,
    ) -> Quantity {
        Quantity { span: self.span(first, end), number: self.span(number, number_end), value, unit, noun, approximate }
    }

    /// Where "about", "more than", "at least", "$" and the like before a number start, and whether they make it
    /// uncertain.
    fn roughly(&self, at: usize) -> (usize, bool) {
        let mut first = at;
        if at > 0 && is_money(self.form(at - 1)) {
            first = at - 1;
            let joined = first > 0 && self.tokens[first - 1].span.end() == self.tokens[first].span.start();
            if joined && matches!(self.form(first - 1), "US" | "C" | "A" | "HK" | "NZ" | "S" | "R") {
                first -= 1;
            }
        }
        if first > 0
            && matches!(self.form(first - 1), "a" | "A" | "an" | "An")
            && !matches!(self.role(at), Some(Role::Ordinal(_)))
        {
            first -= 1;
        }
        let before = |steps: usize| first.checked_sub(steps);
        let single = before(1).and_then(|before| self.role(before));
        let pair = before(2).map(|before| (self.role(before), self.form(before), self.form(before + 1)));
        match (single, pair) {
            (_, Some((Some(Role::Compared), _, "than"))) => (first - 2, true),
            (_, Some((_, "at" | "At", "least" | "most"))) => (first - 2, true),
            (_, Some((_, "up" | "Up", "to"))) => (first - 2, true),
            (_, Some((_, "many" | "much", "as"))) if before(3).is_some() => (first - 3, true),
            (Some(Role::Roughly), _) => (first - 1, true),
            _ => (first, false),
        }
    }

    /// What a number counts: unit, how many base units, noun, and the token past it. `None` when it counts nothing.
    fn unit(&self, at: usize, numeral: &Numeral) -> Option<(Unit, f64, u64, usize)> {
        let end = numeral.end;
        match numeral.form {
            Form::Label => return Some((Unit::Label, 1.0, 0, end)),
            Form::Share => return Some((Unit::Percent, 1.0, 0, end)),
            Form::Ordinal if matches!(self.role(end), Some(Role::Street)) => {
                return Some((Unit::Label, 1.0, 0, end + 1));
            }
            // "First Lady", "Second World War" are names.
            Form::Ordinal if self.capital(at) && self.capital(end) => return None,
            Form::Ordinal => return Some(self.counted(Unit::Ordinal, end)),
            Form::Plain => {}
        }
        if at > 0 && is_money(self.form(at - 1)) {
            return Some((Unit::Money(self.currency(at - 1)), 1.0, 0, end));
        }
        let code = match at.checked_sub(1).map_or("", |before| self.form(before)) {
            "dlrs" | "USD" => Some(*b"USD"),
            "EUR" => Some(*b"EUR"),
            "GBP" => Some(*b"GBP"),
            "Rs" => Some(*b"INR"),
            _ => None,
        };
        if let Some(code) = code {
            return Some((Unit::Money(code), 1.0, 0, end));
        }
        if let Some(age) = self.age(at, numeral) {
            return Some(age);
        }
        let hyphen = if self.form(end) == "-" { end + 1 } else { end };
        match (self.role(hyphen), self.role(hyphen + 1)) {
            (Some(Role::Percent), _) => return Some((Unit::Percent, 1.0, 0, hyphen + 1)),
            (Some(Role::Degrees), Some(Role::Fahrenheit)) => {
                return Some((Unit::Temperature, 5.0 / 9.0, 0, hyphen + 2));
            }
            (Some(Role::Degrees), Some(Role::Celsius)) => return Some((Unit::Temperature, 1.0, 0, hyphen + 2)),
            (Some(Role::Degrees), _) if self.form(hyphen) == "°" => {
                let fahrenheit = self.form(hyphen + 1) == "F";
                let scale = usize::from(matches!(self.form(hyphen + 1), "F" | "C"));
                return Some((Unit::Temperature, if fahrenheit { 5.0 / 9.0 } else { 1.0 }, 0, hyphen + 1 + scale));
            }
            (Some(Role::Currency(code, share)), _) => return Some((Unit::Money(code), share, 0, hyphen + 1)),
            (Some(Role::Nation(code)), Some(Role::Currency(_, share))) => {
                return Some((Unit::Money(code), share, 0, hyphen + 2));
            }
            (Some(Role::Nation(code)), Some(Role::Measure(Measure::Mass, _))) if code == *b"GBP" => {
                return Some((Unit::Money(code), 1.0, 0, hyphen + 2));
            }
            (Some(Role::Square), Some(Role::Measure(Measure::Length, kilometres))) => {
                return Some((Unit::Area, kilometres * kilometres, 0, hyphen + 2));
            }
            (Some(Role::Year), _) => return Some((Unit::Time, 31_556_952.0, 0, hyphen + 1)),
            (Some(Role::Measure(measure, factor)), _) => return Some(self.measure(hyphen, measure, factor)),
            _ => {}
        }
        if self.form(end) == "per" && self.form(end + 1) == "cent" {
            return Some((Unit::Percent, 1.0, 0, end + 2));
        }
        if self.is_label(at, numeral) {
            return Some((Unit::Label, 1.0, 0, end));
        }
        let (unit, factor, noun, past) = self.counted(Unit::Count, end);
        // "One said", "no one", "one of them" count nothing.
        let pronoun = matches!(self.form(at), "one" | "One");
        if pronoun && self.form(end) == "of" {
            return None;
        }
        (noun != 0 || !pronoun).then_some((unit, factor, noun, past))
    }

    /// A measure, or the speed that it becomes before "per hour", "an hour", "/h".
    fn measure(&self, at: usize, measure: Measure, factor: f64) -> (Unit, f64, u64, usize) {
        let hourly = matches!((self.form(at + 1), self.form(at + 2)), ("per" | "an", "hour") | ("/", "h" | "hr"));
        match measure {
            Measure::Length if hourly => (Unit::Speed, factor, 0, at + 3),
            Measure::Mass if self.form(at + 1) == "sterling" => (Unit::Money(*b"GBP"), 1.0, 0, at + 2),
            _ => (measure.unit(), factor, 0, at + 1),
        }
    }

    /// "34 years old", "aged 34", "Gillis, 20,": years of age.
    fn age(&self, at: usize, numeral: &Numeral) -> Option<(Unit, f64, u64, usize)> {
        let end = numeral.end;
        if numeral.value > OLDEST || numeral.value.fract() > 0.0 {
            return None;
        }
        if self.role(end) == Some(Role::Year) && self.role(end + 1) == Some(Role::Old) {
            return Some((Unit::Age, 1.0, 0, end + 2));
        }
        if self.role(end) == Some(Role::Year) && self.form(end + 1) == "of" && self.form(end + 2) == "age" {
            return Some((Unit::Age, 1.0, 0, end + 3));
        }
        let before = at.checked_sub(1)?;
        if self.role(before) == Some(Role::Aged) {
            return Some((Unit::Age, 1.0, 0, end));
        }
        let digits = self.tokens[at].kind == TokenKind::Number;
        let named = self.form(before) == ","
            && before > 0
            && self.capital(before - 1)
            && self.tokens[before - 1].kind == TokenKind::Word;
        let closed = matches!(self.form(end), "," | "." | ";" | ")") || self.form(end) == "and";
        (digits && named && closed).then_some((Unit::Age, 1.0, 0, end))
    }

    fn currency(&self, sign: usize) -> [u8; 3] {
        let prefix = sign
            .checked_sub(1)
            .filter(|&before| self.tokens[before].span.end() == self.tokens[sign].span.start())
            .map_or("", |before| self.form(before));
        match (self.form(sign), prefix) {
            ("$", "C") => *b"CAD",
            ("$", "A") => *b"AUD",
            ("$", "HK") => *b"HKD",
            ("$", "NZ") => *b"NZD",
            ("$", "S") => *b"SGD",
            ("$", "R") => *b"BRL",
            ("£", _) => *b"GBP",
            ("€", _) => *b"EUR",
            ("¥", _) => *b"JPY",
            ("₩", _) => *b"KRW",
            ("₽", _) => *b"RUB",
            ("₹", _) => *b"INR",
            ("₺", _) => *b"TRY",
            ("₴", _) => *b"UAH",
            ("₦", _) => *b"NGN",
            _ => *b"USD",
        }
    }
}

#[cfg(test)]
mod tests;
