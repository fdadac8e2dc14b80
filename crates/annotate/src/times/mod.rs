//! Time expressions with TIMEX3 types and values (Pustejovsky et al. 2003), anchored to the publication date.
//!
//! Own rules over the words of a small lexicon: [`atoms`] gives each token its meanings, [`rules`] tries the forms that
//! can start at a meaningful word and takes the longest, [`anchor`] tells what relative times are counted from.

mod anchor;
mod atoms;
mod calendar;
mod clock;
mod dates;
mod lexicon;
mod rules;
mod spans;

use headwater_model::{Report, Span, TimeExpression, Words};
use jiff::civil::Date;

/// Finds time expressions, in the order of the text, none overlapping another. `fallback` anchors a report that
/// has no published day and opens with none (the day of other reports of its story).
pub(crate) fn find(report: &Report, words: &Words, fallback: Option<Date>) -> Vec<TimeExpression> {
    let text = report.text.as_str();
    let atoms = atoms::read(text, words);
    let mut reader = rules::Reader::new(text, &atoms, anchor::day(report, &atoms, fallback));
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
mod tests;
