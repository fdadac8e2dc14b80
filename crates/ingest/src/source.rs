//! One input: what it is (by its first bytes, then its name), and the reader it goes to.

use crate::decode::decode;
use crate::expand::{compression, expand};
use crate::formats::json::Origin;
use crate::formats::{feed, html, json, newsml, parquet, reading_failed, text, warc};
use crate::sink::Sink;
use headwater_model::NoteCode;
use std::fs::File;
use std::io::{self, BufRead, Cursor, Read};

/// So many first bytes decide what an input is.
const HEAD: usize = 1 << 16;
/// Compressed inputs in compressed inputs are opened to this depth.
const LAYERS: usize = 3;

/// An input's names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Name {
    /// As the user named it; "-" for standard input.
    pub(crate) place: String,
    /// Empty for standard input.
    pub(crate) path: String,
    /// Whether it was found in a folder rather than named.
    pub(crate) in_folder: bool,
}

impl Name {
    /// File name without folders and without the endings of compression.
    fn file(&self) -> &str {
        let file = self.path.rsplit(['/', '\\']).next().unwrap_or_default();
        [".gz", ".zst", ".zstd", ".gzip"].iter().find_map(|ending| strip_ending(file, ending)).unwrap_or(file)
    }

    /// Ending in small letters, without the dot; empty when there is none.
    fn ending(&self) -> String {
        self.file().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
    }

    fn origin(&self) -> Origin {
        let file = self.file();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem });
        let stem = if stem.is_empty() { "report" } else { stem };
        Origin { place: self.place.clone(), path: self.path.clone(), stem: stem.to_owned(), in_folder: self.in_folder }
    }
}

fn strip_ending<'f>(file: &'f str, ending: &str) -> Option<&'f str> {
    let at = file.len().checked_sub(ending.len())?;
    file.get(at..).filter(|tail| tail.eq_ignore_ascii_case(ending)).and_then(|_| file.get(..at))
}

/// Reads one file to its end.
pub(crate) fn read_file(name: &Name, mut file: File, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic)?;
    if magic == b"PAR1" {
        // A table's directory stands at its end: it is read from the file rather than from a stream.
        parquet::file(&name.origin(), file, sink);
    } else {
        read(name, Cursor::new(magic).chain(io::BufReader::with_capacity(HEAD, file)), sink);
    }
    Ok(())
}

/// Reads one input to its end.
pub(crate) fn read(name: &Name, input: impl BufRead, sink: &mut Sink<'_>) {
    layer(name, Box::new(input), 0, sink);
}

fn layer(name: &Name, mut input: Box<dyn BufRead + '_>, depth: usize, sink: &mut Sink<'_>) {
    let mut head = Vec::new();
    let failed = input.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    if let Some(kind) = compression(&head) {
        if depth >= LAYERS {
            sink.note(NoteCode::Limit, &name.place, "it is compressed more than three times", "expand it yourself");
            return;
        }
        match expand(Cursor::new(head).chain(input), kind, sink.settings) {
            Ok(expanded) => layer(name, expanded, depth + 1, sink),
            Err(error) => reading_failed(&name.place, &error, sink),
        }
        return;
    }
    if head.is_empty() {
        match failed {
            Some(error) => reading_failed(&name.place, &error, sink),
            None => sink.note(NoteCode::Empty, &name.place, "it is empty", "leave it out, or check how it was made"),
        }
        return;
    }
    let kind = kind_of(&head, &name.ending());
    // The error that cut the head short comes again when the rest is read.
    let rest: Box<dyn Read + '_> = match failed {
        Some(error) => Box::new(Failing(Some(error))),
        None => input,
    };
    let mut whole = io::BufReader::with_capacity(HEAD, Cursor::new(head).chain(rest));
    dispatch(name, kind, &mut whole, sink);
}

/// Reads a document that lies in memory and belongs to an archive.
pub(crate) fn read_bytes(origin: &Origin, bytes: Vec<u8>, sink: &mut Sink<'_>) {
    let kind = kind_of(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default(), "");
    dispatch_as(origin.clone(), kind, &mut Cursor::new(bytes), sink);
}

/// Gives its error once, then ends.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn dispatch(name: &Name, kind: Kind, input: &mut impl BufRead, sink: &mut Sink<'_>) {
    dispatch_as(name.origin(), kind, input, sink);
}

fn dispatch_as(origin: Origin, kind: Kind, input: &mut impl BufRead, sink: &mut Sink<'_>) {
    let place = origin.place.clone();
    match kind {
        Kind::Binary(what) => {
            let message = format!("it is {what}, not a text");
            sink.note(NoteCode::Binary, &place, message, "give the text of it, or leave it out");
        }
        Kind::JsonLines => json::lines(&origin, input, sink),
        Kind::Json => {
            if let Some(bytes) = all(&place, input, sink.settings.largest_document, Cut::Refuse, sink) {
                let text = decoded(&place, bytes, None, sink);
                json::document(&origin, &text, sink);
            }
        }
        Kind::Feed | Kind::NewsMl => {
            if let Some(bytes) = all(&place, input, sink.settings.largest_document, Cut::Keep, sink) {
                let label = html::stated_charset(&bytes);
                let text = decoded(&place, bytes, label.as_deref(), sink);
                if kind == Kind::Feed {
                    feed::document(&origin, &text, sink)
                } else {
                    newsml::document(&origin, &text, sink)
                }
            }
        }
        Kind::Warc => warc::records(&origin, input, sink),
        Kind::Parquet => {
            if let Some(bytes) = all(&place, input, sink.settings.largest_document, Cut::Refuse, sink) {
                parquet::memory(&origin, bytes, sink);
            }
        }
        Kind::Html => {
            if let Some(bytes) = all(&place, input, sink.settings.largest_page, Cut::Keep, sink) {
                let size = bytes.len();
                sink.work(
                    size,
                    Box::new(move |settings| {
                        let mut items = Vec::new();
                        {
                            let mut receive = |item| items.push(item);
                            let mut inner = Sink::serial(settings, &mut receive);
                            let label = html::stated_charset(&bytes);
                            let text = decoded(&place, bytes, label.as_deref(), &mut inner);
                            let (mut fields, notes) = html::page(&place, text, "", settings);
                            fields.name = origin.stem;
                            fields.path = origin.path;
                            for note in notes {
                                inner.note(note.code, &note.place, note.message, &note.hint);
                            }
                            inner.record(place, fields);
                        }
                        items
                    }),
                );
            }
        }
        Kind::Markdown | Kind::Text => {
            if let Some(bytes) = all(&place, input, sink.settings.longest_text, Cut::Keep, sink) {
                let content = decoded(&place, bytes, None, sink);
                let fields = if kind == Kind::Markdown {
                    text::markdown(&origin, content)
                } else {
                    text::plain(&origin, content)
                };
                sink.record(place, fields);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// What is too long is read up to the limit.
    Keep,
    /// What is too long cannot be read in part.
    Refuse,
}

/// All bytes up to a limit, with notes about what was lost; `None` when nothing can be done with the rest.
fn all(place: &str, input: &mut impl BufRead, limit: usize, cut: Cut, sink: &mut Sink<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let outcome = input.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
    if let Err(error) = outcome {
        reading_failed(place, &error, sink);
        if bytes.is_empty() {
            return None;
        }
    }
    if bytes.len() > limit {
        let message = format!(
            "it is larger than {limit} bytes; it was {}",
            if cut == Cut::Keep { "read up to there" } else { "left out" }
        );
        sink.note(NoteCode::Limit, place, message, "split it into smaller files");
        if cut == Cut::Refuse {
            return None;
        }
        bytes.truncate(limit);
        // No character may be cut in two.
        let tail = bytes.len().saturating_sub(3);
        if let Some(start) = (tail..bytes.len()).find(|at| bytes.get(*at).is_some_and(|byte| *byte >= 0xc0)) {
            bytes.truncate(start);
        }
    }
    Some(bytes)
}

fn decoded(place: &str, bytes: Vec<u8>, label: Option<&str>, sink: &mut Sink<'_>) -> String {
    let decoded = decode(&bytes, label);
    if let Some(problem) = decoded.problem {
        sink.note(NoteCode::Charset, place, problem, "save it as UTF-8 when characters look wrong");
    }
    decoded.text
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Feed,
    NewsMl,
    Warc,
    Parquet,
    Binary(&'static str),
}

/// What bytes are: by signature, by form, then by the file's ending.
pub(crate) fn kind_of(head: &[u8], ending: &str) -> Kind {
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    if head.starts_with(b"PAR1") {
        return Kind::Parquet;
    }
    if let Some(what) = signature(head) {
        return Kind::Binary(what);
    }
    let shown = decode(head, None).text;
    let start = shown.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
    let lower: String = start.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    if let Some(root) = root_element(&lower) {
        match root {
            "rss" | "feed" | "rdf" => return Kind::Feed,
            "newsitem" | "newsmessage" | "newsml" | "packageitem" | "conceptitem" => return Kind::NewsMl,
            _ => {}
        }
    }
    if lower.starts_with('{') && lower.contains("jsonfeed.org/version") {
        return Kind::Feed;
    }
    let page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.starts_with(tag))
        || (lower.starts_with('<') && lower.contains("<html"));
    if page || (matches!(ending, "html" | "htm" | "xhtml" | "shtml") && start.starts_with('<')) {
        return Kind::Html;
    }
    if start.starts_with(['{', '[']) {
        match ending {
            "jsonl" | "ndjson" => return Kind::JsonLines,
            "json" | "ninjs" | "geojson" | "" => return if is_lines(start) { Kind::JsonLines } else { Kind::Json },
            _ if start.starts_with('{') && is_lines(start) => return Kind::JsonLines,
            _ if start.starts_with("{\"") || start.starts_with("[{") => return Kind::Json,
            _ => {}
        }
    }
    if is_binary(head, &shown) {
        return Kind::Binary("a file of unknown kind");
    }
    match ending {
        "md" | "markdown" => Kind::Markdown,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "json" => Kind::Json,
        _ => Kind::Text,
    }
}

/// Local name of the root element of an XML document, behind its declaration and comments.
fn root_element(lower: &str) -> Option<&str> {
    let mut rest = lower;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if rest.starts_with(['?', '!']) {
            // A document type may hold declarations in brackets.
            let end = rest.find('>')?;
            let end = match rest.find('[') {
                Some(open) if open < end => rest.find("]>").map_or(end, |close| close + 1),
                _ => end,
            };
            rest = rest.get(end + 1..)?;
        } else {
            let name =
                rest.split(|character: char| character.is_whitespace() || matches!(character, '>' | '/')).next()?;
            return Some(name.rsplit(':').next().unwrap_or(name));
        }
    }
}

/// Whether the first line is a whole object and another opens behind it.
fn is_lines(start: &str) -> bool {
    let Some((first, rest)) = start.split_once('\n') else { return false };
    start.starts_with('{')
        && rest.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(first.trim()).is_ok()
}

fn signature(head: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 15] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"RIFF", "a picture, sound or film"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\x00", "a program"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"BZh", "compressed with bzip2"),
        (b"\xfd7zXZ\x00", "compressed with xz"),
        (b"Rar!", "a RAR archive"),
        (b"SQLite format 3\x00", "a database"),
        (b"OggS", "a sound"),
        (b"ID3", "a sound"),
    ];
    SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, what)| *what)
}

/// Whether more than one character in thirty is a control character that texts do not use.
fn is_binary(head: &[u8], shown: &str) -> bool {
    if encoding_rs::Encoding::for_bom(head).is_some() {
        return false;
    }
    let odd = |character: &char| {
        (*character < ' ' && !matches!(character, '\t' | '\n' | '\r' | '\u{c}' | '\u{b}'))
            || matches!(character, '\u{7f}'..='\u{9f}' | '\u{fffd}')
    };
    let (sample, strange) = shown
        .chars()
        .take(8_192)
        .fold((0_usize, 0_usize), |(all, strange), character| (all + 1, strange + usize::from(odd(&character))));
    strange * 30 > sample
}
