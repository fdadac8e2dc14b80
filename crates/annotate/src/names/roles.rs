//! What a report says somebody is: titles before names, appositions after them, and the body that somebody speaks for.

use super::detect::{Name, NameKind};
use super::lexicon::{Traits, traits};
use headwater_model::{TokenKind, Words};

/// What stands around one mention of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role {
    /// Stems of the nouns that say what somebody is ("leader", "spokesman").
    pub(crate) heads: Vec<u64>,
    /// Stems of the words that go with them ("north", "korean").
    pub(crate) modifiers: Vec<u64>,
    /// Position, among the names, of the body.
    pub(crate) body: Option<usize>,
    /// Traits of title words and heads, all together (for gender).
    pub(crate) traits: Traits,
    /// Position of the first token of what stands before the name: title words and what modifies them.
    pub(crate) first: usize,
}

/// How many tokens a title or an apposition may reach.
const REACH: usize = 10;

/// Reads titles before and appositions after `names[at]`.
pub(crate) fn around(text: &str, words: &Words, names: &[Name], at: usize) -> Role {
    let mut role = Role { first: names[at].tokens.start, ..Role::default() };
    let sentence = words.sentence_at(names[at].span.start()).map(|found| words.sentences[found]);
    let (start, end) = sentence.map_or((0, words.tokens.len()), |found| (found.first as usize, found.last as usize));
    before(text, words, names, at, start, &mut role);
    after(text, words, names, at, end, &mut role);
    role
}

fn before(text: &str, words: &Words, names: &[Name], at: usize, start: usize, role: &mut Role) {
    let mut position = names[at].tokens.start;
    let mut other = at;
    let mut first_head = None;
    let mut pending = Vec::new();
    let mut body = None;
    while position > start && names[at].tokens.start - position < REACH {
        if other > 0 && names[other - 1].tokens.end == position {
            // A name before the title names the body: "Kremlin spokesman", "Russia's Natural Resources Minister".
            if first_head.is_none() {
                break;
            }
            other -= 1;
            if names[other].kind == NameKind::Person {
                break;
            }
            position = names[other].tokens.start;
            body.get_or_insert(other);
            pending.extend(names[other].tokens.clone());
            continue;
        }
        let token = &words.tokens[position - 1];
        let known = traits(token);
        let form = token.span.of(text);
        if matches!(form, "." | "'s" | "’s" | "-") {
            position -= 1;
            continue;
        }
        if token.kind != TokenKind::Word || known.any(Traits::SPEECH) || is_plain_function(known) {
            break;
        }
        position -= 1;
        if known.any(Traits::TITLE.or(Traits::ROLE).or(Traits::HONORIFIC)) {
            role.traits = role.traits.or(known);
            role.heads.push(token.stem);
            first_head.get_or_insert(position);
        } else if first_head.is_none() {
            break;
        } else {
            pending.push(position);
        }
        role.first = position;
    }
    if first_head.is_some() {
        role.modifiers.extend(pending.iter().map(|&token| words.tokens[token].stem));
        role.body = body;
    }
}

fn is_plain_function(known: Traits) -> bool {
    known.has(Traits::FUNCTION) && !known.any(Traits::TITLE.or(Traits::ROLE).or(Traits::QUALIFIER))
}

fn after(text: &str, words: &Words, names: &[Name], at: usize, end: usize, role: &mut Role) {
    let mut position = names[at].tokens.end;
    let comma = |position: usize| position < end && words.tokens[position].span.of(text) == ",";
    if !comma(position) {
        return;
    }
    position += 1;
    // An age between: "Mark Dobbs, 52, sheriff of …".
    if position < end && words.tokens[position].kind == TokenKind::Number {
        position += 1;
        if !comma(position) {
            return;
        }
        position += 1;
    }
    let opening = position;
    let mut heads = Vec::new();
    let mut modifiers = Vec::new();
    let mut body = None;
    let mut found = Traits::default();
    while position < end && position - opening < REACH {
        let token = &words.tokens[position];
        let known = traits(token);
        let form = token.span.of(text);
        let possessive = matches!(form, "'s" | "’s");
        if !possessive && (token.kind != TokenKind::Word || known.any(Traits::SPEECH)) {
            break;
        }
        let function = is_plain_function(known);
        if function && position == opening && !ARTICLES.contains(&form) {
            break;
        }
        if !heads.is_empty() && PREPOSITIONS.contains(&form) {
            body = body.or_else(|| (position + 1..(position + 4).min(end)).find_map(|near| body_at(names, near)));
            break;
        }
        if function && position > opening && (!heads.is_empty() || !matches!(form, "of" | "the" | "for")) {
            break;
        }
        if known.any(Traits::ROLE) && !known.has(Traits::PLURAL) {
            heads.push(token.stem);
            found = found.or(known);
        } else if !function && !possessive {
            modifiers.push(token.stem);
            body = body.or_else(|| body_at(names, position));
        }
        position += 1;
    }
    if !heads.is_empty() {
        role.heads.extend(heads);
        role.modifiers.extend(modifiers);
        role.traits = role.traits.or(found);
        role.body = role.body.or(body);
    }
}

const ARTICLES: &[&str] = &["a", "an", "the", "his", "her", "its", "their", "one", "former"];
const PREPOSITIONS: &[&str] = &["of", "for", "at", "with", "in", "to"];

/// The name other than a person's that holds a token.
fn body_at(names: &[Name], token: usize) -> Option<usize> {
    let at = names.partition_point(|name| name.tokens.end <= token);
    names.get(at).filter(|name| name.tokens.start <= token && name.kind != NameKind::Person).map(|_| at)
}
