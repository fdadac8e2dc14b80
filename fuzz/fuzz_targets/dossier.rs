//! Fuzzes the whole chain: odd texts, parted at code fences so that the stories of `corpus/` serve as seeds, become
//! reports of one collection and a page.

#![no_main]

use headwater_atlas::Outlets;
use headwater_engine::{Config, Engine};
use headwater_ingest::{Settings, read_stream};
use headwater_model::Noted;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Config::default(), Outlets::embedded()));

/// Reports a run reads at most: enough for a copy tree with more than one parent.
const REPORTS: usize = 6;

fuzz_target!(|text: &str| {
    let mut reports = Vec::new();
    for (at, part) in text.split("```").take(REPORTS).enumerate() {
        reports.append(&mut read_stream(&format!("{at}.txt"), part.as_bytes(), &Settings::default()).value);
    }
    let analysis = ENGINE.analyse(Noted::plain(reports));
    let dossier = analysis.dossier();
    let texts: Vec<&str> = analysis.reports.iter().map(|report| report.text.as_str()).collect();
    let _ = headwater_render::html(&dossier, &texts);
    let _ = headwater_render::markdown(&dossier, &texts);
});
