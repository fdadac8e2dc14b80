//! The sentence that matters: how many claims, and on how many origins they rest.

use headwater_model::dossier::{Claim, Dossier, Section, Story};

/// "3 reports, 16 claims; 13 rest on one origin".
#[must_use]
pub fn headline(dossier: &Dossier) -> String {
    let claims: Vec<&Claim> = dossier.stories.iter().flat_map(|story| &story.claims).collect();
    let mut parts = vec![counted(dossier.reports.len(), "report")];
    if dossier.stories.len() > 1 {
        parts.push(counted(dossier.stories.len(), "story"));
    }
    format!("{}, {}", parts.join(", "), rest(&claims))
}

/// The same for one story.
pub(crate) fn story_headline(story: &Story) -> String {
    let claims: Vec<&Claim> = story.claims.iter().collect();
    format!("{}, {}", counted(story.reports.len(), "report"), rest(&claims))
}

/// What the copies hide: of the claims that several reports carry, how many have one origin. Empty when no claim is
/// carried twice.
pub(crate) fn shared_claims(claims: &[Claim]) -> String {
    let shared: Vec<&Claim> = claims.iter().filter(|claim| claim.carriers > 1).collect();
    let single = shared.iter().filter(|claim| claim.origins.len() < 2).count();
    match (shared.len(), single) {
        (0, _) => String::new(),
        (1, 1) => "The one claim that several reports carry rests on one origin.".to_owned(),
        (1, _) => "The one claim that several reports carry has more than one origin.".to_owned(),
        (all, single) if all == single => {
            format!("All {all} claims that several reports carry rest on one origin each.")
        }
        (all, single) => {
            format!("Of {all} claims that several reports carry, {single} {} on one origin.", rests(single))
        }
    }
}

/// "2024-02-11", "2024-02-11 to 2024-02-13".
pub(crate) fn section_days(section: &Section) -> String {
    let day = |at: &Option<String>| at.as_deref().and_then(|at| at.split('T').next()).unwrap_or_default().to_owned();
    let (first, last) = (day(&section.first), day(&section.last));
    if first == last { first } else { format!("{first} to {last}") }
}

/// "1 report", "2 stories".
pub(crate) fn counted(number: usize, what: &str) -> String {
    let plural = match (number, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        (_, None) => format!("{what}s"),
    };
    format!("{number} {plural}")
}

fn rest(claims: &[&Claim]) -> String {
    let single = claims.iter().filter(|claim| claim.origins.len() < 2).count();
    let disputed = claims.iter().filter(|claim| claim.status == "disputed").count();
    let mut text = format!("{}; {single} {} on one origin", counted(claims.len(), "claim"), rests(single));
    if disputed > 0 {
        text.push_str(&format!(", {disputed} {} disputed", if disputed == 1 { "is" } else { "are" }));
    }
    text
}

fn rests(number: usize) -> &'static str {
    if number == 1 { "rests" } else { "rest" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(counted(1, "story"), "1 story");
        assert_eq!(counted(0, "story"), "0 stories");
        assert_eq!(counted(3, "report"), "3 reports");
    }

    #[test]
    fn an_empty_dossier_has_a_headline_too() {
        assert_eq!(headline(&Dossier::default()), "0 reports, 0 claims; 0 rest on one origin");
    }
}
