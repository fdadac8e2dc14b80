//! Sentences out of a grammar: what is told is drawn by the event, how it is told by the writer.

use fastrand::Rng;
use std::collections::BTreeMap;

/// All of our own writing; its form stands at its head.
const GRAMMAR: &str = include_str!("grammar.txt");
/// How deep rules may stand in each other; deeper ones are left empty.
const DEEPEST: usize = 12;
/// Exponent of Zipf's law, and what is added to each rank before (Mandelbrot).
const ZIPF: (f64, f64) = (1.05, 2.7);
const ONSETS: [&str; 24] = [
    "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "sk", "t", "tr", "v",
    "w", "z", "sh",
];
const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "a", "e", "ai", "ou"];
const CODAS: [&str; 12] = ["", "", "", "n", "r", "l", "s", "m", "nd", "rk", "st", "k"];
const SURNAME_ENDS: [&str; 12] = ["son", "ov", "ini", "ez", "er", "mann", "aki", "sen", "ić", "o", "a", "ard"];
const TOWN_ENDS: [&str; 12] =
    ["ton", "burg", "ville", "grad", "stad", "mouth", "field", "ova", "ito", "heim", "by", "ana"];

/// Facts of an event with the rules that they are drawn by.
const FACTS: [(&str, &str); 14] = [
    ("official", "person"),
    ("official_role", "official_role"),
    ("other", "person"),
    ("witness", "person"),
    ("witness_role", "witness_role"),
    ("expert", "person"),
    ("expert_role", "expert_role"),
    ("body", "body"),
    ("firm", "firm"),
    ("institution", "institution"),
    ("city", "city"),
    ("country", "country"),
    ("area", "town"),
    ("day", "day"),
];
/// Of an event on a beat, share of the words drawn in an order of its own that others draw in the order of the list.
const OWN_WORDS: f64 = 0.7;
/// Facts that belong to the event alone, whoever else is in the news again: the other person and the witness.
const OWN: [usize; 3] = [2, 3, 4];
/// Position of the day among the facts.
const DAY: usize = 13;
/// Position of the city among the facts.
const CITY: usize = 10;

/// A rule or a draw that no list can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symbol {
    Rule(usize),
    Fact(usize),
    Paper,
    Surname,
    Town,
    Digit,
    Tens,
    Hundreds,
    Thousands,
    Unknown,
}

#[derive(Debug)]
enum Piece {
    Text(&'static str),
    Either(Vec<&'static str>),
    /// What is to be put here; with a key it is the event's to choose.
    Put(Symbol, Option<&'static str>),
}

#[derive(Debug)]
enum Rule {
    Phrases(Vec<Vec<Piece>>),
    /// Words and the cumulative weights of their ranks, the last of which is 1.
    Words(Vec<&'static str>, Vec<f64>),
}

/// The rules.
#[derive(Debug)]
pub(super) struct Grammar {
    names: BTreeMap<&'static str, usize>,
    rules: Vec<Rule>,
}

/// What happened: every writer who tells of it draws on the same.
#[derive(Clone, Debug)]
pub(super) struct Event {
    seed: u64,
    facts: Vec<String>,
    /// What may be told, the most important first.
    propositions: Vec<usize>,
    lead: usize,
    /// Whether others tell of the same people, firms and places, so that it is told apart by what happened: more of its
    /// words are drawn in an order of its own.
    on_beat: bool,
}

/// One writer at work on one event.
pub(super) struct Teller<'g> {
    pub(super) grammar: &'g Grammar,
    pub(super) event: &'g Event,
    pub(super) paper: &'g str,
}

impl Grammar {
    /// The built-in grammar.
    pub(super) fn new() -> Self {
        let lines = || {
            GRAMMAR.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(|line| {
                let (name, rest) = line.split_once([' '])?;
                let (kind, body) = rest.split_once(' ')?;
                Some((name, kind, body))
            })
        };
        let names: BTreeMap<&'static str, usize> = lines().enumerate().map(|(at, (name, _, _))| (name, at)).collect();
        let rules = lines()
            .map(|(_, kind, body)| {
                if kind == "~" {
                    words(body)
                } else {
                    Rule::Phrases(body.split(" | ").map(|phrase| pieces(phrase, &names)).collect())
                }
            })
            .collect();
        Self { names, rules }
    }

    /// Rules whose names begin so.
    fn beginning(&self, begin: &str) -> Vec<usize> {
        self.names.iter().filter(|(name, _)| name.starts_with(begin)).map(|(_, &at)| at).collect()
    }

    /// Words of all lists, each with the list that it is in: what a careless translator takes for one another.
    pub(super) fn lists(&self) -> impl Iterator<Item = &[&'static str]> {
        self.rules
            .iter()
            .filter_map(|rule| if let Rule::Words(words, _) = rule { Some(words.as_slice()) } else { None })
    }

    /// A new outlet's name.
    pub(super) fn outlet(&self, rng: &mut Rng) -> String {
        let nothing = Event { seed: 0, facts: Vec::new(), propositions: Vec::new(), lead: 0, on_beat: false };
        Teller { grammar: self, event: &nothing, paper: "" }.tell("outlet", 0, rng)
    }
}

fn words(body: &'static str) -> Rule {
    let words: Vec<&'static str> = body.split_whitespace().collect();
    let weights: Vec<f64> = (0..words.len()).map(|rank| (rank as f64 + ZIPF.1).powf(-ZIPF.0)).collect();
    let all: f64 = weights.iter().sum();
    let mut sum = 0.0;
    let cumulative = weights
        .iter()
        .map(|weight| {
            sum += weight / all;
            sum
        })
        .collect();
    Rule::Words(words, cumulative)
}

fn pieces(phrase: &'static str, names: &BTreeMap<&'static str, usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = phrase;
    while let Some(at) = rest.find(['{', '[']) {
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        let close = if rest[at..].starts_with('{') { '}' } else { ']' };
        let Some(end) = rest.find(close) else { break };
        let inside = &rest[at + 1..end];
        if close == ']' {
            pieces.push(Piece::Either(inside.split('/').collect()));
        } else {
            let (name, key) = inside.split_once('#').map_or((inside, None), |(name, key)| (name, Some(key)));
            pieces.push(Piece::Put(symbol(name, names), key));
        }
        rest = &rest[end + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn symbol(name: &str, names: &BTreeMap<&'static str, usize>) -> Symbol {
    if let Some(fact) = name.strip_prefix('@') {
        let position = FACTS.iter().position(|(other, _)| *other == fact);
        return match position {
            _ if fact == "paper" => Symbol::Paper,
            Some(at) => Symbol::Fact(at),
            None => Symbol::Unknown,
        };
    }
    match name {
        "surname" => Symbol::Surname,
        "invented_town" => Symbol::Town,
        "digit" => Symbol::Digit,
        "tens" => Symbol::Tens,
        "hundreds" => Symbol::Hundreds,
        "thousands" => Symbol::Thousands,
        _ => names.get(name).map_or(Symbol::Unknown, |&at| Symbol::Rule(at)),
    }
}

impl Event {
    /// An event of its own, told on `day` of the week (0 = Monday).
    pub(super) fn new(grammar: &Grammar, seed: u64, day: usize) -> Self {
        Self::told(grammar, seed, day, mixed(&[seed, 1]), false)
    }

    /// An event among people, firms and places that others of the same beat tell of as well.
    pub(super) fn on_beat(grammar: &Grammar, seed: u64, day: usize, beat: u64) -> Self {
        Self::told(grammar, seed, day, beat, true)
    }

    fn told(grammar: &Grammar, seed: u64, day: usize, beat: u64, on_beat: bool) -> Self {
        let (mut rng, mut known) = (Rng::with_seed(seed), Rng::with_seed(beat));
        let mut event = Self { seed, facts: Vec::new(), propositions: Vec::new(), lead: 0, on_beat };
        for (at, (_, rule)) in FACTS.into_iter().enumerate() {
            let from = if OWN.contains(&at) { &mut rng } else { &mut known };
            let fact = Teller { grammar, event: &event, paper: "" }.phrase(rule, 0, from);
            event.facts.push(fact);
        }
        if let Some(Rule::Phrases(days)) = grammar.names.get("day").map(|&at| &grammar.rules[at])
            && let Some([Piece::Text(name)]) = days.get(day % 7).map(Vec::as_slice)
        {
            event.facts[DAY] = (*name).to_owned();
        }
        let leads = grammar.beginning("lead_");
        event.lead = leads[rng.usize(..leads.len().max(1))];
        let facts = grammar.beginning("fact_");
        let quotations = grammar.beginning("fact_3").into_iter().chain(grammar.beginning("fact_4")).collect::<Vec<_>>();
        for _ in 0..rng.usize(12..34) {
            let from = if rng.f64() < 0.2 { &quotations } else { &facts };
            event.propositions.push(from[rng.usize(..from.len().max(1))]);
        }
        event
    }

    /// How many propositions there are to tell.
    pub(super) fn len(&self) -> usize {
        self.propositions.len()
    }

    /// Where it happened.
    pub(super) fn city(&self) -> &str {
        self.facts.get(CITY).map_or("", String::as_str)
    }
}

impl Teller<'_> {
    /// The opening sentence.
    pub(super) fn lead(&self, rng: &mut Rng) -> String {
        self.sentence(self.event.lead, 0, rng)
    }

    /// One proposition as a sentence.
    pub(super) fn proposition(&self, at: usize, rng: &mut Rng) -> String {
        let rule = self.event.propositions.get(at).copied().unwrap_or(self.event.lead);
        self.sentence(rule, at as u64 + 1, rng)
    }

    /// A sentence of one of the rules that begin with `name`; `number` keeps what is drawn by key apart.
    pub(super) fn tell(&self, name: &str, number: u64, rng: &mut Rng) -> String {
        self.grammar.names.get(name).map_or_else(String::new, |&rule| self.sentence(rule, number, rng))
    }

    fn sentence(&self, rule: usize, number: u64, rng: &mut Rng) -> String {
        finished(&self.expanded(rule, number, rng))
    }

    /// What a rule gives, as it stands inside a sentence.
    fn phrase(&self, name: &str, number: u64, rng: &mut Rng) -> String {
        self.grammar.names.get(name).map_or_else(String::new, |&rule| self.expanded(rule, number, rng))
    }

    fn expanded(&self, rule: usize, number: u64, rng: &mut Rng) -> String {
        let mut out = String::with_capacity(160);
        self.put(Symbol::Rule(rule), None, number, rng, &mut out, 0);
        out
    }

    fn put(&self, symbol: Symbol, key: Option<&str>, number: u64, rng: &mut Rng, out: &mut String, depth: usize) {
        if let Some(key) = key {
            let rule = if let Symbol::Rule(rule) = symbol { rule as u64 } else { 1_000 };
            let mut own = Rng::with_seed(mixed(&[self.event.seed, number, rule, hash(key)]));
            return self.put(symbol, None, number, &mut own, out, depth);
        }
        match symbol {
            Symbol::Rule(_) if depth > DEEPEST => {}
            Symbol::Rule(rule) => match &self.grammar.rules[rule] {
                Rule::Words(words, weights) => out.push_str(self.word(words, weights, rng)),
                Rule::Phrases(phrases) => {
                    for piece in &phrases[rng.usize(..phrases.len().max(1))] {
                        match piece {
                            Piece::Text(text) => out.push_str(text),
                            Piece::Either(ways) => out.push_str(ways[rng.usize(..ways.len().max(1))]),
                            Piece::Put(symbol, key) => self.put(*symbol, *key, number, rng, out, depth + 1),
                        }
                    }
                }
            },
            Symbol::Fact(at) => out.push_str(self.event.facts.get(at).map_or("", String::as_str)),
            Symbol::Paper => out.push_str(self.paper),
            Symbol::Surname => name(&SURNAME_ENDS, rng, out),
            Symbol::Town => name(&TOWN_ENDS, rng, out),
            Symbol::Digit => out.push_str(&rng.usize(..10).to_string()),
            Symbol::Tens => out.push_str(&rng.usize(13..100).to_string()),
            Symbol::Hundreds => out.push_str(&rng.usize(101..1000).to_string()),
            Symbol::Thousands => {
                out.push_str(&format!("{},{:03}", rng.usize(1..60), rng.usize(..20) * 50));
            }
            Symbol::Unknown => {}
        }
    }

    /// A word by its rank, in the order of the list or in an order of the event's own, so that events have words that come
    /// again and again and that other events have less of.
    fn word(&self, words: &[&'static str], weights: &[f64], rng: &mut Rng) -> &'static str {
        let draw = rng.f64();
        let rank = weights.partition_point(|&sum| sum < draw).min(words.len().saturating_sub(1));
        let own = !rng.bool() || self.event.on_beat && rng.f64() < OWN_WORDS;
        let at = if own { (rank * 7 + self.event.seed as usize % words.len()) % words.len() } else { rank };
        words[at]
    }
}

/// A name of two or three syllables.
fn name(ends: &[&str], rng: &mut Rng, out: &mut String) {
    let begin = out.len();
    for _ in 0..rng.usize(1..3) {
        for part in [ONSETS.as_slice(), &VOWELS, &CODAS] {
            out.push_str(part[rng.usize(..part.len())]);
        }
    }
    out.push_str(ends[rng.usize(..ends.len())]);
    if let Some(first) = out[begin..].chars().next() {
        let upper: String = first.to_uppercase().collect();
        out.replace_range(begin..begin + first.len_utf8(), &upper);
    }
}

/// A sentence with its capital, "an" before vowels, and capitals where quotations open.
pub(super) fn finished(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    let mut capital = true;
    while let Some(word) = words.next() {
        if !out.is_empty() {
            out.push(' ');
        }
        let opens_vowel = words.peek().is_some_and(|next| next.starts_with(['a', 'e', 'i', 'o']));
        let word = if word == "a" && opens_vowel { "an" } else { word };
        let quoted = word.strip_prefix('"').filter(|_| capital);
        if quoted.is_some() {
            out.push('"');
        }
        let bare = quoted.unwrap_or(word);
        match bare.chars().next() {
            Some(first) if capital => {
                out.extend(first.to_uppercase());
                out.push_str(&bare[first.len_utf8()..]);
            }
            _ => out.push_str(bare),
        }
        capital = word.ends_with(':');
    }
    out
}

/// One number out of several, each bit of which hangs on all of them (SplitMix64's finish).
pub(super) fn mixed(numbers: &[u64]) -> u64 {
    numbers.iter().fold(0x9e37_79b9_7f4a_7c15, |state, &number| {
        let mut state = state.wrapping_add(number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ (state >> 31)
    })
}

fn hash(key: &str) -> u64 {
    key.bytes().fold(14_695_981_039_346_656_037, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(1_099_511_628_211))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_grammar_is_known() {
        let grammar = Grammar::new();
        for rule in &grammar.rules {
            if let Rule::Phrases(phrases) = rule {
                for piece in phrases.iter().flatten() {
                    assert!(!matches!(piece, Piece::Put(Symbol::Unknown, _)), "{phrases:?}");
                }
            }
        }
        for (_, rule) in FACTS {
            assert!(grammar.names.contains_key(rule), "{rule}");
        }
    }

    #[test]
    fn writers_of_one_event_share_facts_and_not_words() {
        let grammar = Grammar::new();
        let event = Event::new(&grammar, 5, 2);
        let teller = Teller { grammar: &grammar, event: &event, paper: "The Post" };
        let told: Vec<String> = (0..40).map(|seed| teller.lead(&mut Rng::with_seed(seed))).collect();
        assert!(told.iter().all(|lead| lead.contains("Wednesday")), "{told:?}");
        assert!(told.iter().any(|lead| *lead != told[0]));
        assert_eq!(told[3], teller.lead(&mut Rng::with_seed(3)));
    }

    #[test]
    fn sentences_are_finished() {
        assert_eq!(finished("a old mill  burned: \"it was a ruin\""), "An old mill burned: \"It was a ruin\"");
    }
}
