//! Where do two statements of one claim differ? Two values of one slot, on the exact words.

mod slots;
mod wording;

use crate::corroborate::Story;
use headwater_model::{Certainty, Difference, DifferenceKind, Polarity, StatementId};

impl Story<'_> {
    /// Every difference between two statements of a claim that stand in different reports, ordered by statements and kind.
    pub(crate) fn differences(&self, statements: &[StatementId]) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (at, &a) in statements.iter().enumerate() {
            for &b in &statements[at + 1..] {
                if self.statement(a).report != self.statement(b).report {
                    self.compare(a, b, &mut differences);
                }
            }
        }
        differences
    }

    fn compare(&self, a: StatementId, b: StatementId, differences: &mut Vec<Difference>) {
        let mut push = |kind, a_span, b_span| differences.push(Difference { kind, a, b, a_span, b_span });
        for (kind, values) in [
            (DifferenceKind::Number, self.numbers_differ(a, b)),
            (DifferenceKind::Date, self.dates_differ(a, b)),
            (DifferenceKind::Place, self.places_differ(a, b)),
            (DifferenceKind::Name, self.names_differ(a, b)),
            (DifferenceKind::Wording, self.wording_differs(a, b)),
        ] {
            if let Some((a_span, b_span)) = values {
                push(kind, Some(a_span), Some(b_span));
            }
        }
        let (one, other) = (self.statement(a), self.statement(b));
        if (one.certainty == Certainty::Hedged) != (other.certainty == Certainty::Hedged) {
            push(DifferenceKind::Certainty, self.signal(a), self.signal(b));
        }
        if one.chain.is_empty() != other.chain.is_empty() {
            push(DifferenceKind::Attribution, self.source_words(a), self.source_words(b));
        }
        let negated = |certainty, polarity| certainty == Certainty::Denied || polarity == Polarity::Negative;
        if negated(one.certainty, one.polarity) != negated(other.certainty, other.polarity) {
            push(DifferenceKind::Polarity, self.signal(a), self.signal(b));
        }
    }
}
