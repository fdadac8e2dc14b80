//! Trains the tagger of parts of speech and the name tagger by the averaged perceptron.

use crate::labelled::{Labelled, read};
use headwater_annotate::training::{NAME_CLASSES, TAG_CLASSES, learn_names, learn_tags};
use headwater_linear::{Linear, Trainer};
use std::path::PathBuf;

/// Rounds over the training data.
const ROUNDS: usize = 8;
/// Rounds over a teacher's labels and people's together, before those over people's alone.
const SILVER_ROUNDS: usize = 2;
/// Logarithm of the number of feature rows of the tagger.
const TAGGER_BITS: u8 = 17;
/// Logarithm of the number of feature rows of the name tagger.
const NAME_BITS: u8 = 19;

/// The tagger, from texts with a teacher's tags.
#[expect(clippy::print_stderr, reason = "a trainer tells how it gets on")]
pub(crate) fn train_tagger(files: &[PathBuf]) -> Result<Linear, String> {
    let texts: Vec<Labelled> = read(files)?.into_iter().filter(|text| text.tags.iter().any(Option::is_some)).collect();
    let mut trainer = Trainer::new(TAG_CLASSES, TAGGER_BITS);
    for round in 0..ROUNDS {
        let (mut right, mut all, mut held_right, mut held_all) = (0, 0, 0, 0);
        for (at, text) in shuffled(&texts, round) {
            let (hits, count) = learn_tags(&mut trainer, &text.text, &text.words, &text.tags);
            // Before it is learnt for the first time, a text is unseen: every tenth of the first round is a test.
            if round == 0 && at % 10 == 0 {
                held_right += hits;
                held_all += count;
            }
            right += hits;
            all += count;
        }
        eprintln!("round {round}: {right} of {all} right while learning; tenth: {held_right} of {held_all}");
    }
    Ok(trainer.finish())
}

/// The name tagger, from texts with names.
pub(crate) fn train_names(files: &[PathBuf]) -> Result<Linear, String> {
    let texts = read(files)?;
    let mut trainer = Trainer::new(NAME_CLASSES, NAME_BITS);
    for round in 0..SILVER_ROUNDS + ROUNDS {
        // The teacher first, people's labels last: where they differ, people have the last word.
        if round == SILVER_ROUNDS {
            trainer.restart_averages();
        }
        let now = |text: &Labelled| round < SILVER_ROUNDS || !text.silver;
        for (_, text) in shuffled(&texts, round).into_iter().filter(|(_, text)| now(text)) {
            learn_names(&mut trainer, &text.text, &text.words, &text.names);
        }
    }
    Ok(trainer.finish())
}

/// The texts in another order each round, the same on every machine.
fn shuffled(texts: &[Labelled], round: usize) -> Vec<(usize, &Labelled)> {
    let mut order: Vec<(u64, usize)> = (0..texts.len())
        .map(|at| (headwater_linear::feature(u32::try_from(round).unwrap_or(0), at as u64), at))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| (at, &texts[at])).collect()
}
