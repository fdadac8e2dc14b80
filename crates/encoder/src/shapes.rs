//! How a word is written, which the pieces do not tell: they are all in lower case.

/// Added to the shape of the first piece of a word that opens a line.
pub(crate) const OPENS_LINE: u8 = 8;

const NONE: u8 = 0;
const LOWER: u8 = 1;
const CAPITAL: u8 = 2;
const CAPITALS: u8 = 3;
const MIXED: u8 = 4;
const DIGITS: u8 = 5;
const MARK: u8 = 6;

/// The shape of a word as it stands in the text: a row of the transformer's table.
pub(crate) fn of(word: &str) -> u8 {
    if word.chars().any(char::is_numeric) {
        return DIGITS;
    }
    if !word.chars().any(char::is_alphabetic) {
        return MARK;
    }
    let upper = word.chars().filter(|letter| letter.is_uppercase()).count();
    let lower = word.chars().filter(|letter| letter.is_lowercase()).count();
    match (upper, lower) {
        // Marks among the letters, or letters that know no case.
        _ if upper + lower < word.chars().count() => NONE,
        (0, _) => LOWER,
        (1, _) if word.starts_with(char::is_uppercase) => CAPITAL,
        (_, 0) => CAPITALS,
        _ => MIXED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_they_are_written() {
        let shapes = [
            ("reported", LOWER),
            ("é", LOWER),
            ("Kim", CAPITAL),
            ("A", CAPITAL),
            ("Été", CAPITAL),
            ("KCNA", CAPITALS),
            ("iPhone", MIXED),
            ("McDonald", MIXED),
            ("1500", DIGITS),
            ("G20", DIGITS),
            (",", MARK),
            ("€", MARK),
            ("中", NONE),
            ("°C", NONE),
        ];
        for (word, shape) in shapes {
            assert_eq!(of(word), shape, "{word}");
        }
    }
}
