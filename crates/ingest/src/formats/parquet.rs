//! Parquet tables: each row is a record with the columns' names as field names.

use super::json::{self, Origin};
use crate::guarded::guarded;
use crate::sink::Sink;
use bytes::Bytes;
use headwater_model::NoteCode;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use std::fs::File;
use std::sync::Arc;

/// Rows are gathered into pieces of work of this many.
const PIECE: usize = 256;

/// Reads a table from a file, a few pages at a time.
pub(crate) fn file(origin: &Origin, input: File, sink: &mut Sink<'_>) {
    table(origin, input, sink);
}

/// Reads a table from memory.
pub(crate) fn memory(origin: &Origin, content: Vec<u8>, sink: &mut Sink<'_>) {
    table(origin, Bytes::from(content), sink);
}

fn table<R: ChunkReader + 'static>(origin: &Origin, input: R, sink: &mut Sink<'_>) {
    // The library may fail on hostile files by a panic; that must not end the program.
    let opened = guarded(|| SerializedFileReader::new(input));
    let reader = match opened {
        Some(Ok(reader)) => reader,
        Some(Err(error)) => return malformed(origin, 0, &error.to_string(), sink),
        None => return malformed(origin, 0, "its structure contradicts itself", sink),
    };
    let schema = reader.metadata().file_metadata().schema();
    let wanted: Vec<Arc<Type>> =
        schema.get_fields().iter().filter(|field| json::is_field(field.name(), sink.settings)).cloned().collect();
    if wanted.is_empty() {
        let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).take(12).collect();
        let message = format!("no column is known as a field; the columns are {}", names.join(", "));
        sink.note(NoteCode::Field, &origin.place, message, "name the text's column in the settings");
        return;
    }
    let projection = Type::group_type_builder(schema.name()).with_fields(wanted).build().ok();
    let rows = guarded(|| reader.get_row_iter(projection));
    let mut rows = match rows {
        Some(Ok(rows)) => rows,
        Some(Err(error)) => return malformed(origin, 0, &error.to_string(), sink),
        None => return malformed(origin, 0, "its structure contradicts itself", sink),
    };
    let mut number = 0;
    let mut piece: Vec<(usize, Map<String, Value>)> = Vec::new();
    loop {
        let next = guarded(|| rows.next());
        match next {
            Some(Some(Ok(row))) => {
                number += 1;
                piece.push((number, object(&row)));
                if piece.len() >= PIECE {
                    json::rows(origin, std::mem::take(&mut piece), sink);
                }
            }
            Some(None) => break,
            Some(Some(Err(error))) => {
                json::rows(origin, std::mem::take(&mut piece), sink);
                return malformed(origin, number + 1, &error.to_string(), sink);
            }
            None => {
                json::rows(origin, std::mem::take(&mut piece), sink);
                return malformed(origin, number + 1, "its structure contradicts itself", sink);
            }
        }
    }
    json::rows(origin, piece, sink);
    if number == 0 {
        sink.note(NoteCode::Empty, &origin.place, "the table has no rows", "leave it out");
    }
}

fn malformed(origin: &Origin, row: usize, error: &str, sink: &mut Sink<'_>) {
    let place = if row == 0 { origin.place.clone() } else { format!("{} row {row}", origin.place) };
    let message = format!("no valid Parquet table: {error}");
    sink.note(NoteCode::Malformed, &place, message, "write the file again; the rows before were read");
}

fn object(row: &Row) -> Map<String, Value> {
    row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), value(field, 0)?))).collect()
}

/// As JSON, where a report's field could be made of it.
fn value(field: &Field, depth: usize) -> Option<Value> {
    if depth > 4 {
        return None;
    }
    let number = |number: i64| Some(Value::from(number));
    match field {
        Field::Str(text) => Some(Value::from(text.as_str())),
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).ok().map(Value::from),
        Field::Int(value) => number(i64::from(*value)),
        Field::Long(value) => number(*value),
        Field::UInt(value) => number(i64::from(*value)),
        Field::ULong(value) => i64::try_from(*value).ok().and_then(number),
        Field::Short(value) => number(i64::from(*value)),
        Field::Byte(value) => number(i64::from(*value)),
        // Times in units since 1970; days for dates.
        Field::TimestampMillis(millis) => instant(jiff::Timestamp::from_millisecond(*millis).ok()),
        Field::TimestampMicros(micros) => instant(jiff::Timestamp::from_microsecond(*micros).ok()),
        Field::Date(days) => {
            let start = jiff::Timestamp::from_second(i64::from(*days) * 86_400).ok()?;
            Some(Value::from(start.to_string().split('T').next().unwrap_or_default()))
        }
        Field::ListInternal(list) => Some(list.elements().iter().filter_map(|field| value(field, depth + 1)).collect()),
        Field::Group(row) => Some(Value::Object(
            row.get_column_iter().filter_map(|(name, field)| Some((name.clone(), value(field, depth + 1)?))).collect(),
        )),
        _ => None,
    }
}

fn instant(at: Option<jiff::Timestamp>) -> Option<Value> {
    at.map(|at| Value::from(at.to_string()))
}
