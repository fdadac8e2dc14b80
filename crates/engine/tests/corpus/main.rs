//! Runs the stories of `corpus/`: reads each Markdown file, makes its dossier and holds it against what is expected.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod expectation;
mod seeds;
mod specimen;

use expectation::Expectation;
use headwater_atlas::Outlets;
use headwater_engine::{Config, Engine, Language};
use headwater_model::{Noted, Report, dossier::Dossier};
use specimen::Specimen;
use std::path::{Path, PathBuf};

/// Every file of the corpus but its README.
#[expect(clippy::disallowed_methods, reason = "this test reads the corpus from the file system")]
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md"))
        .collect();
    files.sort();
    files
}

#[expect(clippy::disallowed_methods, reason = "this test reads the corpus from the file system")]
fn specimen(path: &Path) -> Specimen {
    let text = std::fs::read_to_string(path).unwrap();
    Specimen::parse(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

pub(crate) fn dossier_by(language: Language, reports: Vec<Report>) -> Dossier {
    let config = Config { language, ..Config::default() };
    Engine::new(config, Outlets::embedded()).analyse(Noted::plain(reports)).dossier()
}

/// What is wrong with a line of expectation; a line that starts with `today fails:` must not hold.
pub(crate) fn failure(place: &str, text: &str, dossier: &Dossier) -> Option<String> {
    let (expected_to_fail, text) = match text.strip_prefix("today fails:") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let expectation = Expectation::parse(text).unwrap_or_else(|problem| panic!("{place}\n    {problem}"));
    match (expectation.hold(dossier), expected_to_fail) {
        (Err(found), false) => Some(format!("{place}\n    {found}")),
        (Ok(()), true) => Some(format!("{place}\n    holds now: take `today fails:` away")),
        (Ok(()), false) | (Err(_), true) => None,
    }
}

#[test]
fn every_story_comes_out_as_written() {
    let files = files();
    assert!(files.len() >= 8, "the corpus holds only {} stories", files.len());
    let mut failures = Vec::new();
    for path in &files {
        let specimen = specimen(path);
        for language in Language::ALL {
            let dossier = dossier_by(language, specimen.reports.clone());
            for (line, text) in &specimen.expectations {
                let place = format!("{}:{line}, {language}: {text}", path.file_name().unwrap().to_string_lossy());
                failures.extend(failure(&place, text, &dossier));
            }
        }
    }
    assert!(failures.is_empty(), "{} expectations:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_order_of_reports_does_not_matter() {
    for path in files() {
        let specimen = specimen(&path);
        for language in Language::ALL {
            let forwards = dossier_by(language, specimen.reports.clone());
            let backwards = dossier_by(language, specimen.reports.iter().rev().cloned().collect());
            assert_eq!(forwards, backwards, "{}", path.display());
        }
    }
}

#[test]
fn forgetting_the_layers_changes_nothing() {
    let keeping = Engine::new(Config::default(), Outlets::embedded());
    let forgetting = Engine::new(Config { keep_layers: 0, ..Config::default() }, Outlets::embedded());
    for path in files() {
        let reports = specimen(&path).reports;
        let [kept, forgotten] = [&keeping, &forgetting].map(|engine| engine.analyse(Noted::plain(reports.clone())));
        assert!(kept.stories.iter().flat_map(|story| &story.annotated).any(|layers| !layers.clauses.is_empty()));
        assert!(forgotten.stories.iter().flat_map(|story| &story.annotated).all(|layers| layers.clauses.is_empty()));
        assert_eq!(kept.dossier(), forgotten.dossier(), "{}", path.display());
        let claim = &reports[0];
        let answers = [keeping.check(claim, &kept), forgetting.check(claim, &forgotten)];
        assert_eq!(answers[0], answers[1], "{}", path.display());
    }
}

#[test]
fn stories_of_few_reports_are_left_out_and_nothing_else_changes() {
    let reports: Vec<Report> = files().iter().flat_map(|path| specimen(path).reports).collect();
    let dossier = |least_reports: usize| {
        let config = Config { least_reports, ..Config::default() };
        Engine::new(config, Outlets::embedded()).analyse(Noted::plain(reports.clone())).dossier()
    };
    let mut all = dossier(1);
    let sizes: Vec<usize> = all.stories.iter().map(|story| story.reports.len()).collect();
    let least = sizes.iter().min().unwrap() + 1;
    let several = dossier(least);
    all.stories.retain(|story| story.reports.len() >= least);
    assert!((1..sizes.len()).contains(&all.stories.len()), "{sizes:?}");
    assert_eq!(all, several);
}
