//! Stories on a stream: each new report is compared with those before it, and the stories it touches are formed anew.

use crate::because::because;
use crate::collection::Collection;
use crate::evidence::Evidence;
use crate::linkage::{Bar, link};
use crate::profile::Profile;
use crate::repeated::Repeated;
use crate::running;
use crate::settings::Settings;
use headwater_model::{Reading, Story};
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
}

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
        }
    }

    /// Adds a report, called `position` in the stories given back, and forms the stories it touches anew.
    pub fn add(&mut self, reading: &Reading<'_>, position: usize) {
        self.observe(reading);
        let at = self.push(reading, position);
        if self.collection.len() as f64 > self.weighed_at as f64 * self.settings.growth {
            self.link_all();
            return;
        }
        self.collection.weigh_new(&self.settings);
        self.compare(at);
        self.relink(at);
    }

    /// Remembers a report's sentences, to know those that its outlet prints again and again.
    pub(crate) fn observe(&mut self, reading: &Reading<'_>) {
        self.repeated.observe(reading, &self.settings);
    }

    /// Keeps a report without forming stories; gives its number.
    pub(crate) fn push(&mut self, reading: &Reading<'_>, position: usize) -> usize {
        let profile = Profile::of(reading, &self.repeated, &self.settings);
        let at = self.positions.len();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let original = profile.copy.map_or(number, |copy| *self.first_copy.entry(copy).or_insert(number));
        self.collection.push(profile);
        self.positions.push(position);
        self.edges.push(Vec::new());
        self.original.push(original);
        self.story.push(number);
        at
    }

    /// Weighs and compares all reports anew and forms all stories.
    pub(crate) fn link_all(&mut self) {
        self.weighed_at = self.collection.len();
        self.collection.weigh_all(&self.settings);
        self.edges.iter_mut().for_each(Vec::clear);
        for at in 0..self.collection.len() {
            self.compare(at);
        }
        let all: Vec<u32> = self
            .original
            .iter()
            .enumerate()
            .filter(|(at, original)| *at == **original as usize)
            .map(|(_, original)| *original)
            .collect();
        self.members.clear();
        self.form(&all);
    }

    /// All comparisons, as positions of the caller.
    pub(crate) fn all_evidence(&mut self) -> Vec<(usize, usize, Evidence)> {
        self.collection.weigh_all(&self.settings);
        let mut all = Vec::new();
        for at in 0..self.collection.len() {
            if self.original[at] as usize == at {
                let positions = &self.positions;
                self.collection.compare(at, &self.settings, |other, evidence| {
                    all.push((positions[other], positions[at], evidence))
                });
            }
        }
        all
    }

    fn compare(&mut self, at: usize) {
        if self.original[at] as usize != at {
            return;
        }
        let (edges, settings) = (&mut self.edges, &self.settings);
        let number = self.original[at];
        self.collection.compare(at, settings, |other, evidence| {
            let probability = evidence.probability();
            if probability >= settings.least_probability {
                edges[at].push((u32::try_from(other).unwrap_or(u32::MAX), probability));
                edges[other].push((number, probability));
            }
        });
    }

    /// Forms anew the stories that report `at` has to do with.
    fn relink(&mut self, at: usize) {
        if self.original[at] as usize != at {
            let story = self.story[self.original[at] as usize];
            self.story[at] = story;
            return;
        }
        let mut stories: Vec<u32> = self.edges[at].iter().map(|(other, _)| self.story[*other as usize]).collect();
        stories.sort_unstable();
        stories.dedup();
        let mut touched = vec![self.original[at]];
        for story in stories {
            touched.extend(self.members.remove(&story).unwrap_or_default());
        }
        touched.sort_unstable();
        self.form(&touched);
    }

    /// Links the reports `touched` (ascending, no copies) among themselves and records their stories.
    fn form(&mut self, touched: &[u32]) {
        let mut local: Vec<(u32, u32, f32)> = Vec::new();
        for (here, &at) in touched.iter().enumerate() {
            for &(other, probability) in self.edges[at as usize].iter().filter(|(other, _)| *other > at) {
                if let Ok(there) = touched.binary_search(&other) {
                    let narrow = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
                    local.push((narrow(here), narrow(there), probability));
                }
            }
        }
        let bar = Bar { single: self.settings.threshold, large: self.settings.group_threshold };
        let groups = link(touched.len(), &local, bar, self.settings.most_neighbours);
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
            .into_iter()
            .map(|numbers| {
                let mut reports: Vec<usize> = numbers.iter().map(|number| self.positions[*number]).collect();
                reports.sort_unstable();
                Story { reports, because: because(&self.collection, &numbers) }
            })
            .collect();
        stories.sort_by(|left, right| left.reports.cmp(&right.reports));
        stories
    }
}
