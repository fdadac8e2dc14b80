//! One reader a format.

pub(crate) mod feed;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod newsml;
pub(crate) mod ninjs;
pub(crate) mod parquet;
pub(crate) mod text;
pub(crate) mod warc;

use crate::expand;
use crate::sink::Sink;
use headwater_model::NoteCode;
use std::io;

/// Notes why reading stopped before the end of an input.
pub(crate) fn reading_failed(place: &str, error: &io::Error, sink: &mut Sink<'_>) {
    if expand::is_bomb(error) {
        sink.note(NoteCode::Limit, place, expand::BOMB, "expand it yourself when you trust it");
        return;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            sink.note(
                NoteCode::Truncated,
                place,
                "the compressed data end too early",
                "fetch the file again; what came before was read",
            );
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            let message = format!("the data are damaged: {error}");
            sink.note(NoteCode::Malformed, place, message, "fetch the file again; what came before was read");
        }
        _ => sink.note(
            NoteCode::Unreadable,
            place,
            format!("reading failed: {error}"),
            "check the file and its permissions",
        ),
    }
}
