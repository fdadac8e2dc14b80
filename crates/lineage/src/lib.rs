//! Who copied whom? Passages aligned between the reports of a story, then a rooted copy tree. No edge without the
//! spans that prove it.

mod align;
mod candidates;
mod credits;
mod direction;
mod level;
mod measure;
mod naming;
mod pairs;
mod settings;
mod text;
mod tree;
mod weights;

pub use level::{LevelModel, Question};
pub use measure::{FEATURES, Measures};
pub use settings::{Settings, Sureness, Translations};

use headwater_model::{CopyNode, CopyTree, Reading};

/// Traces copying among the reports of one story. Permuting `readings` permutes the result and nothing else: the
/// reports are compared in an order that only their contents decide.
#[must_use]
pub fn trace(readings: &[Reading<'_>], settings: &Settings) -> CopyTree {
    if readings.len() < 2 {
        return CopyTree { nodes: (0..readings.len()).map(CopyNode::Report).collect(), ..CopyTree::default() };
    }
    let order = contents_order(readings);
    let texts = pairs::Texts::new(readings, &order, settings);
    let pairs = pairs::compare(&texts, settings);
    tree::grow(&texts, &pairs, &order, settings)
}

/// The features of two readings, for training and for looking into a decision.
#[must_use]
pub fn measure(a: Reading<'_>, b: Reading<'_>, settings: &Settings) -> Measures {
    let readings = [a, b];
    let order = contents_order(&readings);
    let texts = pairs::Texts::new(&readings, &order, settings);
    pairs::compare(&texts, settings).first().map(|pair| pair.common.measures).unwrap_or_default()
}

/// Positions of the readings, ordered by what they hold.
fn contents_order(readings: &[Reading<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by(|&left, &right| {
        let key = |at: usize| {
            let report = readings[at].report;
            let told = (&report.text, &report.outlet, report.published.at, &report.title, &report.url, &report.path);
            // Shorter names first: numbered ones stand in the order of their numbers.
            (told, report.name.len(), &report.name)
        };
        key(left).cmp(&key(right))
    });
    order
}
