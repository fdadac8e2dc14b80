//! Time expressions with TIMEX3 types and values (Pustejovsky et al. 2003), anchored to the publication date.
//!
//! Own rules over the words of a small lexicon: [`atoms`] gives each token its meanings, [`rules`] tries the forms that
//! can start at a meaningful word and takes the longest, [`anchor`] tells what relative times are counted from. Texts in
//! other languages are read by [`foreign`].

mod anchor;
mod atoms;
mod calendar;
mod clock;
mod dates;
mod foreign;
mod lengths;
mod lexicon;
mod meaning;
mod relative;
mod rules;
mod years;
mod zones;

pub(crate) use zones::localise;

use headwater_model::{Report, Span, TimeExpression, Words};
use jiff::civil::Date;

/// Finds time expressions, in the order of the text, none overlapping another. `fallback` anchors a report that
/// has no published day and opens with none (the day of other reports of its story).
pub(crate) fn find(report: &Report, words: &Words, fallback: Option<Date>) -> Vec<TimeExpression> {
    let text = report.text.as_str();
    let atoms = atoms::read(text, words);
    let anchor = anchor::day(report, &atoms, fallback);
    if foreign::is_foreign(report, words) {
        return foreign::find(report, words, anchor);
    }
    let mut reader = rules::Reader::new(text, &atoms, anchor);
    let mut times = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let Some(found) = reader.expression(at) else {
            at += 1;
            continue;
        };
        reader.remember(&found, at);
        let end = found.end.max(at + 1);
        if !found.value.is_empty() {
            let last = atoms[(end - 1).min(atoms.len() - 1)].span;
            times.push(TimeExpression {
                span: Span::new(atoms[found.first].span.start(), last.end()),
                kind: found.kind,
                value: found.value,
                modifier: found.modifier,
            });
        }
        at = end;
    }
    times
}

#[cfg(test)]
pub(crate) mod tests;
