//! Copies repeat statements: in a large story each telling is compared once, however many reports print it.

use crate::Settings;
use crate::align::content::Content;
use headwater_model::{Certainty, Polarity, Quoted, Statement, StatementId};
use std::collections::BTreeMap;

/// Which statements are told in the same words, by the same sources and as surely.
#[derive(Clone, Debug)]
pub(crate) struct Tellings {
    /// For each statement the first one of its telling.
    first: Vec<u32>,
    /// The first statement of each telling, ascending.
    heads: Vec<usize>,
}

/// What makes two statements one telling.
type Key<'a> = (&'a [u64], &'a [usize], Certainty, Polarity, Quoted);

impl Tellings {
    /// Every statement by itself.
    pub(crate) fn apart(count: usize) -> Self {
        Self { first: (0..count).map(number).collect(), heads: (0..count).collect() }
    }

    /// The tellings of a story; every statement by itself when it has at most `settings.tellings_apart`.
    pub(crate) fn of(contents: &[Content], statements: &[Statement], settings: &Settings) -> Self {
        if statements.len() <= settings.tellings_apart {
            return Self::apart(statements.len());
        }
        let mut known: BTreeMap<Key<'_>, u32> = BTreeMap::new();
        let mut tellings = Self { first: Vec::with_capacity(statements.len()), heads: Vec::new() };
        for (at, (content, statement)) in contents.iter().zip(statements).enumerate() {
            let key = (
                content.sequence.as_slice(),
                content.chain.as_slice(),
                statement.certainty,
                statement.polarity,
                statement.quoted,
            );
            let first = *known.entry(key).or_insert(number(at));
            tellings.first.push(first);
            if first as usize == at {
                tellings.heads.push(at);
            }
        }
        tellings
    }

    /// The first statement of each telling, ascending.
    pub(crate) fn heads(&self) -> &[usize] {
        &self.heads
    }

    /// Whether every statement is by itself.
    pub(crate) fn are_apart(&self) -> bool {
        self.heads.len() == self.first.len()
    }

    /// The first statement of the telling of this one.
    pub(crate) fn first(&self, at: usize) -> usize {
        self.first[at] as usize
    }

    /// The same by its id.
    pub(crate) fn head(&self, id: StatementId) -> StatementId {
        StatementId(self.first[id.0 as usize])
    }

    /// Those of `statements` that are the first of their telling.
    pub(crate) fn first_of(&self, statements: &[StatementId]) -> Vec<StatementId> {
        statements.iter().copied().filter(|&id| self.head(id) == id).collect()
    }

    /// Groups of first statements with all of their tellings, each ascending, in the order of their first member.
    pub(crate) fn spread(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        if self.are_apart() {
            return groups;
        }
        let mut group_of = vec![0; self.first.len()];
        for (number, group) in groups.iter().enumerate() {
            group.iter().for_each(|&at| group_of[at] = number);
        }
        let mut spread = vec![Vec::new(); groups.len()];
        for at in 0..self.first.len() {
            spread[group_of[self.first(at)]].push(at);
        }
        spread
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::Span;

    fn statement(report: usize) -> Statement {
        Statement {
            report,
            span: Span::new(0, 1),
            sentence: 0,
            chain: Vec::new(),
            parallel: false,
            rejected_by: Vec::new(),
            quoted: Quoted::None,
            certainty: Certainty::Asserted,
            polarity: Polarity::Positive,
            times: Vec::new(),
            places: Vec::new(),
            quantities: Vec::new(),
        }
    }

    #[test]
    fn the_same_words_are_one_telling_in_a_large_story() {
        let told = |sequence: &[u64]| Content { sequence: sequence.to_vec(), ..Content::default() };
        let contents = [told(&[1, 2]), told(&[3]), told(&[1, 2])];
        let statements = [statement(0), statement(0), statement(1)];
        let large = Settings { tellings_apart: 2, ..Settings::default() };
        let tellings = Tellings::of(&contents, &statements, &large);
        assert_eq!(tellings.heads(), [0, 1]);
        assert_eq!(tellings.spread(vec![vec![0], vec![1]]), [vec![0, 2], vec![1]]);
        let small = Tellings::of(&contents, &statements, &Settings { tellings_apart: 3, ..large });
        assert!(small.are_apart());
        assert_eq!(small.first_of(&[StatementId(0), StatementId(2)]), [StatementId(0), StatementId(2)]);
    }
}
