//! Lines that only say when a page was published or updated.

use crate::dates::{is_weekday, month};
use crate::lines::{ends_as_sentence, folded};

/// Whether a line holds nothing but a date or a time and words such as "Published".
pub(super) fn is_date_line(line: &str) -> bool {
    const WORDS: [&str; 48] = [
        "published",
        "updated",
        "posted",
        "created",
        "modified",
        "last",
        "at",
        "on",
        "of",
        "first",
        "date",
        "et",
        "est",
        "edt",
        "ct",
        "cst",
        "cdt",
        "mt",
        "mst",
        "mdt",
        "pt",
        "pst",
        "pdt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "ago",
        "hours",
        "hour",
        "days",
        "day",
        "minutes",
        "months",
        "month",
        "min",
        "mins",
        "read",
        "update",
        "time",
        "local",
        "h",
        "the",
    ];
    let (mut dated, mut count) = (false, 0);
    for word in line.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        count += 1;
        let number = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
        let suffix = word.get(number.len()..).unwrap_or_default().to_ascii_lowercase();
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() <= 4 {
            if !matches!(suffix.as_str(), "" | "am" | "pm" | "st" | "nd" | "rd" | "th" | "h" | "m" | "d" | "a" | "p") {
                return false;
            }
            dated = true;
        } else if is_weekday(word) || month(word).is_some() {
            // "May" and "March" alone are words; with a number beside them they are a date.
        } else if !WORDS.contains(&word.to_ascii_lowercase().as_str()) {
            return false;
        }
    }
    let label =
        matches!(folded(line).as_str(), "updated" | "published" | "posted" | "posted on" | "updated on" | "update");
    label || (dated && count <= 18 && !ends_as_sentence(line.trim_end_matches(".m.").trim_end_matches('.')))
}
