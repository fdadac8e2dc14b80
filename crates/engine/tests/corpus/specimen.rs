//! A story of the corpus: its reports and the lines that say what must be found in them.

use headwater_ingest::{Fields, compose};
use headwater_model::{Basis, Precision, Published, Report};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What one Markdown file holds.
#[derive(Debug)]
pub(crate) struct Specimen {
    pub(crate) reports: Vec<Report>,
    /// Line number and text of each expectation.
    pub(crate) expectations: Vec<(usize, String)>,
}

impl Specimen {
    /// Reads the fenced blocks ` ```report … ` and ` ```expect `.
    pub(crate) fn parse(markdown: &str) -> Result<Self, String> {
        let mut specimen = Self { reports: Vec::new(), expectations: Vec::new() };
        let mut lines = markdown.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            let Some(fence) = line.strip_prefix("```") else { continue };
            let body: Vec<(usize, &str)> = lines.by_ref().take_while(|(_, line)| *line != "```").collect();
            if let Some(attributes) = fence.strip_prefix("report ") {
                let text: Vec<&str> = body.iter().map(|(_, line)| *line).collect();
                let report = report(attributes, &text.join("\n"));
                specimen.reports.push(report.map_err(|problem| format!("line {}: {problem}", number + 1))?);
            } else if fence == "expect" {
                let wanted = body.iter().filter(|(_, line)| !line.trim().is_empty());
                specimen.expectations.extend(wanted.map(|(number, line)| (number + 1, line.trim().to_owned())));
            }
        }
        match (specimen.reports.is_empty(), specimen.expectations.is_empty()) {
            (false, false) => Ok(specimen),
            _ => Err("needs at least one report and one expectation".to_owned()),
        }
    }
}

fn report(attributes: &str, text: &str) -> Result<Report, String> {
    let mut fields = Fields { text: text.to_owned(), ..Fields::default() };
    for (key, value) in pairs(attributes) {
        match key {
            "id" => value.clone_into(&mut fields.name),
            "outlet" => value.clone_into(&mut fields.outlet),
            "title" => value.clone_into(&mut fields.title),
            "published" => fields.published = published(value)?,
            other => return Err(format!("unknown attribute {other}")),
        }
    }
    if fields.name.is_empty() { Err("a report needs an id".to_owned()) } else { Ok(compose(fields).value) }
}

/// `key=value` and `key="a value"`, separated by blanks.
fn pairs(attributes: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = attributes.trim();
    while let Some((key, after)) = rest.split_once('=') {
        let (value, tail) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        pairs.push((key.trim(), value));
        rest = tail.trim_start();
    }
    pairs
}

fn published(value: &str) -> Result<Published, String> {
    let known = |at, precision| Published { at: Some(at), precision, basis: Basis::Metadata, offset: None };
    if let Ok(instant) = value.parse::<Timestamp>() {
        return Ok(known(instant, Precision::Second));
    }
    let day = value.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC));
    day.map(|start| known(start.timestamp(), Precision::Day)).map_err(|error| format!("{value}: {error}"))
}
