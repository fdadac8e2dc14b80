//! Task `speed`: seconds of each stage, reports a second over the whole chain, and the most memory held.

use crate::Arguments;
use crate::records::{Problem, Record, date, each_batch};
use crate::scores::Metric;
use headwater_atlas::Outlets;
use headwater_engine::{Config, Engine, Step};
use headwater_model::{Noted, Report};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Records read before they are made into reports: a large file is never held twice.
const BATCH: usize = 4_096;
/// Days by which each reading over of the file is later than the one before.
const SHIFT: i64 = 400;
/// What names end in when the file is read over, so that each reading over tells of other events.
const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];

/// Measures one run of the engine that keeps nothing of its stories. `--repeat K` reads the file over K times with changed ids, later dates and other
/// names, so that stories do not grow with K but their number does. Stages that run side by side, story by story, share
/// the wall time they take together by the seconds that threads spent in each.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let (begin, processor) = (Instant::now(), processor_seconds());
    let mut reports: Vec<Report> = Vec::new();
    for round in 0..arguments.repeat.max(1) {
        for file in &arguments.files {
            each_batch(file, BATCH, &mut |records: Vec<Record>| {
                reports.par_extend(records.par_iter().map(|record| changed(record, round)));
            })?;
        }
    }
    let language = arguments.language.unwrap_or_default();
    let config = Config { language, least_reports: arguments.least_reports, ..Config::default() };
    let engine = Engine::new(config, Outlets::embedded());
    let clock = Clock::default();
    clock.stage("seconds_compose", begin);
    let (stories, claims, count) = (AtomicU64::new(0), AtomicU64::new(0), reports.len());
    engine.analyse_each(Noted::plain(reports), &|step| clock.step(step), &|_, story, _| {
        stories.fetch_add(1, Ordering::Relaxed);
        claims.fetch_add(story.claims.claims.len() as u64, Ordering::Relaxed);
    });
    let whole = begin.elapsed().as_secs_f64();
    let (processor, memory) = (processor_seconds() - processor, peak_memory());
    let rate = |seconds: f64| count as f64 / seconds.max(1e-9);
    let mut metrics = vec![Metric::new("reports_per_second", rate(whole))];
    metrics.extend(clock.seconds());
    let grouping: f64 = metrics.iter().filter(|metric| metric.name == "seconds_group").map(|metric| metric.value).sum();
    metrics.push(Metric::new("seconds", whole));
    metrics.push(Metric::new("processor_seconds", processor));
    metrics.push(Metric::new("group_reports_per_second", rate(grouping)));
    metrics.push(Metric::new("threads", rayon::current_num_threads() as f64));
    metrics.push(Metric::new("reports", count as f64));
    metrics.push(Metric::new("stories", stories.into_inner() as f64));
    metrics.push(Metric::new("claims", claims.into_inner() as f64));
    metrics.push(Metric::new("peak_rss_mb", memory));
    Ok(metrics)
}

thread_local! {
    /// When this thread's last step began.
    static LAST: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// When the stages of a run begin, and how long threads work in those that run side by side.
#[derive(Default)]
struct Clock {
    /// Stages that run one after the other, each with its begin.
    stages: Mutex<Vec<(&'static str, Instant)>>,
    /// Nanoseconds of work, summed over threads, in [`SIDE_BY_SIDE`].
    work: [AtomicU64; 3],
}

/// What is done to a story.
const SIDE_BY_SIDE: [&str; 3] = ["seconds_annotate", "seconds_trace", "seconds_corroborate"];

impl Clock {
    fn step(&self, step: Step) {
        match step {
            Step::Reading(_) => self.stage("seconds_split", Instant::now()),
            Step::Grouping => self.stage("seconds_group", Instant::now()),
            Step::Corroborating(_) => self.stage("", Instant::now()),
            Step::Read => {}
            Step::Began => LAST.set(Some(Instant::now())),
            Step::Annotated => self.worked(0),
            Step::Traced => self.worked(1),
            Step::Corroborated => self.worked(2),
        }
    }

    fn stage(&self, name: &'static str, begin: Instant) {
        if let Ok(mut stages) = self.stages.lock() {
            stages.push((name, begin));
        }
    }

    fn worked(&self, stage: usize) {
        let now = Instant::now();
        let worked = LAST.replace(Some(now)).map_or(0, |last| now.duration_since(last).as_nanos());
        self.work[stage].fetch_add(u64::try_from(worked).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn seconds(self) -> Vec<Metric> {
        let mut begins = self.stages.into_inner().unwrap_or_default();
        begins.push(("", Instant::now()));
        let mut metrics = Vec::new();
        let work = self.work.map(|nanoseconds| nanoseconds.into_inner() as f64);
        for pair in begins.windows(2) {
            let ((name, begin), (_, end)) = (pair[0], pair[1]);
            let seconds = end.duration_since(begin).as_secs_f64();
            if name.is_empty() {
                let all: f64 = work.iter().sum::<f64>().max(1.0);
                metrics
                    .extend(SIDE_BY_SIDE.iter().zip(work).map(|(name, work)| Metric::new(name, seconds * work / all)));
            } else {
                metrics.push(Metric::new(name, seconds));
            }
        }
        metrics
    }
}

/// The report of a record in one reading over of the file.
fn changed(record: &Record, round: usize) -> Report {
    if round == 0 {
        return record.report();
    }
    let days = i64::try_from(round).unwrap_or(i64::MAX / SHIFT).saturating_mul(SHIFT);
    let later = |at: Timestamp| at.checked_add(SignedDuration::from_hours(days.saturating_mul(24))).ok();
    let published = date(&record.published).at.and_then(later).map(|at| at.to_string()).unwrap_or_default();
    let changed = Record {
        id: format!("{}-{round}", record.id),
        outlet: record.outlet.clone(),
        title: renamed(&record.title, round),
        published,
        url: record.url.clone(),
        text: renamed(&record.text, round),
    };
    changed.report()
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

/// Seconds that all threads of the process were running, so far: unlike the wall time hardly a matter of what else the
/// machine does; 0 where the system does not say (outside Linux).
fn processor_seconds() -> f64 {
    const TICKS: f64 = 100.0;
    let line = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // User and system time are the 12th and 13th field after the program's name, which ends in a parenthesis.
    let fields = line.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
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
