//! Attributions drawn under the sentence: `^^^ source`, `^^^ cue`, `^^^ content`, on lines after it.

use crate::{Annotator, Language};
use headwater_model::{Annotated, Post, Report, Span};

/// Checks the attributions of the first line against the marks on the lines after it.
fn check(drawing: &str) {
    let mut lines = drawing.trim_start_matches('\n').lines();
    let text = lines.next().unwrap_or_default();
    let mut expected: Vec<(String, String)> = Vec::new();
    for line in lines.filter(|line| line.contains('^')) {
        let start = line.find('^').unwrap();
        let end = line.rfind('^').unwrap() + 1;
        expected.push((line[end..].trim().to_owned(), text[start..end].to_owned()));
    }
    let report = Report::of_text(text);
    let annotated = Annotator::new().annotate(&report);
    let mut found = Vec::new();
    for attribution in &annotated.attributions {
        for (part, spans) in
            [("source", &attribution.source), ("cue", &attribution.cue), ("content", &attribution.content)]
        {
            found.extend(spans.iter().map(|span| (part.to_owned(), span.of(text).to_owned())));
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{text}");
}

fn read(text: &str) -> Annotated {
    Annotator::new().annotate(&Report::of_text(text))
}

/// Names of the speakers of the attribution whose content holds a piece of text, the outermost first.
fn chain(text: &str, piece: &str) -> Vec<String> {
    chain_in(&read(text), text, piece)
}

fn chain_in(annotated: &Annotated, text: &str, piece: &str) -> Vec<String> {
    let at = text.find(piece).unwrap();
    let clause = annotated.clauses.iter().find(|clause| clause.span.start() <= at && at < clause.span.end()).unwrap();
    let mut names = Vec::new();
    let mut next = clause.attribution;
    while let Some(attribution) = next.map(|at| &annotated.attributions[at as usize]) {
        names.extend(attribution.speakers.iter().map(|id| annotated.entities[id.0 as usize].name.clone()));
        next = attribution.within;
    }
    names.reverse();
    names
}

#[test]
fn indirect_speech() {
    check(
        "
The mayor said the bridge would reopen on Friday.
^^^^^^^^^ source
          ^^^^ cue
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content
",
    );
}

#[test]
fn direct_speech_before_its_cue() {
    check(
        "
\"We will reopen the bridge,\" the mayor said.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content
                             ^^^^^^^^^ source
                                       ^^^^ cue
",
    );
}

#[test]
fn according_to() {
    check(
        "
The bridge will reopen on Friday, according to the police.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content
                                  ^^^^^^^^^^^^ cue
                                               ^^^^^^^^^^ source
",
    );
}

#[test]
fn a_plain_sentence_has_none() {
    check("The bridge was closed on Monday.");
}

#[test]
fn an_unnamed_source_is_an_entity() {
    assert_eq!(chain("Officials said the bridge was closed.", "bridge"), ["Officials"]);
}

#[test]
fn an_agency_that_is_told_is_the_outer_source() {
    let text = "\"The bridge is closed for good,\" Maria Lopez told Reuters.";
    assert_eq!(chain(text, "bridge"), ["Reuters", "Maria Lopez"]);
}

#[test]
fn a_quotation_without_a_cue_runs_on() {
    let text = "\"The bridge is closed for good,\" Maria Lopez said. \"It was never safe for trucks.\"";
    assert_eq!(chain(text, "never"), ["Maria Lopez"]);
}

#[test]
fn a_post_is_said_by_its_author() {
    let text = "Local station News Nine wrote on Monday.\nThe bridge is closed for good.";
    let mut report = Report::of_text(text);
    let words = Span::new(text.find("The bridge").unwrap(), text.len());
    report.posts.push(Post {
        span: words,
        text: words,
        author: "News Nine".to_owned(),
        handle: "newsnine".to_owned(),
        date: String::new(),
    });
    let annotated = Annotator::new().annotate(&report);
    let clause = annotated.clauses.iter().find(|clause| words.contains(clause.span)).unwrap();
    let attribution = &annotated.attributions[clause.attribution.unwrap() as usize];
    assert_eq!(annotated.entities[attribution.speakers[0].0 as usize].name, "News Nine");
}

#[test]
fn speech_within_a_quotation_has_both_speakers() {
    let text =
        "\"The mayor said that his visit to the bridge ... is a clear sign of good will,\" the Reuters report said.";
    assert_eq!(chain(text, "clear sign"), ["Reuters", "The mayor"]);
}

#[test]
fn what_is_reported_may_be_that_somebody_said_it() {
    let text =
        "The mayor has said the bridge was closed for good, state news agency Reuters reported on Wednesday (Sep 13).";
    assert_eq!(chain(text, "closed for good"), ["Reuters", "The mayor"]);
}

#[test]
fn an_attribution_may_follow_its_content() {
    let text = "Halden Works sold faulty pumps to three hospitals, the national inspectorate said on Tuesday.";
    assert_eq!(chain(text, "faulty pumps"), ["national inspectorate"]);
    let text =
        "The ministry has been steady in its support for the works, including a loan last year, said the opposition.";
    assert_eq!(chain(text, "steady"), ["opposition"]);
}

#[test]
fn what_was_given_out_speaks_for_the_giver() {
    let text = "A document released by the Harbour Board showed the bridge was never safe.";
    assert_eq!(chain(text, "never safe"), ["Harbour Board"]);
}

#[test]
fn quantifiers_alone_are_no_source() {
    let text = "Many have predicted that the bridge would be closed.";
    assert!(read(text).attributions.iter().all(|attribution| attribution.speakers.is_empty()));
}

#[test]
fn an_interview_told_afterwards_carries_what_was_said() {
    let text = "\"The bridge is closed for good,\" Maria Lopez said.\n\nLopez was interviewed on CNN.";
    assert_eq!(chain(text, "for good"), ["CNN", "Maria Lopez"]);
}

#[test]
fn a_description_takes_the_name_given_elsewhere() {
    let text = "The driver acted alone, a district attorney said Monday.\n\n\
                \"There was nobody else,\" District Attorney Maria Lopez said.";
    assert_eq!(chain(text, "acted alone"), ["Maria Lopez"]);
}

#[test]
fn attributions_point_at_each_other_in_order() {
    let text =
        "Reuters reported that the mayor said the bridge was closed. \"It is not safe,\" he told CNN. \"Stay away.\"";
    let annotated = read(text);
    for attribution in &annotated.attributions {
        if let Some(outer) = attribution.within {
            let outer = &annotated.attributions[outer as usize];
            let inside = |span: &Span| outer.content.iter().any(|content| content.overlaps(*span));
            assert!(attribution.content.iter().any(inside));
        }
    }
}

#[test]
fn participles_and_second_verbs_share_their_subject() {
    let text = "Mayor Ann Bell told reporters on Monday that the bridge was unsafe, adding that it would be closed.";
    assert_eq!(chain(text, "it would be closed"), ["Ann Bell"]);
    let text = "Mayor Ann Bell said the bridge was unsafe, but said that it would reopen on Friday.";
    assert_eq!(chain(text, "it would reopen"), ["Ann Bell"]);
}

#[test]
fn second_verbs_without_a_cue_share_their_subject() {
    let text = "Mayor Ann Bell has said that the bridge is unsafe but has signaled that it will reopen on Friday.";
    assert_eq!(chain(text, "it will reopen"), ["Ann Bell"]);
}

#[test]
fn quoted_judgements_are_their_subjects() {
    let annotated = read("Mayor Ann Bell closed the bridge and characterized the old plan as \"a gift\" to drivers.");
    let found = annotated.attributions.iter().find(|it| it.content.iter().any(|content| content.len() > 10)).unwrap();
    let names: Vec<&str> = found.speakers.iter().map(|id| annotated.entities[id.0 as usize].name.as_str()).collect();
    assert_eq!(names, ["Ann Bell"]);
}

#[test]
fn nobody_calls_himself_by_name() {
    let text = "Mark Dobbs met Ann Bell on Monday. Dobbs said the bridge was unsafe. He said that Dobbs and Bell would close \
                it.";
    assert_eq!(chain(text, "the bridge was unsafe"), ["Mark Dobbs"]);
    let text = "Ann Bell said the bridge was unsafe. Mark Dobbs, the engineer, did not reply. He said that Dobbs would close \
                it.";
    assert_eq!(chain(text, "would close"), ["Ann Bell"]);
}

#[test]
fn a_quotation_is_one_speakers() {
    let text = "\"It was late. The river rose. Nobody knew what to do about the bridge,\" said Ann Bell.";
    assert_eq!(chain(text, "It was late"), ["Ann Bell"]);
    assert_eq!(chain(text, "Nobody knew"), ["Ann Bell"]);
}

#[test]
fn phrases_are_read_to_their_names() {
    let text = "The bridge was unsafe, according to a news release from the Hookton Police Department.";
    assert_eq!(chain(text, "The bridge"), ["Hookton Police Department"]);
    let text = "A spokeswoman for the mayor, Ann Bell, said the bridge was unsafe.";
    assert_eq!(chain(text, "the bridge"), ["Ann Bell"]);
    let text = "A person briefed on the matter said the bridge was unsafe.";
    assert_eq!(chain(text, "the bridge").len(), 1);
}

#[test]
fn what_happened_says_nothing() {
    let told = ("This suggests the bridge is likely to stay closed, said Maria Lopez.", &["Maria Lopez"][..]);
    let untold = ("Two lanes were closed on Monday. This suggests that the bridge is likely to stay closed.", &[][..]);
    for ((text, expected), language) in [told, untold].into_iter().flat_map(|case| Language::ALL.map(|way| (case, way)))
    {
        let annotated = Annotator::with(language).annotate(&Report::of_text(text));
        assert_eq!(chain_in(&annotated, text, "the bridge"), expected, "{language}: {text}");
    }
}

#[test]
fn party_and_seat_are_whose_name_stands_before() {
    let text = "Rep. Nora Field left the hall at noon. Field, D-Ohio, said that the bridge would stay closed.";
    assert_eq!(chain(text, "the bridge"), ["Nora Field"]);
}

#[test]
fn what_is_said_in_a_noun_is_its_owners() {
    let text = "Lee dismissed chief surveyor Otto Falk's remark on Tuesday that the ferry was never full. \
                The mayor questioned the harbour community’s conclusion that the pier sank last year.";
    assert_eq!(chain(text, "the ferry was"), ["Lee", "Otto Falk"]);
    assert_eq!(chain(text, "the pier sank").last().unwrap(), "harbour community");
    let described = "Otto Brun's remarks that angered the council were printed in full on Monday.";
    assert!(read(described).attributions.iter().all(|it| it.speakers.is_empty()));
}

#[test]
fn whoever_challenges_claims_denies_them() {
    let text = "Dockers disputed reports and challenged the allegation that they had stopped the ferry.";
    let annotated = read(text);
    let clause = annotated.clauses.iter().find(|clause| clause.span.of(text).contains("stopped")).unwrap();
    assert_eq!(clause.certainty, headwater_model::Certainty::Denied);
}
