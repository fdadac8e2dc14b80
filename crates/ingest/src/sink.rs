//! Where readers put what they find: work is done in parallel, its results are given out in the order of reading.

use crate::compose::{Fields, compose};
use crate::settings::Settings;
use headwater_model::{Note, NoteCode, Report};
use rayon::prelude::*;

/// What reading gives: reports and notes, in the order of paths and records.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A report.
    Report(Box<Report>),
    /// Something odd in the input.
    Note(Note),
}

/// Work that makes items: parsing and composing of one record or one small file.
pub(crate) type Work<'a> = Box<dyn FnOnce(&Settings) -> Vec<Item> + Send + 'a>;

/// As many pieces of work are gathered before they are done, …
const PIECES: usize = 256;
/// … or as many bytes of input: this bounds memory.
const BYTES: usize = 16 << 20;

/// Gathers work, does it, and gives its items to a receiver in the order in which the work came.
pub(crate) struct Sink<'a> {
    pub(crate) settings: &'a Settings,
    gathered: Vec<Work<'a>>,
    bytes: usize,
    parallel: bool,
    receive: &'a mut dyn FnMut(Item),
}

impl<'a> Sink<'a> {
    /// A sink that does its work on all threads.
    pub(crate) fn parallel(settings: &'a Settings, receive: &'a mut dyn FnMut(Item)) -> Self {
        Self { settings, gathered: Vec::new(), bytes: 0, parallel: true, receive }
    }

    /// A sink that does each piece of work at once, for readers that are themselves a piece of work.
    pub(crate) fn serial(settings: &'a Settings, receive: &'a mut dyn FnMut(Item)) -> Self {
        Self { settings, gathered: Vec::new(), bytes: 0, parallel: false, receive }
    }

    /// Takes a piece of work that holds `bytes` of input.
    pub(crate) fn work(&mut self, bytes: usize, work: Work<'a>) {
        if !self.parallel {
            for item in work(self.settings) {
                (self.receive)(item);
            }
            return;
        }
        self.gathered.push(work);
        self.bytes += bytes;
        if self.gathered.len() >= PIECES || self.bytes >= BYTES {
            self.flush();
        }
    }

    /// Takes a record: it becomes a report, and notes at `place`.
    pub(crate) fn record(&mut self, place: String, fields: Fields) {
        let bytes = fields.text.len();
        self.work(bytes, Box::new(move |settings| items(&place, fields, settings)));
    }

    /// Takes a note.
    pub(crate) fn note(&mut self, code: NoteCode, place: &str, message: impl Into<String>, hint: &str) {
        let note = note(code, place, message, hint);
        self.work(0, Box::new(move |_| vec![Item::Note(note)]));
    }

    /// Does what is gathered and gives its items out.
    pub(crate) fn flush(&mut self) {
        self.bytes = 0;
        let gathered = std::mem::take(&mut self.gathered);
        let settings = self.settings;
        let done: Vec<Vec<Item>> = gathered.into_par_iter().map(|work| work(settings)).collect();
        for item in done.into_iter().flatten() {
            (self.receive)(item);
        }
    }
}

/// A note about an input as a whole or one of its records.
pub(crate) fn note(code: NoteCode, place: &str, message: impl Into<String>, hint: &str) -> Note {
    Note { code, place: place.to_owned(), message: message.into(), span: None, hint: hint.to_owned() }
}

/// The items of a record: its report, then its notes.
pub(crate) fn items(place: &str, mut fields: Fields, settings: &Settings) -> Vec<Item> {
    let mut notes = Vec::new();
    if fields.text.len() > settings.longest_text {
        let end = (0..=settings.longest_text).rev().find(|at| fields.text.is_char_boundary(*at)).unwrap_or(0);
        fields.text.truncate(end);
        let message = format!("the text is longer than {} bytes; it was read up to there", settings.longest_text);
        notes.push(note(NoteCode::Limit, place, message, "split the text into reports, or raise the limit"));
    }
    if fields.outlet.is_empty() {
        fields.outlet = host(&fields.url).unwrap_or_default().to_owned();
    }
    let composed = compose(fields);
    notes.extend(composed.notes.into_iter().map(|note| Note { place: place.to_owned(), ..note }));
    let mut items = vec![Item::Report(Box::new(composed.value))];
    items.extend(notes.into_iter().map(Item::Note));
    items
}

/// The host of an address without "www."; the archived page's own when the address is one of a web archive.
pub(crate) fn host(url: &str) -> Option<&str> {
    let url = match url.find("web.archive.org/web/") {
        Some(at) => url.get(at + 20..)?.split_once('/')?.1,
        None => url,
    };
    let rest = url.split_once("://").map_or_else(|| url.strip_prefix("//"), |(_, rest)| Some(rest))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("https://www.paper.example/a/b?c"), Some("paper.example"));
        assert_eq!(host("http://web.archive.org/web/2017/http://www.paper.example:80/a"), Some("paper.example"));
        assert_eq!(host("paper"), None);
        assert_eq!(host(""), None);
        assert_eq!(host("mailto:x@y"), None);
    }
}
