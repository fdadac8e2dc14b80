//! What does the trained transformer read in a text? Windows of text pieces in; names, cues, each cue's source and
//! content, and sentence vectors out. Knows what the labels are called, never what they mean for a report.
//!
//! `models/encoder.md` says what the weights are and what they were trained on.

mod cache;
mod decode;
mod network;
mod pairs;
mod pieces;
mod shapes;
mod units;
mod windows;

use cache::Cache;
use decode::{Run, runs};
use headwater_model::{SentenceVector, Span};
use network::Network;
pub use pairs::{PairReader, Side};
use pieces::Vocabulary;
use rten::ThreadPool;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use units::Borders;
use windows::{Placed, Window};

/// Most cues of one window, by each habit, whose sources and contents are read; a window of more is a list or no prose.
const MOST_CUES: usize = 64;

/// Numbers of the kinds of runs that belong to a cue.
const SOURCE: usize = 0;
const CONTENT: usize = 1;

/// What a name is called by the labels, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameLabel {
    /// A date or a time.
    Date,
    /// A building, road or bridge.
    Facility,
    /// A place.
    Location,
    /// An event, a work.
    Miscellaneous,
    /// A sum of money.
    Money,
    /// A nationality, religion or political group.
    Group,
    /// A company, party, institution.
    Organisation,
    /// A person.
    Person,
    /// A product.
    Product,
}

impl NameLabel {
    /// All of them, in the order of the scores.
    pub const ALL: [Self; 9] = [
        Self::Date,
        Self::Facility,
        Self::Location,
        Self::Miscellaneous,
        Self::Money,
        Self::Group,
        Self::Organisation,
        Self::Person,
        Self::Product,
    ];
}

/// Number of the scores of one word: outside, then begin and inside of each label.
const NAME_SCORES: usize = 1 + 2 * NameLabel::ALL.len();

/// A word surer than this to be outside every name, as a logarithm of its probability (one in a thousand is none), has no
/// scores: most words.
const SURELY_OUTSIDE: f32 = -0.001;

/// What speaks for each label of one word that may be a part of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameScores {
    /// The word.
    pub span: Span,
    /// Logarithms of probabilities: of no name, then of beginning and going on with each of [`NameLabel::ALL`].
    scores: [f32; NAME_SCORES],
}

impl NameScores {
    /// Scores of a word from logarithms of probabilities: of no name, and for each label of beginning it and going on with it.
    #[must_use]
    pub fn new(span: Span, outside: f32, labels: [[f32; 2]; NameLabel::ALL.len()]) -> Self {
        let mut scores = [outside; NAME_SCORES];
        scores[1..].copy_from_slice(labels.as_flattened());
        Self { span, scores }
    }

    /// Of being outside every name.
    #[must_use]
    pub fn outside(&self) -> f32 {
        self.scores[0]
    }

    /// Of beginning a name of each label, in the order of [`NameLabel::ALL`], and of going on with it.
    pub fn labels(&self) -> impl Iterator<Item = (NameLabel, [f32; 2])> {
        let pairs = self.scores[1..].as_chunks::<2>().0;
        NameLabel::ALL.into_iter().zip(pairs.iter().copied())
    }
}

/// What was read in one text. Spans are whole words, in bytes of the text, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Words that may be parts of names.
    pub names: Vec<NameScores>,
    /// Cues of attributions.
    pub cues: Vec<Cue>,
    /// What each sentence says, one a sentence; without direction for a sentence without words.
    pub vectors: Vec<SentenceVector>,
    /// Whether the text is no ordinary news, so that the contents of its cues are single discourse units.
    pub in_units: bool,
}

/// One cue with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The cue.
    pub span: Span,
    /// Who says it, in as many pieces as it stands; none where nobody is named.
    pub source: Vec<Span>,
    /// What is said, in as many pieces as it stands.
    pub content: Vec<Span>,
}

/// The transformer with its vocabulary. Shared between threads; what it reads does not hang on what it read before.
pub struct Encoder {
    vocabulary: Vocabulary,
    network: Network,
    cache: Cache<Found>,
}

/// What was found in one window, in positions of its words.
#[derive(Debug)]
struct Found {
    /// Words that may be parts of names, with their scores.
    names: Vec<(usize, [f32; NAME_SCORES])>,
    /// As news mark attributions, with whole statements.
    cues: Vec<FoundCue>,
    /// As other texts mark them, with single discourse units.
    unit_cues: Vec<FoundCue>,
    vectors: Vec<SentenceVector>,
    /// What each piece says of whether the text is one of units, added up.
    habit: f64,
}

#[derive(Debug)]
struct FoundCue {
    words: Range<usize>,
    source: Vec<Range<usize>>,
    content: Vec<Range<usize>>,
}

static EMBEDDED: LazyLock<Option<Encoder>> = LazyLock::new(Encoder::built_in);

impl Encoder {
    /// The built-in weights, unpacked at the first call; nothing when the embedded files are no such graphs.
    #[must_use]
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    fn built_in() -> Option<Self> {
        Self::new(
            include_bytes!("../../../models/encoder.onnx"),
            include_bytes!("../../../models/attribution.onnx"),
            include_str!("../../../models/pieces.txt"),
        )
    }

    fn new(encoder: &'static [u8], attribution: &'static [u8], pieces: &'static str) -> Option<Self> {
        let vocabulary = Vocabulary::new(pieces)?;
        let network = Network::new(encoder, attribution)?;
        Some(Self { vocabulary, network, cache: Cache::new() })
    }

    /// Reads a text, given its sentences in order. Nothing when a window could not be run: no memory, no thread.
    #[must_use]
    pub fn read(&self, text: &str, sentences: &[Span]) -> Option<Findings> {
        let mut findings =
            Findings { vectors: vec![SentenceVector::default(); sentences.len()], ..Findings::default() };
        let windows = windows::of(&self.vocabulary, text, sentences);
        let found = windows.iter().map(|placed| self.found(&placed.window)).collect::<Option<Vec<_>>>()?;
        // Of all its pieces together: one text is read by one habit.
        findings.in_units = found.iter().map(|found| found.habit).sum::<f64>() > 0.0;
        for (found, placed) in found.iter().zip(&windows) {
            found.add_to(&mut findings, placed);
        }
        Some(findings)
    }

    fn found(&self, window: &Window) -> Option<Arc<Found>> {
        self.cache.get(window, || self.network.alone(|thread| find(&self.network, window, thread))?)
    }
}

/// Runs both graphs on a window and decodes their scores, by both habits: which one the text has is known when all of its
/// windows are read.
fn find(network: &Network, window: &Window, thread: &Arc<ThreadPool>) -> Option<Found> {
    let scores = network.read(window, thread)?;
    let names = name_scores(window, scores.names.slice(0));
    let cues_by = |scores: &NdTensor<f32, 3>| -> Vec<Range<usize>> {
        word_runs(window, scores.slice(0), &[]).into_iter().map(|run| run.words).take(MOST_CUES).collect()
    };
    let (whole, unit) = (cues_by(&scores.cues), cues_by(&scores.unit_cues));
    // Most cues are found by both habits; each is looked at once.
    let mut cues = [&whole[..], &unit[..]].concat();
    cues.sort_unstable_by_key(|cue| (cue.start, cue.end));
    cues.dedup();
    let pieces: Vec<Range<u32>> = cues.iter().map(|cue| pieces_of(window, cue)).collect();
    let spans = if cues.is_empty() { None } else { Some(network.attribute(&scores, &pieces, thread)?) };
    let spans_of = |cue: &Range<usize>| Some(spans.as_ref()?.slice(cues.iter().position(|known| known == cue)?));
    let with_spans = |cues: &[Range<usize>], read: &dyn Fn(&Range<usize>, NdTensorView<'_, f32, 2>) -> FoundCue| {
        cues.iter().filter_map(|cue| Some(read(cue, spans_of(cue)?))).collect::<Vec<_>>()
    };
    let ends = scores.unit_ends.to_contiguous();
    let lengths = scores.unit_lengths.to_vec();
    let borders = Borders { words: word_rows(window, ends.data(), ends.size(2)).collect(), lengths: &lengths };
    let cues = with_spans(&whole, &|cue, spans| whole_statement(window, cue, spans));
    let unit_cues = with_spans(&unit, &|cue, spans| single_unit(window, cue, spans, &borders));
    let vectors = (0..window.sentences.len()).map(|at| SentenceVector::new(&scores.vectors.slice((0, at)).to_vec()));
    let habit = scores.habit.iter().map(|score| f64::from(*score)).sum();
    Some(Found { names, cues, unit_cues, vectors: vectors.collect(), habit })
}

/// What belongs to a cue as news have it.
fn whole_statement(window: &Window, cue: &Range<usize>, spans: NdTensorView<'_, f32, 2>) -> FoundCue {
    let mut found = word_runs(window, spans, &[]);
    if found.iter().all(|run| run.kind != CONTENT) {
        // Whoever says something says it about something.
        found = word_runs(window, spans, &[0, 1]);
    }
    FoundCue { words: cue.clone(), source: of_kind(&found, SOURCE), content: of_kind(&found, CONTENT) }
}

/// What belongs to a cue as other texts have it: the unit that begins where the content does.
fn single_unit(
    window: &Window,
    cue: &Range<usize>,
    spans: NdTensorView<'_, f32, 2>,
    borders: &Borders<'_>,
) -> FoundCue {
    let found = word_runs(window, spans, &units::LEAST);
    let content = of_kind(&found, CONTENT).first().map(|content| {
        let before_cue = (content.start < cue.start).then_some(cue.start);
        borders.unit(content.start, before_cue)
    });
    FoundCue { words: cue.clone(), source: of_kind(&found, SOURCE), content: content.into_iter().collect() }
}

/// The words of the runs of one kind.
fn of_kind(found: &[Run], kind: usize) -> Vec<Range<usize>> {
    found.iter().filter(|run| run.kind == kind).map(|run| run.words.clone()).collect()
}

impl Found {
    fn add_to(&self, findings: &mut Findings, placed: &Placed) {
        let span = |words: &Range<usize>| placed.spans[words.start].cover(placed.spans[words.end - 1]);
        let spans = |runs: &[Range<usize>]| runs.iter().map(span).collect();
        let names = self.names.iter().map(|(word, scores)| NameScores { span: placed.spans[*word], scores: *scores });
        findings.names.extend(names);
        let cues = if findings.in_units { &self.unit_cues } else { &self.cues };
        findings.cues.extend(cues.iter().map(|cue| Cue {
            span: span(&cue.words),
            source: spans(&cue.source),
            content: spans(&cue.content),
        }));
        for (vector, sentence) in self.vectors.iter().zip(&placed.sentences) {
            // Of a sentence in several windows, its beginning speaks for it.
            let known = &mut findings.vectors[*sentence];
            if *known == SentenceVector::default() {
                known.clone_from(vector);
            }
        }
    }
}

/// Runs of words by the scores of their first pieces, with the least words of each kind.
fn word_runs(window: &Window, scores: NdTensorView<'_, f32, 2>, least: &[usize]) -> Vec<Run> {
    let scores = scores.to_contiguous();
    runs(word_rows(window, scores.data(), scores.size(1)), least)
}

/// The scores of the first piece of each word, of rows so wide for each piece.
fn word_rows<'s>(window: &'s Window, scores: &'s [f32], width: usize) -> impl Iterator<Item = &'s [f32]> {
    window.words.iter().map(move |word| {
        let first = word.start as usize * width;
        scores.get(first..first + width).unwrap_or_default()
    })
}

/// The words that may be parts of names, with logarithms of the probabilities of their labels.
fn name_scores(window: &Window, scores: NdTensorView<'_, f32, 2>) -> Vec<(usize, [f32; NAME_SCORES])> {
    let scores = scores.to_contiguous();
    let words = word_rows(window, scores.data(), scores.size(1)).enumerate().filter_map(|(word, row)| {
        let mut row: [f32; NAME_SCORES] = row.try_into().ok()?;
        let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum = row.iter().map(|score| (score - highest).exp()).sum::<f32>().ln() + highest;
        row.iter_mut().for_each(|score| *score -= sum);
        (row[0] < SURELY_OUTSIDE).then_some((word, row))
    });
    words.collect()
}

/// The pieces of a run of words.
fn pieces_of(window: &Window, words: &Range<usize>) -> Range<u32> {
    window.words[words.start].start..window.words[words.end - 1].end
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Encoder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Kim Jong Un has arrived in Russia, KCNA reported on Tuesday.\nThe mayor of Hillford, Ann Lee, \
                        said that the bridge would stay closed. “We will go on,” she told reporters.\nNobody was hurt.";

    fn sentences(text: &str) -> Vec<Span> {
        let starts = text.match_indices(". ").chain(text.match_indices(".\n")).map(|(at, end)| at + end.len());
        let mut starts: Vec<usize> = [0, text.len()].into_iter().chain(starts).collect();
        starts.sort_unstable();
        starts.windows(2).map(|pair| Span::new(pair[0], pair[0] + text[pair[0]..pair[1]].trim_end().len())).collect()
    }

    #[test]
    fn what_is_read_does_not_hang_on_what_was_read_before() {
        let (encoder, other) = (Encoder::embedded().unwrap(), Encoder::built_in().unwrap());
        let changed = TEXT.replace("Hillford", "Ashby");
        let texts = [TEXT, changed.as_str(), "", "It rained.", " \n"];
        let read = |encoder: &Encoder, text: &str| encoder.read(text, &sentences(text)).unwrap();
        let forwards: Vec<Findings> = texts.iter().map(|text| read(encoder, text)).collect();
        let again: Vec<Findings> = std::thread::scope(|scope| {
            let readers = texts.iter().rev().map(|text| scope.spawn(|| read(&other, text)));
            readers.collect::<Vec<_>>().into_iter().map(|reader| reader.join().unwrap()).collect()
        });
        assert!(forwards.iter().eq(again.iter().rev()));
        assert!(
            forwards[0].vectors[0].cosine(&forwards[0].vectors[3])
                < forwards[0].vectors[0].cosine(&forwards[1].vectors[0])
        );
    }

    #[test]
    fn a_text_is_read_by_one_habit() {
        let paper = "In this section we describe the data and the methods. The figure shows that larger samples reduce the \
                     error of the estimate, which suggests that the model is consistent with earlier work. We note that the \
                     parameters were not tuned. Following previous studies, we assume that each speaker uses one variety, \
                     and we find that participants recognise the forms that they use themselves.";
        let read = |text: &str| Encoder::embedded().unwrap().read(text, &sentences(text)).unwrap();
        assert!(!read(TEXT).in_units);
        let findings = read(paper);
        assert!(findings.in_units);
        assert!(findings.cues.iter().all(|cue| cue.content.len() == 1 && !cue.source.is_empty()));
        let said: Vec<&str> = findings.cues.iter().map(|cue| cue.content[0].of(paper)).collect();
        assert!(said.contains(&"that the parameters were not tuned."), "{said:?}");
    }

    #[test]
    fn findings_lie_in_the_text() {
        let findings = Encoder::embedded().unwrap().read(TEXT, &sentences(TEXT)).unwrap();
        assert_eq!(findings.vectors.len(), sentences(TEXT).len());
        let parts = findings.cues.iter().flat_map(|cue| [&[cue.span][..], &cue.source, &cue.content].concat());
        for span in findings.names.iter().map(|name| name.span).chain(parts) {
            assert!(!span.of(TEXT).is_empty(), "{span:?}");
        }
    }
}
