//! Where sentences and paragraphs begin and end: `sentencex` over the lines of a text, with what news needs put
//! right: quotation marks on the right side of a border, abbreviated titles and initials, hard-wrapped lines, and
//! "… !” he asked" as one sentence.

use super::{fold, hash, trim};
use crate::names::is_speech_verb;
use headwater_model::Span;

/// One sentence's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where, without surrounding white space.
    pub(crate) span: Span,
    /// Number of its paragraph, from 0.
    pub(crate) paragraph: u32,
}

/// Shortest line, in bytes, that may have been broken only to fit a page.
const SHORTEST_WRAPPED: usize = 30;

/// Longest paragraph, in bytes: what is longer is cut, at the end of a sentence if it has one, so that no work on a
/// paragraph grows with the text.
const LONGEST_PARAGRAPH: usize = 20_000;
/// Longest sentence, in bytes: what is longer is a list, a table or no prose, and is cut between words.
const LONGEST_SENTENCE: usize = 6_000;

/// All sentences of a text in the language with this ISO 639-1 code.
pub(crate) fn find(text: &str, language: &str) -> Vec<Place> {
    let mut places = Vec::new();
    let paragraphs = paragraphs(text).into_iter().flat_map(|(start, end)| {
        shortened(text, Span::new(start, end), LONGEST_PARAGRAPH, |part| {
            [". ", "! ", "? ", ".\n"].into_iter().filter_map(|end| part.rfind(end)).max().map(|at| at + 2)
        })
    });
    for (number, (start, end)) in paragraphs.map(|span| (span.start(), span.end())).enumerate() {
        let paragraph = u32::try_from(number).unwrap_or(u32::MAX);
        let part = &text[start..end];
        let spans = sentencex::get_sentence_boundaries(language, part)
            .into_iter()
            .map(|border| trim(text, start + border.start_byte, start + border.end_byte))
            .filter(|span| !span.is_empty())
            .collect();
        let spans = move_quotes(text, start, spans);
        let spans = join(text, spans.into_iter().flat_map(|span| outside_quotations(text, span)).collect());
        let spans = spans.into_iter().flat_map(|span| shortened(text, span, LONGEST_SENTENCE, |_| None));
        places.extend(spans.map(|span| Place { span: trim(text, span.start(), span.end()), paragraph }));
    }
    places
}

/// Cuts a span into parts of at most `longest` bytes: where `border` finds a place in the second half of a part, else
/// after white space there, else between two characters.
fn shortened(text: &str, span: Span, longest: usize, border: impl Fn(&str) -> Option<usize>) -> Vec<Span> {
    let mut parts = Vec::with_capacity(1);
    let mut start = span.start();
    while span.end() - start > longest {
        let limit = text.floor_char_boundary(start + longest);
        let half = text.floor_char_boundary(start + longest / 2);
        let last = text.get(half..limit).unwrap_or_default();
        let space = || last.rfind(char::is_whitespace).and_then(|at| Some(at + last[at..].chars().next()?.len_utf8()));
        let cut = border(last).or_else(space).map_or(limit, |at| half + at);
        parts.push(Span::new(start, cut));
        start = cut;
    }
    parts.push(Span::new(start, span.end()));
    parts
}

/// Byte ranges of paragraphs: lines that are not blank, a line joined to the one before it when that was only
/// broken to fit a page (it ends without a closing mark and the next goes on in lower case).
fn paragraphs(text: &str) -> Vec<(usize, usize)> {
    let mut paragraphs: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let words = line.trim();
        if words.is_empty() {
            open = false;
        } else {
            let goes_on = open && words.starts_with(char::is_lowercase);
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(last) => last.1 = end,
                None => paragraphs.push((start, end)),
            }
            open =
                words.len() >= SHORTEST_WRAPPED && words.ends_with(|last: char| last.is_alphanumeric() || last == ',');
        }
        start = end;
    }
    paragraphs
}

/// Puts quotation marks on their own side of the borders between sentences.
fn move_quotes(text: &str, paragraph: usize, mut spans: Vec<Span>) -> Vec<Span> {
    let mut straight = 0_usize;
    let mut counted = paragraph;
    for at in 1..spans.len() {
        let (before, next) = (spans[at - 1], spans[at]);
        let (mut end, mut start) = (before.end(), next.start());
        // Closing marks that open the next sentence.
        loop {
            straight += text.get(counted..start).unwrap_or_default().matches('"').count();
            counted = counted.max(start);
            let rest = text.get(start..next.end()).unwrap_or_default();
            let apart = text[..start].ends_with(char::is_whitespace);
            let Some(length) = closing_mark(rest, !apart || straight % 2 == 1) else { break };
            end = start + length;
            let after = text.get(end..next.end()).unwrap_or_default();
            start = end + (after.len() - after.trim_start().len());
        }
        // Opening marks that end the sentence before.
        if end == before.end() {
            let sentence = text.get(before.start()..end).unwrap_or_default();
            let tight = !text[end..].starts_with(char::is_whitespace);
            if let Some(length) = opening_mark(sentence, tight || straight % 2 == 1) {
                start = end - length;
                end = before.start() + sentence[..sentence.len() - length].trim_end().len();
            }
        }
        spans[at - 1] = Span::new(before.start(), end);
        spans[at] = Span::new(start, next.end());
    }
    spans.retain(|span| !span.is_empty());
    spans
}

/// Longest quotation, in bytes, that is believed: past it its closing mark was forgotten.
const LONGEST_QUOTATION: usize = 1_200;

/// Cuts a sentence at the borders outside its quotations. Sentencex pairs straight marks from the left, so that one
/// stray mark makes it take a whole paragraph for quoted; here a mark opens or closes by what stands beside it.
fn outside_quotations(text: &str, span: Span) -> Vec<Span> {
    let part = span.of(text);
    if !part.contains(['"', '“', '”', '‘', '’', '\'', '`', '«', '»']) {
        return vec![span];
    }
    let mut cut = Vec::new();
    let mut start = 0;
    let mut open: Option<usize> = None;
    let mut before = ' ';
    let mut characters = part.char_indices().peekable();
    let mut ended = false;
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let tight_left = !before.is_whitespace() && !matches!(before, '(' | '—' | '–' | '[');
        let tight_right = !next.is_whitespace();
        match character {
            // A mark that no closing one follows before the next opening one opens nothing that could be kept whole.
            '“' | '«' => {
                let closes =
                    part[at + character.len_utf8()..].chars().find(|mark| matches!(mark, '“' | '«' | '”' | '»'));
                open = matches!(closes, Some('”' | '»')).then_some(at);
                ended = false;
            }
            '”' | '»' => open = None,
            '"' if tight_left && (!tight_right || !next.is_alphanumeric()) => open = None,
            '"' if tight_right => (open, ended) = (Some(at), false),
            '"' => open = if open.is_some() { None } else { Some(at) },
            '.' | '!' | '?' => ended = true,
            ')' | ']' | '’' | '\'' => {}
            _ if character.is_whitespace() => {
                let quoted = open.is_some_and(|from| at - from < LONGEST_QUOTATION);
                let opens = || {
                    let rest = part[at..].trim_start();
                    rest.trim_start_matches(['"', '“', '‘', '(', '\'', '`']).starts_with(char::is_uppercase)
                };
                if ended && !quoted && opens() {
                    cut.push(trim(text, span.start() + start, span.start() + at));
                    start = at;
                }
                ended = false;
            }
            _ => ended = false,
        }
        before = character;
    }
    cut.push(trim(text, span.start() + start, span.end()));
    cut.retain(|part| !part.is_empty());
    cut
}

/// Length of the closing mark that `rest` opens with, when white space or nothing follows it. A straight mark must be
/// known to close: nothing parts it from what it closes, or it is the second of a pair.
fn closing_mark(rest: &str, straight_closes: bool) -> Option<usize> {
    let mark = ["”", "''", "’’", "»", ")", "\""].into_iter().find(|mark| rest.starts_with(mark))?;
    let alone = rest[mark.len()..].chars().next().is_none_or(char::is_whitespace);
    (alone && (mark != "\"" || straight_closes)).then_some(mark.len())
}

/// Length of the opening mark that `sentence` ends with after white space; a straight mark must be known to open.
fn opening_mark(sentence: &str, straight_opens: bool) -> Option<usize> {
    let mark = ["“", "``", "‘‘", "‘", "«", "\""].into_iter().find(|mark| sentence.ends_with(mark))?;
    let before = &sentence[..sentence.len() - mark.len()];
    (before.ends_with(char::is_whitespace) && (mark != "\"" || straight_opens)).then_some(mark.len())
}

/// Joins sentences that were cut apart after an abbreviation or before the words that attribute a quotation.
fn join(text: &str, spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if goes_on(last.of(text), span.of(text)) => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

fn goes_on(before: &str, next: &str) -> bool {
    let first = next.chars().next().unwrap_or(' ');
    let bare = before.trim_end_matches(['"', '”', '’', '\'', ')']);
    let quoted = bare.len() < before.len();
    if first.is_lowercase() && (quoted || bare.ends_with('.')) {
        return true;
    }
    if quoted && bare.ends_with(['!', '?', ',']) && attributes(next) {
        return true;
    }
    let Some(word) = before.strip_suffix('.').and_then(|before| before.split_whitespace().next_back()) else {
        return false;
    };
    let word = word.rsplit(['(', '"', '“', '‘', '\'', '-']).next().unwrap_or(word);
    if TITLES.contains(&fold(word).as_ref()) {
        return true;
    }
    if first.is_ascii_digit() && BEFORE_NUMBERS.contains(&fold(word).as_ref()) {
        return true;
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let opener = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    // After "U.S." or an initial a capitalised word goes on, but for those that open sentences.
    let firm = matches!(word, "Inc" | "Corp" | "Co" | "Ltd" | "Jr" | "Sr" | "Dept" | "Bros" | "Ave" | "Blvd");
    (initial || dotted || firm) && first.is_uppercase() && !OPENERS.contains(&fold(opener).as_ref())
}

/// Whether a sentence opens with at most four capitalised words or a pronoun, then a verb of speech: "Mr. Fox wrote".
fn attributes(sentence: &str) -> bool {
    for (at, word) in sentence.split_whitespace().take(6).enumerate() {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if at > 0 && is_speech_verb(hash(&fold(plain))) {
            return true;
        }
        if !plain.starts_with(char::is_uppercase) && !matches!(plain, "he" | "she" | "they") {
            return false;
        }
    }
    false
}

/// Abbreviations after which a name follows.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "gov", "sen", "sens", "rep", "reps", "sgt", "lt", "col", "capt", "cpl",
    "maj", "det", "cmdr", "adm", "rev", "hon", "st", "mt", "ft", "cong", "amb", "supt", "atty", "asst", "pres",
    "messrs", "vs", "pvt", "pfc", "insp", "ald", "lt.-gov", "lt.gov", "sec", "dep", "gens", "govs", "drs", "brig",
    "cllr", "fr", "sr. sgt",
];

/// Abbreviations after which a number follows.
const BEFORE_NUMBERS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "no", "nos", "art", "vol",
    "pp", "sec", "fig", "approx", "ca",
];

/// Words that open sentences and do not follow an abbreviation inside one.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "i",
    "this",
    "that",
    "these",
    "those",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "but",
    "and",
    "or",
    "so",
    "if",
    "when",
    "while",
    "after",
    "before",
    "as",
    "his",
    "her",
    "their",
    "its",
    "our",
    "there",
    "here",
    "what",
    "who",
    "how",
    "why",
    "where",
    "police",
    "officials",
    "some",
    "many",
    "most",
    "all",
    "both",
    "one",
    "two",
    "no",
    "not",
    "according",
    "also",
    "still",
    "meanwhile",
    "however",
    "last",
    "since",
    "under",
    "during",
    "although",
    "though",
    "because",
    "earlier",
    "later",
    "to",
    "of",
    "is",
    "was",
    "mr",
    "mrs",
    "ms",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of `text` with "|" taken as the borders expected.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = find(&text, "en").iter().map(|place| place.span.of(&text)).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("The visit began on Sept. 3 with Mr. Lee and Gov. Ann B. Smith. |It ended the next day.");
        check(
            "Former Cong. Rob Hall met Sgt. May in the U.S. Senate. |The talks took place in the U.S. |They ended well.",
        );
        check("Flight No. 7 was late. |No. |That is all.");
    }

    #[test]
    fn marks_stay_with_their_sentence() {
        check("“We will go.” |Lee left. |“Stay!” Mr. Hall wrote. |“Never,” he said.");
        check("\"We will go. We must.\" |Lee left. |\"I stay,\" she said. |\"So be it.\"");
        check("“For the record,\" she wrote. |\"Freedom is for all.\" |The vote is on Friday.");
        check(
            "He has a \"bold\" plan. |It cost \"a lot. |The town voted on it. |Lee called it \"sound.\" |Nobody came.",
        );
        check("`` It was late . '' |The bus left .");
    }

    #[test]
    fn lines_are_paragraphs_unless_only_wrapped() {
        let text = "The mayor of the town said that the\nbridge would open on Friday.\nA second line\n\nA third one.";
        let places = find(text, "en");
        let paragraphs: Vec<u32> = places.iter().map(|place| place.paragraph).collect();
        assert_eq!(paragraphs, [0, 1, 2]);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        for text in ["word ".repeat(20_000), "é".repeat(50_000), "Stop. ".repeat(20_000)] {
            let places = find(&text, "en");
            assert!(places.iter().all(|place| place.span.len() <= LONGEST_SENTENCE));
            let length: usize =
                places.iter().map(|place| place.span.of(&text).matches(char::is_alphabetic).count()).sum();
            assert_eq!(length, text.matches(char::is_alphabetic).count());
        }
    }

    #[test]
    fn odd_texts_do_not_panic() {
        for text in ["", "\n\n", "\"", "”“", ". . .", "\0\0", "é.É.", "”\n“", "مرحبا. كيف حالك؟"]
        {
            let _ = find(text, "en");
            let _ = find(text, "xx");
        }
    }
}
