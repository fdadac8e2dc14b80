//! The names that the transformer found, as names of this room.

use super::detect::{Name, NameKind};
use super::lexicon::{Traits, traits};
use headwater_encoder::{Findings, NameLabel};
use headwater_model::Words;
use std::collections::BTreeMap;

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
    agree(text, &mut names);
    joined(text, words, names)
}

/// The people of `read` and, of the `others`, the names of anything else that do not overlap with them. Both are in order;
/// so is what comes out.
pub(super) fn with_people(read: Vec<Name>, others: Vec<Name>) -> Vec<Name> {
    let mut names: Vec<Name> = read.into_iter().filter(|name| name.kind == NameKind::Person).collect();
    let people = names.len();
    for name in others.into_iter().filter(|name| name.kind != NameKind::Person) {
        let next = names[..people].partition_point(|person| person.tokens.end <= name.tokens.start);
        if names[..people].get(next).is_none_or(|person| person.tokens.start >= name.tokens.end) {
            names.push(name);
        }
    }
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// Gives the same form the same kind all over the text: the one it has most often, of equals the one it has first.
fn agree(text: &str, names: &mut [Name]) {
    let mut votes: BTreeMap<&str, Vec<(NameKind, usize)>> = BTreeMap::new();
    for name in &*names {
        let kinds = votes.entry(name.span.of(text)).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == name.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name.kind, 1)),
        }
    }
    for name in names {
        let kinds = votes.get(name.span.of(text)).map(Vec::as_slice).unwrap_or_default();
        let most = kinds.iter().map(|(_, count)| *count).max();
        name.kind = kinds.iter().find(|(_, count)| Some(*count) == most).map_or(name.kind, |(kind, _)| *kind);
    }
}

/// Joins names of a person that the labels give apart: "Donald" + "J. Trump".
fn joined(text: &str, words: &Words, names: Vec<Name>) -> Vec<Name> {
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match joined.last_mut() {
            Some(before) if goes_on(text, words, before, &name) => {
                *before = Name {
                    tokens: before.tokens.start..name.tokens.end,
                    span: before.span.cover(name.span),
                    kind: NameKind::Person,
                };
            }
            _ => joined.push(name),
        }
    }
    joined
}

fn goes_on(text: &str, words: &Words, before: &Name, name: &Name) -> bool {
    let first = &words.tokens[before.tokens.start];
    before.kind == NameKind::Person
        && before.tokens.end == name.tokens.start
        && text.get(before.span.end()..name.span.start()) == Some(" ")
        && (name.kind == NameKind::Person || (before.tokens.len() == 1 && traits(first).has(Traits::FIRST_NAME)))
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
    use headwater_model::{Report, Span};

    #[test]
    fn names_have_the_tokens_they_stand_in() {
        let report = Report::of_text("On Monday the Paris-Berlin train left U.S. soil.");
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

    #[test]
    fn people_go_before_what_overlaps_with_them() {
        let name =
            |tokens: std::ops::Range<usize>, kind| Name { span: Span::new(tokens.start, tokens.end), tokens, kind };
        // "Ann Paris of Paris told Bob": the others take the first Paris for a place and Bob for a body.
        let read = vec![name(0..2, NameKind::Person), name(3..4, NameKind::Organisation), name(5..6, NameKind::Person)];
        let others = vec![
            name(0..1, NameKind::Person),
            name(1..2, NameKind::Location),
            name(3..4, NameKind::Location),
            name(5..6, NameKind::Organisation),
        ];
        let found = with_people(read, others);
        let expected = [name(0..2, NameKind::Person), name(3..4, NameKind::Location), name(5..6, NameKind::Person)];
        assert_eq!(found, expected);
    }

    #[test]
    fn forms_agree_and_persons_are_whole() {
        let report = Report::of_text("Donald J. Trump met Ann Fox. Fox told Trump that Fox is the Fox News of Trump.");
        let text = report.text.as_str();
        let all = |part: &'static str| text.match_indices(part).map(move |(at, _)| Span::new(at, at + part.len()));
        let mut names: Vec<(Span, NameLabel)> =
            ["Donald", "J. Trump", "Ann"].into_iter().flat_map(all).map(|span| (span, NameLabel::Person)).collect();
        let labels = [NameLabel::Organisation, NameLabel::Person, NameLabel::Person];
        names.extend(all("Fox").zip(labels));
        names.extend(all("Fox News").map(|span| (span, NameLabel::Organisation)));
        names.sort_by_key(|name| name.0);
        let findings = Findings { names, ..Findings::default() };
        let found: Vec<(&str, NameKind)> =
            super::names(text, &split(&report), &findings).iter().map(|name| (name.span.of(text), name.kind)).collect();
        let person = |name| (name, NameKind::Person);
        let expected = [person("Donald J. Trump"), person("Ann Fox"), person("Fox"), person("Fox")];
        assert_eq!(found[..4], expected);
        assert_eq!(found[4..], [("Fox News", NameKind::Organisation)]);
    }
}
