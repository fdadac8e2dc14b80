//! The reports seen so far, found by their strongest terms.

use crate::background::UNSEEN;
use crate::evidence::{Evidence, Sought, Weighted};
use crate::frequencies::{Frequencies, TermMap};
use crate::profile::{Profile, Term};
use crate::settings::Settings;
use rayon::prelude::*;

/// Reports in the order in which they were added, with an inverted index over their strongest terms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collection {
    profiles: Vec<Profile>,
    weighted: Vec<Weighted>,
    frequencies: Frequencies,
    background_reports: f32,
    /// Maps a term to the reports that it finds, ascending.
    postings: TermMap<Vec<u32>>,
}

/// A report's strongest terms with their share of its words' weight, the strongest first.
pub(crate) type Strongest = Box<[(f32, Term)]>;

impl Collection {
    /// Number of reports.
    pub(crate) fn len(&self) -> usize {
        self.profiles.len()
    }

    /// Makes room for so many reports.
    pub(crate) fn reserve(&mut self, reports: usize) {
        self.profiles.reserve(reports);
        self.weighted.reserve(reports);
    }

    /// The reports.
    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Rarity of a term in the collection and the background.
    pub(crate) fn rarity(&self, term: Term) -> f32 {
        self.frequencies.rarity(term, self.background_reports, UNSEEN)
    }

    /// A report as a direction: keys with weights, half of the square from its words and half from its names, so that
    /// the product of two is the mean of both cosines.
    pub(crate) fn direction(&self, at: usize) -> impl Iterator<Item = (u64, f32)> {
        self.weighted[at].direction(&self.profiles[at])
    }

    /// Adds a report without making it findable.
    pub(crate) fn push(&mut self, profile: Profile) {
        self.frequencies.add(&profile);
        self.profiles.push(profile);
    }

    /// Weighs the terms of all reports by the frequencies of now, and forgets the index.
    pub(crate) fn weigh_all(&mut self, settings: &Settings) {
        self.background_reports = settings.background_reports;
        self.postings = TermMap::default();
        self.weighted.clear();
        self.weigh_new(settings);
    }

    /// Gives back the memory of weights and index, where nothing will be compared any more but by [`Self::direction`], for
    /// which undated reports keep theirs.
    pub(crate) fn forget_weights(&mut self) {
        self.postings = TermMap::default();
        for (weighted, profile) in self.weighted.iter_mut().zip(&self.profiles) {
            if profile.day.is_some() {
                weighted.forget();
            }
        }
    }

    /// Weighs the terms of the reports that were added since.
    pub(crate) fn weigh_new(&mut self, settings: &Settings) {
        let weigh =
            |profile: &Profile| Weighted::new(profile, self.frequencies.rarities(profile, settings.background_reports));
        let new: Vec<Weighted> = self.profiles[self.weighted.len()..].par_iter().map(weigh).collect();
        self.weighted.extend(new);
    }

    /// The terms by which a report finds others and is found.
    pub(crate) fn strongest(&self, at: usize, settings: &Settings) -> Strongest {
        let (profile, weighted) = (&self.profiles[at], &self.weighted[at]);
        let mut terms: Vec<(f32, Term)> = (0..profile.entries.len())
            .map(|entry| (weighted.share(profile, entry), profile.entries[entry].term))
            .collect();
        let order = |left: &(f32, Term), right: &(f32, Term)| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1));
        if terms.len() > settings.index_terms {
            terms.select_nth_unstable_by(settings.index_terms, order);
            terms.truncate(settings.index_terms);
        }
        terms.sort_by(order);
        terms.into()
    }

    /// Makes a report findable. Reports are made findable in the order of their numbers.
    pub(crate) fn index(&mut self, at: usize, terms: &Strongest) {
        for (_, term) in terms {
            self.postings.entry(*term).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// The same where no report will follow: a term that one report alone holds finds nothing.
    pub(crate) fn index_shared(&mut self, at: usize, terms: &Strongest) {
        for (_, term) in terms.iter().filter(|(_, term)| self.frequencies.is_shared(*term)) {
            self.postings.entry(*term).or_default().push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// Compares report `at` with the most promising of the earlier ones. `promise` is scratch: one value a report, all
    /// 0 before and after.
    pub(crate) fn neighbours(
        &self,
        at: usize,
        terms: &Strongest,
        settings: &Settings,
        promise: &mut [f32],
    ) -> impl Iterator<Item = (usize, Evidence)> {
        let every = self.profiles.len() <= settings.compare_all;
        let mut touched: Vec<u32> = Vec::new();
        for (share, term) in terms {
            let posting = self.postings.get(term).map(Vec::as_slice).unwrap_or_default();
            let earlier = &posting[..posting.partition_point(|other| (*other as usize) < at)];
            for &other in earlier.iter().rev().take(settings.most_postings) {
                let promise = &mut promise[other as usize];
                if *promise == 0.0 {
                    touched.push(other);
                }
                *promise += share * share;
            }
        }
        if every {
            touched = (0..self.weighted.len().min(at)).filter_map(|other| u32::try_from(other).ok()).collect();
            touched.retain(|other| !self.profiles[*other as usize].entries.is_empty());
        }
        let mut promising: Vec<(f32, u32)> = Vec::with_capacity(touched.len());
        for other in touched {
            let promise = std::mem::take(&mut promise[other as usize]);
            if every || promise >= settings.least_promise {
                promising.push((promise, other));
            }
        }
        let order = |left: &(f32, u32), right: &(f32, u32)| right.0.total_cmp(&left.0).then(right.1.cmp(&left.1));
        if promising.len() > settings.most_neighbours {
            promising.select_nth_unstable_by(settings.most_neighbours, order);
            promising.truncate(settings.most_neighbours);
        }
        promising.sort_by(order);
        let most = self.frequencies.most_rarity(settings.background_reports);
        let sought = Sought::new(&self.profiles[at], &self.weighted[at]);
        promising.into_iter().map(move |(_, other)| {
            let other = other as usize;
            let other_report = (&self.profiles[other], &self.weighted[other]);
            (other, sought.evidence(other_report, most, self.profiles.len()))
        })
    }
}
