//! Statements held against arithmetic: distances, time zones, weekdays, sums, intervals. A check says what was calculated; whether
//! the statement is true is not its business.

mod distance;
mod interval;
mod sum;
mod time;

use headwater_model::{Check, Reading, Span};

/// All checks of all reports, ordered by report and span.
pub(crate) fn run(readings: &[Reading<'_>], settings: &crate::Settings) -> Vec<Check> {
    let mut checks = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        for sentence in reading.annotated.words.sentences.iter().filter(|sentence| !sentence.furniture) {
            let within = Sentence { report, reading, span: sentence.span };
            distance::check(&within, settings, &mut checks);
            time::check_zone(&within, &mut checks);
            time::check_weekday(&within, &mut checks);
            sum::check(&within, &mut checks);
            interval::check(&within, &mut checks);
        }
    }
    checks.sort_by_key(|check| (check.report, check.span, check.kind));
    checks
}

/// One sentence of one report.
#[derive(Clone, Copy, Debug)]
struct Sentence<'a> {
    report: usize,
    reading: &'a Reading<'a>,
    span: Span,
}

impl<'a> Sentence<'a> {
    fn text(&self, span: Span) -> &'a str {
        span.of(&self.reading.report.text)
    }

    /// The text between two spans, in lower case; empty when they touch or overlap.
    fn between(&self, before: Span, after: Span) -> String {
        self.text(Span::new(before.end(), after.start())).to_lowercase()
    }
}
