//! Which sentences of a family of texts are one sentence, printed as it was or changed?

use crate::Settings;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// One wording of a sentence: the same words in the same order, wherever they stand.
#[derive(Clone, Debug)]
pub(super) struct Wording {
    pub(super) words: Vec<u64>,
    /// Stems with their weights, sorted.
    stems: Vec<(u64, u8)>,
    /// Texts that print it.
    texts: BTreeSet<usize>,
}

/// Sentences that answer to each other, each text's own as wordings by class.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) wordings: Vec<Wording>,
    /// The class of each wording.
    pub(super) classes: Vec<usize>,
    /// Number of classes.
    pub(super) count: usize,
    /// Wordings of each text in its order.
    pub(super) texts: Vec<Vec<usize>>,
}

#[cfg(test)]
impl Answers {
    /// A wording of a class that is already known, for tests.
    pub(super) fn push(&mut self, words: &[u64], class: usize) {
        self.wordings.push(Wording { words: words.to_vec(), stems: Vec::new(), texts: BTreeSet::new() });
        self.classes.push(class);
        self.count = self.count.max(class + 1);
    }
}

/// Finds what answers to what: equal wordings first, then the most alike of two texts, as long as no text has two sentences
/// of one class.
pub(super) fn answers(texts: &[&Text<'_>], settings: &Settings) -> Answers {
    let mut found = Answers::default();
    // The second of two equal sentences in a text is another one.
    let mut known: BTreeMap<(Vec<u64>, usize), usize> = BTreeMap::new();
    for (at, text) in texts.iter().enumerate() {
        let mut printed: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let mut own = Vec::with_capacity(text.sentences.len());
        for sentence in &text.sentences {
            let range = &text.words[sentence.first..sentence.last];
            let words: Vec<u64> = range.iter().map(|word| word.word).collect();
            let times = printed.entry(words.clone()).or_default();
            let next = found.wordings.len();
            let wording = *known.entry((words.clone(), *times)).or_insert(next);
            *times += 1;
            if wording == next {
                let mut stems: Vec<(u64, u8)> = range.iter().map(|word| (word.stem, word.weight)).collect();
                stems.sort_unstable();
                found.wordings.push(Wording { words, stems, texts: BTreeSet::new() });
            }
            found.wordings[wording].texts.insert(at);
            own.push(wording);
        }
        found.texts.push(own);
    }
    let mut joined = Joined::new(&found);
    let candidates = candidates(&found, settings);
    for &(alike, one, other) in &candidates {
        if alike >= settings.same_sentence {
            joined.join(one, other);
        }
    }
    // What stands beside sentences that answer to each other needs to be less alike.
    let mut placed: Vec<(f64, usize, usize)> = candidates
        .iter()
        .filter(|&&(_, one, other)| joined.class(one) != joined.class(other))
        .map(|&(alike, one, other)| {
            (alike + settings.same_place * joined.shared_neighbours(&found, one, other), one, other)
        })
        .filter(|candidate| candidate.0 >= settings.same_sentence)
        .collect();
    placed.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    for (_, one, other) in placed {
        joined.join(one, other);
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for wording in 0..found.wordings.len() {
        let next = numbers.len();
        found.classes.push(*numbers.entry(joined.class(wording)).or_insert(next));
    }
    found.count = numbers.len();
    found
}

/// Pairs of wordings with how alike they are, 0..=1, the most alike first. Only those that share one of their rarest stems
/// are looked at.
fn candidates(found: &Answers, settings: &Settings) -> Vec<(f64, usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, wording) in found.wordings.iter().enumerate() {
        for (stem, _) in &wording.stems {
            let list = holders.entry(*stem).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, wording) in found.wordings.iter().enumerate() {
        let mut rare: Vec<(usize, u64)> = wording.stems.iter().map(|(stem, _)| (holders[stem].len(), *stem)).collect();
        rare.retain(|(holders, _)| *holders > 1);
        rare.sort_unstable();
        rare.dedup();
        for (_, stem) in rare.into_iter().take(settings.rare_stems) {
            for &other in holders[&stem].iter().filter(|&&other| other != at).take(settings.most_holders) {
                pairs.insert((at.min(other), at.max(other)));
            }
        }
    }
    let mut candidates: Vec<(f64, usize, usize)> = pairs
        .into_iter()
        .map(|(one, other)| (alike(&found.wordings[one], &found.wordings[other]), one, other))
        .filter(|candidate| candidate.0 + 2.0 * settings.same_place >= settings.same_sentence)
        .collect();
    candidates.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    candidates
}

/// Twice the weight of the shared stems over the weight of both.
fn alike(one: &Wording, other: &Wording) -> f64 {
    let weight = |stems: &[(u64, u8)]| stems.iter().map(|(_, weight)| u32::from(*weight)).sum::<u32>();
    let (mut at, mut bt, mut shared) = (0, 0, 0_u32);
    while let (Some(left), Some(right)) = (one.stems.get(at), other.stems.get(bt)) {
        match left.0.cmp(&right.0) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => bt += 1,
            std::cmp::Ordering::Equal => {
                shared += u32::from(left.1.min(right.1));
                at += 1;
                bt += 1;
            }
        }
    }
    2.0 * f64::from(shared) / f64::from((weight(&one.stems) + weight(&other.stems)).max(1))
}

/// Wordings joined to classes, each with the texts that its wordings stand in.
struct Joined {
    leads: Vec<usize>,
    texts: Vec<BTreeSet<usize>>,
}

impl Joined {
    fn new(found: &Answers) -> Self {
        Self {
            leads: (0..found.wordings.len()).collect(),
            texts: found.wordings.iter().map(|wording| wording.texts.clone()).collect(),
        }
    }

    fn class(&self, wording: usize) -> usize {
        let mut at = wording;
        while self.leads[at] != at {
            at = self.leads[at];
        }
        at
    }

    /// Joins two classes unless a text has a sentence in both.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.class(one), self.class(other));
        if one != other && self.texts[one].is_disjoint(&self.texts[other]) {
            let (low, high) = (one.min(other), one.max(other));
            let moved = std::mem::take(&mut self.texts[high]);
            self.texts[low].extend(moved);
            self.leads[high] = low;
        }
    }

    /// How many of the two neighbours of a wording answer to the neighbours of the other, where both stand first.
    fn shared_neighbours(&self, found: &Answers, one: usize, other: usize) -> f64 {
        let around = |wording: usize| {
            let text = found.wordings[wording].texts.first().copied().unwrap_or_default();
            let at = found.texts[text].iter().position(|&own| own == wording).unwrap_or_default();
            let class = |at: Option<usize>| at.and_then(|at| found.texts[text].get(at)).map(|&own| self.class(own));
            [class(at.checked_sub(1)), class(Some(at + 1))]
        };
        let ([before, after], [other_before, other_after]) = (around(one), around(other));
        f64::from(u8::from(before == other_before)) + f64::from(u8::from(after == other_after))
    }
}
