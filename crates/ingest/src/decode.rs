//! From bytes to characters: byte order marks, stated charsets, and a guess when those are missing or wrong.

use encoding_rs::{Encoding, UTF_8};

/// Text, and what was wrong with its charset (one sentence), if anything was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) problem: Option<String>,
}

/// Decodes bytes. A byte order mark decides; then valid UTF-8, whatever the label says; then the label ("iso-8859-2",
/// "windows-1251") when the bytes fit it; then a guess by byte statistics. Bytes that fit nothing become U+FFFD.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default());
        let problem = broken.then(|| format!("some bytes are not valid {}", encoding.name()));
        return Decoded { text: text.into_owned(), problem };
    }
    let stated = label.map(str::trim).filter(|label| !label.is_empty());
    let encoding = stated.and_then(|label| Encoding::for_label(label.as_bytes()));
    let unknown = match (stated, encoding) {
        (Some(label), None) => Some(format!("the stated charset \"{}\" is unknown", shortened(label))),
        _ => None,
    };
    let seven_bits = encoding.is_some_and(|encoding| !encoding.is_ascii_compatible());
    if !seven_bits && let Ok(text) = std::str::from_utf8(bytes) {
        let wrong = encoding.filter(|encoding| *encoding != UTF_8 && !bytes.is_ascii());
        let problem =
            wrong.map(|encoding| format!("the stated charset is {}, but the bytes are UTF-8", encoding.name()));
        return Decoded { text: text.to_owned(), problem: problem.or(unknown) };
    }
    if let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken {
            return Decoded { text: text.into_owned(), problem: None };
        }
    }
    let guessed = guess(bytes);
    let (text, broken) = guessed.decode_without_bom_handling(bytes);
    let stated = encoding.map_or("UTF-8", Encoding::name);
    let problem = if broken {
        format!("some bytes are valid neither in {stated} nor in {}; they were replaced", guessed.name())
    } else {
        format!("the bytes are not valid {stated}; they were read as {}", guessed.name())
    };
    Decoded { text: text.into_owned(), problem: Some(problem) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few stray bytes in UTF-8 are damage, not another charset.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let multibyte = lossy.chars().filter(|character| !character.is_ascii() && *character != '\u{fffd}').count();
    if multibyte > 4 * broken {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

fn shortened(label: &str) -> String {
    label.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_labels_and_guesses() {
        let text = "Żółw przeszedł przez ulicę w Łodzi, powiedziała policja. Świadkowie widzieli też jeża.";
        let (polish, _, _) = encoding_rs::ISO_8859_2.encode(text);
        assert_eq!(decode(&polish, Some("iso-8859-2")), Decoded { text: text.to_owned(), problem: None });
        assert_eq!(decode(b"\xef\xbb\xbfabc", None).text, "abc");
        assert_eq!(decode(b"\xff\xfea\0b\0", None).text, "ab");
        assert_eq!(decode("é".as_bytes(), None), Decoded { text: "é".to_owned(), problem: None });
    }

    #[test]
    fn wrong_labels_are_said() {
        let wrong = decode("é".as_bytes(), Some("iso-8859-1"));
        assert_eq!(wrong.text, "é");
        assert!(wrong.problem.unwrap().contains("UTF-8"));
        let latin = decode(b"caf\xe9 ferm\xe9 mardi, selon la pr\xe9fecture", Some("utf-8"));
        assert_eq!(latin.text, "café fermé mardi, selon la préfecture");
        assert!(latin.problem.unwrap().contains("not valid UTF-8"));
        assert!(decode(b"abc", Some("klingon")).problem.unwrap().contains("klingon"));
    }

    #[test]
    fn damage_is_replaced_and_said() {
        let damaged =
            decode(b"\xd0\x9f\xd0\xbe\xd1\x80\xd1\x82 \xff \xd0\xb7\xd0\xb0\xd0\xba\xd1\x80\xd1\x8b\xd1\x82", None);
        assert_eq!(damaged.text, "Порт \u{fffd} закрыт");
        assert!(damaged.problem.is_some());
    }
}
