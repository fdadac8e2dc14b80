//! NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items, alone or in a news message, with text in NITF, XHTML
//! or plain.

use super::json::Origin;
use crate::compose::Fields;
use crate::sink::Sink;
use crate::{dates, markup};
use headwater_model::{Basis, NoteCode, Published};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What has been read of one item.
#[derive(Default)]
struct Item {
    fields: Fields,
    body: String,
    created: String,
}

/// Reads a whole document: each `newsItem` (or NewsML 1 `NewsItem`) is a report.
pub(crate) fn document(origin: &Origin, text: &str, sink: &mut Sink<'_>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut item: Option<Item> = None;
    let mut element = String::new();
    let mut written = String::new();
    let mut found = 0;
    loop {
        let before = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = local(start.local_name().as_ref());
                match (name.as_str(), item.as_mut()) {
                    ("newsitem", None) => item = Some(opened(origin, &start)),
                    ("inlinexml" | "inlinedata" | "body.content" | "datacontent", Some(item))
                        if item.body.is_empty() =>
                    {
                        let inner = reader.read_to_end(start.to_end().name());
                        match inner {
                            Ok(range) => {
                                let range =
                                    usize::try_from(range.start).unwrap_or(0)..usize::try_from(range.end).unwrap_or(0);
                                let raw = text.get(range).unwrap_or_default();
                                item.body = body_of(raw);
                            }
                            Err(error) => {
                                malformed(origin, before, &error.to_string(), sink);
                                break;
                            }
                        }
                        element.clear();
                        continue;
                    }
                    _ => {}
                }
                attributes(&name, &start, item.as_mut());
                written.clear();
                element = name;
            }
            Ok(Event::Empty(start)) => attributes(&local(start.local_name().as_ref()), &start, item.as_mut()),
            // A text comes in pieces, broken at every reference.
            Ok(Event::Text(content)) => written.push_str(&content),
            Ok(Event::GeneralRef(reference)) => {
                written.push('&');
                written.push_str(&reference);
                written.push(';');
            }
            Ok(Event::CData(content)) => written.push_str(&content),
            Ok(Event::End(end)) => {
                if let Some(item) = item.as_mut() {
                    content_of(&element, &written, item);
                }
                written.clear();
                if local(end.local_name().as_ref()) == "newsitem"
                    && let Some(item) = item.take()
                {
                    found += 1;
                    close(origin, item, found, sink);
                }
                element.clear();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                malformed(origin, before, &error.to_string(), sink);
                break;
            }
        }
    }
    if item.is_some() {
        sink.note(NoteCode::Truncated, &origin.place, "the document ends inside a news item", "fetch it again");
    } else if found == 0 {
        sink.note(
            NoteCode::Empty,
            &origin.place,
            "the document holds no news item",
            "give a NewsML-G2 news item or message",
        );
    }
}

fn position(reader: &Reader<&[u8]>) -> u64 {
    reader.buffer_position()
}

fn malformed(origin: &Origin, at: u64, error: &str, sink: &mut Sink<'_>) {
    let message = format!("no valid XML near byte {at}: {error}");
    sink.note(NoteCode::Malformed, &origin.place, message, "check the file at that place; what came before was read");
}

fn local(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| local(attribute.key.local_name().as_ref()) == name)?;
    Some(markup::entities(&found.value).into_owned())
}

fn opened(origin: &Origin, start: &BytesStart<'_>) -> Item {
    let mut item = Item::default();
    item.fields.path.clone_from(&origin.path);
    item.fields.name = attribute(start, "guid").unwrap_or_default();
    item.fields.language = attribute(start, "lang").unwrap_or_default();
    item
}

/// What elements say in attributes: `<provider literal="…"/>`, `<language tag="en"/>`.
fn attributes(name: &str, start: &BytesStart<'_>, item: Option<&mut Item>) {
    let Some(item) = item else { return };
    match name {
        "language" if item.fields.language.is_empty() => {
            item.fields.language = attribute(start, "tag").unwrap_or_default()
        }
        "provider" | "infosource" if item.fields.outlet.is_empty() => {
            let code = attribute(start, "literal").or_else(|| attribute(start, "qcode"));
            item.fields.outlet =
                code.map(|code| code.rsplit(':').next().unwrap_or_default().to_owned()).unwrap_or_default();
        }
        "link" | "remotecontent" if item.fields.url.is_empty() => {
            item.fields.url = attribute(start, "href").filter(|url| url.starts_with("http")).unwrap_or_default();
        }
        _ => {}
    }
}

/// What elements say in their text.
fn content_of(name: &str, raw: &str, item: &mut Item) {
    let decoded = markup::entities(raw);
    let piece = decoded.as_ref();
    if piece.trim().is_empty() {
        return;
    }
    let slot = match name {
        "headline" | "hl1" => &mut item.fields.title,
        "versioncreated" | "firstcreated" | "contentcreated" | "thisrevisioncreated" => {
            // The first creation is the publication; the version's time stands in for it.
            if item.created.is_empty() || name == "firstcreated" {
                piece.trim().clone_into(&mut item.created);
            }
            return;
        }
        "by" | "byline" | "bytag" => {
            let name = piece.trim().to_owned();
            if !item.fields.bylines.contains(&name) {
                item.fields.bylines.push(name);
            }
            return;
        }
        "newsitemid" if item.fields.name.is_empty() => &mut item.fields.name,
        _ => return,
    };
    if slot.is_empty() {
        piece.trim().clone_into(slot);
    }
}

/// The text of a body: the content block of NITF or the body of XHTML when there is one, else all of it.
fn body_of(raw: &str) -> String {
    let raw = raw.trim();
    let raw = raw.strip_prefix("<![CDATA[").and_then(|inner| inner.strip_suffix("]]>")).unwrap_or(raw);
    let within = |tag: &str| -> Option<&str> {
        let open = raw.find(&format!("<{tag}"))?;
        let inner = raw.get(open..)?.split_once('>')?.1;
        inner.split_once(&format!("</{tag}>")).map(|(inside, _)| inside)
    };
    let chosen = within("body.content").or_else(|| within("body")).unwrap_or(raw);
    // Plain text is sent with its markup escaped.
    let text = markup::text_of(chosen);
    if markup::is_markup(&text) { markup::text_of(&text) } else { text }
}

fn close(origin: &Origin, item: Item, number: usize, sink: &mut Sink<'_>) {
    let place = format!("{} item {number}", origin.place);
    let mut fields = item.fields;
    if fields.name.is_empty() {
        fields.name = format!("{}-{number}", origin.stem);
    }
    if item.body.trim().is_empty() {
        sink.note(NoteCode::NoText, &place, "the news item has no text (a picture or a package)", "");
        return;
    }
    let date = dates::parse(&item.created);
    fields.published = date.map_or_else(Published::unknown, |date| date.known_by(Basis::Feed));
    if date.is_none() && !item.created.is_empty() {
        let shown: String = item.created.chars().take(40).collect();
        sink.note(
            NoteCode::Field,
            &place,
            format!("the time \"{shown}\" could not be read"),
            "check the item's creation time",
        );
    }
    fields.text = item.body;
    sink.record(place, fields);
}
