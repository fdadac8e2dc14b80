//! Where are the sentences, names, quotations, times, places? One report in, its typed layers out. Pure: no IO, no
//! clock, no other stage.

mod attributions;
mod clauses;
#[cfg(test)]
mod long_texts;
mod names;
pub mod places;
mod quantities;
mod quotations;
mod times;
pub mod training;
mod word_sets;
mod words;

pub use attributions::{AttributionSettings, AttributionViews, SPAN_LABELS, best_runs, cues_by, source_by};
pub use names::{NameKind, names};
pub use places::resolve as resolve_places;
pub use words::{fold, split};

use headwater_atlas::Gazetteer;
use headwater_model::{Annotated, Report};
use jiff::civil::Date;
use std::sync::Once;

/// Reads reports. Cheap to make after the first time; shared between threads.
#[derive(Clone, Debug, Default)]
pub struct Annotator {}

impl Annotator {
    /// An annotator with the built-in tables. The first call begins to unpack them beside what the caller does next;
    /// whoever needs one before it is there waits for it.
    #[must_use]
    pub fn new() -> Self {
        static BEGUN: Once = Once::new();
        BEGUN.call_once(|| {
            for unpack in [unpack_gazetteer, unpack_models] {
                // Where no thread can be had, a table is unpacked when it is first asked for.
                let _ = std::thread::Builder::new().spawn(unpack);
            }
        });
        Self {}
    }

    /// All layers of one report. Each step reads the layers before it:
    ///
    /// | step | requires | adds |
    /// |---|---|---|
    /// | words | text, furniture, title | sentences, tokens, tags, tokens of the headline |
    /// | times, quantities, quotations | words | times, quantities, quotations |
    /// | names | words, quotations | mentions, entities |
    /// | places | words, mentions | places |
    /// | local times | times, places | zones of times |
    /// | attributions | words, quotations, mentions | attributions (and entities for sources not yet mentioned) |
    /// | clauses | words, attributions, quotations | clauses |
    #[must_use]
    pub fn annotate(&self, report: &Report) -> Annotated {
        self.annotate_with(report, None)
    }

    /// Sentences and tokens of one report and of its headline, without parts of speech: all that grouping reads, at a
    /// small part of the cost.
    #[must_use]
    pub fn split_only(&self, report: &Report) -> Annotated {
        Annotated { words: words::untagged(report), title: words::untagged_title(report), ..Annotated::default() }
    }

    /// All layers of one report, with the day that times are counted from when the report has no date of its own
    /// (the day of other reports of its story).
    #[must_use]
    pub fn annotate_with(&self, report: &Report, fallback: Option<Date>) -> Annotated {
        let mut annotated =
            Annotated { words: words::split(report), title: words::of_title(report), ..Annotated::default() };
        annotated.times = times::find(report, &annotated.words, fallback);
        annotated.quantities = quantities::find(report, &annotated.words, &annotated.times);
        annotated.quotations = quotations::find(report, &annotated.words);
        names::find(report, &mut annotated);
        annotated.places = places::find(report, &annotated);
        times::localise(report, &mut annotated);
        attributions::find(report, &mut annotated);
        annotated.clauses = clauses::find(report, &annotated);
        annotated
    }
}

fn unpack_gazetteer() {
    let _ = Gazetteer::embedded();
}

/// Unpacks the models in the order in which they are needed.
fn unpack_models() {
    words::tags::unpack();
    names::detect::unpack();
    attributions::unpack();
}

#[cfg(test)]
pub(crate) mod tests {
    use headwater_model::{Published, Report};

    /// A report that holds nothing but a text.
    pub(crate) fn report(text: &str) -> Report {
        Report {
            name: String::new(),
            path: String::new(),
            url: String::new(),
            outlet: String::new(),
            title: String::new(),
            bylines: Vec::new(),
            dateline: None,
            published: Published::unknown(),
            language: String::new(),
            credits: Vec::new(),
            posts: Vec::new(),
            furniture: Vec::new(),
            cut: Vec::new(),
            text: text.to_owned(),
            sha256: [0; 32],
        }
    }
}
