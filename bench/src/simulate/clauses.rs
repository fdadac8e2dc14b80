//! Clauses moved within a sentence, as rewriters move them.

/// Words that open a clause which may as well stand at the end.
const MOVABLE: [&str; 13] = [
    "After ",
    "While ",
    "Since ",
    "Under ",
    "In ",
    "On ",
    "Before ",
    "By ",
    "Within ",
    "As ",
    "Early ",
    "Late ",
    "Following ",
];
/// Words whose capital only shows that they opened the sentence.
const SMALL: [&str; 34] = [
    "The",
    "A",
    "An",
    "It",
    "After",
    "While",
    "Since",
    "Under",
    "In",
    "On",
    "Before",
    "By",
    "Within",
    "As",
    "Early",
    "Late",
    "Following",
    "About",
    "Officials",
    "Police",
    "Critics",
    "Opponents",
    "Figures",
    "Whether",
    "According",
    "At",
    "There",
    "Not",
    "Once",
    "More",
    "For",
    "What",
    "Every",
    "Nobody",
];
/// Last words of a clause that says who said the sentence.
const SAYING: [&str; 10] = [
    " said",
    " stated",
    " declared",
    " remarked",
    " reported",
    " explained",
    " noted",
    " added",
    " warned",
    " claimed",
];

/// The sentence with its clauses in another order; `None` when no rule fits it.
pub(super) fn turned(sentence: &str) -> Option<String> {
    let body = sentence.strip_suffix('.')?;
    if let Some(rest) = body.strip_prefix("According to ") {
        let (source, told) = rest.split_once(", ")?;
        return Some(format!("{}, according to {source}.", raised(told)));
    }
    if let Some((told, source)) = body.rsplit_once(", according to ") {
        return (!source.contains(',')).then(|| format!("According to {source}, {}.", lowered(told)));
    }
    if let Some(rest) = body.strip_prefix('"') {
        let (quote, speaker) = rest.split_once(",\" ")?;
        let saying = SAYING.iter().find_map(|saying| speaker.strip_suffix(saying).map(|source| (source, saying)))?;
        return Some(format!("{}{}: \"{quote}.\"", raised(saying.0), saying.1));
    }
    if body.contains('"') {
        return None;
    }
    if MOVABLE.iter().any(|word| body.starts_with(word)) {
        let (clause, rest) = body.split_once(", ")?;
        return Some(format!("{} {}.", raised(rest), lowered(clause)));
    }
    let (told, tail) = body.rsplit_once(", ")?;
    let saying = SAYING.iter().any(|saying| tail.ends_with(saying));
    (saying && !told.contains(", ")).then(|| format!("{} that {}.", raised(tail), lowered(told)))
}

/// The sentence without what stands between two commas, or after "which" or "who"; `None` when nothing does.
pub(super) fn trimmed(sentence: &str) -> Option<String> {
    if sentence.contains('"') {
        return None;
    }
    let (before, rest) = sentence.split_once(", ")?;
    let (aside, after) = rest.split_once(", ")?;
    (aside.split(' ').count() <= 9 && before.split(' ').count() >= 2).then(|| format!("{before} {after}"))
}

fn raised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lowered(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if SMALL.contains(&first) { text[..1].to_lowercase() + &text[1..] } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_move_and_come_back() {
        let turns = [
            ("According to police, the mill burned.", "The mill burned, according to police."),
            ("The mill burned, according to police.", "According to police, the mill burned."),
            ("After the fire, Anna Holm left.", "Anna Holm left after the fire."),
            ("The mill burned, police said.", "Police said that the mill burned."),
            ("\"It burned,\" Anna Holm said.", "Anna Holm said: \"It burned.\""),
        ];
        for (before, after) in turns {
            assert_eq!(turned(before).as_deref(), Some(after));
        }
        assert_eq!(turned("The mill burned."), None);
    }

    #[test]
    fn asides_are_left_out() {
        assert_eq!(trimmed("The mill, an old one, burned.").as_deref(), Some("The mill burned."));
        assert_eq!(trimmed("The mill burned."), None);
    }
}
