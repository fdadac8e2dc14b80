//! `headwater check`.

use crate::arguments::CheckOptions;
use crate::console::Console;
use crate::run::{Completeness, analyse};
use headwater_ingest::{Fields, compose};

pub(crate) fn run(options: &CheckOptions, console: &Console) -> Result<Completeness, String> {
    let (engine, analysis) = analyse(&options.input, console)?;
    let claim = compose(Fields { text: options.claim.clone(), ..Fields::default() }).value;
    let answer = engine.check(&claim, &analysis);
    let text = if options.json {
        headwater_render::json(&answer).map_err(|error| error.to_string())?
    } else {
        headwater_render::answer(&answer, &analysis.dossier())
    };
    console.print(&text)?;
    Ok(Completeness::of(&analysis.notes))
}
