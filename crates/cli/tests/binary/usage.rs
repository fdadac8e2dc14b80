//! Wrong usage exits with 2, failure with 3, and both say what to do.

use crate::workshop::{Workshop, headwater};

#[test]
fn wrong_usage() {
    let workshop = Workshop::with_a_good_report();
    let good = workshop.path("good.txt");
    for (arguments, word) in [
        (&["dossier"][..], "PATH"),
        (&["frobnicate"], "frobnicate"),
        (&["dossier", &good, "--format", "pdf"], "html"),
        (&["dossier", &good, "--since", "yesterday"], "2023-09-13"),
        (&["dossier", &good, "--until", "2023-13-01"], "2023-09-13"),
        (&["dossier", &good, "--threads", "0"], "at least one thread is needed"),
        (&["dossier", &good, "--threads", "-1"], "--threads"),
        (&["dossier", &good, "--threads", "1000000"], "from 1 to"),
        (&["check", " ", &good], "the claim is empty"),
        (&["check", "It rained."], "PATH"),
    ] {
        let ran = headwater(arguments);
        ran.exits(2);
        assert!(ran.err.contains(word), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    headwater(&["--help"]).exits(0);
    assert!(headwater(&["--version"]).exits(0).out.starts_with("headwater "));
}

#[test]
fn what_cannot_be_written_is_a_failure() {
    let workshop = Workshop::with_a_good_report();
    let out = workshop.path("no/such/folder/dossier.json");
    let ran = headwater(&["dossier", &workshop.path("good.txt"), "--out", &out]);
    ran.exits(3).says(&["headwater:", "no/such/folder/dossier.json"]);
    headwater(&["demo", "--no-open", "--out", &workshop.path("")]).exits(3);
}

#[test]
fn a_table_of_owners_that_is_not_there_is_a_failure() {
    let workshop = Workshop::with_a_good_report();
    let ran = headwater(&["dossier", &workshop.path("good.txt"), "--owners", &workshop.path("missing.tsv")]);
    ran.exits(3).says(&["headwater:", "missing.tsv"]);
}
