//! Every command and option on the built-in example.

use crate::workshop::{GOOD, Ran, Workshop, headwater, headwater_with, names};

/// The reports of the built-in example.
pub(crate) const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/demo.json");

#[test]
fn the_schema_holds_for_dossiers() {
    let ran = headwater(&["schema"]);
    let schema = ran.exits(0).json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let dossier = headwater(&["dossier", DEMO, "--format", "json"]).exits(0).json();
    let problems: Vec<String> =
        validator.iter_errors(&dossier).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    for field in ["headwater", "schema", "notes", "reports", "stories"] {
        assert!(dossier.get(field).is_some(), "{field}");
        let mut without = dossier.clone();
        without.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&without), "the schema does not ask for {field}");
    }
}

#[test]
fn the_demo_is_a_page() {
    let workshop = Workshop::empty();
    let ran = headwater(&["demo", "--no-open", "--out", &workshop.path("demo.html")]);
    ran.exits(0).says(&["5 reports"]).says(&["written to", "demo.html"]);
    let page = workshop.read("demo.html");
    assert!(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"));
    assert!(page.contains("Salten Star"));
}

#[test]
fn the_ending_of_the_file_decides_the_form() {
    let workshop = Workshop::with_a_good_report();
    for (name, opening) in [("a.json", "{"), ("a.md", "#"), ("a.html", "<!")] {
        headwater(&["dossier", &workshop.path("good.txt"), "--out", &workshop.path(name)]).exits(0);
        assert!(workshop.read(name).starts_with(opening), "{name}");
        std::fs::remove_file(workshop.path(name)).unwrap();
    }
    let ran =
        headwater(&["dossier", &workshop.path("good.txt"), "--format", "markdown", "--out", &workshop.path("b.json")]);
    ran.exits(0);
    assert!(workshop.read("b.json").starts_with('#'));
}

fn verdict(claim: &str) -> (Ran, serde_json::Value) {
    let spoken = headwater(&["check", claim, DEMO]);
    let answer = headwater(&["check", claim, DEMO, "--json"]).exits(0).json();
    (spoken, answer)
}

#[test]
fn claims_are_held_against_reports() {
    let (ran, answer) = verdict("The ferry had 212 people on board.");
    assert!(ran.exits(0).out.contains("asserted"), "{}", ran.out);
    assert_eq!(answer["verdict"], "asserted");
    let (ran, answer) = verdict("A ferry carrying 300 people ran aground off northern Norway on Sunday.");
    assert!(ran.exits(0).out.contains("the reports say something else"), "{}", ran.out);
    assert_eq!(answer["verdict"], "contradicted");
    assert!(ran.out.contains("number: claimed “300”, the report says “212”"), "{}", ran.out);
    let (ran, answer) = verdict("The central bank raised interest rates in Brazil.");
    assert!(ran.exits(0).out.contains("not found"), "{}", ran.out);
    assert_eq!(answer["verdict"], "not-found");
}

#[test]
fn one_wrong_word_is_not_confirmed() {
    for (claim, verdict) in [
        ("Ole Strand watched the accident from his kitchen in Kjerringøy.", "asserted"),
        ("Ole Strand watched the accident from his kitchen in Bodø.", "contradicted"),
        ("Ole Berg watched the accident from his kitchen in Kjerringøy.", "contradicted"),
        ("Kjerringøy lies about 25 kilometers north of Bodø.", "asserted"),
        ("Kjerringøy lies about 25 kilometers north of Salten.", "contradicted"),
        ("The Berg Star hit the rocks.", "contradicted"),
        ("The captain did not report a failure of the steering.", "contradicted"),
    ] {
        let answer = headwater(&["check", claim, DEMO, "--json"]).exits(0).json();
        assert_eq!(answer["verdict"], verdict, "{claim}");
    }
}

#[test]
fn standard_input() {
    let ran = headwater_with(GOOD.as_bytes(), &["dossier", "-", "--format", "json"]);
    let dossier = ran.exits(0).json();
    assert_eq!(names(&dossier).len(), 1);
    assert_eq!(dossier["reports"][0]["published"]["at"], "2021-03-04");
    headwater_with(b"", &["dossier", "-", "--format", "json"]).exits(1).says(&["standard input", "it is empty"]);
}

#[test]
fn since_and_until() {
    let with = |arguments: &[&str]| {
        let ran = headwater(&[&["dossier", DEMO, "--format", "json"][..], arguments].concat());
        names(&ran.exits(0).json())
    };
    assert_eq!(with(&["--since", "2024-02-12", "--until", "2024-02-12T09:30:00Z"]), ["herald"]);
    assert_eq!(with(&["--until", "2024-02-12"]), ["nordland"]);
    assert_eq!(with(&["--since", "2025-01-01"]), [""; 0]);
}

#[test]
fn small_stories_can_be_left_out() {
    let stories = |least: &str| {
        let ran = headwater(&["dossier", DEMO, "--format", "json", "--least-reports", least]);
        let dossier = ran.exits(0).json();
        assert_eq!(dossier["reports"].as_array().unwrap().len(), 5);
        dossier["stories"].as_array().unwrap().len()
    };
    assert_eq!((stories("5"), stories("6")), (1, 0));
}

#[test]
fn owners_join_two_titles() {
    let workshop = Workshop::empty();
    let record = |id: &str, outlet: &str, text: &str| {
        format!(r#"{{"id":"{id}","outlet":"{outlet}","date":"2021-03-04T0{id}:00:00Z","text":"{text}"}}"#)
    };
    let reports = [
        record(
            "1",
            "Quay Bulletin",
            "The ferry Alma ran aground on Thursday. The harbour of Larvik was closed for six hours, and farmers brought blankets to the pier.",
        ),
        record(
            "2",
            "Fjord Examiner",
            "Larvik's harbour stayed shut for six hours after a ship hit the sandbank. On Thursday the Alma ran aground in thick fog, far from the fairway.",
        ),
    ];
    let path = workshop.file("reports.jsonl", reports.join("\n"));
    let owners = workshop.file("owners.tsv", "Quay Bulletin\tLund Press\nFjord Examiner\tLund Press\n");
    let origins = |arguments: &[&str]| {
        let ran = headwater(&[&["dossier", path.as_str(), "--format", "json"][..], arguments].concat());
        let dossier = ran.exits(0).json();
        let claims = dossier["stories"][0]["claims"].as_array().unwrap().clone();
        let shared = claims.iter().find(|claim| claim["carriers"] == 2).unwrap_or_else(|| panic!("{claims:#?}"));
        (shared["origins"].as_array().unwrap().len(), shared["origins"].to_string())
    };
    assert_eq!(origins(&[]).0, 2);
    let (number, origins) = origins(&["--owners", &owners]);
    assert_eq!(number, 1);
    assert!(origins.contains("Lund Press"), "{origins}");
    let wrong = workshop.file("wrong.tsv", "no tab here\n");
    let ran = headwater(&["dossier", &path, "--format", "json", "--owners", &wrong]);
    ran.says(&["wrong.tsv", "line 1", "write: name or domain, tab, owner"]);
}
