//! Which tokens can be the verb of a clause: by their tags, or by lists and endings where nothing is tagged.

use crate::word_sets::WordSet;
use crate::words::fold;
use headwater_model::{Report, Tag, Token, TokenKind, Words};
use std::sync::LazyLock;

/// What a token is to the clause around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A verb with tense, or an auxiliary.
    Finite,
    /// A verb form in -ing.
    Ing,
    /// A verb after "to" or after an auxiliary.
    Bare,
    /// No verb.
    Other,
}

static AUXILIARIES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "is are was were be been am has have had having will would can could may might must shall should do does did \
         isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't mustn't shouldn't \
         don't doesn't didn't 'll 've 're 'd 'm ain't",
    )
});

/// Verbs with tense that the tagger, which parts them from their "not", has not met in one piece.
static CONTRACTIONS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't mustn't shouldn't don't doesn't \
         didn't ain't needn't",
    )
});

static IRREGULAR: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "said says say told tells got went came took made gave found saw knew thought left began kept held brought wrote \
         stood heard let met ran paid sat spoke lay led grew lost fell sent built understood drew broke spent rose drove \
         bought wore chose fled fought caught taught sought sold shot hit put cut set won struck became hurt read beat \
         felt flew hid swore threw woke wants want wanted think thinks know knows believe believes need needs get gets \
         go goes come comes take takes make makes give gives see sees keep keeps stand stands seem seems remain remains \
         plan plans hope hopes includes include appears appear shows show calls call uses use works lives claims",
    )
});

/// Not verbs though they end like one.
static NOT_VERBS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "united armed unnamed hundred need indeed speed seed bed red led embed so-called limited aged old-fashioned \
         during morning evening nothing something anything everything building thing king ring spring string bring \
         according including wing meeting hearing shooting wedding being following regarding concerning",
    )
});

/// Roles of all tokens of a report.
pub(super) fn roles(report: &Report, words: &Words) -> Vec<Role> {
    let tagged = words.tokens.iter().any(|token| token.tag != Tag::Other);
    let mut roles: Vec<Role> = Vec::with_capacity(words.tokens.len());
    for (at, token) in words.tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| (words.tokens[at], roles[at]));
        roles.push(role(report, token, before, tagged));
    }
    roles
}

fn role(report: &Report, token: &Token, before: Option<(Token, Role)>, tagged: bool) -> Role {
    if token.kind != TokenKind::Word {
        return Role::Other;
    }
    let form = token.span.of(&report.text);
    if tagged {
        if CONTRACTIONS.has(token.word) {
            return Role::Finite;
        }
        return match token.tag {
            Tag::Auxiliary => Role::Finite,
            Tag::Verb if form.len() > 4 && form.ends_with("ing") => Role::Ing,
            Tag::Verb => {
                let bare = before.is_some_and(|(word, _)| word.tag == Tag::Particle);
                if bare { Role::Bare } else { Role::Finite }
            }
            _ => Role::Other,
        };
    }
    if AUXILIARIES.has(token.word) || IRREGULAR.has(token.word) {
        return Role::Finite;
    }
    let folded = fold(form);
    if form.starts_with(char::is_uppercase) || NOT_VERBS.has(token.word) || folded.len() < 4 {
        return Role::Other;
    }
    if folded.ends_with("ing") {
        Role::Ing
    } else if folded.ends_with("ed") {
        Role::Finite
    } else {
        Role::Other
    }
}
