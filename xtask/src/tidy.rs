//! Is the house as its plan says? Imports, documents, files, tables and weights are held against ARCHITECTURE.md.
//!
//! `cargo run -p headwater-xtask -- tidy` prints what is out of place, and `cargo test -p headwater-xtask` fails on it.
//! Printing, files, environment and clock in the wrong room are found by clippy.

mod documents;
mod files;
mod rooms;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that is out of place, one line each.
pub(crate) fn problems(root: &Path) -> Result<Vec<String>, String> {
    let house = House::open(root)?;
    Ok([rooms::problems(&house), documents::problems(&house), files::problems(&house), tables::problems(&house)]
        .concat())
}

/// The files of the repository.
#[derive(Debug, Default)]
struct House {
    /// Path from the root, with slashes, to text; files that are no text have none.
    files: BTreeMap<String, String>,
}

impl House {
    /// Reads all files but hidden and built ones.
    fn open(root: &Path) -> Result<Self, String> {
        let mut house = Self::default();
        let mut pending = vec![PathBuf::new()];
        while let Some(folder) = pending.pop() {
            let failed = |error: std::io::Error| format!("{}: {error}", root.join(&folder).display());
            for entry in std::fs::read_dir(root.join(&folder)).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let name = entry.file_name();
                if name.to_string_lossy().starts_with('.') || name == "target" {
                    continue;
                }
                let path = folder.join(&name);
                if entry.path().is_dir() {
                    pending.push(path);
                    continue;
                }
                let is_text =
                    ["rs", "md", "toml"].iter().any(|ending| path.extension().is_some_and(|own| own == *ending));
                let text = if is_text { std::fs::read_to_string(entry.path()).map_err(failed)? } else { String::new() };
                let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
                house.files.insert(parts.join("/"), text);
            }
        }
        Ok(house)
    }

    /// Whether a file or folder is there.
    fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let inside = format!("{path}/");
        self.files.contains_key(path)
            || self.files.range(inside.clone()..).next().is_some_and(|(found, _)| found.starts_with(&inside))
    }

    /// A file's text; empty when it is not there.
    fn text(&self, path: &str) -> &str {
        self.files.get(path).map_or("", String::as_str)
    }

    /// Files that end so, with their texts.
    fn ending<'h>(&'h self, ending: &'h str) -> impl Iterator<Item = (&'h str, &'h str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.ends_with(ending))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A house of a few files.
    pub(super) fn house(files: &[(&str, &str)]) -> House {
        House { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    #[test]
    fn the_house_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let problems = problems(&root).unwrap();
        assert!(problems.is_empty(), "{} things are out of place:\n{}", problems.len(), problems.join("\n"));
    }

    #[test]
    fn folders_are_there_when_they_hold_something() {
        let house = house(&[("docs/a.md", "")]);
        assert!(house.has("docs") && house.has("docs/") && house.has("docs/a.md"));
        assert!(!house.has("doc") && !house.has("docs/a"));
    }
}
