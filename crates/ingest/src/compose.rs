//! From a record's fields to a report: finds dateline, credits, posts and furniture in the text.

use crate::dates::{self, Written};
use crate::lines::{ends_as_sentence, folded, lines, words};
use crate::{credits, dateline, furniture, language, posts};
use headwater_model::{
    Basis, Cut, Furniture, FurnitureKind, Note, NoteCode, Noted, Post, Precision, Published, Report, Span,
};
use sha2::{Digest, Sha256};

/// What a format's reader found in one record.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// The record's own id, else the file's stem.
    pub name: String,
    /// The file.
    pub path: String,
    /// The address.
    pub url: String,
    /// The outlet.
    pub outlet: String,
    /// Headline.
    pub title: String,
    /// Authors.
    pub bylines: Vec<String>,
    /// Published time.
    pub published: Published,
    /// ISO 639-1 code; empty when unknown.
    pub language: String,
    /// What the reader left out of the text.
    pub cut: Vec<Cut>,
    /// The text, which is not changed.
    pub text: String,
}

/// Fewer letters than this make no report.
const FEWEST_LETTERS: usize = 2;
/// A date line counts as the report's own among the first so many lines, and anywhere when it says "Published".
const DATE_LINES: usize = 6;
/// A full date with its weekday counts within the first so many bytes of the text.
const DATED_SENTENCE: usize = 1_500;

/// Makes the report: finds dateline, bylines, credits, embedded posts, furniture and language in the text, and a
/// published time when the fields bring none. Pure: the same fields give the same report.
#[must_use]
pub fn compose(fields: Fields) -> Noted<Report> {
    let mut fields = fields;
    let text = std::mem::take(&mut fields.text);
    let lines = lines(&text);
    let opening = dateline::find(&text, &lines);
    let posts = posts::find(&text, &lines);
    let mut found = furniture::find(&text, &lines, &fields.title);
    found.retain(|piece| !posts.iter().any(|post| post.span.overlaps(piece.span)));
    found.extend(posts.iter().filter_map(signature));
    let published = match fields.published.at {
        Some(_) => fields.published,
        None => date_of(&text, &lines, &found, opening.as_ref().and_then(|opening| opening.date), &posts, &fields),
    };
    let agencies = opening.as_ref().map(|opening| opening.agencies.as_slice()).unwrap_or_default();
    let mut credits = credits::find(&text, &lines, agencies);
    for credit in credits::in_bylines(&fields.bylines) {
        if !credits.iter().any(|known| known.agency == credit.agency) {
            credits.push(credit);
        }
    }
    let bylines = if fields.bylines.is_empty() { bylines(&text, &found) } else { fields.bylines };
    if let Some(opening) = &opening {
        found.retain(|piece| !piece.span.overlaps(opening.furniture));
        found.push(Furniture { span: opening.furniture, kind: FurnitureKind::Dateline });
    }
    let language = if fields.language.is_empty() {
        language_of(&text, &found)
    } else {
        // "en-GB" and "EN" both mean "en".
        fields.language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
    };
    let sha256 = Sha256::digest(text.as_bytes()).into();
    let report = Report {
        name: fields.name,
        path: fields.path,
        url: fields.url,
        outlet: fields.outlet,
        title: fields.title,
        bylines,
        dateline: opening.map(|opening| opening.dateline),
        published,
        language,
        credits,
        posts,
        furniture: furniture::disjoint(found),
        cut: fields.cut,
        text,
        sha256,
    };
    let notes = notes(&report);
    Noted { value: report, notes }
}

/// What stands behind a post's own words.
fn signature(post: &Post) -> Option<Furniture> {
    let span = Span::new(post.text.end().max(post.span.start()), post.span.end());
    (!span.is_empty()).then_some(Furniture { span, kind: FurnitureKind::Signature })
}

/// What a reader should know about a report: no date, no title, hardly a text.
fn notes(report: &Report) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |code, message: &str, hint: &str| {
        let place = if report.path.is_empty() { report.name.clone() } else { report.path.clone() };
        notes.push(Note { code, place, message: message.to_owned(), span: None, hint: hint.to_owned() });
    };
    if report.text.chars().filter(|character| character.is_alphabetic()).take(FEWEST_LETTERS).count() < FEWEST_LETTERS {
        note(NoteCode::NoText, "the text holds no words", "check that the right field or part of the page was read");
    }
    if report.published.at.is_none() {
        note(
            NoteCode::NoDate,
            "no published time was found",
            "give one in the record's field, or in the file's name as 2023-09-13",
        );
    }
    if report.title.is_empty() {
        note(NoteCode::NoTitle, "no title was found", "");
    }
    if report.text.contains('\0') {
        note(
            NoteCode::Charset,
            "the text holds NUL characters",
            "check how the file was made; they are kept and read as spaces",
        );
    }
    notes
}

/// The language of the reporting: sampled behind the furniture at the head.
fn language_of(text: &str, furniture: &[Furniture]) -> String {
    let mut start = 0;
    let mut pieces: Vec<Span> = furniture.iter().map(|piece| piece.span).collect();
    pieces.sort_unstable();
    for piece in pieces {
        if text.get(start..piece.start()).is_some_and(|gap| gap.trim().is_empty()) {
            start = piece.end();
        }
    }
    let body = text.get(start..).unwrap_or(text);
    let code = language::detect(body);
    if code.is_empty() { language::detect(text).to_owned() } else { code.to_owned() }
}

/// Names in byline lines, as printed, without "By".
fn bylines(text: &str, furniture: &[Furniture]) -> Vec<String> {
    let mut bylines: Vec<String> = Vec::new();
    for piece in furniture.iter().filter(|piece| piece.kind == FurnitureKind::Byline) {
        let line = piece.span.of(text);
        let name = ["By: ", "By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by)).map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            let name = name.to_owned();
            if !bylines.contains(&name) {
                bylines.push(name);
            }
        }
    }
    bylines
}

/// The published time when the record brings none: the dateline's, a date line's, one written in the first
/// sentences with its weekday, the latest of the embedded posts (not earlier than it, at least), or the address's.
fn date_of(
    text: &str,
    lines: &[Span],
    furniture: &[Furniture],
    dateline: Option<Written>,
    posts: &[Post],
    fields: &Fields,
) -> Published {
    if let Some(date) = dateline {
        return date.known_by(Basis::Dateline);
    }
    let named = dates::in_name(&fields.url);
    if let Some(date) = date_line(text, lines, furniture) {
        return date.known_by(Basis::Text);
    }
    if let Some(date) = named.filter(|date| date.precision >= Precision::Day) {
        return date.known_by(Basis::FileName);
    }
    let stem = fields.path.rsplit(['/', '\\']).next().unwrap_or_default();
    if let Some(date) = dates::in_name(stem).filter(|date| date.precision >= Precision::Day) {
        return date.known_by(Basis::FileName);
    }
    let post = posts.iter().filter_map(|post| dates::parse(&post.date)).max_by_key(|date| date.at);
    let sentence = dated_sentence(text);
    if let Some(date) = [post, sentence].into_iter().flatten().max_by_key(|date| date.at) {
        return date.known_by(Basis::Text);
    }
    named.map_or_else(Published::unknown, |date| date.known_by(Basis::FileName))
}

fn date_line(text: &str, lines: &[Span], furniture: &[Furniture]) -> Option<Written> {
    let head = lines.get(DATE_LINES.min(lines.len().saturating_sub(1)))?.end();
    let mut best: Option<(u8, Written)> = None;
    for piece in furniture.iter().filter(|piece| piece.kind == FurnitureKind::Dateline) {
        let line = piece.span.of(text);
        let label = folded(line);
        let says = |word: &str| label.contains(word);
        let rank = match () {
            () if says("published") || says("posted") || says("created") => 2,
            () if piece.span.end() <= head => 1,
            () => continue,
        };
        let body = line.find(|character: char| character.is_ascii_digit()).and_then(|_| {
            dates::find_worded(line).and_then(|found| dates::parse(&found.date.to_string())).or_else(|| {
                line.split_whitespace()
                    .find_map(|word| dates::parse(word).filter(|date| date.precision >= Precision::Day))
            })
        });
        if let Some(date) = body
            && best.is_none_or(|(known, _)| known < rank)
        {
            best = Some((rank, date));
        }
    }
    best.map(|(_, date)| date)
}

/// "on Wednesday, Sept. 13, 2023": a full date whose weekday is named and right is the day of the news.
fn dated_sentence(text: &str) -> Option<Written> {
    let end = (0..=DATED_SENTENCE.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let mut rest = text.get(..end)?;
    let mut best: Option<Written> = None;
    while let Some(found) = dates::find_worded(rest) {
        let before = rest.get(..found.start)?;
        let word = before.split(|character: char| !character.is_alphanumeric()).rfind(|word| !word.is_empty());
        if word.and_then(dates::weekday) == Some(found.date.weekday())
            && let Some(date) = dates::parse(&found.date.to_string())
            && best.is_none_or(|known| known.at < date.at)
        {
            best = Some(date);
        }
        rest = rest.get(found.end..)?;
    }
    best
}

/// A first line that looks like a headline, in a text that brings no other title.
pub(crate) fn headline(text: &str) -> &str {
    let mut heads = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (heads.next(), heads.next()) else { return "" };
    let letters = first.chars().any(char::is_alphabetic);
    let longest = 160;
    let open = first.ends_with([',', ';', ':', '-', '—']);
    let looks =
        letters && first.len() <= longest && (2..=24).contains(&words(first)) && !ends_as_sentence(first) && !open;
    let opens = first.chars().next().is_some_and(|character| !character.is_lowercase());
    let body = second.len() > first.len()
        || text
            .trim_start()
            .get(first.len()..)
            .is_some_and(|rest| rest.starts_with("\n\n") || rest.starts_with("\r\n\r\n"));
    if looks && opens && body { first } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str) -> Report {
        compose(Fields { text: text.to_owned(), ..Fields::default() }).value
    }

    fn day(report: &Report) -> (String, Basis, Precision) {
        let at = report.published.at.map(|at| at.to_string().chars().take(10).collect()).unwrap_or_default();
        (at, report.published.basis, report.published.precision)
    }

    #[test]
    fn a_stray_date_before_the_dateline_dates_the_report() {
        let report = report(
            " date 2021-03-04 OSLO: The harbour was closed on Tuesday after a ferry ran aground, officials said.",
        );
        assert_eq!(day(&report), ("2021-03-04".to_owned(), Basis::Dateline, Precision::Day));
        assert_eq!(report.dateline.unwrap().place.of(&report.text), "OSLO");
        assert_eq!(report.furniture.len(), 1);
    }

    #[test]
    fn a_post_dates_an_undated_report() {
        let report = report(
            "The ferry ran aground.\nFog right now\n— Harbour Watch (@harbour_w) March 4, 2021\nIt was freed at noon.",
        );
        assert_eq!(day(&report), ("2021-03-04".to_owned(), Basis::Text, Precision::Day));
        assert_eq!(report.posts.len(), 1);
        let [signature] = &report.furniture[..] else { panic!("{:?}", report.furniture) };
        assert_eq!(signature.kind, FurnitureKind::Signature);
        assert!(signature.span.of(&report.text).trim_start().starts_with('—'), "{:?}", signature.span.of(&report.text));
    }

    #[test]
    fn a_date_line_dates_the_report_and_a_background_date_does_not() {
        let dated = report("Ferry freed\nPublished March 04, 2021\nThe ferry was freed at noon.");
        assert_eq!(day(&dated), ("2021-03-04".to_owned(), Basis::Text, Precision::Day));
        let background = report("The ferry was built on June 30, 2013, and was freed at noon.");
        assert_eq!(day(&background).1, Basis::Unknown);
        let weekday = report("The ferry was freed on Thursday, March 4, 2021, at noon.");
        assert_eq!(day(&weekday), ("2021-03-04".to_owned(), Basis::Text, Precision::Day));
        let no_year = report("The ferry was freed on Thursday (Mar 4).");
        assert_eq!(day(&no_year).1, Basis::Unknown);
    }

    #[test]
    fn the_text_is_never_changed() {
        let text = " \u{feff}By Jane Doe\r\n\r\n\0The ferry…\u{202e} ran aground.\n";
        let report = report(text);
        assert_eq!(report.text, text);
        assert_eq!(report.bylines, ["Jane Doe"]);
    }

    #[test]
    fn odd_texts_are_noted() {
        let codes = |text: &str| -> Vec<NoteCode> {
            compose(Fields { text: text.to_owned(), title: "T".to_owned(), ..Fields::default() })
                .notes
                .iter()
                .map(|note| note.code)
                .collect()
        };
        assert_eq!(codes("123 456"), [NoteCode::NoText, NoteCode::NoDate]);
        assert_eq!(codes(""), [NoteCode::NoText, NoteCode::NoDate]);
        assert_eq!(codes("The ferry ran aground."), [NoteCode::NoDate]);
    }

    #[test]
    fn headlines_of_plain_texts() {
        assert_eq!(headline("Ferry freed by tugs\n\nThe ferry was freed."), "Ferry freed by tugs");
        assert_eq!(headline("The ferry was freed.\nIt was noon."), "");
        assert_eq!(headline("one line"), "");
    }
}
