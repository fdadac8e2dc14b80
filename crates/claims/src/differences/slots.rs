//! Values of slots: numbers, dates, places, names, and the words that show certainty or a source.

use crate::corroborate::Story;
use headwater_model::{EntityKind, MentionKind, Span, StatementId, TimeKind};

impl Story<'_> {
    /// The first numbers that count the same thing and differ.
    pub(super) fn numbers_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (&self.contents[a.0 as usize].numbers, &self.contents[b.0 as usize].numbers);
        let close = |x: f64, y: f64| (x - y).abs() <= 0.005 * x.abs().max(y.abs());
        one.iter().find_map(|x| {
            let mut same_thing = other.iter().filter(|y| x.unit == y.unit && x.noun == y.noun).peekable();
            let first = *same_thing.peek()?;
            same_thing.all(|y| !close(x.value, y.value)).then_some((x.span, first.span))
        })
    }

    /// The first dates of one fineness or clock times that contradict each other.
    pub(super) fn dates_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.dates(a), self.dates(b));
        one.iter().find_map(|(x, span)| {
            if other.iter().any(|(y, _)| compatible(x, y)) {
                return None;
            }
            other.first().map(|(_, found)| (*span, *found))
        })
    }

    fn dates(&self, id: StatementId) -> Vec<(&str, Span)> {
        let statement = self.statement(id);
        let times = &self.readings[statement.report].annotated.times;
        let known = statement.times.iter().filter_map(|&at| times.get(at as usize));
        let dated = known.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
        dated
            .filter(|time| time.value.starts_with(|first: char| first.is_ascii_digit()))
            .map(|time| (time.value.as_str(), time.span))
            .collect()
    }

    /// The first places of one kind that differ when the statements share no place.
    pub(super) fn places_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.places(a), self.places(b));
        if one.iter().any(|(x, ..)| other.iter().any(|(y, ..)| x == y)) {
            return None;
        }
        one.iter().find_map(|(_, kind, span)| {
            other.iter().find(|(_, other_kind, _)| kind == other_kind).map(|(.., found)| (*span, *found))
        })
    }

    fn places(&self, id: StatementId) -> Vec<(&str, headwater_model::PlaceKind, Span)> {
        let statement = self.statement(id);
        let places = &self.readings[statement.report].annotated.places;
        let known = statement.places.iter().filter_map(|&at| places.get(at as usize));
        known
            .filter(|mention| mention.literal)
            .filter_map(|mention| mention.place.as_ref().map(|place| (place.name.as_str(), place.kind, mention.span)))
            .collect()
    }

    /// The first names of one kind that differ, when one statement's names of that kind and the other's share no word.
    pub(super) fn names_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.names(a), self.names(b));
        one.iter().find_map(|(kind, span, text)| {
            let alike: Vec<_> = other.iter().filter(|(other_kind, ..)| kind == other_kind).collect();
            let unlike = !alike.is_empty() && alike.iter().all(|(.., name)| !share_a_word(text, name));
            if unlike { alike.first().map(|(_, found, _)| (*span, *found)) } else { None }
        })
    }

    fn names(&self, id: StatementId) -> Vec<(EntityKind, Span, &str)> {
        let statement = self.statement(id);
        let reading = &self.readings[statement.report];
        let mentions = reading.annotated.mentions.iter();
        mentions
            .filter(|mention| mention.kind == MentionKind::Name && statement.span.contains(mention.span))
            .filter_map(|mention| {
                let entity = reading.annotated.entities.get(mention.entity.0 as usize)?;
                let kind = entity.kind;
                matches!(kind, EntityKind::Person | EntityKind::Organisation)
                    .then(|| (kind, mention.span, entity.name.as_str()))
            })
            .collect()
    }

    /// The first word of a statement that shows certainty or polarity.
    pub(super) fn signal(&self, id: StatementId) -> Option<Span> {
        let statement = self.statement(id);
        let clauses = &self.readings[statement.report].annotated.clauses;
        let clause = clauses.iter().find(|clause| clause.span == statement.span)?;
        clause.signals.first().copied()
    }

    /// The words that name the source of a statement, with its cue.
    pub(crate) fn source_words(&self, id: StatementId) -> Option<Span> {
        let link = self.statement(id).chain.last()?;
        match (link.span, link.cue) {
            (Some(source), Some(cue)) if source.cover(cue).len() <= source.len() + cue.len() + 40 => {
                Some(source.cover(cue))
            }
            (source, cue) => source.or(cue),
        }
    }
}

/// Whether two TIMEX3 values can both be so: one is as exact as the other or part of it ("2023-09-12" and
/// "2023-09-12TMO"). Weeks and seasons are not compared with days.
fn compatible(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) || short.contains(['W', 'X']) || long.contains(['W', 'X']) || short.len() < 10
}

fn share_a_word(a: &str, b: &str) -> bool {
    let words = |name: &str| name.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let others = words(b);
    words(a).iter().any(|word| others.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_different_fineness_agree() {
        assert!(compatible("2023-09-12", "2023-09-12TMO"));
        assert!(!compatible("2023-09-12", "2023-09-13"));
        assert!(compatible("2023-W36", "2023-09-12"));
        assert!(!compatible("2023-09-12T05:30", "2023-09-12T05:35"));
    }
}
