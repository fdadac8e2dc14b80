//! "Hull says the ice is thin. The diplomat adds …": a description that the report has not used before, and that opens with
//! "the", is whoever spoke last.

use crate::word_sets::WordSet;
use crate::words::hash;
use headwater_model::{Annotated, EntityId, EntityKind, MentionKind, Report, Span};
use std::sync::LazyLock;

/// Sentences over which a description may mean whoever spoke before.
const MOST_SENTENCES_ON: usize = 3;

/// Mentions before a description among which it is looked for: texts of the length of books stay fast.
const MENTIONS_BACK: usize = 200;

/// Those who speak for others or without a name: another than whoever is named.
static OTHERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "official spokesman spokeswoman spokesperson source witness aide adviser analyst expert caller reporter \
         neighbor neighbour resident host interviewer moderator other others people men women police",
    )
});

/// Part a person from what belongs to him or stands beside him: "the minister of", "the mayor's".
static PARTING: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("of for in from at with who whom which that on to by 's ’s"));

/// Whoever spoke in `earlier`, the last attribution with one speaker, when the source of a later one describes him anew.
/// `found` is the entity of that description.
pub(super) fn speaker(
    report: &Report,
    annotated: &Annotated,
    earlier: usize,
    source: &[Span],
    found: &[EntityId],
) -> Option<EntityId> {
    let ([source], [found], earlier) = (source, found, &annotated.attributions[earlier]) else { return None };
    let ([before], Some(content)) = (&earlier.speakers[..], earlier.content.last()) else { return None };
    let words = &annotated.words;
    let entity = |id: &EntityId| annotated.entities.get(id.0 as usize);
    let (known, described) = (entity(before)?, entity(found)?);
    let fits = match described.kind {
        EntityKind::Person => known.kind == EntityKind::Person,
        EntityKind::Organisation => {
            matches!(known.kind, EntityKind::Organisation | EntityKind::Outlet | EntityKind::Other)
        }
        EntityKind::Other => {
            matches!(known.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Outlet | EntityKind::Other)
        }
        _ => false,
    };
    // Of somebody whom he tells of himself he does not speak as of another.
    let told_of = earlier.content.iter().any(|content| content.contains(*source));
    if !fits || told_of || described.named || !known.named {
        return None;
    }
    let phrase = &words.tokens[words.within(*source)];
    let [first, .., head] = phrase else { return None };
    let form = head.span.of(&report.text);
    let plural = form.ends_with('s') && !form.ends_with("ss");
    let parted = OTHERS.has(head.word) || phrase.iter().any(|token| PARTING.has(token.word));
    if first.word != hash("the") || plural || parted {
        return None;
    }
    let from = earlier.source.first().map_or(content.start(), |source| source.start()).min(source.start());
    let (first, here) = (words.sentence_at(from)?, words.sentence_at(source.start())?);
    if here - first > MOST_SENTENCES_ON {
        return None;
    }
    let until = annotated.mentions.partition_point(|mention| mention.span.start() < source.start());
    let another = annotated.mentions[until.saturating_sub(MENTIONS_BACK)..until].iter().any(|mention| {
        let named = entity(&mention.entity).is_some_and(|other| other.named && other.kind == known.kind);
        let since = mention.span.start() >= from && mention.kind == MentionKind::Name;
        let told = || earlier.content.iter().any(|content| content.contains(mention.span));
        mention.entity == *found || since && named && mention.entity != *before && !told()
    });
    (!another).then_some(*before)
}
