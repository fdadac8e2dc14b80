//! Plain text and Markdown: the report's text is the file, character by character.

use super::json::Origin;
use crate::compose::{Fields, headline};
use crate::dates;
use headwater_model::{Basis, Published};

/// Plain text.
pub(crate) fn plain(origin: &Origin, text: String) -> Fields {
    let title = headline(&text).to_owned();
    Fields { name: origin.stem.clone(), path: origin.path.clone(), title, text, ..Fields::default() }
}

/// Markdown: the title is the first heading; a front matter between lines of "---" may give title, date, outlet,
/// author, url and language.
pub(crate) fn markdown(origin: &Origin, text: String) -> Fields {
    let mut fields = plain(origin, String::new());
    let heading = text.lines().find_map(|line| line.trim_start().strip_prefix("# "));
    heading.unwrap_or(headline(&text)).trim().clone_into(&mut fields.title);
    for (key, value) in front_matter(&text) {
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => fields.title = value,
            "date" | "published" | "datepublished" => {
                fields.published =
                    dates::parse(&value).map_or_else(Published::unknown, |date| date.known_by(Basis::Metadata));
            }
            "outlet" | "source" | "publisher" | "site" => fields.outlet = value,
            "author" | "authors" | "byline" => {
                fields.bylines = value.trim_matches(['[', ']']).split(',').map(|name| name.trim().to_owned()).collect()
            }
            "url" | "link" => fields.url = value,
            "lang" | "language" => fields.language = value,
            "id" => fields.name = value,
            _ => {}
        }
    }
    fields.text = text;
    fields
}

fn front_matter(text: &str) -> Vec<(&str, &str)> {
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Vec::new();
    }
    let inner: Vec<&str> = lines.by_ref().take(64).take_while(|line| line.trim_end() != "---").collect();
    inner.into_iter().filter_map(|line| line.split_once(':')).collect()
}
