//! The text as time rules read it: tokens cut at hyphens, with what each piece can mean.

use super::lexicon::meaning;
use super::meaning::Meaning;
use crate::words::{fold, hash};
use headwater_model::{Span, Token, TokenKind, Words};

/// A word, number or mark, or a part of a hyphenated one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) meaning: Meaning,
    /// Whether no white space stands before it.
    pub(super) glued: bool,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
    /// How many digits it is made of; 0 when it is no plain number.
    pub(super) digits: u8,
}

/// All atoms of a text. A `Break` stands between sentences, except where a line ends in the middle of one.
pub(super) fn read(text: &str, words: &Words) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(words.tokens.len() + words.sentences.len());
    let mut previous_end = 0;
    for sentence in &words.sentences {
        let next = words.of_sentence(sentence).first().map_or(Meaning::Other, |token| meaning(token.word));
        if breaks(text, previous_end, sentence.span.start(), &atoms, next) {
            let span = Span::new(sentence.span.start(), sentence.span.start());
            atoms.push(Atom { span, meaning: Meaning::Break, glued: false, capital: false, digits: 0 });
        }
        for token in words.of_sentence(sentence) {
            push(text, token, previous_end == token.span.start(), &mut atoms);
            previous_end = token.span.end();
        }
    }
    atoms
}

/// Whether a sentence that starts at `start` really starts there: not after a line cut in the middle of a sentence,
/// nor after an abbreviated month, nor between "a.m." and a zone or day.
fn breaks(text: &str, previous_end: usize, start: usize, atoms: &[Atom], next: Meaning) -> bool {
    let Some(last) = atoms.last() else { return false };
    if matches!(last.meaning, Meaning::Month(_, true) | Meaning::Weekday(_, true)) {
        return false;
    }
    let of_clock = matches!(next, Meaning::Zone(_) | Meaning::Local | Meaning::Weekday(..) | Meaning::Month(..));
    if matches!(last.meaning, Meaning::Meridian(_) | Meaning::Clock(..)) && of_clock {
        return false;
    }
    let gap = text.get(previous_end..start).unwrap_or_default();
    let ended = text.get(..previous_end).and_then(|before| before.chars().next_back());
    let ended = ended.is_none_or(|mark| matches!(mark, '.' | '!' | '?' | ':' | '"' | '”' | '\'' | ')' | '_'));
    ended || gap.matches('\n').count() != 1
}

fn push(text: &str, token: &Token, glued: bool, atoms: &mut Vec<Atom>) {
    let form = token.span.of(text);
    let first = form.chars().next().unwrap_or(' ');
    if form == "."
        && glued
        && let Some(last) = atoms.last_mut()
        && takes_dot(text, last)
    {
        last.span = last.span.cover(token.span);
        return;
    }
    let whole = |meaning, digits| Atom { span: token.span, meaning, glued, capital: first.is_uppercase(), digits };
    if first.is_ascii_digit() {
        let (meaning, digits) = number(form);
        if meaning != Meaning::Other || !form.contains('-') {
            atoms.push(whole(meaning, digits));
            return;
        }
    }
    if form.contains('-') && matches!(token.kind, TokenKind::Word | TokenKind::Number) {
        pieces(form, token.span.start(), glued, atoms);
        return;
    }
    let meaning = match meaning(token.word) {
        Meaning::Other if token.kind == TokenKind::Word => quarter_or_year(form),
        meaning => meaning,
    };
    atoms.push(whole(meaning, 0));
}

/// Whether a word is short with a dot at its end: "Sept.", "Tue.", "a.m." (but "pm" has none).
fn takes_dot(text: &str, atom: &Atom) -> bool {
    match atom.meaning {
        Meaning::Month(_, true) | Meaning::Weekday(_, true) => true,
        Meaning::Meridian(_) | Meaning::Clock(_, _, Some(_)) => atom.span.of(text).ends_with(".m"),
        _ => false,
    }
}

/// "Q3"; everything else means nothing.
fn quarter_or_year(form: &str) -> Meaning {
    match form.as_bytes() {
        [b'Q', number @ b'1'..=b'4'] => Meaning::QuarterNumber(u32::from(number - b'0')),
        _ => Meaning::Other,
    }
}

/// The parts of a hyphenated word, hyphens among them.
fn pieces(form: &str, start: usize, glued: bool, atoms: &mut Vec<Atom>) {
    let mut at = 0;
    for (count, part) in form.split('-').enumerate() {
        if count > 0 {
            let span = Span::new(start + at - 1, start + at);
            atoms.push(Atom { span, meaning: Meaning::Hyphen, glued: true, capital: false, digits: 0 });
        }
        let (meaning, digits) = match part.bytes().next() {
            Some(byte) if byte.is_ascii_digit() => number(part),
            _ => (meaning(hash(&fold(part))), 0),
        };
        let span = Span::new(start + at, start + at + part.len());
        let capital = part.chars().next().is_some_and(char::is_uppercase);
        atoms.push(Atom { span, meaning, glued: glued || count > 0, capital, digits });
        at += part.len() + 1;
    }
}

/// What a word that starts with a digit means, and how many digits it has when it is nothing but digits.
fn number(form: &str) -> (Meaning, u8) {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = form.split_at(digits);
    let Ok(value) = head.parse::<u32>() else { return (Meaning::Other, 0) };
    let meaning = match tail {
        "" => return (Meaning::Cardinal(value), u8::try_from(digits).unwrap_or(u8::MAX)),
        "st" | "nd" | "rd" | "th" => Meaning::Ordinal(value),
        "s" if digits == 4 && value % 10 == 0 => Meaning::Decade(i16::try_from(value).unwrap_or(0)),
        "s" if digits == 2 && value % 10 == 0 => Meaning::Decade(i16::try_from(value).unwrap_or(0)),
        _ => clock(value, tail)
            .or_else(|| date_in_digits(form))
            .or_else(|| years(value, digits, tail))
            .or_else(|| grouped(form))
            .unwrap_or(Meaning::Other),
    };
    (meaning, 0)
}

/// "6:00", "6:00am", "9.30am", "6pm"; the hour is already read.
fn clock(hour: u32, tail: &str) -> Option<Meaning> {
    let (minutes, meridian) = match tail.strip_prefix([':', '.']) {
        Some(rest) => {
            let (minutes, rest) = rest.split_at_checked(2)?;
            // Seconds are read over: no value of a news report is that fine.
            let rest = match rest.strip_prefix(':').and_then(|rest| rest.split_at_checked(2)) {
                Some((seconds, rest)) if seconds.bytes().all(|byte| byte.is_ascii_digit()) => rest,
                _ => rest,
            };
            (minutes.parse::<u8>().ok().filter(|minutes| *minutes < 60)?, rest)
        }
        None => (0, tail),
    };
    let meridian = match meridian.to_ascii_lowercase().as_str() {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        "" if tail.starts_with(':') => None,
        _ => return None,
    };
    let hour = u8::try_from(hour).ok().filter(|hour| *hour <= 24)?;
    Some(Meaning::Clock(hour, minutes, meridian))
}

/// "2023-09-12", "2023-09", "12.9.2023", "20230912" is none (it may be any number).
fn date_in_digits(form: &str) -> Option<Meaning> {
    let mark = form.chars().find(|character| !character.is_ascii_digit())?;
    // What follows a time mark ("2023-09-12T06") is read from the text by the rule for dates in digits.
    let form = form.split('T').next().unwrap_or(form);
    let mut parts = form.split(mark);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<i8>().ok()).flatten();
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i16>().ok()).flatten();
    let (year, month, day) = match (mark, third) {
        ('-', Some(third)) if first.len() == 4 => (year(first)?, small(second)?, small(third)?),
        // "2010-11" is a season or a financial year rather than November.
        ('-', None) if first.len() == 4 && second.len() == 2 => {
            let (year, month) = (year(first)?, small(second)?);
            if i16::from(month) == year % 100 + 1 {
                return None;
            }
            (year, month, 0)
        }
        ('.' | '-', Some(third)) => (year(third)?, small(second)?, small(first)?),
        _ => return None,
    };
    let valid = (1..=12).contains(&month) && (0..=31).contains(&day) && (1000..=2199).contains(&year);
    valid.then_some(Meaning::Iso(year, month, day))
}

/// "2015-16", "1939-1945".
fn years(first: u32, digits: usize, tail: &str) -> Option<Meaning> {
    let last = tail.strip_prefix('-').filter(|_| digits == 4)?;
    let value = last.parse::<u32>().ok()?;
    let value = match last.len() {
        2 => first / 100 * 100 + value,
        4 => value,
        _ => return None,
    };
    let valid = (1000..2200).contains(&first) && (first..first + 200).contains(&value);
    valid.then(|| Meaning::Years(i16::try_from(first).unwrap_or(0), i16::try_from(value).unwrap_or(0)))
}

/// "1,500", "2.5".
fn grouped(form: &str) -> Option<Meaning> {
    if form.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return form.replace(',', "").parse().ok().map(Meaning::Cardinal);
    }
    let decimal = form.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    decimal.then(|| form.parse().ok().map(Meaning::Decimal)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_apart_by_their_form() {
        assert_eq!(number("6:00"), (Meaning::Clock(6, 0, None), 0));
        assert_eq!(number("9.30am"), (Meaning::Clock(9, 30, Some(false)), 0));
        assert_eq!(number("6pm"), (Meaning::Clock(6, 0, Some(true)), 0));
        assert_eq!(number("2023-09-12"), (Meaning::Iso(2023, 9, 12), 0));
        assert_eq!(number("12.9.2023"), (Meaning::Iso(2023, 9, 12), 0));
        assert_eq!(number("2015-16"), (Meaning::Years(2015, 2016), 0));
        assert_eq!(number("1990s"), (Meaning::Decade(1990), 0));
        assert_eq!(number("21st"), (Meaning::Ordinal(21), 0));
        assert_eq!(number("2023"), (Meaning::Cardinal(2023), 4));
        assert_eq!(number("1,500"), (Meaning::Cardinal(1500), 0));
        assert_eq!(number("4.5"), (Meaning::Decimal(4.5), 0));
        assert_eq!(number("737-800"), (Meaning::Other, 0));
    }
}
