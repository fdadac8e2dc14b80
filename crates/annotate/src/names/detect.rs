//! Which runs of tokens are names, and names of what: a linear sequence tagger (Collins 2002) over hashed features, to whose
//! scores those of the transformer are added where it has read the text.

use super::labels::{self, CLASSES, Memory, OUTSIDE, Open};
use crate::known::Known;
use headwater_linear::Linear;
use headwater_model::{Sentence, Span, Token, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person, without title words.
    Person,
    /// A company, party, institution.
    Organisation,
    /// A place.
    Location,
    /// A nationality, religion or political group.
    Group,
    /// A building, road or bridge.
    Facility,
    /// An event, work or product.
    Other,
}

/// Kinds in the order of the pairs of labels.
const KINDS: [NameKind; 6] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::Location,
    NameKind::Group,
    NameKind::Facility,
    NameKind::Other,
];

/// Scores of every label for one token.
pub(crate) type Scores = [i32; CLASSES.len()];

/// One name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Positions of its tokens.
    pub(crate) tokens: Range<usize>,
    /// Where.
    pub(crate) span: Span,
    /// What it names.
    pub(crate) kind: NameKind,
}

/// The model with its transition scores, or nothing when the embedded file is no model: then there are no names.
static MODEL: LazyLock<Option<(Linear, Vec<[i32; CLASSES.len()]>)>> = LazyLock::new(|| {
    let model = Linear::from_bytes(include_bytes!("../../../../models/names.hwl")).ok()?;
    if model.classes() != CLASSES {
        return None;
    }
    let transitions = transitions(|features, scores| model.score(features, scores));
    Some((model, transitions))
});

/// Unpacks the model, if that has not been done yet.
pub(crate) fn unpack() {
    LazyLock::force(&MODEL);
}

/// Scores of every label after every label, and after a sentence's start (last row).
pub(crate) fn transitions(mut score: impl FnMut(&[u64], &mut [i32])) -> Vec<[i32; CLASSES.len()]> {
    (0..CLASSES.len())
        .map(Some)
        .chain([None])
        .map(|before| {
            let mut scores = [0; CLASSES.len()];
            score(&[labels::transition(before)], &mut scores);
            scores
        })
        .collect()
}

/// Names as entities are made of: a place or nationality that opens the name of a body is a part of it ("Rochester"
/// + "Police Department", "U.S." + "State Department"), which the labels give apart.
pub(crate) fn whole(text: &str, names: Vec<Name>) -> Vec<Name> {
    let mut whole: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        if let Some(before) = whole.last_mut()
            && before.tokens.end == name.tokens.start
            && matches!(before.kind, NameKind::Location | NameKind::Group)
            && matches!(name.kind, NameKind::Organisation | NameKind::Facility)
            && text.get(before.span.end()..name.span.start()).is_some_and(|gap| gap.trim().is_empty())
        {
            *before = Name {
                tokens: before.tokens.start..name.tokens.end,
                span: before.span.cover(name.span),
                kind: name.kind,
            };
        } else {
            whole.push(name);
        }
    }
    whole
}

/// All names of a text, in order, not overlapping. `second` has the scores that another model gives the tokens of the text,
/// which are added to those of the linear one; it is empty when no other has read it.
pub(crate) fn names(text: &str, words: &Words, second: &[Scores], known: &mut Known<'_>) -> Vec<Name> {
    let Some((model, transitions)) = MODEL.as_ref() else { return Vec::new() };
    let mut memory = Memory::of(text, &words.tokens);
    let mut said: Vec<Vec<usize>> = Vec::with_capacity(words.sentences.len());
    let mut score = |features: &[u64], scores: &mut [i32]| model.score(features, scores);
    let mut read = |number: usize, sentence: &Sentence, memory: &Memory| {
        let second = second.get(sentence.first as usize..).unwrap_or_default();
        let mut own = None;
        let sighted = known.sentence(number).map_or(&mut own, |known| &mut known.names);
        let sighted = sighted.get_or_insert_with(|| Sighted::of(text, words.of_sentence(sentence), &mut score));
        sighted.labels(second, memory, transitions, &mut score)
    };
    for (number, sentence) in words.sentences.iter().enumerate() {
        let tokens = words.of_sentence(sentence);
        let labels = read(number, sentence, &memory);
        memory.learn(tokens, &labels);
        said.push(labels);
    }
    // Where a sentence differs from the rest of the text about a word, it is read again with all of the text in mind.
    let mut names = Vec::new();
    for (number, (sentence, mut labels)) in words.sentences.iter().zip(said).enumerate() {
        let tokens = words.of_sentence(sentence);
        if memory.disagrees(tokens, &labels) {
            labels = read(number, sentence, &memory);
        }
        collect(text, tokens, &labels, sentence.first as usize, &mut names);
    }
    names
}

/// What a sentence tells of its names by itself. Runs of tokens that may be names are decoded apart: between them all is
/// outside.
#[derive(Debug)]
pub(crate) struct Sighted {
    /// Number of its tokens.
    tokens: usize,
    /// Positions of the tokens that may be part of a name, run by run.
    runs: Vec<Range<usize>>,
    /// Those tokens, with the scores that do not depend on the rest of the text.
    open: Vec<(Open, Scores)>,
}

impl Sighted {
    /// Reads the tokens of one sentence.
    fn of(text: &str, tokens: &[Token], mut score: impl FnMut(&[u64], &mut [i32])) -> Self {
        let forms = labels::forms_of(text, tokens);
        let open = labels::open_tokens(&forms);
        let places = labels::gazetteer(text, tokens, &forms);
        let mut sighted = Self { tokens: tokens.len(), runs: Vec::new(), open: Vec::new() };
        let mut features = Vec::with_capacity(64);
        for at in (0..tokens.len()).filter(|&at| open[at]) {
            features.clear();
            labels::extract_own(tokens, &forms, &places, at, &mut features);
            let mut scores = [0; CLASSES.len()];
            score(&features, &mut scores);
            sighted.open.push((Open::of(&forms[at], at, places[at]), scores));
            match sighted.runs.last_mut().filter(|run| run.end == at) {
                Some(run) => run.end += 1,
                None => sighted.runs.push(at..at + 1),
            }
        }
        sighted
    }

    /// Labels of its tokens, with what the rest of the text tells. `second` has further scores of the tokens, or is too
    /// short to have any.
    fn labels(
        &self,
        second: &[Scores],
        memory: &Memory,
        transitions: &[[i32; CLASSES.len()]],
        mut score: impl FnMut(&[u64], &mut [i32]),
    ) -> Vec<usize> {
        let mut said = vec![OUTSIDE; self.tokens];
        let mut open = self.open.iter();
        let mut emissions: Vec<Scores> = Vec::new();
        for run in &self.runs {
            emissions.clear();
            for (at, (token, own)) in run.clone().zip(&mut open) {
                let mut scores = [0; CLASSES.len()];
                score(&labels::remembered(token, memory), &mut scores);
                scores.iter_mut().zip(own).for_each(|(sum, more)| *sum += more);
                if let Some(second) = second.get(at) {
                    scores.iter_mut().zip(second).for_each(|(sum, more)| *sum += more);
                }
                emissions.push(scores);
            }
            said[run.clone()].copy_from_slice(&labels::best_sequence(&emissions, transitions));
        }
        said
    }
}

/// Labels of the tokens of one sentence, read by itself: for training.
pub(crate) fn label(
    text: &str,
    tokens: &[Token],
    memory: &Memory,
    transitions: &[[i32; CLASSES.len()]],
    mut score: impl FnMut(&[u64], &mut [i32]),
) -> Vec<usize> {
    Sighted::of(text, tokens, &mut score).labels(&[], memory, transitions, score)
}

/// Names from labels. An abbreviation's dot at the end of a name belongs to it ("U.S.", "Inc.", "Jr.").
fn collect(text: &str, tokens: &[Token], labels: &[usize], offset: usize, names: &mut Vec<Name>) {
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        if label == OUTSIDE {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < labels.len() && labels::goes_on(labels[at]) {
            at += 1;
        }
        let mut end = at;
        // A possessive ending or a mark at the edge is no part of a name.
        while end > start + 1
            && !tokens[end - 1].span.of(text).contains(char::is_alphanumeric)
            && !(tokens[end - 1].span.of(text) == "." && tokens[end - 2].span.len() == 1)
        {
            end -= 1;
        }
        let last = tokens[end - 1].span.of(text);
        let dot = tokens.get(end).filter(|next| {
            next.span.of(text) == "." && next.span.start() == tokens[end - 1].span.end() && is_abbreviation(last)
        });
        end += usize::from(dot.is_some());
        let span = tokens[start].span.cover(tokens[end - 1].span);
        if span.of(text).contains(char::is_alphabetic) {
            names.push(Name { tokens: offset + start..offset + end, span, kind: KINDS[label.div_ceil(2) - 1] });
        }
        at = at.max(end);
    }
}

fn is_abbreviation(word: &str) -> bool {
    word.contains('.') || matches!(word, "Jr" | "Sr" | "Inc" | "Corp" | "Co" | "Ltd" | "Dept" | "Assn" | "Bros")
}
