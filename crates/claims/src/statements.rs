//! Clauses become statements: each with the chain of those who say it.

use crate::sources::Sources;
use headwater_model::{Annotated, Attribution, Certainty, Clause, Link, Polarity, Quoted, Reading, Span, Statement};

/// Attributions nested deeper than this are not followed.
const DEEPEST: usize = 6;

/// The statements of all reports, ordered by report and span.
pub(crate) fn find(readings: &[Reading<'_>], sources: &Sources) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        let annotated = reading.annotated;
        let sentences;
        let clauses = if annotated.clauses.is_empty() {
            sentences = whole_sentences(annotated);
            &sentences
        } else {
            &annotated.clauses
        };
        for clause in clauses {
            if !clause.span.is_empty() {
                statements.push(statement(report, annotated, clause, sources));
            }
        }
    }
    statements.sort_by_key(|statement| (statement.report, statement.span));
    statements
}

/// For a text in which no clauses were found: every sentence says something.
fn whole_sentences(annotated: &Annotated) -> Vec<Clause> {
    let sentences = annotated.words.sentences.iter().enumerate();
    sentences
        .filter(|(_, sentence)| !sentence.furniture)
        .map(|(at, sentence)| Clause {
            span: sentence.span,
            sentence: u32::try_from(at).unwrap_or(u32::MAX),
            attribution: None,
            certainty: Certainty::Asserted,
            polarity: Polarity::Positive,
            signals: Vec::new(),
            quoted: Quoted::None,
        })
        .collect()
}

fn statement(report: usize, annotated: &Annotated, clause: &Clause, sources: &Sources) -> Statement {
    let Heard { chain, parallel, rejected_by } = heard(report, annotated, clause, sources);
    Statement {
        report,
        span: clause.span,
        sentence: clause.sentence,
        chain,
        parallel,
        rejected_by,
        quoted: clause.quoted,
        certainty: clause.certainty,
        polarity: clause.polarity,
        times: inside(clause.span, annotated.times.iter().map(|time| time.span)),
        places: inside(clause.span, annotated.places.iter().map(|place| place.span)),
        quantities: inside(clause.span, annotated.quantities.iter().map(|quantity| quantity.span)),
    }
}

/// Positions of the spans that lie inside `whole`.
fn inside(whole: Span, spans: impl Iterator<Item = Span>) -> Vec<u32> {
    let inside = spans.enumerate().filter(|(_, span)| whole.contains(*span));
    inside.map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect()
}

/// Who says a clause, and who rejects what is said.
#[derive(Debug, Default)]
struct Heard {
    /// From the source nearest the outlet to the first speaker.
    chain: Vec<Link>,
    /// Whether they stand side by side.
    parallel: bool,
    rejected_by: Vec<Link>,
}

/// Whoever denies what somebody else is said to say does not pass it on: he is no link of its chain.
fn heard(report: usize, annotated: &Annotated, clause: &Clause, sources: &Sources) -> Heard {
    let mut nested: Vec<&Attribution> = Vec::new();
    let mut next = clause.attribution;
    while let Some(attribution) = next.and_then(|at| annotated.attributions.get(at as usize)) {
        if nested.len() == DEEPEST || nested.iter().any(|seen| std::ptr::eq(*seen, attribution)) {
            break;
        }
        nested.push(attribution);
        next = attribution.within;
    }
    let mut heard = Heard::default();
    for (depth, attribution) in nested.iter().enumerate().rev() {
        let rejects = depth > 0 && attribution.denies;
        let links = if rejects { &mut heard.rejected_by } else { &mut heard.chain };
        let before = links.len();
        for (at, &speaker) in attribution.speakers.iter().enumerate() {
            let Some(source) = sources.find(report, speaker) else { continue };
            // Somebody who says that he said it is one source; the inner mention is the speaker's.
            links.retain(|link| link.source != source);
            links.push(Link {
                source,
                cue: if attribution.continued { None } else { attribution.cue.first().copied() },
                span: if attribution.continued { None } else { span_of(attribution, at) },
            });
        }
        heard.parallel |= !rejects && links.len() > before + 1;
    }
    heard
}

/// Where a speaker stands: the span of the same rank, when there is one for each.
fn span_of(attribution: &Attribution, speaker: usize) -> Option<Span> {
    if attribution.source.len() == attribution.speakers.len() {
        return attribution.source.get(speaker).copied();
    }
    attribution.source.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::{Entity, EntityId, EntityKind, Report};

    #[test]
    fn whoever_rejects_a_saying_is_no_link_of_its_chain() {
        let text = "Lee dismissed Bell's claim that it rained.";
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let entity = |name: &str| Entity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            aliases: Vec::new(),
            named: true,
            body: None,
        };
        let said = |speaker: u32, source: &str, cue: &str, content: &str| Attribution {
            source: vec![span(source)],
            cue: vec![span(cue)],
            content: vec![span(content)],
            speakers: vec![EntityId(speaker)],
            ..Attribution::default()
        };
        let rejects = Attribution { denies: true, ..said(0, "Lee", "dismissed", "Bell's claim that it rained") };
        let claims = Attribution { within: Some(0), ..said(1, "Bell", "claim", "it rained") };
        let clause = Clause {
            span: span("it rained"),
            sentence: 0,
            attribution: Some(1),
            certainty: Certainty::Asserted,
            polarity: Polarity::Positive,
            signals: Vec::new(),
            quoted: Quoted::Indirect,
        };
        let annotated = Annotated {
            entities: vec![entity("Ann Lee"), entity("Otto Bell")],
            attributions: vec![rejects, claims],
            clauses: vec![clause],
            ..Annotated::default()
        };
        let report = Report::of_text(text);
        let readings = [Reading { report: &report, annotated: &annotated }];
        let sources = Sources::of(&readings);
        let [statement] = &find(&readings, &sources)[..] else { panic!("one clause, one statement") };
        let names =
            |links: &[Link]| links.iter().map(|link| sources.list[link.source].name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&statement.chain), ["Otto Bell"]);
        assert_eq!(names(&statement.rejected_by), ["Ann Lee"]);
        assert!(!statement.parallel);
    }
}
