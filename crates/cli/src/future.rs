//! Reports dated in the future: told to the person only, so that the result is the same on every day.

use headwater_model::{Note, NoteCode, Report};
use jiff::{SignedDuration, Timestamp};

/// Clocks and time zones of outlets may be off by so much.
const LEEWAY: SignedDuration = SignedDuration::from_hours(48);

/// A note for each report whose published time lies after the machine's clock.
pub(crate) fn notes(reports: &[Report], now: Timestamp) -> Vec<Note> {
    let Ok(latest) = now.checked_add(LEEWAY) else { return Vec::new() };
    let dated = reports.iter().filter_map(|report| Some((report, report.published.at.filter(|at| *at > latest)?)));
    dated
        .map(|(report, at)| Note {
            code: NoteCode::OddDate,
            place: if report.path.is_empty() { report.name.clone() } else { report.path.clone() },
            message: format!("the published time {at} of \"{}\" lies in the future", report.name),
            span: None,
            hint: "check the record's date; it is kept as it is".to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::notes;
    use headwater_ingest::{Fields, compose};

    #[test]
    fn only_what_lies_days_ahead() {
        let undated = compose(Fields { text: "It rained.".to_owned(), ..Fields::default() }).value;
        let at = |text: &str| {
            let mut report = undated.clone();
            report.published.at = Some(text.parse().unwrap());
            report
        };
        let reports =
            [at("2024-01-01T00:00:00Z"), at("2024-01-02T20:00:00Z"), at("2999-01-01T00:00:00Z"), undated.clone()];
        let found = notes(&reports, "2024-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("2999"));
    }
}
