//! What a sentence tells by itself, kept for the next report of the story that prints it word for word: of a story's
//! sentences two of five are copies. Whatever reads beyond its sentence is not kept, so reading with and without gives
//! the same.

use crate::attributions::{Beside, CueScores};
use crate::names::Sighted;
use headwater_model::{Span, Token};
use std::collections::HashMap;

/// Sentences that are remembered at most; then all are forgotten. They take some three kilobytes each.
const MOST: usize = 4_096;

/// Sentences read so far, by their text.
#[derive(Debug, Default)]
pub(crate) struct Known<'t> {
    numbers: HashMap<&'t str, usize>,
    sentences: Vec<KnownSentence>,
    /// For each sentence of the report at hand its place in `sentences`.
    here: Vec<usize>,
}

/// What one sentence tells by itself.
#[derive(Debug, Default)]
pub(crate) struct KnownSentence {
    /// Its tokens with their parts of speech; spans count from the beginning of the sentence.
    tokens: Vec<Token>,
    /// What it tells of its names.
    pub(crate) names: Option<Sighted>,
    /// Scores of its tokens as cues.
    pub(crate) cues: Option<CueScores>,
    /// Scores of its tokens as sources and contents of its cues.
    pub(crate) beside: Vec<Beside>,
}

impl<'t> Known<'t> {
    /// Another report begins.
    pub(crate) fn turn(&mut self) {
        self.here.clear();
        if self.sentences.len() > MOST {
            self.numbers.clear();
            self.sentences.clear();
        }
    }

    /// Adds the tokens of the next sentence of the report at hand to `out`; `read` makes them where the sentence is new.
    pub(crate) fn tokens(
        &mut self,
        text: &'t str,
        span: Span,
        out: &mut Vec<Token>,
        read: impl FnOnce(&mut Vec<Token>),
    ) {
        let start = span.start();
        let next = self.sentences.len();
        let number = *self.numbers.entry(span.of(text)).or_insert(next);
        self.here.push(number);
        if number < next {
            let moved = |token: &Token| Span::new(token.span.start() + start, token.span.end() + start);
            out.extend(self.sentences[number].tokens.iter().map(|token| Token { span: moved(token), ..*token }));
            return;
        }
        let first = out.len();
        read(out);
        let moved = |token: &Token| Span::new(token.span.start() - start, token.span.end() - start);
        let tokens = out[first..].iter().map(|token| Token { span: moved(token), ..*token }).collect();
        self.sentences.push(KnownSentence { tokens, ..KnownSentence::default() });
    }

    /// What is known of a sentence of the report at hand, by its number.
    pub(crate) fn sentence(&mut self, number: usize) -> Option<&mut KnownSentence> {
        self.sentences.get_mut(*self.here.get(number)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::Annotator;
    use headwater_model::Report;

    #[test]
    fn reading_after_others_gives_the_same() {
        let sentence = "The mayor of Oslo, Anna Holm, said the bridge would open on Friday.";
        let texts = [
            format!("{sentence} Nobody was hurt."),
            format!("It rained on Tuesday. {sentence} “{sentence}” she said. Holm left."),
            format!("“It rained. {sentence} It was late,” he said. {sentence}"),
            format!("Oslo is closed, a spokesman said.\n{sentence}"),
        ];
        let reports = texts.map(|text| Report::of_text(&text));
        let annotator = Annotator::new();
        let mut reader = annotator.reader();
        for report in reports.iter().chain(&reports) {
            assert_eq!(reader.read(report, None), annotator.annotate(report));
        }
    }
}
