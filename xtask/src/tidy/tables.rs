//! Tables have a notice and weights have a card: where they are from, and under which licence.

use super::House;

/// Endings of tables.
const TABLES: [&str; 4] = [".bin", ".tsv", ".hwg", ".zst"];

pub(super) fn problems(house: &House) -> Vec<String> {
    let notices: Vec<&str> =
        house.ending(".md").filter(|(path, _)| path.starts_with("data/NOTICE-")).map(|(_, text)| text).collect();
    let tables = house.files.keys().filter_map(|path| path.strip_prefix("data/"));
    let bare = tables
        .filter(|table| TABLES.iter().any(|ending| table.ends_with(ending)))
        .filter(|table| !notices.iter().any(|notice| notice.contains(*table)))
        .map(|table| format!("data/{table}: no data/NOTICE-*.md says where it is from"));
    let weights = house.files.keys().filter_map(|path| path.strip_prefix("models/")?.strip_suffix(".hwl"));
    let uncarded = weights
        .filter(|name| house.text(&format!("models/{name}.md")).is_empty())
        .map(|name| format!("models/{name}.hwl: it has no card models/{name}.md"));
    bare.chain(uncarded).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::house;
    use super::*;

    #[test]
    fn bare_tables_and_weights_are_named() {
        let house = house(&[
            ("data/NOTICE-places.md", "`places.tsv` is our own."),
            ("data/places.tsv", ""),
            ("data/more.bin", ""),
            ("models/cues.hwl", ""),
            ("models/names.hwl", ""),
            ("models/names.md", "# names"),
        ]);
        assert_eq!(
            problems(&house),
            [
                "data/more.bin: no data/NOTICE-*.md says where it is from",
                "models/cues.hwl: it has no card models/cues.md",
            ]
        );
    }
}
