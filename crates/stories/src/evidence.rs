//! What speaks for and against two reports telling of one event, and the probability that follows.

use crate::profile::{Entry, Profile};

/// Kinds of terms that are compared apart.
pub(crate) const CHANNELS: usize = 4;
/// All terms.
const WORDS: usize = 0;
/// Terms written as names.
const NAMES: usize = 1;
/// Numbers.
const NUMBERS: usize = 2;
/// Terms of the lead.
const LEAD: usize = 3;

/// Comparison of two reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Cosine of all words, 0..=1.
    pub words: f32,
    /// Cosine of words written as names, 0..=1.
    pub names: f32,
    /// Cosine of numbers, 0..=1.
    pub numbers: f32,
    /// Cosine of the leads, 0..=1.
    pub lead: f32,
    /// Share of the weight of the shorter report's words that the longer one holds too, 0..=1.
    pub contained: f32,
    /// The same for names.
    pub names_contained: f32,
    /// Days between the publications; `None` when one of them is unknown.
    pub days: Option<f32>,
}

/// A profile's terms with their weights in each channel.
#[derive(Clone, Debug)]
pub(crate) struct Weighted {
    /// Rarity of each entry's term.
    pub(crate) rarity: Box<[f32]>,
    /// Length of each channel's vector.
    norms: [f32; CHANNELS],
}

/// 1 + ln(count): repetition matters less and less.
fn damped(count: u32) -> f32 {
    if count == 0 { 0.0 } else { 1.0 + (count as f32).ln() }
}

impl Entry {
    /// Damped counts in each channel.
    fn counts(&self) -> [f32; CHANNELS] {
        let mut counts = [0.0; CHANNELS];
        counts[WORDS] = damped(self.count.into());
        counts[NAMES] = damped(self.as_name.into());
        counts[NUMBERS] = if self.number { counts[WORDS] } else { 0.0 };
        counts[LEAD] = damped(self.in_lead.into());
        counts
    }
}

impl Weighted {
    pub(crate) fn new(profile: &Profile, rarity: impl Fn(u32) -> f32) -> Self {
        let rarity: Box<[f32]> = profile.entries.iter().map(|entry| rarity(entry.term)).collect();
        let mut norms = [0.0_f32; CHANNELS];
        for (entry, rarity) in profile.entries.iter().zip(&rarity) {
            for (norm, count) in norms.iter_mut().zip(entry.counts()) {
                *norm += (count * rarity) * (count * rarity);
            }
        }
        Self { rarity, norms: norms.map(f32::sqrt) }
    }

    /// Weight of an entry among the report's words, as a share of their length.
    pub(crate) fn share(&self, profile: &Profile, at: usize) -> f32 {
        ratio(damped(profile.entries[at].count.into()) * self.rarity[at], self.norms[WORDS])
    }
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

impl Evidence {
    pub(crate) fn of(left: (&Profile, &Weighted), right: (&Profile, &Weighted)) -> Self {
        let mut dots = [0.0_f32; CHANNELS];
        let (left_entries, right_entries) = (&left.0.entries, &right.0.entries);
        let (mut at_left, mut at_right) = (0, 0);
        while let (Some(one), Some(other)) = (left_entries.get(at_left), right_entries.get(at_right)) {
            if one.term == other.term {
                let rarity = left.1.rarity[at_left] * right.1.rarity[at_right];
                for ((dot, one), other) in dots.iter_mut().zip(one.counts()).zip(other.counts()) {
                    *dot += one * other * rarity;
                }
            }
            at_left += usize::from(one.term <= other.term);
            at_right += usize::from(other.term <= one.term);
        }
        let cosine = |channel: usize| ratio(dots[channel], left.1.norms[channel] * right.1.norms[channel]);
        let contained = |channel: usize| {
            let shorter = left.1.norms[channel].min(right.1.norms[channel]);
            ratio(dots[channel], shorter * shorter).min(1.0)
        };
        Self {
            words: cosine(WORDS),
            names: cosine(NAMES),
            numbers: cosine(NUMBERS),
            lead: cosine(LEAD),
            contained: contained(WORDS),
            names_contained: contained(NAMES),
            days: left.0.day.zip(right.0.day).map(|(one, other)| (one - other).abs() as f32),
        }
    }

    /// The values that the weights of [`Evidence::log_odds`] multiply.
    #[must_use]
    pub fn features(&self) -> [f32; FEATURES] {
        let dated = f32::from(u8::from(self.days.is_some()));
        let days = self.days.unwrap_or(0.0);
        let distance = days.ln_1p();
        let within = |limit: f32| dated * f32::from(u8::from(days < limit));
        [
            1.0,
            self.words,
            self.words.sqrt(),
            self.names,
            self.names.sqrt(),
            self.numbers,
            self.lead,
            self.contained,
            self.names_contained,
            dated,
            distance,
            within(2.0),
            within(4.0),
            within(8.0),
            self.words * distance,
            self.words.sqrt() * distance,
        ]
    }

    /// Natural logarithm of the odds that both tell of one event.
    #[must_use]
    pub fn log_odds(&self) -> f32 {
        self.features().iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum()
    }

    /// Probability that both tell of one event, 0..=1.
    #[must_use]
    pub fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.log_odds()).exp())
    }
}

/// Number of [`Evidence::features`].
const FEATURES: usize = 16;

/// Weights of a logistic regression.
const WEIGHTS: [f32; FEATURES] =
    [-16.3, -37.0, 44.8, -5.0, 10.5, 2.9, 5.4, 0.0, 0.0, 0.0, -0.85, 0.9, 0.7, 0.2, -0.7, 0.0];
