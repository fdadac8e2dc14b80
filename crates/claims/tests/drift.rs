//! What copies change: statements built by hand over real layers, along edges between reports and from an unseen text.

use headwater_atlas::Outlets;
use headwater_claims::{Settings, corroborate};
use headwater_model::{
    Annotated, Attribution, Certainty, Clause, CopyLevel, CopyNode, CopyTree, CopyingEdge, CopyingKind, CopyingPair,
    Direction, DriftKind, Entity, EntityId, EntityKind, Passage, Polarity, Quoted, Reading, Report, Sentence, Span,
    Tag, Token, TokenKind,
};

fn report(name: &str, text: &str) -> Report {
    Report { name: name.to_owned(), outlet: name.to_owned(), language: "en".to_owned(), ..Report::of_text(text) }
}

/// One sentence, words at spaces, one clause; what follows `" — "` names its source.
fn annotated(text: &str, certainty: Certainty) -> Annotated {
    let mut annotated = Annotated::default();
    let said = text.find(" — ").unwrap_or(text.len());
    let mut at = 0;
    for word in text[..said].split(' ') {
        let hash = word
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let span = Span::new(at, at + word.len());
        annotated.words.tokens.push(Token { span, kind: TokenKind::Word, tag: Tag::Other, word: hash, stem: hash });
        at += word.len() + 1;
    }
    annotated.words.sentences.push(Sentence {
        span: Span::new(0, text.len()),
        first: 0,
        last: annotated.words.tokens.len() as u32,
        paragraph: 0,
        furniture: false,
    });
    let sourced = said < text.len();
    if sourced {
        let source = Span::new(said + " — ".len(), text.len());
        annotated.entities.push(Entity {
            name: source.of(text).to_owned(),
            kind: EntityKind::Person,
            aliases: Vec::new(),
            named: true,
            body: None,
        });
        annotated.attributions.push(Attribution {
            source: vec![source],
            content: vec![Span::new(0, said)],
            speakers: vec![EntityId(0)],
            quoted: Quoted::Indirect,
            ..Attribution::default()
        });
    }
    annotated.clauses.push(Clause {
        span: Span::new(0, said),
        sentence: 0,
        attribution: sourced.then_some(0),
        certainty,
        polarity: Polarity::Positive,
        signals: Vec::new(),
        quoted: Quoted::None,
    });
    annotated
}

/// Copies of the texts in the order given: the first of the second, or with `unseen` both of one unseen text.
fn drift(texts: [(&str, Certainty); 2], unseen: bool) -> Vec<(DriftKind, String, String)> {
    let reports = [report("The Herald", texts[0].0), report("The Post", texts[1].0)];
    let layers = texts.map(|(text, certainty)| annotated(text, certainty));
    let readings: Vec<Reading<'_>> =
        reports.iter().zip(&layers).map(|(report, annotated)| Reading { report, annotated }).collect();
    let passage = Passage {
        witness: 0,
        from: layers[0].clauses[0].span,
        to: layers[1].clauses[0].span,
        identity: 0.9,
        quotation: false,
    };
    let edge = |from: usize, to: usize| CopyingEdge {
        from,
        to,
        kind: CopyingKind::Edited,
        share: 0.9,
        confidence: 0.9,
        passages: vec![passage],
        evidence: Vec::new(),
    };
    let mut nodes = vec![CopyNode::Report(0), CopyNode::Report(1)];
    let edges = if unseen {
        nodes.push(CopyNode::Unseen { agency: "AFP".to_owned(), label: "an AFP text".to_owned() });
        vec![edge(2, 0), edge(2, 1)]
    } else {
        vec![edge(1, 0)]
    };
    let pairs = vec![CopyingPair {
        a: 0,
        b: 1,
        level: CopyLevel::Wholly,
        direction: Direction::Unknown,
        wire: String::new(),
        passages: vec![passage],
        containment: 0.9,
    }];
    let tree = CopyTree { nodes, edges, pairs };
    let claims = corroborate(&readings, &tree, &Outlets::default(), &Settings::default());
    let outlet = |id: headwater_model::StatementId| reports[claims.statements[id.0 as usize].report].outlet.clone();
    let changes = claims.claims.iter().flat_map(|claim| &claim.drift);
    changes.map(|change| (change.kind, outlet(change.from), outlet(change.to))).collect()
}

const SOURCED: &str = "the harbour bridge will soon be closed to all lorries — Ann Teller";
const FULLER: &str = "the harbour bridge will soon be closed to all lorries and buses";
const PLAIN: &str = "the harbour bridge will soon be closed to all lorries";

#[test]
fn a_source_is_lost_along_an_edge() {
    let found = drift([(PLAIN, Certainty::Asserted), (SOURCED, Certainty::Asserted)], false);
    assert_eq!(found, [(DriftKind::AttributionLost, "The Post".to_owned(), "The Herald".to_owned())]);
}

#[test]
fn a_source_is_added_along_an_edge() {
    let found = drift([(SOURCED, Certainty::Asserted), (PLAIN, Certainty::Asserted)], false);
    assert_eq!(found, [(DriftKind::AttributionGained, "The Post".to_owned(), "The Herald".to_owned())]);
}

#[test]
fn the_fuller_of_two_copies_shows_the_earlier_wording() {
    let raised = |from: &str, to: &str| vec![(DriftKind::CertaintyRaised, from.to_owned(), to.to_owned())];
    let found = drift([(FULLER, Certainty::Hedged), (PLAIN, Certainty::Asserted)], true);
    assert_eq!(found, raised("The Herald", "The Post"));
    let found = drift([(PLAIN, Certainty::Asserted), (FULLER, Certainty::Hedged)], true);
    assert_eq!(found, raised("The Post", "The Herald"));
}

#[test]
fn equal_copies_show_no_drift() {
    assert!(drift([(FULLER, Certainty::Asserted), (PLAIN, Certainty::Asserted)], true).is_empty());
}
