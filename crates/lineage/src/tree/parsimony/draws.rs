//! Trees drawn at random, each as likely as it is cheap: how much a tree may be otherwise.
//!
//! One text after the other is hung anew, each place drawn by its likelihood given all others (Gibbs sampling: Geman & Geman
//! 1984); edges and roots are turned, and unseen texts put in and taken out, by the rule of Metropolis et al. 1953.

use super::prices::Prices;
use super::shape::{Shape, total};
use super::{Grown, places, saving};
use crate::Settings;

/// Numbers that look drawn and are the same each time (SplitMix64: Steele, Lea & Flood 2014).
#[derive(Debug)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        drawn ^ (drawn >> 31)
    }

    /// In 0..1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// In `0..count`.
    fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// One of several by their costs, each `e` times less likely for every `doubt`.
    fn by_cost(&mut self, costs: &[f64], doubt: f64) -> usize {
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let weights: Vec<f64> = costs.iter().map(|cost| ((least - cost) / doubt).exp()).collect();
        let mut draw = self.share() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            draw -= weight;
            if draw < 0.0 {
                return at;
            }
        }
        costs.iter().position(|cost| *cost <= least).unwrap_or_default()
    }
}

/// Trees drawn one after the other, beginning with the cheapest.
pub(super) fn draws(cheapest: &Grown, prices: &Prices, settings: &Settings) -> Vec<Shape> {
    let mut chance = Chance(0);
    let mut grown = cheapest.clone();
    let size = grown.states.len();
    // Every text is tried at every other one, and each time the whole tree is reckoned.
    let count = (settings.most_steps / (size * size * size).max(1)).min(settings.draws);
    let mut drawn = Vec::with_capacity(count);
    for _ in 0..count {
        for node in 0..grown.states.len() {
            hang_anew(&mut grown, node, &mut chance, settings);
        }
        turn(&mut grown, &mut chance, settings);
        for _ in 0..settings.unseen_draws {
            put_in(&mut grown, &mut chance, prices, settings);
        }
        take_out(&mut grown, &mut chance, settings);
        grown.renew(prices, settings);
        drawn.push(grown.shape.clone());
    }
    drawn
}

/// Draws the parents of a text that has some.
fn hang_anew(grown: &mut Grown, node: usize, chance: &mut Chance, settings: &Settings) {
    let Some(parent) = grown.shape.parents[node] else { return };
    let second = grown.shape.second[node];
    let below = grown.shape.below(node);
    let mut options: Vec<(usize, Option<usize>)> = Vec::new();
    for other in (0..below.len()).filter(|&other| !below[other]) {
        options.push((other, None));
        let merges = grown.prices.merges[other].get(node).map_or(&[][..], Vec::as_slice);
        options.extend(merges.iter().filter(|(second, _)| !below[*second]).map(|&(second, _)| (other, Some(second))));
    }
    let costs: Vec<f64> = options
        .iter()
        .map(|&(parent, second)| {
            (grown.shape.parents[node], grown.shape.second[node]) = (Some(parent), second);
            total(&grown.shape, &grown.prices, settings)
        })
        .collect();
    let drawn = chance.by_cost(&costs, settings.cost_of_doubt);
    let (parent, second) = options.get(drawn).map_or((parent, second), |&(parent, second)| (parent, second));
    (grown.shape.parents[node], grown.shape.second[node]) = (Some(parent), second);
}

/// Draws the root, then turns each edge or not.
fn turn(grown: &mut Grown, chance: &mut Chance, settings: &Settings) {
    let mut shapes: Vec<Shape> = (0..grown.states.len()).map(|node| grown.shape.rooted_at(node)).collect();
    shapes.retain(Shape::is_sound);
    let costs: Vec<f64> = shapes.iter().map(|shape| total(shape, &grown.prices, settings)).collect();
    let drawn = chance.by_cost(&costs, settings.cost_of_doubt);
    grown.shape = shapes.swap_remove(drawn);
    for node in 0..grown.states.len() {
        if let Some(turned) = grown.shape.turned(node) {
            let costs = [&grown.shape, &turned].map(|shape| total(shape, &grown.prices, settings));
            if chance.by_cost(&costs, settings.cost_of_doubt) == 1 {
                grown.shape = turned;
            }
        }
    }
}

/// Puts an unseen text in somewhere, if that is likely enough.
fn put_in(grown: &mut Grown, chance: &mut Chance, prices: &Prices, settings: &Settings) {
    let mut places = places(grown);
    if places.is_empty() || grown.states.len() >= grown.prices.seen + settings.most_unseen {
        return;
    }
    let place = places.swap_remove(chance.below(places.len()));
    // The shape costs as well, but what texts share costs most: what saves nothing by that is not tried.
    if saving(grown, &place, prices, settings) < -3.0 * settings.cost_of_doubt {
        return;
    }
    let before = grown.cost_now(settings);
    let mut other = grown.clone();
    other.insert(&place, prices, settings);
    other.prices.measure_merges(other.states.len() - 1, &other.states, prices, settings);
    if chance.by_cost(&[before, other.cost_now(settings)], settings.cost_of_doubt) == 1 {
        *grown = other;
    }
}

/// Takes each unseen text out or not. It is tried as seldom as one is put in at the same place, or many places for unseen texts
/// would speak against them.
fn take_out(grown: &mut Grown, chance: &mut Chance, settings: &Settings) {
    let seen = grown.prices.seen;
    grown.prune(seen);
    let mut node = seen;
    let seldom = settings.unseen_draws as f64 / places(grown).len().max(1) as f64;
    while node < grown.states.len() {
        if chance.share() >= seldom {
            node += 1;
            continue;
        }
        let mut other = grown.clone();
        let above = other.shape.parents[node];
        let children = other.shape.children(node);
        // Without a text above them, its nearest copy takes its place.
        let near = |&a: &usize, &b: &usize| grown.prices.costs[node][a].total_cmp(&grown.prices.costs[node][b]);
        let heir = above.or_else(|| children.iter().copied().min_by(near));
        for &child in &children {
            other.shape.parents[child] = if Some(child) == heir { None } else { heir };
        }
        other.shape.second.iter_mut().filter(|second| **second == Some(node)).for_each(|second| *second = None);
        other.remove(node);
        let sound = other.shape.is_sound();
        let costs = [grown.cost_now(settings), other.cost_now(settings)];
        if sound && chance.by_cost(&costs, settings.cost_of_doubt) == 1 {
            *grown = other;
        } else {
            node += 1;
        }
    }
}
