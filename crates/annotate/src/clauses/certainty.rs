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

/// Verbs that hedge only before "to", "that" or "like": one may also appear on a show.
static SEEMING: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("seems seem seemed appears appear appeared plans expects suspects"));

static AFTER_SEEMING: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("to that like as likely"));

/// Reads the tokens of a clause for negations, and those of the `whole` clause that it was cut from for hedges.
pub(super) fn judge(text: &str, tokens: &[Token], whole: &[Token]) -> Judgement {
    let mut judgement = Judgement::default();
    for (at, token) in whole.iter().enumerate() {
        let next = whole.get(at + 1);
        // "May" with a capital is a month or a name, but for the first word of a question or wish.
        let name = at > 0 && token.span.of(text).starts_with(char::is_uppercase);
        let seems = !SEEMING.has(token.word) || next.is_some_and(|next| AFTER_SEEMING.has(next.word));
        if HEDGES.has(token.word) && seems && !name {
            judgement.certainty = Certainty::Hedged;
            judgement.signals.push(token.span);
        }
    }
    for token in tokens.iter().filter(|token| NEGATIONS.has(token.word)) {
        judgement.polarity = Polarity::Negative;
        judgement.signals.push(token.span);
    }
    judgement.signals.sort_unstable();
    judgement
}
