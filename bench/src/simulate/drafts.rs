//! A report in the making: a headline and paragraphs of sentences, and how an event is written up.

use super::grammar::{Event, Grammar, Teller};
use fastrand::Rng;

/// A text that copyists work on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) title: String,
    /// Sentences, each with its full stop, by paragraphs; none is empty.
    pub(super) paragraphs: Vec<Vec<String>>,
}

impl Draft {
    /// Paragraphs parted by an empty line.
    pub(super) fn text(&self) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.join(" ")).collect::<Vec<String>>().join("\n\n")
    }

    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.paragraphs.iter().map(Vec::len).sum()
    }

    /// Every sentence, to be changed in place.
    pub(super) fn sentences_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.paragraphs.iter_mut().flatten()
    }

    /// The sentence at a place counted over all paragraphs.
    pub(super) fn sentence_mut(&mut self, at: usize) -> Option<&mut String> {
        self.sentences_mut().nth(at)
    }

    /// Keeps the sentences whose place is wanted.
    pub(super) fn retain(&mut self, wanted: impl Fn(usize) -> bool) {
        let mut at = 0;
        for paragraph in &mut self.paragraphs {
            paragraph.retain(|_| {
                at += 1;
                wanted(at - 1)
            });
        }
        self.paragraphs.retain(|paragraph| !paragraph.is_empty());
    }
}

/// An event written up by a writer of `paper`: the first sentence, then `sentences` propositions, the important ones more
/// likely and earlier.
pub(super) fn written(grammar: &Grammar, event: &Event, paper: &str, sentences: usize, rng: &mut Rng) -> Draft {
    let teller = Teller { grammar, event, paper };
    let mut order: Vec<(f64, usize)> =
        (0..event.len()).map(|at| (at as f64 + rng.f64() * event.len() as f64 * 0.6, at)).collect();
    order.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut draft = Draft { title: teller.tell("title", 0, rng), paragraphs: vec![vec![teller.lead(rng)]] };
    for (_, at) in order.into_iter().take(sentences) {
        let sentence = teller.proposition(at, rng);
        match draft.paragraphs.last_mut() {
            Some(paragraph) if paragraph.len() < 3 && rng.f64() < 0.45 => paragraph.push(sentence),
            _ => draft.paragraphs.push(vec![sentence]),
        }
    }
    draft
}
