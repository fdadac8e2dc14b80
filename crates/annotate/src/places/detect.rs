//! Which words of a report are place names.
//!
//! Every run of capitalised words that the gazetteer knows is put before a small linear model (`models/place_names.hwl`),
//! which reads the words around it, what the gazetteer says of it, and what the names layer takes it for.

use super::hints::holders;
use crate::word_sets::WordSet;
use crate::words::hash;
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::{NameKind, Walk, key, push_key};
use headwater_linear::{Linear, feature, join};
use headwater_model::{Annotated, EntityKind, MentionKind, PlaceKind, Report, Span, Token, TokenKind};
use std::sync::LazyLock;

/// Most words of a place name.
const MOST_WORDS: usize = 6;
/// Positions of the features that know the name itself, which say nothing of a name that was not among the examples.
pub const OF_THE_NAME_ITSELF: [usize; 3] = [1, 24, 25];
/// Class of the model that stands for "a place name".
pub const IS_PLACE: usize = 1;

static MODEL: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::from_bytes(include_bytes!("../../../../models/place_names.hwl")).ok());

/// Words that are place names only with a full stop: abbreviations of states and provinces.
static ABBREVIATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "ala ariz ark calif cal colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr nev \
         okla ore pa penn penna tenn tex vt va wash wis wisc wyo alta man nfld ont que sask",
    )
});

static PREPOSITIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "in at near from to into outside inside across around throughout toward towards through via leaving visit",
    )
});

/// Words that end the name of a street, a water, a building or a district: such names are places though the gazetteer has
/// few of them.
static SITE_WORDS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy parkway pkwy route trail way court ct \
         place plaza square bridge river creek lake island islands bay beach mountain mountains hill hills valley forest \
         park airport hospital church cathedral university college school center centre mall township twp county co \
         district station stadium arena theatre theater museum hall library building tower prison jail courthouse cemetery \
         heights village town city region province coast peninsula desert canyon falls springs dam canal harbor port",
    )
});

/// A run of words that the gazetteer knows, or that ends in a word for a site, with what the model reads of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Where.
    pub span: Span,
    /// Hashed features.
    pub features: Vec<u64>,
}

/// The place names of a report, in order, not overlapping.
pub(super) fn spans(report: &Report, annotated: &Annotated, gazetteer: &Gazetteer) -> Vec<Span> {
    let Some(model) = MODEL.as_ref() else { return Vec::new() };
    let mut spans = Vec::new();
    visit(report, annotated, gazetteer, |suspect| {
        let accepted = model.best(&suspect.features) == IS_PLACE;
        if accepted {
            spans.push(suspect.span);
        }
        accepted
    });
    spans
}

/// Shows every suspect to `accept`, from the left and longer ones first; words of an accepted one are not shown again.
pub fn visit(report: &Report, annotated: &Annotated, gazetteer: &Gazetteer, mut accept: impl FnMut(&Suspect) -> bool) {
    let page = Page::new(report, annotated, gazetteer);
    let mut at = 0;
    let tokens = &annotated.words.tokens;
    let mut found = Vec::new();
    while at < tokens.len() {
        page.matches(at, &mut found);
        page.add_site(at, &mut found);
        let accepted = found.iter().rev().find(|run| accept(&page.suspect(run)));
        at = accepted.map_or(at + 1, |run| run.end);
    }
}

/// A match of the gazetteer.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    first: usize,
    /// Position past its last token, full stop of an abbreviation included.
    end: usize,
    /// Its key in the gazetteer; none for a site that the gazetteer does not know.
    walk: Option<Walk<'a>>,
}

/// A report as the detector sees it.
struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    annotated: &'a Annotated,
    gazetteer: &'a Gazetteer,
    /// Words that stand in lower case somewhere in the report, sorted.
    lower: Vec<u64>,
    /// Capitalised words that stand after a preposition of place somewhere in the report, sorted.
    placed: Vec<u64>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, annotated: &'a Annotated, gazetteer: &'a Gazetteer) -> Self {
        let (text, tokens) = (report.text.as_str(), annotated.words.tokens.as_slice());
        let mut lower = Vec::new();
        let mut placed = Vec::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Word) {
            if !is_capitalised(text, token) {
                lower.push(token.word);
            } else if at > 0 && PREPOSITIONS.has(tokens[at - 1].word) {
                placed.push(token.word);
            }
        }
        for words in [&mut lower, &mut placed] {
            words.sort_unstable();
            words.dedup();
        }
        Self { text, tokens, annotated, gazetteer, lower, placed }
    }

    /// The names of the gazetteer that start at a token, shorter ones first.
    fn matches(&self, first: usize, found: &mut Vec<Run<'a>>) {
        found.clear();
        if !is_capitalised(self.text, &self.tokens[first]) {
            return;
        }
        let mut walk = self.gazetteer.walk();
        let mut piece = String::new();
        let mut at = first;
        for _ in 0..MOST_WORDS {
            let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return };
            let word = token.span.of(self.text);
            let clitic = word.starts_with(['\'', '’']);
            piece.clear();
            push_key(&mut piece, word);
            if piece.is_empty() {
                return;
            }
            // A genitive within a name belongs to its key without a space: "People's" is "peoples".
            let step = if at == first || clitic { Some(walk) } else { walk.step(" ") };
            let Some(next) = step.and_then(|walk| walk.step(&piece)) else { return };
            walk = next;
            at += 1;
            let stopped = self.tokens.get(at).is_some_and(|dot| {
                dot.span.start() == token.span.end() && dot.span.len() == 1 && dot.span.of(self.text) == "."
            });
            let abbreviated = ABBREVIATIONS.has(token.word);
            let initial = word.len() == 1;
            let dotted =
                stopped && (abbreviated || initial || word.contains('.') || matches!(word, "St" | "Ft" | "Mt"));
            let end = at + usize::from(dotted);
            let lone = at == first + 1;
            let refused = lone && initial
                || abbreviated && lone && !dotted
                || lone && piece == "us" && word != "US" && word != "U.S";
            if is_capitalised(self.text, token) && walk.is_name() && !refused {
                found.push(Run { first, end, walk: Some(walk) });
            }
            at = end;
            let Some(next) = self.tokens.get(at) else { return };
            let gap = self.text.get(self.tokens[at - 1].span.end()..next.span.start());
            if !gap.is_some_and(|gap| matches!(gap, "" | " " | "\u{a0}")) {
                return;
            }
        }
    }

    /// Adds the longest run of capitalised words from a token on that ends in a word for a site.
    fn add_site(&self, first: usize, found: &mut Vec<Run<'a>>) {
        if !is_capitalised(self.text, &self.tokens[first]) {
            return;
        }
        let joined = |at: usize| {
            let gap = self.text.get(self.tokens[at - 1].span.end()..self.tokens[at].span.start());
            is_capitalised(self.text, &self.tokens[at]) && gap == Some(" ")
        };
        let last = (first + 1..self.tokens.len().min(first + MOST_WORDS)).take_while(|&at| joined(at));
        let site = last.filter(|&at| SITE_WORDS.has(self.tokens[at].word)).last();
        if let Some(site) = site.filter(|&site| !found.iter().any(|run| run.end > site)) {
            found.push(Run { first, end: site + 1, walk: None });
        }
    }

    fn suspect(&self, run: &Run<'_>) -> Suspect {
        let span = self.tokens[run.first].span.cover(self.tokens[run.end - 1].span);
        Suspect { span, features: self.features(run, span) }
    }

    fn features(&self, run: &Run<'_>, span: Span) -> Vec<u64> {
        let word = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).map_or(0, |token| token.word);
        let back = |by: usize| run.first.checked_sub(by);
        let (before, before2) = (word(back(1)), word(back(2)));
        let (after, after2) = (word(Some(run.end)), word(Some(run.end + 1)));
        let first = &self.tokens[run.first];
        let printed = span.of(self.text);
        let own = hash(&key(printed));
        let known = self.known(run);
        let sentence = self.annotated.words.sentence_at(span.start());
        let opening = sentence.is_some_and(|at| self.annotated.words.sentences[at].first as usize == run.first);
        let shapes = join(self.shape(back(1)), self.shape(Some(run.end)));
        let named = self.named(span);
        let held = u64::from(self.is_held(span));
        let caps = u64::from(printed.len() > 1 && !printed.contains(char::is_lowercase));
        let lower = u64::from(self.lower.binary_search(&first.word).is_ok());
        let placed = u64::from(self.placed.binary_search(&first.word).is_ok());
        let length = (run.end - run.first) as u64;
        let ending = printed.char_indices().rev().nth(2).and_then(|(at, _)| printed.get(at..)).map_or(0, hash);
        [
            0,
            own,
            before,
            after,
            join(before, before2),
            join(after, after2),
            shapes,
            known,
            length,
            u64::from(opening),
            caps,
            named,
            held,
            lower,
            placed,
            ending,
            word(Some(run.end - 1)),
            join(before, named),
            join(after, named),
            join(known, named),
            join(known, shapes),
            join(join(known, u64::from(opening)), lower),
            join(placed, join(named, known)),
            join(before, after),
            join(own, after),
            join(own, before),
            join(held, known),
            join(length, known),
        ]
        .into_iter()
        .zip(0..)
        .map(|(value, template)| feature(template, value))
        .collect()
    }

    /// What the gazetteer says of a name: kinds of its senses, its largest population, whether it is a demonym.
    fn known(&self, run: &Run<'_>) -> u64 {
        let (mut kinds, mut most, mut demonym, mut own) = (0_u64, 0, false, false);
        for candidate in run.walk.into_iter().flat_map(Walk::candidates) {
            kinds |= match self.gazetteer.kind(candidate.place) {
                PlaceKind::Region => 1,
                PlaceKind::Country => 2,
                PlaceKind::State => 4,
                PlaceKind::County => 8,
                PlaceKind::City => 16,
                PlaceKind::Site => 32,
            };
            demonym |= candidate.name == NameKind::Demonym;
            own |= candidate.name == NameKind::Own;
            most = most.max(self.gazetteer.population(candidate.place));
        }
        // County and site say little beside the others; three steps of population in a decade would be too fine.
        let size = u64::from((most + 1).ilog2() / 3);
        kinds & 0b1_1111 | size << 8 | u64::from(demonym) << 16 | u64::from(own) << 17
    }

    fn shape(&self, at: Option<usize>) -> u64 {
        match at.and_then(|at| self.tokens.get(at)) {
            None => 0,
            Some(token) if is_capitalised(self.text, token) => 1,
            Some(token) => match token.kind {
                TokenKind::Word => 2,
                TokenKind::Number => 3,
                TokenKind::Quote => 4,
                TokenKind::Mark => 5 + u64::from(*self.text.as_bytes().get(token.span.start()).unwrap_or(&0)),
            },
        }
    }

    /// What the names layer takes the words for, and how the two lie to each other.
    fn named(&self, span: Span) -> u64 {
        let next = self.annotated.mentions.partition_point(|mention| mention.span.start() < span.end());
        let over = self.annotated.mentions[..next]
            .iter()
            .rev()
            .take(8)
            .find(|mention| mention.kind == MentionKind::Name && mention.span.overlaps(span));
        let Some(mention) = over else { return 0 };
        let kind =
            self.annotated.entities.get(mention.entity.0 as usize).map_or(EntityKind::Other, |entity| entity.kind);
        let lies = match (mention.span.start() == span.start(), mention.span.end() == span.end()) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        1 + lies + 4 * kind as u64
    }

    /// Whether a division or country that may hold it is named after it.
    fn is_held(&self, span: Span) -> bool {
        let after = self.text.get(span.end()..).unwrap_or_default();
        after.strip_prefix(", ").is_some_and(|rest| !holders(rest, self.gazetteer).is_empty())
    }
}

fn is_capitalised(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Word && token.span.of(text).chars().next().is_some_and(char::is_uppercase)
}
