//! Where do two statements of one claim differ? Two values of one slot, on the exact words.

mod slots;
mod wording;

use crate::Settings;
use crate::align::features::{first_likeness, sentence_likeness};
use crate::corroborate::Story;
use crate::sources::principal;
use headwater_model::{Certainty, Difference, DifferenceKind, Span, StatementId};
use std::collections::BTreeSet;

impl Story<'_> {
    /// Differences between the statements of a claim, ordered by reports and kind: for every two reports that carry it,
    /// each kind at most once, between the statements of the two that are most alike.
    pub(crate) fn differences(&self, statements: &[StatementId]) -> Vec<Difference> {
        let mut by_report: Vec<Vec<StatementId>> = Vec::new();
        for &id in statements {
            match by_report.last_mut() {
                Some(last) if self.statement(last[0]).report == self.statement(id).report => last.push(id),
                _ => by_report.push(vec![id]),
            }
        }
        let mut differences = Vec::new();
        for (at, one) in by_report.iter().enumerate() {
            for other in &by_report[at + 1..] {
                self.compare(one, other, &mut differences);
            }
        }
        differences
    }

    fn compare(&self, one: &[StatementId], other: &[StatementId], differences: &mut Vec<Difference>) {
        let mut pairs: Vec<(f32, StatementId, StatementId)> = Vec::new();
        for &a in one {
            for &b in other {
                pairs.push((first_likeness(self.content(a), self.content(b)), a, b));
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        type Slot<'a> = fn(&Story<'a>, StatementId, StatementId) -> Option<(Span, Span)>;
        let &Settings { comparable, one_slot, .. } = self.settings;
        let slots: [(DifferenceKind, f32, Slot<'_>); 5] = [
            (DifferenceKind::Number, comparable, Story::numbers_differ),
            (DifferenceKind::Date, comparable, Story::dates_differ),
            (DifferenceKind::Place, comparable, Story::places_differ),
            (DifferenceKind::Name, comparable, Story::spellings_differ),
            // Names stand in many slots: only in much the same words do two of them fill one.
            (DifferenceKind::Name, one_slot, Story::names_differ),
        ];
        let before = differences.len();
        for (kind, least, slot) in slots {
            if differences[before..].iter().any(|known| known.kind == kind) {
                continue;
            }
            let alike = pairs.iter().filter(|&&(likeness, a, b)| likeness >= least && !self.same_words(a, b));
            let differing = alike.map(|&(_, a, b)| (a, b, slot(self, a, b)));
            if let Some((a, b, Some((a_span, b_span)))) = differing.into_iter().find(|(.., values)| values.is_some()) {
                differences.push(Difference { kind, a, b, a_span: Some(a_span), b_span: Some(b_span) });
            }
        }
        // Where a sentence is printed word for word, its source and its words are the same, however it was read.
        let one_sentence = pairs.first().is_some_and(|&(_, a, b)| {
            sentence_likeness(self.content(a), self.content(b)) >= self.settings.one_sentence
        });
        if !one_sentence && let Some((a, b, a_span, b_span)) = self.reworded(&pairs) {
            let kind = DifferenceKind::Wording;
            differences.push(Difference { kind, a, b, a_span: Some(a_span), b_span: Some(b_span) });
        }
        let hedged = |id: StatementId| self.statement(id).certainty == Certainty::Hedged;
        let denied = |id: StatementId| self.statement(id).certainty == Certainty::Denied;
        // A report that says it both ways differs from none.
        let split = |holds: &dyn Fn(StatementId) -> bool| {
            let side = |ids: &[StatementId]| (ids.iter().any(|&id| holds(id)), ids.iter().all(|&id| holds(id)));
            matches!((side(one), side(other)), ((false, _), (_, true)) | ((_, true), (false, _)))
        };
        let parted = |holds: &dyn Fn(StatementId) -> bool| pairs.iter().find(|&&(_, a, b)| holds(a) != holds(b));
        // Of two reports those statements count that are most alike.
        if let Some(&(likeness, a, b)) = pairs.first()
            && hedged(a) != hedged(b)
            && likeness >= self.settings.hedged_alike
        {
            let kind = DifferenceKind::Certainty;
            differences.push(Difference { kind, a, b, a_span: self.signal(a), b_span: self.signal(b) });
        }
        if !one_sentence
            && let Some(&(likeness, a, b)) = pairs.iter().find(|&&(_, a, b)| self.sourced_apart(a, b))
            && likeness >= self.settings.sourced_alike
        {
            let kind = DifferenceKind::Attribution;
            differences.push(Difference { kind, a, b, a_span: self.source_words(a), b_span: self.source_words(b) });
        }
        let contrary = || pairs.iter().find(|&&(_, a, b)| self.negates(a, b) || self.negates(b, a));
        let denial = if split(&denied) { parted(&denied) } else { None };
        if let Some(&(_, a, b)) = denial.or_else(contrary) {
            let kind = DifferenceKind::Polarity;
            differences.push(Difference { kind, a, b, a_span: self.signal(a), b_span: self.signal(b) });
        }
    }

    /// Whether two statements are worded alike: then no slot of one holds another value, however its words were read.
    fn same_words(&self, a: StatementId, b: StatementId) -> bool {
        self.content(a).sequence == self.content(b).sequence
    }

    /// Whether a source stands in the chain of one statement only.
    fn sourced_apart(&self, a: StatementId, b: StatementId) -> bool {
        let sources = |id: StatementId| {
            self.statement(id).chain.iter().map(|link| principal(self.sources, link.source)).collect::<BTreeSet<_>>()
        };
        sources(a) != sources(b)
    }

    /// One speech in other words: the fewest words exchanged inside a quotation between any two statements, else how the
    /// closest two differ (two sentences of one speech are no rewording of each other). `pairs` have the closest first.
    fn reworded(&self, pairs: &[(f32, StatementId, StatementId)]) -> Option<(StatementId, StatementId, Span, Span)> {
        let alike = || pairs.iter().take_while(|(likeness, ..)| *likeness >= self.settings.comparable);
        let exchanges = alike().filter_map(|&(_, a, b)| {
            let (count, a_span, b_span) = self.quotation_changed(a, b)?;
            (count <= self.settings.words_exchanged).then_some((count, a, b, a_span, b_span))
        });
        if let Some((_, a, b, a_span, b_span)) = exchanges.min_by_key(|&(count, a, b, ..)| (count, a, b)) {
            return Some((a, b, a_span, b_span));
        }
        let &(_, a, b) = alike().next()?;
        self.wording_differs(a, b).map(|(a_span, b_span)| (a, b, a_span, b_span))
    }
}
