//! JSON records: one object, an array, JSON Lines, or an object that holds one array of records. Field names are
//! guessed from the settings' lists; texts stay exactly as the decoded field.

use crate::compose::Fields;
use crate::settings::{FieldNames, Settings};
use crate::sink::{Item, Sink, items, note};
use crate::{dates, decode, markup};
use headwater_model::{Basis, NoteCode, Published};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// An object that holds records holds them within so many levels.
const LEVELS: usize = 4;
/// Lines are gathered into pieces of work of about so many bytes.
const PIECE: usize = 1 << 18;

/// What is known of the place of records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// How notes call it: "file.jsonl".
    pub(crate) place: String,
    /// The file as the user named it.
    pub(crate) path: String,
    /// Name of records without an id.
    pub(crate) stem: String,
    /// Whether the file was found in a folder: then a document without reports is passed over, not lost.
    pub(crate) in_folder: bool,
}

impl Origin {
    /// "file.jsonl line 17".
    fn at(&self, kind: &str, number: usize) -> String {
        format!("{} {kind} {number}", self.place)
    }
}

/// Reads a whole JSON document.
pub(crate) fn document(origin: &Origin, text: &str, sink: &mut Sink<'_>) {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            // Several objects one after the other, each over several lines.
            let stream: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text).into_iter::<Value>().collect();
            match stream {
                Ok(values) if values.len() > 1 => Value::Array(values),
                _ => {
                    let message = format!("no valid JSON: {error}");
                    sink.note(
                        NoteCode::Malformed,
                        &origin.place,
                        message,
                        "check the file at that place; JSON Lines files end in .jsonl",
                    );
                    return;
                }
            }
        }
    };
    let names = Names::of(&sink.settings.fields);
    match &value {
        Value::Array(list) => records(origin, list, &Map::new(), &names, sink),
        Value::Object(object)
            if names.is_record(object) && records_within(&value, &names, 0).is_none_or(|(_, list)| list.len() < 2) =>
        {
            record(origin, &origin.place, object, origin.stem.clone(), &names, sink);
        }
        Value::Object(_) => match records_within(&value, &names, 0) {
            Some((around, list)) => records(origin, list, around, &names, sink),
            None => nothing(origin, sink),
        },
        _ => nothing(origin, sink),
    }
}

fn nothing(origin: &Origin, sink: &mut Sink<'_>) {
    let hint = "call the field that holds the text `text`";
    // Folders hold other data beside reports.
    let code = if origin.in_folder { NoteCode::NoText } else { NoteCode::Empty };
    sink.note(code, &origin.place, "the JSON holds no object with a text field", hint);
}

/// Reads JSON Lines. A broken line is named and left out.
pub(crate) fn lines(origin: &Origin, mut input: impl BufRead, sink: &mut Sink<'_>) {
    let longest = sink.settings.longest_text.saturating_mul(4).max(1 << 20);
    let mut number = 0;
    let mut piece: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut size = 0;
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(longest as u64).read_until(b'\n', &mut line);
        number += 1;
        let failed = match read {
            Ok(0) => break,
            Ok(_) if line.len() >= longest && !line.ends_with(b"\n") => {
                give(origin, std::mem::take(&mut piece), size, sink);
                size = 0;
                let message = format!("the line is longer than {longest} bytes; it was left out");
                sink.note(NoteCode::Limit, &origin.at("line", number), message, "split the text into reports");
                skip_line(&mut input).err()
            }
            Ok(_) => {
                size += line.len();
                piece.push((number, line));
                None
            }
            Err(error) => Some(error),
        };
        if size >= PIECE || failed.is_some() {
            give(origin, std::mem::take(&mut piece), size, sink);
            size = 0;
        }
        if let Some(error) = failed {
            super::reading_failed(&origin.at("line", number), &error, sink);
            return;
        }
    }
    give(origin, piece, size, sink);
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                input.consume(at + 1);
                return Ok(());
            }
            None => {
                let length = buffer.len();
                input.consume(length);
            }
        }
    }
}

fn give(origin: &Origin, piece: Vec<(usize, Vec<u8>)>, size: usize, sink: &mut Sink<'_>) {
    if piece.is_empty() {
        return;
    }
    let origin = origin.clone();
    sink.work(
        size,
        Box::new(move |settings| {
            let names = Names::of(&settings.fields);
            let mut all = Vec::new();
            for (number, line) in piece {
                all.extend(one_line(&origin, number, &line, &names, settings));
            }
            all
        }),
    );
}

fn one_line(origin: &Origin, number: usize, line: &[u8], names: &Names<'_>, settings: &Settings) -> Vec<Item> {
    let place = origin.at("line", number);
    let mut all = Vec::new();
    let decoded;
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(_) => {
            decoded = decode::decode(line, None);
            let problem = decoded.problem.clone().unwrap_or_default();
            all.push(Item::Note(note(NoteCode::Charset, &place, problem, "save the file as UTF-8")));
            &decoded.text
        }
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return all;
    }
    let malformed = |message: String| {
        Item::Note(note(NoteCode::Malformed, &place, message, "check the line; the others were read"))
    };
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(object)) => {
            all.extend(one_object(origin, &place, &object, format!("{}-{number}", origin.stem), names, settings));
        }
        Ok(_) => all.push(malformed("the line is no JSON object".to_owned())),
        Err(error) => all.push(malformed(format!("no valid JSON: {error}"))),
    }
    all
}

fn one_object(
    origin: &Origin,
    place: &str,
    object: &Map<String, Value>,
    stem: String,
    names: &Names<'_>,
    settings: &Settings,
) -> Vec<Item> {
    let field = |message: String, hint: &str| Item::Note(note(NoteCode::Field, place, message, hint));
    match fields(origin, object, stem, names) {
        Ok((fields, problems)) => {
            let notes = problems.into_iter().map(|problem| field(problem, "check the record's fields"));
            notes.chain(items(place, fields, settings)).collect()
        }
        Err(message) => vec![field(message, "call the field that holds the text `text`")],
    }
}

/// Takes rows of a table as records.
pub(crate) fn rows(origin: &Origin, rows: Vec<(usize, Map<String, Value>)>, sink: &mut Sink<'_>) {
    if rows.is_empty() {
        return;
    }
    let origin = origin.clone();
    sink.work(
        PIECE,
        Box::new(move |settings| {
            let names = Names::of(&settings.fields);
            let one = |(number, row): (usize, Map<String, Value>)| {
                let place = origin.at("row", number);
                one_object(&origin, &place, &row, format!("{}-{number}", origin.stem), &names, settings)
            };
            rows.into_iter().flat_map(one).collect()
        }),
    );
}

/// Whether a column of this name holds a field of reports.
pub(crate) fn is_field(name: &str, settings: &Settings) -> bool {
    let names = &settings.fields;
    let lists = [
        &names.text,
        &names.title,
        &names.published,
        &names.outlet,
        &names.url,
        &names.id,
        &names.bylines,
        &names.language,
    ];
    lists.iter().any(|list| list.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

fn records(origin: &Origin, list: &[Value], around: &Map<String, Value>, names: &Names<'_>, sink: &mut Sink<'_>) {
    if list.is_empty() {
        nothing(origin, sink);
    }
    for (at, value) in list.iter().enumerate() {
        let place = origin.at("record", at + 1);
        let stem = if list.len() == 1 { origin.stem.clone() } else { format!("{}-{}", origin.stem, at + 1) };
        match value {
            Value::Object(object) => {
                // A feed's own title and language stand around its items.
                let mut object = object.clone();
                if !names.language.iter().any(|name| object.contains_key(*name))
                    && let Some(language) = around.get("language")
                {
                    object.insert("language".to_owned(), language.clone());
                }
                record(origin, &place, &object, stem, names, sink);
            }
            Value::String(text) => {
                let fields = Fields { name: stem, path: origin.path.clone(), text: text.clone(), ..Fields::default() };
                sink.record(place, fields);
            }
            _ => sink.note(
                NoteCode::Field,
                &place,
                "the record is no object",
                "each record must be an object with a text field",
            ),
        }
    }
}

fn record(
    origin: &Origin,
    place: &str,
    object: &Map<String, Value>,
    stem: String,
    names: &Names<'_>,
    sink: &mut Sink<'_>,
) {
    match fields(origin, object, stem, names) {
        Ok((fields, problems)) => {
            for problem in problems {
                sink.note(NoteCode::Field, place, problem, "check the record's fields");
            }
            sink.record(place.to_owned(), fields);
        }
        Err(message) => sink.note(NoteCode::Field, place, message, "call the field that holds the text `text`"),
    }
}

/// The array of records inside an object, nearest first, with the object around it.
fn records_within<'v>(
    value: &'v Value,
    names: &Names<'_>,
    depth: usize,
) -> Option<(&'v Map<String, Value>, &'v [Value])> {
    let Value::Object(object) = value else { return None };
    let looks = |value: &Value| value.as_object().is_some_and(|object| names.is_record(object));
    let arrays = object.values().filter_map(Value::as_array);
    let best = arrays
        .map(|list| (list.iter().take(50).filter(|value| looks(value)).count(), list))
        .filter(|(records, list)| *records * 2 >= list.len().min(50) && *records > 0)
        // The first of the longest, so that the order of keys decides between equals.
        .fold(None, |best: Option<(usize, &Vec<Value>)>, next| match best {
            Some(known) if known.1.len() >= next.1.len() => Some(known),
            _ => Some(next),
        });
    if let Some((_, list)) = best {
        return Some((object, list));
    }
    if depth >= LEVELS {
        return None;
    }
    object.values().find_map(|value| records_within(value, names, depth + 1))
}

/// Field names in small letters, borrowed from the settings.
struct Names<'s> {
    text: Vec<String>,
    title: Vec<String>,
    published: Vec<String>,
    outlet: Vec<String>,
    url: Vec<String>,
    id: Vec<String>,
    bylines: Vec<String>,
    language: Vec<&'s str>,
}

impl<'s> Names<'s> {
    fn of(names: &'s FieldNames) -> Self {
        let lower = |list: &[String]| list.iter().map(|name| name.to_lowercase()).collect();
        Self {
            text: lower(&names.text),
            title: lower(&names.title),
            published: lower(&names.published),
            outlet: lower(&names.outlet),
            url: lower(&names.url),
            id: lower(&names.id),
            bylines: lower(&names.bylines),
            language: names.language.iter().map(String::as_str).collect(),
        }
    }

    /// Whether an object has a text, as a string or a list of paragraphs, or is a news item.
    fn is_record(&self, object: &Map<String, Value>) -> bool {
        values(object, &self.text).any(|(_, value)| text_of(value).is_some()) || super::ninjs::is_item(object)
    }
}

/// The values of an object under a list of names, in the list's order.
fn values<'v>(object: &'v Map<String, Value>, names: &[String]) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let mut found: Vec<(usize, &str, &Value)> = object
        .iter()
        .filter_map(|(key, value)| {
            let lower = key.to_lowercase();
            names.iter().position(|name| *name == lower).map(|rank| (rank, key.as_str(), value))
        })
        .collect();
    found.sort_by_key(|(rank, _, _)| *rank);
    found.into_iter().map(|(_, key, value)| (key, value))
}

/// A text: a string, or a list of strings as paragraphs.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_string) => {
            Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    }
}

/// A short value: a string, a number, or the name of an object (`{"name": "The Paper"}`).
fn short(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => ["name", "title", "value", "@id", "$oid", "$date", "rendered"]
            .iter()
            .find_map(|key| object.get(*key).and_then(short)),
        Value::Array(list) => list.first().and_then(short),
        _ => None,
    }
}

/// Names of authors: strings, objects with a name, or lists of them.
pub(crate) fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().take(32).filter_map(short).collect(),
        other => short(other).into_iter().collect(),
    }
}

type Read1 = (Fields, Vec<String>);

/// The fields of a record and what is wrong with some of them; an error when it has no text.
fn fields(origin: &Origin, object: &Map<String, Value>, stem: String, names: &Names<'_>) -> Result<Read1, String> {
    if super::ninjs::is_item(object) {
        return super::ninjs::fields(origin, object, stem);
    }
    let mut problems = Vec::new();
    let found = values(object, &names.text).find_map(|(key, value)| text_of(value).map(|text| (key, text)));
    let Some((key, text)) = found else {
        return Err(match values(object, &names.text).next() {
            Some((key, value)) => format!("the text field \"{key}\" is {}, not a text", kind(value)),
            None => "the record has no text field".to_owned(),
        });
    };
    let text = if markup::is_markup(&text) { markup::text_of(&text) } else { text };
    let mut pick = |list: &[String], what: &str| -> String {
        let mut wrong = None;
        for (name, value) in values(object, list).filter(|(name, _)| *name != key) {
            match short(value) {
                Some(text) => return text,
                None if value.is_null() || value.as_str().is_some() || value.as_array().is_some_and(Vec::is_empty) => {}
                None => wrong = wrong.or(Some(format!("the {what} field \"{name}\" is {}, not a text", kind(value)))),
            }
        }
        problems.extend(wrong);
        String::new()
    };
    let title = pick(&names.title, "title");
    let outlet = pick(&names.outlet, "outlet");
    let url = pick(&names.url, "address");
    let id = pick(&names.id, "id");
    let url = if url.contains("://") { url } else { String::new() };
    // An outlet given as an address is its host.
    let outlet = crate::sink::host(&outlet).map(str::to_owned).unwrap_or(outlet);
    let bylines = values(object, &names.bylines)
        .map(|(_, value)| self::names(value))
        .find(|list| !list.is_empty())
        .unwrap_or_default();
    let language = names.language.iter().find_map(|name| object.get(*name).and_then(Value::as_str)).unwrap_or_default();
    let mut published = Published::unknown();
    let mut unread = None;
    for (name, value) in values(object, &names.published) {
        let Some(written) = short(value) else { continue };
        match dates::parse(&written) {
            Some(date) => {
                published = date.known_by(Basis::Metadata);
                unread = None;
                break;
            }
            None => {
                unread =
                    unread.or(Some(format!("the published time \"{}\" in \"{name}\" could not be read", cut(&written))))
            }
        }
    }
    problems.extend(unread);
    let fields = Fields {
        name: if id.is_empty() { stem } else { id },
        path: origin.path.clone(),
        url,
        outlet,
        title: if markup::is_markup(&title) { markup::text_of(&title) } else { title },
        bylines,
        published,
        language: if language.len() <= 8 && language.is_ascii() { language.to_owned() } else { String::new() },
        text,
        ..Fields::default()
    };
    Ok((fields, problems))
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "empty",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
