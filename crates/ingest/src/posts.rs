//! Embedded posts: texts of their own inside a report, recognised by the signature that embedding leaves behind:
//! "— Name (@handle) September 13, 2023" or "A post shared by Name (@handle) on Jun 1, 2018".

use crate::dates::find_worded;
use crate::lines::{rough_sentences, trimmed};
use headwater_model::{Post, Span};

/// A post is at most this many bytes long (280 characters, some of several bytes, and links).
const LONGEST_POST: usize = 700;
/// A signature's name is at most this many bytes long.
const LONGEST_NAME: usize = 90;
/// A title before a name is at most this many letters long when a full stop cuts it short.
const LONGEST_TITLE: usize = 4;

/// All embedded posts, in order, not overlapping.
pub(crate) fn find(text: &str, lines: &[Span]) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("(@")) {
        let open = from + at;
        from = open + 2;
        let Some(signature) = signature(text, lines, open) else { continue };
        let taken = posts.last().map_or(0, |post| post.span.end());
        if signature.start < taken {
            continue;
        }
        let words = words_of_post(text, lines, &signature, taken);
        let handle = text.get(signature.handle.0..signature.handle.1).unwrap_or_default();
        posts.push(Post {
            span: words.cover(Span::new(signature.start, signature.end)),
            text: words,
            author: signature.author,
            handle: handle.to_owned(),
            date: signature.date,
        });
        from = signature.end.max(from);
    }
    posts
}

struct Signature {
    /// Where the dash or "A post shared by" begins.
    start: usize,
    end: usize,
    author: String,
    handle: (usize, usize),
    /// `YYYY-MM-DD` or empty.
    date: String,
    /// Position of its line.
    line: usize,
}

fn signature(text: &str, lines: &[Span], open: usize) -> Option<Signature> {
    let line_at = lines.partition_point(|line| line.start() <= open).checked_sub(1)?;
    let line = *lines.get(line_at)?;
    let length = text
        .get(open + 2..line.end())?
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    let handle = (open + 2, open + 2 + length.count());
    if handle.0 == handle.1 || text.as_bytes().get(handle.1) != Some(&b')') {
        return None;
    }
    let before = text.get(line.start()..open)?;
    let (start, name) = signature_opening(before)?;
    let start = line.start() + start;
    if name.is_empty() || name.len() > LONGEST_NAME {
        return None;
    }
    let tail = text.get(handle.1 + 1..line.end())?;
    let reach =
        tail.char_indices().map(|(at, _)| at).chain([tail.len()]).take_while(|at| *at <= 48).last().unwrap_or(0);
    let near = tail.get(..reach)?;
    // A date right behind the bracket; without one it is a mention in running text, except in Instagram's phrase.
    let shared = before.contains("shared by");
    let found = find_worded(near).filter(|found| {
        near.get(..found.start)
            .is_some_and(|gap| gap.chars().filter(|character| character.is_alphanumeric()).count() <= 5)
    });
    match found {
        Some(found) => {
            let end = handle.1 + 1 + found.end;
            Some(Signature { start, end, author: name, handle, date: found.date.to_string(), line: line_at })
        }
        None if shared => {
            Some(Signature { start, end: handle.1 + 1, author: name, handle, date: String::new(), line: line_at })
        }
        None => None,
    }
}

/// Where in `before` the signature opens, and the name in it.
fn signature_opening(before: &str) -> Option<(usize, String)> {
    for phrase in ["A post shared by ", "A video posted by ", "A photo posted by "] {
        if let Some(at) = before.rfind(phrase) {
            return Some((at, before.get(at + phrase.len()..)?.trim().to_owned()));
        }
    }
    let dash = ["— ", "– ", "-- ", "― ", "—\u{a0}", "- "]
        .iter()
        .filter_map(|dash| before.rfind(dash).map(|at| (at, dash.len())))
        // The last, and of "-- " the whole.
        .max_by_key(|(at, length)| (at + length, *length))?;
    let name = before.get(dash.0 + dash.1..)?.trim();
    // Between dash and bracket stands a name, no sentence.
    let sentence = name.match_indices(". ").any(|(stop, _)| !abbreviates(&name[..stop]));
    let sentence = sentence || name.split_whitespace().count() > 10;
    (!sentence).then(|| (dash.0, name.to_owned()))
}

/// Whether the full stop behind this opening of a name ends an initial or a title ("Ann B", "Sen"), no sentence.
fn abbreviates(opening: &str) -> bool {
    let last = opening.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.starts_with(char::is_uppercase) && last.chars().count() <= LONGEST_TITLE
}

/// The post's own words: what stands before the signature in its line, else the line before it. In running text
/// only the last sentence is taken: a reporter's words must not become the post's.
fn words_of_post(text: &str, lines: &[Span], signature: &Signature, taken: usize) -> Span {
    let Some(line) = lines.get(signature.line) else { return Span::new(signature.start, signature.start) };
    let own = trimmed(text, line.start().max(taken), signature.start);
    if own.is_empty() {
        let previous = signature.line.checked_sub(1).and_then(|at| lines.get(at)).copied();
        return match previous {
            Some(previous) if previous.len() <= LONGEST_POST && previous.start() >= taken => previous,
            _ => Span::new(signature.start, signature.start),
        };
    }
    if own.len() <= LONGEST_POST && line.start() >= taken && line.len() < LONGEST_POST + LONGEST_NAME + 60 {
        return own;
    }
    rough_sentences(text, own).last().copied().filter(|last| last.len() <= LONGEST_POST).unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    fn read(text: &str) -> Vec<(&str, String, String, String)> {
        find(text, &lines(text))
            .into_iter()
            .map(|post| (post.text.of(text), post.author, post.handle, post.date))
            .collect()
    }

    #[test]
    fn a_signature_in_a_line_of_its_own() {
        let text = "The ferry ran aground.\nFog over the harbour right now pic.example/x\n— Harbour Watch (@harbour_w) March 4, 2021\nIt was freed at noon.";
        assert_eq!(
            read(text),
            [(
                "Fog over the harbour right now pic.example/x",
                "Harbour Watch".into(),
                "harbour_w".into(),
                "2021-03-04".into()
            )]
        );
    }

    #[test]
    fn a_signature_after_two_hyphens() {
        let text = "It rained.\nFog over the harbour!\n-- Harbour Watch (@harbour_w) March 4, 2021\nNo one was hurt.";
        assert_eq!(read(text)[0].0, "Fog over the harbour!");
    }

    #[test]
    fn initials_and_titles_end_no_sentence() {
        for name in ["Ann B. Harbour", "Sen. Ann Harbour", "Dr. A. B. Harbour Jr."] {
            let text =
                format!("It rained.\nFog over the harbour!\n— {name} (@harbour_w) March 4, 2021\nNo one was hurt.");
            assert_eq!(read(&text)[0].1, name);
        }
        assert_eq!(read("It rained.\nFog — The ferry sank. Ann Harbour (@harbour_w) March 4, 2021"), []);
    }

    #[test]
    fn a_signature_behind_its_words() {
        let text = "It rained.\n\nFog over the harbour — Harbour Watch (@harbour_w) March 4, 2021\n\nNo one was hurt.";
        assert_eq!(read(text)[0].0, "Fog over the harbour");
    }

    #[test]
    fn in_running_text_only_the_last_sentence_is_the_post() {
        let filler = "The port office said that the ferry would be freed at noon by two tugs. ".repeat(12);
        let text = format!("{filler}Fog over the harbour — Harbour Watch (@harbour_w) March 4, 2021 It was freed.");
        assert_eq!(read(&text)[0].0, "Fog over the harbour");
    }

    #[test]
    fn a_mention_is_no_post() {
        for text in [
            "The mayor (@mayor) said it rained.",
            "It rained — the mayor (@mayor) said.",
            "(@",
            "(@)",
            "— (@a) May 1, 2020",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
