//! From what the stages found to the dossier that programs and people read.

use crate::words::{self, Word};
use crate::{Analysis, CodePoints, StoryAnalysis};
use headwater_model::{
    Annotated, Claim, Claims, CopyNode, CopyTree, Link, Origin, Passage, Place, Precision, Published, Report, Span,
    Statement, StatementId, dossier,
};
use std::collections::BTreeMap;

/// Longest title made of a first sentence, in code points.
const TITLE_LENGTH: usize = 120;

impl Analysis {
    /// The dossier of everything found.
    #[must_use]
    pub fn dossier(&self) -> dossier::Dossier {
        let points: Vec<CodePoints> = self.reports.iter().map(|report| CodePoints::new(&report.text)).collect();
        let reports =
            self.reports.iter().zip(&points).enumerate().map(|(at, (report, points))| record(at, report, points));
        dossier::Dossier {
            headwater: env!("CARGO_PKG_VERSION").to_owned(),
            schema: dossier::SCHEMA,
            notes: self.notes.iter().map(note).collect(),
            reports: reports.collect(),
            stories: self
                .stories
                .iter()
                .enumerate()
                .map(|(at, story)| Assembly::new(self, story, &points, at).story())
                .collect(),
        }
    }
}

fn note(note: &headwater_model::Note) -> dossier::Note {
    dossier::Note {
        code: note.code.as_str().to_owned(),
        message: note.message.clone(),
        report: (!note.place.is_empty()).then(|| note.place.clone()),
        // A note's span counts bytes of a text that may have made no report: only whole-file notes are shown.
        span: None,
        hint: note.hint.clone(),
    }
}

fn record(at: usize, report: &Report, points: &CodePoints) -> dossier::Report {
    let mut credits: Vec<String> = report.credits.iter().map(|credit| credit.agency.clone()).collect();
    credits.sort();
    credits.dedup();
    dossier::Report {
        id: report_id(at),
        name: report.name.clone(),
        path: report.path.clone(),
        url: report.url.clone(),
        outlet: report.outlet.clone(),
        title: report.title.clone(),
        language: report.language.clone(),
        published: dossier::Published {
            at: published(report.published),
            precision: report.published.precision.word().to_owned(),
            basis: report.published.basis.word().to_owned(),
        },
        credits,
        characters: points.len(),
        sha256: report.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn report_id(at: usize) -> String {
    format!("r{}", at + 1)
}

/// ISO 8601, as exact as is known.
fn published(published: Published) -> Option<String> {
    let at = published.at?.to_string();
    let day = at.get(..10)?;
    match published.precision {
        Precision::Unknown => None,
        Precision::Year => day.get(..4).map(str::to_owned),
        Precision::Month => day.get(..7).map(str::to_owned),
        Precision::Day => Some(day.to_owned()),
        Precision::Minute => at.get(..16).map(|minute| format!("{minute}Z")),
        Precision::Second => Some(at),
    }
}

/// The earliest and the latest time at which some reports were published.
fn first_and_last<'r>(reports: impl Iterator<Item = &'r Report>) -> (Option<String>, Option<String>) {
    let mut dates: Vec<String> = reports.filter_map(|report| published(report.published)).collect();
    dates.sort();
    (dates.first().cloned(), dates.last().cloned())
}

/// The reports that carry a claim, ascending.
fn carriers(claims: &Claims, claim: &Claim) -> Vec<usize> {
    let mut reports: Vec<usize> =
        claim.statements.iter().filter_map(|&id| Some(claims.statements.get(id.0 as usize)?.report)).collect();
    reports.sort_unstable();
    reports.dedup();
    reports
}

/// One story on its way into the dossier.
pub(crate) struct Assembly<'a> {
    analysis: &'a Analysis,
    story: &'a StoryAnalysis,
    points: &'a [CodePoints],
    id: String,
}

impl<'a> Assembly<'a> {
    /// The `at`th story of the collection; `points` counts the texts of all its reports.
    pub(crate) fn new(analysis: &'a Analysis, story: &'a StoryAnalysis, points: &'a [CodePoints], at: usize) -> Self {
        Self { analysis, story, points, id: format!("s{}", at + 1) }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    fn story(&self) -> dossier::Story {
        let claims = &self.story.claims;
        let (first, last) = first_and_last(self.reports());
        dossier::Story {
            id: self.id.clone(),
            title: self.title(),
            reports: self.story.story.reports.iter().map(|&at| report_id(at)).collect(),
            first,
            last,
            because: self.story.story.because.clone(),
            sections: self.sections(),
            sources: claims
                .sources
                .iter()
                .enumerate()
                .map(|(at, source)| dossier::Source {
                    id: self.source_id(at),
                    name: source.name.clone(),
                    kind: source.kind.word().to_owned(),
                    aliases: source.aliases.clone(),
                })
                .collect(),
            copying: self.copying(&self.story.tree),
            statements: (0..claims.statements.len()).map(|at| self.statement(statement_at(at))).collect(),
            claims: self.claims(claims),
            timeline: self.timeline(claims),
            places: self.places(),
            checks: claims
                .checks
                .iter()
                .map(|check| dossier::Check {
                    kind: check.kind.word().to_owned(),
                    report: report_id(self.global(check.report)),
                    span: self.range(check.report, check.span),
                    holds: check.holds,
                    detail: check.detail.clone(),
                })
                .collect(),
        }
    }

    fn reports(&self) -> impl Iterator<Item = &Report> {
        self.story.story.reports.iter().map(|&at| &self.analysis.reports[at])
    }

    /// Sub-events, each with what most of its reports tell. A claim is of the section in which more than half of its carriers
    /// are.
    fn sections(&self) -> Vec<dossier::Section> {
        let (story, claims) = (&self.story.story, &self.story.claims);
        let ordered = Self::ordered(claims);
        let section = |(at, section): (usize, &headwater_model::Section)| {
            let locals: Vec<usize> =
                section.reports.iter().filter_map(|report| story.reports.binary_search(report).ok()).collect();
            let (first, last) = first_and_last(section.reports.iter().map(|&report| &self.analysis.reports[report]));
            let inside = |claim: &Claim| {
                let carriers = carriers(claims, claim);
                2 * carriers.iter().filter(|local| locals.binary_search(local).is_ok()).count() > carriers.len()
            };
            let told = ordered.iter().enumerate().filter(|(_, claim)| inside(claim));
            dossier::Section {
                id: format!("{}-e{}", self.id, at + 1),
                title: self.title_of(&locals),
                reports: section.reports.iter().map(|&report| report_id(report)).collect(),
                first,
                last,
                names: section.names.clone(),
                claims: told.map(|(at, _)| self.claim_id(at)).collect(),
            }
        };
        story.sections.iter().enumerate().map(section).collect()
    }

    /// Position in the collection of the story's `local`th report.
    fn global(&self, local: usize) -> usize {
        self.story.story.reports[local]
    }

    fn report(&self, local: usize) -> &Report {
        &self.analysis.reports[self.global(local)]
    }

    fn annotated(&self, local: usize) -> &Annotated {
        &self.story.annotated[local]
    }

    fn range(&self, local: usize, span: Span) -> dossier::Range {
        self.points[self.global(local)].range(span)
    }

    pub(crate) fn words(&self, local: usize, span: Span) -> String {
        span.of(&self.report(local).text).to_owned()
    }

    fn source_id(&self, at: usize) -> String {
        format!("{}-src{}", self.id, at + 1)
    }

    fn statement_id(&self, id: StatementId) -> String {
        format!("{}-st{}", self.id, id.0 + 1)
    }

    /// The first headline, else the beginning of the first sentence.
    pub(crate) fn title(&self) -> String {
        self.title_of(&(0..self.story.story.reports.len()).collect::<Vec<_>>())
    }

    /// The same of some of its reports.
    fn title_of(&self, locals: &[usize]) -> String {
        let titles = locals.iter().map(|&local| self.report(local).title.trim());
        if let Some(title) = titles.into_iter().find(|title| !title.is_empty()) {
            return title.to_owned();
        }
        let first = locals.iter().find_map(|&local| {
            let words = &self.annotated(local).words;
            let sentence = words.sentences.iter().find(|sentence| !sentence.furniture)?;
            Some(self.words(local, sentence.span))
        });
        let first = first.unwrap_or_default();
        match first.char_indices().nth(TITLE_LENGTH) {
            None => first,
            Some((cut, _)) => {
                let cut = first[..cut].rfind(char::is_whitespace).unwrap_or(cut);
                format!("{} …", first[..cut].trim_end())
            }
        }
    }

    fn copying(&self, tree: &CopyTree) -> dossier::Copying {
        let node_id = |at: usize| format!("{}-n{}", self.id, at + 1);
        let passage = |to: usize, passage: &Passage| dossier::Passage {
            witness: report_id(self.global(passage.witness)),
            from: self.range(passage.witness, passage.from),
            to: self.range(to, passage.to),
        };
        let nodes = tree.nodes.iter().enumerate().map(|(at, node)| match node {
            CopyNode::Report(local) => dossier::Node {
                id: node_id(at),
                kind: "report".to_owned(),
                report: Some(report_id(self.global(*local))),
                label: self.label(*local),
                agency: String::new(),
            },
            CopyNode::Unseen { agency, label } => dossier::Node {
                id: node_id(at),
                kind: "unseen".to_owned(),
                report: None,
                label: label.clone(),
                agency: agency.clone(),
            },
        });
        let edges = tree.edges.iter().map(|edge| dossier::Edge {
            from: node_id(edge.from),
            to: node_id(edge.to),
            kind: edge.kind.word().to_owned(),
            share: rounded(edge.share),
            confidence: rounded(edge.confidence),
            passages: match tree.nodes.get(edge.to) {
                Some(CopyNode::Report(to)) => edge.passages.iter().map(|row| passage(*to, row)).collect(),
                _ => Vec::new(),
            },
            evidence: edge.evidence.clone(),
        });
        let pairs = tree.pairs.iter().map(|pair| dossier::Pair {
            a: report_id(self.global(pair.a)),
            b: report_id(self.global(pair.b)),
            level: pair.level.word().to_owned(),
            direction: pair.direction.word().to_owned(),
            wire: pair.wire.clone(),
        });
        dossier::Copying { nodes: nodes.collect(), edges: edges.collect(), pairs: pairs.collect() }
    }

    fn label(&self, local: usize) -> String {
        let report = self.report(local);
        [&report.outlet, &report.name, &report.title]
            .into_iter()
            .find(|name| !name.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    /// A statement of this story; `id` must be one of its statements.
    pub(crate) fn statement(&self, id: StatementId) -> dossier::Statement {
        let said: &Statement = &self.story.claims.statements[id.0 as usize];
        let annotated = self.annotated(said.report);
        let range = |span| self.range(said.report, span);
        let words = |span| self.words(said.report, span);
        let link = |link: &Link| dossier::Link {
            source: self.source_id(link.source),
            cue: link.cue.map(range),
            span: link.span.map(range),
        };
        let times = said.times.iter().filter_map(|&at| annotated.times.get(at as usize));
        let places = said.places.iter().filter_map(|&at| annotated.places.get(at as usize));
        let numbers = said.quantities.iter().filter_map(|&at| annotated.quantities.get(at as usize));
        dossier::Statement {
            id: self.statement_id(id),
            report: report_id(self.global(said.report)),
            span: range(said.span),
            text: words(said.span),
            chain: said.chain.iter().map(link).collect(),
            parallel: said.parallel,
            rejected_by: said.rejected_by.iter().map(link).collect(),
            quoted: said.quoted.word().to_owned(),
            certainty: said.certainty.word().to_owned(),
            times: times
                .map(|time| dossier::Time { span: range(time.span), text: words(time.span), value: time.value.clone() })
                .collect(),
            places: places
                .map(|named| dossier::NamedPlace {
                    span: range(named.span),
                    text: words(named.span),
                    name: named.place.as_ref().map(|place| place.name.clone()),
                    lat: named.place.as_ref().map(|place| rounded(place.latitude)),
                    lon: named.place.as_ref().map(|place| rounded(place.longitude)),
                })
                .collect(),
            numbers: numbers
                .map(|quantity| dossier::Number {
                    span: range(quantity.span),
                    text: words(quantity.span),
                    value: quantity.value,
                    unit: words::unit(quantity.unit),
                    approximate: quantity.approximate,
                })
                .collect(),
        }
    }

    /// Claims, those of most reports first, then in the order of the reports' texts.
    fn claims(&self, claims: &Claims) -> Vec<dossier::Claim> {
        let ordered = Self::ordered(claims).into_iter().enumerate();
        ordered.map(|(at, claim)| self.claim(at, claim, claims)).collect()
    }

    fn ordered(claims: &Claims) -> Vec<&Claim> {
        let mut order: Vec<(usize, &Claim)> =
            claims.claims.iter().map(|claim| (carriers(claims, claim).len(), claim)).collect();
        order.sort_by(|(a_carriers, a), (b_carriers, b)| {
            b_carriers.cmp(a_carriers).then_with(|| a.statements.cmp(&b.statements))
        });
        order.into_iter().map(|(_, claim)| claim).collect()
    }

    fn claim_id(&self, at: usize) -> String {
        format!("{}-c{}", self.id, at + 1)
    }

    fn claim(&self, at: usize, claim: &Claim, claims: &Claims) -> dossier::Claim {
        let ids = |ids: &[StatementId]| ids.iter().map(|&id| self.statement_id(id)).collect();
        let said = |id: StatementId| claims.statements.get(id.0 as usize);
        let text_of = |id: StatementId, span: Option<Span>| {
            said(id).zip(span).map(|(said, span)| self.words(said.report, span)).unwrap_or_default()
        };
        let range_of =
            |id: StatementId, span: Option<Span>| said(id).zip(span).map(|(said, span)| self.range(said.report, span));
        dossier::Claim {
            id: self.claim_id(at),
            text: said(claim.text).map(|said| self.words(said.report, said.span)).unwrap_or_default(),
            statements: ids(&claim.statements),
            carriers: carriers(claims, claim).len(),
            origins: claim.origins.iter().map(|origin| self.origin(origin)).collect(),
            status: claim.status.word().to_owned(),
            differences: claim
                .differences
                .iter()
                .map(|difference| dossier::Difference {
                    kind: difference.kind.word().to_owned(),
                    a: self.statement_id(difference.a),
                    b: self.statement_id(difference.b),
                    a_text: text_of(difference.a, difference.a_span),
                    b_text: text_of(difference.b, difference.b_span),
                    a_span: range_of(difference.a, difference.a_span),
                    b_span: range_of(difference.b, difference.b_span),
                })
                .collect(),
            drift: claim
                .drift
                .iter()
                .map(|drift| dossier::Drift {
                    kind: drift.kind.word().to_owned(),
                    from: self.statement_id(drift.from),
                    to: self.statement_id(drift.to),
                    detail: drift.detail.clone(),
                })
                .collect(),
        }
    }

    pub(crate) fn origin(&self, origin: &Origin) -> dossier::Origin {
        dossier::Origin {
            label: origin.label.clone(),
            statements: origin.statements.iter().map(|&id| self.statement_id(id)).collect(),
            because: origin.because.clone(),
        }
    }

    fn timeline(&self, claims: &Claims) -> Vec<dossier::Moment> {
        let mut moments: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
        for (at, said) in claims.statements.iter().enumerate() {
            let id = statement_at(at);
            for &time in &said.times {
                let Some(time) = self.annotated(said.report).times.get(time as usize) else { continue };
                if precision(&time.value).is_some() {
                    let statements = moments.entry(time.value.clone()).or_default();
                    if statements.last() != Some(&id) {
                        statements.push(id);
                    }
                }
            }
        }
        let moment = |(value, statements): (String, Vec<StatementId>)| dossier::Moment {
            precision: precision(&value).unwrap_or_default().to_owned(),
            text: statements
                .first()
                .and_then(|id| claims.statements.get(id.0 as usize))
                .map(|said| self.words(said.report, said.span))
                .unwrap_or_default(),
            statements: statements.into_iter().map(|id| self.statement_id(id)).collect(),
            at: value,
        };
        moments.into_iter().map(moment).collect()
    }

    fn places(&self) -> Vec<dossier::Place> {
        // The same place is the same name at the same point; coordinates are compared as printed.
        let mut places: BTreeMap<(String, String), (&Place, Vec<dossier::PlaceMention>)> = BTreeMap::new();
        for local in 0..self.story.story.reports.len() {
            for named in &self.annotated(local).places {
                let Some(place) = &named.place else { continue };
                let key = (place.name.clone(), format!("{:.4},{:.4}", place.latitude, place.longitude));
                let mention = dossier::PlaceMention {
                    report: report_id(self.global(local)),
                    span: self.range(local, named.span),
                };
                places.entry(key).or_insert_with(|| (place, Vec::new())).1.push(mention);
            }
        }
        places
            .into_values()
            .map(|(place, mentions)| dossier::Place {
                name: place.name.clone(),
                kind: place.kind.word().to_owned(),
                lat: rounded(place.latitude),
                lon: rounded(place.longitude),
                geonames: place.geonames,
                country: place.country.clone(),
                mentions,
            })
            .collect()
    }
}

fn statement_at(at: usize) -> StatementId {
    StatementId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Four decimals: ten metres of a place, and far below what a share or a confidence can tell.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// How exact a TIMEX3 value is, when it names a point of the calendar that can be put on a timeline.
fn precision(value: &str) -> Option<&'static str> {
    let year = value.get(..4)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) || value.contains('X') {
        return None;
    }
    match value.get(4..) {
        Some("") => Some("year"),
        Some(rest) if rest.starts_with("-W") && rest.len() == 4 => Some("week"),
        Some(rest) if rest.starts_with("-W") => None,
        Some(rest) if rest.contains("T0") || rest.contains("T1") || rest.contains("T2") => Some("minute"),
        Some(rest) if rest.contains('T') => Some("part-of-day"),
        Some(rest) if rest.len() == 3 && rest[1..].bytes().all(|byte| byte.is_ascii_digit()) => Some("month"),
        Some(rest) if rest.len() == 6 => Some("day"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::Basis;

    #[test]
    fn published_times_are_as_exact_as_known() {
        let at = "2023-09-13T04:05:06Z".parse().ok();
        let with = |precision| published(Published { at, precision, basis: Basis::Metadata, offset: None });
        assert_eq!(with(Precision::Second).as_deref(), Some("2023-09-13T04:05:06Z"));
        assert_eq!(with(Precision::Minute).as_deref(), Some("2023-09-13T04:05Z"));
        assert_eq!(with(Precision::Day).as_deref(), Some("2023-09-13"));
        assert_eq!(with(Precision::Year).as_deref(), Some("2023"));
        assert_eq!(with(Precision::Unknown), None);
    }

    #[test]
    fn only_points_of_the_calendar_have_a_precision() {
        assert_eq!(precision("2023"), Some("year"));
        assert_eq!(precision("2023-09"), Some("month"));
        assert_eq!(precision("2023-09-12"), Some("day"));
        assert_eq!(precision("2023-W36"), Some("week"));
        assert_eq!(precision("2023-09-12TMO"), Some("part-of-day"));
        assert_eq!(precision("2023-09-12T06:00+10:00"), Some("minute"));
        assert_eq!(precision("P3D"), None);
        assert_eq!(precision("XXXX-WXX-3"), None);
        assert_eq!(precision("PAST_REF"), None);
    }
}
