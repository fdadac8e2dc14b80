//! Numbers as they are written: "1,500", "1.5 million", "twenty-four", "two hundred and fifty", "two-thirds", "3rd".

use super::units::{Role, role};
use crate::words::{fold, hash};
use headwater_model::{Token, TokenKind};

/// A number in tokens `first..end` of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: f64,
    pub(super) end: usize,
    pub(super) form: Form,
    /// "dozens", "hundreds of thousands".
    pub(super) vague: bool,
}

/// How a number is written, as far as it matters for what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Ordinal,
    /// A part of a whole; the value is in per cent.
    Share,
    /// Digits that are a name: "737-800", "555-1234", "9/11".
    Label,
}

/// Reads the number that starts at a token.
pub(super) fn read(text: &str, tokens: &[Token], at: usize) -> Option<Numeral> {
    let token = tokens.get(at)?;
    let form = token.span.of(text);
    let plain = |value, end| Numeral { value, end, form: Form::Plain, vague: false };
    if form.starts_with(|first: char| first.is_ascii_digit()) {
        return digits(text, tokens, at, form);
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    match role(token.word) {
        Some(Role::Number(_)) => {
            let (value, end) = in_words(text, tokens, at)?;
            // "one in five voters".
            if value == 1.0
                && tokens.get(end).is_some_and(|next| next.span.of(text) == "in")
                && let Some((whole, end)) = in_words(text, tokens, end + 1)
            {
                return Some(Numeral { form: Form::Share, ..plain(100.0 / whole, end) });
            }
            // "one third", "two thirds".
            match tokens.get(end).and_then(|next| role(next.word)) {
                Some(Role::Share(parts)) if value < parts => {
                    Some(Numeral { form: Form::Share, ..plain(value / parts * 100.0, end + 1) })
                }
                Some(Role::Ordinal(3.0)) if value == 1.0 => {
                    Some(Numeral { form: Form::Share, ..plain(100.0 / 3.0, end + 1) })
                }
                _ => Some(plain(value, end)),
            }
        }
        Some(Role::Times(value)) => {
            let led = at.checked_sub(1).and_then(|before| tokens.get(before));
            let article = led.is_some_and(|before| matches!(before.span.of(text), "a" | "A" | "an" | "An"));
            article.then(|| multiplied(tokens, value, at + 1)).map(|(value, end)| plain(value, end))
        }
        Some(Role::Vaguely(value)) => {
            // "hundreds of thousands of people", "dozens of shots".
            let mut numeral = Numeral { vague: true, ..plain(value, at + 1) };
            if tokens.get(at + 1).is_some_and(|of| of.span.of(text) == "of")
                && let Some(Role::Vaguely(times)) = tokens.get(at + 2).and_then(|next| role(next.word))
            {
                numeral = Numeral { value: value * times, end: at + 3, ..numeral };
            }
            Some(numeral)
        }
        // "a third of the voters".
        Some(Role::Ordinal(value))
            if value > 2.0
                && tokens.get(at + 1).is_some_and(|next| next.span.of(text) == "of")
                && at
                    .checked_sub(1)
                    .is_some_and(|before| matches!(tokens[before].span.of(text), "a" | "A" | "one")) =>
        {
            Some(Numeral { form: Form::Share, ..plain(100.0 / value, at + 1) })
        }
        Some(Role::Ordinal(value)) => Some(Numeral { form: Form::Ordinal, ..plain(value, at + 1) }),
        Some(Role::Share(2.0)) if tokens.get(at + 1).is_some_and(|next| matches!(next.span.of(text), "of" | "the")) => {
            Some(Numeral { form: Form::Share, ..plain(50.0, at + 1) })
        }
        None if form.contains('-') => hyphenated(form, at),
        _ => None,
    }
}

/// "seven", "two hundred and fifty thousand".
fn in_words(text: &str, tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    let Some(Role::Number(first)) = role(tokens.get(at)?.word) else { return None };
    let (mut total, mut part, mut end) = (0.0, first, at + 1);
    loop {
        match tokens.get(end).and_then(|next| role(next.word)) {
            Some(Role::Times(times)) if times >= 1000.0 => (total, part, end) = (total + part * times, 0.0, end + 1),
            Some(Role::Times(times)) => (part, end) = (part * times, end + 1),
            // "twenty five", "two hundred fifty".
            Some(Role::Number(next)) if next < part && (part % 100.0 == 0.0 || (part % 10.0 == 0.0 && next < 10.0)) => {
                (part, end) = (part + next, end + 1);
            }
            // "two hundred and fifty".
            Some(Role::Function) if part >= 100.0 && tokens[end].span.of(text) == "and" => {
                match tokens.get(end + 1).and_then(|next| role(next.word)) {
                    Some(Role::Number(next)) if next < 100.0 && part % 100.0 == 0.0 => {
                        (part, end) = (part + next, end + 2);
                    }
                    _ => break,
                }
            }
            Some(Role::Number(next)) if part == 0.0 && total > 0.0 => (part, end) = (next, end + 1),
            _ => break,
        }
    }
    Some((total + part, end))
}

/// A value with the multipliers that follow: "million", "hundred thousand".
fn multiplied(tokens: &[Token], mut value: f64, mut end: usize) -> (f64, usize) {
    while let Some(Role::Times(times)) = tokens.get(end).and_then(|next| role(next.word)) {
        (value, end) = (value * times, end + 1);
    }
    (value, end)
}

/// "twenty-four", "two-thirds".
fn hyphenated(form: &str, at: usize) -> Option<Numeral> {
    let (first, second) = form.split_once('-')?;
    let Some(Role::Number(tens)) = role(hash(&fold(first))) else { return None };
    let plain = Numeral { value: 0.0, end: at + 1, form: Form::Plain, vague: false };
    match role(hash(&fold(second)))? {
        Role::Number(ones) if tens >= 20.0 && ones < 10.0 => Some(Numeral { value: tens + ones, ..plain }),
        Role::Share(parts) if tens < parts => Some(Numeral { value: tens / parts * 100.0, form: Form::Share, ..plain }),
        Role::Ordinal(parts) if tens == 1.0 && parts > 2.0 => {
            Some(Numeral { value: 100.0 / parts, form: Form::Share, ..plain })
        }
        Role::Ordinal(ones) if tens >= 20.0 && ones < 10.0 => {
            Some(Numeral { value: tens + ones, form: Form::Ordinal, ..plain })
        }
        _ => None,
    }
}

/// A number in digits, with its multiplier, fraction or letters.
fn digits(text: &str, tokens: &[Token], at: usize, form: &str) -> Option<Numeral> {
    let plain = |value, end| Numeral { value, end, form: Form::Plain, vague: false };
    let length = form.find(|character: char| !matches!(character, '0'..='9' | ',' | '.')).unwrap_or(form.len());
    let (number, tail) = form.split_at(length);
    let value: f64 = number.trim_end_matches(['.', ',']).replace(',', "").parse().ok()?;
    let follows = |step: usize| tokens.get(at + step).map_or("", |next| next.span.of(text));
    let glued = |step: usize| {
        tokens
            .get(at + step)
            .zip(tokens.get(at + step - 1))
            .is_some_and(|(next, last)| next.span.start() == last.span.end())
    };
    match tail {
        "" => {
            // "9/11", "24/7" are names, "1/2" is a share.
            if follows(1) == "/" && glued(1) && glued(2) {
                let second = follows(2).parse::<f64>().unwrap_or_default();
                return if value < second && value == 1.0 {
                    Some(Numeral { form: Form::Share, ..plain(value / second * 100.0, at + 3) })
                } else {
                    Some(Numeral { form: Form::Label, ..plain(value, at + 3) })
                };
            }
            // "1 in 3".
            if value == 1.0
                && follows(1) == "in"
                && let Ok(whole @ 2.0..=1000.0) = follows(2).parse::<f64>()
            {
                return Some(Numeral { form: Form::Share, ..plain(100.0 / whole, at + 3) });
            }
            // "50 000" with a space that does not break.
            if let Some(next) = tokens.get(at + 1)
                && form.len() <= 3
                && next.span.len() == 3
                && matches!(
                    text.get(tokens[at].span.end()..next.span.start()),
                    Some("\u{a0}" | "\u{202f}" | "\u{2009}")
                )
                && let Ok(rest) = follows(1).parse::<f64>()
            {
                let (value, end) = multiplied(tokens, value * 1000.0 + rest, at + 2);
                return Some(plain(value, end));
            }
            let (value, end) = multiplied(tokens, value, at + 1);
            Some(plain(value, end))
        }
        "st" | "nd" | "rd" | "th" => Some(Numeral { form: Form::Ordinal, ..plain(value, at + 1) }),
        "m" => Some(plain(value * 1e6, at + 1)).filter(|_| at > 0 && is_money(tokens[at - 1].span.of(text))),
        "k" | "K" => Some(plain(value * 1e3, at + 1)),
        "bn" | "b" | "B" => Some(plain(value * 1e9, at + 1)),
        "tn" | "trn" => Some(plain(value * 1e12, at + 1)),
        "M" => Some(plain(value * 1e6, at + 1)),
        _ if tail.starts_with('-') && tail[1..].starts_with(|first: char| first.is_ascii_digit()) => {
            Some(Numeral { form: Form::Label, ..plain(value, at + 1) })
        }
        _ => None,
    }
}

/// Whether a mark is a currency's sign.
pub(super) fn is_money(mark: &str) -> bool {
    matches!(mark, "$" | "£" | "€" | "¥" | "₩" | "₽" | "₹" | "₺" | "₴" | "₦")
}
