//! The attributions that the transformer found, as attributions of this room.

use headwater_encoder::Findings;
use headwater_model::{Attribution, Quoted, Span, Words};

/// The attributions of sentences of the report itself: those that attribute nothing are left out, and furniture says
/// nothing.
pub(super) fn attributions(words: &Words, findings: &Findings) -> Vec<Attribution> {
    let furniture = |span: &Span| {
        let sentence = words.sentence_at(span.start());
        sentence.is_none_or(|sentence| words.sentences[sentence].furniture)
    };
    let spoken = |spans: &[Span]| spans.iter().copied().filter(|span| !furniture(span)).collect::<Vec<_>>();
    let cues = findings.cues.iter().filter(|cue| !furniture(&cue.span));
    let attributions = cues.map(|cue| Attribution {
        source: spoken(&cue.source),
        cue: vec![cue.span],
        content: spoken(&cue.content),
        speakers: Vec::new(),
        within: None,
        quoted: Quoted::Indirect,
        denies: false,
        negative: false,
        continued: false,
    });
    attributions.filter(|attribution| !attribution.content.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::split;
    use headwater_encoder::Cue;
    use headwater_model::{Furniture, FurnitureKind};

    #[test]
    fn furniture_and_cues_of_nothing_are_left_out() {
        let mut report = crate::tests::report("Read more: he said no.\n\nIt rained, she said. They said.");
        report.furniture = vec![Furniture { span: Span::new(0, 22), kind: FurnitureKind::Chrome }];
        let text = report.text.as_str();
        let place = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).unwrap();
        let she = text.find("she said").unwrap();
        let cue =
            |span, source: &[Span], content: &[Span]| Cue { span, source: source.to_vec(), content: content.to_vec() };
        let findings = Findings {
            cues: vec![
                cue(place("said"), &[place("he")], &[place("no")]),
                cue(Span::new(she + 4, she + 8), &[Span::new(she, she + 3)], &[place("no"), place("It rained")]),
                cue(place("said."), &[place("They")], &[]),
            ],
            ..Findings::default()
        };
        let found = attributions(&split(&report), &findings);
        let [only] = &found[..] else { panic!("{found:?}") };
        assert_eq!(only.source, [Span::new(she, she + 3)]);
        assert_eq!(only.content, [place("It rained")]);
    }
}
