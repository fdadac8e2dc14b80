//! What the transformer makes of words that may be parts of names, as scores of the labels of the linear model.

use super::detect::Scores;
use super::labels::{CLASSES, OUTSIDE};
use headwater_encoder::{Findings, NameLabel, NameScores};
use headwater_model::Words;

/// What one unit of logarithm of probability is worth in scores of the linear model. The transformer is far too sure of what it
/// says, and both models know their training texts by heart: chosen, of 5, 8, 10, 18, 25, 50 and more, by the figures of
/// `headwater-bench ner` on worldwide_dev, which change little from 8 to 25.
const WEIGHT: f32 = 10.0;

/// Logarithms of probabilities count as no lower: what the transformer holds for impossible the linear model may outvote.
const LOWEST: f32 = -8.0;

/// Scores of every token of a text. A token has those of the word that it begins in; of a word of several tokens the
/// later ones go on with what the first begins.
pub(super) fn scores(words: &Words, findings: &Findings) -> Vec<Scores> {
    let mut read = findings.names.iter().peekable();
    let mut before = None;
    let tokens = words.tokens.iter().map(|token| {
        while read.next_if(|word| word.span.end() <= token.span.start()).is_some() {}
        let word = read.peek().filter(|word| word.span.start() < token.span.end());
        let inside = word.is_some() && word.map(|word| word.span) == before;
        before = word.map(|word| word.span);
        word.map_or_else(surely_outside, |word| of_word(word, inside))
    });
    tokens.collect()
}

fn surely_outside() -> Scores {
    let mut scores = [scaled(f32::NEG_INFINITY); CLASSES.len()];
    scores[OUTSIDE] = 0;
    scores
}

/// Scores of a token: of the first of its word, or of one `inside` it.
fn of_word(word: &NameScores, inside: bool) -> Scores {
    let mut chances = [0.0_f32; CLASSES.len()];
    chances[OUTSIDE] = word.outside().exp();
    for (label, [begin, go_on]) in word.labels() {
        let (begin, go_on) = (begin.exp(), go_on.exp());
        match class(label) {
            Some(class) if inside => chances[class + 1] += begin + go_on,
            Some(class) => {
                chances[class] += begin;
                chances[class + 1] += go_on;
            }
            None => chances[OUTSIDE] += begin + go_on,
        }
    }
    chances.map(|chance| scaled(chance.ln()))
}

#[expect(clippy::cast_possible_truncation, reason = "a bounded number times a small one")]
fn scaled(logarithm: f32) -> i32 {
    (logarithm.max(LOWEST) * WEIGHT) as i32
}

/// The label of beginning such a name; none for dates and sums of money, which are no names here.
fn class(label: NameLabel) -> Option<usize> {
    let name = match label {
        NameLabel::Date | NameLabel::Money => return None,
        NameLabel::Person => "B-PER",
        NameLabel::Organisation => "B-ORG",
        NameLabel::Location => "B-LOC",
        NameLabel::Group => "B-NORP",
        NameLabel::Facility => "B-FAC",
        NameLabel::Miscellaneous | NameLabel::Product => "B-MISC",
    };
    CLASSES.iter().position(|class| *class == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::split;
    use headwater_model::{Report, Span};

    /// Scores by which a word begins a name of this kind, or goes on with it, with nine chances in ten.
    fn sure(span: Span, label: NameLabel, goes_on: bool) -> NameScores {
        let mut labels = [[(0.1_f32 / 18.0).ln(); 2]; NameLabel::ALL.len()];
        let at = NameLabel::ALL.iter().position(|other| *other == label).unwrap();
        labels[at][usize::from(goes_on)] = 0.9_f32.ln();
        NameScores::new(span, (0.1_f32 / 18.0).ln(), labels)
    }

    #[test]
    fn tokens_have_the_scores_of_their_words() {
        let report = Report::of_text("On Monday the Paris train left U.S. soil.");
        let text = report.text.as_str();
        let place = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).unwrap();
        let findings = Findings {
            names: vec![
                sure(place("Monday"), NameLabel::Date, false),
                sure(place("Paris"), NameLabel::Location, false),
                sure(place("train"), NameLabel::Product, true),
                sure(place("U.S."), NameLabel::Location, false),
            ],
            ..Findings::default()
        };
        let words = split(&report);
        let best = scores(&words, &findings).into_iter().map(|scores| CLASSES[headwater_linear::best_of(&scores)]);
        let said: Vec<(&str, &str)> =
            words.tokens.iter().map(|token| token.span.of(text)).zip(best).filter(|(_, label)| *label != "O").collect();
        assert_eq!(said, [("Paris", "B-LOC"), ("train", "I-MISC"), ("U.S", "B-LOC"), (".", "I-LOC")]);
    }

    #[test]
    fn the_transformer_moves_what_the_linear_model_doubts() {
        let report = Report::of_text("It was Quorvel.");
        let words = split(&report);
        let at = report.text.find("Quorvel").unwrap();
        let span = Span::new(at, at + "Quorvel".len());
        let said = |label: NameLabel| {
            let findings = Findings { names: vec![sure(span, label, false)], ..Findings::default() };
            super::super::names(&report.text, &words, Some(&findings), &mut crate::known::Known::default())
        };
        let kinds =
            |names: Vec<super::super::Name>| names.into_iter().map(|name| (name.span, name.kind)).collect::<Vec<_>>();
        assert_eq!(kinds(said(NameLabel::Location)), [(span, super::super::NameKind::Location)]);
        assert_eq!(kinds(said(NameLabel::Person)), [(span, super::super::NameKind::Person)]);
    }
}
