//! Parts of a text that are no reporting: headlines repeated, bylines, date lines, photographers' credits, buttons,
//! sign-up boxes and rights notices. Later stages find no statements there, so a doubtful line is left alone.

use crate::dates::{is_weekday, month};
use crate::lines::{ends_as_sentence, folded, rough_sentences, words};
use headwater_model::{Furniture, FurnitureKind, Span};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Lines longer than this are paragraphs; only notices inside them are looked for.
const LONGEST_LINE: usize = 220;
/// A section heading is at most this many bytes and words long.
const LONGEST_HEADING: (usize, usize) = (70, 9);

/// The furniture of a text, ordered and not overlapping. `title` is the report's headline, empty when unknown.
pub(crate) fn find(text: &str, lines: &[Span], title: &str) -> Vec<Furniture> {
    let mut found = Vec::new();
    let title = folded(title);
    for (at, line) in lines.iter().enumerate() {
        let content = line.of(text);
        let kind = if line.len() <= LONGEST_LINE { of_line(content, &title) } else { None };
        let kind = kind.or_else(|| is_heading(text, lines, at).then_some(FurnitureKind::Heading));
        match kind {
            Some(kind) => found.push(Furniture { span: *line, kind }),
            None => inside(text, *line, &mut found),
        }
    }
    found
}

/// Sorts and makes disjoint: what begins first stays, and of two that begin together the longer.
pub(crate) fn disjoint(mut all: Vec<Furniture>) -> Vec<Furniture> {
    all.sort_by_key(|piece| (piece.span.start(), std::cmp::Reverse(piece.span.end()), piece.kind));
    let mut kept: Vec<Furniture> = Vec::with_capacity(all.len());
    for piece in all {
        if !piece.span.is_empty() && kept.last().is_none_or(|last| last.span.end() <= piece.span.start()) {
            kept.push(piece);
        }
    }
    kept
}

/// What a whole line is, if it is no reporting.
fn of_line(line: &str, title: &str) -> Option<FurnitureKind> {
    let folded = folded(line);
    if folded.is_empty() || !folded.chars().any(char::is_alphabetic) {
        // Without a letter it is no sentence in any script.
        return Some(FurnitureKind::Chrome);
    }
    if is_title(&folded, title) {
        return Some(FurnitureKind::Heading);
    }
    // A paragraph that only ends in a notice is taken apart by sentences.
    if is_rights(line, &folded) && (opens_rights(line, &folded) || words(line) <= 14) {
        return Some(FurnitureKind::Rights);
    }
    if is_photo_credit(line, &folded) {
        return Some(FurnitureKind::PhotoCredit);
    }
    if is_date_line(line) {
        return Some(FurnitureKind::Dateline);
    }
    if is_byline(line, &folded) {
        return Some(FurnitureKind::Byline);
    }
    is_chrome(line, &folded).then_some(FurnitureKind::Chrome)
}

fn is_title(line: &str, title: &str) -> bool {
    // A headline is often printed with the site's name behind it, or cut.
    !title.is_empty()
        && (line == title
            || (words(line) >= 4
                && (title.starts_with(line) || line.starts_with(title))
                && line.len() <= title.len() + 40))
}

fn opens_rights(line: &str, folded: &str) -> bool {
    let opens = [
        "copyright",
        "tm and copyright",
        "all rights reserved",
        "this material may not",
        "all contents",
        "c 20",
        "the cnn wire",
    ];
    line.starts_with('©') || line.starts_with("(TM") || opens.iter().any(|phrase| folded.starts_with(phrase))
}

fn is_rights(line: &str, folded: &str) -> bool {
    let opens = ["copyright ", "tm and copyright", "tm copyright", "all contents copyright", "c copyright"];
    folded.contains("all rights reserved")
        || folded.contains("may not be published broadcast")
        || folded.contains("may not be reproduced")
        || line.starts_with('©')
        || (opens.iter().any(|phrase| folded.starts_with(phrase))
            && folded.chars().any(|character| character.is_ascii_digit()))
        || folded.starts_with("copyright associated press")
}

fn is_photo_credit(line: &str, folded: &str) -> bool {
    let short = words(line) <= 12;
    let opens = [
        "photo ",
        "photos ",
        "photo credit",
        "photo by ",
        "photograph ",
        "image ",
        "image credit",
        "ap photo",
        "credit ",
        "picture ",
        "photography by",
        "file photo",
        "courtesy ",
        "photo courtesy",
        "foto ",
    ];
    let labelled = line.find(':').is_some_and(|at| at <= 14)
        || line.starts_with('(')
        || folded.starts_with("photo by")
        || folded.starts_with("ap photo")
        || folded.starts_with("photo courtesy")
        || folded.starts_with("photo credit");
    if short && labelled && opens.iter().any(|phrase| folded.starts_with(phrase)) {
        return true;
    }
    // "Jane Doe/Getty Images", "Jane Doe / Reuters", "Getty Images"
    let houses = [
        "getty images",
        "ap photo",
        "afp",
        "reuters",
        "ap",
        "associated press",
        "bloomberg",
        "epa",
        "usa today",
        "shutterstock",
        "tribune news service",
        "via ap",
        "via getty images",
        "via reuters",
        "rex",
    ];
    let behind_slash = line.rfind('/').and_then(|at| line.get(at + 1..)).map(crate::lines::folded);
    let house = |name: &str| houses.iter().any(|house| name == *house || name.starts_with("getty images"));
    words(line) <= 9
        && !ends_as_sentence(line)
        && (behind_slash.is_some_and(|name| house(&name)) || folded == "getty images")
}

/// Whether a line holds nothing but a date or a time and words such as "Published".
fn is_date_line(line: &str) -> bool {
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
    let label = matches!(
        crate::lines::folded(line).as_str(),
        "updated" | "published" | "posted" | "posted on" | "updated on" | "update"
    );
    label || (dated && count <= 18 && !ends_as_sentence(line.trim_end_matches(".m.").trim_end_matches('.')))
}

/// "By JANE DOE, Associated Press", "Jane Doe: jdoe@paper.example; 555-0100", "@jdoe", "Staff Writer".
fn is_byline(line: &str, folded: &str) -> bool {
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

fn is_chrome(line: &str, folded: &str) -> bool {
    if CHROME_LINES.contains(folded) {
        return true;
    }
    // "Comments (12)", "2 Pending Comments", "Image 3 of 7", "1 / 7"
    let without_digits: Vec<&str> =
        folded.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let without_digits = without_digits.join(" ");
    if without_digits.len() < folded.len() && CHROME_LINES.contains(without_digits.as_str()) {
        return true;
    }
    // "Listen to me," she said: speech is no button.
    let speech = line.contains(['"', '“', '”', '«']) || (ends_as_sentence(line) && words(line) > 14);
    if CHROME_OPENINGS.iter().any(|opening| folded.starts_with(opening)) && !speech {
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
    line.contains("window._")
        || line.contains("function(")
        || line.contains("gallery_thumbnails")
        || line.contains("});")
}

/// A short line without a final mark that stands alone between paragraphs. Bullets (several such lines in a row),
/// broken paragraphs and captions that say much are left alone.
fn is_heading(text: &str, lines: &[Span], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let content = line.of(text);
    if line.len() > LONGEST_HEADING.0 || words(content) > LONGEST_HEADING.1 {
        return false;
    }
    let closes = content.chars().next_back().unwrap_or(' ');
    let opens = content.chars().next().unwrap_or(' ');
    let unmarked = closes.is_alphanumeric() || matches!(closes, '?' | '\'' | '’');
    if !unmarked || opens.is_lowercase() || content.contains(". ") || (closes == '?' && at == 0) {
        return false;
    }
    let neighbour = |at: Option<usize>| at.and_then(|at| lines.get(at)).map(|span| span.of(text));
    let is_paragraph = |line: &str| ends_as_sentence(line) || line.ends_with(':');
    let (Some(before), Some(after)) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1))) else { return false };
    let opens_paragraph = after.chars().next().is_some_and(|first| !first.is_lowercase());
    is_paragraph(before)
        && is_paragraph(after)
        && opens_paragraph
        && after.len() * 2 >= line.len() * 3
        && before.len() > line.len()
}

/// Furniture inside a paragraph: bracketed picture credits, and notices in its first or last sentences.
fn inside(text: &str, line: Span, found: &mut Vec<Furniture>) {
    let content = line.of(text);
    let mut from = 0;
    while let Some(open) = content.get(from..).and_then(|rest| rest.find('(')).map(|at| from + at) {
        from = open + 1;
        let Some(length) = content.get(open..).and_then(|rest| rest.find(')')) else { break };
        let inner = content.get(open + 1..open + length).unwrap_or_default();
        if inner.len() <= 140 && is_bracketed_credit(inner) {
            let start = line.start() + open;
            found.push(Furniture { span: Span::new(start, start + length + 1), kind: FurnitureKind::PhotoCredit });
        }
    }
    let Some(hint) = NOTICES.iter().filter_map(|notice| find_ignoring_case(content, notice)).min() else { return };
    for sentence in rough_sentences(text, line) {
        if sentence.end() < line.start() + hint {
            continue;
        }
        let own = sentence.of(text);
        let folded = folded(own);
        if own.len() <= 500 && is_rights(own, &folded) {
            found.push(Furniture { span: sentence, kind: FurnitureKind::Rights });
        } else if own.len() <= 240 && folded.contains("contributed to this") {
            found.push(Furniture { span: sentence, kind: FurnitureKind::Byline });
        } else if own.len() <= 120
            && CHROME_OPENINGS.iter().any(|opening| folded.starts_with(opening))
            && folded.starts_with("please enable")
        {
            found.push(Furniture { span: sentence, kind: FurnitureKind::Chrome });
        }
    }
}

/// "AP Photo/Jane Doe", "Photo: Getty", "Photo by Jane Doe", "Jane Doe/Getty Images", "WXYZ photo".
fn is_bracketed_credit(inner: &str) -> bool {
    let folded = folded(inner);
    let opens = [
        "photo ",
        "photos ",
        "ap photo",
        "image ",
        "picture ",
        "credit ",
        "source photo",
        "courtesy ",
        "file photo",
        "reuters file photo",
        "getty",
    ];
    let labelled = ["photo", "image", "picture", "credit", "courtesy"].iter().any(|word| {
        folded.strip_prefix(word).is_some_and(|rest| {
            let raw = inner.get(word.len()..).unwrap_or_default().trim_start();
            raw.starts_with(':')
                || rest.trim_start().starts_with("by ")
                || rest.trim_start().starts_with("credit")
                || raw.starts_with('/')
                || rest.trim_start().starts_with("courtesy")
                || rest.trim_start().starts_with("provided")
        })
    });
    folded.starts_with("ap photo")
        || folded == "getty images"
        || labelled
        || folded.ends_with("getty images")
        || (folded.ends_with(" photo") && words(inner) <= 4 && opens.iter().all(|phrase| *phrase != folded))
        || (inner.contains("/AP") && words(inner) <= 8)
        || (inner.contains("/Reuters") && words(inner) <= 8)
}

/// The first place of an ASCII phrase, whatever its case.
fn find_ignoring_case(text: &str, phrase: &str) -> Option<usize> {
    let (text, phrase) = (text.as_bytes(), phrase.as_bytes());
    let first = *phrase.first()?;
    let mut at = 0;
    while at + phrase.len() <= text.len() {
        let next = text.get(at..)?.iter().position(|byte| byte.eq_ignore_ascii_case(&first))?;
        at += next;
        if text.get(at..at + phrase.len()).is_some_and(|piece| piece.eq_ignore_ascii_case(phrase)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Words that announce a notice inside a paragraph.
const NOTICES: [&str; 6] = ["copyright", "©", "rights reserved", "may not be", "contributed to this", "please enable"];

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
    LazyLock::new(|| include_str!("furniture_lines.txt").lines().filter(|line| !line.is_empty()).collect());

/// Openings of lines, folded.
static CHROME_OPENINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("furniture_openings.txt").lines().filter(|line| !line.is_empty()).collect());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    /// Each piece of furniture with its kind.
    fn found(title: &str, text: &str) -> Vec<(FurnitureKind, String)> {
        disjoint(find(text, &lines(text), title))
            .into_iter()
            .map(|piece| (piece.kind, piece.span.of(text).to_owned()))
            .collect()
    }

    #[test]
    fn whole_lines() {
        use FurnitureKind::{Byline, Chrome, Dateline, PhotoCredit, Rights};
        for (line, kind) in [
            ("Advertisement", Chrome),
            ("ADVERTISEMENT", Chrome),
            ("Share this: Facebook", Chrome),
            ("Scroll down for video", Chrome),
            ("Follow us on Twitter | Like us on Facebook", Chrome),
            ("Sign up for our daily newsletter", Chrome),
            ("RELATED: Ferry freed by two tugs", Chrome),
            ("Image 3 of 7", Chrome),
            ("2 Pending Comments", Chrome),
            ("___", Chrome),
            ("0:35 Ferry freed by two tugs", Chrome),
            ("By JANE DOE, Associated Press", Byline),
            ("By Jane Doe and John Roe", Byline),
            ("By Jane Doe | Staff writer", Byline),
            ("jdoe@paper.example", Byline),
            ("@JaneDoeNews", Byline),
            ("The Associated Press contributed to this report.", Byline),
            ("AP Photo/Jane Doe", PhotoCredit),
            ("(Photo: Getty)", PhotoCredit),
            ("Photo: Jane Doe, AP", PhotoCredit),
            ("Jane Doe/Getty Images", PhotoCredit),
            ("Published June 01, 2018", Dateline),
            ("Updated 1:45 pm, Friday, June 1, 2018", Dateline),
            ("Posted: 5:00 AM, July 4, 2016", Dateline),
            ("Copyright 2017 KABC. All rights reserved.", Rights),
            ("© 2018 Paper Co.", Rights),
            ("This material may not be published, broadcast, rewritten or redistributed.", Rights),
        ] {
            assert_eq!(found("", line), [(kind, line.to_owned())], "{line}");
        }
    }

    #[test]
    fn reporting_is_left_alone() {
        for line in [
            "The ferry was freed at noon.",
            "By Friday, two of the three tugs had left the harbour.",
            "Police asked witnesses to write to tips@police.example.",
            "Ferry passengers wait on the pier in Oslo on March 4, 2021, after the harbour was closed",
            "Follow-up tests showed that the hull was intact.",
            "More than 40 people were taken off by boat.",
            "Close to 40 people were taken off by boat.",
            "May 4 was the deadline.",
            "Two women, both 30, were taken to hospital",
            "He sold the photo rights for $500 (about 460 euros).",
            "Watch officers saw the ferry turn at 6:40.",
            "The company said the picture (a photo of the bridge) was false.",
        ] {
            assert_eq!(found("", line), [], "{line}");
        }
    }

    #[test]
    fn headings_stand_alone_between_paragraphs() {
        let text =
            "The ferry ran aground on Tuesday in heavy fog.\nStrategic harbour\nIt was freed at noon by two tugs.";
        assert_eq!(found("", text), [(FurnitureKind::Heading, "Strategic harbour".to_owned())]);
        // Bullets are facts.
        let bullets = "The ferry ran aground on Tuesday in heavy fog.\nTwo were hurt\nHarbour closed\nIt was freed at noon by two tugs.";
        assert_eq!(found("", bullets), []);
    }

    #[test]
    fn a_repeated_headline_is_a_heading() {
        let text = "Ferry runs aground in fog\nThe ferry ran aground on Tuesday.";
        assert_eq!(
            found("Ferry runs aground in fog - Harbour News", text),
            [(FurnitureKind::Heading, "Ferry runs aground in fog".to_owned())]
        );
    }

    #[test]
    fn notices_inside_paragraphs() {
        let text = "Two tugs freed the ferry (Photo by Jane Doe/Getty Images) at noon. Nobody was hurt. Copyright 2018 KABC. All rights reserved.";
        assert_eq!(
            found("", text),
            [
                (FurnitureKind::PhotoCredit, "(Photo by Jane Doe/Getty Images)".to_owned()),
                (FurnitureKind::Rights, "Copyright 2018 KABC.".to_owned()),
                (FurnitureKind::Rights, "All rights reserved.".to_owned()),
            ]
        );
    }

    #[test]
    fn right_to_left_and_letterless_lines() {
        assert_eq!(found("", "١٢٣ — !!!"), [(FurnitureKind::Chrome, "١٢٣ — !!!".to_owned())]);
        assert_eq!(found("", "أغلق الميناء يوم الثلاثاء بعد جنوح عبارة."), []);
    }
}
