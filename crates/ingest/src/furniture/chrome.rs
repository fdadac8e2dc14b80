//! What a page puts around a text: buttons, pointers to other stories, sign-up boxes, remains of scripts.

use crate::lines::{ends_as_sentence, words};
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) fn is_chrome(line: &str, folded: &str) -> bool {
    if CHROME_LINES.contains(folded) {
        return true;
    }
    // "Comments (12)", "2 Pending Comments", "Image 3 of 7", "1 / 7"
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        let without_digits: Vec<&str> =
            folded.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
        let without_digits = without_digits.join(" ");
        if without_digits.len() < folded.len() && CHROME_LINES.contains(without_digits.as_str()) {
            return true;
        }
    }
    // "Listen to me," she said: speech is no button.
    let speech = line.contains(['"', '“', '”', '«']) || (ends_as_sentence(line) && words(line) > 14);
    if opens_as_chrome(folded) && !speech {
        return true;
    }
    // "RELATED: Ferry freed", "Read more: ..."
    if let Some((label, rest)) = line.split_once(':')
        && CHROME_LABELS.contains(&crate::lines::folded(label).as_str())
        && !rest.trim().is_empty()
    {
        return true;
    }
    // A list of videos: "0:35 Ferry freed"
    let clock = line.split_whitespace().next().filter(|word| {
        word.split_once(':').is_some_and(|(minutes, seconds)| {
            seconds.len() == 2
                && minutes.len() <= 2
                && (minutes.to_owned() + seconds).bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let next = line.split_whitespace().nth(1).unwrap_or_default().to_lowercase();
    if clock.is_some()
        && !ends_as_sentence(line)
        && !line.contains(':') | (line.matches(':').count() == 1)
        && !matches!(next.as_str(), "a.m." | "p.m." | "am" | "pm" | "a.m.:" | "p.m.:")
    {
        return true;
    }
    // What scripts leave behind.
    let holds = |mark: char, remains: &[&str]| line.contains(mark) && remains.iter().any(|it| line.contains(it));
    holds('_', &["window._", "gallery_thumbnails"]) || holds('(', &["function("]) || holds('}', &["});"])
}

/// Whether a line opens as one of a page's own does; the line is folded.
pub(super) fn opens_as_chrome(folded: &str) -> bool {
    let first = |line: &str| line.bytes().next();
    let own = first(folded);
    let openings = &CHROME_OPENINGS[CHROME_OPENINGS.partition_point(|opening| first(opening) < own)..];
    openings.iter().take_while(|opening| first(opening) == own).any(|opening| folded.starts_with(opening))
}

/// Labels before a colon that head a pointer to something else.
const CHROME_LABELS: [&str; 30] = [
    "related",
    "related story",
    "related stories",
    "related content",
    "related coverage",
    "related article",
    "related links",
    "read more",
    "read",
    "also read",
    "read also",
    "see also",
    "see more",
    "more",
    "watch",
    "watch live",
    "watch more",
    "listen",
    "photos",
    "video",
    "videos",
    "gallery",
    "photo gallery",
    "slideshow",
    "more from",
    "previous story",
    "previous stories",
    "click here",
    "recommended",
    "dont miss",
];

/// Whole lines, folded.
static CHROME_LINES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("lines.txt").lines().filter(|line| !line.is_empty()).collect());

/// Openings of lines, folded, sorted.
static CHROME_OPENINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut openings: Vec<&str> = include_str!("openings.txt").lines().filter(|line| !line.is_empty()).collect();
    openings.sort_unstable();
    openings
});
