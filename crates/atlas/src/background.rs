//! How common is a word in news at large? The table tells telling words from common ones when there are few reports.

/// Magic, number of terms (u32, little endian), the terms ascending (u32 each), then one class a term.
static BYTES: &[u8] = include_bytes!("../../../data/background_frequencies.bin");
const MAGIC: &[u8; 4] = b"HWB1";
/// Classes from one rate to the next: half of a binary order of magnitude.
const STEPS: f32 = 2.0;
/// Share of reports that hold a word which is not in the table.
const UNSEEN: f32 = 0.000_2;

/// Share of news reports that hold a word of this stem ([`Token::stem`](headwater_model::Token)), 0..=1, never 0.
#[must_use]
pub fn background_rate(stem: u64) -> f32 {
    rate_in(BYTES, (stem >> 32) as u32).unwrap_or(UNSEEN)
}

fn rate_in(bytes: &[u8], term: u32) -> Option<f32> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let (terms, classes) = rest.split_at_checked(u32::from_le_bytes(*count) as usize * 4)?;
    let terms = terms.as_chunks::<4>().0;
    let at = terms.binary_search_by_key(&term, |bytes| u32::from_le_bytes(*bytes)).ok()?;
    Some((-f32::from(*classes.get(at)?) / STEPS).exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_is_read() {
        let first = u32::from_le_bytes([BYTES[8], BYTES[9], BYTES[10], BYTES[11]]);
        assert!(rate_in(BYTES, first).is_some_and(|rate| rate > 0.0 && rate <= 1.0));
        assert_eq!(rate_in(b"", 1), None);
        assert_eq!(rate_in(&BYTES[..9], first), None);
    }
}
