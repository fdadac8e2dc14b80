//! Why are two statements of one origin? One source, one text, one publisher; a vague source beside one that it may mean.

use super::Story;
use crate::sources::principal;
use headwater_model::{Certainty, CopyLevel, SourceKind, StatementId};

/// Rules that make two statements one origin, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// Their chains share a source; the position of that source.
    Source(usize),
    /// One report's outlet or agency is the other statement's source.
    Carrier(usize),
    /// Their words stand in an aligned passage.
    Passage,
    /// Their reports are one text.
    Text,
    /// Their outlets have one publisher.
    Publisher,
    /// One source is vague and may mean the other.
    Vague,
    /// They stand in one report.
    Report,
    /// One names no source, and nothing shows that it does not rest on the other's.
    Unattributed,
    /// They tell it too much alike to have learnt it apart.
    Alike,
}

/// A rule that holds for two statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) rule: Rule,
}

impl Story<'_> {
    /// The strongest rule that makes two statements of one claim one origin; `None` when they are independent.
    pub(super) fn joined(&self, a: StatementId, b: StatementId) -> Option<Joined> {
        self.rule(a, b).map(|rule| Joined { rule })
    }

    fn rule(&self, a: StatementId, b: StatementId) -> Option<Rule> {
        let (one, other) = (self.statement(a), self.statement(b));
        if let Some(source) = self.shared_source(a, b) {
            return Some(Rule::Source(source));
        }
        // Who denies it did not say it, even in one text: only a shared source makes the two one, or a sentence that
        // names a source for one of the two only.
        let denied = |id: StatementId| self.statement(id).certainty == Certainty::Denied;
        let (neither, both) = match (one.chain.is_empty(), other.chain.is_empty()) {
            (true, true) => (true, false),
            (named, also) => (false, !named && !also),
        };
        if denied(a) != denied(b) && (both || !neither && (one.report, one.sentence) != (other.report, other.sentence))
        {
            return None;
        }
        if one.report == other.report {
            let both = !one.chain.is_empty() && !other.chain.is_empty();
            return if both { self.vague(a, b).then_some(Rule::Vague) } else { Some(Rule::Report) };
        }
        if let Some(source) = self.carrier(a, b).or_else(|| self.carrier(b, a)) {
            return Some(Rule::Carrier(source));
        }
        if self.passages.mapped(one, other) >= self.settings.shared_passage {
            return Some(Rule::Passage);
        }
        let level = self.tree.pair(one.report, other.report).map_or(CopyLevel::None, |pair| pair.level);
        if level == CopyLevel::Wholly {
            return Some(Rule::Text);
        }
        if self.publisher(one.report).is_some_and(|publisher| self.publisher(other.report) == Some(publisher)) {
            return Some(Rule::Publisher);
        }
        match (one.chain.is_empty(), other.chain.is_empty()) {
            (true, true) if level == CopyLevel::Partly => Some(Rule::Text),
            // Reports that share no text, no quotation and no source have learnt it apart; so have those that share some of
            // these and tell it in words of their own.
            (true, true) => (level != CopyLevel::None && self.alike(a, b)).then_some(Rule::Alike),
            (false, false) if self.vague(a, b) => Some(Rule::Vague),
            // Two people who speak in reports that share nothing saw it with their own eyes.
            (false, false) if level == CopyLevel::None && self.two_people(a, b) => None,
            // Two speakers in the same words: one text that names now the one, now the other.
            (false, false) => self.alike(a, b).then_some(Rule::Alike),
            _ => (level != CopyLevel::None && self.alike(a, b)).then_some(Rule::Unattributed),
        }
    }

    /// A source that stands in both chains, by itself or through who speaks for it.
    fn shared_source(&self, a: StatementId, b: StatementId) -> Option<usize> {
        let principals = |id: StatementId| {
            self.statement(id).chain.iter().rev().map(|link| principal(self.sources, link.source)).collect::<Vec<_>>()
        };
        let others = principals(b);
        principals(a).into_iter().find(|source| others.contains(source))
    }

    /// A source of `a` that is the outlet of `b`'s report, or an agency that it credits.
    fn carrier(&self, a: StatementId, b: StatementId) -> Option<usize> {
        let is_media = |kind| matches!(kind, SourceKind::Agency | SourceKind::Outlet | SourceKind::Organisation);
        if !self.statement(a).chain.iter().any(|link| is_media(self.sources[link.source].kind)) {
            return None;
        }
        let report = self.readings[self.statement(b).report].report;
        let plain = |name: &str| {
            let name = name.to_lowercase();
            let name = name.strip_prefix("the ").unwrap_or(&name).to_owned();
            name.chars().filter(|character| character.is_alphanumeric()).collect::<String>()
        };
        let outlet = self.outlets.find(&report.outlet).map_or(report.outlet.as_str(), |outlet| outlet.name.as_str());
        let outlets = [plain(outlet), plain(report.outlet.split('.').rev().nth(1).unwrap_or(&report.outlet))];
        self.statement(a).chain.iter().map(|link| link.source).find(|&source| {
            let source = &self.sources[source];
            let names = || std::iter::once(&source.name).chain(&source.aliases);
            is_media(source.kind)
                && names().any(|name| {
                    let name = plain(name);
                    name.len() > 2 && outlets.contains(&name)
                        || report.credits.iter().any(|credit| plain(&credit.agency) == name)
                })
        })
    }

    /// Who publishes a report: the owner of its outlet when that is known, else the outlet.
    pub(super) fn publisher(&self, report: usize) -> Option<&str> {
        let outlet = self.readings[report].report.outlet.as_str();
        if outlet.is_empty() {
            return None;
        }
        match self.outlets.find(outlet) {
            Some(known) if !known.owner.is_empty() => Some(known.owner.as_str()),
            Some(known) => Some(known.name.as_str()),
            None => Some(outlet),
        }
    }

    /// Whether one of the two speakers has no name and may be the other, or those for whom the other speaks.
    fn vague(&self, a: StatementId, b: StatementId) -> bool {
        let speaker = |id: StatementId| self.statement(id).chain.last().map(|link| &self.sources[link.source]);
        let (Some(one), Some(other)) = (speaker(a), speaker(b)) else { return false };
        let official = |kind: SourceKind| {
            matches!(
                kind,
                SourceKind::Government | SourceKind::Unnamed | SourceKind::Organisation | SourceKind::Document
            )
        };
        let unnamed = |kind: SourceKind| kind == SourceKind::Unnamed;
        (unnamed(one.kind) && official(other.kind)) || (unnamed(other.kind) && official(one.kind))
    }

    /// Whether the first speakers are two people with names of their own.
    fn two_people(&self, a: StatementId, b: StatementId) -> bool {
        let speaker = |id: StatementId| self.statement(id).chain.last().map(|link| link.source);
        let person = |source: usize| self.sources[source].kind == SourceKind::Person;
        matches!((speaker(a), speaker(b)), (Some(one), Some(other)) if one != other && person(one) && person(other))
    }

    /// Whether two tellings are so much alike that one knowledge stands behind both.
    fn alike(&self, a: StatementId, b: StatementId) -> bool {
        let (one, other) = (&self.contents[a.0 as usize], &self.contents[b.0 as usize]);
        crate::align::features::first_likeness(one, other) >= self.settings.alike
    }

    /// A rule in words, for these two statements.
    pub(super) fn in_words(&self, joined: Joined, a: StatementId, b: StatementId) -> String {
        let (one, other) = (self.statement(a).report, self.statement(b).report);
        let (first, second) = (self.called(one), self.called(other));
        match joined.rule {
            Rule::Source(source) => format!("both attribute it to {}", self.sources[source].name),
            Rule::Carrier(source) => {
                format!("{} is the source of one and carries the other", self.sources[source].name)
            }
            Rule::Passage => format!("{first} and {second} share the passage"),
            Rule::Text => match self.wire(one, other) {
                Some(wire) => format!("{first} and {second} are one {wire} text"),
                None => format!("{first} and {second} are one text"),
            },
            Rule::Publisher => match self.publisher(one) {
                Some(publisher) if one != other => format!("{first} and {second} have one publisher, {publisher}"),
                _ => format!("{first} and {second} have one publisher"),
            },
            Rule::Vague => format!("the source that {first} leaves unnamed may be the one that {second} names"),
            Rule::Report => format!("both stand in {first}"),
            Rule::Unattributed => {
                let (silent, source) = if self.statement(a).chain.is_empty() { (first, b) } else { (second, a) };
                match self.statement(source).chain.last() {
                    Some(link) => {
                        format!("{silent} names no source and may rest on {}", self.sources[link.source].name)
                    }
                    None => format!("{silent} names no source"),
                }
            }
            Rule::Alike => format!("{first} and {second} rest on the same statements and tell it alike"),
        }
    }

    /// How a report is called: its outlet, else its name.
    pub(super) fn called(&self, report: usize) -> &str {
        let report = self.readings[report].report;
        if report.outlet.is_empty() { &report.name } else { &report.outlet }
    }

    fn wire(&self, one: usize, other: usize) -> Option<&str> {
        let pair = self.tree.pair(one, other)?;
        (!pair.wire.is_empty()).then_some(pair.wire.as_str())
    }
}
