//! Stories on a stream: each new report is compared with those before it, and the stories it touches are formed anew.

use crate::because::because;
use crate::changes::changes;
use crate::collection::{Collection, Strongest};
use crate::evidence::Evidence;
use crate::linkage::{Bar, link, number};
use crate::profile::Profile;
use crate::repeated::{Printing, Repeated};
use crate::running;
use crate::sections::sections;
use crate::settings::Settings;
use headwater_model::{Reading, Story, StoryChange};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Stories that grow report by report. Feed reports in the order of time; the result nearly equals that of
/// [`crate::group`] over the same reports, because later evidence can join and split earlier stories.
#[derive(Clone, Debug)]
pub struct Stream {
    settings: Settings,
    collection: Collection,
    /// The caller's position of each report.
    positions: Vec<usize>,
    /// Probable pairs of each report, with both directions kept.
    edges: Vec<Vec<(u32, f32)>>,
    /// Name of each report's story: its first report.
    story: Vec<u32>,
    /// Maps a story to its reports, ascending.
    members: BTreeMap<u32, Vec<u32>>,
    /// Maps the hashes of headline and text to the first report that has both.
    first_copy: BTreeMap<[u64; 2], u32>,
    /// Sentences that outlets print again and again.
    repeated: Repeated,
    /// For each report the first with the same headline and text.
    original: Vec<u32>,
    /// Number of reports when all terms were last weighed.
    weighed_at: usize,
    /// Scratch of the search: one value a report, all 0 between searches.
    promise: Vec<f32>,
}

/// Earlier reports, each with what is kept of the comparison.
type Compared<Kept> = Box<[(u32, Kept)]>;

/// Reports compared by one thread at a time: enough to make up for its scratch.
const COMPARED_TOGETHER: usize = 64;
/// Reports whose strongest terms are held at a time.
const INDEXED_TOGETHER: usize = 8_192;

impl Stream {
    /// A stream without reports.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            collection: Collection::default(),
            positions: Vec::new(),
            edges: Vec::new(),
            story: Vec::new(),
            members: BTreeMap::new(),
            first_copy: BTreeMap::new(),
            repeated: Repeated::default(),
            original: Vec::new(),
            weighed_at: 0,
            promise: Vec::new(),
        }
    }

    /// Adds a report, called `position` in the stories given back, and forms the stories it touches anew. Gives the stories
    /// that were joined or split by it, each with the reason; that the report joined one is no change.
    pub fn add(&mut self, reading: &Reading<'_>, position: usize) -> Vec<StoryChange> {
        self.repeated.observe(&Printing::of(reading, &self.settings));
        let at = self.push(Profile::of(reading, &self.repeated, &self.settings), position);
        if self.collection.len() as f64 > self.weighed_at as f64 * self.settings.growth {
            let before: Vec<(u32, u32)> = (0..number(at)).map(|report| (report, self.story[report as usize])).collect();
            self.link_all(true);
            return self.changes(at, before);
        }
        self.collection.weigh_new(&self.settings);
        if self.is_original(at) {
            let terms = self.collection.strongest(at, &self.settings);
            self.collection.index(at, &terms);
            self.promise.resize(self.collection.len(), 0.0);
            let least = self.settings.least_probability;
            let found = self.collection.neighbours(at, &terms, &self.settings, &mut self.promise);
            let found =
                found.filter_map(|(other, evidence)| Some((number(other), probable(&evidence, least)?))).collect();
            self.remember(at, found);
        }
        let before = self.relink(at);
        self.changes(at, before)
    }

    /// What became of the stories of some reports, copies left out.
    fn changes(&self, by: usize, mut before: Vec<(u32, u32)>) -> Vec<StoryChange> {
        before.retain(|&(report, _)| report as usize != by && self.is_original(report as usize));
        changes(&self.collection, &self.positions, by, &before, &self.story)
    }

    /// Makes room for so many reports.
    pub(crate) fn reserve(&mut self, reports: usize) {
        self.collection.reserve(reports);
        self.positions.reserve(reports);
        self.edges.reserve(reports);
        self.original.reserve(reports);
        self.story.reserve(reports);
    }

    /// Keeps a report without forming stories; gives its number.
    pub(crate) fn push(&mut self, profile: Profile, position: usize) -> usize {
        let at = self.positions.len();
        let original = profile.copy.map_or(number(at), |copy| *self.first_copy.entry(copy).or_insert(number(at)));
        self.collection.push(profile);
        self.positions.push(position);
        self.edges.push(Vec::new());
        self.original.push(original);
        self.story.push(number(at));
        at
    }

    /// Weighs and compares all reports anew and forms all stories. `more` tells whether reports may follow.
    pub(crate) fn link_all(&mut self, more: bool) {
        self.weighed_at = self.collection.len();
        self.edges.iter_mut().for_each(Vec::clear);
        let least = self.settings.least_probability;
        let compared = self.compare_originals(|evidence| probable(&evidence, least), more);
        let all: Vec<u32> = compared.iter().map(|(at, _)| number(*at)).collect();
        self.members.clear();
        if more {
            for (at, found) in compared {
                self.remember(at, found);
            }
            self.form(&all);
        } else {
            self.collection.forget_weights();
            let here = |at: usize| all.binary_search(&number(at)).ok().map(number);
            let mut edges = Vec::with_capacity(compared.iter().map(|(_, found)| found.len()).sum());
            for (at, found) in compared {
                let found = found.iter();
                edges.extend(found.filter_map(|&(other, odds)| Some((here(other as usize)?, here(at)?, odds))));
            }
            self.link_among(&all, edges);
        }
    }

    /// All comparisons, as positions of the caller.
    pub(crate) fn all_evidence(&mut self) -> Vec<(usize, usize, Evidence)> {
        let compared = self.compare_originals(Some, false);
        let positions = &self.positions;
        let pairs = |(at, found): (usize, Compared<Evidence>)| {
            found.into_iter().map(move |(other, evidence)| (positions[other as usize], positions[at], evidence))
        };
        compared.into_iter().flat_map(pairs).collect()
    }

    fn is_original(&self, at: usize) -> bool {
        self.original[at] as usize == at
    }

    /// Weighs all reports anew and compares each with the most promising before it, copies left out. `keep` says what to
    /// keep of a comparison. Gives, for each report, the earlier ones with what was kept.
    fn compare_originals<Kept: Send>(
        &mut self,
        keep: impl Fn(Evidence) -> Option<Kept> + Sync,
        more: bool,
    ) -> Vec<(usize, Compared<Kept>)> {
        self.collection.weigh_all(&self.settings);
        let originals: Vec<usize> = (0..self.original.len()).filter(|at| self.is_original(*at)).collect();
        // The strongest terms are found twice: kept for all reports they would take more memory than that takes time.
        for some in originals.chunks(INDEXED_TOGETHER) {
            let (collection, settings) = (&self.collection, &self.settings);
            let terms: Vec<Strongest> = some.par_iter().map(|at| collection.strongest(*at, settings)).collect();
            for (at, terms) in some.iter().zip(&terms) {
                if more {
                    self.collection.index(*at, terms);
                } else {
                    self.collection.index_shared(*at, terms);
                }
            }
        }
        let (collection, settings) = (&self.collection, &self.settings);
        let scratch = || vec![0.0; collection.len()];
        let compare = |promise: &mut Vec<f32>, at: usize| {
            let terms = collection.strongest(at, settings);
            let found = collection.neighbours(at, &terms, settings, promise);
            let mut kept = Vec::with_capacity(settings.most_neighbours);
            kept.extend(found.filter_map(|(other, evidence)| Some((number(other), keep(evidence)?))));
            (at, exactly(kept))
        };
        originals.into_par_iter().with_min_len(COMPARED_TOGETHER).map_init(scratch, compare).collect()
    }

    /// Keeps probable pairs of report `at`.
    fn remember(&mut self, at: usize, found: Compared<f32>) {
        for (other, probability) in found {
            self.edges[at].push((other, probability));
            self.edges[other as usize].push((number(at), probability));
        }
    }

    /// Forms anew the stories that report `at` has to do with. Gives the reports that are in them, with the stories that they
    /// were in before.
    fn relink(&mut self, at: usize) -> Vec<(u32, u32)> {
        if !self.is_original(at) {
            let story = self.story[self.original[at] as usize];
            self.story[at] = story;
            return Vec::new();
        }
        let mut stories: Vec<u32> = self.edges[at].iter().map(|(other, _)| self.story[*other as usize]).collect();
        stories.sort_unstable();
        stories.dedup();
        let mut touched = vec![self.original[at]];
        for story in stories {
            touched.extend(self.members.remove(&story).unwrap_or_default());
        }
        touched.sort_unstable();
        let before = touched.iter().map(|&report| (report, self.story[report as usize])).collect();
        self.form(&touched);
        before
    }

    /// Links the reports `touched` (ascending, no copies) among themselves and records their stories.
    fn form(&mut self, touched: &[u32]) {
        let mut local: Vec<(u32, u32, f32)> = Vec::new();
        for (here, &at) in touched.iter().enumerate() {
            for &(other, probability) in self.edges[at as usize].iter().filter(|(other, _)| *other > at) {
                if let Ok(there) = touched.binary_search(&other) {
                    local.push((number(here), number(there), probability));
                }
            }
        }
        self.link_among(touched, local);
    }

    /// Forms the stories of the reports `touched`, ascending, by edges between positions in it.
    fn link_among(&mut self, touched: &[u32], edges: Vec<(u32, u32, f32)>) {
        let bar = Bar { single: self.settings.threshold, large: self.settings.group_threshold };
        let groups = link(touched.len(), edges, bar, self.settings.most_neighbours);
        for (here, group) in groups.into_iter().enumerate() {
            let story = touched[group as usize];
            self.story[touched[here] as usize] = story;
            self.members.entry(story).or_default().push(touched[here]);
        }
    }

    /// The stories of now, in the order of their first position.
    #[must_use]
    pub fn stories(&self) -> Vec<Story> {
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in 0..self.positions.len() {
            members.entry(self.story[self.original[at] as usize]).or_default().push(at);
        }
        let mut stories: Vec<Story> = running::join(&self.collection, members.into_values().collect(), &self.settings)
            .into_par_iter()
            .map(|numbers| {
                let mut reports: Vec<usize> = numbers.iter().map(|number| self.positions[*number]).collect();
                reports.sort_unstable();
                Story {
                    reports,
                    because: because(&self.collection, &numbers),
                    sections: sections(&self.collection, &numbers, &self.positions, &self.settings),
                }
            })
            .collect();
        stories.sort_by(|left, right| left.reports.cmp(&right.reports));
        stories
    }
}

/// What was gathered, in an allocation of its own size.
fn exactly<Kept>(gathered: Vec<Kept>) -> Box<[Kept]> {
    let mut exact = Vec::with_capacity(gathered.len());
    exact.extend(gathered);
    exact.into()
}

/// The probability of a pair that is worth remembering.
fn probable(evidence: &Evidence, least: f32) -> Option<f32> {
    Some(evidence.probability()).filter(|probability| *probability >= least)
}
