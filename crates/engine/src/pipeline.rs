//! The pipeline, from reports to what is claimed in each story.

use crate::Config;
use headwater_annotate::{Annotator, Language, Reader};
use headwater_atlas::Outlets;
use headwater_model::{Annotated, Claims, CopyTree, Note, NoteCode, Noted, Reading, Report, Story, Words};
use headwater_stories::Grouping;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::borrow::Cow;

/// Runs the stages. One engine serves any number of collections.
#[derive(Debug, Default)]
pub struct Engine {
    pub(crate) annotator: Annotator,
    pub(crate) outlets: Outlets,
    pub(crate) config: Config,
}

/// How far a run has come, for whoever shows it to a person or measures it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many reports are about to be split into sentences and words.
    Reading(usize),
    /// One of them is done.
    Read,
    /// Reports are about to be put into stories.
    Grouping,
    /// So many stories are about to be worked on, several side by side.
    Corroborating(usize),
    /// A thread takes up a story: its reports are about to be annotated.
    Began,
    /// The same thread is about to trace who copied whom.
    Annotated,
    /// The same thread is about to corroborate.
    Traced,
    /// The same thread is done with the story.
    Corroborated,
}

/// Everything found in one collection.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What was odd in the input.
    pub notes: Vec<Note>,
    /// The reports in their fixed order: by published time, then outlet, title, name and text.
    pub reports: Vec<Report>,
    /// The stories, the largest first.
    pub stories: Vec<StoryAnalysis>,
}

/// Everything found in one story.
#[derive(Debug)]
pub struct StoryAnalysis {
    /// Its reports, as positions in [`Analysis::reports`].
    pub story: Story,
    /// Who copied whom; reports are counted within the story.
    pub tree: CopyTree,
    /// Who says what; reports are counted within the story.
    pub claims: Claims,
    /// Layers of its reports, counted within the story: all of them in a collection of up to
    /// [`Config::keep_layers`] reports, else only what a dossier shows.
    pub annotated: Vec<Annotated>,
    /// What was odd on the way.
    pub notes: Vec<Note>,
}

/// Reports of a story that one thread annotates at least, before others help.
const ANNOTATED_TOGETHER: usize = 16;

impl Engine {
    /// An engine with these settings and this table of outlets.
    #[must_use]
    pub fn new(config: Config, outlets: Outlets) -> Self {
        Self { annotator: Annotator::with(config.language), outlets, config }
    }

    /// The whole way from reports to claims. The result does not depend on the order of `reports` nor on the number
    /// of threads.
    #[must_use]
    pub fn analyse(&self, reports: Noted<Vec<Report>>) -> Analysis {
        self.analyse_with(reports, &|_| {})
    }

    /// [`Self::analyse`], telling `progress` of every step; it is called from several threads.
    ///
    /// Memory: grouping reads words alone and keeps some kilobytes a report; layers are made story by story, as many
    /// stories at a time as there are threads, and of a large collection only what a dossier shows outlives its story.
    #[must_use]
    pub fn analyse_with(&self, reports: Noted<Vec<Report>>, progress: &(dyn Fn(Step) + Sync)) -> Analysis {
        let Noted { value: reports, mut notes } = self.ordered(reports);
        let stories = self.stories(&reports, progress);
        let stories: Vec<StoryAnalysis> =
            stories.into_par_iter().map(|story| self.story(story, &reports, progress)).collect();
        notes.extend(stories.iter().flat_map(|story| story.notes.iter().cloned()));
        Analysis { notes, reports, stories }
    }

    /// The same for a caller who keeps nothing of a story, or little: hands each to `found` as soon as it is done, with
    /// the reports that it names and its place among [`Analysis::stories`]; from several threads, in no order.
    pub fn analyse_each(
        &self,
        reports: Noted<Vec<Report>>,
        progress: &(dyn Fn(Step) + Sync),
        found: &(dyn Fn(usize, StoryAnalysis, &[Report]) + Sync),
    ) {
        let reports = self.ordered(reports).value;
        let stories = self.stories(&reports, progress).into_par_iter().enumerate();
        stories.for_each(|(at, story)| found(at, self.story(story, &reports, progress), &reports));
    }

    /// The reports that are wanted, in their fixed order.
    fn ordered(&self, reports: Noted<Vec<Report>>) -> Noted<Vec<Report>> {
        let Noted { value: mut reports, notes } = reports;
        reports.retain(|report| self.in_time(report));
        reports.sort_by(fixed_order);
        Noted { value: reports, notes }
    }

    fn stories(&self, reports: &[Report], progress: &(dyn Fn(Step) + Sync)) -> Vec<Story> {
        progress(Step::Reading(reports.len()));
        let words = |at: usize| {
            progress(Step::Read);
            self.annotator.split_only(&reports[at])
        };
        let references: Vec<&Report> = reports.iter().collect();
        let grouping = Grouping::read(&references, words, &self.config.stories);
        progress(Step::Grouping);
        let mut stories = grouping.stories();
        stories.retain(|story| story.reports.len() >= self.config.least_reports);
        largest_first(&mut stories);
        progress(Step::Corroborating(stories.len()));
        stories
    }

    fn story(&self, story: Story, reports: &[Report], progress: &(dyn Fn(Step) + Sync)) -> StoryAnalysis {
        progress(Step::Began);
        let mut annotated = self.annotated(&story, reports);
        let readings = readings(&story, reports, &annotated);
        let notes = readings.iter().filter_map(|reading| self.read_fast(reading)).collect();
        progress(Step::Annotated);
        let tree = headwater_lineage::trace(&readings, &self.config.lineage);
        progress(Step::Traced);
        let claims = headwater_claims::corroborate(&readings, &tree, &self.outlets, &self.config.claims);
        if reports.len() > self.config.keep_layers {
            annotated = annotated.into_iter().map(shown).collect();
        }
        progress(Step::Corroborated);
        StoryAnalysis { story, tree, claims, annotated, notes }
    }

    /// A note on a report that was to be read in full and was not: the machine had no memory or no thread for it.
    fn read_fast(&self, reading: &Reading<'_>) -> Option<Note> {
        let Reading { report, annotated } = reading;
        let asked = self.config.language == Language::Full && !annotated.words.sentences.is_empty();
        (asked && annotated.vectors.is_empty()).then(|| Note {
            code: NoteCode::ReadFast,
            place: if report.path.is_empty() { report.name.clone() } else { report.path.clone() },
            message: format!("the machine had no memory to read \"{}\" in full, so it was read fast", report.name),
            span: None,
            hint: "free some memory, or choose fewer threads, and run again".to_owned(),
        })
    }

    /// All layers of a story's reports. A report without a date speaks from the earliest date of its story.
    fn annotated<'a>(&self, story: &Story, reports: &'a [Report]) -> Vec<Annotated> {
        let first = story.reports.iter().filter_map(|&at| reports[at].published.at).min();
        let day = first.map(|first| first.to_zoned(TimeZone::UTC).date());
        let annotate = |reader: &mut Reader<'a>, &at: &usize| {
            let report = &reports[at];
            reader.read(report, day.filter(|_| report.published.at.is_none()))
        };
        let some = story.reports.par_iter().with_min_len(ANNOTATED_TOGETHER);
        some.map_init(|| self.annotator.reader(), annotate).collect()
    }

    /// All layers of a story's reports, read again when the analysis did not keep them.
    pub(crate) fn layers<'a>(&self, story: &'a StoryAnalysis, analysis: &Analysis) -> Cow<'a, [Annotated]> {
        if analysis.reports.len() > self.config.keep_layers {
            Cow::Owned(self.annotated(&story.story, &analysis.reports))
        } else {
            Cow::Borrowed(&story.annotated)
        }
    }

    fn in_time(&self, report: &Report) -> bool {
        let Some(at) = report.published.at else { return true };
        self.config.since.is_none_or(|since| at >= since) && self.config.until.is_none_or(|until| at < until)
    }
}

/// The reports of one story with their layers, in the order in which its tree and claims count them.
pub(crate) fn readings<'a>(story: &Story, reports: &'a [Report], annotated: &'a [Annotated]) -> Vec<Reading<'a>> {
    let both = story.reports.iter().zip(annotated);
    both.map(|(&at, annotated)| Reading { report: &reports[at], annotated }).collect()
}

/// What a dossier shows of a report's layers: times, places, quantities, and the opening sentence for a title.
fn shown(annotated: Annotated) -> Annotated {
    let Annotated { words, mut times, mut places, mut quantities, .. } = annotated;
    let opening = words.sentences.into_iter().find(|sentence| !sentence.furniture);
    times.shrink_to_fit();
    places.shrink_to_fit();
    quantities.shrink_to_fit();
    let words = Words { sentences: opening.into_iter().collect(), tokens: Vec::new() };
    Annotated { words, times, places, quantities, ..Annotated::default() }
}

fn fixed_order(a: &Report, b: &Report) -> std::cmp::Ordering {
    // Dated reports first; then by everything that tells two reports apart.
    (a.published.at.is_none(), a.published.at)
        .cmp(&(b.published.at.is_none(), b.published.at))
        .then_with(|| a.outlet.cmp(&b.outlet))
        .then_with(|| a.title.cmp(&b.title))
        .then_with(|| a.name.cmp(&b.name))
        .then_with(|| a.sha256.cmp(&b.sha256))
        .then_with(|| a.url.cmp(&b.url))
        .then_with(|| a.path.cmp(&b.path))
}

fn largest_first(stories: &mut [Story]) {
    stories.sort_by(|a, b| b.reports.len().cmp(&a.reports.len()).then_with(|| a.reports.cmp(&b.reports)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_read_fast_against_the_wish_is_told() {
        let full = Engine::new(Config { language: Language::Full, ..Config::default() }, Outlets::default());
        let report = Report { name: "wire".to_owned(), ..Report::of_text("It rained.") };
        let unread = Annotator::new().annotate(&report);
        let told = |engine: &Engine, annotated: &Annotated| engine.read_fast(&Reading { report: &report, annotated });
        let note = told(&full, &unread).unwrap();
        assert_eq!((note.code, note.place.as_str()), (NoteCode::ReadFast, "wire"));
        assert_eq!(told(&Engine::default(), &unread), None);
        assert_eq!(told(&full, &full.annotator.annotate(&report)), None);
        assert_eq!(told(&full, &Annotated::default()), None);
    }
}
