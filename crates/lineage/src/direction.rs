//! Which way did the text go? Names first, then changes, and time last and never alone.

use crate::credits::Evidence;
use crate::pairs::Texts;
use headwater_model::{CopyLevel, Direction, Precision, Reading};
use std::cmp::Ordering;

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
    one_credits: bool,
    /// Whether neither outlet is known and one text is almost all found in the other: then the words tell more than a
    /// credit that was copied with them.
    contained: bool,
    /// Whether somebody "told" that agency something in both.
    both_told: bool,
    /// Whether `a` was published before `b`; `Equal` when that cannot be told.
    order: Ordering,
    outlet: [String; 2],
}

impl Traces {
    pub(crate) fn of(texts: &Texts<'_>, a: usize, b: usize, wire: Option<&'static str>, contained: bool) -> Self {
        let names = |text: usize, outlet: usize| texts.names[text].holds(&texts.outlets[outlet]);
        let reading = |at: usize| texts.texts[at].reading;
        let told = |at: usize| wire.is_some_and(|wire| texts.credits[at].evidence(wire) == Some(Evidence::Told));
        let both_told = told(a) && told(b);
        Self {
            names_own: [names(a, a), names(b, b)],
            names_other: [names(a, b), names(b, a)],
            same_outlet: texts.outlets[a].is_same(&texts.outlets[b]),
            outlets_known: !texts.outlets[a].is_unknown() && !texts.outlets[b].is_unknown(),
            wire,
            contained: contained && texts.outlets[a].is_unknown() && texts.outlets[b].is_unknown(),
            one_credits: !texts.credits[a].agencies.is_empty() || !texts.credits[b].agencies.is_empty(),
            both_told,
            order: published_order(reading(a), reading(b)),
            outlet: [reading(a).report.outlet.clone(), reading(b).report.outlet.clone()],
        }
    }

    /// The direction for a pair of this level.
    pub(crate) fn way(&self, level: CopyLevel) -> Way {
        let way =
            |direction, confidence, reason: String| Way { direction, confidence, evidence: vec![reason], bare: false };
        match level {
            CopyLevel::None => {
                return Way { direction: Direction::Unknown, confidence: 1.0, evidence: Vec::new(), bare: false };
            }
            CopyLevel::SameSource => {
                return way(Direction::Common, 0.9, "only quotations or statements of one source are shared".into());
            }
            CopyLevel::Partly | CopyLevel::Wholly => {}
        }
        if let Some(wire) = self.wire.filter(|_| !self.contained) {
            let reason = if self.both_told {
                format!("somebody “told {wire}” in both")
            } else {
                format!("both show that they carry {wire} text")
            };
            return way(Direction::Common, 0.9, reason);
        }
        if !self.same_outlet {
            for (from, to, direction) in [(0, 1, Direction::AToB), (1, 0, Direction::BToA)] {
                if self.names_other[to] && !self.names_other[from] && !self.names_own[to] {
                    return way(direction, 0.8, format!("the copy names {}", self.outlet[from]));
                }
            }
        }
        let earlier = match self.order {
            Ordering::Less => Some((0, Direction::AToB)),
            Ordering::Greater => Some((1, Direction::BToA)),
            Ordering::Equal => None,
        };
        if let (true, Some((first, direction))) = (self.same_outlet, earlier) {
            return way(direction, 0.8, format!("an earlier report of {} itself", self.outlet[first]));
        }
        if (self.one_credits && !self.contained) || self.outlets_known {
            return way(Direction::Common, 0.6, "neither names the other".into());
        }
        Way { bare: true, ..way(Direction::Unknown, 0.4, "nothing but the words shows which came first".into()) }
    }
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
