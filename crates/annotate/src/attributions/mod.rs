//! Source + cue + content: cues found token by token, then source and content of each cue as one sequence of labels
//! (the order of Pareti 2015), with small linear models; then who speaks, what lies within what, and what runs on.

mod chains;
mod sequence;
mod speakers;
mod views;

pub use sequence::best_labels;
pub use views::{AttributionViews, CUE_LABELS, SPAN_LABELS};

use headwater_linear::Linear;
use headwater_model::{Annotated, Attribution, Quoted, Report, Span, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Thresholds of attributions.
#[derive(Clone, Copy, Debug)]
pub struct AttributionSettings {
    /// Added to the score of "no cue", in the model's units: higher finds fewer cues and surer ones.
    pub reluctance: i32,
    /// Sentences before that of the cue in which source and content are looked for.
    pub sentences_before: usize,
    /// Sentences after that of the cue in which source and content are looked for.
    pub sentences_after: usize,
    /// Most tokens on either side of a cue in which source and content are looked for.
    pub tokens_around: usize,
}

impl Default for AttributionSettings {
    fn default() -> Self {
        Self { reluctance: 0, sentences_before: 1, sentences_after: 4, tokens_around: 160 }
    }
}

static CUES: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::from_bytes(include_bytes!("../../../../models/cues.hwl")).ok());
static SPANS: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::from_bytes(include_bytes!("../../../../models/attribution.hwl")).ok());

/// Finds attributions and adds them, with entities for sources that have no mention yet.
pub(crate) fn find(report: &Report, annotated: &mut Annotated) {
    let (Some(cue_model), Some(span_model)) = (CUES.as_ref(), SPANS.as_ref()) else { return };
    let settings = AttributionSettings::default();
    let views = AttributionViews::new(report, &annotated.words, &annotated.quotations);
    let cues = cues(&views, &annotated.words, cue_model, settings);
    let found = spans(&views, &annotated.words, span_model, &cues, settings);
    annotated.attributions = found;
    chains::complete(report, annotated);
}

/// Token ranges of all cues, in order.
fn cues(
    views: &AttributionViews<'_>,
    words: &Words,
    model: &Linear,
    settings: AttributionSettings,
) -> Vec<Range<usize>> {
    let mut transitions = [[0; CUE_LABELS.len()]; CUE_LABELS.len() + 1];
    for (from, row) in transitions.iter_mut().enumerate() {
        model.score(&[AttributionViews::cue_transition(from.checked_sub(1))], row);
    }
    let mut cues = Vec::new();
    let (mut features, mut emissions) = (Vec::new(), Vec::new());
    for sentence in words.sentences.iter().filter(|sentence| !sentence.furniture) {
        let (first, last) = (sentence.first as usize, sentence.last as usize);
        emissions.clear();
        for at in first..last {
            features.clear();
            views.cue_features(at, &mut features);
            let mut scores = [0; CUE_LABELS.len()];
            model.score(&features, &mut scores);
            scores[0] += settings.reluctance;
            emissions.extend(scores);
        }
        let labels = best_labels(&emissions, CUE_LABELS.len(), |_, from, to| {
            let allowed = to != 2 || from.is_some_and(|from| from != 0);
            if allowed { transitions[from.map_or(0, |from| from + 1)][to] } else { sequence::FORBIDDEN }
        });
        collect_runs(&labels, 1, first, &mut cues);
    }
    cues
}

/// The attribution of each cue that has content.
fn spans(
    views: &AttributionViews<'_>,
    words: &Words,
    model: &Linear,
    cues: &[Range<usize>],
    settings: AttributionSettings,
) -> Vec<Attribution> {
    const WIDTH: usize = SPAN_LABELS.len();
    let mut found = Vec::new();
    let (mut features, mut emissions) = (Vec::new(), Vec::new());
    for (own, cue) in cues.iter().enumerate() {
        let window = views.window(cue, settings.sentences_before, settings.sentences_after, settings.tokens_around);
        emissions.clear();
        for at in window.clone() {
            features.clear();
            views.span_features(cues, own, at, &mut features);
            let mut scores = [0; WIDTH];
            model.score(&features, &mut scores);
            emissions.extend(scores);
        }
        let labels = best_labels(&emissions, WIDTH, |offset, from, to| {
            let at = window.start + offset;
            if !span_label_allowed(cue.contains(&at), from, to) {
                return sequence::FORBIDDEN;
            }
            let mut scores = [0; WIDTH];
            model.score(&views.span_transition(from, at), &mut scores);
            scores[to]
        });
        let span = |range: &Range<usize>| {
            Span::new(words.tokens[range.start].span.start(), words.tokens[range.end - 1].span.end())
        };
        let (mut source, mut content) = (Vec::new(), Vec::new());
        collect_runs(&labels, 1, window.start, &mut source);
        collect_runs(&labels, 3, window.start, &mut content);
        if !content.is_empty() {
            found.push(Attribution {
                source: source.iter().map(span).collect(),
                cue: vec![span(cue)],
                content: content.iter().map(span).collect(),
                speakers: Vec::new(),
                within: None,
                quoted: Quoted::Indirect,
                denies: false,
                negative: false,
                continued: false,
            });
        }
    }
    found
}

/// Whether the span model may give a label: cues belong to nothing, and an inside follows its own kind.
#[must_use]
pub fn span_label_allowed(in_cue: bool, from: Option<usize>, to: usize) -> bool {
    match to {
        0 => true,
        2 | 4 => !in_cue && from.is_some_and(|from| from == to || from + 1 == to),
        _ => !in_cue,
    }
}

/// Runs of `begin` followed by `begin + 1`, as token ranges counted from `offset`.
fn collect_runs(labels: &[usize], begin: usize, offset: usize, runs: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < labels.len() {
        if labels[at] == begin {
            let length = 1 + labels[at + 1..].iter().take_while(|label| **label == begin + 1).count();
            runs.push(offset + at..offset + at + length);
            at += length;
        } else {
            at += 1;
        }
    }
}
