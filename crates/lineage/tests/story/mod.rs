//! Reports of one story made of plain texts.

#![allow(dead_code, reason = "each test program uses a part")]

use headwater_annotate::Annotator;
use headwater_ingest::{Fields, compose};
use headwater_model::{Annotated, Basis, Precision, Reading, Report};

/// Reports with their layers.
pub(crate) struct Reports(Vec<(Report, Annotated)>);

impl Reports {
    /// Reports of which nothing is known but their texts.
    pub(crate) fn bare(texts: &[&str]) -> Self {
        let names: Vec<usize> = (0..texts.len()).collect();
        Self::named(texts, &names)
    }

    /// The same, each named after a number.
    pub(crate) fn named(texts: &[&str], names: &[usize]) -> Self {
        let annotator = Annotator::new();
        let make = |(text, name): (&&str, &usize)| {
            let fields = Fields { name: name.to_string(), text: (*text).to_owned(), ..Fields::default() };
            let report = compose(fields).value;
            let annotated = annotator.annotate(&report);
            (report, annotated)
        };
        Self(texts.iter().zip(names).map(make).collect())
    }

    /// Names the outlets.
    pub(crate) fn set_outlets(&mut self, outlets: &[&str]) {
        for ((report, _), outlet) in self.0.iter_mut().zip(outlets) {
            report.outlet = (*outlet).to_owned();
        }
    }

    /// Sets the times of publication, each as a record's own field.
    pub(crate) fn set_published(&mut self, times: &[&str]) {
        for ((report, _), time) in self.0.iter_mut().zip(times) {
            report.published.at = time.parse().ok();
            report.published.precision = Precision::Second;
            report.published.basis = Basis::Metadata;
        }
    }

    /// Sets the languages.
    pub(crate) fn set_languages(&mut self, languages: &[&str]) {
        for ((report, _), language) in self.0.iter_mut().zip(languages) {
            report.language = (*language).to_owned();
        }
    }

    /// As the stages read them.
    pub(crate) fn readings(&self) -> Vec<Reading<'_>> {
        self.0.iter().map(|(report, annotated)| Reading { report, annotated }).collect()
    }
}

/// A number below `below` from a fixed sequence.
pub(crate) fn number(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below.max(1)
}
