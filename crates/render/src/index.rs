//! Look-ups by id within one dossier.

use headwater_model::dossier::{Claim, Dossier, Link, Report, Section, Statement, Story};
use std::collections::BTreeMap;

/// Claims shown under a sub-event.
const SHOWN_OF_SECTION: usize = 3;

/// Everything of one story by id.
pub(crate) struct Index<'a> {
    reports: BTreeMap<&'a str, (&'a Report, &'a str)>,
    statements: BTreeMap<&'a str, &'a Statement>,
    sources: BTreeMap<&'a str, &'a str>,
    /// By the ids of their statements.
    claims: BTreeMap<&'a str, &'a Claim>,
    claims_by_id: BTreeMap<&'a str, &'a Claim>,
}

impl<'a> Index<'a> {
    /// `texts` are the reports' texts in the order of `dossier.reports`.
    pub(crate) fn new(dossier: &'a Dossier, texts: &[&'a str], story: &'a Story) -> Self {
        let reports = dossier.reports.iter().enumerate().map(|(at, report)| {
            let text = texts.get(at).copied().unwrap_or_default();
            (report.id.as_str(), (report, text))
        });
        let claims = story.claims.iter().flat_map(|claim| claim.statements.iter().map(move |id| (id.as_str(), claim)));
        Self {
            reports: reports.collect(),
            statements: story.statements.iter().map(|said| (said.id.as_str(), said)).collect(),
            sources: story.sources.iter().map(|source| (source.id.as_str(), source.name.as_str())).collect(),
            claims: claims.collect(),
            claims_by_id: story.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
        }
    }

    pub(crate) fn report(&self, id: &str) -> Option<&'a Report> {
        self.reports.get(id).map(|&(report, _)| report)
    }

    pub(crate) fn text(&self, report: &str) -> &'a str {
        self.reports.get(report).map(|&(_, text)| text).unwrap_or_default()
    }

    pub(crate) fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.statements.get(id).copied()
    }

    /// The claim that a statement belongs to.
    pub(crate) fn claim_of(&self, statement: &str) -> Option<&'a Claim> {
        self.claims.get(statement).copied()
    }

    /// The claims shown under a sub-event: of those that several reports carry the first, which most carry.
    pub(crate) fn claims_shown_of(&self, section: &'a Section) -> impl Iterator<Item = &'a Claim> {
        let claims = section.claims.iter().filter_map(|id| self.claims_by_id.get(id.as_str()).copied());
        claims.filter(|claim| claim.carriers > 1).take(SHOWN_OF_SECTION)
    }

    /// How to call a report in a line: its outlet, else its name, with its id.
    pub(crate) fn label(&self, report: &str) -> String {
        match self.report(report) {
            Some(found) => label(found),
            None => report.to_owned(),
        }
    }

    /// How sure a statement is, when it is not plainly asserted, and who rejects it: "hedged", "rejected by Ann Lee".
    pub(crate) fn standing(&self, said: &Statement) -> Vec<String> {
        let certainty = (said.certainty != "asserted").then(|| said.certainty.clone());
        let by = self.names(&said.rejected_by).join(" and ");
        certainty.into_iter().chain((!by.is_empty()).then(|| format!("rejected by {by}"))).collect()
    }

    fn names(&self, links: &[Link]) -> Vec<&str> {
        links.iter().map(|link| self.sources.get(link.source.as_str()).copied().unwrap_or("?")).collect()
    }

    /// "KCNA → Kim Jong Un", "Kyodo and South Korean media", "" when the outlet says it itself.
    pub(crate) fn chain(&self, said: &Statement) -> String {
        self.names(&said.chain).join(if said.parallel { " and " } else { " → " })
    }
}

/// How to call a report in a line.
pub(crate) fn label(report: &Report) -> String {
    let name = [&report.outlet, &report.name, &report.title].into_iter().find(|name| !name.is_empty());
    name.cloned().unwrap_or_else(|| report.id.clone())
}
