//! A text as the sentences that it has of its family, and what it takes to make another text out of it.
//!
//! Costs are natural logarithms, turned round, of how likely each change is.

use super::answers::Answers;
use super::prices::Prices;
use crate::Settings;

/// No sentence of a class.
const NONE: u32 = u32::MAX;

/// The sentences of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Of each class the wording that the text has, or [`NONE`].
    wordings: Vec<u32>,
    /// Classes in the order of the text.
    order: Vec<u32>,
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

impl State {
    /// The texts of a family.
    pub(super) fn of(answers: &Answers) -> Vec<Self> {
        let state = |text: &Vec<usize>| {
            let mut wordings = vec![NONE; answers.count];
            let mut order = Vec::with_capacity(text.len());
            for &wording in text {
                wordings[answers.classes[wording]] = number(wording);
                order.push(number(answers.classes[wording]));
            }
            Self { wordings, order }
        };
        answers.texts.iter().map(state).collect()
    }

    fn has(&self, class: u32) -> bool {
        self.wordings[class as usize] != NONE
    }

    /// What it takes to write the whole.
    pub(super) fn written(&self, prices: &Prices, settings: &Settings) -> f64 {
        self.order.iter().map(|&class| prices.written(self.wordings[class as usize], settings)).sum()
    }

    /// Number of runs of sentences that `other` lacks, and whether the last of them is at the end.
    fn runs(&self, other: &Self) -> (usize, bool) {
        let (mut runs, mut inside) = (0, false);
        for &class in &self.order {
            let lacks = !other.has(class);
            runs += usize::from(lacks && !inside);
            inside = lacks;
        }
        (runs, inside)
    }

    /// What it takes to leave out what `copy` lacks.
    fn cut_to(&self, copy: &Self, settings: &Settings) -> f64 {
        let (cuts, at_end) = self.runs(copy);
        let inside = cuts - usize::from(at_end);
        let mut cost = settings.cut_cost * inside as f64;
        if inside > 0 {
            cost += settings.first_cut;
        }
        if at_end {
            cost += settings.end_cut_cost;
        }
        cost
    }

    /// What it takes to make `copy` out of `self`.
    pub(super) fn cost_of(&self, copy: &Self, prices: &Prices, settings: &Settings) -> f64 {
        let mut cost = self.cut_to(copy, settings);
        let (additions, at_end) = copy.runs(self);
        cost += settings.addition_cost * additions as f64;
        if at_end {
            cost += settings.end_addition_cost;
        }
        let mut places = vec![NONE; self.wordings.len()];
        for (place, &class) in (0..).zip(self.order.iter().filter(|&&class| copy.has(class))) {
            places[class as usize] = place;
        }
        let (mut before, mut moved): (Option<u32>, usize) = (None, 0);
        for &class in &copy.order {
            let wording = copy.wordings[class as usize];
            let own = self.wordings[class as usize];
            if own == NONE {
                cost += settings.addition_sentence + prices.written(wording, settings);
                continue;
            }
            let here = places[class as usize];
            let follows = here == before.map_or(0, |before| before + 1);
            moved += usize::from(!follows);
            before = Some(here);
        }
        if moved > 0 {
            cost += settings.first_move + settings.order_cost * moved as f64;
        }
        let shared = copy.order.iter().filter(|&&class| self.has(class)).map(|&class| class as usize);
        let pairs = shared.map(|class| (self.wordings[class], copy.wordings[class]));
        cost + prices.rewording(pairs, settings)
    }

    /// What it takes to make `copy` out of `self` and a second text: each sentence comes from one of the two, and each time the
    /// copyist turns to the other costs. What he leaves out of the second need not be cut. The cheapest way through the copy
    /// is found sentence by sentence (Viterbi 1967).
    pub(super) fn cost_with(&self, second: &Self, copy: &Self, prices: &Prices, settings: &Settings) -> f64 {
        let mut cost = self.cut_to(copy, settings);
        let sources = [self, second];
        let places = sources.map(|source| {
            let mut places = vec![NONE; source.wordings.len()];
            for (place, &class) in (0..).zip(source.order.iter().filter(|&&class| copy.has(class))) {
                places[class as usize] = place;
            }
            places
        });
        // Cost so far when the last sentence came from the one or the other, and its place there.
        let mut ways = [0.0, settings.turn_cost];
        let mut before: [Option<u32>; 2] = [None, None];
        let mut adding = false;
        // For each sentence that has a source and for each of the two whether the copyist turned to it there.
        let mut steps: Vec<(usize, [bool; 2])> = Vec::with_capacity(copy.order.len());
        for &class in &copy.order {
            let wanted = copy.wordings[class as usize];
            let own = sources.map(|source| source.wordings[class as usize]);
            if own == [NONE, NONE] {
                let start = if adding { 0.0 } else { settings.addition_cost };
                cost += start + settings.addition_sentence + prices.written(wanted, settings);
                adding = true;
                continue;
            }
            adding = false;
            let from_other = [ways[1] + settings.turn_cost, ways[0] + settings.turn_cost];
            let mut turned = [false; 2];
            for side in 0..2 {
                if own[side] == NONE {
                    (ways[side], before[side]) = (f64::INFINITY, None);
                    continue;
                }
                let here = places[side][class as usize];
                let moved = before[side].is_some_and(|before| here != before + 1);
                let stays = ways[side] + if moved { settings.order_cost } else { 0.0 };
                turned[side] = from_other[side] < stays;
                ways[side] = stays.min(from_other[side]) + prices.change(own[side], wanted, settings);
                before[side] = Some(here);
            }
            steps.push((class as usize, turned));
        }
        // Along the way changed words were paid one by one; they are one copyist's, whichever text he had before him.
        let mut side = usize::from(ways[1] < ways[0]);
        cost += ways[side];
        let mut pairs = Vec::with_capacity(steps.len());
        for (class, turned) in steps.into_iter().rev() {
            let pair = (sources[side].wordings[class], copy.wordings[class]);
            cost -= prices.change(pair.0, pair.1, settings);
            pairs.push(pair);
            side = if turned[side] { 1 - side } else { side };
        }
        cost + prices.rewording(pairs.into_iter(), settings)
    }

    /// Words of `copy` in sentences that `second` has and `self` lacks, or that only `second` has in the copy's wording.
    pub(super) fn supplied(&self, second: &Self, copy: &Self, prices: &Prices) -> f64 {
        let supplies = |class: &&u32| {
            let class = **class as usize;
            let (own, other, wanted) = (self.wordings[class], second.wordings[class], copy.wordings[class]);
            other != NONE && (own == NONE || other == wanted && own != wanted)
        };
        let supplied = copy.order.iter().filter(supplies);
        supplied.map(|&class| prices.length(copy.wordings[class as usize])).sum()
    }

    /// The unseen text between its neighbours that leaves the least to be invented: `above` is what it was copied from (no
    /// text where it is the first), `copies` what was copied from it.
    pub(super) fn between(above: Option<&Self>, copies: &[&Self], prices: &Prices, settings: &Settings) -> Self {
        let classes = copies.first().map_or(0, |copy| copy.wordings.len());
        let edge = |from: u32, to: u32| match (from, to) {
            (NONE, NONE) => 0.0,
            (_, NONE) => settings.lost_sentence,
            (NONE, to) => settings.addition_sentence + settings.lost_sentence + prices.written(to, settings),
            (from, to) => prices.change(from, to, settings),
        };
        let wordings: Vec<u32> = (0..classes)
            .map(|class| {
                let cost = |own: u32| {
                    let first = match above {
                        Some(above) => edge(above.wordings[class], own),
                        None if own == NONE => 0.0,
                        None => prices.written(own, settings),
                    };
                    first + copies.iter().map(|copy| edge(own, copy.wordings[class])).sum::<f64>()
                };
                let mut best = (cost(NONE), NONE);
                for neighbour in above.into_iter().chain(copies.iter().copied()) {
                    let own = neighbour.wordings[class];
                    if own != best.1 && cost(own) < best.0 - 1e-9 {
                        best = (cost(own), own);
                    }
                }
                best.1
            })
            .collect();
        // In the order of that neighbour which leaves the fewest sentences moved; what others have besides stands behind what it
        // follows there.
        let neighbours: Vec<&Self> = above.into_iter().chain(copies.iter().copied()).collect();
        let ordered = |first: usize| {
            let mut order: Vec<u32> = Vec::new();
            for neighbour in neighbours[first..].iter().chain(&neighbours[..first]) {
                let mut after = 0;
                for &class in neighbour.order.iter().filter(|&&class| wordings[class as usize] != NONE) {
                    after = match order.iter().position(|&known| known == class) {
                        Some(at) => at + 1,
                        None => {
                            order.insert(after, class);
                            after + 1
                        }
                    };
                }
            }
            order
        };
        let mut best: Option<(usize, Vec<u32>)> = None;
        for first in 0..neighbours.len().min(settings.most_orders) {
            let order = ordered(first);
            let moved = neighbours.iter().map(|neighbour| moved(&order, &neighbour.order, classes)).sum();
            if best.as_ref().is_none_or(|(least, _)| moved < *least) {
                best = Some((moved, order));
            }
        }
        let order = best.map(|(_, order)| order).unwrap_or_default();
        Self { wordings, order }
    }
}

/// How many sentences that two texts share follow another one in the second than in the first.
fn moved(from: &[u32], to: &[u32], classes: usize) -> usize {
    let (mut places, mut has) = (vec![NONE; classes], vec![false; classes]);
    to.iter().for_each(|&class| has[class as usize] = true);
    for (place, &class) in (0..).zip(from.iter().filter(|&&class| has[class as usize])) {
        places[class as usize] = place;
    }
    let (mut moved, mut next) = (0, 0);
    for here in to.iter().map(|&class| places[class as usize]).filter(|&place| place != NONE) {
        moved += usize::from(here != next);
        next = here + 1;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of sentences; a sentence of a class is its number and then its words.
    fn states(texts: &[&[&[u64]]], settings: &Settings) -> (Vec<State>, Prices) {
        let mut answers = Answers::default();
        let mut known: Vec<Vec<u64>> = Vec::new();
        for text in texts {
            let mut own = Vec::new();
            for sentence in *text {
                let at = known.iter().position(|other| other == sentence).unwrap_or_else(|| {
                    known.push(sentence.to_vec());
                    answers.push(&sentence[1..], sentence[0] as usize);
                    known.len() - 1
                });
                own.push(at);
            }
            answers.texts.push(own);
        }
        (State::of(&answers), Prices::new(&answers, settings))
    }

    #[test]
    fn a_cut_at_the_end_costs_less_than_one_inside_and_that_less_than_an_addition() {
        let settings = Settings::default();
        let (a, b, c): (&[u64], &[u64], &[u64]) = (&[0, 1, 2, 3], &[1, 4, 5, 6], &[2, 7, 8, 9]);
        let (states, prices) = states(&[&[a, b, c], &[a, b], &[a, c]], &settings);
        let cost = |from: usize, to: usize| states[from].cost_of(&states[to], &prices, &settings);
        assert!(cost(0, 1) > 0.0 && cost(0, 1) < cost(0, 2));
        assert!(cost(0, 2) < cost(2, 0));
        assert_eq!(cost(0, 0), 0.0);
    }

    #[test]
    fn changed_words_cost_about_the_same_both_ways_and_order_costs() {
        let settings = Settings::default();
        let (a, changed, b): (&[u64], &[u64], &[u64]) = (&[0, 1, 2, 3, 4], &[0, 1, 9, 8, 3, 4], &[1, 4, 5, 6]);
        let (states, prices) = states(&[&[a, b], &[changed, b], &[b, a]], &settings);
        let cost = |from: usize, to: usize| states[from].cost_of(&states[to], &prices, &settings);
        let once = settings.rewording_cost + settings.change_sentence + 1.5 * settings.change_word;
        assert!(cost(0, 1) > once && (cost(0, 1) - cost(1, 0)).abs() < 0.2, "{} {}", cost(0, 1), cost(1, 0));
        assert_eq!(cost(0, 2), settings.first_move + 2.0 * settings.order_cost);
    }

    #[test]
    fn an_unseen_text_holds_what_its_copies_agree_on() {
        let settings = Settings::default();
        let (a, wrong, b, own): (&[u64], &[u64], &[u64], &[u64]) =
            (&[0, 1, 2, 3, 4], &[0, 1, 9, 3, 4], &[1, 4, 5, 6], &[2, 7, 8, 9, 7, 7, 8]);
        let (states, prices) = states(&[&[a, b], &[wrong, b], &[wrong, b, own]], &settings);
        let between = State::between(Some(&states[0]), &[&states[1], &states[2]], &prices, &settings);
        assert_eq!(between, states[1]);
    }

    #[test]
    fn an_unseen_text_has_the_order_that_most_have() {
        let settings = Settings::default();
        let (a, b, c): (&[u64], &[u64], &[u64]) = (&[0, 1, 2, 3], &[1, 4, 5, 6], &[2, 7, 8, 9]);
        let (states, prices) = states(&[&[b, a, c], &[a, b, c], &[a, b, c]], &settings);
        let between = State::between(None, &[&states[0], &states[1], &states[2]], &prices, &settings);
        assert_eq!(between, states[1]);
    }

    #[test]
    fn two_halves_cost_a_turn_and_no_cut_of_the_second() {
        let settings = Settings::default();
        let (a, b, c): (&[u64], &[u64], &[u64]) = (&[0, 1, 2, 3], &[1, 4, 5, 6], &[2, 7, 8, 9]);
        let (other_b, other_c): (&[u64], &[u64]) = (&[1, 4, 1, 1], &[2, 1, 1, 9]);
        let (states, prices) = states(&[&[a, b, c], &[a, other_b, other_c], &[a, b, other_c]], &settings);
        assert_eq!(states[0].cost_with(&states[1], &states[2], &prices, &settings), settings.turn_cost);
    }
}
