//! The words of a claim that must be said: names, numbers, days, and whether it negates.

use super::exchanged;
use crate::align::content::Content;
use crate::function_words::is_function_word;
use crate::negation::{is_negation, negated_at, negative};
use headwater_model::{
    Against, Certainty, DifferenceKind, MentionKind, Polarity, Reading, Source, Span, Statement, Tag, Token, TokenKind,
};
use std::collections::BTreeSet;

const DAYS_AND_MONTHS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "yesterday",
    "today",
    "tomorrow",
];
const NUMBERS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("dozen", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
];

/// A word that must be said.
#[derive(Clone, Debug)]
struct Slot {
    kind: DifferenceKind,
    span: Span,
    stem: u64,
    /// Its value when it is a number.
    number: String,
    /// Whether it goes on with a name that no report gives so: "Velt Holm" where Anna Velt met Peter Holm.
    invented: bool,
}

/// What a claim pins down.
#[derive(Clone, Debug)]
pub(super) struct Slots {
    words: Vec<Slot>,
    negative: bool,
    /// Whether it is said to be denied otherwise than by a negation of its own: "he was acquitted of it".
    denied: bool,
    /// Stems of its verbs, and whether each is negated.
    verbs: Vec<(u64, bool)>,
    end: usize,
}

impl Slots {
    pub(super) fn of(claim: &Reading<'_>, readings: &[Reading<'_>]) -> Self {
        let text = claim.report.text.as_str();
        let annotated = claim.annotated;
        let tokens = &annotated.words.tokens;
        let named = |token: &Token| {
            let mentions = annotated.mentions.iter();
            mentions
                .filter(|mention| mention.kind == MentionKind::Name)
                .any(|mention| mention.span.contains(token.span))
        };
        let capitals = capitals_inside(readings, tokens);
        let mut words = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.of(text);
            let opens = at == 0 || tokens[at - 1].kind == TokenKind::Mark && tokens[at - 1].span.of(text) == ".";
            let Some(kind) = value_kind(word, token.kind) else { continue };
            let name = || token.kind == TokenKind::Word && (!opens || named(token) || capitals.contains(&token.stem));
            if kind == DifferenceKind::Name && !name() {
                continue;
            }
            let number = number(word, token.kind);
            words.push(Slot { kind, span: token.span, stem: token.stem, number, invented: false });
        }
        mark_invented(&mut words, tokens, readings);
        let verbs = tokens.iter().enumerate().filter(|(_, token)| token.tag == Tag::Verb);
        let verbs = verbs.map(|(at, token)| (token.stem, negated_at(tokens, text, at))).collect();
        let mut clauses = annotated.clauses.iter();
        let denied = clauses.any(|clause| denied_by_others(claim, clause.certainty, clause.span));
        Self { words, negative: negative(tokens, text), denied, verbs, end: text.len() }
    }

    /// What of the claim is not said within the scope, and what is said instead. Where claim and sentence run side by
    /// side (`side_by_side`: the least share), what stands in the same place counts.
    pub(super) fn against(
        &self,
        claim: &Reading<'_>,
        scope: &Scope,
        reading: &Reading<'_>,
        statement: &Statement,
        side_by_side: f32,
    ) -> Vec<Against> {
        let mut against = Vec::new();
        for slot in &self.words {
            if slot.invented || !scope.says(slot) {
                let said = scope.instead(slot, self);
                against.push(Against { kind: slot.kind, claim: slot.span, said });
            }
        }
        let words = &reading.annotated.words;
        let sentence = words.sentences.get(statement.sentence as usize);
        let within = sentence.map_or(statement.span, |sentence| sentence.span.cover(statement.span));
        let beside = exchanged::side_by_side(claim, self, reading, within, statement.span);
        let contrary = if beside.share >= side_by_side {
            for exchanged in beside.against {
                if against.iter().all(|known| known.claim != exchanged.claim) {
                    against.push(exchanged);
                }
            }
            (self.denied != denied_by_others(reading, statement.certainty, statement.span)) != beside.negated
        } else {
            self.contrary(reading, statement)
        };
        if contrary {
            let claim = Span::new(0, self.end);
            against.push(Against { kind: DifferenceKind::Polarity, claim, said: Some(statement.span) });
        }
        against
    }

    /// Whether a statement that runs otherwise than the claim negates what the claim affirms, or affirms what it negates:
    /// at the verbs that both have, else anywhere.
    fn contrary(&self, reading: &Reading<'_>, statement: &Statement) -> bool {
        let (text, words) = (&reading.report.text, &reading.annotated.words);
        let tokens = words.tokens.get(words.within(statement.span)).unwrap_or_default();
        let denied = denied_by_others(reading, statement.certainty, statement.span);
        let verbs = tokens.iter().enumerate().filter(|(_, token)| token.tag == Tag::Verb);
        let mut shared = verbs.filter_map(|(at, token)| {
            let (_, ours) = self.verbs.iter().find(|(stem, _)| *stem == token.stem)?;
            Some(*ours != negated_at(tokens, text, at))
        });
        match shared.next() {
            Some(first) => (first || shared.any(|otherwise| otherwise)) != (denied != self.denied),
            None => {
                let denied = statement.certainty == Certainty::Denied;
                (denied || statement.polarity == Polarity::Negative || negative(tokens, text)) != self.negative
            }
        }
    }

    /// What kind of slot stands there in the claim.
    pub(super) fn kind_at(&self, span: Span) -> Option<DifferenceKind> {
        self.words.iter().find(|slot| slot.span == span).map(|slot| slot.kind)
    }

    fn holds(&self, stem: u64) -> bool {
        self.words.iter().any(|slot| slot.stem == stem)
    }
}

/// What is said in and about a statement: its sentence, those whom it names by pronouns, and who says it.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    stems: BTreeSet<u64>,
    near: BTreeSet<u64>,
    numbers: BTreeSet<String>,
    /// Names, numbers and days of the statement: what may stand in a slot instead.
    values: Vec<(DifferenceKind, Span, u64)>,
}

impl Scope {
    pub(super) fn of(reading: &Reading<'_>, statement: &Statement, sources: &[Source]) -> Self {
        let text = reading.report.text.as_str();
        let annotated = reading.annotated;
        let words = &annotated.words;
        let own = words.tokens.get(words.within(statement.span)).unwrap_or_default();
        let sentence = words.sentences.get(statement.sentence as usize);
        let around = sentence.map(|sentence| words.of_sentence(sentence)).unwrap_or_default();
        let mut near: BTreeSet<u64> = around.iter().map(|token| token.stem).collect();
        let span = sentence.map_or(statement.span, |sentence| sentence.span.cover(statement.span));
        for mention in annotated.mentions.iter().filter(|mention| span.contains(mention.span)) {
            let names =
                annotated.mentions.iter().filter(|it| it.entity == mention.entity && it.kind == MentionKind::Name);
            for name in names {
                near.extend(words.tokens[words.within(name.span)].iter().map(|token| token.stem));
            }
        }
        for link in &statement.chain {
            let names =
                sources.get(link.source).into_iter().flat_map(|it| std::iter::once(&it.name).chain(&it.aliases));
            let names: Vec<&str> = names.flat_map(|name| name.split_whitespace()).collect();
            let all = words.tokens.iter();
            near.extend(all.filter(|token| names.contains(&token.span.of(text))).map(|token| token.stem));
        }
        let mut values = Vec::new();
        let mut numbers = BTreeSet::new();
        for token in around {
            let word = token.span.of(text);
            values.extend(value_kind(word, token.kind).map(|kind| (kind, token.span, token.stem)));
            numbers.extend(Some(number(word, token.kind)).filter(|value| !value.is_empty()));
        }
        Self { stems: own.iter().map(|token| token.stem).collect(), near, numbers, values }
    }

    /// Share of the claim's other words, by weight, that are said: in full in the statement, by half around it; and the
    /// share that the statement itself says.
    pub(super) fn coverage(&self, asked: &Content, slots: &Slots) -> (f32, f32) {
        let (mut own, mut around, mut all) = (0.0, 0.0, 0.0);
        for &(stem, weight) in &asked.stems {
            let weight = if slots.holds(stem) { 0.3 * weight } else { weight };
            all += weight;
            if self.stems.contains(&stem) {
                own += weight;
            } else if self.near.contains(&stem) {
                around += 0.5 * weight;
            }
        }
        if all > 0.0 { ((own + around) / all, own / all) } else { (0.0, 0.0) }
    }

    fn says(&self, slot: &Slot) -> bool {
        if slot.kind == DifferenceKind::Number {
            return self.numbers.contains(&slot.number);
        }
        self.stems.contains(&slot.stem) || self.near.contains(&slot.stem)
    }

    /// A value of the slot's kind that the claim does not hold.
    fn instead(&self, slot: &Slot, slots: &Slots) -> Option<Span> {
        let others = self.values.iter().filter(|(kind, _, stem)| *kind == slot.kind && !slots.holds(*stem));
        others.map(|(_, span, _)| *span).next()
    }
}

/// The value of a number as plain digits; empty for any other word.
pub(super) fn number(word: &str, kind: TokenKind) -> String {
    if kind == TokenKind::Number {
        return word.chars().filter(|character| *character != ',').collect();
    }
    // "27-year-old".
    let digits = word.find(|character: char| !character.is_ascii_digit()).unwrap_or(0);
    if word[digits..].starts_with('-') {
        return word[..digits].to_owned();
    }
    let lower = word.to_lowercase();
    NUMBERS.iter().find(|(name, _)| *name == lower).map(|(_, digits)| (*digits).to_owned()).unwrap_or_default()
}

/// What kind of value a word is by itself: a number, a day or month, or a name for its capital.
pub(super) fn value_kind(word: &str, kind: TokenKind) -> Option<DifferenceKind> {
    if !number(word, kind).is_empty() {
        Some(DifferenceKind::Number)
    } else if DAYS_AND_MONTHS.contains(&word.to_lowercase().as_str()) {
        Some(DifferenceKind::Date)
    } else {
        let capital = word.chars().next().is_some_and(char::is_uppercase) && !is_function_word(word);
        capital.then_some(DifferenceKind::Name)
    }
}

/// Whether what stands in a span is denied by somebody or something that is no negation in it.
fn denied_by_others(reading: &Reading<'_>, certainty: Certainty, span: Span) -> bool {
    let (text, words) = (&reading.report.text, &reading.annotated.words);
    let mut tokens = words.tokens.get(words.within(span)).unwrap_or_default().iter();
    certainty == Certainty::Denied && !tokens.any(|token| is_negation(token.span.of(text)))
}

/// Stems that stand with a capital inside a sentence of the reports: they are names where they open one, too.
fn capitals_inside(readings: &[Reading<'_>], asked: &[Token]) -> BTreeSet<u64> {
    let asked: BTreeSet<u64> = asked.iter().map(|token| token.stem).collect();
    let mut capitals = BTreeSet::new();
    for reading in readings {
        let words = &reading.annotated.words;
        for sentence in &words.sentences {
            let inside = words.of_sentence(sentence).iter().skip(1).filter(|token| asked.contains(&token.stem));
            let capital =
                |token: &&Token| token.span.of(&reading.report.text).chars().next().is_some_and(char::is_uppercase);
            capitals.extend(inside.filter(capital).map(|token| token.stem));
        }
    }
    capitals
}

/// Marks names that go on with a name as no report does. `tokens` are the claim's.
fn mark_invented(slots: &mut [Slot], tokens: &[Token], readings: &[Reading<'_>]) {
    let positions: Vec<usize> =
        slots.iter().map(|slot| tokens.partition_point(|token| token.span.start() < slot.span.start())).collect();
    for at in 1..slots.len() {
        let (before, slot) = (&slots[at - 1], &slots[at]);
        let names = before.kind == DifferenceKind::Name && slot.kind == DifferenceKind::Name;
        let goes_on = names && positions[at - 1] + 1 == positions[at];
        let pair = [before.stem, slot.stem];
        slots[at].invented = goes_on && !readings.iter().any(|reading| stand_together(reading, pair));
    }
}

/// Whether a report has two words side by side, or with one other between ("Anna M. Velt").
fn stand_together(reading: &Reading<'_>, pair: [u64; 2]) -> bool {
    let (text, words) = (&reading.report.text, &reading.annotated.words);
    let mut last = [0, 0];
    words.tokens.iter().filter(|token| token.span.of(text).contains(char::is_alphanumeric)).any(|token| {
        let together = token.stem == pair[1] && last.contains(&pair[0]);
        last = [last[1], token.stem];
        together
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        assert_eq!(number("1,500", TokenKind::Number), "1500");
        assert_eq!(number("Three", TokenKind::Word), "3");
        assert_eq!(number("27-year-old", TokenKind::Word), "27");
        assert_eq!(number("-old", TokenKind::Word), "");
        assert_eq!(number("train", TokenKind::Word), "");
    }
}
