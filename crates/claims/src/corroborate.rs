//! Who says so independently? The statements of a claim, grouped into origins by the three rules of the guidelines: one
//! source, one text, one publisher. Doubt is resolved towards fewer origins.

mod evidence;
mod label;

use crate::Settings;
use crate::align::content::Content;
use crate::align::features::first_likeness;
use crate::align::{Passages, denial, negates, opposed, share_negated};
use crate::sources::principal;
use crate::tellings::Tellings;
use headwater_atlas::Outlets;
use headwater_model::{Certainty, Claim, CopyTree, Origin, Polarity, Reading, Source, Statement, StatementId, Status};

/// What corroboration looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Story<'a> {
    pub(crate) readings: &'a [Reading<'a>],
    pub(crate) tree: &'a CopyTree,
    pub(crate) passages: &'a Passages<'a>,
    pub(crate) tellings: &'a Tellings,
    pub(crate) outlets: &'a Outlets,
    pub(crate) sources: &'a [Source],
    pub(crate) statements: &'a [Statement],
    pub(crate) contents: &'a [Content],
    pub(crate) settings: &'a Settings,
}

impl Story<'_> {
    /// The claim that these statements make. `statements` ascend and are not empty.
    pub(crate) fn claim(&self, statements: Vec<StatementId>) -> Claim {
        let origins = self.origins(&statements);
        let told = self.tellings.first_of(&statements);
        let status = if self.disputed(&told) {
            Status::Disputed
        } else if origins.len() > 1 {
            Status::Corroborated
        } else {
            Status::SingleOrigin
        };
        let differences = self.differences(&told);
        let drift = self.drift(&statements, &told);
        Claim { text: self.best(&told), statements, origins, status, differences, drift }
    }

    pub(crate) fn content(&self, id: StatementId) -> &Content {
        &self.contents[id.0 as usize]
    }

    pub(crate) fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id.0 as usize]
    }

    /// Groups of statements with the reasons that joined them, the largest first.
    pub(crate) fn origins(&self, statements: &[StatementId]) -> Vec<Origin> {
        let told = self.tellings.first_of(statements);
        let mut group_of: Vec<usize> = (0..told.len()).collect();
        let mut reasons: Vec<Vec<String>> = vec![Vec::new(); told.len()];
        // The strongest evidence first, so that the reasons given are the best there are.
        let mut joins: Vec<(evidence::Joined, usize, usize)> = Vec::new();
        for (at, &a) in told.iter().enumerate() {
            for (next, &b) in told.iter().enumerate().skip(at + 1) {
                joins.extend(self.joined(a, b).map(|joined| (joined, at, next)));
            }
        }
        joins.sort_by_key(|&(joined, a, b)| (joined.rule, a, b));
        for (joined, a, b) in joins {
            let (low, high) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
            if low == high {
                continue;
            }
            let moved = std::mem::take(&mut reasons[high]);
            reasons[low].extend(moved);
            reasons[low].push(self.in_words(joined, told[a], told[b]));
            group_of.iter_mut().filter(|group| **group == high).for_each(|group| *group = low);
        }
        let mut members: Vec<Vec<StatementId>> = vec![Vec::new(); told.len()];
        for &id in statements {
            if let Ok(at) = told.binary_search(&self.tellings.head(id)) {
                members[group_of[at]].push(id);
            }
        }
        let mut origins: Vec<Origin> = Vec::new();
        for (members, mut because) in members.into_iter().zip(reasons).filter(|(members, _)| !members.is_empty()) {
            let tellings = self.tellings.first_of(&members).len();
            if tellings < members.len() {
                because.push(format!("{} statements in the words of {tellings}", members.len()));
            }
            let mut seen = Vec::new();
            because.retain(|reason| {
                !seen.contains(reason) && {
                    seen.push(reason.clone());
                    true
                }
            });
            origins.push(Origin { label: self.label(&members), statements: members, because });
        }
        origins.sort_by_key(|origin| (std::cmp::Reverse(origin.statements.len()), origin.statements[0]));
        origins
    }

    /// Whether somebody denies what somebody else says: by the word, by negating it in much the same words, or by a report's
    /// account of both.
    fn disputed(&self, statements: &[StatementId]) -> bool {
        let against =
            |&against: &StatementId| statements.iter().any(|&id| self.denies(against, id) || self.negates(against, id));
        statements.iter().any(against) || statements.iter().any(|&id| self.rejected(id))
    }

    /// Whether somebody else than its speaker is said to reject a statement where it stands.
    fn rejected(&self, id: StatementId) -> bool {
        let by = self.statement(id).rejected_by.iter().map(|link| principal(self.sources, link.source));
        by.into_iter().any(|source| Some(source) != self.speaker(id))
    }

    /// Whether one statement is somebody's denial and the other somebody else's assertion.
    fn denies(&self, against: StatementId, id: StatementId) -> bool {
        let statement = self.statement(id);
        denial(self.statement(against), self.content(against))
            && statement.certainty == Certainty::Asserted
            && statement.polarity == Polarity::Positive
            && self.speaker(id) != self.speaker(against)
    }

    /// The first speaker of a statement, or the body for which he speaks.
    fn speaker(&self, id: StatementId) -> Option<usize> {
        self.statement(id).chain.last().map(|link| principal(self.sources, link.source))
    }

    /// Whether one statement negates what the other affirms: with the same predicate, in much the same words, by other
    /// sources. A part of the same speech that leaves "not" out affirms nothing.
    pub(crate) fn negates(&self, against: StatementId, id: StatementId) -> bool {
        let (one, other) = (self.content(against), self.content(id));
        let negative = |id: StatementId| self.statement(id).polarity == Polarity::Negative;
        let denied = self.statement(id).certainty == Certainty::Denied;
        if denied || other.open || !(negates(one) || negative(against)) {
            return false;
        }
        let principals = |id: StatementId| {
            self.statement(id).chain.iter().map(|link| principal(self.sources, link.source)).collect::<Vec<_>>()
        };
        let (ours, theirs) = (principals(against), principals(id));
        if ours.is_empty() || ours.iter().any(|source| theirs.contains(source)) {
            return false;
        }
        if negates(one) && !negates(other) && opposed(one, other) {
            return true;
        }
        negative(against)
            && !negative(id)
            && !theirs.is_empty()
            && share_negated(one, other)
            && first_likeness(one, other) >= self.settings.contrary
    }

    /// The statement that shares most with the others for its length, an asserted one if there is any.
    fn best(&self, statements: &[StatementId]) -> StatementId {
        let score = |id: StatementId| {
            let content = &self.contents[id.0 as usize];
            let others = statements.iter().filter(|&&other| other != id);
            let shared: f32 = others
                .map(|other| {
                    crate::align::content::shared_weight(&content.stems, &self.contents[other.0 as usize].stems)
                })
                .sum();
            let asserted = if self.statement(id).certainty == Certainty::Denied { 0.5 } else { 1.0 };
            // A fragment ("to prioritise …") says less to a reader than a clause that opens its sentence.
            let statement = self.statement(id);
            let opening =
                self.readings[statement.report].text(statement.span).trim_start_matches(['"', '“', '‘', '\'']);
            let whole = if opening.starts_with(char::is_lowercase) { 0.7 } else { 1.0 };
            whole * asserted * (shared + 0.1 * content.weight) / (4.0 + content.weight)
        };
        let mut best = statements[0];
        for &id in statements {
            if score(id) > score(best) {
                best = id;
            }
        }
        best
    }
}
