//! The names that the transformer found, as names of this room.

use super::detect::{Name, NameKind};
use headwater_encoder::{Findings, NameLabel};
use headwater_model::Words;

/// All names of a text, in order, not overlapping. Dates and sums of money are no names here.
pub(super) fn names(text: &str, words: &Words, findings: &Findings) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(findings.names.len());
    for (span, label) in &findings.names {
        let Some(kind) = kind(*label) else { continue };
        let mut tokens = words.within(*span);
        // Two names of one token: the first has it.
        let taken = names.last().map_or(0, |before| before.tokens.end);
        tokens.start = tokens.start.max(taken);
        if !tokens.is_empty() && span.of(text).contains(char::is_alphabetic) {
            names.push(Name { tokens, span: *span, kind });
        }
    }
    names
}

fn kind(label: NameLabel) -> Option<NameKind> {
    match label {
        NameLabel::Date | NameLabel::Money => None,
        NameLabel::Person => Some(NameKind::Person),
        NameLabel::Organisation => Some(NameKind::Organisation),
        NameLabel::Location => Some(NameKind::Location),
        NameLabel::Group => Some(NameKind::Group),
        NameLabel::Facility => Some(NameKind::Facility),
        NameLabel::Miscellaneous | NameLabel::Product => Some(NameKind::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::split;
    use headwater_model::Span;

    #[test]
    fn names_have_the_tokens_they_stand_in() {
        let report = crate::tests::report("On Monday the Paris-Berlin train left U.S. soil.");
        let text = report.text.as_str();
        let place = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).unwrap();
        let findings = Findings {
            names: vec![
                (place("Monday"), NameLabel::Date),
                (place("Paris"), NameLabel::Location),
                (place("Berlin"), NameLabel::Location),
                (place("U.S."), NameLabel::Location),
            ],
            ..Findings::default()
        };
        let words = split(&report);
        let found: Vec<(&str, usize)> =
            names(text, &words, &findings).iter().map(|name| (name.span.of(text), name.tokens.len())).collect();
        assert_eq!(found, [("Paris", 1), ("U.S.", 2)]);
    }
}
