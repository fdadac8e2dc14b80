//! Web archives (ISO 28500, WARC 0.17 to 1.1): the pages, feeds and texts among the stored responses.
//!
//! Read by hand rather than by `fastwarc` 2: its automatic payload decoding silently ends the iteration at a record
//! that is both chunked and gzipped, and a record cut in the middle must be a note here, not an end.

use super::json::Origin;
use crate::compose::Fields;
use crate::decode::decode;
use crate::expand::{compression, expand};
use crate::settings::Settings;
use crate::sink::{Item, Sink, items, note};
use crate::{dates, formats, source};
use headwater_model::{Basis, NoteCode, Published};
use std::io::{self, BufRead, Cursor, Read};

/// Heads of records and of HTTP messages are at most so long.
const LONGEST_HEAD: usize = 1 << 20;

/// Reads an archive, already expanded, record by record.
pub(crate) fn records(origin: &Origin, mut input: impl BufRead, sink: &mut Sink<'_>) {
    let mut number = 0;
    let mut pages = 0;
    loop {
        let place = format!("{} record {}", origin.place, number + 1);
        let head = match record_head(&mut input) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(error) => {
                failed(&place, &error, sink);
                break;
            }
        };
        number += 1;
        let Some(length) = head.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            let hint = "fetch the archive again; the records before it were read";
            sink.note(NoteCode::Malformed, &place, "the record states no length, so the next cannot be found", hint);
            break;
        };
        let wanted = matches!(head.get("warc-type"), Some("response" | "resource" | "conversion"));
        let limit = if wanted { (sink.settings.largest_page as u64).saturating_mul(2) } else { 0 };
        let mut block = Vec::new();
        let outcome = input.by_ref().take(length.min(limit)).read_to_end(&mut block).and_then(|read| {
            let rest = length - read as u64;
            let skipped = if (read as u64) < length.min(limit) {
                0
            } else {
                io::copy(&mut input.by_ref().take(rest), &mut io::sink())?
            };
            Ok(read as u64 + skipped)
        });
        match outcome {
            Ok(read) if read == length => {}
            Ok(_) => {
                let hint = "fetch the archive again; the records before it were read";
                sink.note(NoteCode::Truncated, &place, "the archive ends in the middle of the record", hint);
                break;
            }
            Err(error) => {
                failed(&place, &error, sink);
                break;
            }
        }
        if !wanted {
            continue;
        }
        if length > limit {
            let message = format!("the record is larger than {limit} bytes; it was read up to there");
            sink.note(NoteCode::Limit, &place, message, "save the article alone as a page or as text");
        }
        pages += 1;
        let origin =
            Origin { place, path: origin.path.clone(), stem: format!("{}-{number}", origin.stem), in_folder: false };
        sink.work(block.len(), Box::new(move |settings| page(&origin, &head, block, settings)));
    }
    if pages == 0 {
        sink.note(
            NoteCode::Empty,
            &origin.place,
            "the archive holds no stored response",
            "give an archive with responses",
        );
    }
}

fn failed(place: &str, error: &io::Error, sink: &mut Sink<'_>) {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        let hint = "fetch the archive again; the records before it were read";
        sink.note(NoteCode::Truncated, place, "the archive ends in the middle of the record", hint);
    } else {
        formats::reading_failed(place, error, sink);
    }
}

/// Names and values of a head's lines; names in small letters.
#[derive(Debug, Default)]
struct Head(Vec<(String, String)>);

impl Head {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn add(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// The head of the next record; `None` at the end of the archive. Lines between records are passed over.
fn record_head(input: &mut impl BufRead) -> io::Result<Option<Head>> {
    let mut head = Head::default();
    let mut opened = false;
    let mut size = 0;
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST_HEAD as u64).read_until(b'\n', &mut line)?;
        size += read;
        if read == 0 {
            return if opened { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
        }
        if size > LONGEST_HEAD {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "what stands between two records is no record"));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        match (opened, line.is_empty()) {
            (false, true) => {}
            (false, false) => opened = line.starts_with("WARC/"),
            (true, true) => return Ok(Some(head)),
            (true, false) => head.add(line),
        }
    }
}

/// The items of one stored response.
fn page(origin: &Origin, head: &Head, block: Vec<u8>, settings: &Settings) -> Vec<Item> {
    let url = head.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
    let saved = head.get("warc-date").and_then(dates::parse);
    let http = head.get("content-type").is_some_and(|kind| kind.contains("application/http"));
    let (message, mut body) = if http { http_message(block) } else { (None, block) };
    let mut kind = head.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let mut all = Vec::new();
    if let Some(message) = &message {
        // Redirects and errors are no reports.
        if !message.status.starts_with('2') {
            return all;
        }
        kind = message.head.get("content-type").unwrap_or_default().to_ascii_lowercase();
        match decoded_body(&message.head, body, settings) {
            Ok(decoded) => body = decoded,
            Err((problem, kept)) => {
                let hint = "fetch the page again; what could be decoded was read";
                all.push(Item::Note(note(NoteCode::Malformed, &origin.place, problem, hint)));
                body = kept;
            }
        }
    }
    let beside = ["image/", "font/", "video/", "audio/", "css", "javascript", "octet-stream", "pdf", "wasm"];
    if body.is_empty() || beside.iter().any(|word| kind.contains(word)) {
        return all;
    }
    let ending = if kind.contains("html") { "html" } else { "" };
    let label = kind.split("charset=").nth(1).map(|rest| rest.trim_matches(['"', '\'', ' ', ';']).to_owned());
    match source::kind_of(&body, ending) {
        source::Kind::Html => {
            let label = label.or_else(|| formats::html::stated_charset(&body));
            let decoded = decode(&body, label.as_deref());
            if let Some(problem) = decoded.problem {
                all.push(Item::Note(note(
                    NoteCode::Charset,
                    &origin.place,
                    problem,
                    "look at the page when characters look wrong",
                )));
            }
            let (mut fields, notes) = formats::html::page(&origin.place, decoded.text, &url, settings);
            all.extend(notes.into_iter().map(Item::Note));
            fields.name.clone_from(&origin.stem);
            fields.path.clone_from(&origin.path);
            dated(&mut fields, saved);
            all.extend(items(&origin.place, fields, settings));
        }
        source::Kind::Text if kind.contains("text/plain") || !http => {
            let decoded = decode(&body, label.as_deref());
            let mut fields = formats::text::plain(origin, decoded.text);
            fields.url = url;
            dated(&mut fields, saved);
            all.extend(items(&origin.place, fields, settings));
        }
        // Scripts' data and binaries stand in every archive; feeds and news items are read.
        source::Kind::Feed | source::Kind::NewsMl => {
            let mut receive = |item| all.push(item);
            let mut inner = Sink::serial(settings, &mut receive);
            source::read_bytes(origin, body, &mut inner);
        }
        _ => {}
    }
    all
}

/// A page without a date of its own is not younger than its copy in the archive; that is weak, but something.
fn dated(fields: &mut Fields, saved: Option<dates::Written>) {
    let named = dates::in_name(&fields.url);
    if fields.published.at.is_none() && named.is_none() {
        fields.published = saved.map_or_else(Published::unknown, |date| date.known_by(Basis::Feed));
    }
}

struct Message {
    status: String,
    head: Head,
}

/// Takes an HTTP response apart.
fn http_message(block: Vec<u8>) -> (Option<Message>, Vec<u8>) {
    let two = block.windows(4).take(LONGEST_HEAD).position(|window| window == b"\r\n\r\n").map(|at| (at, at + 4));
    let one = || block.windows(2).take(LONGEST_HEAD).position(|window| window == b"\n\n").map(|at| (at, at + 2));
    let Some((end, body)) = two.or_else(one) else { return (None, block) };
    let text = String::from_utf8_lossy(block.get(..end).unwrap_or_default()).into_owned();
    let mut lines = text.lines();
    let status = lines.next().unwrap_or_default();
    if !status.starts_with("HTTP/") {
        return (None, block);
    }
    let status = status.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let mut head = Head::default();
    for line in lines {
        head.add(line);
    }
    (Some(Message { status, head }), block.get(body..).unwrap_or_default().to_vec())
}

type Partial = (String, Vec<u8>);

/// Undoes chunks, then compression. Archives often store a body already decoded under its old head, so that neither
/// head is believed before the bytes are looked at.
fn decoded_body(head: &Head, body: Vec<u8>, settings: &Settings) -> Result<Vec<u8>, Partial> {
    let chunked = head.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let mut body = body;
    if chunked && let Some(joined) = unchunked(&body) {
        body = joined;
    }
    let coding = head.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let limit = (settings.largest_page as u64).saturating_add(1);
    let mut out = Vec::new();
    let outcome = match (compression(&body), coding.as_str()) {
        (Some(kind), _) => {
            expand(Cursor::new(&body), kind, settings).and_then(|expanded| expanded.take(limit).read_to_end(&mut out))
        }
        (None, "deflate") if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            flate2::bufread::ZlibDecoder::new(Cursor::new(&body)).take(limit).read_to_end(&mut out)
        }
        (None, "br") if std::str::from_utf8(body.get(..body.len().min(64)).unwrap_or_default()).is_err() => {
            return Err(("the body is compressed with Brotli, which is not read".to_owned(), Vec::new()));
        }
        _ => return Ok(body),
    };
    match outcome {
        Ok(_) => Ok(out),
        Err(error) => Err((format!("the compressed body is damaged: {error}"), out)),
    }
}

/// Joins the chunks of a body; `None` when it is not chunked after all.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(rest.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.trim().split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(end + 1..)?;
        if size == 0 {
            return Some(joined);
        }
        let Some(chunk) = rest.get(..size) else {
            // Cut in the middle: what is there is kept.
            joined.extend_from_slice(rest);
            return Some(joined);
        };
        joined.extend_from_slice(chunk);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(joined);
        }
    }
}
