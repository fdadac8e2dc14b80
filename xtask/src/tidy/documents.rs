//! Paths that documents name are there.

use super::House;
use std::collections::BTreeSet;

/// Words that stand in a path for something else.
const STAND_INS: [&str; 5] = ["NAME", "NNNN", "DATE", "FOLDER", "*"];

pub(super) fn problems(house: &House) -> Vec<String> {
    let mut problems = Vec::new();
    for (document, text) in house.ending(".md").filter(|(path, _)| is_document(path)) {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in text.lines().enumerate() {
            let links = links(line).filter(|link| !is_address(link)).filter_map(|link| link.split('#').next());
            let named: BTreeSet<&str> = links.chain(paths(line).filter(|path| is_path(house, path))).collect();
            let missing = named.into_iter().filter(|path| !is_there(house, folder, path));
            problems.extend(missing.map(|path| format!("{document}:{}: {path} is not there", number + 1)));
        }
    }
    problems
}

/// Documents of the house; the corpus' stories and records of past runs speak of other things.
fn is_document(path: &str) -> bool {
    !path.starts_with("bench/runs/")
        && !path.contains("/tests/")
        && path != "CHANGELOG.md"
        && (!path.starts_with("corpus/") || path == "corpus/README.md")
}

/// Targets of links and pictures.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.is_empty())
}

fn is_address(link: &str) -> bool {
    link.starts_with('#') || link.contains("://") || link.starts_with("mailto:")
}

/// Words that consist of what paths consist of, wherever they stand.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character: char| !(character.is_ascii_alphanumeric() || "/._-*".contains(character)))
        .map(|word| word.trim_end_matches('.'))
}

/// Whether a word is meant as a path: it begins with a folder of the root, or is the name of weights or of our own kind of table.
fn is_path(house: &House, word: &str) -> bool {
    if STAND_INS.iter().any(|stand_in| word.contains(stand_in)) {
        return false;
    }
    match word.split_once('/') {
        // "crates/model", but not "and/or" nor "data/": a folder that is there.
        Some((first, rest)) => !first.is_empty() && !rest.is_empty() && house.has(first) && !first.contains('.'),
        None => [".hwl", ".hwg"].iter().any(|ending| word.len() > ending.len() && word.ends_with(ending)),
    }
}

/// From the document's folder, or from the root.
fn is_there(house: &House, folder: &str, path: &str) -> bool {
    let path = path.trim_start_matches("./");
    let beside = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let above = path.strip_prefix("../");
    house.has(&beside) || house.has(path) || above.is_some_and(|path| house.has(path))
}

#[cfg(test)]
mod tests {
    use super::super::tests::house;
    use super::*;

    #[test]
    fn what_is_named_must_be_there() {
        let text = "See [the plan](plan.md), [more](https://a.example/b), ![x](gone.png) and `data/a.tsv`.\n\
                    Run `cargo run -- --out models/NAME.hwl` or and/or `data/gone.tsv`; docs/plan.md, gone.hwl.\n";
        let house = house(&[("docs/a.md", text), ("docs/plan.md", ""), ("data/a.tsv", ""), ("models/a.hwl", "")]);
        assert_eq!(
            problems(&house),
            [
                "docs/a.md:1: gone.png is not there",
                "docs/a.md:2: data/gone.tsv is not there",
                "docs/a.md:2: gone.hwl is not there",
            ]
        );
    }
}
