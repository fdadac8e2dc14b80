//! Task `corroboration`: claims, chains, origins and differences of story folders against the gold.

use crate::Arguments;
use crate::corroboration::gold::{Folder, annotation, folders};
use crate::corroboration::predicted::Story;
use crate::corroboration::scoring::Tally;
use crate::records::{Problem, write_lines};
use crate::scores::Metric;
use headwater_annotate::Language;
use headwater_atlas::Outlets;
use rayon::prelude::*;
use serde_json::{Value, json};

/// Scores the task. Predictions are written as one dossier a line, cut to what is scored.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let folders: Vec<Folder> =
        folders(&arguments.files)?.iter().map(|path| Folder::read(path)).collect::<Result<_, _>>()?;
    let (annotator, outlets) = (arguments.annotator_or(Language::Full), Outlets::embedded());
    let stories: Vec<Story> = folders.par_iter().map(|folder| Story::of(folder, &annotator, &outlets)).collect();
    let mut tally = Tally::default();
    let mut dossiers = Vec::new();
    for (folder, story) in folders.iter().zip(&stories) {
        tally.add_story(&annotation(&folder.gold, &folder.reports)?, &story.annotation());
        if arguments.predictions.is_some() {
            dossiers.push(story.dossier(folder));
        }
    }
    if let Some(path) = &arguments.pairs {
        let described: Vec<Value> =
            folders.iter().zip(&stories).flat_map(|(folder, story)| pairs(folder, story)).collect();
        write_lines(Some(path), &described)?;
    }
    write_lines(arguments.predictions.as_ref(), &dossiers)?;
    Ok(tally.metrics())
}

/// One record a pair of statements: story, ids as in the dossier, features.
fn pairs(folder: &Folder, story: &Story) -> Vec<Value> {
    let settings = headwater_claims::Settings::default();
    let described = headwater_claims::pairs(&story.readings(), &story.tree, &story.claims.statements, &settings);
    let id = |at: usize| format!("s1-st{}", at + 1);
    let record = |pair: &headwater_claims::Pair| json!({"story": folder.name, "a": id(pair.a), "b": id(pair.b), "features": pair.features.as_slice()});
    described.iter().map(record).collect()
}
