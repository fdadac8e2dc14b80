//! Data files: JSON in, whole or line by line, and the records that more than one trainer reads.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A report as data files give it; what they leave out of outlet and title is empty.
#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) outlet: String,
    #[serde(default)]
    pub(crate) title: String,
    pub(crate) text: String,
}

/// A sentence with its names: as many BIO tags as tokens.
#[derive(Deserialize)]
pub(crate) struct TaggedSentence {
    pub(crate) tokens: Vec<String>,
    pub(crate) tags: Vec<String>,
}

/// The records of a file of JSON lines, one by one; blank lines hold none.
///
/// # Errors
/// When the file cannot be opened. A line that cannot be read, or is not of the form, gives an error in its place.
pub(crate) fn lines<T: DeserializeOwned>(path: &Path) -> Result<impl Iterator<Item = Result<T, String>>, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let read = move |(at, line): (usize, std::io::Result<String>)| {
        let failed = |error: &dyn Display| format!("{}:{}: {error}", path.display(), at + 1);
        match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(serde_json::from_str(&line).map_err(|error| failed(&error))),
            Err(error) => Some(Err(failed(&error))),
        }
    };
    Ok(BufReader::new(file).lines().enumerate().filter_map(read))
}

/// A whole JSON file.
///
/// # Errors
/// When the file cannot be read or is not of the form.
pub(crate) fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}
