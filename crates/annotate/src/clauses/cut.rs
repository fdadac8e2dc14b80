//! Where one clause ends and the next begins: conjunctions, subordinators, relative pronouns, participles, marks.

use super::joints::Joints;
use super::verbs::Role;
use crate::word_sets::WordSet;
use headwater_model::{Report, Tag, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Begin a clause when a verb follows.
static SUBORDINATORS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("after before while because when although though since until unless as whereas where whether if once")
});

/// Begin a relative clause.
pub(super) static RELATIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("who which whose whom"));

/// Join clauses or verb phrases.
pub(super) static CONJUNCTIONS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("and & but or yet nor"));

/// Begin a noun phrase that can be a subject.
static SUBJECTS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("i you he she it we they there this that these those who someone nobody everyone"));

/// Abbreviations after which a point ends no sentence.
static ABBREVIATIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "mr mrs ms dr sen rep gov gen lt col sgt capt rev st jr sr no vs jan feb mar apr jun jul aug sep sept oct nov dec \
         u.s u.k d.c a.m p.m inc corp co ltd prof pres hon messrs mt ft ave blvd",
    )
});

/// A piece of a region and, when it was cut from a longer clause, all of that clause: its hedges hold for every part.
pub(super) struct Piece {
    pub(super) tokens: Range<usize>,
    pub(super) whole: Range<usize>,
}

/// Cuts a region of tokens into pieces of at least `fewest` words that each hold a verb.
pub(super) fn pieces(
    report: &Report,
    words: &Words,
    roles: &[Role],
    region: Range<usize>,
    fewest: usize,
    most: usize,
) -> Vec<Piece> {
    let mut cuts = vec![region.start];
    let first_verb = region.clone().find(|at| roles[*at] == Role::Finite).unwrap_or(region.end);
    let mut last = region.start;
    let joints = Joints { report, words, roles, end: region.end };
    for at in region.start + 1..region.end {
        if begins_clause(report, words, roles, &region, first_verb, at) || joints.cut(last..at) {
            cuts.push(at);
            last = at;
        }
    }
    cuts.push(region.end);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for pair in cuts.windows(2) {
        let piece = pair[0]..pair[1];
        let whole = is_clause(words, roles, piece.clone(), fewest);
        match pieces.last_mut() {
            // What is no clause by itself goes with its neighbour.
            Some(last) if !whole || !is_clause(words, roles, last.clone(), fewest) => last.end = piece.end,
            _ => pieces.push(piece),
        }
    }
    let cut = |whole: Range<usize>| {
        let halves = halves(report, words, whole.clone(), most);
        halves.into_iter().map(move |piece| Piece { tokens: piece, whole: whole.clone() })
    };
    pieces.into_iter().flat_map(cut).collect()
}

/// Cuts a piece of more than `most` words where it can best be cut near its middle: at a comma, else before a
/// preposition.
fn halves(report: &Report, words: &Words, piece: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let mut done = Vec::new();
    let mut left = vec![piece];
    while let Some(piece) = left.pop() {
        let count = words.tokens[piece.clone()].iter().filter(|token| is_word(token.kind)).count();
        let margin = most / 4;
        let middle = usize::midpoint(piece.start, piece.end);
        let inner = piece.start + margin..piece.end.saturating_sub(margin);
        let cut = inner
            .filter_map(|at| {
                let comma = words.tokens[at - 1].span.of(&report.text) == ",";
                let preposition = PREPOSITIONS.has(words.tokens[at].word);
                let cost = if comma { 0 } else { most / 3 };
                (comma || preposition).then_some((at.abs_diff(middle) + cost, at))
            })
            .min();
        match cut {
            Some((_, at)) if count > most => {
                left.push(at..piece.end);
                left.push(piece.start..at);
            }
            _ => done.push(piece),
        }
    }
    done
}

/// Prepositions before which a long clause may be cut.
static PREPOSITIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("during following amid after before at on in with for from by over about near against to")
});

fn is_clause(words: &Words, roles: &[Role], piece: Range<usize>, fewest: usize) -> bool {
    let count = words.tokens[piece.clone()].iter().filter(|token| is_word(token.kind)).count();
    count >= fewest && piece.clone().any(|at| roles[at] != Role::Other)
}

fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
}

/// Whether a clause begins at token `at`, which is not the first of the region; `first_verb` is the region's first verb
/// with tense.
fn begins_clause(
    report: &Report,
    words: &Words,
    roles: &[Role],
    region: &Range<usize>,
    first_verb: usize,
    at: usize,
) -> bool {
    let token = &words.tokens[at];
    let before = words.tokens[at - 1].span.of(&report.text);
    if begins_sentence(report, words, region, at) {
        return true;
    }
    let after_mark = matches!(before, "," | ";" | "—" | "–" | "-" | ":" | "(" | "--");
    if matches!(before, ";" | "—" | "–" | "--") {
        return true;
    }
    let verb_after = |within: usize| {
        let end = region.end.min(at + 1 + within);
        (at + 1..end).take_while(|at| !ends_reach(report, words, *at)).position(|at| roles[at] == Role::Finite)
    };
    if first_verb >= at {
        return false;
    }
    if before == ":" {
        return verb_after(12).is_some();
    }
    if RELATIVES.has(token.word) {
        return verb_after(8).is_some();
    }
    if SUBORDINATORS.has(token.word) {
        return verb_after(12).is_some() || (roles.get(at + 1) == Some(&Role::Ing));
    }
    // "Has or will supply": one verb group.
    let inside_verb = words.tokens[at - 1].tag == Tag::Auxiliary
        && words.tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Auxiliary);
    if CONJUNCTIONS.has(token.word) && !inside_verb {
        let Some(next) = words.tokens.get(at + 1) else { return false };
        return match verb_after(10) {
            Some(0 | 1) => true,
            Some(_) => after_mark || SUBJECTS.has(next.word),
            None => false,
        };
    }
    after_mark && roles[at] == Role::Ing
}

/// Whether a sentence begins at a token inside a region: sentences of one quotation are not told apart before.
fn begins_sentence(report: &Report, words: &Words, region: &Range<usize>, at: usize) -> bool {
    let token = &words.tokens[at];
    let mut before = at - 1;
    // A closing mark belongs to the sentence before it.
    if words.tokens[before].kind == TokenKind::Quote && before > region.start {
        before -= 1;
    }
    let mark = words.tokens[before].span.of(&report.text);
    let ends = match mark {
        "!" | "?" | "…" => true,
        "." => {
            before > region.start && {
                let last = &words.tokens[before - 1];
                !(ABBREVIATIONS.has(last.word) || last.span.len() == 1)
            }
        }
        _ => false,
    };
    let upper = token.span.of(&report.text).starts_with(|first: char| first.is_uppercase() || first.is_numeric());
    let opens = token.kind == TokenKind::Quote && before + 1 == at;
    let spaced = report.text.get(..token.span.start()).is_some_and(|text| text.ends_with(char::is_whitespace));
    ends && spaced && (upper || opens)
}

/// Marks over which a clause does not look for its verb.
pub(super) fn ends_reach(report: &Report, words: &Words, at: usize) -> bool {
    matches!(words.tokens[at].span.of(&report.text), ";" | "—" | "–" | "," | ":")
}

/// Leaves out marks, conjunctions and relative pronouns at the borders of a piece.
pub(super) fn trim(report: &Report, words: &Words, piece: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (piece.start, piece.end);
    while start < end {
        let token = &words.tokens[start];
        let mark = token.kind == TokenKind::Mark && !matches!(token.span.of(&report.text), "$" | "#" | "@" | "£" | "€");
        if !(mark || CONJUNCTIONS.has(token.word)) {
            break;
        }
        start += 1;
    }
    while end > start && words.tokens[end - 1].kind == TokenKind::Mark {
        end -= 1;
    }
    start..end
}
