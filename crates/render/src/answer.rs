//! What a collection says to a claim, in lines for a person.

use crate::index::label;
use crate::sentence::counted;
use headwater_model::dossier::{Answer, Dossier, Spoken};
use std::fmt::Write;

/// The answer as plain text; `dossier` names its reports.
#[must_use]
pub fn answer(answer: &Answer, dossier: &Dossier) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_answer(&mut out, answer, dossier);
    out
}

fn write_answer(out: &mut String, answer: &Answer, dossier: &Dossier) -> std::fmt::Result {
    writeln!(out, "“{}”\n{}", answer.claim, verdict(answer))?;
    for story in &answer.stories {
        writeln!(out, "\n{}", story.title)?;
        for origin in &story.origins {
            let because =
                if origin.because.is_empty() { String::new() } else { format!(" ({})", origin.because.join("; ")) };
            writeln!(out, "  origin: {}{because}", origin.label)?;
        }
        for spoken in &story.statements {
            write_spoken(out, spoken, dossier)?;
        }
    }
    Ok(())
}

fn verdict(answer: &Answer) -> String {
    match answer.verdict.as_str() {
        "asserted" => format!("asserted, with {} behind it", counted(answer.origins, "origin")),
        "disputed" => format!("disputed: asserted with {} behind it, and denied", counted(answer.origins, "origin")),
        "hedged" => "only said as possible, likely or alleged".to_owned(),
        "contradicted" => "not said; the reports say something else".to_owned(),
        _ => "not found in these reports".to_owned(),
    }
}

fn write_spoken(out: &mut String, spoken: &Spoken, dossier: &Dossier) -> std::fmt::Result {
    let said = &spoken.statement;
    let report = dossier.reports.iter().find(|report| report.id == said.report).map(label).unwrap_or_default();
    let chain = if spoken.sources.is_empty() {
        String::new()
    } else {
        format!(" ← {}", spoken.sources.join(if said.parallel { " and " } else { " → " }))
    };
    let words: Vec<&str> = said.text.split_whitespace().collect();
    writeln!(out, "  {:<11} {report}{chain} [{}–{}]", spoken.stance, said.span[0], said.span[1])?;
    writeln!(out, "              “{}”", words.join(" "))?;
    for against in &spoken.against {
        let instead = match &against.said {
            Some(words) => format!("the report says “{words}”"),
            None => "the report does not say it".to_owned(),
        };
        writeln!(out, "              {}: claimed “{}”, {instead}", against.kind, against.claim)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(verdict: &str, origins: usize) -> Answer {
        Answer {
            headwater: String::new(),
            schema: 1,
            claim: "It rained.".to_owned(),
            verdict: verdict.to_owned(),
            origins,
            stories: Vec::new(),
        }
    }

    #[test]
    fn the_verdict_is_a_sentence() {
        assert_eq!(verdict(&asked("asserted", 1)), "asserted, with 1 origin behind it");
        assert_eq!(verdict(&asked("not-found", 0)), "not found in these reports");
    }
}
