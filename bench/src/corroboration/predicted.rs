//! What the stages find in a story folder, in the form that is scored and in the dossier's.

use super::gold::Folder;
use super::{Annotation, Claim, Named, Statement};
use crate::records::Record;
use headwater_annotate::Annotator;
use headwater_atlas::Outlets;
use headwater_engine::CodePoints;
use headwater_model::{
    Annotated, Certainty, Claims, CopyLevel, CopyTree, DifferenceKind, Reading, Report, SourceKind, Status,
};
use rayon::prelude::*;
use serde_json::{Value, json};

/// A story with everything that the stages find in it.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) reports: Vec<Report>,
    pub(crate) annotated: Vec<Annotated>,
    pub(crate) tree: CopyTree,
    pub(crate) claims: Claims,
}

impl Story {
    /// Runs the stages over the reports of a folder, taken as one story.
    pub(crate) fn of(folder: &Folder, annotator: &Annotator, outlets: &Outlets) -> Self {
        let reports: Vec<Report> = folder.reports.iter().map(Record::report).collect();
        let annotated: Vec<Annotated> = reports.par_iter().map(|report| annotator.annotate(report)).collect();
        let readings = readings(&reports, &annotated);
        let tree = headwater_lineage::trace(&readings, &headwater_lineage::Settings::default());
        let settings = headwater_claims::Settings::default();
        let claims = headwater_claims::corroborate(&readings, &tree, outlets, &settings);
        Self { reports, annotated, tree, claims }
    }

    /// The reports with their layers.
    pub(crate) fn readings(&self) -> Vec<Reading<'_>> {
        readings(&self.reports, &self.annotated)
    }

    /// In the form that is scored.
    pub(crate) fn annotation(&self) -> Annotation {
        let points: Vec<CodePoints> = self.reports.iter().map(|report| CodePoints::new(&report.text)).collect();
        let id = |at: usize| format!("s1-st{}", at + 1);
        let ids = |statements: &[headwater_model::StatementId]| -> Vec<String> {
            statements.iter().map(|statement| id(statement.0 as usize)).collect()
        };
        let sources: Vec<Named> = self
            .claims
            .sources
            .iter()
            .map(|source| Named {
                names: std::iter::once(&source.name).chain(&source.aliases).cloned().collect(),
                unnamed: source.kind == SourceKind::Unnamed,
            })
            .collect();
        let statements = self.claims.statements.iter().enumerate().map(|(at, statement)| {
            let scored = Statement {
                report: self.reports[statement.report].name.clone(),
                span: points[statement.report].range(statement.span),
                certainty: certainty(statement.certainty).to_owned(),
                chain: statement.chain.iter().map(|link| sources[link.source].clone()).collect(),
                parallel: statement.parallel,
            };
            (id(at), scored)
        });
        let claims = self.claims.claims.iter().map(|claim| Claim {
            statements: ids(&claim.statements),
            origins: claim.origins.iter().map(|origin| ids(&origin.statements)).collect(),
            disputed: claim.status == Status::Disputed,
            differences: claim
                .differences
                .iter()
                .map(|it| (difference(it.kind).to_owned(), id(it.a.0 as usize), id(it.b.0 as usize)))
                .collect(),
        });
        let levels = self.tree.pairs.iter().map(|pair| {
            let (a, b) = (self.reports[pair.a].name.clone(), self.reports[pair.b].name.clone());
            (if a <= b { (a, b) } else { (b, a) }, level(pair.level).to_owned())
        });
        Annotation { statements: statements.collect(), claims: claims.collect(), levels: levels.collect() }
    }

    /// As much of a dossier as the reference scorer reads.
    pub(crate) fn dossier(&self, folder: &Folder) -> Value {
        let annotation = self.annotation();
        let report_id = |name: &str| {
            let at = self.reports.iter().position(|report| report.name == name);
            at.map(|at| format!("d{at}"))
        };
        let sources = self.claims.sources.iter().enumerate().map(|(at, source)| {
            let kind = if source.kind == SourceKind::Unnamed { "unnamed" } else { "named" };
            json!({"id": format!("s1-src{at}"), "name": source.name, "kind": kind, "aliases": source.aliases})
        });
        let statements = self.claims.statements.iter().enumerate().map(|(at, statement)| {
            let id = format!("s1-st{}", at + 1);
            let scored = &annotation.statements[&id];
            let chain: Vec<Value> =
                statement.chain.iter().map(|link| json!({"source": format!("s1-src{}", link.source)})).collect();
            json!({
                "id": id, "report": format!("d{}", statement.report), "span": scored.span, "chain": chain,
                "text": statement.span.of(&self.reports[statement.report].text),
                "parallel": statement.parallel, "certainty": scored.certainty,
            })
        });
        let claims = annotation.claims.iter().map(|claim| {
            let origins: Vec<Value> = claim.origins.iter().map(|it| json!({"statements": it})).collect();
            let differences: Vec<Value> =
                claim.differences.iter().map(|(kind, a, b)| json!({"kind": kind, "a": a, "b": b})).collect();
            let status = if claim.disputed { "disputed" } else { "single-origin" };
            json!({"statements": claim.statements, "origins": origins, "status": status, "differences": differences})
        });
        let pairs = annotation
            .levels
            .iter()
            .map(|((a, b), level)| json!({"a": report_id(a), "b": report_id(b), "level": level}));
        let reports = self.reports.iter().enumerate().map(|(at, report)| {
            json!({"id": format!("d{at}"), "name": report.name, "path": "", "title": report.title, "outlet": report.outlet})
        });
        let checks = self.claims.checks.iter().map(|check| {
            let words = check.span.of(&self.reports[check.report].text);
            json!({"report": format!("d{}", check.report), "text": words, "holds": check.holds, "detail": check.detail})
        });
        json!({
            "story": folder.name,
            "reports": reports.collect::<Vec<_>>(),
            "stories": [{
                "sources": sources.collect::<Vec<_>>(),
                "statements": statements.collect::<Vec<_>>(),
                "claims": claims.collect::<Vec<_>>(),
                "checks": checks.collect::<Vec<_>>(),
                "copying": {"pairs": pairs.collect::<Vec<_>>()},
            }],
        })
    }
}

fn readings<'a>(reports: &'a [Report], annotated: &'a [Annotated]) -> Vec<Reading<'a>> {
    reports.iter().zip(annotated).map(|(report, annotated)| Reading { report, annotated }).collect()
}

/// As the gold names it.
pub(crate) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Hedged => "hedged",
        Certainty::Denied => "denied",
    }
}

fn level(level: CopyLevel) -> &'static str {
    match level {
        CopyLevel::None => "none",
        CopyLevel::SameSource => "same-source",
        CopyLevel::Partly => "partly",
        CopyLevel::Wholly => "wholly",
    }
}

fn difference(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Number => "number",
        DifferenceKind::Date => "date",
        DifferenceKind::Place => "place",
        DifferenceKind::Name => "name",
        DifferenceKind::Wording => "wording",
        DifferenceKind::Certainty => "certainty",
        DifferenceKind::Attribution => "attribution",
        DifferenceKind::Polarity => "polarity",
    }
}
