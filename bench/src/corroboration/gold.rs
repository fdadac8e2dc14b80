//! The files of a story folder: reports.json and gold.json.

use super::{Annotation, Claim, Named, Statement};
use crate::records::{Problem, Record, read_json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// reports.json
#[derive(Debug, Deserialize)]
struct Reports {
    reports: Vec<Record>,
}

/// gold.json
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Gold {
    pub(crate) claims: Vec<GoldClaim>,
    pub(crate) copying: Vec<GoldPair>,
}

/// A claim with its statements in order: origins and differences count them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct GoldClaim {
    #[serde(default)]
    pub(crate) gist: String,
    pub(crate) statements: Vec<GoldStatement>,
    pub(crate) origins: Vec<Vec<usize>>,
    #[serde(default)]
    pub(crate) disputed: bool,
    #[serde(default)]
    pub(crate) differences: Vec<GoldDifference>,
}

/// A statement anchored by its words.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct GoldStatement {
    pub(crate) report: String,
    pub(crate) quote: String,
    pub(crate) chain: Vec<String>,
    pub(crate) certainty: String,
    #[serde(default)]
    pub(crate) parallel: bool,
}

/// A difference between two statements of the claim.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct GoldDifference {
    pub(crate) kind: String,
    pub(crate) a: usize,
    pub(crate) b: usize,
}

/// A pair of reports.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct GoldPair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) level: String,
}

/// A story folder that has been read.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// Name of the folder.
    pub(crate) name: String,
    /// Reports.
    pub(crate) reports: Vec<Record>,
    /// What is to be found.
    pub(crate) gold: Gold,
}

impl Folder {
    /// Reads one story folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, Problem> {
        let reports: Reports = read_json(&folder.join("reports.json"))?;
        let gold = read_json(&folder.join("gold.json"))?;
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, reports: reports.reports, gold })
    }
}

/// Story folders among the paths: a folder that holds no gold.json stands for the story folders inside it.
pub(crate) fn folders(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    for path in paths {
        if path.join("gold.json").is_file() {
            found.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| Problem::new(path.display(), error))?;
        let mut inner: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|it| it.join("gold.json").is_file())
            .collect();
        inner.sort();
        if inner.is_empty() {
            return Err(Problem::new(path.display(), "holds no story folder (reports.json and gold.json)"));
        }
        found.append(&mut inner);
    }
    Ok(found)
}

/// The gold in the form that is scored. Statement ids are printed as pairs so that they sort as the reference sorts them.
pub(crate) fn annotation(gold: &Gold, reports: &[Record]) -> Result<Annotation, Problem> {
    let texts: BTreeMap<&str, &str> = reports.iter().map(|report| (report.id.as_str(), report.text.as_str())).collect();
    let mut annotation = Annotation::default();
    for (number, claim) in gold.claims.iter().enumerate() {
        let ids: Vec<String> = (0..claim.statements.len()).map(|at| format!("({number}, {at})")).collect();
        for (id, statement) in ids.iter().zip(&claim.statements) {
            let text = texts.get(statement.report.as_str()).copied().unwrap_or_default();
            let byte = text
                .find(&statement.quote)
                .ok_or_else(|| Problem::new(&statement.report, format!("quote not found: {}", statement.quote)))?;
            let start = text[..byte].chars().count();
            annotation.statements.insert(
                id.clone(),
                Statement {
                    report: statement.report.clone(),
                    span: [start, start + statement.quote.chars().count()],
                    certainty: statement.certainty.clone(),
                    chain: statement
                        .chain
                        .iter()
                        .map(|name| Named { names: vec![name.clone()], unnamed: name.contains("(unnamed)") })
                        .collect(),
                    parallel: statement.parallel,
                },
            );
        }
        let id = |at: usize| ids.get(at).cloned().unwrap_or_default();
        annotation.claims.push(Claim {
            origins: claim.origins.iter().map(|origin| origin.iter().map(|&at| id(at)).collect()).collect(),
            disputed: claim.disputed,
            differences: claim.differences.iter().map(|it| (it.kind.clone(), id(it.a), id(it.b))).collect(),
            statements: ids,
        });
    }
    for pair in &gold.copying {
        annotation.levels.insert((pair.a.clone(), pair.b.clone()), pair.level.clone());
    }
    Ok(annotation)
}
