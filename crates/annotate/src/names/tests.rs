//! Whom mentions refer to, in small reports.

use crate::Annotator;
use headwater_model::{Annotated, Entity, Report};

fn report(text: &str) -> Report {
    Report { language: "en".to_owned(), ..Report::of_text(text) }
}

/// The entity that the mention over the text marked `[…]` refers to.
fn entity_at(annotated: &Annotated, start: usize, end: usize) -> Option<&Entity> {
    let mention =
        annotated.mentions.iter().find(|mention| mention.span.start() == start && mention.span.end() == end)?;
    annotated.entities.get(mention.entity.0 as usize)
}

/// Checks that every mention marked `[…]` refers to the entity of this name.
fn check(marked: &str, name: &str) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for letter in marked.chars() {
        match letter {
            '[' => spans.push((text.len(), 0)),
            ']' => {
                if let Some(last) = spans.last_mut() {
                    last.1 = text.len();
                }
            }
            _ => text.push(letter),
        }
    }
    let annotated = Annotator::new().annotate(&report(&text));
    for (start, end) in spans {
        let found = entity_at(&annotated, start, end).map(|entity| entity.name.as_str());
        assert_eq!(found, Some(name), "{} in {text}", &text[start..end]);
    }
}

#[test]
fn surnames_and_spellings_are_one_person() {
    check("President [Maria Keller] spoke in Berlin on Monday. [Keller] said the talks had failed.", "Maria Keller");
}

#[test]
fn pronouns_of_speakers_are_resolved() {
    check("[Robert Hall] met Anna Weber in London. [He] said the meeting was short.", "Robert Hall");
}

#[test]
fn titles_make_descriptions_resolvable() {
    check("Sheriff [Thomas Grant] arrived at noon. [The sheriff] said nobody was hurt.", "Thomas Grant");
}

#[test]
fn a_speaker_does_not_mean_himself_in_a_quotation() {
    check("Senator James Carter criticized [Robert Hall] on Friday. “[He] is wrong,” Carter said.", "Robert Hall");
}

#[test]
fn acronyms_are_the_bodies_they_stand_for() {
    check(
        "The [National Transport Agency] (NTA) closed the line. The [NTA] said it was unsafe.",
        "National Transport Agency",
    );
}

#[test]
fn odd_texts_do_not_panic() {
    for text in ["", "\0", "he", "the", "”", "A. B. C.", "Mr.", "K", "مرحبا", "’s", "Police", "He he HE", "()", "(AP)"]
    {
        let _ = Annotator::new().annotate(&report(text));
    }
}
