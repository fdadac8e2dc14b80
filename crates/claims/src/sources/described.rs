//! Speakers whom one report only describes ("a district attorney", "the Texas governor") and another names with the same
//! words before the name ("Texas Gov. Rick Reyes").

use super::names::{self, Name};
use headwater_model::{Entity, EntityKind, MentionKind, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// Mentions of one report, from its start, whose surroundings are kept: texts of the length of books stay fast.
const MOST_MENTIONS: usize = 1000;

/// Bytes before a name in which its titles stand.
const BEFORE_NAME: usize = 80;

/// Fewest words of a description that tells one person apart.
const FEWEST_WORDS: usize = 2;

/// Words for people whom nothing but a name tells apart.
const ANYBODY: &[&str] = &[
    "aide",
    "boy",
    "father",
    "girl",
    "man",
    "mother",
    "official",
    "person",
    "source",
    "spokesman",
    "spokeswoman",
    "woman",
];

/// What stands before the names of people, over all reports.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    /// By their last: words before a name, and whose, by report and entity.
    titles: BTreeMap<String, BTreeSet<(Vec<String>, usize, usize)>>,
}

impl Described {
    /// Reads the words before all names of people.
    pub(super) fn of(readings: &[Reading<'_>]) -> Self {
        let mut titles: BTreeMap<String, BTreeSet<(Vec<String>, usize, usize)>> = BTreeMap::new();
        for (report, reading) in readings.iter().enumerate() {
            let entities = &reading.annotated.entities;
            for mention in reading.annotated.mentions.iter().take(MOST_MENTIONS) {
                let entity = mention.entity.0 as usize;
                let person = entities.get(entity).is_some_and(|it| it.named && it.kind == EntityKind::Person);
                if !person || mention.kind != MentionKind::Name {
                    continue;
                }
                let before = before(&reading.report.text, mention.span.start());
                let words = words(before);
                if let Some(last) = words.last().filter(|_| words.len() >= FEWEST_WORDS) {
                    titles.entry(last.clone()).or_default().insert((words, report, entity));
                }
            }
        }
        Self { titles }
    }

    /// Position of the one speaker whom the reports name after the words of a description; `None` when the
    /// description is a name, or the words stand before the names of several.
    pub(super) fn only_person(
        &self,
        speaking: &[(usize, usize)],
        names: &[Name],
        groups: &[Vec<usize>],
        entity: &Entity,
    ) -> Option<usize> {
        if names::is_named(entity) || !matches!(entity.kind, EntityKind::Person | EntityKind::Other) {
            return None;
        }
        let described = words(names::without_article(&entity.name));
        let owned = entity.name.contains("'s ") || entity.name.contains("’s ");
        self.only_after(speaking, names, groups, &described).or_else(|| {
            // "The president's security adviser" and "security adviser Ann Bell".
            let rest = &described[described.len().min(1)..];
            if owned { self.only_after(speaking, names, groups, rest) } else { None }
        })
    }

    fn only_after(
        &self,
        speaking: &[(usize, usize)],
        names: &[Name],
        groups: &[Vec<usize>],
        described: &[String],
    ) -> Option<usize> {
        let head = described.last()?;
        if described.len() < FEWEST_WORDS || ANYBODY.contains(&head.as_str()) {
            return None;
        }
        let of_member = |member: usize| groups.iter().position(|group| group.contains(&member));
        let mut found: Option<usize> = None;
        for (_, report, entity) in self.titles.get(head)?.iter().filter(|(words, ..)| words.ends_with(described)) {
            let Ok(member) = speaking.binary_search(&(*report, *entity)) else { continue };
            match found {
                Some(before) if of_member(before) != of_member(member) => return None,
                _ => found = Some(member),
            }
        }
        found.filter(|&member| names[member].is_full())
    }
}

/// The text right before a position, from the start of its sentence part.
fn before(text: &str, position: usize) -> &str {
    let mut from = position.saturating_sub(BEFORE_NAME);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..position).unwrap_or_default().trim_end();
    let before = before.strip_suffix(',').unwrap_or(before);
    before.rsplit([',', ';', '\n', '“', '"']).next().unwrap_or_default()
}

/// Words in lower case and in full, endings of possessives and points left out.
fn words(phrase: &str) -> Vec<String> {
    let plain = phrase.to_lowercase().replace("'s ", " ").replace("’s ", " ");
    plain.split_whitespace().map(|word| in_full(word.replace('.', ""))).filter(|word| !word.is_empty()).collect()
}

/// A title in full.
fn in_full(word: String) -> String {
    let full = match word.as_str() {
        "gov" => "governor",
        "sen" => "senator",
        "rep" => "representative",
        "gen" => "general",
        "lt" => "lieutenant",
        "sgt" => "sergeant",
        "atty" => "attorney",
        _ => return word,
    };
    full.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::sources::Sources;
    use headwater_model::{
        Annotated, Attribution, Entity, EntityId, EntityKind, Mention, MentionKind, Reading, Report, Span,
    };

    /// A report in which somebody speaks who goes by `name`.
    fn heard(text: &str, name: &str) -> (Report, Annotated) {
        let start = text.find(name).unwrap();
        let span = Span::new(start, start + name.len());
        let named = !name.contains("overnor");
        let kind = if named { MentionKind::Name } else { MentionKind::Description };
        let annotated = Annotated {
            mentions: vec![Mention { span, entity: EntityId(0), kind }],
            entities: vec![Entity {
                name: name.to_owned(),
                kind: EntityKind::Person,
                aliases: Vec::new(),
                named,
                body: None,
            }],
            attributions: vec![Attribution { speakers: vec![EntityId(0)], ..Attribution::default() }],
            ..Annotated::default()
        };
        (Report::of_text(text), annotated)
    }

    fn sources(reports: &[(Report, Annotated)]) -> Vec<Option<usize>> {
        let readings: Vec<Reading<'_>> =
            reports.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
        let sources = Sources::of(&readings);
        (0..reports.len()).map(|report| sources.find(report, EntityId(0))).collect()
    }

    #[test]
    fn the_words_before_a_name_stand_for_it_when_only_one_bears_them() {
        let described = heard("The Texford governor said it snowed.", "The Texford governor");
        let bell = heard("On Monday, Texford Gov. Ann Bell said it rained.", "Ann Bell");
        let dobbs = heard("On Monday, Texford Gov. Mark Dobbs said it rained.", "Mark Dobbs");
        let other = heard("The governor said it snowed.", "The governor");
        assert_eq!(sources(&[described.clone(), bell.clone()]), [Some(0), Some(0)]);
        assert_eq!(sources(&[described, bell.clone(), dobbs]), [Some(0), Some(1), Some(2)]);
        assert_eq!(sources(&[other, bell]), [Some(0), Some(1)], "a lone title tells nobody apart");
    }
}
