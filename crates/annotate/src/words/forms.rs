//! What a token looks like, as values that features are made of.

use headwater_model::{Token, TokenKind};

/// Looks of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// Hash of the folded word.
    pub(crate) word: u64,
    /// Its first three bytes, lower case.
    pub(crate) prefix: u64,
    /// Its last two bytes, lower case.
    pub(crate) suffix2: u64,
    /// Its last three bytes, lower case.
    pub(crate) suffix3: u64,
    /// Its last four bytes, lower case.
    pub(crate) suffix4: u64,
    /// Capitals, digits and marks.
    pub(crate) shape: Shape,
}

/// Capitals, digits and marks of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// "house", "well-known"
    #[default]
    Lower,
    /// "House"
    Title,
    /// "H"
    Initial,
    /// "KCNA"
    Upper,
    /// "U.S"
    Dotted,
    /// "McCain", "iPhone"
    Mixed,
    /// "Moo-jin", "Al-Qaeda": parts joined by hyphens, the first capitalised
    Joined,
    /// "1,500"
    Number,
    /// "1,500-man", "35-year-old", "19th"
    Measure,
    /// "COVID-19", "G7"
    Code,
    /// A quotation mark
    Quote,
    /// Any other mark
    Mark,
}

impl Form {
    pub(crate) fn of(text: &str, token: &Token) -> Self {
        let bytes = token.span.of(text).as_bytes();
        let pack =
            |part: &[u8]| part.iter().fold(0_u64, |packed, byte| packed << 8 | u64::from(byte.to_ascii_lowercase()));
        let tail = pack(&bytes[bytes.len().saturating_sub(4)..]);
        Self {
            word: token.word,
            prefix: pack(&bytes[..bytes.len().min(3)]),
            suffix2: tail & 0xffff,
            suffix3: tail & 0xff_ffff,
            suffix4: tail,
            shape: shape(token.span.of(text), token.kind),
        }
    }
}

impl Shape {
    /// Whether the token opens with a capital letter.
    pub(crate) fn is_capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Initial | Self::Upper | Self::Dotted | Self::Mixed | Self::Joined | Self::Code
        )
    }
}

fn shape(word: &str, kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Number => return Shape::Number,
        TokenKind::Quote => return Shape::Quote,
        TokenKind::Mark => return Shape::Mark,
        TokenKind::Word => {}
    }
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let (mut upper, mut lower, mut digits, mut dots, mut hyphens, mut letters) = (0, 0, 0, 0, 0, 0);
    let mut capital_first = false;
    for (at, letter) in word.chars().enumerate() {
        letters += 1;
        if letter.is_uppercase() {
            upper += 1;
            capital_first |= at == 0;
        } else if letter.is_lowercase() {
            lower += 1;
        } else if letter.is_numeric() {
            digits += 1;
        } else if letter == '.' {
            dots += 1;
        } else if letter == '-' {
            hyphens += 1;
        }
    }
    if digits > 0 {
        return if upper > 0 { Shape::Code } else { Shape::Measure };
    }
    match (capital_first, upper) {
        (_, 0) => Shape::Lower,
        _ if dots > 0 => Shape::Dotted,
        (true, 1) if letters == 1 => Shape::Initial,
        (true, _) if hyphens > 0 => Shape::Joined,
        (true, 1) => Shape::Title,
        _ if lower == 0 => Shape::Upper,
        _ => Shape::Mixed,
    }
}
