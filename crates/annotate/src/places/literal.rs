//! Whether a place name stands for the place, or for its people or government ("Washington warned").

use super::senses::Sense;
use crate::word_sets::WordSet;
use headwater_atlas::Gazetteer;
use headwater_atlas::gazetteer::NameKind;
use headwater_model::{Annotated, EntityKind, MentionKind, PlaceKind, Report, Span, Token, TokenKind};
use std::sync::LazyLock;

/// What governments do and grounds do not.
static ACTS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "said says say warned warns warn denied denies deny accused accuses accuse announced announces announce urged \
         urges urge vowed vows vow rejected rejects reject condemned condemns condemn demanded demands demand called calls \
         claimed claims claim insisted insists insist wants want wanted hopes hope hoped fears fear feared believes believe \
         believed argues argue argued agreed agrees agree refused refuses refuse promised promises promise pledged pledges \
         pledge offered offers offer threatened threatens threaten imposed imposes impose expelled expels expel sanctioned \
         sanctions launched launches seeks seek sought supports supported backs backed opposes opposed signed signs \
         decided decides intends intended plans planned expects expected considers considered sees tells told asked asks \
         responded responds retaliated recognised recognized recognises recognizes acknowledged acknowledges confirmed \
         confirms criticised criticized criticises criticizes welcomed welcomes blamed blames protested protests summoned \
         suspects suspected stressed stresses supplies supplied withdrew sent sends",
    )
});

static AUXILIARIES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "has have had will would could may might should must also not never again repeatedly officially is are was were both still now",
    )
});

/// Nouns that come from a government: "warnings from Washington", "Moscow's decision".
static GOVERNING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "warning warnings pressure criticism condemnation statement statements support approval denial reaction response \
         offer offers demand demands decision decisions policy policies position stance claim claims accusation accusations \
         allegation allegations sanctions promise promises pledge pledges refusal government leadership assault offensive \
         invasion efforts attempts ambitions intentions interests concerns anger diplomacy diplomats troops forces army \
         military aid assurances permission order orders signal signals message",
    )
});

static PARTNERS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("with between against"));
static JOINS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("and"));
static FROM: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("from by of"));

/// Decides for the sense of the name under `span`.
pub(super) fn is_literal(
    report: &Report,
    annotated: &Annotated,
    span: Span,
    sense: &Sense,
    gazetteer: &Gazetteer,
) -> bool {
    if sense.name == NameKind::Demonym || is_in_body(annotated, span) {
        return false;
    }
    if !may_govern(sense, gazetteer) {
        return true;
    }
    let tokens = &annotated.words.tokens;
    let within = annotated.words.within(span);
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(0, |token| token.word);
    let (before, before2) = (word(within.start.checked_sub(1)), word(within.start.checked_sub(2)));
    let partner = PARTNERS.has(before) || (FROM.has(before) && GOVERNING.has(before2));
    !(partner || acts(&report.text, tokens, within.end) || owns_policy(&report.text, tokens, within.end))
}

/// Whether the name is a part of the name of an organisation: "the University of Texas".
fn is_in_body(annotated: &Annotated, span: Span) -> bool {
    let next = annotated.mentions.partition_point(|mention| mention.span.start() < span.end());
    annotated.mentions[..next].iter().rev().take(8).any(|mention| {
        let kind = annotated.entities.get(mention.entity.0 as usize).map(|entity| entity.kind);
        mention.kind == MentionKind::Name
            && mention.span.contains(span)
            && mention.span != span
            && matches!(kind, Some(EntityKind::Organisation | EntityKind::Agency | EntityKind::Outlet))
    })
}

/// Countries, capitals and seats of power have governments that go by their name.
fn may_govern(sense: &Sense, gazetteer: &Gazetteer) -> bool {
    /// Sites that are as often a government or a market as a building.
    const SEATS: [&str; 7] =
        ["White House", "Kremlin", "Pentagon", "Capitol Hill", "Downing Street", "Wall Street", "European Union"];
    gazetteer.kind(sense.place) == PlaceKind::Country
        || gazetteer.seat(sense.place) == Some(PlaceKind::Country)
        || (gazetteer.kind(sense.place) == PlaceKind::State && gazetteer.name(sense.place) == "Washington")
        || SEATS.contains(&gazetteer.name(sense.place))
}

/// Whether what follows is something governments do: "has denied", "and Pyongyang have denied".
fn acts(text: &str, tokens: &[Token], mut at: usize) -> bool {
    if tokens.get(at).is_some_and(|token| JOINS.has(token.word)) {
        at += 1;
        while tokens.get(at).is_some_and(|token| is_capitalised(text, token)) {
            at += 1;
        }
    }
    while tokens.get(at).is_some_and(|token| AUXILIARIES.has(token.word)) {
        at += 1;
    }
    tokens.get(at).is_some_and(|token| ACTS.has(token.word))
}

/// Whether a genitive and a noun of government follow: "Moscow's decision".
fn owns_policy(text: &str, tokens: &[Token], at: usize) -> bool {
    let genitive = tokens.get(at).is_some_and(|token| matches!(token.span.of(text), "'s" | "’s" | "'" | "’"));
    genitive
        && tokens
            .get(at + 1..tokens.len().min(at + 3))
            .unwrap_or_default()
            .iter()
            .any(|token| GOVERNING.has(token.word))
}

fn is_capitalised(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Word && token.span.of(text).chars().next().is_some_and(char::is_uppercase)
}
