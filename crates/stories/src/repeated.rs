//! Sentences that an outlet prints under many headlines, weeks apart: page furniture that tells nothing of an event.

use crate::profile::{day_of, hash_unless_empty};
use crate::settings::Settings;
use headwater_model::{Reading, Report, Token};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::frequencies::TermHasher;

/// Where and how often one outlet printed one sentence.
#[derive(Clone, Copy, Debug)]
struct Printed {
    headlines: u32,
    last_headline: u64,
    first_day: f64,
    last_day: f64,
}

/// Sentences of all reports seen so far, by outlet. Without outlet or date nothing counts as repeated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeated {
    printed: HashMap<u64, Printed, BuildHasherDefault<TermHasher>>,
}

/// Whether the dates of the reports are so far apart that something may count as furniture.
pub(crate) fn may_occur(reports: &[&Report], settings: &Settings) -> bool {
    let days = || reports.iter().filter_map(|report| day_of(report));
    let (first, last) = days().fold((f64::MAX, f64::MIN), |(first, last), day| (first.min(day), last.max(day)));
    last - first >= settings.furniture_days
}

/// The same words give the same hash.
pub(crate) fn sentence_hash(tokens: &[Token]) -> u64 {
    tokens.iter().fold(0x517c_c1b7_2722_0a95, |hash: u64, token| {
        (hash.rotate_left(5) ^ token.word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The sentences of one report, as they are remembered.
#[derive(Clone, Debug)]
pub(crate) struct Printing {
    outlet: u64,
    headline: u64,
    day: Option<f64>,
    sentences: Box<[u64]>,
}

impl Printing {
    pub(crate) fn of(reading: &Reading<'_>, settings: &Settings) -> Self {
        let outlet = hash_unless_empty(&reading.report.outlet);
        let words = &reading.annotated.words;
        let mut read = 0;
        let sentences = words.sentences.iter().map(|sentence| words.of_sentence(sentence)).take_while(|tokens| {
            read += tokens.len();
            outlet != 0 && read <= settings.most_words
        });
        Self {
            outlet,
            headline: hash_unless_empty(&reading.report.title),
            day: day_of(reading.report),
            sentences: sentences.map(sentence_hash).collect(),
        }
    }
}

impl Repeated {
    /// Remembers the sentences of a report.
    pub(crate) fn observe(&mut self, printing: &Printing) {
        let Some(day) = printing.day else { return };
        for sentence in &printing.sentences {
            let printed = self.printed.entry(printing.outlet ^ sentence).or_insert(Printed {
                headlines: 1,
                last_headline: printing.headline,
                first_day: day,
                last_day: day,
            });
            printed.headlines += u32::from(printed.last_headline != printing.headline);
            printed.last_headline = printing.headline;
            printed.first_day = printed.first_day.min(day);
            printed.last_day = printed.last_day.max(day);
        }
    }

    /// Whether a report holds furniture of its outlet.
    pub(crate) fn holds_furniture(&self, printing: &Printing, settings: &Settings) -> bool {
        printing.sentences.iter().any(|sentence| self.is_furniture(printing.outlet, *sentence, settings))
    }

    /// Whether a sentence is an outlet's furniture.
    pub(crate) fn is_furniture(&self, outlet: u64, sentence: u64, settings: &Settings) -> bool {
        outlet != 0
            && self.printed.get(&(outlet ^ sentence)).is_some_and(|printed| {
                printed.headlines >= settings.furniture_headlines
                    && printed.last_day - printed.first_day >= settings.furniture_days
            })
    }
}
