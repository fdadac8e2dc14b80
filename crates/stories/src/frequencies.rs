//! How many reports of the collection hold a term, and what a shared term is therefore worth.

use crate::background::{Background, UNSEEN, UNSEEN_FOREIGN};
use crate::profile::{Entry, Profile, Term};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Terms are hashes already: they are their own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TermHasher(u64);

impl Hasher for TermHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn write_u32(&mut self, term: u32) {
        self.0 = u64::from(term).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Maps terms to values; looked up, never iterated.
pub(crate) type TermMap<Value> = HashMap<Term, Value, BuildHasherDefault<TermHasher>>;

/// Document frequencies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frequencies {
    reports: u32,
    counts: TermMap<u32>,
    background: Background,
}

impl Frequencies {
    /// Counts the terms of one more report.
    pub(crate) fn add(&mut self, profile: &Profile) {
        self.reports += 1;
        for entry in &profile.entries {
            *self.counts.entry(entry.term).or_default() += 1;
        }
    }

    /// Whether two reports or more hold a term.
    pub(crate) fn is_shared(&self, term: Term) -> bool {
        self.counts.get(&term).is_some_and(|&count| count > 1)
    }

    /// Rarity of a term that a single report holds.
    pub(crate) fn most_rarity(&self, background_reports: f32) -> f32 {
        (self.reports as f32 + background_reports + 1.0).ln()
    }

    /// Inverse document frequency: ln((reports + 1) / reports with the term), mixed with the background's. A term that
    /// the background does not hold is taken to occur in the share `unseen` of it.
    pub(crate) fn rarity(&self, term: Term, background_reports: f32, unseen: f32) -> f32 {
        let held = self.counts.get(&term).copied().unwrap_or(0).max(1) as f32;
        let background = background_reports * self.background.rate(term).unwrap_or(unseen);
        ((self.reports as f32 + background_reports + 1.0) / (held + background)).ln().max(0.0)
    }

    /// Rarity of each term of a report.
    pub(crate) fn rarities(&self, profile: &Profile, background_reports: f32) -> impl Iterator<Item = f32> {
        let plain = if self.is_foreign(profile) { UNSEEN_FOREIGN } else { UNSEEN };
        let unseen = move |entry: &Entry| if entry.is_plain() { plain } else { UNSEEN };
        profile.entries.iter().map(move |entry| self.rarity(entry.term, background_reports, unseen(entry)))
    }

    /// Whether most plain words of a report are not in the background: it is in a language that the table does not
    /// cover.
    pub(crate) fn is_foreign(&self, profile: &Profile) -> bool {
        let plain = || profile.entries.iter().filter(|entry| entry.is_plain());
        let known = plain().filter(|entry| self.background.rate(entry.term).is_some()).count();
        known * 2 < plain().count()
    }
}
