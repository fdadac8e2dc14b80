//! What happened when, as the statements say.

use crate::index::Index;
use headwater_model::dossier::{Moment, Story};
use maud::{Markup, html as markup};

/// Statements shown under one moment before the rest is folded away.
const SHOWN: usize = 3;

/// The timeline of a story.
pub(crate) fn section(story: &Story, index: &Index<'_>) -> Markup {
    markup! {
        @if !story.timeline.is_empty() {
            h3 { "Timeline" }
            ol.timeline {
                @for moment in &story.timeline { li { (moment_of(moment, index)) } }
            }
        }
    }
}

fn moment_of(moment: &Moment, index: &Index<'_>) -> Markup {
    let said: Vec<_> = moment.statements.iter().filter_map(|id| index.statement(id)).collect();
    let (shown, rest) = said.split_at(said.len().min(SHOWN));
    markup! {
        time { (readable(moment)) }
        ul.statements {
            @for said in shown { li { (super::claims::statement(said, index)) } }
        }
        @if !rest.is_empty() {
            details {
                summary { (rest.len()) " more" }
                ul.statements { @for said in rest { li { (super::claims::statement(said, index)) } } }
            }
        }
    }
}

/// "2023-09-12, morning", "week 36 of 2023", "2023-09-12 06:00 +10:00".
fn readable(moment: &Moment) -> String {
    let at = moment.at.as_str();
    match moment.precision.as_str() {
        "week" => match at.split_once("-W") {
            Some((year, week)) => format!("week {} of {year}", week.trim_start_matches('0')),
            None => at.to_owned(),
        },
        "part-of-day" => {
            let (day, part) = at.split_once('T').unwrap_or((at, ""));
            let part = match part {
                "MO" => "morning",
                "MI" => "midday",
                "AF" => "afternoon",
                "EV" => "evening",
                "NI" => "night",
                "DT" => "daytime",
                other => other,
            };
            format!("{day}, {part}")
        }
        "minute" => at.replacen('T', " ", 1).replace('Z', " GMT"),
        _ => at.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_readable() {
        let moment = |at: &str, precision: &str| {
            readable(&Moment {
                at: at.to_owned(),
                precision: precision.to_owned(),
                statements: Vec::new(),
                text: String::new(),
            })
        };
        assert_eq!(moment("2023-W36", "week"), "week 36 of 2023");
        assert_eq!(moment("2023-09-12TMO", "part-of-day"), "2023-09-12, morning");
        assert_eq!(moment("2023-09-11T20:00Z", "minute"), "2023-09-11 20:00 GMT");
        assert_eq!(moment("2022", "year"), "2022");
    }
}
