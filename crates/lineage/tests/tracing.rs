//! Copying told from small texts of our own writing.

mod story;

use headwater_lineage::{Settings, trace};
use headwater_model::{CopyLevel, CopyNode, CopyTree, CopyingKind, Direction};
use story::{Reports, number};

const HARBOUR: &str = "The harbour bridge of Norvik will stay closed until the spring, the port authority said on Monday. \
    Engineers found cracks in eleven of its forty cables during a routine inspection last week. \
    Lorries have been sent over the old road through the hills, which adds an hour to the journey. \
    Shopkeepers on the island fear that the detour will cost them the Christmas trade. \
    A ferry that was sold to a Danish company two years ago may be hired back for the winter. \
    The council will vote on the money for new cables at a meeting on Thursday evening.";

const ORCHARD: &str = "Growers in the Luma valley expect the smallest cherry harvest for two decades after frost in April. \
    The cooperative in Tessin has asked the ministry of agriculture for loans without interest. \
    Pickers who come from the south every June have been told to look for other work. \
    A warm March had opened the blossoms three weeks early, the weather service recalled. \
    Prices at the market in Orbel have already doubled since the beginning of the month.";

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(". ").map(str::trim).collect()
}

fn traced(reports: &Reports) -> CopyTree {
    trace(&reports.readings(), &Settings::default())
}

#[test]
fn unrelated_texts_share_nothing() {
    let tree = traced(&Reports::bare(&[HARBOUR, ORCHARD]));
    assert_eq!(tree.pairs[0].level, CopyLevel::None);
    assert!(tree.edges.is_empty());
}

#[test]
fn a_text_cut_from_the_end_is_the_copy() {
    let cut = sentences(HARBOUR)[..4].join(" ");
    for (texts, direction, edge) in
        [([HARBOUR, &cut], Direction::AToB, (0, 1)), ([&cut, HARBOUR], Direction::BToA, (1, 0))]
    {
        let tree = traced(&Reports::bare(&texts));
        assert_eq!((tree.pairs[0].level, tree.pairs[0].direction), (CopyLevel::Wholly, direction));
        assert_eq!((tree.edges[0].from, tree.edges[0].to), edge);
        assert!(!tree.edges[0].passages.is_empty());
    }
}

#[test]
fn passages_point_at_the_same_words_on_both_sides() {
    let lead = "Nothing of this lead stands anywhere else in the two reports that we compare here.";
    let copy = format!("{lead} {}", sentences(HARBOUR)[..5].join(" "));
    let reports = Reports::bare(&[HARBOUR, &copy]);
    let tree = traced(&reports);
    for passage in &tree.pairs[0].passages {
        assert_eq!(passage.from.of(HARBOUR), passage.to.of(&copy));
    }
}

#[test]
fn reordered_sentences_are_found() {
    let mut reordered = sentences(HARBOUR);
    reordered.reverse();
    let copy = reordered.join(" ");
    let tree = traced(&Reports::bare(&[HARBOUR, &copy]));
    assert_eq!(tree.pairs[0].level, CopyLevel::Wholly);
    assert!(tree.pairs[0].containment > 0.9);
}

#[test]
fn a_chain_of_cuts_and_changes_is_traced_back() {
    let first = HARBOUR.to_owned();
    let second = sentences(&first)[..5].join(" ").replace("Lorries have been sent", "Trucks are being sent");
    let third = sentences(&second)[..4].join(" ").replace("fear that the detour", "are afraid that the way round");
    let tree = traced(&Reports::bare(&[&third, &first, &second]));
    let edges: Vec<(usize, usize)> = tree.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    assert_eq!(edges, [(1, 2), (2, 0)]);
}

#[test]
fn common_errors_show_an_unseen_text() {
    let archetype = HARBOUR.replace(
        "eleven of its forty cables during a routine inspection",
        "nine of its sixty chains in a surprise visit",
    );
    let left = archetype.replace("Shopkeepers on the island fear", "Traders on that island are afraid");
    let right = archetype.replace("may be hired back for the winter", "could return to its old line until March");
    let tree = traced(&Reports::bare(&[HARBOUR, &left, &right]));
    let unseen = tree.nodes.iter().position(|node| matches!(node, CopyNode::Unseen { .. })).expect("an unseen text");
    let mut neighbours: Vec<usize> = tree
        .edges
        .iter()
        .filter(|edge| edge.from == unseen || edge.to == unseen)
        .map(|edge| edge.from + edge.to - unseen)
        .collect();
    neighbours.sort_unstable();
    assert_eq!(neighbours, [0, 1, 2]);
}

#[test]
fn ten_identical_copies_hang_from_one_unseen_text() {
    let tree = traced(&Reports::bare(&[HARBOUR; 10]));
    assert_eq!(tree.nodes.len(), 11);
    assert_eq!(tree.edges.len(), 10);
    assert!(tree.edges.iter().all(|edge| edge.from == 10 && !edge.passages.is_empty()));
    assert!(tree.pairs.iter().all(|pair| pair.level == CopyLevel::Wholly));
}

#[test]
fn an_agency_that_was_told_is_the_unseen_source() {
    let said = "“Nobody has looked at those cables since they were hung,” Marit Dahl of the engineers' union told AFP.";
    let one = format!("{} {said}", sentences(HARBOUR)[..4].join(" "));
    let other = format!("{said} {}", sentences(HARBOUR)[1..].join(" "));
    let tree = traced(&Reports::bare(&[&one, &other]));
    assert_eq!(tree.pairs[0].direction, Direction::Common);
    assert_eq!(tree.pairs[0].wire, "AFP");
    assert!(matches!(&tree.nodes[2], CopyNode::Unseen { agency, .. } if agency == "AFP"));
    assert_eq!(tree.edges.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>(), [(2, 0), (2, 1)]);
}

#[test]
fn a_copy_that_names_the_other_outlet_derives_from_it() {
    let copy = format!("{} The Norvik Courier first reported the cracks.", sentences(HARBOUR)[..4].join(" "));
    let mut reports = Reports::bare(&[&copy, HARBOUR]);
    reports.set_outlets(&["islandnews.example", "norvikcourier.example"]);
    let tree = traced(&reports);
    assert_eq!(tree.pairs[0].direction, Direction::BToA);
    assert_eq!((tree.edges[0].from, tree.edges[0].to), (1, 0));
}

#[test]
fn the_credited_agency_is_the_parent_when_its_own_report_is_there() {
    let credited = format!("NORVIK (Reuters) - {HARBOUR}");
    let cut = format!("{} (Reuters)", sentences(HARBOUR)[1..].join(" "));
    let mut reports = Reports::bare(&[&cut, &credited, &credited]);
    reports.set_outlets(&["Hill Gazette", "Reuters", "Evening Courier"]);
    let tree = traced(&reports);
    assert_eq!(tree.edges.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>(), [(1, 0), (1, 2)]);
    assert_eq!(tree.nodes.len(), 3);
}

#[test]
fn hours_decide_between_two_outlets_that_print_the_same() {
    let changed = HARBOUR.replace("eleven of its forty", "twelve of its forty");
    let direction = |first: &str, second: &str| {
        let mut reports = Reports::bare(&[HARBOUR, &changed]);
        reports.set_outlets(&["Valley Post", "Metro Flash"]);
        reports.set_published(&[first, second]);
        traced(&reports).pairs[0].direction
    };
    assert_eq!(direction("2024-08-20T07:00:00Z", "2024-08-20T10:00:00Z"), Direction::AToB);
    assert_eq!(direction("2024-08-20T10:00:00Z", "2024-08-20T07:00:00Z"), Direction::BToA);
    assert_eq!(direction("2024-08-20T07:00:00Z", "2024-08-20T07:20:00Z"), Direction::Common);
}

#[test]
fn a_translation_derives_from_the_language_that_more_reports_are_in() {
    let spanish = "El puente del puerto de Norvik seguirá cerrado hasta la primavera, dijo el lunes la autoridad portuaria. \
        Los ingenieros hallaron grietas en once de sus cuarenta cables en una inspección de rutina la semana pasada. \
        Los camiones van ahora por la vieja carretera de las colinas, lo que alarga el viaje una hora. \
        Los comerciantes de la isla temen que el desvío les cueste las ventas de Navidad. \
        Un transbordador vendido a una empresa danesa hace dos años podría volver alquilado para el invierno. \
        El concejo votará el dinero para los nuevos cables en una reunión el jueves por la noche. \
        Marit Dahl, de Tessin, pidió 14 millones. En 2019 fueron 9 millones en Orbel.";
    let english = format!("{HARBOUR} Marit Dahl of Tessin asked for 14 million. In 2019 it was 9 million at Orbel.");
    let mut reports = Reports::bare(&[spanish, &english, ORCHARD]);
    reports.set_outlets(&["El Correo", "Norvik Post", "Luma Herald"]);
    reports.set_languages(&["es", "en", "en"]);
    let tree = traced(&reports);
    let found: Vec<(CopyLevel, Direction)> = tree.pairs.iter().map(|pair| (pair.level, pair.direction)).collect();
    assert_eq!(found[0], (CopyLevel::Wholly, Direction::BToA));
    assert_eq!(found[1].0, CopyLevel::None);
    assert_eq!(tree.edges.len(), 1);
    assert_eq!((tree.edges[0].from, tree.edges[0].to, tree.edges[0].kind), (1, 0, CopyingKind::Translated));
    assert!(!tree.edges[0].passages.is_empty());
}

#[test]
fn shared_quotations_are_not_copying() {
    let quoted = "“We will not open a bridge that we do not trust, whatever the shops on the island may lose this winter,” \
                  Harbour master Ole Brandt said.";
    let one = format!(
        "Drivers in Norvik face a winter without their bridge. {quoted} Buses leave from the north pier at six."
    );
    let other =
        format!("Cracked cables keep the crossing shut. {quoted} A vote on money is due by the end of this week.");
    let tree = traced(&Reports::bare(&[&one, &other]));
    assert!(tree.pairs[0].level <= CopyLevel::SameSource, "{:?}", tree.pairs[0].level);
    assert!(tree.pairs[0].passages.iter().any(|passage| passage.quotation));
}

#[test]
fn odd_texts_do_no_harm() {
    let nul = "\0\0\0 \u{202e}abc\0";
    let texts = ["", " \n\n ", nul, "שלום עולם. מה שלומך היום?", "。。。", "a", "“”“”\"\"''", HARBOUR];
    let tree = traced(&Reports::bare(&texts));
    assert_eq!(tree.nodes.len(), texts.len());
    assert_eq!(tree.pairs.len(), texts.len() * (texts.len() - 1) / 2);
    assert!(traced(&Reports::bare(&[])).nodes.is_empty());
    assert_eq!(traced(&Reports::bare(&[HARBOUR])).nodes.len(), 1);
}

/// Moves a tree's positions: report `k` of the tree becomes `to[k]`.
fn moved(tree: &CopyTree, to: &[usize]) -> Vec<String> {
    let at = |node: usize| to.get(node).copied().unwrap_or(node);
    let mut lines: Vec<String> = Vec::new();
    for edge in &tree.edges {
        let mut passages: Vec<String> = edge
            .passages
            .iter()
            .map(|passage| format!("{} {:?} {:?}", at(passage.witness), passage.from, passage.to))
            .collect();
        passages.sort();
        lines.push(format!(
            "{} {} {:?} {:.9} {:.9} {passages:?} {:?}",
            at(edge.from),
            at(edge.to),
            edge.kind,
            edge.share,
            edge.confidence,
            edge.evidence
        ));
    }
    for pair in &tree.pairs {
        let turn = at(pair.a) > at(pair.b);
        let (a, b) = if turn { (at(pair.b), at(pair.a)) } else { (at(pair.a), at(pair.b)) };
        let direction = match (pair.direction, turn) {
            (Direction::AToB, true) => Direction::BToA,
            (Direction::BToA, true) => Direction::AToB,
            (direction, _) => direction,
        };
        let mut passages: Vec<String> = pair
            .passages
            .iter()
            .map(|passage| {
                if turn {
                    format!("{:?} {:?}", passage.to, passage.from)
                } else {
                    format!("{:?} {:?}", passage.from, passage.to)
                }
            })
            .collect();
        passages.sort();
        lines
            .push(format!("{a} {b} {:?} {direction:?} {} {:.9} {passages:?}", pair.level, pair.wire, pair.containment));
    }
    lines.sort();
    lines
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]

    #[test]
    fn permuting_the_reports_permutes_the_tree(seed in 0_u64..1_000_000, count in 2_usize..8) {
        let parts = [sentences(HARBOUR), sentences(ORCHARD)].concat();
        let mut state = seed;
        let texts: Vec<String> = (0..count)
            .map(|copy| {
                let mut text: Vec<String> = Vec::new();
                for part in &parts {
                    if number(&mut state, 3) > 0 {
                        text.push((*part).to_owned());
                    }
                    if number(&mut state, 9) == 0 {
                        text.push("Somebody told AFP so in the morning.".to_owned());
                    }
                }
                // Equal texts cannot be told apart, whatever their order.
                text.push(format!("Number {copy} of them ends in this line."));
                text.join(" ")
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            order.swap(at, number(&mut state, at + 1));
        }
        let permuted: Vec<&str> = order.iter().map(|&at| texts[at]).collect();
        let identity: Vec<usize> = (0..count).collect();
        let plain = moved(&traced(&Reports::bare(&texts)), &identity);
        let back = moved(&traced(&Reports::named(&permuted, &order)), &order);
        proptest::prop_assert_eq!(plain, back);
    }
}
