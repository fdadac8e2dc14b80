//! Which pairs of a large story are worth aligning? Those that share most fingerprints.
//!
//! A fingerprint is a run of stems whose hash is 0 modulo a small number (Manber 1994, "Finding similar files in a large
//! file system"; Broder 1997): the same runs are kept in every text, so texts that share words share fingerprints. The hash
//! and the number are fixed: the same story proposes the same pairs everywhere.

use crate::Settings;
use crate::text::Text;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Of so many runs one is a fingerprint.
const SAMPLE: u64 = 4;

/// Pairs `(a, b)` with `a < b`, ascending: all of them in a story of up to `settings.compare_all` texts. In a larger one each
/// text goes with those that it shares most fingerprints with, and with the texts that share most with the whole story:
/// copies of one text are alike, and what they were copied from must not be missed among them.
pub(crate) fn candidates(texts: &[Text<'_>], settings: &Settings) -> Vec<(usize, usize)> {
    let count = texts.len();
    if count <= settings.compare_all {
        return (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
    }
    let fingerprints: Vec<Vec<u64>> = texts.iter().map(fingerprints).collect();
    let mut holders: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (of, at) in fingerprints.iter().zip(0_u32..) {
        for &fingerprint in of {
            holders.entry(fingerprint).or_default().push(at);
        }
    }
    let mut shared = vec![0_u32; count];
    let mut all = vec![0_u64; count];
    let mut nearest: Vec<Vec<u32>> = Vec::with_capacity(count);
    for (at, of) in fingerprints.iter().enumerate() {
        let mut touched: Vec<u32> = Vec::new();
        for other in of.iter().filter_map(|fingerprint| holders.get(fingerprint)).flatten().copied() {
            if shared[other as usize] == 0 {
                touched.push(other);
            }
            shared[other as usize] += 1;
        }
        touched.retain(|&other| other as usize != at);
        all[at] = touched.iter().map(|&other| u64::from(shared[other as usize])).sum();
        touched.sort_unstable_by_key(|&other| (Reverse(shared[other as usize]), other));
        of.iter().filter_map(|fingerprint| holders.get(fingerprint)).flatten().for_each(|&at| shared[at as usize] = 0);
        touched.truncate(settings.most_compared);
        nearest.push(touched);
    }
    let mut hubs: Vec<usize> = (0..count).collect();
    hubs.sort_by_key(|&at| (Reverse(all[at]), at));
    hubs.truncate(settings.hubs);
    let near = nearest.iter().enumerate().flat_map(|(at, near)| near.iter().map(move |&other| (at, other as usize)));
    let with_hubs = hubs.iter().flat_map(|&hub| (0..count).map(move |at| (at, hub)));
    let mut pairs: Vec<(usize, usize)> =
        near.chain(with_hubs).filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The fingerprints of a text, ascending, each once; all of its runs where the text is too short for a sample.
fn fingerprints(text: &Text<'_>) -> Vec<u64> {
    let runs = || text.runs.iter().map(|run| run.0);
    // The low bits of the hash are its worst: the high ones decide.
    let mut kept: Vec<u64> = runs().filter(|run| (run >> 32) % SAMPLE == 0).collect();
    if kept.len() < 8 {
        kept = runs().collect();
    }
    kept.dedup();
    kept
}
