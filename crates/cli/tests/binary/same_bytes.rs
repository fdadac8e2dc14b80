//! The same input gives the same bytes, whatever the order of the files and the number of threads.

use crate::commands::DEMO;
use crate::workshop::{Workshop, headwater};

/// Writes the example's reports and the corpus to files of their own and gives their paths.
fn files(workshop: &Workshop) -> Vec<String> {
    let demo: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(DEMO).unwrap()).unwrap();
    let mut files: Vec<String> = demo["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| workshop.file(&format!("{}.json", report["id"].as_str().unwrap()), report.to_string()))
        .collect();
    let corpus = std::path::Path::new(DEMO).parent().unwrap();
    let mut stories: Vec<_> = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    stories.sort();
    for story in stories {
        let text = std::fs::read_to_string(&story).unwrap();
        for (number, block) in text.split("```report ").skip(1).enumerate() {
            let (_, report) = block.split_once('\n').unwrap();
            let name = format!("{}-{number}.txt", story.file_stem().unwrap().to_str().unwrap());
            files.push(workshop.file(&name, report.split("\n```").next().unwrap()));
        }
    }
    // Odd input makes notes, and those too have one order.
    files.push(workshop.file("copy.txt", "Ferry freed\n\nTwo tugs freed the ferry on Friday, police said."));
    files.push(workshop.file("again.txt", "Ferry freed\n\nTwo tugs freed the ferry on Friday, police said."));
    files.push(workshop.file("empty.txt", ""));
    files.push(workshop.path("missing.txt"));
    files
}

/// A fixed shuffle for each seed.
fn shuffled(files: &[String], seed: u64) -> Vec<&str> {
    let mut state = seed;
    let mut keyed: Vec<(u64, &str)> = files
        .iter()
        .map(|file| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 20, file.as_str())
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, file)| file).collect()
}

#[test]
fn any_order_and_any_number_of_threads() {
    let workshop = Workshop::empty();
    let files = files(&workshop);
    assert!(files.len() > 20, "{}", files.len());
    for format in ["json", "markdown", "html"] {
        let run = |threads: &str, files: &[&str]| {
            let options = ["dossier", "--format", format, "--threads", threads];
            headwater(&[&options[..], files].concat()).exits(1).out.clone()
        };
        let in_order: Vec<&str> = files.iter().map(String::as_str).collect();
        let expected = run("1", &in_order);
        assert!(expected.contains("Salten Star"));
        let backwards: Vec<&str> = in_order.iter().rev().copied().collect();
        for (threads, files) in [("2", backwards), ("7", shuffled(&files, 1)), ("1", shuffled(&files, 2))] {
            assert!(run(threads, &files) == expected, "{format} with {threads} threads differs");
        }
    }
}
