//! What annotation finds in one report: typed layers, each pointing into the text by span.

use crate::{Place, SentenceVector, Span};

/// All layers of one report. Every vector is ordered by the start of its span; indices between layers are
/// positions in these vectors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotated {
    /// Sentences and tokens.
    pub words: Words,
    /// Tokens of the headline; their spans point into [`crate::Report::title`], not into the text.
    pub title: Vec<Token>,
    /// Mentions of people, organisations, places, groups.
    pub mentions: Vec<Mention>,
    /// What the mentions refer to.
    pub entities: Vec<Entity>,
    /// Quotations.
    pub quotations: Vec<Quotation>,
    /// Source + cue + content.
    pub attributions: Vec<Attribution>,
    /// Clauses that could be true or false.
    pub clauses: Vec<Clause>,
    /// Time expressions with TIMEX3 values.
    pub times: Vec<TimeExpression>,
    /// Place names with what they were resolved to.
    pub places: Vec<PlaceMention>,
    /// Numbers with units.
    pub quantities: Vec<Quantity>,
    /// What each sentence says, as a direction: one a sentence, or none at all where the text was read by the fast models.
    pub vectors: Vec<SentenceVector>,
}

/// Sentences and tokens of a text. No text is copied: a token is a span with hashes of its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order; none lies outside a sentence.
    pub tokens: Vec<Token>,
}

impl Annotated {
    /// The mentions that begin in a span, in order.
    #[must_use]
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let first = self.mentions.partition_point(|mention| mention.span.start() < span.start());
        let last = self.mentions.partition_point(|mention| mention.span.start() < span.end());
        self.mentions.get(first..last).unwrap_or_default()
    }
}

impl Words {
    /// The tokens of one sentence.
    #[must_use]
    pub fn of_sentence(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.first as usize..sentence.last as usize).unwrap_or_default()
    }

    /// Positions of the tokens that overlap `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let last = self.tokens.partition_point(|token| token.span.start() < span.end());
        first..last.max(first)
    }

    /// From the start of the first of the tokens at these positions to the end of the last; an empty span where there are
    /// none.
    #[must_use]
    pub fn cover(&self, tokens: &std::ops::Range<usize>) -> Span {
        let tokens = self.tokens.get(tokens.clone()).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// Position of the sentence in which a byte lies, if any.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start() <= byte);
        next.checked_sub(1).filter(|&at| byte < self.sentences[at].span.end())
    }
}

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where, without surrounding white space.
    pub span: Span,
    /// Position of its first token.
    pub first: u32,
    /// Position past its last token.
    pub last: u32,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
    /// Whether it is page furniture or a heading rather than a sentence of the report.
    pub furniture: bool,
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Part of speech.
    pub tag: Tag,
    /// Hash of the word in lower case, without accents and with straight apostrophes. The same word has the
    /// same hash in every report and every release of the format.
    pub word: u64,
    /// Hash of its stem ("visits", "visited" → "visit"); equals `word` when there is no shorter stem.
    pub stem: u64,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with their separators ("1,500", "6:00").
    Number,
    /// An opening, closing or straight quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// Coarse part of speech (the universal tag set of Petrov, Das & McDonald 2012, with proper nouns, auxiliaries
/// and subordinators apart).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// "big"
    Adjective,
    /// "in", "of"
    Adposition,
    /// "quickly", "not"
    Adverb,
    /// "has", "will", "may"
    Auxiliary,
    /// "and", "but"
    Conjunction,
    /// "the", "his"
    Determiner,
    /// "house"
    Noun,
    /// "six", "1,500"
    Numeral,
    /// "to" before a verb, "'s"
    Particle,
    /// "he", "who"
    Pronoun,
    /// "Kim"
    ProperNoun,
    /// "that", "because"
    Subordinator,
    /// "said"
    Verb,
    /// "."
    Punctuation,
    /// Anything else
    #[default]
    Other,
}

/// Position of an entity in [`Annotated::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where: the name with its title words left out ("Kim Jong Un" of "leader Kim Jong Un"), the whole
    /// description ("the North Korean leader"), the pronoun.
    pub span: Span,
    /// Whom it refers to.
    pub entity: EntityId,
    /// By what it refers.
    pub kind: MentionKind,
}

/// By what a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A name or a part of one.
    Name,
    /// A common noun phrase: "the North Korean leader", "the ministry".
    Description,
    /// "he", "they".
    Pronoun,
}

/// Somebody or something that mentions refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Fullest name in the report, or for an unnamed one its description ("officials", "a neighbour").
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other names and descriptions used for it, without duplicates, in order of first use.
    pub aliases: Vec<String>,
    /// Whether the report gives it a name.
    pub named: bool,
    /// The body that it speaks for or belongs to, when the report says so ("Kremlin spokesman Dmitry Peskov").
    pub body: Option<EntityId>,
}

/// Kinds of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, party, institution, police force.
    Organisation,
    /// A news agency.
    Agency,
    /// A newspaper, station or site.
    Outlet,
    /// A government, a ministry, or a capital or country standing for it.
    Government,
    /// A place.
    Location,
    /// A nationality, religion or political group.
    Group,
    /// A written source: filing, indictment, statement, report, study.
    Document,
    /// A post of a social network.
    Post,
    /// Anything else that can speak or be named.
    Other,
}

/// A quotation, marks left out of `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub content: Span,
    /// Whether it is a word or two in scare quotes or a title rather than speech.
    pub scare: bool,
    /// Whether it goes on from a paragraph left open before it.
    pub continued: bool,
}

/// Somebody says something: source + cue + content (Pareti 2015). By default nobody says nothing: no spans, no speakers,
/// within no other, neither denying nor negative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Whole noun phrases that name the source; empty when there is none ("it is believed"). Several spans when the
    /// source is discontinuous or when several speak side by side.
    pub source: Vec<Span>,
    /// The words that attribute: "said", "according to", "told".
    pub cue: Vec<Span>,
    /// What is attributed, without cue and source; several spans when the cue interrupts it.
    pub content: Vec<Span>,
    /// Who speaks; several when they speak side by side, none when nobody is named or described.
    pub speakers: Vec<EntityId>,
    /// Position in [`Annotated::attributions`] of the attribution whose content holds this one (KCNA reported that
    /// *Kim said*): the source nearer the outlet.
    pub within: Option<u32>,
    /// How the content is given.
    pub quoted: Quoted,
    /// Whether the cue denies its content ("denied", "rejected").
    pub denies: bool,
    /// Whether the attribution itself is negated or only possible ("has not said", "would not say").
    pub negative: bool,
    /// Whether a cue stands in the text, or the attribution runs on from an earlier sentence.
    pub continued: bool,
}

/// How content is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quoted {
    /// Not as anybody's words.
    #[default]
    None,
    /// In the reporter's words.
    Indirect,
    /// In quotation marks.
    Direct,
    /// Both.
    Mixed,
}

/// A clause that could be true or false: the smallest piece of text that a statement is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where, without the attribution.
    pub span: Span,
    /// Position of its sentence.
    pub sentence: u32,
    /// Position in [`Annotated::attributions`] of the innermost attribution whose content it is; `None` when the
    /// outlet says it on its own account.
    pub attribution: Option<u32>,
    /// How sure whoever says it is.
    pub certainty: Certainty,
    /// Whether it affirms or negates.
    pub polarity: Polarity,
    /// The words that show certainty and polarity: "likely", "not".
    pub signals: Vec<Span>,
    /// How it is given.
    pub quoted: Quoted,
}

/// How sure whoever says it is (guidelines: asserted, hedged, denied).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Said to be so.
    #[default]
    Asserted,
    /// Said to be possible, likely, alleged, expected.
    Hedged,
    /// Said not to be so, against somebody who says it is.
    Denied,
}

/// Whether a clause affirms or negates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It is so.
    #[default]
    Positive,
    /// It is not so.
    Negative,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value: "2023-09-12", "2023-W36", "2023-09-12TMO", "P3D", "PAST_REF". A clock time whose zone is
    /// known ends in "Z" or an offset.
    pub value: String,
    /// TIMEX3 modifier: "START", "APPROX", …; empty when none.
    pub modifier: &'static str,
}

/// TIMEX3 types (Pustejovsky et al. 2003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length of time.
    Duration,
    /// Repeated.
    Set,
}

/// A place name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where.
    pub span: Span,
    /// What it is; `None` when the gazetteer has no such name.
    pub place: Option<Place>,
    /// Whether it stands for the place itself, or for people or a government ("Washington warned").
    pub literal: bool,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number and its unit: "about 1,500 kilometers", "three people".
    pub span: Span,
    /// The number alone.
    pub number: Span,
    /// Its value, in `unit` after conversion of multiples ("1.5 million" = 1,500,000).
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Hash of the stem of the noun counted ("people", "shots"); 0 when none or when `unit` is a measure.
    pub noun: u64,
    /// "about", "nearly", "more than", "at least", "dozens".
    pub approximate: bool,
}

/// What a number counts. Values of measures are converted to the base unit given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things or people.
    Count,
    /// "third", "3rd".
    Ordinal,
    /// Years of a person's age.
    Age,
    /// Per cent.
    Percent,
    /// Money, in the currency's ISO 4217 code ("USD").
    Money([u8; 3]),
    /// Kilometres.
    Length,
    /// Square kilometres.
    Area,
    /// Kilograms.
    Mass,
    /// Seconds.
    Time,
    /// Kilometres per hour.
    Speed,
    /// Degrees Celsius.
    Temperature,
    /// A house number, telephone number, model or other name made of digits.
    Label,
}

/// A report with what annotation found in it: what the stages after annotation read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The report.
    pub report: &'a crate::Report,
    /// Its layers.
    pub annotated: &'a Annotated,
}

impl<'a> Reading<'a> {
    /// The report's text under a span.
    #[must_use]
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.report.text)
    }
}
