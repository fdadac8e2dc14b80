//! Where are the sentences, names, quotations, times, places? One report in, its typed layers out. Pure: no IO, no
//! clock, no other stage.

mod attributions;
mod cardinals;
mod clauses;
mod known;
mod language;
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
pub use language::{Language, UnknownLanguage};
pub use names::NameKind;
pub use places::resolve as resolve_places;
pub use words::{fold, split};

use headwater_atlas::Gazetteer;
use headwater_model::{Annotated, Report, Span};
use jiff::civil::Date;
use known::Known;
use std::sync::Once;

/// Reads reports. Cheap to make after the first time; shared between threads.
#[derive(Clone, Debug, Default)]
pub struct Annotator {
    language: Language,
}

impl Annotator {
    /// An annotator with the built-in tables that reads with the fast models.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Language::Fast)
    }

    /// An annotator with the built-in tables. The first call begins to unpack them beside what the caller does next;
    /// whoever needs one before it is there waits for it.
    #[must_use]
    pub fn with(language: Language) -> Self {
        static BEGUN: Once = Once::new();
        static LANGUAGES: [Once; 2] = [Once::new(), Once::new()];
        BEGUN.call_once(|| {
            beside(words::tags::unpack);
            beside(unpack_gazetteer);
        });
        LANGUAGES[language as usize].call_once(|| beside(move || language.unpack()));
        Self { language }
    }

    /// All layers of one report. Each step reads the layers before it:
    ///
    /// | step | requires | adds |
    /// |---|---|---|
    /// | words | text, furniture, title | sentences, tokens, tags, tokens of the headline |
    /// | language | text, words | (when reading in full) vectors of sentences, and what names and attributions are made of |
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

    /// The names of a text alone, in order, with what each names: before they are resolved to entities.
    #[must_use]
    pub fn names(&self, report: &Report) -> Vec<(Span, NameKind)> {
        let words = words::split(report);
        let findings = self.language.read(report, &words);
        let known = &mut Known::default();
        names::names(&report.text, &words, findings.as_ref(), known)
            .into_iter()
            .map(|name| (name.span, name.kind))
            .collect()
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
        self.reader().read(report, fallback)
    }

    /// Who reads several reports of one story, one after the other.
    #[must_use]
    pub fn reader<'t>(&self) -> Reader<'t> {
        Reader { language: self.language, known: Known::default() }
    }
}

/// Reads reports one after the other and remembers their sentences, so that those printed again cost little. What it gives
/// does not depend on what it read before.
#[derive(Debug)]
pub struct Reader<'t> {
    language: Language,
    known: Known<'t>,
}

impl<'t> Reader<'t> {
    /// [`Annotator::annotate_with`].
    #[must_use]
    pub fn read(&mut self, report: &'t Report, fallback: Option<Date>) -> Annotated {
        let known = &mut self.known;
        let words = words::split_with(report, known);
        let mut annotated = Annotated { words, title: words::of_title(report), ..Annotated::default() };
        annotated.times = times::find(report, &annotated.words, fallback);
        annotated.quantities = quantities::find(report, &annotated.words, &annotated.times);
        annotated.quotations = quotations::find(report, &annotated.words);
        let mut findings = self.language.read(report, &annotated.words);
        annotated.vectors = findings.as_mut().map(|findings| std::mem::take(&mut findings.vectors)).unwrap_or_default();
        names::find(report, &mut annotated, findings.as_ref(), known);
        annotated.places = places::find(report, &annotated);
        times::localise(report, &mut annotated);
        attributions::find(report, &mut annotated, findings.as_ref(), known);
        annotated.clauses = clauses::find(report, &annotated);
        annotated
    }
}

/// Does something on a thread of its own. Where no thread can be had, a table is unpacked when it is first asked for.
fn beside(work: impl FnOnce() + Send + 'static) {
    let _ = std::thread::Builder::new().spawn(work);
}

fn unpack_gazetteer() {
    let _ = Gazetteer::embedded();
}
