//! Files and folders in a fixed order.

use crate::sink::note;
use headwater_model::{Note, NoteCode};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Endings of files that lie beside saved pages and hold no report; in folders they are passed over in silence.
const BESIDE: [&str; 32] = [
    "avif", "bmp", "cdx", "css", "doc", "eot", "gif", "ico", "jpeg", "jpg", "js", "lock", "map", "mjs", "mp3", "mp4",
    "otf", "pdf", "png", "py", "rs", "sh", "svg", "tif", "tiff", "toml", "ttf", "webm", "webp", "woff", "woff2", "zip",
];

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Whether it was found in a folder rather than named by the user.
    pub(crate) in_folder: bool,
}

/// The files behind the paths, each once and sorted by name at every level, whatever the order of the paths. Hidden
/// files and links to folders are not followed.
pub(crate) fn files(paths: &[PathBuf], notes: &mut Vec<Note>) -> Vec<Found> {
    let mut files = Files::default();
    for path in paths {
        if path.is_dir() {
            if !folder(path, &mut files, notes) {
                let place = path.display().to_string();
                notes.push(note(NoteCode::Empty, &place, "the folder holds no file to read", "name another folder"));
            }
        } else {
            files.add(Found { path: path.clone(), in_folder: false });
        }
    }
    notes.sort();
    notes.dedup();
    let mut files: Vec<Found> = files.0.into_values().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Files by their real place.
#[derive(Default)]
struct Files(BTreeMap<PathBuf, Found>);

impl Files {
    /// Of two ways to one file the named one counts, then the first by spelling.
    fn add(&mut self, found: Found) {
        let place = found.path.canonicalize().unwrap_or_else(|_| found.path.clone());
        let rank = |found: &Found| (found.in_folder, found.path.clone());
        match self.0.get(&place) {
            Some(known) if rank(known) <= rank(&found) => {}
            _ => {
                self.0.insert(place, found);
            }
        }
    }
}

/// Adds what a folder holds; `false` when that is nothing.
fn folder(path: &Path, files: &mut Files, notes: &mut Vec<Note>) -> bool {
    let mut any = false;
    let mut pending = vec![path.to_owned()];
    while let Some(next) = pending.pop() {
        if !next.is_dir() {
            any = true;
            files.add(Found { path: next, in_folder: true });
            continue;
        }
        let entries = match std::fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) => {
                let place = next.display().to_string();
                notes.push(note(
                    NoteCode::Unreadable,
                    &place,
                    format!("the folder cannot be opened: {error}"),
                    "check its permissions",
                ));
                continue;
            }
        };
        let inside = entries
            .filter_map(Result::ok)
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .filter(|entry| !(entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir()))
            .map(|entry| entry.path())
            .filter(|path| path.is_dir() || !is_beside(path));
        pending.extend(inside);
    }
    any
}

fn is_beside(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    BESIDE.contains(&ending.as_str())
}
