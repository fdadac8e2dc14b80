//! How sure a clause is, and whether it affirms: the words within it that say so.

use crate::word_sets::WordSet;
use headwater_model::{Certainty, Polarity, Span, Token};
use std::sync::LazyLock;

/// What the words of a clause say about it.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgement {
    pub(super) certainty: Certainty,
    pub(super) polarity: Polarity,
    pub(super) signals: Vec<Span>,
}

static HEDGES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "may might could likely unlikely likeliest probably perhaps possibly possible possibility allegedly alleged reportedly \
         apparently purportedly purported supposedly presumably presumptive seemingly potentially potential suspected \
         suspects rumored rumoured feared seems seem seemed appears appear appeared expected expects expect plans planned \
         planning intends intend considering chance chances unclear unconfirmed believed maybe presumed poised",
    )
});

static NEGATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "not no never neither nor none nobody nothing nowhere without isn't aren't wasn't weren't hasn't haven't hadn't \
         won't wouldn't can't cannot couldn't mustn't shouldn't don't doesn't didn't ain't",
    )
});

/// Reads the tokens of a clause.
pub(super) fn judge(tokens: &[Token]) -> Judgement {
    let mut judgement = Judgement::default();
    for token in tokens {
        if HEDGES.has(token.word) {
            judgement.certainty = Certainty::Hedged;
            judgement.signals.push(token.span);
        } else if NEGATIONS.has(token.word) {
            judgement.polarity = Polarity::Negative;
            judgement.signals.push(token.span);
        }
    }
    judgement
}
