//! Who speaks: the mention that is the head of a source, or an entity made for a source that has none.

use crate::names;
use crate::word_sets::WordSet;
use crate::words::{fold, hash};
use headwater_model::{
    Annotated, Entity, EntityId, EntityKind, Mention, MentionKind, Report, Span, Tag, Token, TokenKind,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// End the core of a noun phrase: what follows qualifies it.
static QUALIFIERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "of for in from at with who whom which that on to by about near close familiar speaking as including whose",
    )
});

static PRONOUNS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("he she they it him her them who i we"));

static RELATIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("who which that whom"));

static DETERMINERS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("the a an one another other some many several his her its their this that these those")
});

static PERSON_NOUNS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "official officials spokesman spokeswoman spokesperson witness witnesses source sources people aide aides adviser advisers analyst analysts expert experts",
    )
});

static DOCUMENT_NOUNS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "documents document records report reports statement complaint indictment affidavit filing filings lawsuit poll \
         study survey letter memo emails email transcript video release bill order book article story",
    )
});

/// Entities by their folded names and aliases.
pub(super) struct ByName(BTreeMap<String, EntityId>);

impl ByName {
    /// Those that a report names or describes.
    pub(super) fn of(annotated: &Annotated) -> Self {
        let mut known = BTreeMap::new();
        for (id, entity) in (0_u32..).zip(&annotated.entities) {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                known.entry(fold(name).into_owned()).or_insert(EntityId(id));
            }
        }
        Self(known)
    }
}

/// Mentions that overlap a span or begin at most this many bytes before it.
const LONGEST_MENTION: usize = 160;

fn mentions_near(annotated: &Annotated, span: Span) -> &[Mention] {
    annotated.mentions_in(Span::new(span.start().saturating_sub(LONGEST_MENTION), span.end()))
}

/// What is known of an attribution before its source is looked at.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    /// Who spoke last.
    pub(super) last: Option<EntityId>,
    /// Whether its cue is a plain verb of speech: whatever stands beside it speaks.
    pub(super) plainly: bool,
}

/// The speakers of one attribution, in the order of its sources.
pub(super) fn of_sources(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut ByName,
    sources: &[Span],
    heard: Heard,
) -> Vec<EntityId> {
    let mut speakers = Vec::new();
    for source in sources {
        for part in parallel_parts(report, annotated, annotated.words.within(*source)) {
            if let Some(speaker) = of_phrase(report, annotated, known, part, heard)
                && !speakers.contains(&speaker)
            {
                speakers.push(speaker);
            }
        }
    }
    speakers
}

/// "Roy Blunt, John Ashcroft and Kit Bond": the members of a list of names; else the phrase itself.
fn parallel_parts(report: &Report, annotated: &Annotated, phrase: Range<usize>) -> Vec<Range<usize>> {
    let words = &annotated.words;
    let tokens = &words.tokens;
    let and = hash("and");
    let mut parts = Vec::new();
    let mut start = phrase.start;
    let Some(last_and) = phrase.clone().rev().find(|at| tokens[*at].word == and) else { return vec![phrase] };
    for at in phrase.clone() {
        let comma = tokens[at].span.of(&report.text) == "," && at < last_and;
        if comma || tokens[at].word == and {
            if at > start {
                parts.push(start..at);
            }
            start = at + 1;
        }
    }
    parts.push(start..phrase.end);
    let names = parts.iter().filter(|part| {
        let span = words.cover(part);
        part.len() <= 8
            && (mentions_near(annotated, span)
                .iter()
                .any(|mention| mention.kind == MentionKind::Name && span.contains(mention.span))
                || begins_upper(report, tokens, part))
    });
    // A list of things that a body is called by ("Immigration and Customs Enforcement") is one mention.
    let joined = mentions_near(annotated, words.cover(&phrase)).iter().any(|mention| {
        mention.kind == MentionKind::Name
            && parts.windows(2).any(|pair| {
                mention.span.overlaps(words.cover(&pair[0])) && mention.span.overlaps(words.cover(&pair[1]))
            })
    });
    if names.count() == parts.len() && parts.len() > 1 && !joined { parts } else { vec![phrase] }
}

fn begins_upper(report: &Report, tokens: &[Token], part: &Range<usize>) -> bool {
    let words = tokens[part.clone()].iter().filter(|token| !DETERMINERS.has(token.word));
    let mut words = words.map(|token| token.span.of(&report.text));
    words.next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Who one noun phrase refers to.
fn of_phrase(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut ByName,
    phrase: Range<usize>,
    heard: Heard,
) -> Option<EntityId> {
    let words = &annotated.words;
    let tokens = &words.tokens;
    if let Some(holder) = holder_of_seat(report, annotated, phrase.clone()) {
        return Some(holder);
    }
    let phrase = trim(report, tokens, without_verbs(tokens, trim(report, tokens, phrase)));
    let phrase = without_adverbs(tokens, without_time(annotated, phrase));
    if phrase.is_empty() {
        return None;
    }
    let whole = words.cover(&phrase);
    if RELATIVES.has(tokens[phrase.end - 1].word) {
        // "the lawyer, who said": whoever was named last before the pronoun.
        let pronoun = tokens[phrase.end - 1].span;
        let before = mentions_near(annotated, pronoun).iter().filter(|mention| mention.span.end() <= pronoun.start());
        let near = before.max_by_key(|mention| (mention.span.end(), mention.span.len())).copied();
        let close = near.filter(|mention| pronoun.start() - mention.span.end() <= 3);
        if let Some(mention) = close {
            return Some(mention.entity);
        }
    }
    let core = core(report, tokens, phrase.clone());
    let core_span = words.cover(&core);
    let within: Vec<Mention> =
        mentions_near(annotated, whole).iter().filter(|mention| whole.overlaps(mention.span)).copied().collect();
    // A name that ends the core, then one in apposition to the phrase ("the mayor of Hook, Ann Bell,"), then a description
    // that covers the core, then a name close after it.
    let heads = [
        within.iter().rev().find(|mention| {
            mention.kind == MentionKind::Name
                && mention.span.end() >= core_span.end()
                && mention.span.overlaps(core_span)
        }),
        within.iter().rev().find(|mention| ends_in_apposition(report, annotated, mention, whole)),
        within.iter().find(|mention| {
            mention.kind != MentionKind::Name
                && mention.span.end() >= core_span.end()
                && mention.span.overlaps(core_span)
        }),
        within.iter().find(|mention| {
            let between = report.text.get(core_span.end()..mention.span.start()).unwrap_or("?");
            mention.kind == MentionKind::Name
                && mention.span.start() > core_span.end()
                && between.trim_start().starts_with(',')
                && between.split_whitespace().count() <= 4
        }),
    ];
    if let Some(head) = heads.into_iter().flatten().next() {
        return Some(publisher(report, annotated, &within, core.clone()).unwrap_or(head.entity))
            .filter(|speaker| !is_bare_adjective(report, annotated, head, *speaker));
    }
    if let Some(publisher) = publisher(report, annotated, &within, core.clone()) {
        return Some(publisher);
    }
    let only = phrase.len() == 1;
    if only && PRONOUNS.has(tokens[phrase.start].word) {
        return heard.last;
    }
    let speaks =
        may_speak(report, annotated, core.clone()) || (heard.plainly && is_plain_noun(annotated, core.clone()));
    if !(speaks || is_some_of(report, annotated, &phrase, &core, heard)) {
        return None;
    }
    Some(entity_for(report, annotated, known, core, phrase))
}

/// Most bytes between a name and what follows it in apposition: a comma or a bracket with white space.
const APPOSED: usize = 3;

/// "Ann Bell, D-Mo.,": whose party and seat a phrase gives, when it begins with the name or behind it.
fn holder_of_seat(report: &Report, annotated: &Annotated, phrase: Range<usize>) -> Option<EntityId> {
    let opening = annotated.words.tokens.get(phrase.start)?.span.start();
    let seat = annotated.words.tokens[phrase].iter().find(|token| {
        let (party, place) = token.span.of(&report.text).split_once('-').unwrap_or_default();
        matches!(party, "D" | "R" | "I") && place.starts_with(char::is_uppercase)
    })?;
    let names = mentions_near(annotated, seat.span).iter().rev().filter(|mention| mention.kind == MentionKind::Name);
    let apposed = |mention: &&Mention| (1..=APPOSED).contains(&seat.span.start().saturating_sub(mention.span.end()));
    let opens = |mention: &&Mention| {
        let title = report.text.get(opening..mention.span.start()).unwrap_or_default();
        title.split_whitespace().count() <= 1
    };
    names.into_iter().filter(apposed).find(opens).map(|mention| mention.entity)
}

/// Whether a person's name ends a phrase after a comma and at most a title.
fn ends_in_apposition(report: &Report, annotated: &Annotated, mention: &Mention, phrase: Span) -> bool {
    let person = annotated.entities.get(mention.entity.0 as usize).is_some_and(|it| it.kind == EntityKind::Person);
    let before = report.text.get(phrase.start()..mention.span.start()).unwrap_or_default();
    let title = before.rsplit(',').next().unwrap_or_default();
    mention.kind == MentionKind::Name
        && person
        && mention.span.end() == phrase.end()
        && before.contains(',')
        && title.split_whitespace().count() <= 1
}

/// Whoever gave out what speaks: "the KCNA report", "images released by KCNA".
fn publisher(report: &Report, annotated: &Annotated, within: &[Mention], core: Range<usize>) -> Option<EntityId> {
    let tokens = &annotated.words.tokens;
    let head = &tokens[core.end - 1];
    let named = |mention: &&Mention| mention.kind == MentionKind::Name;
    let given_out = within.iter().filter(named).find(|mention| {
        let first = annotated.words.within(mention.span).start;
        let before = |back: usize| first.checked_sub(back).map_or(0, |at| tokens[at].word);
        let by = if DETERMINERS.has(before(1)) { 2 } else { 1 };
        before(by) == hash("by") && GIVEN_OUT.has(before(by + 1))
    });
    if let Some(mention) = given_out {
        return Some(mention.entity);
    }
    // "A statement from the police", "a report by Mr. Reyes".
    let utters = |head: &Token| UTTERANCES.has(head.word) || GIVES_OUT.has(head.word);
    let from = within.iter().filter(named).find(|mention| {
        let mut between = report.text.get(head.span.end()..mention.span.start()).unwrap_or_default().split_whitespace();
        let giver = between.next().is_some_and(|word| matches!(word, "from" | "by"));
        let title = |word: &str| word == "the" || word.starts_with(char::is_uppercase);
        utters(head) && giver && between.take(3).all(title)
    });
    if let Some(mention) = from {
        return Some(mention.entity);
    }
    let owner = within.iter().filter(named).find(|mention| {
        let between = report.text.get(mention.span.end()..head.span.start()).unwrap_or("?");
        UTTERANCES.has(head.word) && matches!(between.trim(), "'s" | "’s" | "'" | "’")
    });
    if let Some(mention) = owner {
        return Some(mention.entity);
    }
    if !GIVES_OUT.has(head.word) {
        return None;
    }
    let medium = |mention: &&Mention| {
        let entity = annotated.entities.get(mention.entity.0 as usize);
        entity.is_some_and(|entity| matches!(entity.kind, EntityKind::Agency | EntityKind::Outlet))
    };
    let touches = |mention: &&Mention| {
        let between = report.text.get(mention.span.end()..head.span.start()).unwrap_or("?");
        matches!(between.trim(), "" | "'s" | "’s" | "news" | "agency" | "news agency")
    };
    within.iter().filter(named).filter(medium).find(touches).map(|mention| mention.entity)
}

/// What somebody says: "Lopez's comments" are Lopez speaking.
static UTTERANCES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "comments comment remarks words statement statements testimony speech tweet tweets post letter announcement ad \
         ads email emails memo op-ed",
    )
});

/// What somebody does with what he gives out.
static GIVEN_OUT: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("released issued published carried posted distributed provided broadcast aired"));

/// What a medium gives out: the medium speaks.
static GIVES_OUT: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "report reports article articles story dispatch commentary statement release account editorial bulletin",
    )
});

/// Whether what was taken for a source is a bare adjective of a nation or party ("North Korean").
fn is_bare_adjective(report: &Report, annotated: &Annotated, mention: &Mention, speaker: EntityId) -> bool {
    let group = annotated.entities.get(speaker.0 as usize).is_some_and(|entity| entity.kind == EntityKind::Group);
    let tokens = &annotated.words.tokens[annotated.words.within(mention.span)];
    let plural = mention.span.of(&report.text).ends_with('s');
    let bare = annotated.words.within(mention.span).start.checked_sub(1);
    let determined = bare.is_some_and(|at| DETERMINERS.has(annotated.words.tokens[at].word));
    group && !plural && !determined && tokens.last().is_some_and(|last| last.tag == Tag::Adjective)
}

/// Nouns beside those known as roles, bodies and documents that a source can end in.
static SPEAKING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "voters experts critics rivals crowd crowds tally numbers average results data findings figures statistics evidence \
         census images photos photographs pictures recording recordings law laws rule rules act constitution legislation \
         speech speeches message messages website websites page film movie ad ads series history version \
         stories news everyone someone anyone nobody somebody half percent majority third thirds quarter quarters \
         state states city country countries county nation nations community communities region side sides camp establishment opposition \
         delegation team panel intelligence house office center centre press wing elite elites public generation bloc \
         group groups one ones person pair couple trio handful dozens hundreds thousands millions men women guy guys \
         people folks family families youth colleague ally allies foe foes peer peers pro pros aunt grandparents \
         head heads hopeful hopefuls legend giant watchdogs monitor monitors returns return filings rumor rumors rumour rumours \
         postings posting missive charges allegations lawsuit suit contract agreement bulletin advisory alert notice \
         analysis estimate estimates projections forecast forecasts model models assessment review investigation inquiry \
         logs log dossier manifesto note notes brief list magazine journal wire service services line caption billboard sign \
         who whom which he she they",
    )
});

/// Endings of nouns for people by what they do.
const OF_PEOPLE: &[&str] = &[
    "er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "man", "men", "ee", "ees", "mate", "mates",
];

/// Nouns with such endings that are nobody.
static OF_THINGS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "number order matter power offer answer chapter quarter center corner border summer winter dinner weather water \
         river bridge-border error terror horror factor sector motor color favor labor harbor minor major door floor poor \
         prior behavior behaviour honor honour disorder murder danger career manner hunger anger fear after other rather \
         further later earlier former latter higher lower greater larger disaster transfer cover shoulder finger paper \
         barrier tower shower trigger hangar hammer layer flight-computer server want grant warrant distant constant plant \
         instant amount degree fee committee guarantee tree employee-fee human woman-hood",
    )
});

/// Whether a span lies in a time expression.
pub(super) fn is_time(annotated: &Annotated, span: Span) -> bool {
    let next = annotated.times.partition_point(|time| time.span.start() <= span.start());
    next.checked_sub(1).is_some_and(|at| annotated.times[at].span.contains(span))
}

/// Whether a noun phrase ends in a noun that is no time and no mere number.
fn is_plain_noun(annotated: &Annotated, core: Range<usize>) -> bool {
    let head = &annotated.words.tokens[core.end - 1];
    let timed = is_time(annotated, head.span);
    head.tag == Tag::Noun && !SOME.has(head.word) && !timed
}

/// "Some of the lawmakers", "many in the party": a part of those who can speak.
fn is_some_of(
    report: &Report,
    annotated: &Annotated,
    phrase: &Range<usize>,
    core: &Range<usize>,
    heard: Heard,
) -> bool {
    let tokens = &annotated.words.tokens;
    let part = core.len() == 1 && SOME.has(tokens[core.start].word);
    let next = core.end + 1..phrase.end;
    part && !next.is_empty() && {
        let whole = self::core(report, tokens, next);
        heard.plainly && is_plain_noun(annotated, whole.clone()) || may_speak(report, annotated, whole)
    }
}

static SOME: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("some many several most few all both each none two three four five any others"));

/// What points to something that happened, not to somebody: "This means that the bridge stays closed."
static FACTS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("this that which what"));

/// Whether the head of a noun phrase without a mention can say something: no time, no number, no thing that is done.
fn may_speak(report: &Report, annotated: &Annotated, core: Range<usize>) -> bool {
    let tokens = &annotated.words.tokens;
    let Some(head) = tokens[core].iter().rev().find(|token| token.kind == TokenKind::Word) else { return false };
    let form = head.span.of(&report.text);
    if is_time(annotated, head.span) || SOME.has(head.word) || FACTS.has(head.word) {
        return false;
    }
    if names::can_speak(head.word) || SPEAKING.has(head.word) {
        return true;
    }
    if form.starts_with(char::is_uppercase) {
        return !matches!(head.tag, Tag::Adposition | Tag::Auxiliary | Tag::Particle | Tag::Subordinator);
    }
    let folded = fold(form);
    let noun = matches!(head.tag, Tag::Noun | Tag::ProperNoun | Tag::Other);
    noun && folded.len() > 4 && OF_PEOPLE.iter().any(|ending| folded.ends_with(ending)) && !OF_THINGS.has(head.word)
}

/// A phrase without a time at its end: "a poll last week".
fn without_time(annotated: &Annotated, mut phrase: Range<usize>) -> Range<usize> {
    while phrase.len() > 1 && is_time(annotated, annotated.words.tokens[phrase.end - 1].span) {
        phrase.end -= 1;
    }
    phrase
}

/// A phrase without adverbs at its start: "even some conservatives".
fn without_adverbs(tokens: &[Token], mut phrase: Range<usize>) -> Range<usize> {
    while phrase.len() > 1 && tokens[phrase.start].tag == Tag::Adverb {
        phrase.start += 1;
    }
    phrase
}

/// Leaves out marks and the ending of a possessive at the borders.
fn trim(report: &Report, tokens: &[Token], mut phrase: Range<usize>) -> Range<usize> {
    let is_mark = |at: usize| {
        matches!(tokens[at].kind, TokenKind::Mark | TokenKind::Quote)
            || matches!(tokens[at].span.of(&report.text), "'s" | "’s")
    };
    while !phrase.is_empty() && is_mark(phrase.start) {
        phrase.start += 1;
    }
    while !phrase.is_empty() && is_mark(phrase.end - 1) {
        phrase.end -= 1;
    }
    phrase
}

/// A source without a verb of speech that was taken for part of it.
pub(super) fn trimmed(annotated: &Annotated, source: Span) -> Span {
    let tokens = &annotated.words.tokens;
    let phrase = annotated.words.within(source);
    let kept = without_verbs(tokens, phrase.clone());
    let says = tokens.get(kept.end).is_some_and(|verb| SAYING.has(verb.word));
    if kept.is_empty() || kept == phrase || !says { source } else { annotated.words.cover(&kept) }
}

/// Verbs with tense that are no part of a noun phrase, as participles are ("a study released on Friday").
static SAYING: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("said says told tells reported announced added wrote"));

/// A source ends before a verb of speech that was taken for part of it: "the state media reported on Wednesday".
fn without_verbs(tokens: &[Token], mut phrase: Range<usize>) -> Range<usize> {
    let qualified = phrase.clone().skip(1).find(|at| QUALIFIERS.has(tokens[*at].word)).unwrap_or(phrase.end);
    let verb = (phrase.start + 1..qualified).find(|at| {
        let token = &tokens[*at];
        let passive = tokens.get(*at + 1).is_some_and(|next| next.word == hash("by"));
        token.tag == Tag::Verb
            && !passive
            && names::is_speech_verb(token.word)
            && tokens[*at - 1].tag != Tag::Determiner
    });
    phrase.end = verb.unwrap_or(phrase.end);
    phrase
}

/// The noun phrase without what qualifies it after its head.
fn core(report: &Report, tokens: &[Token], phrase: Range<usize>) -> Range<usize> {
    // "A person briefed on the matter", "emails turned over to legislators".
    let participle =
        |at: usize| tokens[at].tag == Tag::Verb && matches!(tokens[at - 1].tag, Tag::Noun | Tag::ProperNoun);
    let end = phrase
        .clone()
        .skip(1)
        .find(|at| {
            QUALIFIERS.has(tokens[*at].word)
                || matches!(tokens[*at].span.of(&report.text), "," | "(" | "—" | "–")
                || participle(*at)
        })
        .unwrap_or(phrase.end);
    phrase.start..end
}

/// The entity of a source without a mention: one of the same words made before, else a new one.
fn entity_for(
    report: &Report,
    annotated: &mut Annotated,
    known: &mut ByName,
    core: Range<usize>,
    phrase: Range<usize>,
) -> EntityId {
    let tokens = &annotated.words.tokens;
    let mut described = phrase;
    if described.len() > 12 {
        described = core.clone();
    }
    let words = &tokens[described.clone()];
    let skip = words.iter().take_while(|token| DETERMINERS.has(token.word)).count();
    let skip = if skip < words.len() { skip } else { 0 };
    let name = annotated.words.cover(&(described.start + skip..described.end)).of(&report.text);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let key = fold(&name).into_owned();
    if let Some(id) = known.0.get(&key) {
        return *id;
    }
    let head = &tokens[core.end - 1];
    let upper = head.span.of(&report.text).starts_with(char::is_uppercase);
    let sentence = annotated.words.sentence_at(head.span.start());
    let first_of_sentence = sentence.is_some_and(|at| annotated.words.sentences[at].span.start() == head.span.start());
    let named = upper && !first_of_sentence && !PERSON_NOUNS.has(head.word);
    let kind = if DOCUMENT_NOUNS.has(head.word) { EntityKind::Document } else { EntityKind::Other };
    let id = EntityId(u32::try_from(annotated.entities.len()).unwrap_or(u32::MAX));
    known.0.insert(key, id);
    annotated.entities.push(Entity { name, kind, aliases: Vec::new(), named, body: None });
    id
}
