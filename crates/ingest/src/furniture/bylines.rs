//! Lines that only say who wrote or contributed, and how to reach them.

use crate::lines::{ends_as_sentence, words};

/// "By JANE DOE, Associated Press", "Jane Doe: jdoe@paper.example; 555-0100", "@jdoe", "Staff Writer".
pub(super) fn is_byline(line: &str, folded: &str) -> bool {
    if matches!(
        folded,
        "staff writer"
            | "staff report"
            | "staff reports"
            | "associated press"
            | "the associated press"
            | "ap"
            | "reuters"
            | "afp"
            | "breaking news staff"
            | "with news wire services"
            | "news wire services"
            | "by of the"
    ) {
        return true;
    }
    let count = words(line);
    let contact = line.contains('@') && count <= 12 && !ends_as_sentence(line);
    if contact && !folded.starts_with("police") && line.split_whitespace().any(is_address_or_handle) {
        return true;
    }
    let lower = line.to_lowercase();
    let credit_line = [
        "contributing: ",
        "reporting by ",
        "(reporting by ",
        "additional reporting by ",
        "writing by ",
        "edited by ",
        "compiled by ",
        "contributed by ",
    ];
    if credit_line.iter().any(|phrase| lower.starts_with(phrase)) && count <= 24 {
        return true;
    }
    if lower.contains("contributed to this ") && count <= 30 {
        return true;
    }
    let signed = ["— ", "-- ", "– "].iter().find_map(|dash| line.strip_prefix(dash));
    let by = ["By ", "BY ", "by ", "By: ", "Posted by "].iter().find_map(|by| line.strip_prefix(by));
    match (by, signed) {
        (Some(rest), _) => count <= 16 && !ends_as_sentence(rest) && is_names(rest, true),
        (None, Some(rest)) => words(rest) <= 5 && !ends_as_sentence(rest) && is_names(rest, false),
        _ => false,
    }
}

fn is_address_or_handle(word: &str) -> bool {
    let word = word.trim_matches(|character: char| matches!(character, ',' | ';' | '(' | ')' | '.' | ':'));
    match word.split_once('@') {
        Some(("", handle)) => {
            handle.len() >= 3 && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        }
        Some((name, host)) => !name.is_empty() && host.contains('.'),
        None => false,
    }
}

/// Whether a line is names and titles: every word opens with a capital or connects.
fn is_names(rest: &str, dated: bool) -> bool {
    const CONNECTING: [&str; 26] = [
        "and",
        "of",
        "for",
        "the",
        "de",
        "van",
        "von",
        "der",
        "la",
        "in",
        "at",
        "to",
        "with",
        "special",
        "staff",
        "writer",
        "reporter",
        "correspondent",
        "editor",
        "on",
        "by",
        "contributor",
        "producer",
        "del",
        "bin",
        "al",
    ];
    let mut capitals = 0;
    for word in
        rest.split(|character: char| character.is_whitespace() || matches!(character, '/' | '|' | '-' | '–' | '—'))
    {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        if first.is_uppercase() {
            capitals += 1;
        } else if !(CONNECTING.contains(&word)
            || (dated && first.is_ascii_digit())
            || matches!(word, "am" | "pm" | "a.m" | "p.m"))
        {
            return false;
        }
    }
    capitals >= 1
}
