//! All pairs of a story compared: what they share, how much, and which way it went.

use crate::Settings;
use crate::credits::{Credits, shared_agency};
use crate::direction::{Traces, Way};
use crate::level::LevelModel;
use crate::measure::{Common, Named};
use crate::naming::{NamesInText, OutletName};
use crate::text::Text;
use headwater_model::{CopyLevel, Reading};

/// The reports of a story in the order of their contents.
#[derive(Debug)]
pub(crate) struct Texts<'a> {
    pub(crate) texts: Vec<Text<'a>>,
    pub(crate) credits: Vec<Credits>,
    pub(crate) outlets: Vec<OutletName>,
    pub(crate) names: Vec<NamesInText>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(readings: &[Reading<'a>], order: &[usize], settings: &Settings) -> Self {
        let ordered = || order.iter().map(|&at| readings[at]);
        Self {
            texts: ordered().map(|reading| Text::new(reading, settings.run_words, settings.longest_text)).collect(),
            credits: ordered().map(Credits::of).collect(),
            outlets: ordered().map(|reading| OutletName::new(&reading.report.outlet)).collect(),
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
}

impl Compared {
    /// Whether text of one derives from the other, or of both from an unseen text.
    pub(crate) fn is_derived(&self) -> bool {
        matches!(self.level, CopyLevel::Wholly | CopyLevel::Partly)
    }
}

/// Compares every pair.
pub(crate) fn compare(texts: &Texts<'_>, settings: &Settings) -> Vec<Compared> {
    let count = texts.texts.len();
    let mut compared = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for b in 0..count {
        for a in 0..b {
            compared.push(compare_pair(texts, a, b, settings));
        }
    }
    compared.sort_by_key(|pair| (pair.a, pair.b));
    compared
}

fn compare_pair(texts: &Texts<'_>, a: usize, b: usize, settings: &Settings) -> Compared {
    let wire = shared_agency(&texts.credits[a], &texts.credits[b]);
    let named = named(texts, a, b, wire);
    let common = Common::new(&texts.texts[a], &texts.texts[b], named, settings);
    let probabilities = settings.level.probabilities(&common.measures);
    let level = if common.passages.is_empty() && common.measures.values[6] == 0.0 {
        CopyLevel::None
    } else {
        LevelModel::level(&probabilities)
    };
    let contained = common.containment.iter().any(|share| *share >= settings.contained_share);
    let way = Traces::of(texts, a, b, wire, contained).way(level);
    Compared { a, b, common, level, copied: probabilities[2] + probabilities[3], way, wire }
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
