//! The reports seen so far, found by their strongest terms.

use crate::background::UNSEEN;
use crate::evidence::{Evidence, Weighted};
use crate::frequencies::{Frequencies, TermMap};
use crate::profile::{Profile, Term};
use crate::settings::Settings;

/// Reports in the order in which they were added, with an inverted index over their strongest terms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collection {
    profiles: Vec<Profile>,
    weighted: Vec<Weighted>,
    frequencies: Frequencies,
    background_reports: f32,
    postings: TermMap<Vec<u32>>,
    /// Scratch of the search: promise of each report, 0 between searches.
    promise: Vec<f32>,
}

impl Collection {
    /// Number of reports.
    pub(crate) fn len(&self) -> usize {
        self.profiles.len()
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
        self.promise.push(0.0);
    }

    /// Weighs the terms of all reports by the frequencies of now, and forgets the index.
    pub(crate) fn weigh_all(&mut self, settings: &Settings) {
        self.background_reports = settings.background_reports;
        self.postings = TermMap::default();
        self.weighted.clear();
        self.weigh_new(settings);
    }

    /// Weighs the terms of the reports that were added since.
    pub(crate) fn weigh_new(&mut self, settings: &Settings) {
        for profile in &self.profiles[self.weighted.len()..] {
            let rarity = self.frequencies.rarities(profile, settings.background_reports);
            self.weighted.push(Weighted::new(profile, rarity));
        }
    }

    /// Strongest terms of a report, with their share of its words' weight.
    fn strongest(&self, at: usize, settings: &Settings) -> Vec<(f32, Term)> {
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
        terms
    }

    /// Compares report `at` with the most promising of those already findable, then makes it findable. Calls
    /// `found` with each pair, the other report first.
    pub(crate) fn compare(&mut self, at: usize, settings: &Settings, mut found: impl FnMut(usize, Evidence)) {
        let terms = self.strongest(at, settings);
        let mut touched: Vec<u32> = Vec::new();
        for &(share, term) in &terms {
            let posting = self.postings.entry(term).or_default();
            for &other in posting.iter().rev().take(settings.most_postings) {
                let promise = &mut self.promise[other as usize];
                if *promise == 0.0 {
                    touched.push(other);
                }
                *promise += share * share;
            }
            posting.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        if self.profiles.len() <= settings.compare_all {
            touched = (0..self.weighted.len().min(at)).filter_map(|other| u32::try_from(other).ok()).collect();
            touched.retain(|other| !self.profiles[*other as usize].entries.is_empty());
        }
        let every = self.profiles.len() <= settings.compare_all;
        let mut promising: Vec<(f32, u32)> = Vec::with_capacity(touched.len());
        for other in touched {
            let promise = std::mem::take(&mut self.promise[other as usize]);
            if every || promise >= settings.least_promise {
                promising.push((promise, other));
            }
        }
        promising.sort_by(|left, right| right.0.total_cmp(&left.0).then(right.1.cmp(&left.1)));
        promising.truncate(settings.most_neighbours);
        let most = self.frequencies.most_rarity(settings.background_reports);
        for (_, other) in promising {
            let other = other as usize;
            let evidence = Evidence::of(
                (&self.profiles[other], &self.weighted[other]),
                (&self.profiles[at], &self.weighted[at]),
                most,
                self.profiles.len(),
            );
            found(other, evidence);
        }
    }
}
