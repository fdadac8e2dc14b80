//! Parts of a text that are no reporting: headlines repeated, bylines, date lines, photographers' credits, buttons,
//! sign-up boxes and rights notices. Later stages find no statements there, so a doubtful line is left alone.

mod bylines;
mod chrome;
mod headings;
mod pictures;
mod rights;
mod stamps;

use crate::lines::{folded, rough_sentences, words};
use aho_corasick::{AhoCorasick, MatchKind};
use bylines::is_byline;
use chrome::{is_chrome, opens_as_chrome};
use headings::{is_heading, is_title};
use headwater_model::{Furniture, FurnitureKind, Span};
use pictures::{is_bracketed_credit, is_photo_credit};
use rights::{is_rights, opens_rights};
use stamps::is_date_line;
use std::sync::LazyLock;

/// Lines longer than this are paragraphs; only notices inside them are looked for.
const LONGEST_LINE: usize = 220;

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
    let Some(hint) = NOTICES.as_ref().and_then(|notices| notices.find(content)).map(|found| found.start()) else {
        return;
    };
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
        } else if own.len() <= 120 && opens_as_chrome(&folded) && folded.starts_with("please enable") {
            found.push(Furniture { span: sentence, kind: FurnitureKind::Chrome });
        }
    }
}

/// Words that announce a notice inside a paragraph, whatever their case.
static NOTICES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["copyright", "©", "rights reserved", "may not be", "contributed to this", "please enable"];
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostFirst).build(words);
    finder.ok()
});

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
