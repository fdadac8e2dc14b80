//! Sources open with a sentence, stay short, and leave nothing to be done.

use super::House;

/// A file of so many lines asks to be two rooms.
const MOST_LINES: usize = 800;

/// What must not stay in a source. Written in pieces, so that this file does not hold it.
const LEFT_OVER: [&str; 4] =
    [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!("), concat!("#[ig", "nore")];

/// Names that say nothing of what is in a file.
const EMPTY_NAMES: [&str; 7] = ["utils", "util", "misc", "common", "helpers", "new", "legacy"];

pub(super) fn problems(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for (path, text) in house.ending(".rs") {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            problems.push(format!("{path}: {lines} lines; more than {MOST_LINES} ask to be two files"));
        }
        if !text.lines().find(|line| !line.starts_with("#![")).is_some_and(|first| first.starts_with("//! ")) {
            problems.push(format!("{path}: it does not open with a sentence that says what it is for"));
        }
        for (number, line) in text.lines().enumerate() {
            for word in LEFT_OVER.iter().filter(|word| line.contains(**word)) {
                problems.push(format!("{path}:{}: {word} must not stay", number + 1));
            }
        }
        for part in path.trim_end_matches(".rs").split('/').filter(|part| EMPTY_NAMES.contains(part)) {
            problems.push(format!("{path}: \"{part}\" does not say what is in it"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::house;
    use super::*;

    #[test]
    fn long_silent_and_unfinished_files_are_named() {
        let long = format!("//! Long.\n{}", "\n".repeat(MOST_LINES));
        let left = format!("//! Left.\n\nfn left() {{ {}) }}\n", LEFT_OVER[0]);
        let house = house(&[
            ("a/good.rs", "//! Good.\n"),
            ("a/left.rs", &left),
            ("a/long.rs", &long),
            ("a/silent.rs", "fn silent() {}\n"),
            ("a/utils/x.rs", "//! What?\n"),
        ]);
        assert_eq!(
            problems(&house),
            [
                format!("a/left.rs:3: {} must not stay", LEFT_OVER[0]),
                "a/long.rs: 801 lines; more than 800 ask to be two files".to_owned(),
                "a/silent.rs: it does not open with a sentence that says what it is for".to_owned(),
                "a/utils/x.rs: \"utils\" does not say what is in it".to_owned(),
            ]
        );
    }
}
