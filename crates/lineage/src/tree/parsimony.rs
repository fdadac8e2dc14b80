//! The tree of texts of which nothing is known but their words: the one that needs the least to be invented.
//!
//! A text is taken as its sentences. A copyist may leave out much at once, so a cut costs the same however long, the least at the
//! end; words that the parent lacks must have been invented, so each costs. What two copies have against their parent was invented
//! once, in an unseen text between them (Lachmann's common errors). Cost by the least invention follows Roos, Heikkilä & Myllymäki
//! 2006, who measure it by compression. Changed words do not show which of two texts came first: there the shape of the tree
//! decides, as in the search for the source of a rumour (Shah & Zaman 2011).
//!
//! The search begins with the minimum-cost arborescence, moves texts and turns edges while that pays, and puts in unseen texts
//! while they pay. As many trees cost about the same, trees are then drawn by their likelihood ([`draws`]), and the one is given
//! whose edges most of them share ([`expected`]).

mod answers;
mod draws;
mod expected;
mod prices;
mod shape;
mod states;

use super::arborescence::{Costs, arborescence};
use crate::Settings;
use crate::text::Text;
use answers::answers;
use draws::draws;
use expected::likeliest_edges;
use prices::Prices;
use shape::{Ledger, Shape, improve, total};
use states::State;

/// A tree over the texts given (first) and unseen texts (after them).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Family {
    /// Parent of each node; `None` for the root.
    pub(super) parents: Vec<Option<usize>>,
    /// For each node how sure its parent is, 0..=1.
    pub(super) confidence: Vec<f64>,
    /// Further parents of texts: copy, parent, how sure, 0..=1.
    pub(super) further: Vec<(usize, usize, f64)>,
    /// Whether the tree costs the less for being rooted where it is.
    pub(super) rooted: bool,
}

/// Texts, costs between them, and their tree.
#[derive(Clone, Debug)]
struct Grown {
    states: Vec<State>,
    prices: Ledger,
    shape: Shape,
    cost: f64,
}

/// Grows the cheapest tree.
pub(super) fn family(texts: &[&Text<'_>], settings: &Settings) -> Family {
    let answers = answers(texts, settings);
    let prices = Prices::new(&answers, settings);
    let states = State::of(&answers);
    let grown = grown(states, &prices, settings);
    let rooted = is_rooted(&grown, settings);
    let mut drawn = draws(&grown, &prices, settings);
    drawn.push(grown.shape);
    let (shape, shares) = likeliest_edges(drawn, texts.len(), settings);
    let share = |from: usize, to: usize| shares.iter().find(|share| share.0 == (from, to)).map_or(0.0, |share| share.1);
    let sure = |from: usize, to: usize| settings.sureness.tree * share(from, to);
    let node = 0..shape.parents.len();
    let confidence = node.map(|node| shape.parents[node].map_or(1.0, |parent| sure(parent, node))).collect();
    let second = |node: usize| shape.second[node].map(|second| (node, second, sure(second, node)));
    let further = (0..texts.len()).filter_map(second).collect();
    Family { parents: shape.parents, confidence, further, rooted }
}

/// The cheapest tree over texts that are there and unseen ones.
fn grown(states: Vec<State>, prices: &Prices, settings: &Settings) -> Grown {
    let seen = states.len();
    let mut ledger = Ledger::new(seen);
    for node in 0..seen {
        ledger.push(&states[..=node], prices, settings);
    }
    let parents = rooted_tree(&ledger.costs, &ledger.roots);
    let shape = Shape { second: vec![None; parents.len()], parents };
    let mut grown = Grown { states, prices: ledger, shape, cost: 0.0 };
    grown.cost = improve(&mut grown.shape, &grown.prices, settings);
    for _ in 0..seen.min(settings.most_unseen) {
        let Some(better) = with_unseen(&grown, seen, prices, settings) else { break };
        grown = better;
    }
    grown.prune(seen);
    for node in 0..grown.states.len() {
        grown.prices.measure_merges(node, &grown.states, prices, settings);
    }
    grown
}

/// The cheapest tree over all roots, shape left out: a node above all others, whose edges cost so much that only one is
/// taken.
fn rooted_tree(costs: &Costs, roots: &[f64]) -> Vec<Option<usize>> {
    let top = costs.len();
    let largest = costs.iter().flatten().copied().filter(|cost| cost.is_finite()).fold(0.0, f64::max);
    let forbidding = largest * top as f64 + roots.iter().copied().fold(0.0, f64::max);
    let mut topped: Costs = costs.clone();
    for row in &mut topped {
        row.push(f64::INFINITY);
    }
    topped.push(roots.iter().map(|root| root + forbidding).chain([f64::INFINITY]).collect());
    let mut parents = arborescence(&topped, top);
    parents.truncate(top);
    parents.into_iter().map(|parent| parent.filter(|&parent| parent != top)).collect()
}

/// A place for an unseen text: what is above it, and which texts hang from it.
struct Place {
    above: Option<usize>,
    copies: Vec<usize>,
}

/// The tree with the unseen text that saves most; `None` when none saves anything.
fn with_unseen(grown: &Grown, seen: usize, prices: &Prices, settings: &Settings) -> Option<Grown> {
    let mut promising: Vec<(f64, Place)> = places(grown)
        .into_iter()
        .map(|place| (saving(grown, &place, prices, settings), place))
        .filter(|(saved, _)| *saved > 0.0)
        .collect();
    promising.sort_by(|left, right| right.0.total_cmp(&left.0));
    promising.truncate(settings.unseen_tries);
    promising.into_iter().find_map(|(_, place)| {
        let mut grown_on = grown.clone();
        grown_on.insert(&place, prices, settings);
        // Others may hang from it as well, and then it is made anew out of all that do.
        for _ in 0..3 {
            improve(&mut grown_on.shape, &grown_on.prices, settings);
            grown_on.renew(prices, settings);
        }
        grown_on.prune(seen);
        grown_on.cost = improve(&mut grown_on.shape, &grown_on.prices, settings);
        grown_on.cost += settings.unseen_cost * (grown_on.states.len() - seen) as f64;
        (grown_on.cost < grown.cost - 1e-9).then_some(grown_on)
    })
}

/// Where two texts have something against a third: two copies against what is above both, a text and one of its copies
/// against another copy or its own parent.
fn places(grown: &Grown) -> Vec<Place> {
    let shape = &grown.shape;
    let mut places = Vec::new();
    for node in 0..shape.parents.len() {
        let children = shape.children(node);
        for (at, &first) in children.iter().enumerate() {
            // Between a text and two of its copies.
            places
                .extend(children[..at].iter().map(|&second| Place { above: Some(node), copies: vec![first, second] }));
            // Above a text, its copy hanging beside it.
            places.push(Place { above: shape.parents[node], copies: vec![node, first] });
        }
        if children.len() > 1 {
            let above = shape.parents[node];
            places.push(Place { above, copies: std::iter::once(node).chain(children).collect() });
        }
    }
    places
}

fn made(states: &[State], place: &Place, prices: &Prices, settings: &Settings) -> State {
    let copies: Vec<&State> = place.copies.iter().map(|&copy| &states[copy]).collect();
    State::between(place.above.map(|above| &states[above]), &copies, prices, settings)
}

/// What an unseen text at the place saves, in costs of edges.
fn saving(grown: &Grown, place: &Place, prices: &Prices, settings: &Settings) -> f64 {
    let unseen = made(&grown.states, place, prices, settings);
    let mut saved = -settings.unseen_cost;
    for &copy in &place.copies {
        saved += grown.shape.parents[copy].map_or(grown.prices.roots[copy], |parent| grown.prices.costs[parent][copy]);
        saved -= unseen.cost_of(&grown.states[copy], prices, settings);
    }
    saved
        - match place.above {
            Some(above) => grown.states[above].cost_of(&unseen, prices, settings),
            None => unseen.written(prices, settings),
        }
}

impl Grown {
    /// What the tree costs as it stands.
    fn cost_now(&self, settings: &Settings) -> f64 {
        let unseen = self.states.len() - self.prices.seen;
        total(&self.shape, &self.prices, settings) + settings.unseen_cost * unseen as f64
    }

    /// Puts an unseen text in.
    fn insert(&mut self, place: &Place, prices: &Prices, settings: &Settings) {
        let unseen = made(&self.states, place, prices, settings);
        let node = self.states.len();
        self.states.push(unseen);
        self.prices.push(&self.states, prices, settings);
        self.shape.parents.push(place.above);
        self.shape.second.push(None);
        for &copy in &place.copies {
            self.shape.parents[copy] = Some(node);
        }
    }

    /// Makes every unseen text anew out of what now stands around it.
    fn renew(&mut self, prices: &Prices, settings: &Settings) {
        for node in self.prices.seen..self.states.len() {
            let place = Place { above: self.shape.parents[node], copies: self.shape.children(node) };
            if place.copies.len() > 1 {
                let now = made(&self.states, &place, prices, settings);
                if now == self.states[node] {
                    continue;
                }
                let least = total(&self.shape, &self.prices, settings);
                let before = std::mem::replace(&mut self.states[node], now);
                self.prices.measure(node, &self.states, prices, settings);
                if total(&self.shape, &self.prices, settings) > least {
                    self.states[node] = before;
                    self.prices.measure(node, &self.states, prices, settings);
                }
            }
        }
    }

    /// Takes out unseen texts that fewer than two texts derive from, hanging their copies one step higher.
    fn prune(&mut self, seen: usize) {
        let mut node = seen;
        while node < self.states.len() {
            let children = self.shape.children(node);
            if children.len() >= 2 {
                node += 1;
                continue;
            }
            let above = self.shape.parents[node];
            for &child in &children {
                self.shape.parents[child] = above;
            }
            self.remove(node);
            node = seen;
        }
    }

    fn remove(&mut self, node: usize) {
        self.shape.parents.remove(node);
        self.shape.second.remove(node);
        self.prices.remove(node);
        self.states.remove(node);
        for parent in self.shape.parents.iter_mut().chain(&mut self.shape.second).flatten() {
            *parent -= usize::from(*parent > node);
        }
    }
}

/// Whether another root would cost at least one more cut.
fn is_rooted(grown: &Grown, settings: &Settings) -> bool {
    let Some(root) = grown.shape.root() else { return false };
    let cost = |shape: &Shape| total(shape, &grown.prices, settings);
    let least = cost(&grown.shape);
    (0..grown.shape.parents.len())
        .filter(|&other| other != root)
        .all(|other| cost(&grown.shape.rooted_at(other)) - least >= settings.root_margin - 1e-9)
}
