//! The pipeline, from reports to what is claimed in each story.

use crate::Config;
use headwater_annotate::Annotator;
use headwater_atlas::Outlets;
use headwater_model::{Annotated, Claims, CopyTree, Note, Noted, Reading, Report, Story};
use jiff::tz::TimeZone;
use rayon::prelude::*;

/// Runs the stages. One engine serves any number of collections.
#[derive(Debug, Default)]
pub struct Engine {
    pub(crate) annotator: Annotator,
    pub(crate) outlets: Outlets,
    pub(crate) config: Config,
}

/// How far a run has come, for whoever shows it to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many reports are about to be read for sentences, names, quotations, times and places.
    Annotating(usize),
    /// One of them is done.
    Annotated,
    /// Reports are about to be put into stories.
    Grouping,
    /// So many stories are about to be traced and corroborated.
    Corroborating(usize),
    /// One of them is done.
    Corroborated,
}

/// Everything found in one collection.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What was odd in the input.
    pub notes: Vec<Note>,
    /// The reports in their fixed order: by published time, then outlet, title, name and text.
    pub reports: Vec<Report>,
    /// Their layers, one a report.
    pub annotated: Vec<Annotated>,
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
}

impl Analysis {
    /// The reports of one story with their layers, in the order in which its tree and claims count them.
    #[must_use]
    pub fn readings(&self, story: &Story) -> Vec<Reading<'_>> {
        story.reports.iter().map(|&at| Reading { report: &self.reports[at], annotated: &self.annotated[at] }).collect()
    }
}

impl Engine {
    /// An engine with these settings and this table of outlets.
    #[must_use]
    pub fn new(config: Config, outlets: Outlets) -> Self {
        Self { annotator: Annotator::new(), outlets, config }
    }

    /// The whole way from reports to claims. The result does not depend on the order of `reports` nor on the number
    /// of threads.
    #[must_use]
    pub fn analyse(&self, reports: Noted<Vec<Report>>) -> Analysis {
        self.analyse_with(reports, &|_| {})
    }

    /// [`Self::analyse`], telling `progress` of every step; it is called from several threads.
    #[must_use]
    pub fn analyse_with(&self, reports: Noted<Vec<Report>>, progress: &(dyn Fn(Step) + Sync)) -> Analysis {
        let Noted { value: mut reports, notes } = reports;
        reports.retain(|report| self.in_time(report));
        reports.sort_by(fixed_order);
        let mut annotated: Vec<Annotated> = reports.par_iter().map(|report| self.annotator.annotate(report)).collect();
        let mut stories = headwater_stories::group(&readings(&reports, &annotated), &self.config.stories);
        largest_first(&mut stories);
        self.date_the_undated(&reports, &mut annotated, &stories);
        progress(Step::Corroborating(stories.len()));
        let stories = stories
            .into_par_iter()
            .map(|story| {
                let readings: Vec<Reading<'_>> = story
                    .reports
                    .iter()
                    .map(|&at| Reading { report: &reports[at], annotated: &annotated[at] })
                    .collect();
                let tree = headwater_lineage::trace(&readings, &self.config.lineage);
                let claims = headwater_claims::corroborate(&readings, &tree, &self.outlets, &self.config.claims);
                progress(Step::Corroborated);
                StoryAnalysis { story, tree, claims }
            })
            .collect();
        Analysis { notes, reports, annotated, stories }
    }

    fn in_time(&self, report: &Report) -> bool {
        let Some(at) = report.published.at else { return true };
        self.config.since.is_none_or(|since| at >= since) && self.config.until.is_none_or(|until| at < until)
    }

    /// A report without a date is read again with the earliest date of its story as the day it speaks from.
    fn date_the_undated(&self, reports: &[Report], annotated: &mut [Annotated], stories: &[Story]) {
        for story in stories {
            let dates = story.reports.iter().filter_map(|&at| reports[at].published.at);
            let Some(first) = dates.min() else { continue };
            let day = first.to_zoned(TimeZone::UTC).date();
            for &at in story.reports.iter().filter(|&&at| reports[at].published.at.is_none()) {
                annotated[at] = self.annotator.annotate_with(&reports[at], Some(day));
            }
        }
    }
}

fn readings<'a>(reports: &'a [Report], annotated: &'a [Annotated]) -> Vec<Reading<'a>> {
    reports.iter().zip(annotated).map(|(report, annotated)| Reading { report, annotated }).collect()
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
