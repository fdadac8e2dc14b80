//! The lines of a text, and small questions about words that several finders ask.

use headwater_model::Span;

/// The non-blank lines of a text, each without surrounding white space, in order.
pub(crate) fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let line = trimmed(text, start, start + piece.len());
        if !line.is_empty() {
            lines.push(line);
        }
        start += piece.len();
    }
    lines
}

/// The span of `text[start..end]` without surrounding white space; empty at `start` when there is nothing else.
pub(crate) fn trimmed(text: &str, start: usize, end: usize) -> Span {
    // A byte order mark or zero-width space in front is no part of a line either.
    let blank = |character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}');
    let piece = text.get(start..end).unwrap_or_default();
    let from = start + piece.len() - piece.trim_start_matches(blank).len();
    Span::new(from, from + piece.trim_matches(blank).len())
}

/// Letters and digits in lower case, everything else as single spaces: to compare headlines and set phrases with.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            if character.is_ascii() {
                out.push(character.to_ascii_lowercase());
            } else {
                out.extend(character.to_lowercase());
            }
        } else if matches!(character, '\'' | '’') {
            // "don't" stays one word.
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a line ends as a sentence does.
pub(crate) fn ends_as_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“']);
    line.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// Number of words, counted by white space.
pub(crate) fn words(line: &str) -> usize {
    if !line.is_ascii() {
        return line.split_whitespace().count();
    }
    let mut blank_before = true;
    let begins = line.bytes().filter(|byte| {
        let blank = matches!(byte, b'\t'..=b'\r' | b' ');
        std::mem::replace(&mut blank_before, blank) && !blank
    });
    begins.count()
}

/// The starts of sentences in a line, roughly: after a final mark and white space, before a capital or a quotation
/// mark. Good enough to cut a closing notice off a paragraph; sentences proper are found by annotation.
pub(crate) fn rough_sentences(text: &str, line: Span) -> Vec<Span> {
    let content = line.of(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut previous = ' ';
    let mut mark = false;
    for (at, character) in content.char_indices() {
        let opens = character.is_uppercase() || matches!(character, '"' | '“' | '(' | '©' | '[');
        if mark && previous.is_whitespace() && opens {
            sentences.push(trimmed(text, line.start() + start, line.start() + at));
            start = at;
            mark = false;
        }
        if matches!(character, '.' | '!' | '?') {
            mark = true;
        } else if !character.is_whitespace() && !matches!(character, '"' | '”' | '’' | '\'' | ')' | ']') {
            mark = false;
        }
        previous = character;
    }
    sentences.push(trimmed(text, line.start() + start, line.end()));
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_blank_ones_skipped() {
        let text = " One.\r\n\r\n\t Two \n";
        let found: Vec<&str> = lines(text).into_iter().map(|line| line.of(text)).collect();
        assert_eq!(found, ["One.", "Two"]);
        assert!(lines(" \n\n").is_empty());
    }

    #[test]
    fn folding_keeps_words() {
        assert_eq!(folded("  Don’t — STOP, now! "), "dont stop now");
        assert_eq!(folded("…"), "");
    }

    #[test]
    fn sentences_are_cut_at_final_marks_before_capitals() {
        let text = "It rained. He said \"no.\" Then 3.5 m fell. Copyright 2020";
        let all = rough_sentences(text, Span::new(0, text.len()));
        let found: Vec<&str> = all.into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["It rained.", "He said \"no.\"", "Then 3.5 m fell.", "Copyright 2020"]);
    }
}
