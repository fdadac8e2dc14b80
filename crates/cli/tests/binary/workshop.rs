//! A temporary folder with one good report in it, and runs of the binary there.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A report of our own writing that everything can be read from.
pub(crate) const GOOD: &str = "Ferry runs aground off Larvik\n\nLARVIK, March 4, 2021 (Reuters) - A ferry with 80 people on \
board ran aground off Larvik on Thursday, police said.\n\nNobody was hurt, harbour master Kari Lund told Reuters.\n";

/// What a run of the binary left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The exit code, after making sure that it is this one.
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.err);
        self
    }

    /// Makes sure that standard error has a line with all these words.
    pub(crate) fn says(&self, words: &[&str]) -> &Self {
        let told = self.err.lines().any(|line| words.iter().all(|word| line.contains(word)));
        assert!(told, "no line with {words:?} in:\n{}", self.err);
        self
    }
}

/// Runs the binary with these bytes on standard input.
pub(crate) fn headwater_with(input: &[u8], arguments: &[&str]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_headwater"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that needs no input may be over before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let ran = Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(!ran.err.contains("panicked") && !ran.err.contains("RUST_BACKTRACE"), "{arguments:?}: {}", ran.err);
    ran
}

/// Runs the binary.
pub(crate) fn headwater(arguments: &[&str]) -> Ran {
    headwater_with(b"", arguments)
}

/// A temporary folder.
pub(crate) struct Workshop {
    folder: tempfile::TempDir,
}

impl Workshop {
    /// An empty one.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One that holds a good report, `good.txt`.
    pub(crate) fn with_a_good_report() -> Self {
        let workshop = Self::empty();
        workshop.file("good.txt", GOOD);
        workshop
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        path.to_str().unwrap().to_owned()
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        if let Some(folder) = PathBuf::from(&path).parent() {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Makes the dossier of the whole folder, notes shown.
    pub(crate) fn dossier(&self) -> Ran {
        let ran = headwater(&["dossier", &self.path(""), "--format", "json", "-v"]);
        let dossier = ran.json();
        assert!(names(&dossier).contains(&"good".to_owned()), "the good report is lost: {}", ran.err);
        ran
    }
}

/// Names of a dossier's reports.
pub(crate) fn names(dossier: &Value) -> Vec<String> {
    dossier["reports"].as_array().unwrap().iter().map(|report| report["name"].as_str().unwrap().to_owned()).collect()
}

/// Codes of a dossier's notes.
pub(crate) fn codes(dossier: &Value) -> Vec<String> {
    dossier["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap().to_owned()).collect()
}
