//! What two texts have in common, as numbers: the features that the level of copying is told from.

use crate::Settings;
use crate::align::{SentenceMatch, Shared, align, both_quoted, match_sentences};
use crate::text::Text;

/// Number of features in [`Measures::values`].
pub const FEATURES: usize = 21;

/// What the two texts say of where their words come from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named {
    /// One agency is credited by both.
    pub(crate) one_agency: bool,
    /// Agencies are credited, but none by both.
    pub(crate) other_agencies: bool,
    /// One names the other's outlet, or both name the outlet of one.
    pub(crate) outlet: bool,
    /// Both are of one outlet.
    pub(crate) same_outlet: bool,
}

/// Everything counted over one pair of texts.
#[derive(Debug)]
pub(crate) struct Common {
    /// Passages, ordered by their place in `a`.
    pub(crate) passages: Vec<Shared>,
    /// Words of `a` and of `b` that stand in a passage and are equal in both.
    pub(crate) matched: [usize; 2],
    /// Share of each text's words that are matched.
    pub(crate) containment: [f64; 2],
    /// The same over words outside quotations.
    pub(crate) prose: [f64; 2],
    /// Closest sentences, of `a` in `b` and of `b` in `a`.
    pub(crate) sentences: [Vec<Option<SentenceMatch>>; 2],
    /// The features.
    pub(crate) measures: Measures,
}

/// The features of a pair, symmetrical in its two texts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// In the order of [`Measures::NAMES`].
    pub values: [f64; FEATURES],
}

impl Measures {
    /// What each value is.
    pub const NAMES: [&'static str; FEATURES] = [
        "share of the better contained text's words found in the other",
        "the same for the other text",
        "share of the better contained text's words outside quotations found in the other's",
        "the same for the other text",
        "log of one more than the words of the longest passage, quotations left out",
        "log of one more than the number of passages of six and more words outside quotations",
        "share of sentences with a close counterpart, in the text that has more of them",
        "the same for the other text",
        "mean similarity of sentences to their closest counterpart, in the text where it is higher",
        "the same for the other text",
        "share of shared words that are quoted in both",
        "log of one more than the number of shared words that are quoted in both",
        "log of the words of the shorter text",
        "whether the openings match",
        "share of the shorter text's words in the longest passage",
        "mean identity of the passages",
        "share of neighbouring passages that stand in the same order in both",
        "whether one agency is credited by both",
        "whether an agency is credited by one of them only",
        "whether one names the other's outlet, or both name the outlet of one",
        "whether both are of one outlet",
    ];
}

impl Common {
    /// Aligns and counts.
    pub(crate) fn new(a: &Text<'_>, b: &Text<'_>, named: Named, settings: &Settings) -> Self {
        let passages = align(a, b, settings);
        let mut seen = [vec![0_u8; a.words.len()], vec![0_u8; b.words.len()]];
        for shared in &passages {
            for &pair in &shared.matches {
                let mark = if both_quoted(a, b, pair) { 1 } else { 2 };
                for (side, at) in [pair.0, pair.1].into_iter().enumerate() {
                    seen[side][at as usize] = seen[side][at as usize].max(mark);
                }
            }
        }
        let count = |marks: &[u8], least: u8| marks.iter().filter(|&&mark| mark >= least).count();
        let matched = [count(&seen[0], 1), count(&seen[1], 1)];
        let matched_prose = [count(&seen[0], 2), count(&seen[1], 2)];
        let of = [a, b];
        let prose_words = of.map(|text| text.words.iter().filter(|word| !word.quoted).count());
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let containment = [0, 1].map(|side| share(matched[side], of[side].words.len()));
        // A text that is nearly all quotation has too little prose to speak of: twenty words smooth it.
        let prose = [0, 1].map(|side| (matched_prose[side] as f64) / (prose_words[side] as f64 + 20.0));
        let sentences = [match_sentences(a, b, settings), match_sentences(b, a, settings)];
        let measures = Measures::default();
        let mut common = Self { passages, matched, containment, prose, sentences, measures };
        common.measures = common.features(a, b, named, settings);
        common
    }

    fn features(&self, a: &Text<'_>, b: &Text<'_>, named: Named, settings: &Settings) -> Measures {
        let prose_runs: Vec<usize> = self.passages.iter().map(|shared| shared.prose(a, b)).collect();
        let longest = prose_runs.iter().copied().max().unwrap_or_default();
        let runs = prose_runs.iter().filter(|&&run| run >= 6).count();
        let shared_words: usize = self.passages.iter().map(|shared| shared.matches.len()).sum();
        let shared_prose: usize = prose_runs.iter().sum();
        let similar = |side: usize| {
            let known = || self.sentences[side].iter().flatten();
            let count = known().count().max(1) as f64;
            let close = known().filter(|found| found.similarity >= settings.close_sentence).count() as f64;
            let sum: f64 = known().map(|found| found.similarity).sum();
            (close / count, sum / count)
        };
        let ((close_a, mean_a), (close_b, mean_b)) = (similar(0), similar(1));
        let opening = |side: usize| {
            let mut first = self.sentences[side].iter().flatten().take(2);
            first.any(|found| found.similarity >= settings.close_sentence && found.other < 4)
        };
        let quoted = 1.0 - shared_prose as f64 / shared_words.max(1) as f64;
        let log = |count: usize| (count as f64).ln_1p();
        let flag = |holds: bool| f64::from(u8::from(holds));
        let shorter = a.words.len().min(b.words.len());
        let columns: f64 = self.passages.iter().map(|shared| f64::from(shared.columns)).sum();
        let identity = if self.passages.is_empty() { 0.0 } else { shared_words as f64 / columns };
        Measures {
            values: [
                self.containment[0].max(self.containment[1]),
                self.containment[0].min(self.containment[1]),
                self.prose[0].max(self.prose[1]),
                self.prose[0].min(self.prose[1]),
                log(longest),
                log(runs),
                close_a.max(close_b),
                close_a.min(close_b),
                mean_a.max(mean_b),
                mean_a.min(mean_b),
                quoted,
                log(shared_words - shared_prose),
                log(shorter),
                flag(opening(0) && opening(1)),
                longest as f64 / (shorter as f64).max(1.0),
                identity,
                self.order(),
                flag(named.one_agency),
                flag(named.other_agencies),
                flag(named.outlet),
                flag(named.same_outlet),
            ],
        }
    }

    /// Share of neighbouring passages in the same order; a half when there are no neighbours.
    fn order(&self) -> f64 {
        let neighbours = self.passages.windows(2);
        let kept = neighbours.clone().filter(|two| two[0].range_b().0 <= two[1].range_b().0).count();
        if self.passages.len() < 2 { 0.5 } else { kept as f64 / neighbours.count() as f64 }
    }
}
