//! Whole small stories: statements built by hand over real layers, and what must come out whatever the order of reports.

use headwater_atlas::Outlets;
use headwater_claims::{Settings, corroborate};
use headwater_model::{
    Annotated, Certainty, Claims, Clause, CopyTree, Polarity, Quoted, Reading, Report, Sentence, Span, Status, Tag,
    Token, TokenKind,
};

fn report(name: &str, outlet: &str, text: &str) -> Report {
    Report { name: name.to_owned(), outlet: outlet.to_owned(), language: "en".to_owned(), ..Report::of_text(text) }
}

/// One sentence a line, words at spaces, one clause a sentence.
fn annotated(text: &str) -> Annotated {
    let mut annotated = Annotated::default();
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        let first = annotated.words.tokens.len();
        let mut at = start;
        for word in line.split(' ') {
            let bare = word.trim_end_matches('.');
            let hash = bare
                .to_lowercase()
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            if !bare.is_empty() {
                annotated.words.tokens.push(Token {
                    span: Span::new(at, at + bare.len()),
                    kind: TokenKind::Word,
                    tag: Tag::Other,
                    word: hash,
                    stem: hash,
                });
            }
            at += word.len() + 1;
        }
        let span = Span::new(start, start + line.len());
        let last = annotated.words.tokens.len();
        let position = |at: usize| at as u32;
        annotated.words.sentences.push(Sentence {
            span,
            first: position(first),
            last: position(last),
            paragraph: position(number),
            furniture: false,
        });
        annotated.clauses.push(Clause {
            span,
            sentence: position(number),
            attribution: None,
            certainty: Certainty::Asserted,
            polarity: Polarity::Positive,
            signals: Vec::new(),
            quoted: Quoted::None,
        });
        start += line.len() + 1;
    }
    annotated
}

fn claims(reports: &[Report]) -> Claims {
    let layers: Vec<Annotated> = reports.iter().map(|report| annotated(&report.text)).collect();
    let readings: Vec<Reading<'_>> =
        reports.iter().zip(&layers).map(|(report, annotated)| Reading { report, annotated }).collect();
    corroborate(&readings, &CopyTree::default(), &Outlets::default(), &Settings::default())
}

const BRIDGE: &str = "The old harbour bridge collapsed shortly before dawn\nNobody crossed the river at that hour";
const SAME: &str = "The harbour bridge collapsed before dawn\nDivers searched the cold river for hours";
const OTHER: &str = "Farmers in the valley sold more apples than ever";

/// Claims as sets of the words of their statements, whatever the order of reports.
fn told(claims: &Claims, reports: &[Report]) -> Vec<Vec<String>> {
    let mut told: Vec<Vec<String>> = claims
        .claims
        .iter()
        .map(|claim| {
            let words = claim.statements.iter().map(|id| {
                let statement = &claims.statements[id.0 as usize];
                statement.span.of(&reports[statement.report].text).to_owned()
            });
            let mut words: Vec<String> = words.collect();
            words.sort();
            words
        })
        .collect();
    told.sort();
    told
}

#[test]
fn every_statement_is_in_one_claim() {
    let reports = [report("a", "The Herald", BRIDGE), report("b", "The Post", SAME), report("c", "The Sun", OTHER)];
    let found = claims(&reports);
    let mut seen: Vec<u32> = found.claims.iter().flat_map(|claim| &claim.statements).map(|id| id.0).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..5).collect::<Vec<u32>>());
    for claim in &found.claims {
        let in_origins: usize = claim.origins.iter().map(|origin| origin.statements.len()).sum();
        assert_eq!(in_origins, claim.statements.len());
    }
}

#[test]
fn one_event_in_much_the_same_words_is_one_claim_of_two_origins() {
    let reports = [report("a", "The Herald", BRIDGE), report("b", "The Post", SAME)];
    let found = claims(&reports);
    let shared = found.claims.iter().find(|claim| claim.statements.len() == 2).expect("the collapse is told twice");
    assert_eq!(shared.origins.len(), 2, "no text, source or publisher is shared");
    assert_eq!(shared.status, Status::Corroborated);
}

#[test]
fn one_publisher_is_one_origin() {
    let reports = [report("a", "The Herald", BRIDGE), report("b", "The Herald", SAME)];
    let found = claims(&reports);
    let shared = found.claims.iter().find(|claim| claim.statements.len() == 2).expect("the collapse is told twice");
    assert_eq!(shared.origins.len(), 1);
    assert_eq!(shared.status, Status::SingleOrigin);
    assert!(shared.origins[0].because[0].contains("one publisher"), "{:?}", shared.origins[0].because);
}

#[test]
fn the_order_of_reports_does_not_matter() {
    let (a, b, c) = (report("a", "The Herald", BRIDGE), report("b", "The Post", SAME), report("c", "The Sun", OTHER));
    let one = [a.clone(), b.clone(), c.clone()];
    let two = [c, a, b];
    assert_eq!(told(&claims(&one), &one), told(&claims(&two), &two));
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(claims(&[]), Claims::default());
    let found = claims(&[report("a", "", ""), report("b", "", "\0 \u{202e}…")]);
    assert!(found.checks.is_empty());
}

/// Fifty reports of forty statements: in a debug build this only shows that pairs stay sparse enough to finish at once.
#[test]
fn a_large_story_finishes() {
    let reports: Vec<Report> = (0..50)
        .map(|number| {
            let lines: Vec<String> = (0..40)
                .map(|line| {
                    format!("Witness{line} saw the harbour bridge item{} fall near pier{}", line * 7 + number % 3, line)
                })
                .collect();
            report(&format!("r{number}"), &format!("Outlet {number}"), &lines.join("\n"))
        })
        .collect();
    assert_eq!(claims(&reports).statements.len(), 2000);
}
