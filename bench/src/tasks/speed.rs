//! Task `speed`: seconds of each stage, reports a second over the whole chain, and the most memory held.

use crate::Arguments;
use crate::records::{Problem, date, read_lines, report};
use crate::scores::Metric;
use crate::tasks::grouping::GroupingRecord;
use headwater_annotate::Annotator;
use headwater_atlas::Outlets;
use headwater_model::{Annotated, Reading, Report};
use headwater_stories::Stream;
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use std::time::Instant;

/// Days by which each reading over of the file is later than the one before.
const SHIFT: i64 = 400;
/// What names end in when the file is read over, so that each reading over tells of other events.
const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];

/// Measures the stages one after the other, as the engine runs them. `--repeat K` reads the file over K times with
/// changed ids, later dates and other names, so that stories do not grow with K but their number does.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let mut records: Vec<GroupingRecord> = Vec::new();
    for file in &arguments.files {
        records.extend(read_lines(file)?);
    }
    let mut clock = Clock { last: Instant::now(), metrics: Vec::new() };
    let reports: Vec<Report> = (0..arguments.repeat.max(1))
        .flat_map(|round| records.iter().map(move |record| (round, record)))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(round, record)| changed(record, round))
        .collect();
    drop(records);
    clock.stage("seconds_compose");
    let annotator = Annotator::new();
    let annotated: Vec<Annotated> = reports.par_iter().map(|report| annotator.annotate(report)).collect();
    clock.stage("seconds_annotate");
    let readings: Vec<Reading<'_>> =
        reports.iter().zip(&annotated).map(|(report, annotated)| Reading { report, annotated }).collect();
    let stories = headwater_stories::group(&readings, &headwater_stories::Settings::default());
    clock.stage("seconds_group");
    let members: Vec<Vec<Reading<'_>>> =
        stories.iter().map(|story| story.reports.iter().map(|&at| readings[at]).collect()).collect();
    let trees: Vec<_> = members
        .par_iter()
        .map(|readings| headwater_lineage::trace(readings, &headwater_lineage::Settings::default()))
        .collect();
    clock.stage("seconds_trace");
    let outlets = Outlets::default();
    let claims = members
        .par_iter()
        .zip(&trees)
        .map(|(readings, tree)| {
            headwater_claims::corroborate(readings, tree, &outlets, &headwater_claims::Settings::default())
        })
        .map(|claims| claims.claims.len())
        .sum::<usize>();
    clock.stage("seconds_corroborate");
    let whole: f64 = clock.metrics.iter().map(|metric| metric.value).sum();
    let (stage, memory) = (clock.metrics[2].value, peak_memory());
    clock.stage("");
    let mut stream = Stream::new(headwater_stories::Settings::default());
    for (at, reading) in readings.iter().enumerate() {
        stream.add(reading, at);
    }
    clock.stage("seconds_group_as_stream");
    let rate = |seconds: f64| reports.len() as f64 / seconds.max(1e-9);
    let mut metrics = vec![Metric::new("reports_per_second", rate(whole))];
    metrics.extend(clock.metrics.into_iter().filter(|metric| !metric.name.is_empty()));
    metrics.push(Metric::new("group_reports_per_second", rate(stage)));
    metrics.push(Metric::new("reports", reports.len() as f64));
    metrics.push(Metric::new("stories", stories.len() as f64));
    metrics.push(Metric::new("claims", claims as f64));
    metrics.push(Metric::new("peak_rss_mb", memory));
    Ok(metrics)
}

/// Seconds since the stage before.
struct Clock {
    last: Instant,
    metrics: Vec<Metric>,
}

impl Clock {
    fn stage(&mut self, name: &str) {
        self.metrics.push(Metric::new(name, self.last.elapsed().as_secs_f64()));
        self.last = Instant::now();
    }
}

/// The report of a record in one reading over of the file.
fn changed(record: &GroupingRecord, round: usize) -> Report {
    if round == 0 {
        return report(&record.id, &record.outlet, &record.title, &record.published, &record.text);
    }
    let days = i64::try_from(round).unwrap_or(i64::MAX / SHIFT).saturating_mul(SHIFT);
    let later = |at: Timestamp| at.checked_add(SignedDuration::from_hours(days.saturating_mul(24))).ok();
    let published = date(&record.published).at.and_then(later).map(|at| at.to_string()).unwrap_or_default();
    let (title, text) = (renamed(&record.title, round), renamed(&record.text, round));
    report(&format!("{}-{round}", record.id), &record.outlet, &title, &published, &text)
}

/// The text with a syllable of the round after every name: a word with a capital inside a sentence.
fn renamed(text: &str, round: usize) -> String {
    let ending = format!("{}{}", SYLLABLES[round % 10], SYLLABLES[round / 10 % 10]);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for word in text.split_inclusive(' ') {
        let letters = word.trim_end_matches(|character: char| !character.is_alphabetic());
        let inside = out.trim_end().ends_with(|character: char| character.is_alphanumeric() || character == ',');
        if inside && letters.starts_with(char::is_uppercase) && letters.len() > 3 {
            out.push_str(letters);
            out.push_str(&ending);
            out.push_str(&word[letters.len()..]);
        } else {
            out.push_str(word);
        }
    }
    out
}

/// Most memory the process ever held, in megabytes; 0 where the system does not say (outside Linux).
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn names_inside_sentences_change() {
        assert_eq!(
            renamed("The mayor Anna Holm, of York, left.", 1),
            "The mayor Annadeba Holmdeba, of Yorkdeba, left."
        );
        assert_eq!(renamed("", 3), "");
    }
}
