//! How the models of this crate are trained: one pass over one text at a time. Used by `xtask`, not by the stages.

use crate::names::detect;
use crate::names::labels::{self, Memory, OUTSIDE};
use crate::words::tags;
use headwater_linear::Trainer;
use headwater_model::Words;

/// Names of the tagger's classes: universal tags, anything unusual under "X".
pub const TAG_CLASSES: &[&str] = tags::CLASSES;
/// Names of the name tagger's classes: "O", then "B-" and "I-" of each type.
pub const NAME_CLASSES: &[&str] = labels::CLASSES;

/// Shows the tagger one text. `gold` has one class a token, `None` where the teacher's token does not fit ours.
/// Gives back how many of the classes said before learning were right, of how many.
pub fn learn_tags(trainer: &mut Trainer, text: &str, words: &Words, gold: &[Option<usize>]) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for sentence in &words.sentences {
        let first = sentence.first as usize;
        tags::decode(text, words.of_sentence(sentence), |features, at| match gold.get(first + at).copied().flatten() {
            Some(class) => {
                let said = trainer.learn(features, class);
                right += usize::from(said == class);
                all += 1;
                said
            }
            None => headwater_linear::best_of(&trainer.score(features)),
        });
    }
    (right, all)
}

/// Shows the name tagger one text: structured updates, one a sentence (Collins 2002). `gold` has one class a token.
pub fn learn_names(trainer: &mut Trainer, text: &str, words: &Words, gold: &[usize]) {
    let mut memory = Memory::of(text, &words.tokens);
    let mut features = Vec::new();
    for sentence in &words.sentences {
        let tokens = words.of_sentence(sentence);
        let Some(gold) = gold.get(sentence.first as usize..sentence.last as usize) else { return };
        let score = |features: &[u64], scores: &mut [i32]| scores.copy_from_slice(&trainer.score(features));
        let transitions = detect::transitions(score);
        let said = detect::label(text, tokens, &memory, &transitions, score);
        if said != gold {
            let forms = labels::forms_of(text, tokens);
            let open = labels::open_tokens(&forms);
            let places = labels::gazetteer(text, tokens, &forms);
            for at in (0..tokens.len()).filter(|&at| open[at]) {
                let before =
                    |labels: &[usize]| at.checked_sub(1).filter(|&before| open[before]).map(|before| labels[before]);
                if said[at] != gold[at] {
                    labels::extract(tokens, &forms, &places, at, &memory, &mut features);
                    trainer.update(&features, gold[at], 1.0);
                    trainer.update(&features, said[at], -1.0);
                }
                if (said[at], before(&said)) != (gold[at], before(gold)) {
                    trainer.update(&[labels::transition(before(gold))], gold[at], 1.0);
                    trainer.update(&[labels::transition(before(&said))], said[at], -1.0);
                }
            }
        }
        trainer.tick();
        memory.learn(tokens, &said);
    }
}

/// Class of a token outside every name.
pub const NO_NAME: usize = OUTSIDE;
