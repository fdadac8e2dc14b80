//! Files and folders in a fixed order.

use crate::sink::note;
use headwater_model::{Note, NoteCode};
use std::collections::BTreeSet;
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

/// The files behind the paths, each once: files as named, folders with all they hold, sorted by name at every level.
/// Hidden files and links to folders are not followed.
pub(crate) fn files(paths: &[PathBuf], notes: &mut Vec<Note>) -> Vec<Found> {
    let mut files = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        let before = files.len();
        if path.is_dir() {
            folder(path, &mut files, &mut seen, notes);
            if files.len() == before {
                let place = path.display().to_string();
                notes.push(note(NoteCode::Empty, &place, "the folder holds no file to read", "name another folder"));
            }
        } else if seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            files.push(Found { path: path.clone(), in_folder: false });
        }
    }
    files
}

fn folder(path: &Path, files: &mut Vec<Found>, seen: &mut BTreeSet<PathBuf>, notes: &mut Vec<Note>) {
    let mut pending = vec![path.to_owned()];
    while let Some(next) = pending.pop() {
        if !next.is_dir() {
            if seen.insert(next.canonicalize().unwrap_or_else(|_| next.clone())) {
                files.push(Found { path: next, in_folder: true });
            }
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
        let mut inside: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .filter(|entry| !(entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir()))
            .map(|entry| entry.path())
            .filter(|path| path.is_dir() || !is_beside(path))
            .collect();
        // Popped from the end: the first by name must stand last.
        inside.sort_by(|a, b| b.as_os_str().cmp(a.as_os_str()));
        pending.extend(inside);
    }
}

fn is_beside(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    BESIDE.contains(&ending.as_str())
}
