//! Task `check`: true claims, claims distorted in one slot, and claims of other stories, put to the reports of a story.

use crate::Arguments;
use crate::corroboration::distort::distortions;
use crate::corroboration::gold::{Folder, folders};
use crate::corroboration::predicted::Story;
use crate::records::{Problem, Record, write_lines};
use crate::scores::{Metric, share};
use headwater_annotate::Language;
use headwater_atlas::Outlets;
use headwater_claims::Settings;
use headwater_model::{Answer, Reading, Verdict};
use rayon::prelude::*;
use serde::Serialize;

/// One claim put to one story.
#[derive(Clone, Debug, Serialize)]
struct Asked {
    story: String,
    /// "true", "distorted" or "foreign".
    set: &'static str,
    claim: String,
    confirmed: bool,
    verdict: String,
    origins: usize,
}

/// Shares of claims that are confirmed: a statement asserts them, with every name, number and date as given.
pub(crate) fn run(arguments: &Arguments) -> Result<Vec<Metric>, Problem> {
    let folders: Vec<Folder> =
        folders(&arguments.files)?.iter().map(|path| Folder::read(path)).collect::<Result<_, _>>()?;
    let (annotator, outlets) = (arguments.annotator_or(Language::Full), Outlets::embedded());
    let stories: Vec<Story> = folders.par_iter().map(|folder| Story::of(folder, &annotator, &outlets)).collect();
    let asked: Vec<Asked> = (0..folders.len())
        .into_par_iter()
        .flat_map(|at| {
            let own = true_claims(&folders[at]);
            // Half the list away: folders side by side may tell of one event.
            let foreign = match (folders.len() > 1).then(|| (at + folders.len() / 2) % folders.len()) {
                Some(other) => true_claims(&folders[other]),
                None => Vec::new(),
            };
            let published = folders[at].reports.iter().map(|it| &it.published).find(|it| !it.is_empty());
            let published = published.cloned().unwrap_or_default();
            let distorted: Vec<String> =
                own.iter().enumerate().flat_map(|(number, it)| distortions(it, number, &own)).collect();
            let sets = [("true", own), ("distorted", distorted), ("foreign", foreign)];
            let put = |set: &'static str, claim: String| {
                let claim_report = Record { published: published.clone(), ..Record::of_text("claim", &claim) }.report();
                let annotated = annotator.annotate(&claim_report);
                let reading = Reading { report: &claim_report, annotated: &annotated };
                let answer = answer(reading, &stories[at], &outlets);
                Asked {
                    story: folders[at].name.clone(),
                    set,
                    claim,
                    confirmed: confirmed(&answer),
                    verdict: format!("{:?}", answer.verdict).to_lowercase(),
                    origins: answer.origins.len(),
                }
            };
            sets.into_iter()
                .flat_map(|(set, claims)| claims.into_iter().map(move |claim| (set, claim)))
                .map(|(set, claim)| put(set, claim))
                .collect::<Vec<_>>()
        })
        .collect();
    write_lines(arguments.predictions.as_ref(), &asked)?;
    let rate = |set: &str, name: &str| {
        let of_set = asked.iter().filter(|it| it.set == set);
        Metric::new(name, share(of_set.clone().filter(|it| it.confirmed).count(), of_set.count()))
    };
    Ok(vec![
        rate("true", "confirmed_true"),
        rate("distorted", "distorted_confirmed"),
        rate("foreign", "foreign_confirmed"),
    ])
}

fn answer(claim: Reading<'_>, story: &Story, outlets: &Outlets) -> Answer {
    headwater_claims::check(claim, &story.readings(), &story.tree, outlets, &story.claims, &Settings::default())
}

fn confirmed(answer: &Answer) -> bool {
    matches!(answer.verdict, Verdict::Asserted | Verdict::Disputed | Verdict::Hedged)
}

/// The gists of a story's claims and the words of their first statements, where these are sentences of their own.
fn true_claims(folder: &Folder) -> Vec<String> {
    let mut claims = Vec::new();
    for claim in &folder.gold.claims {
        claims.push(claim.gist.clone());
        let quote = claim.statements.first().map(|statement| statement.quote.clone()).unwrap_or_default();
        if quote.split_whitespace().count() >= 6 {
            claims.push(quote);
        }
    }
    claims.retain(|claim| !claim.trim().is_empty());
    claims
}
