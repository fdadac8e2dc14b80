//! Source + cue + content: cues found token by token, then the source of each cue, then its content, each as a sequence
//! of labels under a small linear model (the order of Pareti 2015); then who speaks, what lies within what, what runs on.

mod chains;
mod elsewhere;
mod fragments;
mod nested;
mod nouns;
mod occasions;
mod others;
mod postposed;
mod renamed;
mod sequence;
mod speakers;
mod subjects;
mod trained;
mod views;
mod whole;

pub use sequence::best_runs;
pub use views::{AttributionViews, SPAN_LABELS};

use crate::known::{Known, KnownSentence};
use headwater_encoder::Findings;
use headwater_linear::Linear;
use headwater_model::{Annotated, Attribution, Quoted, Report, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Thresholds of attributions.
#[derive(Clone, Copy, Debug)]
pub struct AttributionSettings {
    /// Added to the score of "no cue", in the model's units: higher finds fewer cues and surer ones.
    pub reluctance: i32,
    /// Sentences before that of the cue in which content is looked for.
    pub sentences_before: usize,
    /// Sentences before that of the cue in which it is looked for first: further ones only when nothing is found or it reaches
    /// into the first.
    pub first_before: usize,
    /// Sentences after that of the cue in which content is looked for.
    pub sentences_after: usize,
    /// Sentences after that of the cue in which it is looked for too when speech goes on there, or when the cue's own has no
    /// content: further ones only when it reaches into the last.
    pub first_after: usize,
    /// Most tokens on either side of a cue in which source and content are looked for.
    pub tokens_around: usize,
    /// Most cues of one sentence; a sentence of more is a list or no sentence, and each costs a reading of its window.
    pub most_cues_of_sentence: usize,
    /// Most pieces of one content.
    pub most_contents: usize,
}

impl Default for AttributionSettings {
    fn default() -> Self {
        Self {
            reluctance: 40,
            sentences_before: 1,
            first_before: 0,
            sentences_after: 4,
            first_after: 1,
            tokens_around: 160,
            most_cues_of_sentence: 32,
            most_contents: 3,
        }
    }
}

static CUES: LazyLock<Option<Linear>> = LazyLock::new(|| model(include_bytes!("../../../../models/cues.hwl")));
static SOURCES: LazyLock<Option<Linear>> = LazyLock::new(|| model(include_bytes!("../../../../models/sources.hwl")));
static CONTENTS: LazyLock<Option<Linear>> = LazyLock::new(|| model(include_bytes!("../../../../models/contents.hwl")));

fn model(bytes: &[u8]) -> Option<Linear> {
    Linear::from_bytes(bytes).ok().filter(|linear| linear.classes().len() == SPAN_LABELS.len())
}

/// Unpacks the models, if that has not been done yet.
pub(crate) fn unpack() {
    for model in [&CUES, &SOURCES, &CONTENTS] {
        LazyLock::force(model);
    }
}

/// Finds attributions and adds them, with entities for sources that have no mention yet. `findings` are the
/// transformer's; without them the linear models read.
pub(crate) fn find(report: &Report, annotated: &mut Annotated, findings: Option<&Findings>, known: &mut Known<'_>) {
    annotated.attributions = match findings {
        Some(findings) => trained::attributions(findings),
        None => by_linear_models(report, annotated, known),
    };
    // What follows makes statements whole and finds more of them, as news have them.
    if !findings.is_some_and(|findings| findings.in_units) {
        postposed::complete(report, annotated);
        whole::complete(report, annotated);
        fragments::add(report, annotated);
        nested::add(report, annotated);
        nouns::add(report, annotated);
    }
    subjects::complete(report, annotated);
    chains::complete(report, annotated);
}

fn by_linear_models(report: &Report, annotated: &Annotated, known: &mut Known<'_>) -> Vec<Attribution> {
    let Some(model) = CUES.as_ref() else { return Vec::new() };
    let views = AttributionViews::new(report, &annotated.words, &annotated.quotations);
    let mut reader = Reader::new(&views, &annotated.words, AttributionSettings::default());
    let cues = reader.cues(model, known);
    (0..cues.len()).filter_map(|own| reader.attribution(&cues, own, known)).collect()
}

/// Token ranges of all cues that a model finds, in order: for training what comes after cues on what it will meet.
#[must_use]
pub fn cues_by(model: &Linear, views: &AttributionViews<'_>, words: &Words) -> Vec<Range<usize>> {
    Reader::new(views, words, AttributionSettings::default()).cues(model, &mut Known::default())
}

/// The source that a model finds for a cue: for training what comes after sources on what it will meet.
#[must_use]
pub fn source_by(
    model: &Linear,
    views: &AttributionViews<'_>,
    words: &Words,
    cues: &[Range<usize>],
    own: usize,
) -> Option<Range<usize>> {
    Reader::new(views, words, AttributionSettings::default()).source(model, cues, own, &mut Known::default())
}

/// Decodes one report; keeps its buffers from cue to cue.
struct Reader<'a> {
    views: &'a AttributionViews<'a>,
    words: &'a Words,
    settings: AttributionSettings,
    features: Vec<u64>,
    emissions: Vec<i32>,
    transitions: Vec<Moves>,
    /// Whether each scored token is known to lie in no run.
    closed: Vec<bool>,
    /// The window whose tokens have been scored for what is sought now.
    scored: Range<usize>,
    /// Transitions far from the cue, which do not depend on it, by model and side, then by token in a ring: windows of
    /// neighbouring cues overlap.
    kept: [[Ring; 2]; 2],
}

/// Scores of each label after a token outside and after one inside a run.
type Moves = [[i32; SPAN_LABELS.len()]; 2];

/// Transitions with the tokens that they belong to, at the tokens' positions modulo [`KEPT`].
type Ring = Vec<Option<(usize, Moves)>>;

/// Scores of the tokens of a sentence as cues. They depend on its words and on what of it stands in quotation marks, but for
/// transitions at its edges.
#[derive(Debug)]
pub(crate) struct CueScores {
    quotes: Box<[u8]>,
    emissions: Box<[i32]>,
    transitions: Box<[Moves]>,
}

/// Scores of the tokens of a sentence as source or content of one of its cues.
#[derive(Debug)]
pub(crate) struct Beside {
    of: Standing,
    emissions: Box<[i32]>,
    transitions: Box<[Moves]>,
    closed: Box<[bool]>,
}

/// What they depend on besides the sentence: the model, the cue, the source for a content, all cues of the sentence, what of
/// it stands in quotation marks. Positions count from its first token.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    content: bool,
    cue: Range<usize>,
    source: Option<Range<usize>>,
    cues: Box<[Range<usize>]>,
    quotes: Box<[u8]>,
}

/// Tokens at the beginning and at the end of a sentence whose features see beyond it.
const EDGES: (usize, usize) = (3, 2);

/// Length of the ring of kept transitions, in tokens; windows are shorter.
const KEPT: usize = 512;

/// What is looked for, and by that which model's transitions are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sought<'c> {
    Cues,
    Source(&'c Range<usize>),
    Content(&'c Range<usize>),
}

impl<'a> Reader<'a> {
    fn new(views: &'a AttributionViews<'a>, words: &'a Words, settings: AttributionSettings) -> Self {
        Self {
            views,
            words,
            settings,
            features: Vec::new(),
            emissions: Vec::new(),
            transitions: Vec::new(),
            closed: Vec::new(),
            scored: 0..0,
            kept: Default::default(),
        }
    }

    /// Forgets what has been scored: something else is sought from now on.
    fn begin(&mut self) {
        self.emissions.clear();
        self.transitions.clear();
        self.closed.clear();
        self.scored = 0..0;
    }

    /// The runs of tokens of `window` that a model finds, at most `most`; `blocked` tokens belong to none. Between two
    /// [`Self::begin`] windows only grow: what was scored for a narrower one is kept.
    fn runs(
        &mut self,
        model: &Linear,
        window: &Range<usize>,
        sought: Sought<'_>,
        most: usize,
        blocked: impl Fn(usize) -> bool,
        features_of: impl Fn(usize, &mut Vec<u64>),
    ) -> Vec<Range<usize>> {
        let scored = if self.scored.is_empty() { window.start..window.start } else { self.scored.clone() };
        let before = window.start..scored.start;
        let mut after_closed = self.closed.last().copied().unwrap_or(false);
        for at in scored.end..window.end {
            after_closed = self.score(model, sought, at, after_closed, &blocked, &features_of);
        }
        after_closed = false;
        for at in before.clone() {
            after_closed = self.score(model, sought, at, after_closed, &blocked, &features_of);
        }
        // What was scored last stands before what was scored first.
        self.emissions.rotate_right(before.len() * SPAN_LABELS.len());
        self.transitions.rotate_right(before.len());
        self.closed.rotate_right(before.len());
        self.scored = window.clone();
        let transition = |offset: usize, inside: bool, to: usize| self.transitions[offset][usize::from(inside)][to];
        let labels = best_runs(&self.emissions, most, |offset| self.closed[offset], transition);
        runs_of(&labels, window.start)
    }

    /// Adds the scores of one token; `after_closed` tells whether the token before it is known to lie in no run. Gives whether
    /// this one is.
    fn score(
        &mut self,
        model: &Linear,
        sought: Sought<'_>,
        at: usize,
        after_closed: bool,
        blocked: impl Fn(usize) -> bool,
        features_of: impl Fn(usize, &mut Vec<u64>),
    ) -> bool {
        let mut scores = [0; SPAN_LABELS.len()];
        // A closed token has one label, and after another no choice of how to come to it.
        let closed = blocked(at);
        if !closed {
            self.features.clear();
            features_of(at, &mut self.features);
            model.score(&self.features, &mut scores);
            scores[0] += if sought == Sought::Cues { self.settings.reluctance } else { 0 };
        }
        self.emissions.extend(scores);
        self.closed.push(closed);
        let moves = if closed && after_closed { Moves::default() } else { self.moves(model, sought, at, after_closed) };
        self.transitions.push(moves);
        closed
    }

    /// Scores of labels after labels at a token; those after one inside a run are left out after a closed token.
    fn moves(&mut self, model: &Linear, sought: Sought<'_>, at: usize, after_closed: bool) -> Moves {
        let (cue, model_number) = match sought {
            Sought::Cues => (None, 0),
            Sought::Source(cue) => (Some(cue), 0),
            Sought::Content(cue) => (Some(cue), 1),
        };
        let side = cue.and_then(|cue| AttributionViews::far_side(at, cue)).map(usize::from);
        if let Some(side) = side
            && let Some(Some((_, moves))) =
                self.kept[model_number][side].get(at % KEPT).filter(|kept| kept.is_some_and(|(kept, _)| kept == at))
        {
            return *moves;
        }
        let mut moves = [[0; SPAN_LABELS.len()]; 2];
        let features = self.views.moves(at, cue);
        model.score(&features[0], &mut moves[0]);
        if !after_closed {
            model.score(&features[1], &mut moves[1]);
        }
        if let Some(side) = side.filter(|_| !after_closed) {
            let ring = &mut self.kept[model_number][side];
            ring.resize(KEPT, None);
            ring[at % KEPT] = Some((at, moves));
        }
        moves
    }

    /// Token ranges of all cues, in order.
    fn cues(&mut self, model: &Linear, known: &mut Known<'_>) -> Vec<Range<usize>> {
        let (views, words) = (self.views, self.words);
        let mut cues = Vec::new();
        let sentences = words.sentences.iter().enumerate();
        for (number, sentence) in sentences.filter(|(_, sentence)| !sentence.furniture) {
            let window = sentence.first as usize..sentence.last as usize;
            self.begin();
            let mut own = KnownSentence::default();
            let known = known.sentence(number).unwrap_or(&mut own);
            let was_known = known.cues.as_ref().is_some_and(|scores| self.recall(scores, model, &window));
            let found =
                self.runs(model, &window, Sought::Cues, usize::MAX, |_| false, |at, out| views.cue_features(at, out));
            cues.extend(found.into_iter().take(self.settings.most_cues_of_sentence));
            if !was_known {
                known.cues = Some(CueScores {
                    quotes: views.quotes(&window).collect(),
                    emissions: self.emissions.as_slice().into(),
                    transitions: self.transitions.as_slice().into(),
                });
            }
        }
        cues
    }

    /// Takes the scores of a sentence from those of another one of the same words, when its quotations are the same too; the
    /// transitions that see beyond its edges are scored. Gives whether that could be done.
    fn recall(&mut self, scores: &CueScores, model: &Linear, window: &Range<usize>) -> bool {
        if window.len() != scores.quotes.len() || !self.views.quotes(window).eq(scores.quotes.iter().copied()) {
            return false;
        }
        self.emissions.extend_from_slice(&scores.emissions);
        self.transitions.extend_from_slice(&scores.transitions);
        self.closed.resize(window.len(), false);
        self.scored = window.clone();
        let edges = (0..window.len().min(2)).chain(window.len().checked_sub(1).filter(|last| *last >= 2));
        for edge in edges {
            self.transitions[edge] = self.moves(model, Sought::Cues, window.start + edge, false);
        }
        true
    }

    /// Scores the sentence of a cue, or takes the scores from a sentence of the same words with the same cues; tokens whose
    /// features see beyond its edges are scored in any case. Does nothing where more than they would see beyond.
    #[expect(clippy::too_many_arguments, reason = "what `runs` asks for, and what is known")]
    fn score_sentence(
        &mut self,
        model: &Linear,
        cues: &[Range<usize>],
        own: usize,
        (sought, source): (Sought<'_>, Option<&Range<usize>>),
        known: &mut Known<'_>,
        blocked: impl Fn(usize) -> bool,
        features_of: impl Fn(usize, &mut Vec<u64>),
    ) {
        let cue = &cues[own];
        let number = self.views.sentence_of(cue.start);
        let Some(sentence) = self.words.sentences.get(number) else { return };
        let window = sentence.first as usize..sentence.last as usize;
        let whole = self.views.window(cue, 0, 0, self.settings.tokens_around) == window;
        if !whole || cue.start == window.start || cue.end == window.end {
            return;
        }
        let Some(known) = known.sentence(number) else { return };
        let within = |range: &Range<usize>| range.start - window.start..range.end - window.start;
        let inside =
            cues.partition_point(|cue| cue.start < window.start)..cues.partition_point(|cue| cue.start < window.end);
        let of = Standing {
            content: matches!(sought, Sought::Content(_)),
            cue: within(cue),
            source: source.map(within),
            cues: cues[inside].iter().map(within).collect(),
            quotes: self.views.quotes(&window).collect(),
        };
        self.scored = window.clone();
        let Some(scores) = known.beside.iter().find(|beside| beside.of == of) else {
            let mut after_closed = false;
            for at in window {
                after_closed = self.score(model, sought, at, after_closed, &blocked, &features_of);
            }
            known.beside.push(Beside {
                of,
                emissions: self.emissions.as_slice().into(),
                transitions: self.transitions.as_slice().into(),
                closed: self.closed.as_slice().into(),
            });
            return;
        };
        self.emissions.extend_from_slice(&scores.emissions);
        self.transitions.extend_from_slice(&scores.transitions);
        self.closed.extend_from_slice(&scores.closed);
        let first = EDGES.0.min(window.len());
        for edge in (0..first).chain(window.len().saturating_sub(EDGES.1).max(first)..window.len()) {
            let after_closed = edge.checked_sub(1).is_some_and(|before| self.closed[before]);
            self.score(model, sought, window.start + edge, after_closed, &blocked, &features_of);
            // What was added belongs there.
            let last = self.closed.len() - 1;
            self.closed.swap_remove(edge);
            self.transitions.swap_remove(edge);
            self.emissions.copy_within(last * SPAN_LABELS.len().., edge * SPAN_LABELS.len());
            self.emissions.truncate(last * SPAN_LABELS.len());
        }
    }

    /// The source of one cue.
    fn source(
        &mut self,
        model: &Linear,
        cues: &[Range<usize>],
        own: usize,
        known: &mut Known<'_>,
    ) -> Option<Range<usize>> {
        let (views, cue) = (self.views, &cues[own]);
        let window = views.window(cue, 0, 0, self.settings.tokens_around);
        let ready = views.cue(cues, own);
        let features_of = |at: usize, out: &mut Vec<u64>| views.source_features_of(&ready, at, out);
        let blocked = |at: usize| cue.contains(&at);
        self.begin();
        self.score_sentence(model, cues, own, (Sought::Source(cue), None), known, blocked, features_of);
        self.runs(model, &window, Sought::Source(cue), 1, blocked, features_of).into_iter().next()
    }

    /// The content of one cue: looked for near it, and again further off as long as it reaches an end of where it was
    /// looked for.
    fn content(
        &mut self,
        model: &Linear,
        cues: &[Range<usize>],
        own: usize,
        source: Option<&Range<usize>>,
        known: &mut Known<'_>,
    ) -> Vec<Range<usize>> {
        let (views, settings, cue) = (self.views, self.settings, &cues[own]);
        let ready = views.cue(cues, own);
        let blocked = |at: usize| cue.contains(&at) || source.is_some_and(|source| source.contains(&at));
        let window = |before, after| views.window(cue, before, after, settings.tokens_around);
        let most = window(settings.sentences_before, settings.sentences_after);
        let (mut before, mut after) = (settings.first_before, 0);
        let features_of = |at: usize, out: &mut Vec<u64>| views.content_features_of(&ready, source, at, out);
        self.begin();
        if before == 0 {
            self.score_sentence(model, cues, own, (Sought::Content(cue), source), known, blocked, features_of);
        }
        loop {
            let window = window(before, after);
            let content = self.runs(model, &window, Sought::Content(cue), settings.most_contents, blocked, features_of);
            let opens = content.first().is_none_or(|first| first.start <= window.start + 1);
            let reached = content.last().is_some_and(|last| last.end + 1 >= window.end);
            let speech_goes_on = || content.is_empty() || views.is_quoted(window.end);
            let (back, on) = (
                opens && window.start > most.start,
                (reached || after < settings.first_after && speech_goes_on()) && window.end < most.end,
            );
            if !back && !on {
                return content;
            }
            before += usize::from(back);
            after += usize::from(on);
        }
    }

    /// The attribution of one cue; `None` when it has no content.
    fn attribution(&mut self, cues: &[Range<usize>], own: usize, known: &mut Known<'_>) -> Option<Attribution> {
        let words = self.words;
        let cue = &cues[own];
        let source = self.source(SOURCES.as_ref()?, cues, own, known);
        let source = source.as_ref();
        let content = self.content(CONTENTS.as_ref()?, cues, own, source, known);
        (!content.is_empty()).then(|| Attribution {
            source: source.iter().map(|source| words.cover(source)).collect(),
            cue: vec![words.cover(cue)],
            content: content.iter().map(|content| words.cover(content)).collect(),
            quoted: Quoted::Indirect,
            ..Attribution::default()
        })
    }
}

/// Runs of "begin" and the "inside" after it, as token ranges counted from `offset`.
fn runs_of(labels: &[usize], offset: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        if labels[at] == 1 {
            let length = 1 + labels[at + 1..].iter().take_while(|label| **label == 2).count();
            runs.push(offset + at..offset + at + length);
            at += length;
        } else {
            at += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests;
