//! Which way did the text go? Names first, then changes, and time last and never alone.

use crate::credits::Evidence;
use crate::pairs::Texts;
use crate::settings::Sureness;
use headwater_model::{Basis, CopyLevel, Direction, Precision, Reading};
use std::cmp::Ordering;

/// Both ways between two texts: from, to.
const WAYS: [(usize, usize, Direction); 2] = [(0, 1, Direction::AToB), (1, 0, Direction::BToA)];

/// The direction of a pair with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) direction: Direction,
    /// How sure, 0..=1.
    pub(crate) confidence: f64,
    /// Reasons in words.
    pub(crate) evidence: Vec<String>,
    /// Whether nothing but the words of the two texts speaks for it.
    pub(crate) bare: bool,
    /// The agency whose own report one text is and whose text the other carries.
    pub(crate) credited: Option<&'static str>,
}

/// What two texts show of the way between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Traces {
    /// Whether `a`'s text names `a`'s outlet, and `b`'s; then whether `a` names `b`'s outlet, and `b` names `a`'s.
    names_own: [bool; 2],
    names_other: [bool; 2],
    same_outlet: bool,
    outlets_known: bool,
    wire: Option<&'static str>,
    /// Whether neither outlet is known and one text is almost all found in the other: then the words tell more than a
    /// credit that was copied with them.
    contained: bool,
    /// Whether each text is almost all found in the other: neither was cut, and the words tell nothing.
    alike: bool,
    /// Whether somebody "told" that agency something in both.
    both_told: bool,
    /// Whether `a` was published before `b`; `Equal` when that cannot be told.
    order: Ordering,
    /// Seconds from the publication of `a` to that of `b`, when both are known well enough to compare two outlets.
    lead: Option<i64>,
    /// The agency that each report's outlet is, and whether the other report carries its text.
    own_report: [Option<&'static str>; 2],
    carried: [bool; 2],
    credits: [bool; 2],
    outlet: [String; 2],
}

impl Traces {
    /// `found` says of each text whether almost all of it is found in the other.
    pub(crate) fn of(texts: &Texts<'_>, a: usize, b: usize, wire: Option<&'static str>, found: [bool; 2]) -> Self {
        let names = |text: usize, outlet: usize| texts.names[text].holds(&texts.outlets[outlet]);
        let reading = |at: usize| texts.texts[at].reading;
        let told = |at: usize| wire.is_some_and(|wire| texts.credits[at].evidence(wire) == Some(Evidence::Told));
        let both_told = told(a) && told(b);
        let carries = |text: usize, own: usize| {
            texts.agencies[own].is_some_and(|own| texts.credits[text].evidence(own).is_some())
        };
        Self {
            names_own: [names(a, a), names(b, b)],
            names_other: [names(a, b), names(b, a)],
            same_outlet: texts.outlets[a].is_same(&texts.outlets[b]),
            outlets_known: !texts.outlets[a].is_unknown() && !texts.outlets[b].is_unknown(),
            wire,
            alike: found[0] && found[1],
            contained: (found[0] || found[1]) && texts.outlets[a].is_unknown() && texts.outlets[b].is_unknown(),
            both_told,
            order: published_order(reading(a), reading(b)),
            lead: lead(reading(a), reading(b)),
            own_report: [texts.agencies[a], texts.agencies[b]],
            carried: [carries(b, a), carries(a, b)],
            credits: [a, b].map(|at| !texts.credits[at].agencies.is_empty()),
            outlet: [reading(a).report.outlet.clone(), reading(b).report.outlet.clone()],
        }
    }

    /// The direction for a pair of this level.
    pub(crate) fn way(&self, level: CopyLevel, sureness: &Sureness) -> Way {
        let way = |direction, confidence, reason: String| Way {
            direction,
            confidence,
            evidence: vec![reason],
            bare: false,
            credited: None,
        };
        match level {
            CopyLevel::None => return Way { evidence: Vec::new(), ..way(Direction::Unknown, 1.0, String::new()) },
            CopyLevel::SameSource => {
                let reason = "only quotations or statements of one source are shared";
                return way(Direction::Common, sureness.same_source, reason.into());
            }
            CopyLevel::Partly | CopyLevel::Wholly => {}
        }
        let own_reports = self.own_report.map(|own| own.is_some());
        for (from, to, direction) in WAYS {
            let Some(agency) = self.own_report[from].filter(|_| self.carried[from] && !own_reports[to]) else {
                continue;
            };
            let reason = format!("the copy carries {agency} text, and the other is {agency}’s own report");
            return Way { credited: Some(agency), ..way(direction, sureness.credited_report, reason) };
        }
        if let Some(wire) = self.wire.filter(|_| !(self.contained || self.same_outlet && own_reports[0])) {
            let reason = if self.both_told {
                format!("somebody “told {wire}” in both")
            } else {
                format!("both show that they carry {wire} text")
            };
            return way(Direction::Common, sureness.shared_agency, reason);
        }
        if !self.same_outlet {
            for (from, to, direction) in WAYS {
                if self.names_other[to] && !self.names_other[from] && !self.names_own[to] {
                    return way(direction, sureness.named, format!("the copy names {}", self.outlet[from]));
                }
            }
        }
        let earlier = match self.order {
            Ordering::Less => Some((0, Direction::AToB)),
            Ordering::Greater => Some((1, Direction::BToA)),
            Ordering::Equal => None,
        };
        if let (true, Some((first, direction))) = (self.same_outlet, earlier) {
            let reason = format!("an earlier report of {} itself", self.outlet[first]);
            return way(direction, sureness.same_outlet, reason);
        }
        for (from, to, direction) in WAYS {
            let Some(agency) = self.own_report[from].filter(|_| !own_reports[to] && !self.credits[to]) else {
                continue;
            };
            if earlier.is_none_or(|(first, _)| first == from) {
                let reason = format!("the other is {agency}’s own report, and outlets print agencies’ text");
                return way(direction, sureness.agency_report, reason);
            }
        }
        let one_credits = self.credits[0] || self.credits[1];
        let equals = self.alike && self.outlets_known && !one_credits && !self.same_outlet;
        if let Some(lead) = self.lead.filter(|lead| equals && lead.abs() >= sureness.earlier_seconds) {
            let direction = if lead > 0 { Direction::AToB } else { Direction::BToA };
            let reason = "neither names the other, and it was published hours later";
            return way(direction, sureness.earlier, reason.into());
        }
        if (one_credits && !self.contained) || self.outlets_known {
            return way(Direction::Common, sureness.nobody_named, "neither names the other".into());
        }
        let reason = "nothing but the words shows which came first";
        Way { bare: true, ..way(Direction::Unknown, sureness.words, reason.into()) }
    }
}

/// Seconds from the publication of `a` to that of `b`; `None` unless both are known to the minute and from the record
/// or a feed: a time read from a text or a file's name says too little to set one outlet before another.
fn lead(a: Reading<'_>, b: Reading<'_>) -> Option<i64> {
    let exact = |reading: Reading<'_>| {
        let published = reading.report.published;
        published.at.filter(|_| published.precision >= Precision::Minute && published.basis >= Basis::Feed)
    };
    Some(exact(b)?.as_second() - exact(a)?.as_second())
}

/// Order of publication, `Equal` when one time is unknown or the coarser of the two cannot tell.
fn published_order(a: Reading<'_>, b: Reading<'_>) -> Ordering {
    let (left, right) = (a.report.published, b.report.published);
    let (Some(first), Some(second)) = (left.at, right.at) else { return Ordering::Equal };
    let seconds = match left.precision.min(right.precision) {
        Precision::Unknown | Precision::Year | Precision::Month => return Ordering::Equal,
        Precision::Day => 86_400,
        Precision::Minute => 60,
        Precision::Second => 1,
    };
    first.as_second().div_euclid(seconds).cmp(&second.as_second().div_euclid(seconds))
}
