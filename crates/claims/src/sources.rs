//! Who speaks? The entities of single reports, made into the sources of the story: one source however it is called.

mod described;
mod names;

use described::Described;
use headwater_model::{Entity, EntityId, EntityKind, Reading, Source, SourceKind};
use names::{Name, same_source};
use std::collections::{BTreeMap, BTreeSet};

/// The sources of a story, and which entity of which report is which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    /// Each once, in the order in which the reports first name them.
    pub(crate) list: Vec<Source>,
    /// By report, then by entity; `None` for an entity that says nothing and for which nobody speaks.
    of_entity: Vec<Vec<Option<usize>>>,
}

impl Sources {
    /// Merges the speaking entities of all reports, and the bodies they speak for.
    pub(crate) fn of(readings: &[Reading<'_>]) -> Self {
        let mut speaking: Vec<(usize, usize)> = Vec::new();
        for (report, reading) in readings.iter().enumerate() {
            speaking.extend(speaking_entities(reading).into_iter().map(|entity| (report, entity)));
        }
        let entity = |&(report, entity): &(usize, usize)| &readings[report].annotated.entities[entity];
        let names: Vec<Name> = speaking.iter().map(|at| Name::of(entity(at))).collect();
        let mut groups = grouped(&names);
        for (at, &(report, _)) in speaking.iter().enumerate() {
            if let Some(carrier) = carrier(&names, &speaking, at, report, entity(&speaking[at])) {
                join_groups(&mut groups, at, carrier);
            }
        }
        let described = Described::of(readings);
        for at in 0..speaking.len() {
            if let Some(person) = described.only_person(&speaking, &names, &groups, entity(&speaking[at])) {
                join_groups(&mut groups, at, person);
            }
        }
        let mut sources = Self {
            list: Vec::new(),
            of_entity: readings.iter().map(|reading| vec![None; reading.annotated.entities.len()]).collect(),
        };
        for group in &groups {
            let members: Vec<&Entity> = group.iter().map(|&member| entity(&speaking[member])).collect();
            for &member in group {
                let (report, entity) = speaking[member];
                sources.of_entity[report][entity] = Some(sources.list.len());
            }
            sources.list.push(merged(&members));
        }
        for (at, group) in groups.iter().enumerate() {
            sources.list[at].body = group
                .iter()
                .filter_map(|&member| {
                    let (report, _) = speaking[member];
                    let body = entity(&speaking[member]).body?;
                    // A nationality or a movement ("North Korean", "Republicans") says nothing as one body.
                    let kind = readings[report].annotated.entities.get(body.0 as usize)?.kind;
                    (kind != EntityKind::Group).then(|| sources.find(report, body))?
                })
                .find(|&body| body != at);
        }
        sources
    }

    /// The source that an entity of a report is.
    pub(crate) fn find(&self, report: usize, entity: EntityId) -> Option<usize> {
        *self.of_entity.get(report)?.get(entity.0 as usize)?
    }
}

/// Whom a source stands for when origins are counted: the body it speaks for, else itself.
pub(crate) fn principal(sources: &[Source], source: usize) -> usize {
    let mut at = source;
    // A body may itself belong to one; a chain longer than this is a ring.
    for _ in 0..4 {
        match sources[at].body {
            Some(body) if body != at && body < sources.len() => at = body,
            _ => break,
        }
    }
    at
}

/// Positions of the entities that say something, of the bodies they speak for, and of agencies and outlets, which may be
/// spoken to ("told AFP").
fn speaking_entities(reading: &Reading<'_>) -> BTreeSet<usize> {
    let entities = &reading.annotated.entities;
    let mut speaking: BTreeSet<usize> = reading
        .annotated
        .attributions
        .iter()
        .flat_map(|attribution| attribution.speakers.iter().map(|speaker| speaker.0 as usize))
        .filter(|&entity| entity < entities.len())
        .collect();
    let media = entities.iter().enumerate();
    speaking
        .extend(media.filter(|(_, it)| matches!(it.kind, EntityKind::Agency | EntityKind::Outlet)).map(|(at, _)| at));
    let bodies: Vec<usize> = speaking.iter().filter_map(|&at| entities[at].body).map(|body| body.0 as usize).collect();
    speaking.extend(bodies.into_iter().filter(|&body| body < entities.len()));
    speaking
}

/// Position of the named source in the same report for which a description is another word: "Images released by KCNA" and
/// "Japan’s Kyodo News agency" are the agencies', "Velt’s comments" are Velt's.
fn carrier(
    names: &[Name],
    speaking: &[(usize, usize)],
    description: usize,
    report: usize,
    entity: &Entity,
) -> Option<usize> {
    if names::is_named(entity) && entity.kind != EntityKind::Document {
        return None;
    }
    let same_report = speaking.iter().enumerate().filter(|(at, of)| of.0 == report && *at != description);
    same_report
        .map(|(at, _)| at)
        .filter(|&at| names[at].carries(&entity.name))
        .max_by_key(|&at| (names[at].length(), std::cmp::Reverse(at)))
}

/// Moves the group of one member into the group of another.
fn join_groups(groups: &mut Vec<Vec<usize>>, a: usize, b: usize) {
    let of = |groups: &[Vec<usize>], member: usize| groups.iter().position(|group| group.contains(&member));
    if let (Some(from), Some(to)) = (of(groups, a), of(groups, b))
        && from != to
    {
        let (low, high) = (from.min(to), from.max(to));
        let moved = groups.remove(high);
        groups[low].extend(moved);
        groups[low].sort_unstable();
    }
}

/// Groups of names that mean one source, each ascending, in the order of their first member.
fn grouped(names: &[Name]) -> Vec<Vec<usize>> {
    // Copies repeat names: each is compared once.
    let mut known: BTreeMap<&Name, usize> = BTreeMap::new();
    let mut distinct: Vec<usize> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let first = *known.entry(name).or_insert(at);
        if first == at || !same_source(name, name) {
            distinct.push(at);
        }
    }
    let compared: Vec<&Name> = distinct.iter().map(|&at| &names[at]).collect();
    let mut group_of: Vec<usize> = names.iter().map(|name| known[name]).collect();
    distinct.iter().for_each(|&at| group_of[at] = at);
    let mut join = |a: usize, b: usize| {
        let (a, b) = (group_of[a], group_of[b]);
        if a != b {
            let (low, high) = (a.min(b), a.max(b));
            group_of.iter_mut().filter(|group| **group == high).for_each(|group| *group = low);
        }
    };
    for (at, a) in compared.iter().enumerate() {
        for (next, b) in compared.iter().enumerate().skip(at + 1) {
            if same_source(a, b) {
                join(distinct[at], distinct[next]);
            }
        }
    }
    for (short, name) in compared.iter().enumerate() {
        if let Some(full) = name.only_full_form(&compared) {
            join(distinct[short], distinct[full]);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, group) in group_of.into_iter().enumerate() {
        groups.entry(group).or_default().push(at);
    }
    // A group is called by its first member, so they come in the order of these.
    groups.into_values().collect()
}

/// One source of several entities: the fullest plain name, the kind most say, all other names.
fn merged(members: &[&Entity]) -> Source {
    let named = members.iter().any(|entity| names::is_named(entity));
    let names = || {
        let members = members.iter().filter(|entity| names::is_named(entity) == named);
        members.map(|entity| names::plain(&entity.name))
    };
    let mut full = names().next().unwrap_or_default();
    for name in names() {
        if names::fullness(name) > names::fullness(full) {
            full = name;
        }
    }
    let mut aliases: Vec<String> = Vec::new();
    for entity in members {
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            if name != full && !aliases.contains(name) {
                aliases.push(name.clone());
            }
        }
    }
    let name = if named { full.to_owned() } else { format!("{} (unnamed)", names::without_article(full)) };
    Source { name, kind: kind(members, named), aliases, body: None }
}

fn kind(members: &[&Entity], named: bool) -> SourceKind {
    let of = |entity: &Entity| match entity.kind {
        EntityKind::Document => SourceKind::Document,
        EntityKind::Post => SourceKind::Post,
        _ if !named => SourceKind::Unnamed,
        EntityKind::Person => SourceKind::Person,
        EntityKind::Agency => SourceKind::Agency,
        EntityKind::Outlet => SourceKind::Outlet,
        EntityKind::Government | EntityKind::Location => SourceKind::Government,
        EntityKind::Organisation | EntityKind::Group | EntityKind::Other => SourceKind::Organisation,
    };
    let kinds: Vec<SourceKind> =
        members.iter().filter(|entity| names::is_named(entity) == named).map(|it| of(it)).collect();
    let votes = |kind: SourceKind| kinds.iter().filter(|&&other| other == kind).count();
    kinds.iter().copied().max_by_key(|&kind| (votes(kind), std::cmp::Reverse(kind))).unwrap_or(SourceKind::Unnamed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(name: &str, kind: EntityKind, aliases: &[&str]) -> Entity {
        Entity {
            name: name.to_owned(),
            kind,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            named: name.chars().any(char::is_uppercase),
            body: None,
        }
    }

    fn groups(names: &[(&str, EntityKind, &[&str])]) -> Vec<Vec<usize>> {
        let names: Vec<Name> =
            names.iter().map(|(name, kind, aliases)| Name::of(&entity(name, *kind, aliases))).collect();
        grouped(&names)
    }

    #[test]
    fn a_surname_joins_the_only_full_name() {
        use EntityKind::Person;
        let joined = groups(&[("Mara Velt", Person, &[]), ("Velt", Person, &[]), ("Otto Brun", Person, &[])]);
        assert_eq!(joined, [vec![0, 1], vec![2]]);
        let open = groups(&[("Mara Velt", Person, &[]), ("Velt", Person, &[]), ("Nils Velt", Person, &[])]);
        assert_eq!(open.len(), 3, "a surname that two people bear joins neither");
    }

    #[test]
    fn short_first_names_are_the_same() {
        use EntityKind::Person;
        let joined = groups(&[
            ("Liz Grolov", Person, &[]),
            ("Elizabeth Grolov", Person, &[]),
            ("Mary Grolov", Person, &[]),
            ("Ben Velt", Person, &[]),
            ("Benjamin Todd Velt", Person, &[]),
        ]);
        assert_eq!(joined, [vec![0, 1], vec![2], vec![3, 4]]);
    }

    #[test]
    fn initials_and_spellings_are_one() {
        use EntityKind::{Organisation, Person};
        let joined = groups(&[
            ("Harbour Safety Board", Organisation, &[]),
            ("HSB", Organisation, &[]),
            ("Alexander Grolov", Person, &[]),
            ("Alexandr Grolov", Person, &[]),
            ("Jan-Piet Moor", Person, &[]),
            ("Jan Piet Moor", Person, &[]),
        ]);
        assert_eq!(joined, [vec![0, 1], vec![2, 3], vec![4, 5]]);
    }

    #[test]
    fn descriptions_join_only_equals() {
        use EntityKind::Other;
        let joined = groups(&[("officials", Other, &[]), ("the officials", Other, &[]), ("two officials", Other, &[])]);
        assert_eq!(joined, [vec![0, 1], vec![2]]);
        assert_eq!(merged(&[&entity("the officials", Other, &[])]).name, "officials (unnamed)");
    }
}
