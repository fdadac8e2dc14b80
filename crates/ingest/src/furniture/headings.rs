//! Headlines repeated in the text, and headings of its sections.

use crate::lines::{ends_as_sentence, words};
use headwater_model::Span;

/// A section heading is at most this many bytes and words long.
const LONGEST_HEADING: (usize, usize) = (70, 9);

pub(super) fn is_title(line: &str, title: &str) -> bool {
    // A headline is often printed with the site's name behind it, or cut.
    !title.is_empty()
        && (line == title
            || (words(line) >= 4
                && (title.starts_with(line) || line.starts_with(title))
                && line.len() <= title.len() + 40))
}

/// A short line without a final mark that stands alone between paragraphs. Bullets (several such lines in a row),
/// broken paragraphs and captions that say much are left alone.
pub(super) fn is_heading(text: &str, lines: &[Span], at: usize) -> bool {
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
