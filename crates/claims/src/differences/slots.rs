//! Values of slots: numbers, dates, places, names, and the words that show certainty or a source.

use crate::corroborate::Story;
use headwater_model::{Entity, EntityKind, MentionKind, Span, StatementId, TimeKind};

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
        let words = |id: StatementId, span: Span| {
            self.readings[self.statement(id).report].text(span).to_lowercase().replace('’', "'")
        };
        // "Monday" is "Monday, May 4": which day each means is only reckoned.
        let worded_alike = |x: Span, y: Span| {
            let (x, y) = (words(a, x), words(b, y));
            x.contains(&y) || y.contains(&x)
        };
        one.iter().find_map(|&(x, span)| {
            if other.iter().any(|&(y, found)| compatible(x, y) || worded_alike(span, found)) {
                return None;
            }
            other.first().map(|(_, found)| (span, *found))
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

    /// The first two spellings of one person's name.
    pub(super) fn spellings_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.names(a), self.names(b));
        one.iter().find_map(|x| other.iter().find(|y| x.spelt_otherwise(y)).map(|y| (x.span, y.span)))
    }

    /// The first names of one kind of which none in the other statement may be the same body or person, beside the same word.
    pub(super) fn names_differ(&self, a: StatementId, b: StatementId) -> Option<(Span, Span)> {
        let (one, other) = (self.names(a), self.names(b));
        one.iter().find_map(|x| {
            let alike: Vec<&Named<'_>> = other.iter().filter(|y| x.entity.kind == y.entity.kind).collect();
            let unlike = alike.iter().all(|y| !x.may_be(y));
            let beside = alike.iter().find(|y| x.before == y.before || x.after == y.after);
            beside.filter(|_| unlike).map(|y| (x.span, y.span))
        })
    }

    fn names(&self, id: StatementId) -> Vec<Named<'_>> {
        let statement = self.statement(id);
        let reading = &self.readings[statement.report];
        let mentions = &reading.annotated.mentions;
        let first = mentions.partition_point(|mention| mention.span.start() < statement.span.start());
        let inside = mentions[first..].iter().take_while(|mention| mention.span.start() < statement.span.end());
        inside
            .filter(|mention| mention.kind == MentionKind::Name && statement.span.contains(mention.span))
            .filter_map(|mention| {
                let entity = reading.annotated.entities.get(mention.entity.0 as usize)?;
                let (tokens, place) = (&reading.annotated.words.tokens, reading.annotated.words.within(mention.span));
                let stem = |at: Option<usize>| {
                    let token = at.and_then(|at| tokens.get(at));
                    token.filter(|token| statement.span.contains(token.span)).map(|token| token.stem)
                };
                matches!(entity.kind, EntityKind::Person | EntityKind::Organisation).then(|| Named {
                    span: mention.span,
                    words: folded(reading.text(mention.span)),
                    before: stem(place.start.checked_sub(1)),
                    after: stem(Some(place.end)),
                    entity,
                })
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

/// A name as it stands in a statement, with whom it means.
#[derive(Clone, Debug)]
struct Named<'a> {
    span: Span,
    /// Its words, folded: "Jong-un" is "jong un".
    words: Vec<String>,
    /// Stems of the words beside it in the statement.
    before: Option<u64>,
    after: Option<u64>,
    entity: &'a Entity,
}

/// Spellings of one word are at least this alike (Jaro–Winkler, 0..=1).
const SPELLING: f64 = 0.85;

impl Named<'_> {
    /// Whether both may mean one: a word of their names is shared, or one is the other's initials.
    fn may_be(&self, other: &Self) -> bool {
        let (ours, theirs) = (folded(&self.entity.name), folded(&other.entity.name));
        let shared = |some: &[String], others: &[String]| some.iter().any(|word| others.contains(word));
        let short_for = |short: &Self, long: &[String]| {
            let letters = long.iter().filter(|word| !SMALL.contains(&word.as_str()));
            let initials: String = letters.filter_map(|word| word.chars().next()).collect();
            // A name broken off ("Harbour Board of") gives the first letters only.
            let broken = long.last().is_some_and(|word| SMALL.contains(&word.as_str()));
            let fits = |word: &String| *word == initials || broken && word.starts_with(&initials);
            let mut names = short.entity.aliases.iter().chain([&short.entity.name]);
            initials.chars().count() > 1 && names.any(|name| matches!(folded(name).as_slice(), [word] if fits(word)))
        };
        shared(&ours, &theirs)
            || shared(&self.words, &other.words)
            || short_for(self, &theirs)
            || short_for(other, &ours)
    }

    /// Whether both are one person's full name in different letters: one word is the same, the others nearly.
    fn spelt_otherwise(&self, other: &Self) -> bool {
        let person = |entity: &Entity| entity.kind == EntityKind::Person;
        let (x, y) = (&self.words, &other.words);
        let words = || x.iter().zip(y);
        person(self.entity)
            && person(other.entity)
            && x.len() == y.len()
            && x.len() > 1
            && x != y
            && words().any(|(a, b)| a == b)
            && words().all(|(a, b)| a == b || a.chars().count() > 3 && strsim::jaro_winkler(a, b) >= SPELLING)
    }
}

/// Words of names that give no letter to an acronym.
const SMALL: &[&str] = &["and", "de", "for", "of", "the"];

/// The words of a name in small letters, hyphens and points left out, a possessive ending too.
fn folded(name: &str) -> Vec<String> {
    let plain = name.to_lowercase().replace('’', "'");
    let plain = plain.trim_end_matches("'s").replace("'s ", " ").replace(['.', '\''], "");
    plain.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, kind: EntityKind) -> Entity {
        Entity { name: name.to_owned(), kind, aliases: Vec::new(), named: true, body: None }
    }

    fn named(entity: &Entity) -> Named<'_> {
        Named { span: Span::new(0, 1), words: folded(&entity.name), before: None, after: None, entity }
    }

    #[test]
    fn an_acronym_may_be_its_expansion() {
        let may_be = |a: &str, b: &str| {
            let (a, b) = (entity(a, EntityKind::Organisation), entity(b, EntityKind::Organisation));
            named(&a).may_be(&named(&b))
        };
        assert!(may_be("HSB", "Harbour Safety Board"));
        assert!(may_be("Board of Harbour Safety", "BHS"));
        assert!(!may_be("Harbour Safety Board", "City Council"));
    }

    #[test]
    fn spelling_is_more_than_hyphens() {
        let otherwise = |a: &str, b: &str| {
            let (a, b) = (entity(a, EntityKind::Person), entity(b, EntityKind::Person));
            named(&a).spelt_otherwise(&named(&b))
        };
        assert!(otherwise("Alexander Grolov", "Alexandr Grolov"));
        assert!(!otherwise("Jan-Piet Moor", "Jan Piet Moor"));
        assert!(!otherwise("Nils Velt", "Mara Velt"));
    }

    #[test]
    fn values_of_different_fineness_agree() {
        assert!(compatible("2023-09-12", "2023-09-12TMO"));
        assert!(!compatible("2023-09-12", "2023-09-13"));
        assert!(compatible("2023-W36", "2023-09-12"));
        assert!(!compatible("2023-09-12T05:30", "2023-09-12T05:35"));
    }
}
