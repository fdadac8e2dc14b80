//! The opening of an agency-style report: "SEOUL:", "GLASGOW, Scotland —", "MOSCOW (AP) -", "MOSCOW, September 13.
//! /TASS/.".

use crate::credits::agencies_in_group;
use crate::dates::{self, Written, month};
use crate::lines::{ends_as_sentence, trimmed, words};
use headwater_model::{Dateline, Span};

/// A dateline, and what it tells besides the place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Opening {
    pub(crate) dateline: Dateline,
    /// The dateline and a stray date before it: all that is no reporting.
    pub(crate) furniture: Span,
    /// Agencies in its brackets, with where they stand.
    pub(crate) agencies: Vec<(&'static str, Span)>,
    /// A full date in it or before it.
    pub(crate) date: Option<Written>,
}

/// A dateline is looked for in this many lines: kickers, bylines and captions may stand before it.
const LINES: usize = 14;
/// A dateline ends within this many bytes of its line.
const REACH: usize = 110;
/// A colon is a weak mark: it counts only before a text of at least this many bytes.
const COLON_NEEDS: usize = 60;

/// The dateline of a text, if it has one.
pub(crate) fn find(text: &str, lines: &[Span]) -> Option<Opening> {
    let opening = lines.iter().take(LINES);
    let first_sentence = lines.iter().find(|line| line.len() > COLON_NEEDS && ends_as_sentence(line.of(text)));
    for line in opening {
        let colon = Some(line) == first_sentence && !is_transcript(text, lines);
        if let Some(found) = in_line(text, *line, colon) {
            return Some(found);
        }
    }
    None
}

/// Whether several lines open with a name in capitals and a colon: then those are speakers, not places.
fn is_transcript(text: &str, lines: &[Span]) -> bool {
    let speaks = |line: &&Span| {
        let head = line.of(text).split(':').next().unwrap_or_default();
        head.len() < line.len() && head.len() <= 40 && !head.is_empty() && is_capitals(head)
    };
    lines.iter().filter(speaks).take(2).count() == 2
}

fn in_line(text: &str, line: Span, colon: bool) -> Option<Opening> {
    let (lead, lead_date) = stray_date(line.of(text));
    let start = trimmed(text, line.start() + lead, line.end()).start();
    let rest = text.get(start..line.end())?;
    let window =
        rest.char_indices().map(|(at, _)| at).chain([rest.len()]).take_while(|at| *at <= REACH).last().unwrap_or(0);
    let window = rest.get(..window).unwrap_or(rest);
    for (at, character) in window.char_indices() {
        let after = rest.get(at + character.len_utf8()..).unwrap_or_default();
        let (head_end, end) = match character {
            '—' | '–' => (at, at + character.len_utf8()),
            '-' if after.starts_with('-') => (at, at + 2),
            // A hyphen inside a name ("PORT-AU-PRINCE") has no space behind it.
            '-' if after.is_empty() || after.starts_with([' ', '\u{a0}']) => (at, at + 1),
            ':' if colon && after.starts_with([' ', '\u{a0}']) => (at, at + 1),
            '/' if after.starts_with("TASS/") => (at, at + 6 + usize::from(after.get(5..6) == Some("."))),
            _ => continue,
        };
        // An even longer dash ("---") is a rule, not a dateline.
        let behind = rest.get(end..).unwrap_or_default();
        if behind.starts_with('-') {
            return None;
        }
        let head = trimmed(text, start, start + head_end);
        let body = behind.trim_start();
        if body.chars().next().is_some_and(char::is_lowercase) {
            continue;
        }
        if let Some(mut found) = head_of(text, head, character) {
            found.dateline.span = Span::new(start, start + end);
            found.furniture = Span::new(line.start(), start + end);
            found.date = found.date.or(lead_date);
            if character == '/' {
                let at = start + head_end + 1;
                found.agencies.push(("TASS", Span::new(at, at + 4)));
            }
            return Some(found);
        }
        if character == ':' {
            return None;
        }
    }
    None
}

/// Length of a stray date that a page template left before the dateline ("date 2023-09-13 "), and the date.
fn stray_date(line: &str) -> (usize, Option<Written>) {
    let lower_lead = ["date ", "date: ", "Date ", "Date: "].iter().find(|lead| line.starts_with(**lead));
    let from = lower_lead.map_or(0, |lead| lead.len());
    let word = line.get(from..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
    match (word.len() == 10).then(|| dates::parse(word)).flatten() {
        Some(date) if word.as_bytes().first().is_some_and(u8::is_ascii_digit) => {
            let at = line.find(word).unwrap_or(0);
            (at + word.len(), Some(date))
        }
        _ => (0, None),
    }
}

/// Reads what stands before the dash: place, region, date, brackets.
fn head_of(text: &str, head: Span, mark: char) -> Option<Opening> {
    let content = head.of(text);
    let (place_part, group) = match content.find('(') {
        Some(open) if content.ends_with(')') => {
            (content.get(..open)?, Span::new(head.start() + open + 1, head.end() - 1))
        }
        Some(_) => return None,
        None => (content, Span::new(head.end(), head.end())),
    };
    let agencies = agencies_in_group(text, group);
    let station = !group.is_empty() && group.len() <= 40 && is_code(group.of(text));
    let place = trimmed(text, head.start(), head.start() + place_part.len());
    let place_text = place.of(text).trim_end_matches(',');
    let nothing = Opening {
        dateline: Dateline { span: head, place: Span::new(head.start(), head.start()) },
        furniture: head,
        agencies,
        date: None,
    };
    if place_text.is_empty() {
        return (!nothing.agencies.is_empty() || station).then_some(nothing);
    }
    let mut end_of_place = 0;
    let mut date_words = String::new();
    let mut at = 0;
    for (index, part) in place_text.split(',').enumerate() {
        let piece = part.trim();
        if index == 0 {
            let piece = piece.trim_end_matches('-');
            let short_enough = mark != ':' || words(piece) <= 3;
            let capitals = is_capitals(piece) && !is_label(piece) && !piece.starts_with('-') && short_enough;
            let lone_short = piece.chars().filter(|character| character.is_alphabetic()).count() <= 3;
            let supported = !nothing.agencies.is_empty() || station;
            let named = supported && is_title_case(piece);
            if !(capitals || named) || (lone_short && !supported && !place_text.contains(',')) {
                return None;
            }
            end_of_place = part.len();
        } else if index > 4 {
            return None;
        } else if is_date_piece(piece) {
            date_words.push_str(piece);
            date_words.push(' ');
        } else if is_title_case(piece) || is_capitals(piece) {
            end_of_place = at + part.len();
        } else {
            return None;
        }
        at += part.len() + 1;
    }
    if mark == '/' && date_words.is_empty() {
        return None;
    }
    let date = dates::find_worded(&date_words).and_then(|found| dates::parse(&found.date.to_string()));
    let place = trimmed(text, place.start(), place.start() + end_of_place);
    Some(Opening { dateline: Dateline { span: head, place }, date, ..nothing })
}

/// "Sept 13", "Sept. 13", "2023", "Jan 25".
fn is_date_piece(piece: &str) -> bool {
    let mut words = piece.split_whitespace().map(|word| word.trim_end_matches('.'));
    match (words.next(), words.next(), words.next()) {
        (Some(first), None, None) => first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()),
        (Some(first), Some(second), None) => {
            let day = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
            (month(first).is_some() && day(second)) || (day(first) && month(second).is_some())
        }
        _ => false,
    }
}

/// Whether every word is in capitals ("ST. LOUIS", "McALLEN", "PORT-AU-PRINCE"), at most five.
fn is_capitals(text: &str) -> bool {
    let mut letters = 0;
    let mut count = 0;
    for word in text.split_whitespace() {
        count += 1;
        let word = word.strip_prefix("Mc").unwrap_or(word);
        if matches!(word, "St." | "de" | "of" | "and" | "the" | "del" | "du") && count > 1 || word == "St." {
            continue;
        }
        for character in word.chars() {
            if character.is_lowercase() || character.is_ascii_digit() {
                return false;
            }
            if character.is_alphabetic() {
                // Scripts without capitals have no datelines of this form.
                if !character.is_uppercase() {
                    return false;
                }
                letters += 1;
            } else if !matches!(character, '.' | '-' | '\'' | '’' | '/') {
                return false;
            }
        }
    }
    letters >= 2 && (1..=5).contains(&count)
}

/// Whether every word opens with a capital, small connecting words aside, at most six.
fn is_title_case(text: &str) -> bool {
    let mut count = 0;
    for (index, word) in text.split_whitespace().enumerate() {
        count += 1;
        let connecting =
            matches!(word, "and" | "the" | "of" | "de" | "del" | "la" | "du" | "upon" | "near") && index > 0;
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let plain =
            word.chars().all(|character| character.is_alphabetic() || matches!(character, '.' | '-' | '\'' | '’'));
        if !(connecting || capital) || !plain {
            return false;
        }
    }
    (1..=6).contains(&count)
}

/// Brackets that hold only station or paper codes: "WKBW", "KDKA/AP", "KMOV.com", "HawaiiNewsNow".
fn is_code(group: &str) -> bool {
    group.split(['/', ',', ';']).all(|part| {
        let part = part.trim();
        let word = part.split_whitespace().next().unwrap_or_default();
        let capitals = word.chars().filter(|character| character.is_uppercase()).count();
        !word.is_empty() && capitals >= 2 && part.split_whitespace().count() <= 3
    })
}

/// Words in capitals that head a line but are no place.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 46] = [
        "ADVERTISEMENT",
        "ALERT",
        "ALSO",
        "ANALYSIS",
        "BREAKING",
        "CLARIFICATION",
        "CLOSE",
        "COMMENTARY",
        "CORRECTION",
        "DEVELOPING",
        "EDITOR'S",
        "EDITOR’S",
        "EDITORIAL",
        "EXCLUSIVE",
        "EXPLAINER",
        "FACT",
        "FACTBOX",
        "FILE",
        "FIRST",
        "GALLERY",
        "HEADLINE",
        "HEADLINES",
        "IMAGE",
        "JUST",
        "LIVE",
        "MORE",
        "NEW",
        "NEWS",
        "NOTE",
        "OPINION",
        "ORIGINAL",
        "PHOTO",
        "PHOTOS",
        "READ",
        "RELATED",
        "REVIEW",
        "SOURCE",
        "STORY",
        "SUMMARY",
        "TIMELINE",
        "TONIGHT",
        "UPDATE",
        "UPDATED",
        "VIDEO",
        "WARNING",
        "WATCH",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    // "NEW YORK" and other places open with a word of the list.
    let new_place = matches!(words.as_slice(), ["NEW", second, ..] if !matches!(*second, "VIDEO" | "DETAILS" | "TONIGHT" | "THIS" | "INFORMATION"));
    words
        .iter()
        .skip(usize::from(new_place))
        .any(|word| LABELS.contains(word) || word.ends_with("'S") || word.ends_with("’S"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    /// Place, agencies and the rest of the first line after the dateline.
    fn read(text: &str) -> Option<(String, Vec<&'static str>, String)> {
        let found = find(text, &lines(text))?;
        let rest = text[found.dateline.span.end()..].trim().to_owned();
        let agencies = found.agencies.iter().map(|(name, _)| *name).collect();
        Some((found.dateline.place.of(text).to_owned(), agencies, rest))
    }

    #[test]
    fn datelines_of_many_houses() {
        let cases: [(&str, &str, &[&str]); 17] = [
            ("MOSCOW (AP) - ", "MOSCOW", &["AP"]),
            ("GLASGOW, Scotland — ", "GLASGOW, Scotland", &[]),
            ("SEOUL, Sept 13 (Reuters) - ", "SEOUL", &["Reuters"]),
            ("BEIJING, Sept. 13 (Xinhua) -- ", "BEIJING", &["Xinhua"]),
            ("Seoul, Sept. 13, 2023 (Yonhap) -- ", "Seoul", &["Yonhap"]),
            ("BLOOMFIELD (KDKA/AP)- ", "BLOOMFIELD", &["AP"]),
            ("ROCHESTER, N.Y. (WKBW) - ", "ROCHESTER, N.Y.", &[]),
            ("PORT-AU-PRINCE, Haiti, Jan 25 (Reuters) - ", "PORT-AU-PRINCE, Haiti", &["Reuters"]),
            (
                "KINGSTOWN, Saint Vincent and the Grenadines, April 11 (Reuters) - ",
                "KINGSTOWN, Saint Vincent and the Grenadines",
                &["Reuters"],
            ),
            ("BEIJING (REUTERS, BLOOMBERG, AFP) - ", "BEIJING", &["Reuters", "Bloomberg", "AFP"]),
            ("ST. LOUIS – ", "ST. LOUIS", &[]),
            ("NEW YORK — ", "NEW YORK", &[]),
            ("McALLEN, Texas -- ", "McALLEN, Texas", &[]),
            ("(AP) — ", "", &["AP"]),
            ("MOSCOW, September 13. /TASS/. ", "MOSCOW", &["TASS"]),
            ("GALT—", "GALT", &[]),
            ("SEOUL: ", "SEOUL", &[]),
        ];
        let body = "The harbour was closed on Tuesday after a ferry ran aground in heavy fog, the port office said.";
        for (head, place, agencies) in cases {
            let text = format!("{head}{body}");
            assert_eq!(read(&text), Some((place.to_owned(), agencies.to_vec(), body.to_owned())), "{head}");
        }
    }

    #[test]
    fn a_stray_date_before_the_place_is_furniture_and_a_date() {
        let text = " date 2021-03-04 OSLO: The harbour was closed on Tuesday after a ferry ran aground, the port said.";
        let found = find(text, &lines(text)).unwrap();
        assert_eq!(found.furniture.of(text), "date 2021-03-04 OSLO:");
        assert_eq!(found.dateline.place.of(text), "OSLO");
        assert_eq!(found.date.unwrap().at.to_string(), "2021-03-04T00:00:00Z");
    }

    #[test]
    fn a_dateline_may_have_its_line_to_itself() {
        let text = "MADISON, Wis. -\nThe harbour was closed on Tuesday after a ferry ran aground in heavy fog.";
        assert_eq!(read(text).unwrap().0, "MADISON, Wis.");
    }

    #[test]
    fn what_is_no_dateline() {
        for text in [
            "Police: A man was shot in the leg outside a shop on Tuesday night, and nobody has been arrested.",
            "UPDATE: A man was shot in the leg outside a shop on Tuesday night, and nobody has been arrested.",
            "UPDATE — A man was shot in the leg outside a shop on Tuesday night, and nobody has been arrested.",
            "NATO — the western alliance — said on Tuesday that it would send more ships to the strait.",
            "The mayor — a former teacher — said on Tuesday that the bridge would stay closed.",
            "SMITH: Did you see the boat before it turned over in the harbour that night?\nJONES: No, I did not see it.",
            "A man (Photo: Someone) — was shot in the leg outside a shop on Tuesday night.",
            "It was the third time in a year that the plant was shut - nobody was hurt.",
            "",
            "—",
            "الخرطوم: قالت الشرطة يوم الثلاثاء إن الجسر سيبقى مغلقا حتى إشعار آخر بسبب الفيضانات.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
