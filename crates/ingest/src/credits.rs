//! Agencies that a text credits: "(AFP)", "with AP", "Reuters contributed to this report", "By JANE DOE, Associated
//! Press". An agency that is quoted ("told AFP") or whose picture is shown ("AP Photo") is no credit.

use crate::lines::{ends_as_sentence, rough_sentences, words};
use aho_corasick::{AhoCorasick, MatchKind};
use headwater_atlas::{agency, agency_forms};
use headwater_model::{Credit, Span};
use std::sync::LazyLock;

struct Forms {
    automaton: Option<AhoCorasick>,
    names: Vec<&'static str>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut patterns: Vec<&'static str> = Vec::new();
    let mut names = Vec::new();
    for (form, agency) in agency_forms() {
        patterns.push(form);
        names.push(agency.name);
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
    Forms { automaton, names }
});

/// The agencies in the brackets of a dateline ("KDKA/AP", "REUTERS, AFP"), with where they stand.
pub(crate) fn agencies_in_group(text: &str, group: Span) -> Vec<(&'static str, Span)> {
    let mut found = Vec::new();
    let mut at = group.start();
    for part in group.of(text).split(['/', ',', ';', '&', '+']) {
        let piece = part.trim();
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let first = piece.split_whitespace().next().unwrap_or_default();
        // In brackets an agency stands as a code; a word in small letters is none.
        let code = piece.chars().next().is_some_and(char::is_uppercase) || piece == "dpa";
        let known = [piece, first].into_iter().find_map(|name| agency(name).map(|agency| (agency.name, name.len())));
        if let (true, Some((name, length))) = (code, known) {
            found.push((name, Span::new(start, start + length)));
        }
    }
    found
}

/// Agencies that bylines from metadata name.
pub(crate) fn in_bylines(bylines: &[String]) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    for byline in bylines {
        for (name, span) in mentions(byline, Span::new(0, byline.len())) {
            let short = span.len() <= 4;
            // A short code must stand alone or behind a mark: "Jane Doe, AP", not "PA Smith".
            let before = byline.get(..span.start()).unwrap_or_default().trim_end();
            let marked = before.is_empty() || before.ends_with([',', '/', '|', '-', '–', '—', '(', ';', '&']);
            let after = byline.get(span.end()..).unwrap_or_default().trim_start();
            let closed = after.is_empty() || after.starts_with([',', '/', '|', '-', ')', ';', '&']);
            let alone = before.is_empty() && after.is_empty();
            if !short || alone || (marked && closed) || before.ends_with("with") || before.ends_with("and") {
                credits.push(Credit { agency: name.to_owned(), span: None });
            }
        }
    }
    credits
}

/// Whole-word mentions of agencies in a part of a text.
fn mentions(text: &str, within: Span) -> Vec<(&'static str, Span)> {
    let Some(automaton) = &FORMS.automaton else { return Vec::new() };
    let mut found = Vec::new();
    for hit in automaton.find_iter(within.of(text)) {
        let span = Span::new(within.start() + hit.start(), within.start() + hit.end());
        let before = text.get(..span.start()).and_then(|head| head.chars().next_back());
        let after = text.get(span.end()..).and_then(|tail| tail.chars().next());
        let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        if !word(before)
            && !word(after)
            && let Some(name) = FORMS.names.get(hit.pattern().as_usize())
        {
            found.push((*name, span));
        }
    }
    found
}

/// The agencies that a text credits, each once, in order of appearance.
pub(crate) fn find(text: &str, lines: &[Span], opening: &[(&'static str, Span)]) -> Vec<Credit> {
    let mut credits: Vec<Credit> = Vec::new();
    let mut credit = |name: &str, span: Span| {
        if !credits.iter().any(|known| known.agency == name) {
            credits.push(Credit { agency: name.to_owned(), span: Some(span) });
        }
    };
    for (name, span) in opening {
        credit(name, *span);
    }
    for (at, line) in lines.iter().enumerate() {
        let content = line.of(text);
        if let Some(span) = reuters_desk(content) {
            credit("Reuters", Span::new(line.start() + span.0, line.start() + span.1));
        }
        let mut sentences: Option<Vec<Span>> = None;
        for (name, span) in mentions(text, *line) {
            if is_picture(text, *line, span) {
                continue;
            }
            let sentences = sentences.get_or_insert_with(|| rough_sentences(text, *line));
            let sentence = sentences.iter().find(|sentence| sentence.contains(span)).copied().unwrap_or(*line);
            if is_credit(text, *line, sentence, span, at + 3 >= lines.len()) {
                credit(name, span);
            }
        }
    }
    credits.sort_by_key(|credit| credit.span.map(Span::start));
    credits
}

/// "(Reporting by A; Editing by B)" closes the stories of Reuters and of nobody else.
fn reuters_desk(line: &str) -> Option<(usize, usize)> {
    let start = line.find("Reporting by ").or_else(|| line.find("reporting by "))?;
    let editing = line.get(start..)?.find("diting by ")?;
    let end = line.get(start + editing..)?.find(')').map_or(line.len(), |close| start + editing + close);
    (end - start < 400).then_some((start, end))
}

fn is_picture(text: &str, line: Span, span: Span) -> bool {
    let before = text.get(line.start()..span.start()).unwrap_or_default();
    let after = text.get(span.end()..line.end()).unwrap_or_default();
    let picture_word = |side: &str| {
        let side = side.trim_start().to_ascii_lowercase();
        ["photo", "file photo", "image", "video", "via getty", "/getty", "pool", "archive", "graphic"]
            .iter()
            .any(|word| side.starts_with(word))
    };
    let nearest = nearest_open_bracket(before);
    let in_photo_brackets = nearest.is_some_and(|inside| {
        let lower = inside.to_ascii_lowercase();
        lower.contains("photo") || lower.contains("image") || lower.contains("credit") || lower.contains("picture")
    });
    let lower_line = before.trim_start().to_ascii_lowercase();
    let photo_line = ["photo", "image", "picture", "video", "media:", "credit:", "(photo", "file -", "file photo"];
    // "Evan Vucci, AP" and "Jorge Silva/Reuters" alone in a line are pictures' credits, too.
    let slash = before.trim_end().ends_with('/') && !is_station_group(before);
    picture_word(after) || in_photo_brackets || slash || photo_line.iter().any(|word| lower_line.starts_with(word))
}

/// "(KDKA/AP)": the slash joins two newsrooms rather than a photographer and his agency.
fn is_station_group(before: &str) -> bool {
    nearest_open_bracket(before).is_some_and(|inside| !inside.chars().any(|character| character.is_lowercase()))
}

fn nearest_open_bracket(before: &str) -> Option<&str> {
    let open = before.rfind('(')?;
    let inside = before.get(open + 1..)?;
    (!inside.contains(')')).then_some(inside)
}

fn is_credit(text: &str, line: Span, sentence: Span, span: Span, closing: bool) -> bool {
    let before = text.get(sentence.start()..span.start()).unwrap_or_default();
    let after = text.get(span.end()..sentence.end()).unwrap_or_default();
    let lower_before = before.to_lowercase();
    let lower_after = after.to_lowercase();
    let whole = line.of(text);
    let short = words(whole) <= 14 && !ends_as_sentence(whole);

    // The line is a signature: "Associated Press", "By The Associated Press", "— Reuters", "Source: AFP".
    let rest = format!("{} {}", lower_before, lower_after);
    let signature =
        rest.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
            matches!(
                word,
                "by" | "the" | "source" | "from" | "via" | "with" | "and" | "agencies" | "staff" | "credit" | "news"
            )
        });
    if short && sentence == line && signature {
        return true;
    }
    // A byline: "By JANE DOE, Associated Press".
    let opens_by =
        whole.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("by ") || head.eq_ignore_ascii_case("by:"));
    if short && opens_by {
        return true;
    }
    // "Jane Doe, Associated Press": a name and the agency alone in a line near the opening or the end.
    let trimmed_after = after.trim_matches(|character: char| !character.is_alphanumeric());
    let name_before = before.trim_end().trim_end_matches(',').trim_end();
    let is_name = (2..=4).contains(&words(name_before))
        && name_before.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase))
        && before.trim_end().ends_with(',');
    if short && sentence == line && trimmed_after.is_empty() && is_name && span.len() > 4 {
        return true;
    }
    // "The Associated Press and Jane Doe contributed to this report."
    let helps = [
        "contributed to this",
        "contributed reporting",
        "contributed.",
        "contributed information",
        "used in this",
        "used to compile",
        "was used in",
        "were used in",
        "contributed to the",
    ];
    if helps.iter().any(|phrase| lower_after.contains(phrase)) {
        return true;
    }
    // "Contributing: The Associated Press", "With reporting by AFP", "(With inputs from PTI)", "With AP".
    let with = [
        "contributing",
        "with reporting",
        "additional reporting",
        "with input",
        "with agency input",
        "reporting by",
        "with files from",
        "with material from",
        "with information from",
        "with additional",
        "includes reporting",
        "information from",
        "material from",
    ];
    let opener = lower_before.trim_start_matches(['(', '[', '—', '–', '-', ' ', '*']);
    if with.iter().any(|phrase| opener.starts_with(phrase)) && lower_before.len() <= 80 {
        return !lower_before.contains("according to");
    }
    if matches!(opener.trim(), "with" | "with the" | "via" | "source:") && words(sentence.of(text)) <= 6 {
        return true;
    }
    // "Associated Press writer Jane Doe ...": the name tells it from "Reuters reporters saw".
    let mut following = after.split_whitespace();
    if let (Some(role), Some(name)) = (following.next(), following.next()) {
        let role = role.to_ascii_lowercase();
        let writes = [
            "writer",
            "writers",
            "reporter",
            "reporters",
            "journalist",
            "journalists",
            "correspondent",
            "correspondents",
        ];
        let opens = matches!(lower_before.trim(), "" | "the" | "(" | "—" | "–" | "-" | "___" | "*");
        if writes.contains(&role.as_str()) && opens && name.chars().next().is_some_and(char::is_uppercase) && closing {
            return true;
        }
    }
    // "Copyright 2018 The Associated Press", "© 2018 AFP".
    let reach = lower_before.len().saturating_sub(40);
    let reach = (reach..=lower_before.len()).find(|at| lower_before.is_char_boundary(*at)).unwrap_or(0);
    let near = lower_before.get(reach..).unwrap_or_default();
    // Without a year it is a station's page foot, printed under its own stories too.
    if (near.contains("copyright") || near.contains('©')) && near.chars().any(|character| character.is_ascii_digit()) {
        return true;
    }
    // "(AFP)" behind the last sentence of a line, or heading one; "- AFP" closing a line.
    let line_before = text.get(line.start()..span.start()).unwrap_or_default();
    let line_after = text.get(span.end()..line.end()).unwrap_or_default();
    let bracketed = line_before.ends_with('(') && line_after.starts_with(')');
    if bracketed {
        let head = line_before.trim_end_matches('(').trim_end();
        let tail = line_after.trim_start_matches(')').trim();
        return head.is_empty() || (tail.is_empty() && ends_as_sentence(head));
    }
    let dash = line_before.trim_end();
    if line_after.trim().trim_end_matches('.').is_empty() && dash.ends_with(['-', '–', '—']) {
        return ends_as_sentence(dash.trim_end_matches(['-', '–', '—', ' ']));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    fn credited(text: &str) -> Vec<String> {
        find(text, &lines(text), &[]).into_iter().map(|credit| credit.agency).collect()
    }

    #[test]
    fn credits_in_text() {
        for (text, expected) in [
            ("It rained. The Associated Press contributed to this report.", "AP"),
            ("It rained.\nAssociated Press writer Jane Doe in Oslo contributed to this report.", "AP"),
            ("It rained.\nAssociated Press writers Jane Doe in Oslo; John Roe in Rome", "AP"),
            ("It rained.\n(With inputs from PTI)", "PTI"),
            ("It rained.\nContributing: The Associated Press", "AP"),
            ("It rained.\nAdditional reporting by AFP", "AFP"),
            ("By The Associated Press\nIt rained.", "AP"),
            ("By JANE DOE Associated Press\nIt rained.", "AP"),
            ("Jane Doe, Associated Press\nIt rained.", "AP"),
            ("Copyright 2018 The Associated Press. All rights reserved.", "AP"),
            ("It rained all day, the port office said. (AFP)", "AFP"),
            ("It rained all day, the port office said. - Reuters", "Reuters"),
            ("It rained. (Reporting by Jane Doe; Editing by John Roe)", "Reuters"),
            ("Information from the Associated Press was used in this report.", "AP"),
            ("Reuters", "Reuters"),
        ] {
            assert_eq!(credited(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_credit() {
        for text in [
            "The minister told AFP that the bridge would stay closed.",
            "The Korean Central News Agency (KCNA) said it rained.",
            "AP Photo/Jane Doe",
            "Copyright Associated Press / Channel 9",
            "Rain in Oslo. (AP Photo/Jane Doe)",
            "Jane Doe/AFP/Getty Images",
            "Photo: Jane Doe, AP",
            "Reuters reporters saw three ships.",
            "The Associated Press reported that it rained.",
            "It rained, according to Reuters.",
            "A map of the TASSO valley",
            "",
        ] {
            assert_eq!(credited(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn bylines_of_metadata_credit_too() {
        let credited = |byline: &str| -> Vec<String> {
            in_bylines(&[byline.to_owned()]).into_iter().map(|credit| credit.agency).collect()
        };
        assert_eq!(credited("Jane Doe, AP"), ["AP"]);
        assert_eq!(credited("Associated Press"), ["AP"]);
        assert_eq!(credited("AP"), ["AP"]);
        assert_eq!(credited("PA Smith"), [""; 0]);
        assert_eq!(credited("Jane Doe"), [""; 0]);
    }
}
