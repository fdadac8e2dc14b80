//! How often terms occur in news at large: the built-in table that tells common from rare when there are few reports.

use crate::frequencies::TermMap;
use crate::profile::Term;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The table: magic, number of terms (u32, little endian), the terms ascending, then one class a term.
static BYTES: &[u8] = include_bytes!("../../../data/background_frequencies.bin");
const MAGIC: &[u8; 4] = b"HWB1";
/// Classes of one rate to the next: half of a binary order of magnitude.
const STEPS: f64 = 2.0;
/// Share of reports that hold a term which is not in the table.
pub(crate) const UNSEEN: f32 = 0.000_2;
/// The same for a plain word of a language that the table does not cover, where nothing is known.
pub(crate) const UNSEEN_FOREIGN: f32 = 0.1;

static BUILT_IN: LazyLock<Arc<TermMap<f32>>> = LazyLock::new(|| Arc::new(parsed(BYTES).unwrap_or_default()));

/// Share of reports that hold a term.
#[derive(Clone, Debug)]
pub(crate) struct Background {
    rates: Arc<TermMap<f32>>,
}

impl Default for Background {
    fn default() -> Self {
        Self { rates: Arc::clone(&BUILT_IN) }
    }
}

impl Background {
    /// Share of reports that hold a term, 0..=1; `None` when the term is not in the table.
    pub(crate) fn rate(&self, term: Term) -> Option<f32> {
        self.rates.get(&term).copied()
    }
}

/// The bytes of a table: maps a term to the share of reports that hold it, 0..=1.
#[must_use]
pub fn to_bytes(rates: &BTreeMap<u32, f64>) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u32::try_from(rates.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(rates.keys().flat_map(|term| term.to_le_bytes()));
    bytes.extend(rates.values().map(|rate| (-rate.max(1e-9).log2() * STEPS).round().clamp(0.0, 255.0) as u8));
    bytes
}

fn parsed(bytes: &[u8]) -> Option<TermMap<f32>> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let (terms, classes) = rest.split_at_checked(u32::from_le_bytes(*count) as usize * 4)?;
    let term = |bytes: &[u8]| bytes.iter().rev().fold(0, |term: u32, byte| term << 8 | u32::from(*byte));
    let rate = |class: u8| (-f64::from(class) / STEPS).exp2() as f32;
    Some(terms.chunks_exact(4).map(term).zip(classes.iter().map(|class| rate(*class))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_survives_its_bytes() {
        let bytes = to_bytes(&BTreeMap::from([(7, 0.5), (0xdead_beef, 0.001)]));
        let table = parsed(&bytes).unwrap();
        assert!((table[&7] - 0.5).abs() < 1e-6);
        assert!((table[&0xdead_beef] / 0.001 - 1.0).abs() < 0.2);
        assert!(parsed(&bytes[..10]).is_none());
        assert!(parsed(b"").is_none());
    }

    #[test]
    fn the_built_in_table_is_there() {
        assert!(parsed(BYTES).unwrap().len() > 1_000);
    }
}
