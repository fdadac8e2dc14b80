//! Feeds: RSS, Atom and JSON Feed. Each entry is a report; its markup becomes text.

use super::json::Origin;
use crate::compose::Fields;
use crate::markup;
use crate::sink::{Sink, host};
use feed_rs::model::{Entry, Feed, Text};
use headwater_model::{Basis, NoteCode, Precision, Published};
use jiff::Timestamp;

/// Reads a whole feed.
pub(crate) fn document(origin: &Origin, text: &str, sink: &mut Sink<'_>) {
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).build();
    let feed = match parser.parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            let message = format!("no valid feed: {error}");
            sink.note(NoteCode::Malformed, &origin.place, message, "check the file at that place, or fetch it again");
            return;
        }
    };
    if feed.entries.is_empty() {
        sink.note(NoteCode::Empty, &origin.place, "the feed has no entries", "fetch it again later");
    }
    for (at, entry) in feed.entries.iter().enumerate() {
        let place = format!("{} entry {}", origin.place, at + 1);
        match fields(origin, &feed, entry, at + 1) {
            Some(fields) => sink.record(place, fields),
            None => sink.note(NoteCode::NoText, &place, "the entry has no text", "read the page that it points to"),
        }
    }
}

fn fields(origin: &Origin, feed: &Feed, entry: &Entry, number: usize) -> Option<Fields> {
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    let summary = entry.summary.as_ref().map(|text| text.content.as_str()).unwrap_or_default();
    // A teaser stands in for a missing text, and some feeds put the whole text into the summary.
    let text = [content, summary].map(readable).into_iter().max_by_key(String::len).filter(|text| !text.is_empty())?;
    let address = |links: &[feed_rs::model::Link]| {
        let page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
        links.iter().find(page).or_else(|| links.first()).map(|link| link.href.clone()).unwrap_or_default()
    };
    let url = address(&entry.links);
    let title = |text: &Option<Text>| text.as_ref().map(|text| readable(&text.content)).unwrap_or_default();
    // An aggregator's entries name their own source; the feed's title is often "Paper – World".
    let outlet = entry.source.as_deref().and_then(host).or_else(|| host(&url)).map(str::to_owned);
    let outlet =
        outlet.or_else(|| host(&address(&feed.links)).map(str::to_owned)).unwrap_or_else(|| title(&feed.title));
    let at = entry.published.or(entry.updated).and_then(|time| Timestamp::from_second(time.timestamp()).ok());
    let published = at.map_or_else(Published::unknown, |at| Published {
        at: Some(at),
        precision: Precision::Second,
        basis: Basis::Feed,
        offset: None,
    });
    let name = if entry.id.is_empty() { format!("{}-{number}", origin.stem) } else { entry.id.clone() };
    let language = entry.language.as_ref().or(feed.language.as_ref()).cloned().unwrap_or_default();
    Some(Fields {
        name,
        path: origin.path.clone(),
        url,
        outlet,
        title: title(&entry.title),
        bylines: entry
            .authors
            .iter()
            .filter_map(|author| author.name.clone())
            .filter(|name| !name.is_empty())
            .collect(),
        published,
        language,
        text,
        ..Fields::default()
    })
}

/// Text of a string that may be markup or hold character references.
fn readable(text: &str) -> String {
    let text = text.trim();
    if markup::is_markup(text) || text.contains('<') {
        markup::text_of(text)
    } else {
        markup::entities(text).into_owned()
    }
}
