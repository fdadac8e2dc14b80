//! Parts of speech: a greedy tagger from left to right over hashed features (Collins 2002; features after Honnibal's
//! averaged perceptron tagger).

use super::forms::{Form, Shape};
use headwater_linear::{Linear, feature, join};
use headwater_model::{Tag, Token};
use std::sync::LazyLock;

/// Names of the classes of the model, in the order of [`TAGS`].
pub(crate) const CLASSES: &[&str] = &[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN", "SCONJ", "VERB", "PUNCT", "X",
];

const TAGS: [Tag; 15] = [
    Tag::Adjective,
    Tag::Adposition,
    Tag::Adverb,
    Tag::Auxiliary,
    Tag::Conjunction,
    Tag::Determiner,
    Tag::Noun,
    Tag::Numeral,
    Tag::Particle,
    Tag::Pronoun,
    Tag::ProperNoun,
    Tag::Subordinator,
    Tag::Verb,
    Tag::Punctuation,
    Tag::Other,
];

const PUNCTUATION: usize = 13;

/// The model, or nothing when the embedded file is no model: tags then stay [`Tag::Other`].
static MODEL: LazyLock<Option<Linear>> = LazyLock::new(|| {
    let model = Linear::from_bytes(include_bytes!("../../../../models/tagger.hwl")).ok()?;
    (model.classes() == CLASSES).then_some(model)
});

/// Unpacks the model, if that has not been done yet.
pub(crate) fn unpack() {
    LazyLock::force(&MODEL);
}

/// Tags the tokens of one sentence.
pub(crate) fn tag(text: &str, tokens: &mut [Token]) {
    let Some(model) = MODEL.as_ref() else { return };
    let mut scores = [0_i32; CLASSES.len()];
    let said = decode(text, tokens, |features, _| {
        model.score(features, &mut scores);
        headwater_linear::best_of(&scores)
    });
    for (token, class) in tokens.iter_mut().zip(said) {
        token.tag = TAGS[class];
    }
}

/// Classes of the tokens of one sentence, each chosen by `choose` from its features (given with its position) and
/// the classes chosen before it.
pub(crate) fn decode(text: &str, tokens: &[Token], mut choose: impl FnMut(&[u64], usize) -> usize) -> Vec<usize> {
    let forms: Vec<Form> = tokens.iter().map(|token| Form::of(text, token)).collect();
    let mut said: Vec<usize> = Vec::with_capacity(tokens.len());
    let mut features = Vec::with_capacity(24);
    for at in 0..tokens.len() {
        if matches!(forms[at].shape, Shape::Quote) {
            said.push(PUNCTUATION);
            continue;
        }
        let before = |back: usize| at.checked_sub(back).map_or(CLASSES.len(), |before| said[before]) as u64;
        features.clear();
        extract(&forms, at, before(1), before(2), &mut features);
        said.push(choose(&features, at));
    }
    said
}

fn extract(forms: &[Form], at: usize, one_before: u64, two_before: u64, features: &mut Vec<u64>) {
    let edge = Form::default();
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|near| forms.get(near)).unwrap_or(&edge);
    let here = form(0);
    let shape = here.shape as u64;
    let values = [
        here.word,
        here.suffix3,
        here.suffix2,
        here.suffix4,
        here.prefix,
        shape << 1 | u64::from(at == 0),
        one_before,
        join(one_before, two_before),
        join(one_before, here.word),
        join(one_before, here.suffix3),
        form(-1).word,
        form(-1).suffix3,
        form(-2).word,
        form(1).word,
        form(1).suffix3,
        form(2).word,
        join(here.word, form(1).word),
        join(form(-1).word, here.word),
        join(shape, form(1).shape as u64),
        join(one_before, form(1).word),
    ];
    features.extend(values.iter().zip(0_u32..).map(|(value, template)| feature(template, *value)));
}
