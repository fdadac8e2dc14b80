//! From paths to an analysis: what every command that reads reports does first.

use crate::arguments::Input;
use crate::console::Console;
use crate::future;
use headwater_atlas::Outlets;
use headwater_engine::{Analysis, Config, Engine, Language};
use headwater_model::{Note, Noted, Report};
use jiff::Timestamp;
use std::path::Path;

/// Whether everything could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completeness {
    /// Everything.
    Whole,
    /// Some input was unreadable; what could be read was processed.
    SomeInputLost,
}

impl Completeness {
    pub(crate) fn of(notes: &[Note]) -> Self {
        if notes.iter().any(|note| note.code.is_loss()) { Self::SomeInputLost } else { Self::Whole }
    }
}

pub(crate) fn use_threads(threads: Option<usize>) -> Result<(), String> {
    let Some(number) = threads else { return Ok(()) };
    let built = rayon::ThreadPoolBuilder::new().num_threads(number).build_global();
    built.map_err(|error| format!("--threads {number}: {error}"))
}

/// Reads the input and runs an engine on it; the engine comes back too, to ask it more.
pub(crate) fn analyse(input: &Input, console: &Console) -> Result<(Engine, Analysis), String> {
    let outlets = outlets(input.owners.as_deref(), console)?;
    console.doing("reading files");
    let reports = headwater_ingest::read(&input.paths, &headwater_ingest::Settings::default());
    let Input { language, since, until, least_reports, .. } = *input;
    let language = language.unwrap_or_else(|| Language::fitting(reports.value.len()));
    let engine = Engine::new(Config { language, since, until, least_reports, ..Config::default() }, outlets);
    let analysis = analysed(&engine, reports, console);
    Ok((engine, analysis))
}

pub(crate) fn analysed(engine: &Engine, reports: Noted<Vec<Report>>, console: &Console) -> Analysis {
    let ahead = future::notes(&reports.value, Timestamp::now());
    let analysis = engine.analyse_with(reports, &|step| console.step(step));
    // What the clock says stays out of the analysis: the same input gives the same result on every day.
    console.notes(&[analysis.notes.as_slice(), &ahead].concat());
    analysis
}

/// The built-in table, with a user's own added.
fn outlets(owners: Option<&Path>, console: &Console) -> Result<Outlets, String> {
    let Some(path) = owners else { return Ok(Outlets::embedded()) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let Noted { value, mut notes } = Outlets::with_user_table(&text);
    for note in &mut notes {
        note.place = format!("{} {}", path.display(), note.place).trim_end().to_owned();
    }
    console.notes(&notes);
    Ok(value)
}
