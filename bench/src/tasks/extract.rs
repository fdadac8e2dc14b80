//! Task `extract`: article text out of web pages, scored as the public article-extraction benchmark does
//! (Scrapinghub/Zyte, `evaluate.py`): multisets of shingles of four words, normalised by page, averaged over pages.

use crate::Arguments;
use crate::records::{Problem, read_json, write_lines};
use crate::scores::{Metric, f1, share};
use headwater_ingest::{Item, Settings, read_each};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Words in a shingle.
const SHINGLE: usize = 4;

#[derive(Debug, Deserialize)]
struct Truth {
    #[serde(rename = "articleBody", default)]
    article_body: String,
    #[serde(default)]
    url: String,
}

#[derive(Debug, Serialize)]
struct Prediction<'p> {
    id: &'p str,
    #[serde(rename = "articleBody")]
    article_body: &'p str,
    url: &'p str,
    published: String,
}

/// Scores the task over folders that hold `ground-truth.json` and `html/ID.html.gz` (or `html/ID.html`).
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let mut pages: Vec<(PathBuf, String, Truth)> = Vec::new();
    for folder in &arguments.files {
        let truth: BTreeMap<String, Truth> = read_json(&folder.join("ground-truth.json"))?;
        pages.extend(truth.into_iter().map(|(id, truth)| (folder.clone(), id, truth)));
    }
    let start = Instant::now();
    let found: Vec<(String, String)> =
        pages.par_iter().map(|(folder, id, _)| extracted(folder, id)).collect::<Result<_, _>>()?;
    let seconds = start.elapsed().as_secs_f64();
    let scores: Vec<Match> =
        pages.iter().zip(&found).map(|((_, _, truth), (text, _))| Match::of(&truth.article_body, text)).collect();
    let predictions: Vec<Prediction<'_>> = pages
        .iter()
        .zip(&found)
        .map(|((_, id, truth), (text, published))| Prediction {
            id,
            article_body: text,
            url: &truth.url,
            published: published.clone(),
        })
        .collect();
    write_lines(arguments.predictions.as_ref(), &predictions)?;
    let precision = mean(scores.iter().filter_map(Match::precision));
    let recall = mean(scores.iter().filter_map(Match::recall));
    Ok(vec![
        Metric::new("precision", precision),
        Metric::new("recall", recall),
        Metric::new("f1", f1(precision, recall)),
        Metric::new("pages_per_second", if seconds > 0.0 { pages.len() as f64 / seconds } else { 0.0 }),
    ])
}

/// Text and published time of a page; a page that cannot be read is an error, for it would spoil the figures.
fn extracted(folder: &Path, id: &str) -> Result<(String, String), Problem> {
    let packed = folder.join("html").join(format!("{id}.html.gz"));
    let path = if packed.exists() { packed } else { folder.join("html").join(format!("{id}.html")) };
    let mut report = None;
    let mut reason = String::from("no report came of the page");
    read_each(std::slice::from_ref(&path), &Settings::default(), &mut |item| match item {
        Item::Report(read) => report = report.take().or(Some(read)),
        Item::Note(note) if note.code.is_loss() => reason = note.message,
        Item::Note(_) => {}
    });
    match report {
        Some(report) => {
            let published = report.published.at.map(|at| at.to_string()).unwrap_or_default();
            Ok((report.text, published))
        }
        None => Err(Problem::new(path.display(), reason)),
    }
}

/// How the shingles of one page agree: counts of those in both, only found, only in the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Match {
    both: usize,
    only_found: usize,
    only_gold: usize,
}

impl Match {
    fn of(gold: &str, found: &str) -> Self {
        let (gold, found) = (words(gold), words(found));
        let (gold, found) = (shingles(&gold), shingles(&found));
        let mut counts = Self::default();
        for (shingle, &in_gold) in &gold {
            let in_found = found.get(shingle).copied().unwrap_or(0);
            counts.both += in_gold.min(in_found);
            counts.only_gold += in_gold.saturating_sub(in_found);
            counts.only_found += in_found.saturating_sub(in_gold);
        }
        let strange = found.iter().filter(|(shingle, _)| !gold.contains_key(*shingle));
        counts.only_found += strange.map(|(_, count)| count).sum::<usize>();
        counts
    }

    /// Share of what was found that is right; `None`, and left out of the mean, when nothing was found.
    fn precision(&self) -> Option<f64> {
        let found = self.both + self.only_found;
        (found > 0).then(|| share(self.both, found))
    }

    /// Share of the gold that was found; `None`, and left out of the mean, when the gold is empty.
    fn recall(&self) -> Option<f64> {
        let gold = self.both + self.only_gold;
        (gold > 0).then(|| share(self.both, gold))
    }
}

/// Runs of letters, digits and underscores, as `\w+` finds them.
fn words(text: &str) -> Vec<&str> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Each shingle with how often it occurs; a text of fewer than four words is one shingle.
fn shingles<'w>(words: &'w [&'w str]) -> BTreeMap<&'w [&'w str], usize> {
    let mut counts = BTreeMap::new();
    if words.is_empty() {
        return counts;
    }
    for shingle in words.windows(SHINGLE.min(words.len())) {
        *counts.entry(shingle).or_insert(0) += 1;
    }
    counts
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_by_hand() {
        // Gold: abcd bcde; found: abcd bcda cdab dabc abcd bcdf.
        let counts = Match::of("a b c d e", "a b, c d. a b c d f");
        assert_eq!(counts, Match { both: 1, only_found: 5, only_gold: 1 });
        let counts = Match::of("a b c d e", "A b c d e");
        assert_eq!(counts, Match { both: 1, only_found: 1, only_gold: 1 });
        assert_eq!(counts.precision(), Some(0.5));
    }

    #[test]
    fn repetitions_count() {
        let counts = Match::of("a b c d a b c d", "a b c d");
        assert_eq!(counts, Match { both: 1, only_found: 0, only_gold: 4 });
    }

    #[test]
    fn short_and_empty_texts() {
        assert_eq!(Match::of("a b", "a b"), Match { both: 1, only_found: 0, only_gold: 0 });
        let nothing = Match::of("a b c d", "");
        assert_eq!((nothing.precision(), nothing.recall()), (None, Some(0.0)));
        let both = Match::of("", "");
        assert_eq!((both.precision(), both.recall()), (None, None));
    }
}
