//! How clauses fit the statements of gold stories: recall, number, speakers, chains, certainty; told on standard error.

use crate::corroboration::gold::{Folder, GoldStatement};
use crate::corroboration::predicted::certainty;
use crate::records::{Problem, Record};
use crate::scores::Counts;
use headwater_annotate::Annotator;
use headwater_engine::CodePoints;
use headwater_model::{Annotated, EntityId, Span};
use std::path::PathBuf;

/// Counts over all stories.
#[derive(Default)]
struct Tally {
    found: Counts,
    clauses: usize,
    matching: usize,
    speaker: Counts,
    speaker_of_attributed: Counts,
    chain: Counts,
    certainty: Counts,
    hedged: Counts,
}

/// Prints what was measured over the story folders. With `HEADWATER_DETAIL` set, every miss as well.
#[expect(clippy::print_stderr, reason = "for those who work on clauses; standard output holds metrics only")]
pub(super) fn tell(folders: &[&PathBuf], annotator: &Annotator) -> Result<(), Problem> {
    let mut tally = Tally::default();
    for folder in folders {
        let story = Folder::read(folder)?;
        for record in &story.reports {
            let annotated = annotator.annotate(&record.report());
            let statements = story.gold.claims.iter().flat_map(|claim| &claim.statements);
            let statements: Vec<&GoldStatement> =
                statements.filter(|statement| statement.report == record.id).collect();
            for line in tally.add(record, &annotated, &statements) {
                if std::env::var_os("HEADWATER_DETAIL").is_some() {
                    eprintln!("{}/{}\t{line}", folder.display(), record.id);
                }
            }
        }
    }
    eprintln!("statement_recall\t{:.4}\t{:?}", tally.found.recall(), tally.found);
    let per_match = tally.clauses as f64 / tally.matching.max(1) as f64;
    eprintln!("clauses {} matching {} ratio {per_match:.2}", tally.clauses, tally.matching);
    eprintln!(
        "speaker_accuracy\t{:.4}\tof attributed {:.4}",
        tally.speaker.recall(),
        tally.speaker_of_attributed.recall()
    );
    eprintln!("chain_accuracy\t{:.4}", tally.chain.recall());
    eprintln!(
        "certainty_accuracy\t{:.4}\thedged p {:.3} r {:.3}",
        tally.certainty.recall(),
        tally.hedged.precision(),
        tally.hedged.recall()
    );
    Ok(())
}

impl Tally {
    /// Adds one report and gives what is wrong, a line each.
    fn add(&mut self, record: &Record, annotated: &Annotated, statements: &[&GoldStatement]) -> Vec<String> {
        let points = CodePoints::new(&record.text);
        let spans: Vec<[usize; 2]> = annotated.clauses.iter().map(|clause| points.range(clause.span)).collect();
        let mut used = vec![false; spans.len()];
        let mut lines = Vec::new();
        for statement in statements {
            let Some(start) = record.text.find(&statement.quote) else { continue };
            let quote = points.range(Span::new(start, start + statement.quote.len()));
            let mut best: Option<(f64, usize)> = None;
            for (at, span) in spans.iter().enumerate() {
                let score = jaccard(quote, *span);
                let length = quote[1] - quote[0];
                let contains = span[0] <= quote[0] && quote[1] <= span[1] && span[1] - span[0] <= 3 * length;
                if score >= 0.4 || contains {
                    used[at] = true;
                    if best.is_none_or(|(found, _)| score > found) {
                        best = Some((score, at));
                    }
                }
            }
            self.found.add(usize::from(best.is_some()), 1, 1);
            let Some((_, at)) = best else {
                let near =
                    annotated.clauses.iter().filter(|clause| clause.span.overlaps(points.span(quote[0], quote[1])));
                let near: Vec<&str> = near.map(|clause| clause.span.of(&record.text)).collect();
                let line = format!("MISSED\t{:?}\t{}\t| {near:?}", statement.chain, statement.quote);
                lines.push(line.replace('\n', "⏎"));
                continue;
            };
            self.judge(record, annotated, statement, at, &mut lines);
        }
        self.clauses += spans.len();
        self.matching += used.iter().filter(|used| **used).count();
        if std::env::var_os("HEADWATER_DETAIL").is_some_and(|what| what == "clauses") {
            for (clause, used) in annotated.clauses.iter().zip(used) {
                let text = clause.span.of(&record.text).replace('\n', "⏎");
                lines.push(format!("CLAUSE{}\t{text}", if used { " *" } else { "" }));
            }
        }
        lines
    }

    fn judge(
        &mut self,
        record: &Record,
        annotated: &Annotated,
        statement: &GoldStatement,
        at: usize,
        lines: &mut Vec<String>,
    ) {
        let clause = &annotated.clauses[at];
        let text = clause.span.of(&record.text).replace('\n', "⏎");
        let certainty = certainty(clause.certainty);
        let right = certainty == statement.certainty;
        self.certainty.add(usize::from(right), 1, 1);
        let (said, is) = (certainty == "hedged", statement.certainty == "hedged");
        self.hedged.add(usize::from(said && is), usize::from(said), usize::from(is));
        if !right {
            lines.push(format!(
                "CERTAINTY\tgold {} not {certainty}\t{text}\t| {}",
                statement.certainty, statement.quote
            ));
        }
        let chain = chain(annotated, clause.attribution);
        let parallel = statement.parallel || chain.iter().any(|link| link.len() > 1);
        let fits = |name: &str, entity: EntityId| same_name(name, annotated, entity);
        let last: Vec<EntityId> = chain.last().cloned().unwrap_or_default();
        let speaker = match statement.chain.last() {
            Some(name) => last.last().is_some_and(|&entity| fits(name, entity)),
            None => chain.is_empty(),
        };
        let flat: Vec<EntityId> = chain.iter().flatten().copied().collect();
        let whole = statement.chain.len() == flat.len()
            && if parallel {
                flat.iter().all(|&entity| statement.chain.iter().any(|name| fits(name, entity)))
            } else {
                statement.chain.iter().zip(&flat).all(|(name, &entity)| fits(name, entity))
            };
        self.speaker.add(usize::from(speaker), 1, 1);
        if !statement.chain.is_empty() {
            self.speaker_of_attributed.add(usize::from(speaker), 1, 1);
        }
        self.chain.add(usize::from(whole), 1, 1);
        if !whole {
            let names: Vec<&str> = flat.iter().map(|id| annotated.entities[id.0 as usize].name.as_str()).collect();
            let what = if speaker { "CHAIN" } else { "SPEAKER" };
            lines.push(format!("{what}\tgold {:?} not {names:?}\t{text}\t| {}", statement.chain, statement.quote));
        }
    }
}

/// Speakers from the outermost attribution to the innermost.
fn chain(annotated: &Annotated, innermost: Option<u32>) -> Vec<Vec<EntityId>> {
    let mut links = Vec::new();
    let mut at = innermost;
    while let Some(attribution) = at.and_then(|at| annotated.attributions.get(at as usize)) {
        if !attribution.speakers.is_empty() {
            links.push(attribution.speakers.clone());
        }
        at = attribution.within.filter(|_| links.len() < annotated.attributions.len());
    }
    links.reverse();
    links
}

fn jaccard(a: [usize; 2], b: [usize; 2]) -> f64 {
    let both = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    let either = (a[1] - a[0]) + (b[1] - b[0]) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Words of names that tell nobody from another, as the reference scorer lists them.
const DROPPED: &str = "the a an mr mrs ms dr sen senator rep representative gov governor president congressman \
                       congresswoman sir lord prime minister unnamed its his her their of and";

fn name_words(name: &str) -> Vec<String> {
    let plain = headwater_annotate::fold(name).replace("'s", "");
    let words = plain.split(|character: char| !character.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 1 && !DROPPED.split(' ').any(|drop| drop == *word)).map(str::to_owned).collect()
}

fn initials(name: &str) -> String {
    let words = name.split(|character: char| !character.is_ascii_alphabetic());
    words.filter_map(|word| word.chars().next()).filter(char::is_ascii_uppercase).collect::<String>().to_lowercase()
}

/// The reference scorer's test of whether a gold name is one of the entity's.
fn same_name(gold: &str, annotated: &Annotated, entity: EntityId) -> bool {
    let entity = &annotated.entities[entity.0 as usize];
    if gold.contains("(unnamed)") && !entity.named {
        return true;
    }
    let wanted = name_words(gold);
    let letters = |name: &str| name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    std::iter::once(&entity.name).chain(&entity.aliases).any(|alias| {
        let words = name_words(alias);
        let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        (!wanted.is_empty() && !words.is_empty() && (within(&wanted, &words) || within(&words, &wanted)))
            || (letters(alias).len() >= 2 && (letters(alias) == initials(gold) || letters(gold) == initials(alias)))
    })
}
