//! What a statement is about, made ready for comparison: weighted stems, bigrams, names, numbers, times, places.

use crate::function_words::is_function_word;
use crate::negation::{negated_at, none_of};
use headwater_atlas::background_rate;
use headwater_model::{
    Annotated, MentionKind, Polarity, Quoted, Reading, Sentence, Span, Statement, Tag, TimeKind, Token, TokenKind,
    Unit, Words,
};
use std::collections::BTreeMap;

/// Stems with weights, ordered by stem, each once.
pub(crate) type Bag = Vec<(u64, f32)>;

/// A number with what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    pub(crate) unit: Unit,
    pub(crate) noun: u64,
    pub(crate) span: Span,
}

/// One statement, ready for comparison.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) stems: Bag,
    pub(crate) weight: f32,
    pub(crate) bigrams: Vec<u64>,
    /// Stems of all words and numbers in order.
    pub(crate) sequence: Vec<u64>,
    /// Stems of capitalised words that do not open the sentence.
    pub(crate) names: Vec<u64>,
    /// Stems of the fullest names of everybody and everything it mentions, pronouns and descriptions resolved.
    pub(crate) entities: Vec<u64>,
    /// The same for what it mentions first: most often its subject.
    pub(crate) subject: Vec<u64>,
    /// Stems of its verbs that carry content.
    pub(crate) verbs: Vec<u64>,
    /// Those of them that it negates.
    pub(crate) negated: Vec<u64>,
    /// Stems of its common nouns.
    pub(crate) nouns: Vec<u64>,
    /// Those of them that it says there are none of.
    pub(crate) missing: Vec<u64>,
    /// Stems between quotation marks.
    pub(crate) quoted: Bag,
    pub(crate) quoted_weight: f32,
    /// Stems of the whole sentence.
    pub(crate) sentence: Bag,
    pub(crate) sentence_weight: f32,
    pub(crate) numbers: Vec<Number>,
    /// TIMEX3 values of dates and times.
    pub(crate) times: Vec<String>,
    /// Usual names of places.
    pub(crate) places: Vec<String>,
    /// Sources that say it, the innermost last.
    pub(crate) chain: Vec<usize>,
    pub(crate) negative: bool,
    /// Whether it leaves open what it says: "whether …", "if …".
    pub(crate) open: bool,
    /// Whether it says what ought to be rather than what is.
    pub(crate) ought: bool,
    /// Whether a word of it stands for what somebody else has said: "the allegations".
    pub(crate) refers: bool,
    pub(crate) direct: bool,
    /// Where its middle stands in the report, 0..=1.
    pub(crate) position: f32,
}

/// Surprise of an ordinary content word, in bits: it weighs 1.
const MEAN_SURPRISE: f32 = 6.0;

/// How telling a stem is in one story: rare in the language and not said all the time in these reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    local: BTreeMap<u64, f32>,
}

impl Weights {
    /// Counts sentences. A word that each report uses once tells more than one that stands in every sentence;
    /// how many reports use it tells nothing, for copies would make every word of theirs common.
    pub(crate) fn of(readings: &[Reading<'_>]) -> Self {
        let mut sums: BTreeMap<u64, (f32, f32)> = BTreeMap::new();
        for reading in readings {
            let words = &reading.annotated.words;
            let sentences = words.sentences.iter().zip(0_u32..);
            let mut inside: Vec<(u64, u32)> = sentences
                .flat_map(|(sentence, at)| words.of_sentence(sentence).iter().map(move |token| (token.stem, at)))
                .collect();
            inside.sort_unstable();
            inside.dedup();
            for of_stem in inside.chunk_by(|one, other| one.0 == other.0) {
                let sum = sums.entry(of_stem[0].0).or_default();
                sum.0 += of_stem.len() as f32;
                sum.1 += 1.0;
            }
        }
        // Mean number of sentences in a report that uses the word at all: 1 weighs 1, 4 weigh a half.
        let local = sums.into_iter().map(|(stem, (count, reports))| (stem, (reports / count).sqrt())).collect();
        Self { local }
    }

    /// The weight of every token of a report.
    pub(crate) fn of_tokens(&self, reading: &Reading<'_>) -> Vec<f32> {
        let (text, tokens) = (reading.report.text.as_str(), &reading.annotated.words.tokens);
        tokens.iter().map(|token| self.weight(token, text)).collect()
    }

    fn weight(&self, token: &Token, text: &str) -> f32 {
        let word = token.span.of(text);
        if token.kind == TokenKind::Mark || token.kind == TokenKind::Quote || is_function_word(word) {
            return 0.0;
        }
        // Bits of surprise: 1 for a word of every second report, 12 for one that is in no table.
        let surprise = -background_rate(token.stem).log2();
        self.local.get(&token.stem).copied().unwrap_or(1.0) * (surprise / MEAN_SURPRISE).clamp(0.1, 2.0)
    }
}

impl Content {
    /// Reads a statement. `weights` are [`Weights::of_tokens`] of its report.
    pub(crate) fn of(
        reading: &Reading<'_>,
        statement: &Statement,
        weights: &[f32],
        names_of_entities: &[Vec<u64>],
    ) -> Self {
        let text = reading.report.text.as_str();
        let annotated = reading.annotated;
        let words = &annotated.words;
        let places = words.within(statement.span);
        let tokens = &words.tokens[places.clone()];
        let bag = |places: &mut dyn Iterator<Item = usize>| bag(places, words, weights);
        let (stems, weight) = bag(&mut places.clone());
        let sentence_of = words.sentences.get(statement.sentence as usize);
        let whole = sentence_of.map_or(places.clone(), |it: &Sentence| it.first as usize..it.last as usize);
        let (sentence, sentence_weight) = bag(&mut whole.clone());
        let whole = words.tokens.get(whole).unwrap_or_default();
        let sequence: Vec<u64> = tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            .map(|token| token.stem)
            .collect();
        let mut bigrams: Vec<u64> = sequence
            .windows(2)
            .map(|pair| pair[0].rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ pair[1])
            .collect();
        bigrams.sort_unstable();
        bigrams.dedup();
        let opening = whole.iter().find(|token| token.kind == TokenKind::Word).map(|token| token.span);
        let mut names: Vec<u64> = tokens
            .iter()
            .filter(|token| {
                let word = token.span.of(text);
                token.kind == TokenKind::Word
                    && Some(token.span) != opening
                    && word.chars().next().is_some_and(char::is_uppercase)
                    && !is_function_word(word)
            })
            .map(|token| token.stem)
            .collect();
        names.sort_unstable();
        names.dedup();
        let (entities, subject) = entities(annotated, names_of_entities, statement.span);
        let mut between_marks = annotated
            .quotations
            .iter()
            .filter(|quotation| quotation.content.overlaps(statement.span))
            .flat_map(|quotation| places.clone().filter(|&at| quotation.content.contains(words.tokens[at].span)));
        let (quoted, quoted_weight) = bag(&mut between_marks);
        let length = text.len().max(1) as f32;
        let [verbs, nouns] = [Tag::Verb, Tag::Noun].map(|tag| tagged(tokens, text, tag, opening));
        let any_of = |words: &[&str]| {
            let is_one = |token: &Token| {
                let word = token.span.of(text);
                words.iter().any(|known| known.eq_ignore_ascii_case(word))
            };
            tokens.iter().any(is_one)
        };
        Self {
            stems,
            weight,
            bigrams,
            sequence,
            names,
            entities,
            subject,
            negated: negated(tokens, text, &verbs),
            missing: missing(tokens, text),
            verbs,
            nouns,
            quoted,
            quoted_weight,
            sentence,
            sentence_weight,
            numbers: numbers(reading, statement),
            times: times(reading, statement),
            places: names_of_places(reading, statement),
            chain: statement.chain.iter().map(|link| link.source).collect(),
            open: any_of(&["if", "whether"]),
            ought: any_of(OUGHT) || tokens.windows(2).any(|pair| makes_sure(pair, text)),
            refers: tokens.iter().any(|token| token.tag == Tag::Noun && is_saying(token.span.of(text))),
            negative: statement.polarity == Polarity::Negative,
            direct: matches!(statement.quoted, Quoted::Direct | Quoted::Mixed),
            position: (statement.span.start() + statement.span.end()) as f32 / (2.0 * length),
        }
    }
}

/// Words for what ought to be.
const OUGHT: &[&str] = &["should", "must", "ought", "shouldn't", "ensure", "ensures", "ensuring"];

/// "Make sure that they do not".
fn makes_sure(pair: &[Token], text: &str) -> bool {
    let [makes, sure] = [&pair[0], &pair[1]].map(|token| token.span.of(text));
    sure.eq_ignore_ascii_case("sure") && makes.get(..3).is_some_and(|verb| verb.eq_ignore_ascii_case("mak"))
}

/// Which of some verbs are negated, ordered.
fn negated(tokens: &[Token], text: &str, verbs: &[u64]) -> Vec<u64> {
    let of_these = |(_, token): &(usize, &Token)| token.tag == Tag::Verb && verbs.binary_search(&token.stem).is_ok();
    let found = tokens.iter().enumerate().filter(of_these);
    let mut stems: Vec<u64> =
        found.filter(|&(at, _)| negated_at(tokens, text, at)).map(|(_, token)| token.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Stems of the common nouns of which a text says that there are none, ordered.
fn missing(tokens: &[Token], text: &str) -> Vec<u64> {
    let nouns = tokens.iter().enumerate().filter(|(_, token)| token.tag == Tag::Noun);
    let mut stems: Vec<u64> = nouns.filter(|&(at, _)| none_of(tokens, text, at)).map(|(_, token)| token.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Whether a noun stands for what somebody has said.
fn is_saying(noun: &str) -> bool {
    let noun = noun.to_lowercase();
    matches!(
        noun.strip_suffix('s').unwrap_or(&noun),
        "accusation"
            | "allegation"
            | "assertion"
            | "charge"
            | "claim"
            | "comment"
            | "conclusion"
            | "notion"
            | "remark"
            | "report"
            | "suggestion"
    )
}

/// Verbs that any noun may lean on, and those of saying and knowing: they say little of what is said.
const LIGHT_VERBS: &[&str] = &[
    "ask", "asked", "asks", "be", "believe", "believes", "call", "called", "calling", "calls", "came", "come", "did",
    "do", "done", "gave", "get", "give", "given", "go", "going", "got", "had", "has", "have", "knew", "know", "known",
    "knows", "let", "made", "make", "put", "said", "say", "saying", "says", "take", "taken", "tell", "telling",
    "tells", "think", "thinks", "thought", "told", "took", "want", "wanted", "wants", "went",
];

/// Stems of the words of one part of speech that carry content, ordered, each once. A capital that does not open the
/// sentence makes a name of a word, whatever it is taken for.
fn tagged(tokens: &[Token], text: &str, tag: Tag, opening: Option<Span>) -> Vec<u64> {
    let small = |token: &&Token| {
        Some(token.span) == opening || !token.span.of(text).starts_with(|first: char| first.is_uppercase())
    };
    let mut stems: Vec<u64> = tokens
        .iter()
        .filter(|token| token.tag == tag)
        .filter(small)
        .filter(|token| {
            let word = token.span.of(text);
            !is_function_word(word) && LIGHT_VERBS.binary_search(&word.to_lowercase().as_str()).is_err()
        })
        .map(|token| token.stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The weighed stems of the tokens at some positions.
fn bag(places: &mut dyn Iterator<Item = usize>, words: &Words, weights: &[f32]) -> (Bag, f32) {
    let mut bag: Bag = places
        .filter_map(|at| Some((words.tokens.get(at)?.stem, *weights.get(at)?)))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    bag.sort_unstable_by_key(|&(stem, _)| stem);
    bag.dedup_by_key(|(stem, _)| *stem);
    let weight = bag.iter().map(|(_, weight)| weight).sum();
    (bag, weight)
}

/// For every entity of a report the stems of its longest name, ordered.
pub(crate) fn names_of_entities(annotated: &Annotated) -> Vec<Vec<u64>> {
    let mut fullest: Vec<Option<Span>> = vec![None; annotated.entities.len()];
    for mention in annotated.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        if let Some(longest) = fullest.get_mut(mention.entity.0 as usize)
            && longest.is_none_or(|before| mention.span.len() > before.len())
        {
            *longest = Some(mention.span);
        }
    }
    let stems = |span: Span| {
        let tokens = annotated.words.tokens.get(annotated.words.within(span)).unwrap_or_default();
        let mut stems: Vec<u64> =
            tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.stem).collect();
        stems.sort_unstable();
        stems
    };
    fullest.into_iter().map(|span| span.map(stems).unwrap_or_default()).collect()
}

/// Stems of the names of what a span mentions, and of what it mentions first.
fn entities(annotated: &Annotated, names: &[Vec<u64>], span: Span) -> (Vec<u64>, Vec<u64>) {
    let first = annotated.mentions.partition_point(|mention| mention.span.start() < span.start());
    let inside = annotated.mentions[first..].iter().take_while(|mention| mention.span.start() < span.end());
    let (mut all, mut subject) = (Vec::new(), None);
    for mention in inside.filter(|mention| span.contains(mention.span)) {
        let Some(stems) = names.get(mention.entity.0 as usize).filter(|stems| !stems.is_empty()) else { continue };
        all.extend_from_slice(stems);
        subject.get_or_insert(stems);
    }
    all.sort_unstable();
    all.dedup();
    (all, subject.cloned().unwrap_or_default())
}

fn numbers(reading: &Reading<'_>, statement: &Statement) -> Vec<Number> {
    let quantities = &reading.annotated.quantities;
    let known = statement.quantities.iter().filter_map(|&at| quantities.get(at as usize));
    let counted = known.filter(|quantity| !matches!(quantity.unit, Unit::Label | Unit::Ordinal));
    counted
        .map(|quantity| Number {
            value: quantity.value,
            unit: quantity.unit,
            noun: quantity.noun,
            span: quantity.number,
        })
        .collect()
}

fn times(reading: &Reading<'_>, statement: &Statement) -> Vec<String> {
    let known = statement.times.iter().filter_map(|&at| reading.annotated.times.get(at as usize));
    let dated = known.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    let mut values: Vec<String> = dated.map(|time| time.value.clone()).collect();
    values.sort();
    values.dedup();
    values
}

fn names_of_places(reading: &Reading<'_>, statement: &Statement) -> Vec<String> {
    let known = statement.places.iter().filter_map(|&at| reading.annotated.places.get(at as usize));
    let mut names: Vec<String> =
        known.filter_map(|mention| mention.place.as_ref()).map(|place| place.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Weight of the stems that both bags hold.
pub(crate) fn shared_weight(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
    let (mut at_a, mut at_b, mut sum) = (0, 0, 0.0);
    while at_a < a.len() && at_b < b.len() {
        match a[at_a].0.cmp(&b[at_b].0) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                sum += a[at_a].1.min(b[at_b].1);
                at_a += 1;
                at_b += 1;
            }
        }
    }
    sum
}

/// How many elements two ordered lists share.
pub(crate) fn shared_count<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut at_a, mut at_b, mut count) = (0, 0, 0);
    while at_a < a.len() && at_b < b.len() {
        match a[at_a].cmp(&b[at_b]) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    count
}
