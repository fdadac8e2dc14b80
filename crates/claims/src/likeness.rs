//! How alike are two sentences, apart from any story? The measure by which statements are first compared, as a function of
//! its own.

use crate::Settings;
use crate::align::content::{Content, Weights, names_of_entities};
use crate::align::features::{self, Circumstance};
use crate::answer::whole;
use crate::negation::negative;
use headwater_model::{Reading, SentenceVector};

/// What two texts have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// 0 (nothing) to 1 (the same): by the vectors of their sentences where both have been read in full, else by their words.
    pub similarity: f32,
    /// Whether one says the contrary of the other: much the same words, of which one side is negated.
    pub contradicts: bool,
}

/// Compares two short texts that were composed and annotated like reports.
#[must_use]
pub fn compare(a: Reading<'_>, b: Reading<'_>, settings: &Settings) -> Likeness {
    let weights = Weights::default();
    let content = |reading: &Reading<'_>| {
        Content::of(reading, &whole(reading), &weights.of_tokens(reading), &names_of_entities(reading.annotated))
    };
    let (one, other) = (content(&a), content(&b));
    let circumstance = Circumstance { rank_a: 1.0, rank_b: 1.0, ..Circumstance::default() };
    let [dice, contained, _, bigrams, _, run, ..] = features::of(&one, &other, circumstance);
    let by_words = (0.55 * dice + 0.2 * contained + 0.15 * bigrams + 0.1 * run).clamp(0.0, 1.0);
    let [first, second] = [a, b].map(|reading| SentenceVector::between(&reading.annotated.vectors));
    let similarity = match first.is_empty() || second.is_empty() {
        true => by_words,
        false => first.cosine(&second).max(0.0) as f32,
    };
    let sides = [a, b].map(|reading| negative(&reading.annotated.words.tokens, &reading.report.text));
    Likeness { similarity, contradicts: sides[0] != sides[1] && by_words >= settings.contrary }
}
