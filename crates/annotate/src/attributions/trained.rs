//! The attributions that the transformer found, as attributions of this room.

use headwater_encoder::Findings;
use headwater_model::{Attribution, Quoted};

/// The attributions of a text, headlines within it too; cues that attribute nothing are left out.
pub(super) fn attributions(findings: &Findings) -> Vec<Attribution> {
    let cues = findings.cues.iter().filter(|cue| !cue.content.is_empty());
    let attributions = cues.map(|cue| Attribution {
        source: cue.source.clone(),
        cue: vec![cue.span],
        content: cue.content.clone(),
        quoted: Quoted::Indirect,
        ..Attribution::default()
    });
    attributions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_encoder::Cue;
    use headwater_model::Span;

    #[test]
    fn cues_of_nothing_are_left_out() {
        // "It rained, she said, and snowed. They said."
        let (first, second) = (Span::new(0, 9), Span::new(21, 31));
        let findings = Findings {
            cues: vec![
                Cue { span: Span::new(15, 19), source: vec![Span::new(11, 14)], content: vec![first, second] },
                Cue { span: Span::new(38, 42), source: vec![Span::new(33, 37)], content: Vec::new() },
            ],
            ..Findings::default()
        };
        let found = attributions(&findings);
        let [only] = &found[..] else { panic!("{found:?}") };
        assert_eq!((&only.source[..], &only.cue[..]), (&[Span::new(11, 14)][..], &[Span::new(15, 19)][..]));
        assert_eq!(only.content, [first, second]);
    }
}
