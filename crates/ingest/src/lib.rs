//! What did the outlet print, and when? Bytes of many formats become [`Report`]s; the original text is kept as it is.
//!
//! ```text
//! paths → files → expanded bytes → a format's records → Fields → compose → Report
//! ```
//!
//! Odd input is a note beside the reports, never an error: what can be read is read, the rest is named.

mod compose;
mod credits;
mod dateline;
mod dates;
mod decode;
mod expand;
mod formats;
mod furniture;
mod guarded;
mod language;
mod lines;
mod markup;
mod posts;
mod settings;
mod sink;
mod source;
mod walk;

pub use compose::{Fields, compose};
pub use dates::{Written, in_name as date_in_name, parse as parse_date};
pub use guarded::is_guarded;
pub use settings::{FieldNames, Settings};
pub use sink::Item;

use headwater_model::{NoteCode, Noted, Report};
use sink::{Sink, note};
use source::Name;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// Files of at most so many bytes are read as one piece of work, many at a time.
const SMALL: u64 = 1 << 20;

/// Reads files, folders of any mix and archives (`-` is standard input). What can be read is returned; the rest is
/// named in the notes with the reason and what to do. Reports come in the order of paths and records.
#[must_use]
pub fn read(paths: &[PathBuf], settings: &Settings) -> Noted<Vec<Report>> {
    let mut all = Noted::plain(Vec::new());
    read_each(paths, settings, &mut |item| match item {
        Item::Report(report) => all.value.push(*report),
        Item::Note(note) => all.notes.push(note),
    });
    all
}

/// As [`read`], but gives each report and note to `receive` as soon as its turn comes, so that memory stays bounded
/// whatever the size of the input (some 16 MB of records, and about 200 bytes a report to know copies by).
pub fn read_each(paths: &[PathBuf], settings: &Settings, receive: &mut dyn FnMut(Item)) {
    let mut copies = Copies::default();
    let mut receive = |item| copies.pass(item, receive);
    let mut sink = Sink::parallel(settings, &mut receive);
    let mut notes = Vec::new();
    let files = walk::files(paths, &mut notes);
    for walk::Found { path, in_folder } in files {
        if path.as_os_str() == "-" {
            let name = Name { place: "standard input".to_owned(), path: String::new(), in_folder };
            source::read(&name, BufReader::new(io::stdin().lock()), &mut sink);
        } else if std::fs::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() <= SMALL) {
            let size = std::fs::metadata(&path).map_or(0, |meta| usize::try_from(meta.len()).unwrap_or(0));
            sink.work(
                size,
                Box::new(move |settings| {
                    let mut items = Vec::new();
                    let mut keep = |item| items.push(item);
                    file(&path, in_folder, &mut Sink::serial(settings, &mut keep));
                    items
                }),
            );
        } else {
            file(&path, in_folder, &mut sink);
        }
    }
    for note in notes {
        sink.note(note.code, &note.place, note.message, &note.hint);
    }
    sink.flush();
}

/// Reads one stream (standard input, a download) as [`read`] reads a file. `name` stands in notes and, by its ending,
/// helps to tell what it is.
#[must_use]
pub fn read_stream(name: &str, input: impl Read, settings: &Settings) -> Noted<Vec<Report>> {
    let mut all = Noted::plain(Vec::new());
    stream(name, input, settings, &mut |item| match item {
        Item::Report(report) => all.value.push(*report),
        Item::Note(note) => all.notes.push(note),
    });
    all
}

fn stream(name: &str, input: impl Read, settings: &Settings, receive: &mut dyn FnMut(Item)) {
    let mut copies = Copies::default();
    let mut receive = |item| copies.pass(item, receive);
    let mut sink = Sink::parallel(settings, &mut receive);
    source::read(
        &Name { place: name.to_owned(), path: name.to_owned(), in_folder: false },
        BufReader::new(input),
        &mut sink,
    );
    sink.flush();
}

fn file(path: &Path, in_folder: bool, sink: &mut Sink<'_>) {
    let place = path.display().to_string();
    let name = Name { place: place.clone(), path: place.clone(), in_folder };
    if let Err(error) = File::open(path).and_then(|input| source::read_file(&name, input, sink)) {
        let hint = if error.kind() == io::ErrorKind::NotFound { "check the path" } else { "check its permissions" };
        sink.note(NoteCode::Unreadable, &place, format!("it cannot be opened: {error}"), hint);
    }
}

/// Knows texts by their digests, to note reports that are byte for byte others of the same outlet.
#[derive(Default)]
struct Copies {
    first: BTreeMap<([u8; 32], String), String>,
}

impl Copies {
    fn pass(&mut self, item: Item, receive: &mut dyn FnMut(Item)) {
        let Item::Report(report) = item else { return receive(item) };
        let place =
            if report.path.is_empty() { report.name.clone() } else { format!("{} ({})", report.path, report.name) };
        let key = (report.sha256, report.outlet.clone());
        let copy = (!report.text.is_empty()).then(|| self.first.get(&key)).flatten().map(|first| {
            let message = format!("the text is byte for byte that of {first}");
            Item::Note(note(NoteCode::Duplicate, &place, message, "leave one of them out"))
        });
        self.first.entry(key).or_insert(place);
        receive(Item::Report(report));
        if let Some(note) = copy {
            receive(note);
        }
    }
}
