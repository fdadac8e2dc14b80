//! Makes `data/background_frequencies.bin`: how often terms occur in news at large, for collections too small to tell.

use crate::records::lines;
use headwater_annotate::split;
use headwater_ingest::{Fields, compose};
use headwater_model::{Annotated, Reading};
use headwater_stories::{Settings, background_bytes, terms};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Texts of a source that must hold a term for it to be kept: a name of one event stays out.
const LEAST_TEXTS: u32 = 4;

#[derive(Deserialize)]
struct Record {
    text: String,
}

/// Reads files of JSON lines with a `text` each and writes the table. Every file counts alike, however long: a term's
/// rate is the mean over the files of the share of texts that hold it.
pub(crate) fn make(files: &[PathBuf], out: &Path) -> Result<(), String> {
    let mut rates: BTreeMap<u32, f64> = BTreeMap::new();
    for file in files {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut texts = 0_u32;
        for record in lines::<Record>(file)? {
            let report = compose(Fields { text: record?.text, ..Fields::default() }).value;
            let annotated = Annotated { words: split(&report), ..Annotated::default() };
            for term in terms(&Reading { report: &report, annotated: &annotated }, &Settings::default()) {
                *counts.entry(term).or_default() += 1;
            }
            texts += 1;
        }
        for (term, count) in counts.into_iter().filter(|(_, count)| *count >= LEAST_TEXTS) {
            *rates.entry(term).or_default() += f64::from(count) / f64::from(texts.max(1)) / files.len() as f64;
        }
    }
    std::fs::write(out, background_bytes(&rates)).map_err(|error| format!("{}: {error}", out.display()))
}
