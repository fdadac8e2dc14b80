//! `headwater demo`: the built-in example story.

use crate::arguments::{DemoOptions, Format};
use crate::console::Console;
use crate::dossier::{rendered, summary, write};
use crate::run::{Completeness, analysed};
use headwater_atlas::Outlets;
use headwater_engine::{Config, Engine, Language};

/// Reports of our own writing about events that never took place.
const EXAMPLE: &str = include_str!("../../../corpus/demo.json");

pub(crate) fn run(options: &DemoOptions, console: &Console) -> Result<Completeness, String> {
    let reports =
        headwater_ingest::read_stream("demo.json", EXAMPLE.as_bytes(), &headwater_ingest::Settings::default());
    let language = Language::fitting(reports.value.len());
    let engine = Engine::new(Config { language, ..Config::default() }, Outlets::embedded());
    let analysis = analysed(&engine, reports, console);
    write(&options.out, &rendered(&analysis, Format::Html)?)?;
    console.say(summary(&analysis));
    console.say(format_args!("written to {}", options.out.display()));
    if !options.no_open && console.prints_to_a_person() && open::that_detached(&options.out).is_err() {
        console.say("no browser could be started: open the file by hand");
    }
    Ok(Completeness::of(&analysis.notes))
}
