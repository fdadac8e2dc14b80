//! `headwater check`.

use crate::arguments::CheckOptions;
use crate::console::Console;
use crate::run::{Completeness, analyse};
use headwater_ingest::{Fields, compose};

pub(crate) fn run(options: &CheckOptions, console: &Console) -> Result<Completeness, String> {
    if options.claim.trim().is_empty() {
        return Err("the claim is empty: give it as a sentence in quotation marks".to_owned());
    }
    let (engine, analysis) = analyse(&options.input, console)?;
    let claim = compose(Fields { text: options.claim.trim().to_owned(), ..Fields::default() }).value;
    let answer = engine.check(&claim, &analysis);
    let text = if options.json {
        headwater_render::json(&answer).map_err(|error| error.to_string())?
    } else {
        headwater_render::answer(&answer, &analysis.dossier())
    };
    console.print(&text)?;
    Ok(Completeness::of(&analysis.notes))
}
