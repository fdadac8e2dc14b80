//! Web pages: the article without navigation and boxes, and what the page's metadata say about it.

use crate::compose::Fields;
use crate::dates::{self, Written};
use crate::guarded::guarded;
use crate::lines::{folded, words};
use crate::settings::Settings;
use crate::sink::{host, note};
use crate::{language, markup};
use headwater_model::{Basis, Cut, Note, NoteCode, Precision, Published};
use serde_json::Value;
use std::sync::mpsc;
use std::time::Duration;
use trafilatura::dom::Document;

/// Pages at least this deep or large are parsed on a stack of their own, and timed.
const SUSPICIOUS: (usize, usize) = (150, 2 << 20);
/// The stack of such a page: at the deepest allowed, about 100 kB a level.
const STACK: usize = 64 << 20;
/// An extracted text shorter than this many bytes is doubted, and other ways are tried.
const LITTLE: usize = 250;

/// Reads a page into fields; `url` is its address when known from elsewhere.
pub(crate) fn page(place: &str, html: String, url: &str, settings: &Settings) -> (Fields, Vec<Note>) {
    let mut notes = Vec::new();
    let html = shortened(place, html, settings, &mut notes);
    let depth = markup::depth(&html, settings.deepest_page);
    let extracted = if depth > settings.deepest_page {
        let message = format!(
            "the page nests more than {} elements; only the text between its tags was read",
            settings.deepest_page
        );
        notes.push(note(NoteCode::Limit, place, message, "save the page as text"));
        None
    } else if depth >= SUSPICIOUS.0 || html.len() >= SUSPICIOUS.1 {
        timed(place, &html, settings, &mut notes)
    } else {
        Some(extract(&html))
    };
    let plain = markup::text_of(&html);
    let Extracted { text, meta } = extracted.unwrap_or_default();
    let text = without_headline(longest_good(text, &meta, &plain), &meta.title);
    let left_out = plain.chars().count().saturating_sub(text.chars().count());
    let what = "navigation and other page furniture".to_owned();
    let cut = if left_out > 0 { vec![Cut { what, characters: left_out }] } else { Vec::new() };
    let url = if url.is_empty() { meta.url.clone() } else { url.to_owned() };
    let outlet = if meta.outlet.is_empty() { host(&url).unwrap_or_default().to_owned() } else { meta.outlet.clone() };
    let language = if language::detect(&text).is_empty() { meta.language.clone() } else { String::new() };
    let published = meta.published(&url);
    let fields = Fields {
        url,
        outlet,
        title: meta.title,
        bylines: meta.bylines,
        published,
        language,
        cut,
        text,
        ..Fields::default()
    };
    (fields, notes)
}

fn shortened(place: &str, mut html: String, settings: &Settings, notes: &mut Vec<Note>) -> String {
    if html.len() > settings.largest_page {
        let end = (0..=settings.largest_page).rev().find(|at| html.is_char_boundary(*at)).unwrap_or(0);
        html.truncate(end);
        let message = format!("the page is larger than {} bytes; it was read up to there", settings.largest_page);
        notes.push(note(NoteCode::Limit, place, message, "raise the limit on pages"));
    }
    html
}

/// Extracts on a thread with a large stack; after the time budget the thread is left to itself.
fn timed(place: &str, html: &str, settings: &Settings, notes: &mut Vec<Note>) -> Option<Extracted> {
    let (send, receive) = mpsc::channel();
    let owned = html.to_owned();
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        // The receiver may have given up; nobody is left to tell.
        let _ = send.send(extract(&owned));
    });
    let extracted = worker.ok().and_then(|_| receive.recv_timeout(Duration::from_secs(settings.seconds_a_page)).ok());
    if extracted.is_none() {
        let message = format!(
            "the page took longer than {} seconds; only the text between its tags was read",
            settings.seconds_a_page
        );
        notes.push(note(NoteCode::Limit, place, message, "save the page as text"));
    }
    extracted
}

#[derive(Default)]
struct Extracted {
    text: String,
    meta: Meta,
}

/// The article's text and the page's metadata. A library that fails on a page must not end the program: then both are
/// empty, and the text between the tags is used.
fn extract(html: &str) -> Extracted {
    guarded(|| {
        let document = Document::parse(html);
        let mut meta = Meta::of(&document);
        let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
        match trafilatura::extract_document(document, &options) {
            Ok(result) => {
                let found = &result.metadata;
                meta.fill(&found.title, &found.sitename, &found.url, &found.author);
                meta.guessed_date = found.date.and_then(|date| dates::parse(&date.format("%Y-%m-%d").to_string()));
                let marked = markup::text_of(&result.content_html);
                // The tree keeps paragraphs apart; should it hold less than the plain result, that one is used.
                let text =
                    if marked.len() * 10 >= result.content_text.len() * 9 { marked } else { result.content_text };
                Extracted { text, meta }
            }
            Err(_) => Extracted { text: String::new(), meta },
        }
    })
    .unwrap_or_default()
}

/// The extracted text, unless it is so short that the page's own article field or all its text is the better guess.
fn longest_good(text: String, meta: &Meta, plain: &str) -> String {
    // The extractor joins the paragraphs of linked data; the page's own field keeps them apart.
    let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).count();
    let body = meta.body.trim();
    if body.contains('\n') && !text.contains('\n') && !markup::is_markup(body) && letters(body) == letters(&text) {
        return body.to_owned();
    }
    if text.len() >= LITTLE {
        return text;
    }
    if body.len() > text.len() {
        return if markup::is_markup(body) { markup::text_of(body) } else { body.to_owned() };
    }
    if text.is_empty() { plain.to_owned() } else { text }
}

/// The text without a headline at its head that repeats the title, which is kept apart.
fn without_headline(text: String, title: &str) -> String {
    let title = folded(title);
    let mut start = 0;
    for line in text.split_inclusive('\n').take(2) {
        let own = folded(line);
        // The title may carry the site's name behind the headline.
        if words(&own) >= 3
            && (own == title || title.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with(' ')))
        {
            let mut kept = text.get(..start).unwrap_or_default().to_owned();
            kept.push_str(text.get(start + line.len()..).unwrap_or_default());
            // A page that is nothing but its headline keeps it.
            return if kept.trim().is_empty() { text } else { kept };
        }
        start += line.len();
    }
    text
}

/// What a page says about itself.
#[derive(Default)]
struct Meta {
    title: String,
    outlet: String,
    url: String,
    bylines: Vec<String>,
    language: String,
    /// `articleBody` of linked data.
    body: String,
    /// Stated dates, the strongest first.
    dates: Vec<Written>,
    /// What the extractor's heuristics found.
    guessed_date: Option<Written>,
}

impl Meta {
    fn of(document: &Document) -> Self {
        let root = document.root();
        let mut meta = Self::default();
        let mut from_tags: Vec<(usize, Written)> = Vec::new();
        for script in document.scripts_with_type(&["application/ld+json"]) {
            meta.linked_data(&document.text_content(script));
        }
        for node in document.query_selector_all(root, "meta") {
            let attribute = |name: &str| document.get_attribute(node, name);
            let Some(content) = attribute("content").filter(|content| !content.trim().is_empty()) else { continue };
            let content = content.trim();
            let Some(name) = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"))
            else {
                continue;
            };
            let name = name.trim().to_ascii_lowercase();
            if let Some(rank) = DATE_TAGS.iter().position(|tag| *tag == name) {
                from_tags.extend(dates::parse(content).map(|date| (rank, date)));
            }
            let slot = match name.as_str() {
                "og:title" => &mut meta.title,
                "og:site_name" => &mut meta.outlet,
                "og:url" => &mut meta.url,
                _ => continue,
            };
            if slot.is_empty() {
                content.clone_into(slot);
            }
        }
        from_tags.sort_by_key(|(rank, _)| *rank);
        meta.dates.extend(from_tags.into_iter().map(|(_, date)| date));
        meta.time_elements(document);
        for node in document.query_selector_all(root, "link[rel=canonical]").into_iter().take(1) {
            if let Some(url) = document.get_attribute(node, "href").filter(|url| url.starts_with("http")) {
                meta.url = url;
            }
        }
        for node in document.query_selector_all(root, "html").into_iter().take(1) {
            let lang = document.get_attribute(node, "lang").unwrap_or_default();
            meta.language = lang.chars().take_while(char::is_ascii_alphabetic).take(3).collect();
        }
        if meta.title.is_empty() {
            for node in document.query_selector_all(root, "title").into_iter().take(1) {
                meta.title = document.text_content(node).split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        meta
    }

    /// `<time>` elements that are marked as the time of publication, then the first of any.
    fn time_elements(&mut self, document: &Document) {
        let mut first = None;
        for node in document.query_selector_all(document.root(), "time[datetime]").into_iter().take(20) {
            let Some(date) = document.get_attribute(node, "datetime").and_then(|value| dates::parse(&value)) else {
                continue;
            };
            let class = document.class_name(node).to_ascii_lowercase();
            let marked = document.get_attribute(node, "pubdate").is_some()
                || document
                    .get_attribute(node, "itemprop")
                    .is_some_and(|name| name.eq_ignore_ascii_case("datePublished"))
                || ["publish", "posted", "entry-date", "pubdate"].iter().any(|word| class.contains(word));
            if marked {
                self.dates.push(date);
            } else {
                first = first.or(Some(date));
            }
        }
        // An unmarked time may belong to a teaser: it counts only when nothing else is stated.
        if self.dates.is_empty() {
            self.dates.extend(first);
        }
    }

    /// schema.org objects in JSON-LD, at any depth of arrays and `@graph`.
    fn linked_data(&mut self, script: &str) {
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        match serde_json::from_str::<Value>(script) {
            Ok(value) => self.linked_object(&value, 0),
            // Many pages write line feeds into strings; the date can still be read.
            Err(_) => {
                let date = script.split("\"datePublished\"").nth(1).and_then(|rest| rest.split('"').nth(1));
                self.dates.extend(date.and_then(dates::parse));
            }
        }
    }

    fn linked_object(&mut self, value: &Value, depth: usize) {
        if depth > 6 {
            return;
        }
        if let Value::Array(list) = value {
            for entry in list.iter().take(64) {
                self.linked_object(entry, depth + 1);
            }
        }
        let Value::Object(object) = value else { return };
        for inner in ["@graph", "mainEntity"].iter().filter_map(|name| object.get(*name)) {
            self.linked_object(inner, depth + 1);
        }
        let kinds = match object.get("@type") {
            Some(Value::String(kind)) => kind.clone(),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            _ => return,
        };
        if !["Article", "BlogPosting", "Report", "Posting"].iter().any(|kind| kinds.contains(kind)) {
            return;
        }
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
        self.dates.extend(dates::parse(text("datePublished")).or_else(|| dates::parse(text("dateCreated"))));
        if self.title.is_empty() {
            self.title = markup::entities(text("headline")).into_owned();
        }
        if text("articleBody").len() > self.body.len() {
            text("articleBody").clone_into(&mut self.body);
        }
        if self.outlet.is_empty()
            && let Some(name) =
                object.get("publisher").and_then(|publisher| publisher.get("name")).and_then(Value::as_str)
        {
            name.clone_into(&mut self.outlet);
        }
        if self.bylines.is_empty()
            && let Some(author) = object.get("author")
        {
            self.bylines = super::json::names(author);
        }
    }

    /// What the extractor found fills what is still empty.
    fn fill(&mut self, title: &str, outlet: &str, url: &str, author: &str) {
        for (slot, value) in [(&mut self.title, title), (&mut self.outlet, outlet), (&mut self.url, url)] {
            if slot.is_empty() {
                value.trim().clone_into(slot);
            }
        }
        if self.bylines.is_empty() {
            self.bylines =
                author.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        }
    }

    /// The strongest stated date, at the finest precision that another statement of the same day gives; else the
    /// address's, else the extractor's guess.
    fn published(&self, url: &str) -> Published {
        if let Some(strongest) = self.dates.first() {
            let day = |date: &Written| date.at.as_second().div_euclid(86_400);
            let finer = self.dates.iter().find(|date| {
                strongest.precision == Precision::Day
                    && date.precision > Precision::Day
                    && (day(date) - day(strongest)).abs() <= 1
            });
            return finer.unwrap_or(strongest).known_by(Basis::Metadata);
        }
        let named = dates::in_name(url).filter(|date| date.precision >= Precision::Day);
        match (named, self.guessed_date) {
            (Some(date), _) => date.known_by(Basis::FileName),
            (None, Some(date)) => date.known_by(Basis::Metadata),
            (None, None) => Published::unknown(),
        }
    }
}

/// Names of `meta` tags that state the time of publication, the strongest first.
const DATE_TAGS: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "og:published_time",
    "rnews:datepublished",
    "article.published",
    "published-date",
    "published_date",
    "published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "cxenseparse:recs:publishtime",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "originalpublicationdate",
    "article_date_original",
    "displaydate",
    "citation_publication_date",
    "prism.publicationdate",
    "date",
    "datecreated",
];

/// The charset that a page states in its first bytes.
pub(crate) fn stated_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(4_096))?).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| head.find("encoding=\"").map(|at| at + 9))?;
    let rest = head.get(at..)?.trim_start_matches(['"', '\'', ' ']);
    let label: String = rest
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':'))
        .collect();
    (!label.is_empty()).then_some(label)
}
