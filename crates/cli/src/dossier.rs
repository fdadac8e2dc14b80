//! `headwater dossier` and `headwater schema`.

use crate::arguments::{DossierOptions, Format};
use crate::console::Console;
use crate::run::{Completeness, analyse};
use headwater_engine::Analysis;
use headwater_model::dossier::Dossier;
use std::path::{Path, PathBuf};

/// Where a page goes when it would otherwise fill a person's terminal.
const PAGE: &str = "headwater-dossier.html";

pub(crate) fn run(options: &DossierOptions, console: &Console) -> Result<Completeness, String> {
    let format = options.format.unwrap_or_else(|| format_of(options.out.as_deref()));
    let (_, analysis) = analyse(&options.input, console)?;
    if analysis.reports.is_empty() {
        console.say("headwater: no report was read, so the dossier is empty");
    }
    let text = rendered(&analysis, format)?;
    let out = match &options.out {
        None if format == Format::Html && console.prints_to_a_person() => Some(PathBuf::from(PAGE)),
        out => out.clone(),
    };
    match out {
        Some(path) => {
            write(&path, &text)?;
            console.say(format_args!("{}", summary(&analysis)));
            console.say(format_args!("written to {}", path.display()));
        }
        None => console.print(&text)?,
    }
    Ok(Completeness::of(&analysis.notes))
}

pub(crate) fn schema(console: &Console) -> Result<Completeness, String> {
    let schema = schemars::schema_for!(Dossier);
    let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
    console.print(&format!("{text}\n"))?;
    Ok(Completeness::Whole)
}

pub(crate) fn rendered(analysis: &Analysis, format: Format) -> Result<String, String> {
    let dossier = analysis.dossier();
    let texts: Vec<&str> = analysis.reports.iter().map(|report| report.text.as_str()).collect();
    match format {
        Format::Html => Ok(headwater_render::html(&dossier, &texts)),
        Format::Json => headwater_render::json(&dossier).map_err(|error| error.to_string()),
        Format::Markdown => Ok(headwater_render::markdown(&dossier, &texts)),
    }
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// "3 reports, 1 story, 16 claims; 13 rest on one origin".
pub(crate) fn summary(analysis: &Analysis) -> String {
    headwater_render::headline(&analysis.dossier())
}

fn format_of(out: Option<&Path>) -> Format {
    match out.and_then(Path::extension).and_then(|ending| ending.to_str()) {
        Some("json") => Format::Json,
        Some("md" | "markdown") => Format::Markdown,
        _ => Format::Html,
    }
}
