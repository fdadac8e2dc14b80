//! A denial belongs to the claim that it denies, though it shares few words with it: each goes to its best counterpart.

use super::content::{Content, shared_count, shared_weight};
use crate::Settings;
use headwater_model::{Certainty, Polarity, Statement};

/// Moves the denied statements of groups that nobody else asserts into the group of the statement that they deny: the
/// best one by [`counterpart`], when there is one. `groups` are positions in `statements`; groups and their members stay
/// ascending.
pub(super) fn join(groups: &mut Vec<Vec<usize>>, contents: &[Content], statements: &[Statement], settings: &Settings) {
    let denied = |at: usize| denial(&statements[at], &contents[at]);
    let mut moves: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (from, group) in groups.iter().enumerate() {
        let against: Vec<usize> = group.iter().copied().filter(|&at| denied(at)).collect();
        let answered = |&at: &usize| against.iter().any(|&denial| asserts_against(at, denial, contents, statements));
        if against.is_empty() || group.iter().any(answered) {
            continue;
        }
        let mut best: Option<(f32, usize)> = None;
        for &denial in &against {
            for at in 0..statements.len() {
                let score = counterpart(denial, at, contents, statements, settings);
                if score >= settings.denied_claim && best.is_none_or(|(before, _)| score > before) {
                    best = Some((score, at));
                }
            }
        }
        let found = best.and_then(|(_, at)| groups.iter().position(|group| group.contains(&at)));
        if let Some(to) = found.filter(|&to| to != from) {
            moves.push((from, to, against));
        }
    }
    for (from, to, moved) in moves {
        groups[from].retain(|at| !moved.contains(at));
        groups[to].extend(moved);
        groups[to].sort_unstable();
    }
    join_opposed(groups, contents, statements, settings);
    groups.retain(|group| !group.is_empty());
    groups.sort();
}

/// The same for statements that negate a verb: each goes to the affirmation by somebody else that says most of it.
fn join_opposed(groups: &mut [Vec<usize>], contents: &[Content], statements: &[Statement], settings: &Settings) {
    let mut group_of = vec![0; statements.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|&at| group_of[at] = number);
    }
    let mut moves = Vec::new();
    for (at, content) in contents.iter().enumerate() {
        if !negates(content) || content.chain.is_empty() || statements[at].certainty == Certainty::Denied {
            continue;
        }
        let affirms = |other: usize| {
            !negates(&contents[other])
                && asserts_against(other, at, contents, statements)
                && opposed(content, &contents[other])
        };
        if groups[group_of[at]].iter().any(|&other| affirms(other)) {
            continue;
        }
        let mut best: Option<(f32, usize)> = None;
        for other in (0..statements.len()).filter(|&other| affirms(other)) {
            let score = shared_weight(&content.stems, &contents[other].stems) / content.weight.max(1.0);
            if score >= settings.opposed_claim && best.is_none_or(|(before, _)| score > before) {
                best = Some((score, other));
            }
        }
        moves.extend(best.map(|(_, other)| (at, group_of[other])));
    }
    for (at, to) in moves {
        groups[group_of[at]].retain(|&member| member != at);
        groups[to].push(at);
        groups[to].sort_unstable();
    }
}

/// Whether a statement asserts something that the speaker of a denial does not say himself.
fn asserts_against(at: usize, denial: usize, contents: &[Content], statements: &[Statement]) -> bool {
    let statement = &statements[at];
    statement.certainty != Certainty::Denied
        && statement.polarity == Polarity::Positive
        && !contents[at].open
        && contents[at].chain.last() != contents[denial].chain.last()
}

/// Whether two statements share a verb, or a verb of one is a noun of the other ("supply", "arms supply").
pub(crate) fn share_predicate(a: &Content, b: &Content) -> bool {
    let shared = [(&a.verbs, &b.verbs), (&a.verbs, &b.nouns), (&a.nouns, &b.verbs)];
    shared.iter().any(|(some, others)| shared_count(some, others) > 0)
}

/// Whether a statement is somebody's denial. That "the allegations" are denied is said of somebody, named beside it if he is
/// not its source.
pub(crate) fn denial(statement: &Statement, content: &Content) -> bool {
    statement.certainty == Certainty::Denied && (content.refers || !statement.chain.is_empty())
}

/// Whether a statement says that something is not or was not done.
pub(crate) fn negates(content: &Content) -> bool {
    !content.negated.is_empty() || !content.missing.is_empty()
}

/// Whether two statements share a predicate that one of them may negate: a verb that it negates is a verb of the other or a noun of
/// its stem; where it negates no verb, what it negates is not known.
pub(crate) fn share_negated(one: &Content, other: &Content) -> bool {
    let said = |list: &[u64]| shared_count(&one.negated, list) > 0;
    if one.negated.is_empty() { share_predicate(one, other) } else { said(&other.verbs) || said(&other.nouns) }
}

/// Whether one statement negates a verb that the other affirms ("will not pay for the wall", "pays for the wall"), or says
/// that there is none of what the other names ("no trace of oil in the bay", "the oil in the bay"), and both name something
/// else besides. Verbs that both negate, or both affirm, speak against it.
pub(crate) fn opposed(a: &Content, b: &Content) -> bool {
    let in_list = |stem: &u64, list: &[u64]| list.binary_search(stem).is_ok();
    let mut verbs = a.verbs.iter().filter(|verb| in_list(verb, &b.verbs)).peekable();
    let by_verb = verbs.peek().is_some() && verbs.all(|verb| in_list(verb, &a.negated) != in_list(verb, &b.negated));
    let named = |stem: &u64, content: &Content| in_list(stem, &content.nouns) && !in_list(stem, &content.missing);
    let (ours, theirs) = (a.missing.iter().filter(|it| named(it, b)), b.missing.iter().filter(|it| named(it, a)));
    let by_noun: Vec<&u64> = ours.chain(theirs).collect();
    let about = || {
        let mut stems = a.stems.iter().map(|(stem, _)| stem);
        let counts = |stem: &u64| if by_verb { a.verbs.binary_search(stem).is_err() } else { !by_noun.contains(&stem) };
        stems.any(|stem| counts(stem) && b.stems.binary_search_by_key(stem, |&(other, _)| other).is_ok())
            || shared_count(&a.entities, &b.entities) > 0
    };
    a.ought == b.ought && by_verb == by_noun.is_empty() && about()
}

/// What "the allegations" stands for was said at most so many sentences before.
const SAID_BEFORE: u32 = 3;

/// How well a statement is what a denial denies: for one of "the allegations" what follows in its sentence, or what
/// somebody said last; else the share of the denial's weight that it says, with a bonus for a source
/// of its own and for standing in the sentence before. 0 when the two share no predicate, as a verb on at least one side,
/// or nothing besides.
fn counterpart(denial: usize, at: usize, contents: &[Content], statements: &[Statement], settings: &Settings) -> f32 {
    if at == denial || !asserts_against(at, denial, contents, statements) {
        return 0.0;
    }
    let (against, content) = (&contents[denial], &contents[at]);
    let (one, other) = (&statements[denial], &statements[at]);
    if against.refers && one.report == other.report {
        let follows = one.sentence == other.sentence && other.span.start() > one.span.start();
        let back = one.sentence.saturating_sub(other.sentence);
        let said_before = other.sentence < one.sentence && back <= SAID_BEFORE && !content.chain.is_empty();
        if follows || said_before {
            let shared = shared_weight(&against.stems, &content.stems) / against.weight.max(1.0);
            return settings.denied_claim + 1.0 / (1.0 + back as f32) + shared;
        }
    }
    if !share_predicate(against, content) {
        return 0.0;
    }
    let verbs = shared_count(&against.verbs, &content.verbs);
    let shared_stems =
        against.stems.iter().filter(|(stem, _)| content.stems.binary_search_by_key(stem, |&(other, _)| other).is_ok());
    let before = one.report == other.report && one.sentence == other.sentence + 1;
    if !before && shared_stems.count() < 2 {
        return 0.0;
    }
    let bonus = |holds: bool, by: f32| if holds { by } else { 0.0 };
    shared_weight(&against.stems, &content.stems) / against.weight.max(1.0)
        + bonus(verbs > 0, settings.denied_verb)
        + bonus(!content.chain.is_empty(), settings.denied_sourced)
        + bonus(before, settings.denied_before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::{Link, Quoted, Span};

    const PUMPS: u64 = 1;
    const SELL: u64 = 2;
    const HOSPITAL: u64 = 3;
    const BUILD: u64 = 4;

    /// One statement: its report and sentence, who says it, its verb, its noun.
    fn said(place: (usize, u32), source: usize, certainty: Certainty, verb: u64, noun: u64) -> (Statement, Content) {
        let statement = Statement {
            report: place.0,
            span: Span::new(0, 1),
            sentence: place.1,
            chain: vec![Link { source, cue: None, span: None }],
            parallel: false,
            rejected_by: Vec::new(),
            quoted: Quoted::Indirect,
            certainty,
            polarity: Polarity::Positive,
            times: Vec::new(),
            places: Vec::new(),
            quantities: Vec::new(),
        };
        let mut stems = vec![(verb, 1.0), (noun, 1.0)];
        stems.sort_unstable_by_key(|&(stem, _)| stem);
        let content = Content {
            stems,
            weight: 2.0,
            verbs: vec![verb],
            nouns: vec![noun],
            chain: vec![source],
            ..Content::default()
        };
        (statement, content)
    }

    fn joined(said: Vec<(Statement, Content)>) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..said.len()).map(|at| vec![at]).collect();
        let (statements, contents): (Vec<Statement>, Vec<Content>) = said.into_iter().unzip();
        join(&mut groups, &contents, &statements, &Settings::default());
        groups
    }

    #[test]
    fn a_denial_joins_what_it_denies() {
        use Certainty::{Asserted, Denied};
        let groups = joined(vec![
            said((0, 0), 7, Asserted, SELL, PUMPS),
            said((0, 1), 7, Asserted, BUILD, HOSPITAL),
            said((1, 0), 8, Denied, SELL, PUMPS),
        ]);
        assert_eq!(groups, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn nobody_denies_his_own_words_nor_another_deed() {
        use Certainty::{Asserted, Denied};
        assert_eq!(joined(vec![said((0, 0), 7, Asserted, SELL, PUMPS), said((1, 0), 7, Denied, SELL, PUMPS)]).len(), 2);
        assert_eq!(
            joined(vec![said((0, 0), 7, Asserted, BUILD, PUMPS), said((1, 0), 8, Denied, SELL, PUMPS)]).len(),
            2
        );
    }

    #[test]
    fn a_negated_verb_is_against_the_affirmed_one() {
        use Certainty::Asserted;
        let negated = |(statement, content): (Statement, Content)| {
            (statement, Content { negated: content.verbs.clone(), ..content })
        };
        let against = |verb, noun| {
            joined(vec![
                said((0, 0), 7, Asserted, SELL, PUMPS),
                said((0, 1), 7, Asserted, BUILD, HOSPITAL),
                negated(said((1, 0), 8, Asserted, verb, noun)),
            ])
        };
        assert_eq!(against(SELL, PUMPS), [vec![0, 2], vec![1]]);
        assert_eq!(against(SELL, HOSPITAL).len(), 3);
        assert_eq!(against(BUILD, PUMPS).len(), 3);
    }

    #[test]
    fn none_of_it_is_against_it() {
        let content = |nouns: &[u64], missing: &[u64]| Content {
            nouns: nouns.to_vec(),
            missing: missing.to_vec(),
            stems: nouns.iter().map(|&stem| (stem, 1.0)).collect(),
            ..Content::default()
        };
        let none = content(&[PUMPS, HOSPITAL], &[PUMPS]);
        assert!(opposed(&none, &content(&[PUMPS, HOSPITAL], &[])));
        assert!(!opposed(&none, &content(&[PUMPS], &[])), "about nothing else");
        assert!(!opposed(&none, &none));
        let ought = Content { ought: true, ..content(&[PUMPS, HOSPITAL], &[]) };
        assert!(!opposed(&none, &ought), "what should be is not what is");
    }

    #[test]
    fn only_the_verb_that_is_negated_counts() {
        let saying = |verbs: &[u64], negated: &[u64]| Content {
            verbs: verbs.to_vec(),
            negated: negated.to_vec(),
            ..Content::default()
        };
        let one = saying(&[SELL, BUILD], &[SELL]);
        assert!(share_negated(&one, &saying(&[SELL], &[])));
        assert!(!share_negated(&one, &saying(&[BUILD], &[])), "they share a verb that it affirms");
        assert!(share_negated(&saying(&[SELL, BUILD], &[]), &saying(&[BUILD], &[])), "what it negates is not known");
    }

    #[test]
    fn the_allegations_are_what_was_said_before() {
        use Certainty::{Asserted, Denied};
        let (denial, content) = said((0, 5), 8, Denied, BUILD, HOSPITAL);
        let refers = Content { refers: true, ..content };
        let denied = (Statement { chain: Vec::new(), ..denial }, Content { chain: Vec::new(), ..refers });
        let said = |sentence| said((0, sentence), 7, Asserted, SELL, PUMPS);
        assert_eq!(joined(vec![said(4), denied.clone()]), [vec![0, 1]]);
        assert_eq!(joined(vec![said(1), denied]).len(), 2);
    }

    #[test]
    fn the_sentence_before_needs_only_the_verb() {
        use Certainty::{Asserted, Denied};
        let near = joined(vec![said((0, 4), 7, Asserted, SELL, HOSPITAL), said((0, 5), 8, Denied, SELL, PUMPS)]);
        assert_eq!(near, [vec![0, 1]]);
        let far = joined(vec![said((0, 1), 7, Asserted, SELL, HOSPITAL), said((0, 5), 8, Denied, SELL, PUMPS)]);
        assert_eq!(far.len(), 2);
    }
}
