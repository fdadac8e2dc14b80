//! ninjs 1 to 3, the JSON news item of the IPTC (https://iptc.org/standards/ninjs/).

use super::json::Origin;
use crate::compose::Fields;
use crate::{dates, markup};
use headwater_model::{Basis, Published};
use serde_json::{Map, Value};

/// Whether an object is a news item: it has bodies as version 2 and 3 write them, or a version 1 body with an address
/// and one of the version times.
pub(crate) fn is_item(object: &Map<String, Value>) -> bool {
    let body = |value: &Value| value.get("value").is_some_and(Value::is_string);
    let bodies = object.get("bodies").and_then(Value::as_array).is_some_and(|bodies| bodies.iter().any(body));
    let first =
        ["body_html", "body_xhtml", "body_text"].iter().any(|name| object.get(*name).is_some_and(Value::is_string));
    let times = ["versioncreated", "versionCreated", "firstcreated", "firstCreated"]
        .iter()
        .any(|name| object.contains_key(*name));
    bodies || (first && times && object.contains_key("uri"))
}

/// The fields of a news item, and what is wrong with some of them.
pub(crate) fn fields(
    origin: &Origin,
    object: &Map<String, Value>,
    stem: String,
) -> Result<(Fields, Vec<String>), String> {
    let string = |names: &[&str]| {
        names.iter().find_map(|name| object.get(*name).and_then(Value::as_str)).unwrap_or_default().to_owned()
    };
    // Version 2 lists values with roles; the main one has the role "main" or stands first.
    let valued = |name: &str| -> Option<&Value> {
        let list = object.get(name)?.as_array()?;
        let main = |entry: &&Value| entry.get("role").and_then(Value::as_str).is_some_and(|role| role.contains("main"));
        list.iter().find(main).or_else(|| list.first())
    };
    let value = |name: &str| {
        valued(name).and_then(|entry| entry.get("value")).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut text = value("bodies");
    if text.trim().is_empty() {
        text = string(&["body_text", "body_html", "body_xhtml"]);
    }
    if text.trim().is_empty() {
        return Err("the news item has no body".to_owned());
    }
    if markup::is_markup(&text) {
        text = markup::text_of(&text);
    }
    let headline = string(&["headline"]);
    let title = if headline.is_empty() { value("headlines") } else { headline };
    let byline = string(&["byline"]);
    let bylines = if byline.is_empty() {
        let list = object.get("bylines").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .filter_map(|entry| entry.get("value").or(entry.get("name")).and_then(Value::as_str))
            .map(str::to_owned)
            .collect()
    } else {
        vec![byline]
    };
    let provider = ["infosources", "organisations"]
        .iter()
        .find_map(|name| object.get(*name)?.as_array()?.first()?.get("name")?.as_str());
    let outlet = match string(&["copyrightholder", "copyrightHolder", "source"]) {
        holder if holder.is_empty() => provider.unwrap_or_default().to_owned(),
        holder => holder,
    };
    let uri = string(&["uri"]);
    let times = ["firstcreated", "firstCreated", "versioncreated", "versionCreated"];
    let written = times.iter().find_map(|name| object.get(*name).and_then(Value::as_str));
    let date = written.and_then(dates::parse);
    let mut problems = Vec::new();
    if let (Some(written), None) = (written, date) {
        problems.push(format!("the time \"{}\" could not be read", written.chars().take(40).collect::<String>()));
    }
    let fields = Fields {
        name: if uri.is_empty() { stem } else { uri.clone() },
        path: origin.path.clone(),
        url: if uri.starts_with("http") { uri } else { string(&["url", "link"]) },
        outlet,
        title,
        bylines,
        published: date.map_or_else(Published::unknown, |date| date.known_by(Basis::Feed)),
        language: string(&["language"]),
        text,
        ..Fields::default()
    };
    Ok((fields, problems))
}
