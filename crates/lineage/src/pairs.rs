//! All pairs of a story compared: what they share, how much, and which way it went.

use crate::Settings;
use crate::align::{Anchor, Bead, anchors, translation};
use crate::candidates::candidates;
use crate::credits::{Credits, shared_agency};
use crate::direction::{Traces, Way};
use crate::level::LevelModel;
use crate::measure::{Common, Named};
use crate::naming::{NamesInText, OutletName, agency_of};
use crate::text::Text;
use headwater_model::{CopyLevel, Direction, Passage, Reading};
use rayon::prelude::*;

/// The reports of a story in the order of their contents.
#[derive(Debug)]
pub(crate) struct Texts<'a> {
    pub(crate) texts: Vec<Text<'a>>,
    pub(crate) credits: Vec<Credits>,
    pub(crate) outlets: Vec<OutletName>,
    /// The agency that a report's outlet is.
    pub(crate) agencies: Vec<Option<&'static str>>,
    pub(crate) names: Vec<NamesInText>,
    /// What survives translation; empty in a story of one language.
    pub(crate) anchors: Vec<Vec<Anchor>>,
    /// How many reports of the story are in the language of each.
    pub(crate) of_language: Vec<usize>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(readings: &[Reading<'a>], order: &[usize], settings: &Settings) -> Self {
        let ordered = || order.iter().map(|&at| readings[at]);
        let texts: Vec<Text<'a>> =
            ordered().map(|reading| Text::new(reading, settings.run_words, settings.longest_text)).collect();
        let same = |one: &str| readings.iter().filter(|reading| reading.report.language == one).count();
        let of_language: Vec<usize> = ordered().map(|reading| same(&reading.report.language)).collect();
        let one_language = of_language.iter().all(|&count| count == readings.len());
        let anchors = |text: &Text<'a>| if one_language { Vec::new() } else { anchors(text, &settings.translations) };
        Self {
            anchors: texts.iter().map(anchors).collect(),
            of_language,
            texts,
            credits: ordered().map(Credits::of).collect(),
            outlets: ordered().map(|reading| OutletName::new(&reading.report.outlet)).collect(),
            agencies: ordered().map(|reading| agency_of(&reading.report.outlet)).collect(),
            names: ordered().map(NamesInText::new).collect(),
        }
    }
}

/// One pair compared, `a < b` in the order of contents.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) common: Common,
    pub(crate) level: CopyLevel,
    /// Probability that the pair is copied, wholly or partly.
    pub(crate) copied: f64,
    pub(crate) way: Way,
    pub(crate) wire: Option<&'static str>,
    /// Sentences that answer to each other when one text is a translation of the other; else empty.
    pub(crate) translation: Vec<Bead>,
}

impl Compared {
    /// All passages with `from` in `a` and `to` in `b`; `witness` is what the caller calls `a`.
    pub(crate) fn passages(&self, texts: &Texts<'_>, witness: usize) -> Vec<Passage> {
        let (a, b) = (&texts.texts[self.a], &texts.texts[self.b]);
        let answers = |bead: &Bead| Passage {
            witness,
            from: a.span(bead.a.0, bead.a.1),
            to: b.span(bead.b.0, bead.b.1),
            identity: 0.0,
            quotation: false,
        };
        let shared = self.common.passages.iter().map(|shared| shared.passage(a, b, witness));
        if self.translation.is_empty() { shared.collect() } else { self.translation.iter().map(answers).collect() }
    }

    /// Whether text of one derives from the other, or of both from an unseen text.
    pub(crate) fn is_derived(&self) -> bool {
        matches!(self.level, CopyLevel::Wholly | CopyLevel::Partly)
    }
}

/// Compares every pair of a small story, and of a large one those that fingerprints propose.
pub(crate) fn compare(texts: &Texts<'_>, settings: &Settings) -> Vec<Compared> {
    let candidates = candidates(&texts.texts, settings);
    let mut compared: Vec<Compared> =
        candidates.into_par_iter().map(|(a, b)| compare_pair(texts, a, b, settings)).collect();
    share_sources(texts, &mut compared);
    compared
}

/// What a translation shares with a third report it shares through its original, though no word shows it: the pair is
/// `same-source` when the original's is that or more.
fn share_sources(texts: &Texts<'_>, pairs: &mut [Compared]) {
    let mut originals: Vec<Vec<usize>> = (0..texts.texts.len()).map(|at| vec![at]).collect();
    for pair in pairs.iter().filter(|pair| !pair.translation.is_empty()) {
        originals[pair.a].push(pair.b);
        originals[pair.b].push(pair.a);
    }
    let shares: Vec<(usize, usize)> =
        pairs.iter().filter(|pair| pair.level > CopyLevel::None).map(|pair| (pair.a, pair.b)).collect();
    let has = |a: usize, b: usize| a != b && shares.binary_search(&(a.min(b), a.max(b))).is_ok();
    for pair in pairs.iter_mut().filter(|pair| pair.level == CopyLevel::None) {
        if originals[pair.a].iter().any(|&a| originals[pair.b].iter().any(|&b| has(a, b))) {
            pair.level = CopyLevel::SameSource;
            pair.way.direction = Direction::Common;
        }
    }
}

fn compare_pair(texts: &Texts<'_>, a: usize, b: usize, settings: &Settings) -> Compared {
    let wire = shared_agency(&texts.credits[a], &texts.credits[b]);
    let named = named(texts, a, b, wire);
    let mut common = Common::new(&texts.texts[a], &texts.texts[b], named, settings);
    let probabilities = settings.level.probabilities(&common.measures);
    let mut level = if common.passages.is_empty() && common.measures.values[6] == 0.0 {
        CopyLevel::None
    } else {
        LevelModel::level(&probabilities)
    };
    let found = common.containment.map(|share| share >= settings.contained_share);
    let mut copied = probabilities[2] + probabilities[3];
    let translation = if level < CopyLevel::Partly { translated(texts, a, b, settings) } else { Vec::new() };
    if !translation.is_empty() {
        level = CopyLevel::Wholly;
        copied = settings.translations.copied;
        let [in_a, in_b] = [0, 1].map(|side| translation.iter().map(|bead| bead.words(side)).sum::<usize>());
        let share = |words: usize, text: usize| words as f64 / texts.texts[text].words.len().max(1) as f64;
        common.matched = [in_a, in_b];
        common.containment = [share(in_a, a), share(in_b, b)];
    }
    let mut way = Traces::of(texts, a, b, wire, found).way(level, &settings.sureness);
    if !translation.is_empty() {
        translated_way(&mut way, [texts.of_language[a], texts.of_language[b]], settings);
    }
    Compared { a, b, common, level, copied, way, wire, translation }
}

/// The sentences that answer to each other when two reports in different languages are translations.
fn translated(texts: &Texts<'_>, a: usize, b: usize, settings: &Settings) -> Vec<Bead> {
    let language = |at: usize| texts.texts[at].reading.report.language.as_str();
    if language(a) == language(b) || language(a).is_empty() || language(b).is_empty() {
        return Vec::new();
    }
    let anchors = [texts.anchors[a].as_slice(), texts.anchors[b].as_slice()];
    translation(&texts.texts[a], &texts.texts[b], anchors, &settings.translations).unwrap_or_default()
}

/// Where names do not tell the way of a translation, the original is in the language that more reports of the story are
/// in. `speakers` counts them for both texts.
fn translated_way(way: &mut Way, speakers: [usize; 2], settings: &Settings) {
    way.bare = false;
    way.evidence.push("the sentences answer to each other across two languages".to_owned());
    let told = matches!(way.direction, Direction::AToB | Direction::BToA);
    if told || way.confidence > settings.sureness.nobody_named || speakers[0] == speakers[1] {
        return;
    }
    way.direction = if speakers[0] > speakers[1] { Direction::AToB } else { Direction::BToA };
    way.confidence = settings.translations.rarer_language;
    way.evidence = vec!["translated into a language that fewer reports of the story are in".to_owned()];
}

/// What the texts say of where their words come from.
fn named(texts: &Texts<'_>, a: usize, b: usize, wire: Option<&str>) -> Named {
    let names = |text: usize, outlet: usize| texts.names[text].holds(&texts.outlets[outlet]);
    let credits = |text: usize| !texts.credits[text].agencies.is_empty();
    let same_outlet = texts.outlets[a].is_same(&texts.outlets[b]);
    Named {
        one_agency: wire.is_some(),
        other_agencies: wire.is_none() && (credits(a) || credits(b)),
        outlet: !same_outlet && (names(a, b) || names(b, a)),
        same_outlet,
    }
}
