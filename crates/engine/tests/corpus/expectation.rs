//! One line of what is expected, and whether a dossier holds it. `corpus/README.md` lists the forms.

use headwater_model::dossier::{Claim, Dossier, Statement, Story};

/// A parsed line.
#[derive(Debug)]
pub(crate) enum Expectation {
    Stories(usize),
    Pair { a: String, b: String, level: String, direction: Option<&'static str> },
    Unseen(String),
    Claim { words: String, reports: usize, origins: usize, disputed: bool },
    Apart(String, String),
    Chain { words: String, report: String, chain: Vec<String> },
    Certainty { words: String, report: String, certainty: String },
    Drift { kind: String, from: String, to: String },
    Difference { kind: String, a: String, b: String },
    Check { kind: String, report: String, holds: bool },
    Time { words: String, report: String, value: String },
    Place { name: String, report: String, at: [f64; 2] },
}

/// Farthest that a place may lie from where it is expected, in degrees.
const NEAR: f64 = 0.2;

impl Expectation {
    pub(crate) fn parse(line: &str) -> Result<Self, String> {
        let (verb, rest) = line.split_once(' ').ok_or("a verb and what it is about")?;
        let parsed = match verb {
            "stories" => rest.parse().ok().map(Self::Stories),
            "copy" | "pair" => pair(verb, rest),
            "unseen" => Some(Self::Unseen(rest.to_owned())),
            "claim" => claim(rest),
            "apart" => quoted(rest).and_then(|(a, rest)| Some(Self::Apart(a, quoted(rest)?.0))),
            "chain" | "certainty" => said(verb, rest),
            "drift" => {
                let words: Vec<&str> = rest.split_whitespace().collect();
                match words[..] {
                    [kind, from, "->", to] => {
                        Some(Self::Drift { kind: kind.to_owned(), from: from.to_owned(), to: to.to_owned() })
                    }
                    _ => None,
                }
            }
            "difference" => {
                let (kind, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                quoted(rest)
                    .and_then(|(a, rest)| Some(Self::Difference { kind: kind.to_owned(), a, b: quoted(rest)?.0 }))
            }
            "check" => check(rest),
            "time" => quoted(rest).and_then(|(words, rest)| {
                let (report, value) = rest.strip_prefix(" in ")?.split_once(": ")?;
                Some(Self::Time { words, report: report.to_owned(), value: value.to_owned() })
            }),
            "place" => place(rest),
            _ => None,
        };
        parsed.ok_or_else(|| "not one of the forms in corpus/README.md".to_owned())
    }

    /// `Err` says what was found instead.
    pub(crate) fn hold(&self, dossier: &Dossier) -> Result<(), String> {
        let found = match self {
            Self::Stories(number) if dossier.stories.len() == *number => return Ok(()),
            Self::Stories(_) => format!("{} stories", dossier.stories.len()),
            Self::Pair { a, b, level, direction } => return hold_pair(dossier, a, b, level, *direction),
            Self::Unseen(agency) => {
                let mut nodes = dossier.stories.iter().flat_map(|story| &story.copying.nodes);
                if nodes.any(|node| node.kind == "unseen" && node.agency == *agency) {
                    return Ok(());
                }
                "no such ancestor".to_owned()
            }
            Self::Claim { words, reports, origins, disputed } => {
                let found: Vec<String> = claims(dossier, words).map(|(_, claim)| described(claim)).collect();
                let wanted = claims(dossier, words).any(|(_, claim)| {
                    claim.carriers == *reports
                        && claim.origins.len() == *origins
                        && (claim.status == "disputed") == *disputed
                });
                if wanted {
                    return Ok(());
                }
                if found.is_empty() { "no statement with these words".to_owned() } else { found.join("; ") }
            }
            Self::Apart(a, b) => {
                let together = claims(dossier, a).any(|(story, claim)| holds_words(story, claim, b));
                if !together && claims(dossier, a).next().is_some() {
                    return Ok(());
                }
                if together { "one claim".to_owned() } else { format!("no statement with “{a}”") }
            }
            Self::Chain { words, report, chain } => {
                let found: Vec<Vec<String>> = statements(dossier, words, report)
                    .map(|(story, said)| said.chain.iter().map(|link| source(story, &link.source)).collect())
                    .collect();
                let same = |names: &Vec<String>| {
                    names.len() == chain.len()
                        && names.iter().zip(chain).all(|(name, wanted)| name.contains(wanted.as_str()))
                };
                if found.iter().any(same) {
                    return Ok(());
                }
                format!("{found:?}")
            }
            Self::Certainty { words, report, certainty } => {
                let found: Vec<&str> =
                    statements(dossier, words, report).map(|(_, said)| said.certainty.as_str()).collect();
                if found.contains(&certainty.as_str()) {
                    return Ok(());
                }
                format!("{found:?}")
            }
            Self::Drift { kind, from, to } => return hold_drift(dossier, kind, from, to),
            Self::Difference { kind, a, b } => return hold_difference(dossier, kind, a, b),
            Self::Check { kind, report, holds } => {
                let found: Vec<Option<bool>> = dossier
                    .stories
                    .iter()
                    .flat_map(|story| &story.checks)
                    .filter(|check| check.kind == *kind && name(dossier, &check.report) == *report)
                    .map(|check| check.holds)
                    .collect();
                if found.contains(&Some(*holds)) {
                    return Ok(());
                }
                format!("{found:?}")
            }
            Self::Time { words, report, value } => {
                let found: Vec<&str> = dossier
                    .stories
                    .iter()
                    .flat_map(|story| &story.statements)
                    .filter(|said| name(dossier, &said.report) == report)
                    .flat_map(|said| &said.times)
                    .filter(|time| time.text.contains(words.as_str()))
                    .map(|time| time.value.as_str())
                    .collect();
                if found.contains(&value.as_str()) {
                    return Ok(());
                }
                format!("{found:?}")
            }
            Self::Place { name: wanted, report, at } => {
                let found: Vec<[f64; 2]> = dossier
                    .stories
                    .iter()
                    .flat_map(|story| &story.places)
                    .filter(|place| {
                        place.name == *wanted
                            && place.mentions.iter().any(|mention| name(dossier, &mention.report) == report)
                    })
                    .map(|place| [place.lat, place.lon])
                    .collect();
                let near = |place: &[f64; 2]| (place[0] - at[0]).abs() < NEAR && (place[1] - at[1]).abs() < NEAR;
                if found.iter().any(near) {
                    return Ok(());
                }
                format!("{found:?}")
            }
        };
        Err(found)
    }
}

fn hold_pair(dossier: &Dossier, a: &str, b: &str, level: &str, direction: Option<&str>) -> Result<(), String> {
    for pair in dossier.stories.iter().flat_map(|story| &story.copying.pairs) {
        let (left, right) = (name(dossier, &pair.a), name(dossier, &pair.b));
        let turned = match pair.direction.as_str() {
            "a->b" => "b->a",
            "b->a" => "a->b",
            other => other,
        };
        let found = match (left == a && right == b, left == b && right == a) {
            (true, _) => pair.direction.as_str(),
            (_, true) => turned,
            _ => continue,
        };
        if pair.level == level && direction.is_none_or(|wanted| wanted == found) {
            return Ok(());
        }
        return Err(format!("{}, {found}", pair.level));
    }
    Err("no such pair in one story".to_owned())
}

fn hold_drift(dossier: &Dossier, kind: &str, from: &str, to: &str) -> Result<(), String> {
    let mut found = Vec::new();
    for story in &dossier.stories {
        for drift in story.claims.iter().flat_map(|claim| &claim.drift) {
            let at = |id: &str| {
                let said = story.statements.iter().find(|said| said.id == id);
                said.map(|said| name(dossier, &said.report)).unwrap_or_default()
            };
            let (left, right) = (at(&drift.from), at(&drift.to));
            if drift.kind == kind && left == from && right == to {
                return Ok(());
            }
            found.push(format!("{} {left} -> {right}", drift.kind));
        }
    }
    Err(format!("{found:?}"))
}

fn hold_difference(dossier: &Dossier, kind: &str, a: &str, b: &str) -> Result<(), String> {
    let mut found = Vec::new();
    for difference in dossier.stories.iter().flat_map(|story| &story.claims).flat_map(|claim| &claim.differences) {
        let texts = (difference.a_text.as_str(), difference.b_text.as_str());
        let same = |(left, right): (&str, &str)| left.contains(a) && right.contains(b);
        if difference.kind == kind && (same(texts) || same((texts.1, texts.0))) {
            return Ok(());
        }
        found.push(format!("{} {texts:?}", difference.kind));
    }
    Err(format!("{found:?}"))
}

/// Claims that hold a statement with these words.
fn claims<'a>(dossier: &'a Dossier, words: &'a str) -> impl Iterator<Item = (&'a Story, &'a Claim)> {
    dossier
        .stories
        .iter()
        .flat_map(|story| story.claims.iter().map(move |claim| (story, claim)))
        .filter(move |(story, claim)| holds_words(story, claim, words))
}

fn holds_words(story: &Story, claim: &Claim, words: &str) -> bool {
    story.statements.iter().any(|said| claim.statements.contains(&said.id) && said.text.contains(words))
}

/// Statements of one report with these words.
fn statements<'a>(
    dossier: &'a Dossier,
    words: &'a str,
    report: &'a str,
) -> impl Iterator<Item = (&'a Story, &'a Statement)> {
    dossier
        .stories
        .iter()
        .flat_map(|story| story.statements.iter().map(move |said| (story, said)))
        .filter(move |(_, said)| said.text.contains(words) && name(dossier, &said.report) == report)
}

fn name<'a>(dossier: &'a Dossier, report: &str) -> &'a str {
    dossier.reports.iter().find(|found| found.id == report).map_or("", |found| found.name.as_str())
}

fn source(story: &Story, id: &str) -> String {
    story.sources.iter().find(|source| source.id == id).map(|source| source.name.clone()).unwrap_or_default()
}

fn described(claim: &Claim) -> String {
    let labels: Vec<&str> = claim.origins.iter().map(|origin| origin.label.as_str()).collect();
    format!("{} reports, {} origins {labels:?}, {}", claim.carriers, claim.origins.len(), claim.status)
}

fn pair(verb: &str, rest: &str) -> Option<Expectation> {
    let (reports, level) = rest.split_once(": ")?;
    let words: Vec<&str> = reports.split_whitespace().collect();
    let (a, b, direction) = match (verb, &words[..]) {
        ("copy", [a, "->", b]) => (a, b, Some("a->b")),
        ("copy", [a, "--", b]) => (a, b, Some("common")),
        ("pair", [a, b]) => (a, b, None),
        _ => return None,
    };
    Some(Expectation::Pair { a: (*a).to_owned(), b: (*b).to_owned(), level: level.to_owned(), direction })
}

fn claim(rest: &str) -> Option<Expectation> {
    let (words, rest) = quoted(rest)?;
    let parts: Vec<&str> = rest.strip_prefix(':')?.split(',').map(str::trim).collect();
    let number = |part: &str| part.split_once(' ')?.0.parse().ok();
    let disputed = match parts.get(2) {
        None => false,
        Some(&"disputed") => true,
        Some(_) => return None,
    };
    Some(Expectation::Claim { words, reports: number(parts.first()?)?, origins: number(parts.get(1)?)?, disputed })
}

fn said(verb: &str, rest: &str) -> Option<Expectation> {
    let (words, rest) = quoted(rest)?;
    let (report, value) = rest.strip_prefix(" in ")?.split_once(": ")?;
    let report = report.to_owned();
    Some(match verb {
        "certainty" => Expectation::Certainty { words, report, certainty: value.to_owned() },
        _ if value == "none" => Expectation::Chain { words, report, chain: Vec::new() },
        _ => Expectation::Chain { words, report, chain: value.split(" > ").map(str::to_owned).collect() },
    })
}

fn place(rest: &str) -> Option<Expectation> {
    let (name, rest) = rest.split_once(" in ")?;
    let (report, point) = rest.split_once(": ")?;
    let (lat, lon) = point.split_once(',')?;
    let at = [lat.trim().parse().ok()?, lon.trim().parse().ok()?];
    Some(Expectation::Place { name: name.to_owned(), report: report.to_owned(), at })
}

fn check(rest: &str) -> Option<Expectation> {
    let (kind, rest) = rest.split_once(" in ")?;
    let (report, verdict) = rest.split_once(": ")?;
    let holds = match verdict {
        "holds" => true,
        "fails" => false,
        _ => return None,
    };
    Some(Expectation::Check { kind: kind.to_owned(), report: report.to_owned(), holds })
}

/// The words in the first pair of quotation marks, and what follows them.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (words, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    Some((words.to_owned(), rest))
}
