//! What the wordings of a family are worth: what it takes to write a sentence, and to put other words in some of them.

use super::answers::Answers;
use crate::Settings;
use std::collections::BTreeMap;
use std::f64::consts::PI;

/// Where only one sentence is looked at: what it costs that this one was chosen, and each of its words, as natural logarithms of
/// how many others might have been chosen for each that was.
const OTHER_SENTENCES: f64 = 1.0;
const OTHER_WORDS: f64 = 1.0;

/// Costs of sentences, in natural logarithms.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// What is put for what between two wordings of a class, as sorted positions in `swaps`: a square a class, one after the other.
    changes: Vec<Vec<u32>>,
    /// For each wording where its row of the square begins, and its place in each row.
    places: Vec<(usize, usize)>,
    /// How many words each swap brings.
    swaps: Vec<f64>,
    /// Words of each wording.
    lengths: Vec<f64>,
    /// Words of the longest wording of the class of each: what it takes to write a sentence must not hang on the wording, or
    /// the shortest would seem to be the first.
    longest: Vec<f64>,
}

impl Prices {
    /// Compares all wordings of each class.
    pub(super) fn new(answers: &Answers, settings: &Settings) -> Self {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); answers.count];
        for (wording, &class) in answers.classes.iter().enumerate() {
            members[class].push(wording);
        }
        let mut known = Known::default();
        let mut changes = Vec::new();
        let mut places = vec![(0, 0); answers.wordings.len()];
        for class in &members {
            for (at, &from) in class.iter().enumerate() {
                places[from] = (changes.len(), at);
                for &to in class {
                    let (own, other) = (&answers.wordings[from].words, &answers.wordings[to].words);
                    let swaps = if from == to { Vec::new() } else { swaps(own, other, settings) };
                    let mut numbers: Vec<u32> = swaps.into_iter().map(|swap| known.number(swap)).collect();
                    numbers.sort_unstable();
                    changes.push(numbers);
                }
            }
        }
        let lengths: Vec<f64> = answers.wordings.iter().map(|wording| wording.words.len() as f64).collect();
        let most = |class: &Vec<usize>| class.iter().map(|&wording| lengths[wording]).fold(0.0, f64::max);
        let of_class: Vec<f64> = members.iter().map(most).collect();
        let longest = answers.classes.iter().map(|&class| of_class[class]).collect();
        Self { changes, places, swaps: known.words, lengths, longest }
    }

    /// Both wordings are of one class: nothing else is compared.
    fn between(&self, from: u32, to: u32) -> &[u32] {
        &self.changes[self.places[from as usize].0 + self.places[to as usize].1]
    }

    /// What it takes to make one wording out of another where nothing is known of the rest of the text: as if one word in four were
    /// changed, in one sentence of three.
    pub(super) fn change(&self, from: u32, to: u32, settings: &Settings) -> f64 {
        if from == to {
            return 0.0;
        }
        let words: f64 = self.between(from, to).iter().map(|&swap| self.swaps[swap as usize]).sum();
        settings.change_sentence + OTHER_SENTENCES + (settings.change_word + settings.choice_cost * OTHER_WORDS) * words
    }

    /// What it takes to make the wordings of a copy out of those of its parent (`pairs`: the parent's first).
    ///
    /// The copyist chose in which of `n` sentences he changes anything, and which words of those: of `n` he chose `m`, one choice of
    /// `n! / (m! (n - m)!)` when every share is as likely. Then one more costs little where many are changed, and two rewriters who
    /// agree in a few words need no common parent for it. Who puts one word for another does so wherever it stands, so a swap
    /// counts once.
    pub(super) fn rewording(&self, pairs: impl Iterator<Item = (u32, u32)>, settings: &Settings) -> f64 {
        let (mut words, mut sentences, mut touched) = (0.0, 0.0, 0.0);
        let mut swaps: Vec<u32> = Vec::new();
        for (from, to) in pairs {
            sentences += 1.0;
            if from != to {
                touched += 1.0;
                words += self.length(from);
                swaps.extend_from_slice(self.between(from, to));
            }
        }
        if touched == 0.0 {
            return 0.0;
        }
        swaps.sort_unstable();
        swaps.dedup();
        let changed: f64 = swaps.into_iter().map(|swap| self.swaps[swap as usize]).sum();
        settings.rewording_cost
            + settings.change_sentence * touched
            + settings.change_word * changed
            + ln_ways(sentences, touched)
            + settings.choice_cost * ln_ways(words, changed.min(words))
    }

    /// What it takes to write a sentence.
    pub(super) fn written(&self, wording: u32, settings: &Settings) -> f64 {
        self.longest.get(wording as usize).copied().unwrap_or_default() * settings.word_cost
    }

    /// Words of a wording.
    pub(super) fn length(&self, wording: u32) -> f64 {
        self.lengths.get(wording as usize).copied().unwrap_or_default()
    }
}

/// Words of one wording and those that another has in their place.
#[derive(Debug, Default)]
struct Swap {
    gone: Vec<u64>,
    brought: Vec<u64>,
    /// Words that only one of the two wordings has, halved: a clause that was moved brings none.
    words: f64,
}

/// Swaps that were met, in one way or the other, by number.
#[derive(Debug, Default)]
struct Known {
    numbers: BTreeMap<(Vec<u64>, Vec<u64>), u32>,
    words: Vec<f64>,
}

impl Known {
    fn number(&mut self, swap: Swap) -> u32 {
        let (low, high) = if swap.gone < swap.brought { (swap.gone, swap.brought) } else { (swap.brought, swap.gone) };
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry((low, high)).or_insert(next);
        if number == next {
            self.words.push(swap.words);
        }
        number
    }
}

/// Where two sentences differ, by their longest common sequence of words. Costs the same both ways: rewriters make sentences
/// longer as well as shorter.
fn swaps(from: &[u64], to: &[u64], settings: &Settings) -> Vec<Swap> {
    let mut swaps: Vec<Swap> = Vec::new();
    // Sentences beyond reason are told by their words alone, wherever they stand.
    if from.len().saturating_mul(to.len()) > settings.most_word_pairs {
        swaps.push(Swap { gone: from.to_vec(), brought: to.to_vec(), words: 0.0 });
    } else {
        let width = to.len() + 1;
        let mut table = vec![0_u32; (from.len() + 1) * width];
        for at in (0..from.len()).rev() {
            for bt in (0..to.len()).rev() {
                table[at * width + bt] = if from[at] == to[bt] {
                    table[(at + 1) * width + bt + 1].saturating_add(1)
                } else {
                    table[(at + 1) * width + bt].max(table[at * width + bt + 1])
                };
            }
        }
        let (mut at, mut bt) = (0, 0);
        let mut open = Swap::default();
        while at < from.len() || bt < to.len() {
            if at < from.len() && bt < to.len() && from[at] == to[bt] {
                (at, bt) = (at + 1, bt + 1);
                if !(open.gone.is_empty() && open.brought.is_empty()) {
                    swaps.push(std::mem::take(&mut open));
                }
            } else if bt < to.len() && (at == from.len() || table[at * width + bt + 1] >= table[(at + 1) * width + bt])
            {
                open.brought.push(to[bt]);
                bt += 1;
            } else {
                open.gone.push(from[at]);
                at += 1;
            }
        }
        if !(open.gone.is_empty() && open.brought.is_empty()) {
            swaps.push(open);
        }
    }
    // Positive for words that `to` has more of.
    let mut balance: BTreeMap<u64, isize> = BTreeMap::new();
    from.iter().for_each(|word| *balance.entry(*word).or_default() -= 1);
    to.iter().for_each(|word| *balance.entry(*word).or_default() += 1);
    for swap in &mut swaps {
        for (words, way) in [(&swap.gone, -1), (&swap.brought, 1)] {
            for word in words {
                if let Some(left) = balance.get_mut(word).filter(|left| **left * way > 0) {
                    *left -= way;
                    swap.words += 0.5;
                }
            }
        }
    }
    swaps
}

/// Natural logarithm of the number of ways to choose `few` of `all`; factorials as by Gosper 1978.
fn ln_ways(all: f64, few: f64) -> f64 {
    let factorial = |n: f64| if n > 0.0 { n * n.ln() - n + (PI * (2.0 * n + 1.0 / 3.0)).ln() / 2.0 } else { 0.0 };
    (factorial(all) - factorial(few) - factorial(all - few)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_choose() {
        assert!((ln_ways(10.0, 3.0) - 120.0_f64.ln()).abs() < 0.02);
        assert_eq!((ln_ways(10.0, 0.0), ln_ways(10.0, 10.0)), (0.0, 0.0));
    }

    #[test]
    fn a_moved_clause_brings_no_words() {
        let found = swaps(&[1, 2, 3, 4, 5], &[3, 4, 5, 1, 2], &Settings::default());
        assert_eq!(found.iter().map(|swap| swap.words).sum::<f64>(), 0.0);
        let found = swaps(&[1, 2, 3], &[1, 7, 8, 3], &Settings::default());
        assert_eq!(found.iter().map(|swap| swap.words).collect::<Vec<f64>>(), [1.5]);
    }

    /// Two classes of which each text has a sentence; in both the same word is put for the same.
    fn twice_the_same() -> Prices {
        let mut answers = Answers::default();
        answers.push(&[1, 2, 3, 4], 0);
        answers.push(&[1, 9, 3, 4], 0);
        answers.push(&[5, 2, 6, 7], 1);
        answers.push(&[5, 9, 6, 7], 1);
        Prices::new(&answers, &Settings::default())
    }

    #[test]
    fn the_same_word_for_the_same_counts_once() {
        let (settings, prices) = (Settings::default(), twice_the_same());
        let both = prices.rewording([(0, 1), (2, 3)].into_iter(), &settings);
        let one = prices.rewording([(0, 1), (2, 2)].into_iter(), &settings);
        // Two sentences of two and one word of eight, for one sentence of two and one word of four.
        let chosen = settings.choice_cost * 2.0_f64.ln() - 2.0_f64.ln();
        assert!((both - one - settings.change_sentence - chosen).abs() < 0.05, "{both} {one}");
        assert_eq!(both, prices.rewording([(1, 0), (3, 2)].into_iter(), &settings));
        assert_eq!(prices.rewording([(0, 0), (2, 2)].into_iter(), &settings), 0.0);
    }
}
