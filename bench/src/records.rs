//! Data files: JSON lines in, predictions out, and reports made of records.

use headwater_ingest::{Fields, compose};
use headwater_model::{Basis, Precision, Published, Report};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why a task could not be scored: the file, the place and the reason.
#[derive(Debug)]
pub(crate) struct Problem(String);

impl Problem {
    pub(crate) fn new(place: impl Display, reason: impl Display) -> Self {
        Self(format!("{place}: {reason}"))
    }
}

impl Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// All records of a file of JSON lines.
pub(crate) fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Problem> {
    let mut records = Vec::new();
    each_batch(path, usize::MAX, &mut |batch| records = batch)?;
    Ok(records)
}

/// Hands over the records of a file of JSON lines, so many at a time.
pub(crate) fn each_batch<T: DeserializeOwned>(
    path: &Path,
    size: usize,
    found: &mut dyn FnMut(Vec<T>),
) -> Result<(), Problem> {
    let file = File::open(path).map_err(|error| Problem::new(path.display(), error))?;
    let mut batch = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}:{}", path.display(), number + 1);
        let line = line.map_err(|error| Problem::new(place(), error))?;
        if !line.trim().is_empty() {
            batch.push(serde_json::from_str(&line).map_err(|error| Problem::new(place(), error))?);
        }
        if batch.len() >= size {
            found(std::mem::take(&mut batch));
        }
    }
    if !batch.is_empty() {
        found(batch);
    }
    Ok(())
}

/// A whole JSON file.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, Problem> {
    let bytes = std::fs::read(path).map_err(|error| Problem::new(path.display(), error))?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::new(path.display(), error))
}

/// Writes predictions as JSON lines when a path is given.
pub(crate) fn write_lines<T: Serialize>(path: Option<&PathBuf>, records: &[T]) -> Result<(), Problem> {
    let Some(path) = path else { return Ok(()) };
    let failed = |error: &dyn Display| Problem::new(path.display(), error);
    let mut file = BufWriter::new(File::create(path).map_err(|error| failed(&error))?);
    for record in records {
        let line = serde_json::to_string(record).map_err(|error| failed(&error))?;
        writeln!(file, "{line}").map_err(|error| failed(&error))?;
    }
    file.flush().map_err(|error| failed(&error))
}

/// A report as data files give it. What they leave out or give as null is empty.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub(crate) outlet: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub(crate) title: String,
    /// A day, or an instant with an offset.
    #[serde(default, deserialize_with = "or_empty")]
    pub(crate) published: String,
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "String::is_empty")]
    pub(crate) url: String,
    pub(crate) text: String,
}

impl Record {
    /// A record of nothing but an id and a text.
    pub(crate) fn of_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The report that it would be ingested as.
    pub(crate) fn report(&self) -> Report {
        compose(Fields {
            name: self.id.clone(),
            outlet: self.outlet.clone(),
            title: self.title.clone(),
            published: date(&self.published),
            url: self.url.clone(),
            text: self.text.clone(),
            ..Fields::default()
        })
        .value
    }
}

fn or_empty<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(field)?.unwrap_or_default())
}

/// A published time as data files give it: a day, or an instant with an offset.
pub(crate) fn date(published: &str) -> Published {
    let metadata = |at, precision| Published { at, precision, basis: Basis::Metadata, offset: None };
    if let Ok(instant) = published.parse::<Timestamp>() {
        return metadata(Some(instant), Precision::Second);
    }
    let day = published.get(..10).and_then(|day| day.parse::<Date>().ok());
    match day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok()) {
        Some(start) => metadata(Some(start.timestamp()), Precision::Day),
        None => Published::unknown(),
    }
}
