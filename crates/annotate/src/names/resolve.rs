//! From names, descriptions and pronouns to entities: one pass through the report, each mention resolved to what
//! was named before it or, for short forms of names, anywhere in the report.

use super::descriptions::{self, Description};
use super::detect::{Name, NameKind};
use super::lexicon::{Traits, of_word, traits};
use super::pronouns;
use super::roles::{self, Role};
use super::variants::{self, BodyName};
use crate::words::{fold, hash};
use headwater_model::{Annotated, Entity, EntityId, EntityKind, Mention, MentionKind, Sentence, Span, Token, Words};
use std::collections::BTreeMap;

/// Mentions in the order of the text, and what they refer to.
pub(crate) struct Found {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entities: Vec<Entity>,
}

/// Male, female, or not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

/// An entity while the report is being read.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: EntityKind,
    /// Forms of the name as written, in order of first use, without duplicates.
    pub(crate) forms: Vec<String>,
    /// Words of the fullest form of a person's name.
    pub(crate) full: Vec<String>,
    pub(crate) named: bool,
    pub(crate) plural: bool,
    pub(crate) gender: Gender,
    /// Stems of role nouns said of it.
    pub(crate) heads: Vec<u64>,
    /// Stems of the words that went with them.
    pub(crate) modifiers: Vec<u64>,
    /// Openings of the words of nations that titles and bodies name.
    pub(crate) nations: Vec<u64>,
    /// Stems of the words of the longest form of a body's name.
    pub(crate) stems: Vec<u64>,
    pub(crate) body: Option<usize>,
    /// The newest mention so far.
    pub(crate) last: Option<Seen>,
    /// How many mentions so far.
    pub(crate) count: u32,
}

/// How many entities a mention is held against: texts of the length of books stay fast, at the price of not seeing
/// that two names far apart are one.
pub(crate) const MOST_COMPARED: usize = 200;

/// Where and how an entity was last mentioned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) sentence: usize,
    pub(crate) token: usize,
    /// Whether the mention opens its sentence or stands beside a verb of speech: the grammatical subject, mostly.
    pub(crate) subject: bool,
    /// Whether it stands beside a verb of speech.
    pub(crate) speaks: bool,
    /// Whether it stands inside a quotation.
    pub(crate) quoted: bool,
}

impl Seen {
    /// This mention after an earlier one: a subject stays one for its sentence.
    fn after(self, before: Option<Self>) -> Self {
        match before.filter(|before| before.sentence == self.sentence) {
            Some(before) => Self {
                subject: self.subject || (before.subject && (self.quoted || !before.quoted)),
                speaks: self.speaks || before.speaks,
                quoted: self.quoted && before.quoted,
                ..self
            },
            None => self,
        }
    }
}

/// What is to be resolved, by place.
enum Item<'a> {
    Name(usize),
    Description(&'a Description),
    Pronoun(usize),
}

/// Resolves `names` and what else refers to somebody.
pub(crate) fn resolve(text: &str, annotated: &Annotated, names: &[Name]) -> Found {
    let words = &annotated.words;
    let mut drafts = Vec::new();
    let of_name = draft_names(text, names, &mut drafts);
    let around: Vec<Role> = (0..names.len()).map(|at| roles::around(text, words, names, at)).collect();
    for (at, role) in around.iter().enumerate() {
        let body = role.body.map(|body| of_name[body]);
        learn_role(&mut drafts, of_name[at], role, body);
        let entity = &mut drafts[of_name[at]];
        if entity.kind == EntityKind::Person && !role.heads.is_empty() {
            let said = words.tokens[role.first..names[at].tokens.start].iter();
            let said = said.filter(|token| traits(token).any(Traits::GROUP.or(Traits::COUNTRY)));
            let around = said.map(|token| token.span.of(text));
            for word in around.chain(role.body.iter().flat_map(|body| names[*body].span.of(text).split(' '))) {
                if of_word(word).any(Traits::GROUP.or(Traits::COUNTRY)) {
                    remember_stem(&mut entity.nations, descriptions::nation(word));
                }
            }
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.kind != EntityKind::Person) {
        draft.stems =
            draft.forms.iter().max_by_key(|form| form.len()).map_or(Vec::new(), |form| descriptions::stems_of(form));
    }
    let speakers = pronouns::speakers(text, annotated, names, &of_name);
    let described = descriptions::find(text, words, names, &around);
    let mut items: Vec<(usize, Item<'_>)> = Vec::new();
    items.extend((0..names.len()).map(|at| (names[at].tokens.start, Item::Name(at))));
    items.extend(described.iter().map(|description| (description.tokens.start, Item::Description(description))));
    items.extend(pronouns::positions(words).map(|at| (at, Item::Pronoun(at))));
    items.sort_by_key(|(token, _)| *token);

    let openings = openings(words);
    let mut subject: Option<(usize, usize)> = None;
    let mut mentions: Vec<(Span, usize, MentionKind)> = Vec::with_capacity(items.len());
    for (token, item) in items {
        let seen = see(text, annotated, &openings, token);
        let (span, draft, kind) = match item {
            Item::Name(at) => (names[at].span, of_name[at], MentionKind::Name),
            Item::Description(description) => {
                let draft = descriptions::resolve(text, words, description, names, &of_name, &mut drafts);
                (description.span, draft, MentionKind::Description)
            }
            Item::Pronoun(at) => {
                let not = [
                    annotated_quotation(annotated, words.tokens[at].span).and_then(|quotation| speakers[quotation]),
                    subject
                        .filter(|&(token, _)| pronouns::is_object(words, at) && at - token < 5)
                        .map(|(_, draft)| draft),
                ];
                let Some(draft) = pronouns::resolve(text, words, at, &seen, not, &drafts) else { continue };
                (words.tokens[at].span, draft, MentionKind::Pronoun)
            }
        };
        let entity = &mut drafts[draft];
        entity.count += 1;
        entity.last = Some(seen.after(entity.last));
        if kind != MentionKind::Description || seen.subject {
            subject = Some((token, draft));
        }
        if kind == MentionKind::Description {
            remember(&mut entity.forms, span.of(text));
        }
        mentions.push((span, draft, kind));
    }
    finish(mentions, drafts)
}

/// One entity a person, body, place or group named; for each name its entity.
fn draft_names(text: &str, names: &[Name], drafts: &mut Vec<Draft>) -> Vec<usize> {
    let mut of_form: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_name = vec![usize::MAX; names.len()];
    let form = |name: &Name| fold(name.span.of(text)).into_owned();
    let person = |name: &Name| name.kind == NameKind::Person;
    // People by full name first, so that surnames anywhere find them.
    for (at, name) in names.iter().enumerate().filter(|(_, name)| person(name)) {
        let written = name.span.of(text);
        let full = variants::person_words(written);
        if full.len() < 2 {
            continue;
        }
        let draft = *of_form.entry(form(name)).or_insert_with(|| {
            let known = drafts
                .iter()
                .take(MOST_COMPARED)
                .position(|draft: &Draft| variants::same_full_person(&draft.full, &full));
            known.unwrap_or_else(|| {
                drafts.push(Draft::named(EntityKind::Person, full.clone()));
                drafts.len() - 1
            })
        });
        if drafts[draft].full.concat().len() < full.concat().len() {
            drafts[draft].full = full;
        }
        remember(&mut drafts[draft].forms, written);
        of_name[at] = draft;
    }
    // Then everything else, in order; a single name goes to the person last named in full who bears it.
    let mut bodies: Vec<Vec<BodyName>> = Vec::new();
    let mut newest: Vec<usize> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let written = name.span.of(text);
        if of_name[at] == usize::MAX {
            let single = variants::person_words(written);
            let bears = |draft: &usize| single.len() == 1 && variants::part_of_person(&single[0], &drafts[*draft].full);
            let may_be_person = person(name) || (name.tokens.len() == 1 && name.kind != NameKind::Group);
            let bearer = may_be_person
                .then(|| {
                    newest
                        .iter()
                        .rev()
                        .take(MOST_COMPARED)
                        .find(|draft| bears(draft))
                        .copied()
                        .or_else(|| (0..drafts.len().min(MOST_COMPARED)).find(|draft| bears(draft)))
                })
                .flatten();
            let misspelt = || {
                let misspelt =
                    |at: &usize| single.len() == 1 && variants::misspells_surname(&single[0], &drafts[*at].full);
                (0..drafts.len().min(MOST_COMPARED)).find(misspelt)
            };
            let bearer = bearer.or_else(|| if person(name) { misspelt() } else { None });
            let draft = bearer.filter(|_| person(name) || !is_known_place(written)).unwrap_or_else(|| {
                *of_form
                    .entry(form(name))
                    .or_insert_with(|| other_named(written, name.kind, single, drafts, &mut bodies))
            });
            remember(&mut drafts[draft].forms, written);
            of_name[at] = draft;
        }
        if drafts[of_name[at]].kind == EntityKind::Person && newest.last() != Some(&of_name[at]) {
            newest.push(of_name[at]);
        }
    }
    of_name
}

fn is_known_place(written: &str) -> bool {
    of_word(written).any(Traits::COUNTRY.or(Traits::CAPITAL))
}

/// The entity of a name that is no part of a person's full name: one known under another form, or a new one. `bodies` are
/// the forms of drafts seen so far, made ready.
fn other_named(
    written: &str,
    kind: NameKind,
    single: Vec<String>,
    drafts: &mut Vec<Draft>,
    bodies: &mut Vec<Vec<BodyName>>,
) -> usize {
    let kind = entity_kind(written, kind);
    let name = BodyName::of(written);
    bodies.resize_with(drafts.len().min(MOST_COMPARED), Vec::new);
    let known = drafts.iter().zip(bodies).position(|(draft, bodies)| {
        let comparable = draft.named
            && (draft.kind == EntityKind::Person) == (kind == EntityKind::Person)
            && draft.kind != EntityKind::Person
            && (draft.kind == EntityKind::Group) == (kind == EntityKind::Group);
        if comparable {
            bodies.extend(draft.forms[bodies.len()..].iter().map(|form| BodyName::of(form)));
        }
        comparable && bodies.iter().any(|form| form.is_same(&name))
    });
    known.unwrap_or_else(|| {
        drafts.push(Draft::named(kind, single));
        drafts.len() - 1
    })
}

/// The kind of entity that a name stands for.
fn entity_kind(written: &str, kind: NameKind) -> EntityKind {
    if kind == NameKind::Person {
        return EntityKind::Person;
    }
    if headwater_atlas::agency(written).is_some() {
        return EntityKind::Agency;
    }
    let parts: Vec<Traits> = written.split_whitespace().map(of_word).collect();
    let any = |wanted: Traits| parts.iter().any(|part| part.has(wanted));
    let folded = fold(written);
    match kind {
        NameKind::Person => EntityKind::Person,
        NameKind::Group => EntityKind::Group,
        NameKind::Organisation | NameKind::Facility if GOVERNMENTS.contains(&folded.trim_start_matches("the ")) => {
            EntityKind::Government
        }
        NameKind::Organisation if any(Traits::OUTLET) || parts.last().is_some_and(|_| is_paper(&folded)) => {
            EntityKind::Outlet
        }
        NameKind::Organisation if any(Traits::STATE) && !folded.contains("police") && !folded.contains("sheriff") => {
            EntityKind::Government
        }
        NameKind::Organisation => EntityKind::Organisation,
        NameKind::Location | NameKind::Facility => EntityKind::Location,
        NameKind::Other => EntityKind::Other,
    }
}

const GOVERNMENTS: &[&str] =
    &["white house", "kremlin", "pentagon", "capitol hill", "downing street", "foggy bottom", "capitol"];

/// Whether a name reads like a newspaper's.
fn is_paper(folded: &str) -> bool {
    const ENDS: &[&str] = &[
        "times",
        "post",
        "journal",
        "tribune",
        "herald",
        "globe",
        "gazette",
        "observer",
        "telegraph",
        "guardian",
        "register",
        "chronicle",
        "inquirer",
        "courier",
        "sentinel",
        "dispatch",
        "today",
        "monitor",
        "news",
        "daily",
        "weekly",
        "mail",
        "sun",
        "examiner",
    ];
    folded.contains(' ') && folded.rsplit(' ').next().is_some_and(|last| ENDS.contains(&last))
}

fn learn_role(drafts: &mut [Draft], draft: usize, role: &Role, body: Option<usize>) {
    let entity = &mut drafts[draft];
    if entity.kind != EntityKind::Person {
        return;
    }
    for &head in &role.heads {
        remember_stem(&mut entity.heads, head);
    }
    for &modifier in &role.modifiers {
        remember_stem(&mut entity.modifiers, modifier);
    }
    if entity.gender == Gender::Unknown {
        entity.gender = gender_of(role.traits);
    }
    if entity.body.is_none() && body != Some(draft) {
        entity.body = body;
    }
}

/// Gender that titles and role nouns show.
pub(crate) fn gender_of(known: Traits) -> Gender {
    match (known.has(Traits::MAN), known.has(Traits::WOMAN)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

impl Draft {
    /// Takes in what an apposition says of somebody.
    pub(crate) fn learn(&mut self, head: u64, modifiers: &[u64], gender: Gender) {
        remember_stem(&mut self.heads, head);
        for &modifier in modifiers {
            remember_stem(&mut self.modifiers, modifier);
        }
        if self.gender == Gender::Unknown {
            self.gender = gender;
        }
    }

    fn named(kind: EntityKind, full: Vec<String>) -> Self {
        let gender = match full.first().filter(|_| kind == EntityKind::Person && full.len() > 1) {
            Some(first) => {
                let known = of_word(first);
                match (known.has(Traits::MALE), known.has(Traits::FEMALE)) {
                    (true, false) => Gender::Male,
                    (false, true) => Gender::Female,
                    _ => Gender::Unknown,
                }
            }
            None => Gender::Unknown,
        };
        Self { gender, full, named: true, ..Self::unnamed(kind) }
    }

    /// An entity without a name.
    pub(crate) fn unnamed(kind: EntityKind) -> Self {
        Self {
            kind,
            forms: Vec::new(),
            full: Vec::new(),
            named: false,
            plural: false,
            gender: Gender::Unknown,
            heads: Vec::new(),
            modifiers: Vec::new(),
            nations: Vec::new(),
            stems: Vec::new(),
            body: None,
            last: None,
            count: 0,
        }
    }
}

/// Most forms and stems that are remembered of one entity.
const MOST_REMEMBERED: usize = 64;

fn remember_stem(stems: &mut Vec<u64>, stem: u64) {
    if stems.len() < MOST_REMEMBERED && !stems.contains(&stem) {
        stems.push(stem);
    }
}

fn remember(forms: &mut Vec<String>, form: &str) {
    if forms.len() < MOST_REMEMBERED && !forms.iter().any(|known| known == form) {
        forms.push(form.to_owned());
    }
}

/// For each sentence the first token that is more than a title or function word: up to it all is the sentence's opening.
fn openings(words: &Words) -> Vec<usize> {
    let opens = |token: &Token| {
        traits(token).any(Traits::TITLE.or(Traits::HONORIFIC).or(Traits::FUNCTION)) || token.span.len() < 2
    };
    let end = |sentence: &Sentence| {
        sentence.first as usize + words.of_sentence(sentence).iter().take_while(|token| opens(token)).count()
    };
    words.sentences.iter().map(end).collect()
}

/// Where a mention that starts at `token` stands, and whether it looks like a subject.
fn see(text: &str, annotated: &Annotated, openings: &[usize], token: usize) -> Seen {
    let words = &annotated.words;
    let span = words.tokens[token].span;
    let sentence = words.sentence_at(span.start()).unwrap_or_default();
    let speaks = speaks(text, words, token);
    let opening = openings.get(sentence).is_some_and(|end| token <= *end);
    let next = annotated.quotations.partition_point(|quotation| quotation.span.start() <= span.start());
    let quoted =
        next > 0 && annotated.quotations[next - 1].span.contains(span) && !annotated.quotations[next - 1].scare;
    Seen { sentence, token, subject: speaks || opening, speaks, quoted }
}

/// Position of the quotation of speech that holds a span.
pub(crate) fn annotated_quotation(annotated: &Annotated, span: Span) -> Option<usize> {
    let next = annotated.quotations.partition_point(|quotation| quotation.span.start() <= span.start());
    next.checked_sub(1).filter(|&at| annotated.quotations[at].span.contains(span) && !annotated.quotations[at].scare)
}

/// Whether a verb of speech stands within a few tokens, with no other verb known between.
pub(crate) fn speaks(text: &str, words: &Words, token: usize) -> bool {
    let near = |range: std::ops::Range<usize>| {
        words
            .tokens
            .get(range)
            .unwrap_or_default()
            .iter()
            .any(|other| traits(other).has(Traits::SPEECH) && other.span.of(text) != "according")
    };
    near(token + 1..(token + 5).min(words.tokens.len())) || near(token.saturating_sub(2)..token)
}

/// Entities that have mentions, numbered by first mention.
fn finish(mut mentions: Vec<(Span, usize, MentionKind)>, drafts: Vec<Draft>) -> Found {
    mentions.sort_by_key(|(span, ..)| (span.start(), span.end()));
    let mut number = vec![None; drafts.len()];
    let mut order = Vec::new();
    let visit = |draft: usize, number: &mut Vec<Option<u32>>, order: &mut Vec<usize>| {
        *number[draft].get_or_insert_with(|| {
            order.push(draft);
            u32::try_from(order.len() - 1).unwrap_or(u32::MAX)
        })
    };
    let mentions = mentions
        .into_iter()
        .map(|(span, draft, kind)| Mention { span, entity: EntityId(visit(draft, &mut number, &mut order)), kind })
        .collect();
    let entities = order
        .iter()
        .map(|&draft| {
            let draft = &drafts[draft];
            let name = fullest(draft);
            let aliases = draft.forms.iter().filter(|form| **form != name).cloned().collect();
            let body = draft.body.and_then(|body| number[body]).map(EntityId);
            Entity { name, kind: draft.kind, aliases, named: draft.named, body }
        })
        .collect();
    Found { mentions, entities }
}

/// The longest form of a name in words (for people) or letters; the first description of what has no name.
fn fullest(draft: &Draft) -> String {
    if !draft.named {
        return draft.forms.first().cloned().unwrap_or_default();
    }
    let descriptive =
        |form: &str| !form.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_numeric());
    let rank = |form: &String| (!descriptive(form), variants::words_of(form).len(), form.chars().count());
    let mut best = None;
    for form in &draft.forms {
        if of_opening(form) {
            continue;
        }
        if best.is_none_or(|known| rank(form) > rank(known)) {
            best = Some(form);
        }
    }
    best.or(draft.forms.first()).cloned().unwrap_or_default()
}

/// Whether a form is a description that opens a sentence ("The Russian leader"): never a name.
fn of_opening(form: &str) -> bool {
    let mut words = form.split_whitespace();
    let article =
        words.next().is_some_and(|word| matches!(word, "The" | "His" | "Her" | "A" | "An" | "Their" | "This"));
    article && words.any(|word| of_word(word).any(Traits::ROLE.or(Traits::BODY)) && hash(word) == hash(&fold(word)))
}
