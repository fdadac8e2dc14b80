//! Texts of unusual shapes and lengths: all layers come to an end, and every span lies in the text.

use crate::Annotator;
use headwater_model::{Annotated, Report, Span};

/// What texts are made of, repeated.
const SHAPES: [(&str, &str); 16] = [
    (
        "sentences",
        "The mayor of Hillford said on Monday that 12 roads were closed. “We will go on,” Ann Lee told reporters. ",
    ),
    ("lines", "The mayor of Hillford said on Monday that 12 roads were closed.\nNobody was hurt.\n\n"),
    ("no sentence ends", "the mayor of Hillford said that on Monday Ann Lee told him and "),
    ("no white space", "aé"),
    ("capitals without white space", "HILLFORD"),
    ("only straight marks", "\""),
    ("only curly marks", "“‘”’"),
    ("single marks apart", "‘ it 's' the drivers' "),
    ("marks and words", "\"word \"word\" \"\" "),
    ("only numbers", "1,500 3 2023-09-12 "),
    ("numbers in words", "one thousand hundred twenty "),
    ("only capitals", "Ann Lee Hillford Paris Springfield U.S. "),
    ("new names", ""),
    ("only pronouns", "he they "),
    ("only cues", "he said she said "),
    ("only points", ". . ...!? \n"),
];

/// A text of at least `length` bytes of one shape.
fn text(shape: &str, piece: &str, length: usize) -> String {
    if shape != "new names" {
        return piece.repeat(length.div_ceil(piece.len()));
    }
    let syllables = ["Ba", "Do", "Ke", "Li", "Mu", "Ra", "Si", "To"];
    let name = |number: usize| -> String {
        let parts = (0..6).map(|place| syllables[(number >> (3 * place)) & 7]);
        let lower = parts.collect::<String>().to_lowercase();
        lower[..1].to_uppercase() + &lower[1..]
    };
    let mut text = String::with_capacity(length + 100);
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text += &format!("{} {} of {} said so. ", name(number), name(number * 7), name(number * 31 + 5));
    }
    text
}

fn all_spans(annotated: &Annotated) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(annotated.words.sentences.iter().map(|sentence| sentence.span));
    spans.extend(annotated.words.tokens.iter().map(|token| token.span));
    spans.extend(annotated.mentions.iter().map(|mention| mention.span));
    spans.extend(annotated.quotations.iter().flat_map(|quotation| [quotation.span, quotation.content]));
    for attribution in &annotated.attributions {
        spans.extend(attribution.source.iter().chain(&attribution.cue).chain(&attribution.content));
    }
    spans.extend(annotated.clauses.iter().map(|clause| clause.span));
    spans.extend(annotated.times.iter().map(|time| time.span));
    spans.extend(annotated.places.iter().map(|place| place.span));
    spans.extend(annotated.quantities.iter().flat_map(|quantity| [quantity.span, quantity.number]));
    spans
}

fn check(length: usize) {
    for (shape, piece) in SHAPES {
        let report = Report::of_text(text(shape, piece, length));
        let annotated = Annotator::new().annotate(&report);
        for span in all_spans(&annotated) {
            assert!(report.text.get(span.start()..span.end()).is_some(), "{shape}: {span:?}");
        }
        let held: usize =
            annotated.words.sentences.iter().map(|sentence| (sentence.last - sentence.first) as usize).sum();
        assert_eq!(held, annotated.words.tokens.len(), "{shape}");
    }
}

#[test]
fn every_shape_comes_to_an_end() {
    check(if cfg!(debug_assertions) { 40_000 } else { 300_000 });
}
