//! The scorer held against the reference program, on gold files that were disturbed as another annotator would.

use super::gold::{Folder, annotation, folders};
use super::scoring::Tally;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Leaves out every seventh statement, cuts every fifth quote, moves chains, certainties and origins about.
fn disturbed(folder: &Folder) -> Folder {
    let mut other = folder.clone();
    for (number, claim) in other.gold.claims.iter_mut().enumerate() {
        for (at, statement) in claim.statements.iter_mut().enumerate() {
            match (number + at) % 7 {
                0 => statement.chain.truncate(1),
                1 => statement.chain.clear(),
                2 => "hedged".clone_into(&mut statement.certainty),
                3 => statement.parallel = !statement.parallel,
                _ => {}
            }
            if (number + at).is_multiple_of(5) {
                // Words are taken off the end only as long as what is left occurs once.
                let text =
                    folder.reports.iter().find(|report| report.id == statement.report).map(|it| it.text.as_str());
                let shorter = statement.quote.rsplit_once(' ').map(|(start, _)| start.to_owned());
                if let (Some(text), Some(shorter)) = (text, shorter)
                    && text.matches(&shorter).count() == 1
                {
                    statement.quote = shorter;
                }
            }
        }
        if number % 3 == 0 && claim.statements.len() > 2 {
            claim.origins = (0..claim.statements.len()).map(|at| vec![at]).collect();
        }
        if number % 4 == 0 {
            claim.disputed = !claim.disputed;
            claim.differences.clear();
        }
    }
    other
}

#[test]
fn agrees_with_the_reference_to_four_decimals() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/gold");
    let (stories, reference) = (gold.join("stories"), gold.join("score_corroboration.py"));
    if !reference.is_file() || Command::new("python3").arg("--version").output().is_err() {
        println!("SKIPPED: no reference scorer beside the repository, or no Python");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = folders(&[stories]).unwrap().into_iter().take(6).collect();
    let mut tally = Tally::default();
    let mut arguments = Vec::new();
    for path in &paths {
        let folder = Folder::read(path).unwrap();
        let other = disturbed(&folder);
        tally.add_story(
            &annotation(&folder.gold, &folder.reports).unwrap(),
            &annotation(&other.gold, &other.reports).unwrap(),
        );
        let file = scratch.path().join(format!("{}.json", folder.name));
        std::fs::write(&file, serde_json::to_vec(&other.gold).unwrap()).unwrap();
        arguments.push(format!("{}={}", path.display(), file.display()));
    }
    let output = Command::new("python3").arg(reference).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let ours: String = tally
        .metrics()
        .iter()
        .map(|metric| format!("{}\t{:.4}\n", metric.name, metric.value).replace("NaN", "nan"))
        .collect();
    assert_eq!(ours, said);
}
