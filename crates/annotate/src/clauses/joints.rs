//! Where a clause that has its verb goes on to say something else: another subject with its verb, a participle behind the
//! object, the verb behind what was put between commas, the main clause behind one in front.

use super::cut::{CONJUNCTIONS, RELATIVES, ends_reach};
use super::verbs::Role;
use crate::word_sets::WordSet;
use crate::words::hash;
use headwater_model::{Report, Tag, Token, TokenKind, Words};
use std::ops::Range;
use std::sync::LazyLock;

/// Most tokens of a subject between a conjunction and its verb.
const LONGEST_SUBJECT: usize = 8;

/// The same after "so", which is more often an adverb.
const LONGEST_AFTER_SO: usize = 5;

/// Fewest tokens on either side of a cut that no conjunction marks.
const FEWEST: usize = 4;

/// Open a clause that may stand before the main one.
static FRONTED: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("when if as while because although though after before since"));

/// Pronouns that are a subject by themselves.
static SUBJECTS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("he she it they we i"));

/// A report's tokens up to the end of the region that is cut.
pub(super) struct Joints<'a> {
    pub(super) report: &'a Report,
    pub(super) words: &'a Words,
    pub(super) roles: &'a [Role],
    pub(super) end: usize,
}

impl Joints<'_> {
    /// Whether something else begins where `before` ends: the tokens since the last cut.
    pub(super) fn cut(&self, before: Range<usize>) -> bool {
        let at = before.end;
        if at + 1 >= self.end || !before.clone().any(|at| self.roles[at] == Role::Finite) {
            return false;
        }
        self.joins_subject(at)
            || self.is_consequence(at)
            || self.is_participle(&before)
            || self.ends_parenthesis(&before)
            || self.is_main_clause(&before)
    }

    /// "… were taken to hospital and another victim was treated": a conjunction, a plain noun phrase, its verb.
    fn joins_subject(&self, at: usize) -> bool {
        if !CONJUNCTIONS.has(self.words.tokens[at].word) {
            return false;
        }
        let Some(verb) = self.verb_within(at + 1, LONGEST_SUBJECT) else { return false };
        let mut subject = at + 1..verb;
        subject.clone().any(|at| self.is_noun(at)) && subject.all(|at| self.may_stand_in_subject(at))
    }

    /// "… is late, so the mayor is glad of the ferry".
    fn is_consequence(&self, at: usize) -> bool {
        let opens = matches!(self.words.tokens[at + 1].tag, Tag::Pronoun | Tag::Determiner | Tag::ProperNoun);
        self.words.tokens[at].word == hash("so") && opens && self.verb_within(at + 1, LONGEST_AFTER_SO).is_some()
    }

    /// "… passed a motion Friday praising the new ferry": a form in -ing right behind a noun.
    fn is_participle(&self, before: &Range<usize>) -> bool {
        let at = before.end;
        let closed = self.words.tokens[at - 1].kind == TokenKind::Quote;
        self.roles[at] == Role::Ing
            && before.len() >= FEWEST
            && self.end - at >= FEWEST
            && (self.is_noun(at - 1) || closed)
            && self.words.tokens[at + 1].kind != TokenKind::Mark
    }

    /// "The ferries, which stopped for the winter, | delayed many workers".
    fn ends_parenthesis(&self, before: &Range<usize>) -> bool {
        let at = before.end;
        let comma = self.words.tokens[at - 1].span.of(&self.report.text) == ",";
        let attributes = self.words.tokens[at].word == hash("said") || self.words.tokens[at].word == hash("says");
        self.roles[at] == Role::Finite
            && comma
            && !attributes
            && before.len() >= FEWEST
            && before.clone().any(|at| RELATIVES.has(self.words.tokens[at].word))
    }

    /// "When it closed the bridge | it made trouble": the subject of the main clause behind a clause in front.
    fn is_main_clause(&self, before: &Range<usize>) -> bool {
        let at = before.end;
        let opening = |token: &&Token| token.kind == TokenKind::Word && token.word != hash("that");
        let opening = self.words.tokens[before.clone()].iter().find(opening).map_or(0, |token| token.word);
        let last = &self.words.tokens[at - 1];
        let closed = self.is_noun(at - 1) || matches!(last.kind, TokenKind::Mark | TokenKind::Number);
        // A quotation may begin between the subject and its verb.
        let verb = at + 1 + usize::from(self.words.tokens[at + 1].kind == TokenKind::Quote);
        FRONTED.has(opening)
            && SUBJECTS.has(self.words.tokens[at].word)
            && closed
            && before.len() >= FEWEST
            && verb < self.end
            && self.roles[verb] == Role::Finite
    }

    /// The first verb with tense of so many tokens from `from` on, before any mark.
    fn verb_within(&self, from: usize, count: usize) -> Option<usize> {
        let reach = from..self.end.min(from + count);
        reach.take_while(|at| !ends_reach(self.report, self.words, *at)).find(|at| self.roles[*at] == Role::Finite)
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(self.words.tokens[at].tag, Tag::Noun | Tag::ProperNoun | Tag::Numeral)
    }

    fn may_stand_in_subject(&self, at: usize) -> bool {
        let token = &self.words.tokens[at];
        self.is_noun(at)
            || matches!(token.tag, Tag::Determiner | Tag::Adjective | Tag::Adverb)
            || matches!(token.span.of(&self.report.text), "'s" | "’s")
    }
}
