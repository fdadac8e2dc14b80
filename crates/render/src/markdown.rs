//! The dossier for an editor's notes: Markdown that reads well as plain text.

use crate::difference::shown;
use crate::index::{Index, label};
use crate::sentence::{headline, section_days, shared_claims, story_headline};
use headwater_model::dossier::{Claim, Dossier, Story};
use std::fmt::Write;

/// The dossier as Markdown; `texts` are the reports' texts in the order of `dossier.reports`.
#[must_use]
pub fn markdown(dossier: &Dossier, texts: &[&str]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_dossier(&mut out, dossier, texts);
    out
}

fn write_dossier(out: &mut String, dossier: &Dossier, texts: &[&str]) -> std::fmt::Result {
    writeln!(out, "# {}\n", headline(dossier))?;
    for story in &dossier.stories {
        write_story(out, &Index::new(dossier, texts, story), story)?;
    }
    if !dossier.notes.is_empty() {
        writeln!(out, "## Notes\n")?;
        for note in &dossier.notes {
            let place = note.report.as_deref().map(|place| format!("{place}: ")).unwrap_or_default();
            writeln!(out, "- {}{} ({})", plain(&place), plain(&note.message), note.code)?;
        }
    }
    Ok(())
}

fn write_story(out: &mut String, index: &Index<'_>, story: &Story) -> std::fmt::Result {
    writeln!(out, "## {}\n\n{}. {}\n", plain(&story.title), story_headline(story), shared_claims(&story.claims))?;
    writeln!(out, "### Reports\n")?;
    for id in &story.reports {
        let Some(report) = index.report(id) else { continue };
        let date = report.published.at.as_deref().unwrap_or("no date");
        let title = if report.title.is_empty() { String::new() } else { format!(" “{}”", plain(&report.title)) };
        let credits =
            if report.credits.is_empty() { String::new() } else { format!(", credits {}", report.credits.join(", ")) };
        writeln!(out, "- {id} {}{title}, {date} ({}){credits}", plain(&label(report)), report.published.basis)?;
    }
    write_sections(out, index, story)?;
    write_copying(out, index, story)?;
    let (shared, single): (Vec<&Claim>, Vec<&Claim>) = story.claims.iter().partition(|claim| claim.carriers > 1);
    if !shared.is_empty() {
        writeln!(out, "\n### Claims of several reports")?;
        shared.iter().try_for_each(|claim| write_claim(out, index, claim))?;
    }
    if !single.is_empty() {
        writeln!(out, "\n### Claims of one report\n")?;
        for claim in single {
            for id in &claim.statements {
                writeln!(out, "- {}", statement(index, id))?;
            }
        }
    }
    if !story.checks.is_empty() {
        writeln!(out, "\n### Checks\n")?;
        for check in &story.checks {
            let verdict = match check.holds {
                Some(true) => "holds",
                Some(false) => "**does not hold**",
                None => "cannot be told",
            };
            writeln!(out, "- {} in {}: {verdict}. {}", check.kind, check.report, plain(&check.detail))?;
        }
    }
    writeln!(out)
}

fn write_sections(out: &mut String, index: &Index<'_>, story: &Story) -> std::fmt::Result {
    if story.sections.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Sub-events\n")?;
    for section in &story.sections {
        let names = match section.names.as_slice() {
            [] => String::new(),
            names => format!("; names of its own: {}", plain(&names.join(", "))),
        };
        let (days, reports) = (section_days(section), section.reports.join(", "));
        writeln!(out, "- {days}: {} ({reports}{names})", plain(&section.title))?;
        for claim in index.claims_shown_of(section) {
            writeln!(out, "  - “{}”, {} reports", plain(&claim.text), claim.carriers)?;
        }
    }
    Ok(())
}

fn write_copying(out: &mut String, index: &Index<'_>, story: &Story) -> std::fmt::Result {
    if story.copying.edges.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Who copied whom\n")?;
    let node = |id: &str| {
        let found = story.copying.nodes.iter().find(|node| node.id == id);
        match found.and_then(|node| node.report.as_deref()) {
            Some(report) => format!("{report} {}", index.label(report)),
            None => found.map(|node| node.label.clone()).unwrap_or_default(),
        }
    };
    for edge in &story.copying.edges {
        writeln!(
            out,
            "- {} → {}: {}, {:.0} % of its words, confidence {:.2}. {}",
            plain(&node(&edge.from)),
            plain(&node(&edge.to)),
            edge.kind,
            edge.share * 100.0,
            edge.confidence,
            plain(&edge.evidence.join("; "))
        )?;
    }
    Ok(())
}

fn write_claim(out: &mut String, index: &Index<'_>, claim: &Claim) -> std::fmt::Result {
    writeln!(
        out,
        "\n#### “{}”\n\n{} in {} reports, {}\n",
        plain(&claim.text),
        if claim.origins.len() == 1 { "1 origin".to_owned() } else { format!("{} origins", claim.origins.len()) },
        claim.carriers,
        claim.status
    )?;
    for origin in &claim.origins {
        let because =
            if origin.because.is_empty() { String::new() } else { format!(" ({})", plain(&origin.because.join("; "))) };
        writeln!(out, "- **{}**{because}", plain(&origin.label))?;
        for id in &origin.statements {
            writeln!(out, "  - {}", statement(index, id))?;
        }
    }
    for (difference, [a, b]) in shown(claim, index) {
        writeln!(out, "- differs in {}: {} / {}", difference.kind, plain(&a), plain(&b))?;
    }
    for drift in &claim.drift {
        writeln!(out, "- drift, {}: {}", drift.kind, plain(&drift.detail))?;
    }
    Ok(())
}

fn statement(index: &Index<'_>, id: &str) -> String {
    let Some(said) = index.statement(id) else { return id.to_owned() };
    let chain = index.chain(said);
    let chain = if chain.is_empty() { String::new() } else { format!(" ← {}", plain(&chain)) };
    let standing: String = index.standing(said).iter().map(|standing| format!(", {}", plain(standing))).collect();
    format!(
        "{} {}{chain}{standing}: “{}” [{}–{}]",
        said.report,
        plain(&index.label(&said.report)),
        plain(&said.text),
        said.span[0],
        said.span[1]
    )
}

/// Text of reports on one line, with the marks that Markdown would read as its own taken literally.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for character in word.chars() {
            if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
                out.push('\\');
            }
            out.push(character);
        }
    }
    if text.ends_with(' ') {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_text_is_taken_literally() {
        assert_eq!(plain("a *b*\n<script> [x](y)"), "a \\*b\\* \\<script\\> \\[x\\](y)");
    }
}
