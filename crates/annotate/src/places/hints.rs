//! Words beside a place name that tell what it is or where it lies.

use crate::word_sets::WordTable;
use crate::words::{fold, hash};
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::{PlaceId, Walk, holds_places, key};
use headwater_model::{Annotated, PlaceKind, Report, Span, TokenKind};
use std::sync::LazyLock;

/// Kind words and the kinds of places that they stand beside.
const KIND_WORDS: [(&str, PlaceKind); 62] = [
    ("city", PlaceKind::City),
    ("town", PlaceKind::City),
    ("village", PlaceKind::City),
    ("suburb", PlaceKind::City),
    ("township", PlaceKind::City),
    ("borough", PlaceKind::City),
    ("hamlet", PlaceKind::City),
    ("municipality", PlaceKind::City),
    ("neighborhood", PlaceKind::City),
    ("neighbourhood", PlaceKind::City),
    ("capital", PlaceKind::City),
    ("port", PlaceKind::City),
    ("resort", PlaceKind::City),
    ("mayor", PlaceKind::City),
    ("downtown", PlaceKind::City),
    ("resident", PlaceKind::City),
    ("residents", PlaceKind::City),
    ("state", PlaceKind::State),
    ("province", PlaceKind::State),
    ("oblast", PlaceKind::State),
    ("region", PlaceKind::State),
    ("governorate", PlaceKind::State),
    ("prefecture", PlaceKind::State),
    ("territory", PlaceKind::State),
    ("krai", PlaceKind::State),
    ("governor", PlaceKind::State),
    ("gov", PlaceKind::State),
    ("county", PlaceKind::County),
    ("counties", PlaceKind::County),
    ("parish", PlaceKind::County),
    ("parishes", PlaceKind::County),
    ("district", PlaceKind::County),
    ("country", PlaceKind::Country),
    ("nation", PlaceKind::Country),
    ("republic", PlaceKind::Country),
    ("kingdom", PlaceKind::Country),
    ("president", PlaceKind::Country),
    ("station", PlaceKind::Site),
    ("airport", PlaceKind::Site),
    ("cosmodrome", PlaceKind::Site),
    ("spaceport", PlaceKind::Site),
    ("base", PlaceKind::Site),
    ("river", PlaceKind::Site),
    ("lake", PlaceKind::Site),
    ("sea", PlaceKind::Site),
    ("ocean", PlaceKind::Site),
    ("gulf", PlaceKind::Site),
    ("strait", PlaceKind::Site),
    ("canal", PlaceKind::Site),
    ("mountain", PlaceKind::Site),
    ("mountains", PlaceKind::Site),
    ("island", PlaceKind::Site),
    ("islands", PlaceKind::Site),
    ("valley", PlaceKind::Site),
    ("desert", PlaceKind::Site),
    ("peninsula", PlaceKind::Region),
    ("coast", PlaceKind::Region),
    ("area", PlaceKind::City),
    ("metro", PlaceKind::City),
    ("metropolitan", PlaceKind::City),
    ("greater", PlaceKind::City),
    ("inner", PlaceKind::City),
];

const DIRECTIONS: [&str; 26] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "central",
    "upper",
    "lower",
    "mid",
    "downtown",
    "uptown",
    "rural",
    "coastal",
    "mainland",
    "old",
];

/// Whether a word of a [`key`] may be left out of a name when the name is unknown with it.
pub(super) fn is_kind_or_direction(word: &str) -> bool {
    DIRECTIONS.contains(&word) || KIND_WORDS.iter().any(|(kind, _)| *kind == word)
}

/// Kinds by the hash of their word.
static KINDS: LazyLock<WordTable<PlaceKind>> =
    LazyLock::new(|| WordTable::new(KIND_WORDS.iter().map(|&(word, kind)| (hash(&fold(word)), kind))));

static OF: LazyLock<u64> = LazyLock::new(|| hash("of"));

fn kind_of_word(word: u64) -> Option<PlaceKind> {
    KINDS.get(word)
}

/// The kind that a word beside the name says: "the border town of Khasan", "Khasan station", "Amur region".
pub(super) fn kind(report: &Report, annotated: &Annotated, span: Span) -> Option<PlaceKind> {
    let tokens = &annotated.words.tokens;
    let within = annotated.words.within(span);
    let word = |at: usize| tokens.get(at).filter(|token| token.kind == TokenKind::Word);
    let beside = |at: usize| {
        // Across a comma or into the next sentence a word says nothing about the name.
        word(at).filter(|token| {
            let (from, to) = (span.end().min(token.span.end()), span.start().max(token.span.start()));
            let between = report.text.get(from..to).unwrap_or_default();
            !between.contains(['.', ',', ';', '\n'])
        })
    };
    if let Some(kind) = beside(within.end).and_then(|token| kind_of_word(token.word)) {
        return Some(kind);
    }
    let before = within.start.checked_sub(1)?;
    if beside(before)?.word == *OF {
        return before.checked_sub(1).and_then(beside).and_then(|token| kind_of_word(token.word));
    }
    None
}

/// The divisions and countries that the longest name at the start of `rest` may refer to.
pub(super) fn holders(rest: &str, gazetteer: &Gazetteer) -> Vec<PlaceId> {
    let mut best: Option<Walk<'_>> = None;
    let mut walk = gazetteer.walk();
    let rest = rest.trim_start();
    if !rest.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let mut first = true;
    for word in rest.split_inclusive([' ', '-']).take(5) {
        let bare = word.trim_end();
        let ended = bare.ends_with([',', ';', ':', ')', '?', '!']) || bare.ends_with("'s") || bare.ends_with("’s");
        let piece = bare.trim_end_matches([',', ';', ':', ')', '?', '!', '-']);
        let piece = piece.strip_suffix("'s").or_else(|| piece.strip_suffix("’s")).unwrap_or(piece);
        let step = if first { walk.step(&key(piece)) } else { walk.step(" ").and_then(|walk| walk.step(&key(piece))) };
        let Some(next) = step else { break };
        (walk, first) = (next, false);
        if walk.is_name() {
            best = Some(walk);
        }
        if ended {
            break;
        }
    }
    let candidates = best.into_iter().flat_map(Walk::candidates);
    candidates.map(|candidate| candidate.place).filter(|&place| holds_places(gazetteer.kind(place))).collect()
}
