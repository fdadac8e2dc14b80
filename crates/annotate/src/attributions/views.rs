//! What the models see of a text: its tokens with shapes, endings and quotation context, and the features made of them.

use crate::words::{fold, hash};
use headwater_linear::{feature, join};
use headwater_model::{Quotation, Report, Tag, TokenKind, Words};
use std::ops::Range;

/// One token as the models see it.
#[derive(Clone, Copy, Debug)]
struct View {
    word: u64,
    stem: u64,
    tag: u64,
    shape: u64,
    ending: u64,
    quote: Place,
    sentence: u32,
    paragraph: u32,
    /// Whether it opens its sentence.
    starts: bool,
    /// 1 when it ends its sentence, 2 when it stands before the end.
    ends: u8,
    /// How many commas, quotation marks, brackets and subordinating "that" stand before it in the text.
    commas: u32,
    marks: u32,
    brackets: u32,
    thats: u32,
    verbs: u32,
}

/// Where a token stands with regard to quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Outside = 0,
    Mark = 1,
    Inside = 2,
    Scare = 3,
}

const NONE: View = View {
    word: 1,
    stem: 1,
    tag: 99,
    shape: 99,
    ending: 1,
    quote: Place::Outside,
    sentence: u32::MAX,
    paragraph: 0,
    starts: false,
    ends: 0,
    commas: 0,
    marks: 0,
    brackets: 0,
    thats: 0,
    verbs: 0,
};

/// How far around a token its features look.
const AROUND: usize = 3;

/// The tokens of one report as features of the attribution models; token positions are those of [`Words::tokens`].
#[derive(Debug)]
pub struct AttributionViews<'a> {
    words: &'a Words,
    /// Those of all tokens between [`AROUND`] empty ones on either side.
    views: Vec<View>,
}

/// A cue whose source or content is looked for: what is the same for every token.
#[derive(Clone, Copy, Debug)]
pub(super) struct CueView<'c> {
    cues: &'c [Range<usize>],
    own: usize,
    head: View,
    tail: View,
    stem: u64,
    /// Shapes of its neighbours.
    next_to: u64,
    sentence_end: u64,
}

/// Labels of the three models, in the order of their classes: a token lies outside, begins a span, or goes on in it.
pub const SPAN_LABELS: [&str; 3] = ["out", "begin", "inside"];
impl<'a> AttributionViews<'a> {
    /// Views of all tokens.
    #[must_use]
    pub fn new(report: &Report, words: &'a Words, quotations: &[Quotation]) -> Self {
        let text = report.text.as_str();
        let mut views = vec![NONE; AROUND];
        views.reserve_exact(words.tokens.len() + AROUND);
        let that = hash("that");
        let (mut commas, mut marks, mut brackets, mut thats, mut verbs) = (0, 0, 0, 0, 0);
        let mut next_quotation = 0;
        let mut open: Option<Quotation> = None;
        let mut sentence = 0;
        for (at, token) in words.tokens.iter().enumerate() {
            while words.sentences.get(sentence).is_some_and(|its| its.last as usize <= at) {
                sentence += 1;
            }
            while let Some(quotation) = quotations.get(next_quotation) {
                if quotation.span.start() > token.span.start() {
                    break;
                }
                if open.is_none_or(|open| open.span.end() <= quotation.span.start()) {
                    open = Some(*quotation);
                }
                next_quotation += 1;
            }
            let quote = match open {
                Some(open) if open.content.contains(token.span) && open.scare => Place::Scare,
                Some(open) if open.content.contains(token.span) => Place::Inside,
                Some(open) if open.span.contains(token.span) => Place::Mark,
                _ => Place::Outside,
            };
            let form = token.span.of(text);
            let its = words.sentences.get(sentence);
            let last = its.map_or(0, |its| its.last as usize);
            views.push(View {
                word: token.word,
                stem: token.stem,
                tag: token.tag as u64,
                shape: shape(form, token.kind),
                ending: hash(ending(&fold(form))),
                quote,
                sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
                paragraph: its.map_or(0, |its| its.paragraph),
                starts: its.is_some_and(|its| its.first as usize == at),
                ends: u8::from(at + 1 == last) + 2 * u8::from(at + 2 == last),
                commas,
                marks,
                brackets,
                thats,
                verbs,
            });
            commas += u32::from(form == ",");
            marks += u32::from(quote == Place::Mark);
            brackets += u32::from(matches!(form, "(" | ")" | "—" | "–" | ";" | ":"));
            thats += u32::from(token.word == that);
            verbs += u32::from(matches!(token.tag, Tag::Verb));
        }
        views.extend([NONE; AROUND]);
        Self { words, views }
    }

    /// A token with [`AROUND`] tokens before and after it.
    #[inline]
    fn around(&self, at: usize) -> &[View; 2 * AROUND + 1] {
        self.views.get(at..).and_then(<[View]>::first_chunk).unwrap_or(&[NONE; 2 * AROUND + 1])
    }

    /// Whether a token stands in quotation marks or is one.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        matches!(self.view(at).quote, Place::Mark | Place::Inside)
    }

    /// Number of the sentence of a token.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.view(at).sentence as usize
    }

    /// How each token of a window stands to quotations.
    pub(super) fn quotes(&self, window: &Range<usize>) -> impl Iterator<Item = u8> {
        self.views[window.start + AROUND..window.end + AROUND].iter().map(|view| view.quote as u8)
    }

    /// The token itself.
    #[inline]
    fn view(&self, at: usize) -> &View {
        self.views.get(at + AROUND).unwrap_or(&NONE)
    }

    /// Features by which a token is the beginning or inside of a cue, added to `out`.
    pub fn cue_features(&self, at: usize, out: &mut Vec<u64>) {
        let around = self.around(at);
        let this = &around[AROUND];
        // Nothing outside the sentence is seen.
        let near = |view: usize| if around[view].sentence == this.sentence { &around[view] } else { &NONE };
        let (b3, b2, b1, a1, a2, a3) = (near(0), near(1), near(2), near(4), near(5), near(6));
        let sentence = &self.words.sentences[this.sentence as usize];
        let (first, last) = (sentence.first as usize, (sentence.last as usize).saturating_sub(1));
        let (start, end) = (self.view(first), self.view(last));
        let quoted = u64::from(this.marks != start.marks) + 2 * u64::from(end.marks != this.marks);
        let place = this.quote as u64;
        let commas = u64::from(this.commas.saturating_sub(start.commas).min(2))
            + 3 * u64::from(end.commas.saturating_sub(this.commas).min(2));
        let from_start = bucket(at.saturating_sub(first));
        let to_end = bucket(last.saturating_sub(at));
        let context = join(place, quoted);
        out.extend([
            feature(0, 0),
            feature(1, this.word),
            feature(2, this.stem),
            feature(3, join(this.tag, this.ending)),
            feature(4, join(this.tag, this.shape)),
            feature(5, b1.word),
            feature(6, a1.word),
            feature(7, b2.word),
            feature(8, a2.word),
            feature(9, join(b1.word, this.word)),
            feature(10, join(this.word, a1.word)),
            feature(11, join(this.stem, b1.tag)),
            feature(12, join(this.stem, a1.tag)),
            feature(13, join(b1.tag, join(this.tag, a1.tag))),
            feature(14, join(this.stem, context)),
            feature(15, join(this.word, context)),
            feature(16, join(this.tag, join(context, b1.quote as u64 + 4 * a1.quote as u64))),
            feature(17, join(this.stem, b1.shape)),
            feature(18, join(this.stem, a1.shape)),
            feature(19, join(this.stem, to_end.min(3))),
            feature(20, join(this.stem, from_start.min(3))),
            feature(21, join(this.tag, join(from_start, to_end))),
            feature(22, join(this.stem, join(b1.quote as u64, a1.quote as u64))),
            feature(23, join(this.word, a1.stem)),
            feature(24, join(b2.tag, join(b1.tag, this.tag))),
            feature(25, join(this.tag, join(a1.tag, a2.tag))),
            feature(26, join(this.word, join(a1.word, a2.word))),
            feature(27, join(b2.word, join(b1.word, this.word))),
            feature(28, join(this.stem, u64::from(end.thats != this.thats))),
            feature(29, join(this.stem, commas)),
            feature(30, join(this.ending, join(b1.shape, a1.shape))),
            feature(31, b1.stem),
            feature(32, a1.stem),
            feature(33, join(b3.tag, join(b2.tag, join(b1.tag, this.tag)))),
            feature(34, join(this.tag, join(a1.tag, join(a2.tag, a3.tag)))),
            feature(35, join(this.stem, a2.word)),
            feature(36, join(this.stem, b2.word)),
        ]);
    }

    /// Tokens among which source and content of a cue are looked for: its sentence, `before` sentences before it and
    /// those `after` it, at most `most` tokens on either side.
    #[must_use]
    pub fn window(&self, cue: &Range<usize>, before: usize, after: usize, most: usize) -> Range<usize> {
        let sentences = &self.words.sentences;
        let at = if cue.start < self.words.tokens.len() { self.view(cue.start).sentence as usize } else { 0 };
        let (Some(first), Some(last)) = (
            sentences.get(at.saturating_sub(before)),
            sentences.get((at + after).min(sentences.len().saturating_sub(1))),
        ) else {
            return cue.clone();
        };
        let start = (first.first as usize).max(cue.start.saturating_sub(most));
        let end = (last.last as usize).min(cue.end.saturating_add(most));
        start..end.max(cue.end)
    }

    /// The cue at position `own` of all cues of the report, which are in order.
    pub(super) fn cue<'c>(&self, cues: &'c [Range<usize>], own: usize) -> CueView<'c> {
        let cue = &cues[own];
        let (head, tail) = (*self.view(cue.start), *self.view(cue.end - 1));
        CueView {
            cues,
            own,
            head,
            tail,
            stem: if cue.len() == 1 { head.stem } else { join(head.stem, tail.stem) },
            next_to: join(self.around(cue.start)[AROUND - 1].shape, self.around(cue.end - 1)[AROUND + 1].shape),
            sentence_end: self.sentence_end_after(cue.end, head.sentence),
        }
    }

    /// Features by which a token belongs to the content of a cue whose source is known, added to `out`: those of
    /// [`Self::source_features`] and where the token stands to the source.
    pub fn content_features(
        &self,
        cues: &[Range<usize>],
        own: usize,
        source: Option<&Range<usize>>,
        at: usize,
        out: &mut Vec<u64>,
    ) {
        self.content_features_of(&self.cue(cues, own), source, at, out);
    }

    /// [`Self::content_features`] of a cue made ready.
    pub(super) fn content_features_of(
        &self,
        cue: &CueView<'_>,
        source: Option<&Range<usize>>,
        at: usize,
        out: &mut Vec<u64>,
    ) {
        self.source_features_of(cue, at, out);
        let (cue_tail, cue) = (&cue.tail, &cue.cues[cue.own]);
        let [_, _, b1, this, a1, _, _] = self.around(at);
        let side = u64::from(at < cue.start);
        let (relation, gap, order) = match source {
            None => (0, 0, 0),
            Some(source) => {
                let order = 1 + u64::from(source.start < cue.start) + 2 * u64::from(near_by(source, cue));
                let relation = if at < source.start {
                    1
                } else if at >= source.end {
                    2
                } else {
                    3
                };
                let gap =
                    if at < source.start { source.start.saturating_sub(at) } else { at.saturating_sub(source.end) };
                (relation, bucket(gap), order)
            }
        };
        let standing = join(side, join(relation, order));
        let other_sentence = u64::from(this.sentence != cue_tail.sentence);
        out.extend([
            feature(200, standing),
            feature(201, join(standing, gap)),
            feature(202, join(standing, join(other_sentence, this.quote as u64))),
            feature(203, join(standing, this.word)),
            feature(204, join(standing, join(b1.tag, this.tag))),
            feature(205, join(standing, join(cue_tail.stem, other_sentence))),
            feature(206, join(standing, join(b1.shape, this.shape))),
            feature(207, join(standing, join(b1.word, gap.min(2)))),
            feature(208, join(standing, join(a1.shape, join(this.shape, this.quote as u64)))),
            feature(209, join(standing, join(other_sentence, join(this.quote as u64, cue_tail.quote as u64)))),
        ]);
    }

    /// Features by which a token belongs to the source of a cue, added to `out`. `cues` are all cues of the report in
    /// order; `own` is the position of the cue among them.
    pub fn source_features(&self, cues: &[Range<usize>], own: usize, at: usize, out: &mut Vec<u64>) {
        self.source_features_of(&self.cue(cues, own), at, out);
    }

    /// [`Self::source_features`] of a cue made ready.
    pub(super) fn source_features_of(&self, of: &CueView<'_>, at: usize, out: &mut Vec<u64>) {
        let (cues, own, head, tail) = (of.cues, of.own, &of.head, &of.tail);
        let cue = &cues[own];
        let [b3, b2, b1, this, a1, a2, _] = self.around(at);
        let inside_cue = cue.contains(&at);
        let before = at < cue.start;
        let distance = if before { cue.start - at } else { at.saturating_sub(cue.end.saturating_sub(1)) };
        let (left, right) = if before { (this, head) } else { (tail, this) };
        let side = if inside_cue { 2 } else { u64::from(before) };
        let apart = (i64::from(this.sentence) - i64::from(head.sentence)).clamp(-3, 4);
        let apart = (apart + 3).unsigned_abs();
        let paragraphs = u64::from(left.paragraph.abs_diff(right.paragraph).min(2));
        let where_ = join(side, join(apart, paragraphs));
        let commas = u64::from(right.commas.saturating_sub(left.commas).min(3));
        let marks = u64::from(right.marks.saturating_sub(left.marks).min(4));
        let brackets = u64::from(right.brackets.saturating_sub(left.brackets).min(2));
        let thats = u64::from(right.thats.saturating_sub(left.thats).min(1));
        let verbs = u64::from(right.verbs.saturating_sub(left.verbs).min(2));
        let others = cues_between(cues, own, at) as u64;
        let in_other = u64::from(inside_another(cues, own, at));
        let far = bucket(distance);
        let cue_word = tail.word;
        let cue_stem = of.stem;
        let place = this.quote as u64;
        let cue_place = head.quote as u64;
        let (next_to_cue, cue_end) = (of.next_to, of.sentence_end);
        let (starts, ends) = (u64::from(this.starts), u64::from(this.ends));
        let between = join(commas, join(marks, join(thats, brackets)));
        out.extend([
            feature(100, where_),
            feature(101, join(where_, far)),
            feature(102, join(where_, this.word)),
            feature(103, join(where_, join(this.tag, this.shape))),
            feature(104, join(where_, join(far, this.tag))),
            feature(105, join(where_, join(place, cue_place))),
            feature(106, join(where_, join(place, join(marks, commas)))),
            feature(107, join(where_, join(cue_stem, far.min(4)))),
            feature(108, join(where_, join(cue_stem, place))),
            feature(109, join(side, join(cue_word, this.word))),
            feature(110, join(where_, between)),
            feature(111, join(where_, join(between, this.tag))),
            feature(112, join(where_, join(others, in_other))),
            feature(113, join(where_, join(others, place))),
            feature(114, join(side, join(b1.word, this.word))),
            feature(115, join(side, join(this.word, a1.word))),
            feature(116, join(where_, join(b1.tag, join(this.tag, a1.tag)))),
            feature(117, join(side, join(b1.shape, join(this.shape, a1.shape)))),
            feature(118, join(where_, join(place, join(b1.quote as u64, a1.quote as u64)))),
            feature(119, join(where_, join(starts, ends))),
            feature(120, join(where_, join(ends, join(this.shape, place)))),
            feature(121, join(where_, join(next_to_cue, commas))),
            feature(122, join(where_, join(next_to_cue, join(far, cue_end)))),
            feature(123, join(cue_stem, join(where_, between))),
            feature(124, join(where_, join(b1.word, far.min(3)))),
            feature(125, join(where_, join(a1.word, far.min(3)))),
            feature(126, join(side, this.stem)),
            feature(127, join(where_, join(b2.tag, b1.tag))),
            feature(128, join(where_, join(a1.tag, a2.tag))),
            feature(129, join(where_, join(verbs, join(commas, this.tag)))),
            feature(130, join(side, join(cue_word, join(far.min(3), this.tag)))),
            feature(131, join(side, join(b2.word, b1.word))),
            feature(132, join(side, join(a1.word, a2.word))),
            feature(133, join(where_, join(b3.tag, join(b2.tag, join(b1.tag, this.tag))))),
            feature(134, join(where_, this.ending)),
            feature(135, join(cue_stem, join(next_to_cue, join(where_, commas)))),
            feature(136, join(where_, join(verbs, others))),
        ]);
    }

    /// Where a token stands to the cue, as far as transitions know it.
    fn standing(at: usize, cue: Option<&Range<usize>>) -> u64 {
        match cue {
            None => 9,
            Some(cue) if at == cue.start => 1,
            Some(cue) if at == cue.end => 2,
            Some(cue) if at + 1 == cue.start => 3,
            Some(cue) if at < cue.start => BEFORE_CUE,
            Some(cue) if at == cue.end + 1 => 5,
            Some(_) => AFTER_CUE,
        }
    }

    /// Whether a token stands far before (`Some(false)`) or after the cue: the transitions there are the same for every
    /// cue.
    pub(super) fn far_side(at: usize, cue: &Range<usize>) -> Option<bool> {
        match Self::standing(at, Some(cue)) {
            BEFORE_CUE => Some(false),
            AFTER_CUE => Some(true),
            _ => None,
        }
    }

    /// Features by which a label follows another at a token, `inside` telling whether the token before is in a span;
    /// added to `out`. `cue` is the cue whose source or content is looked for.
    pub fn transition_features(&self, at: usize, inside: bool, cue: Option<&Range<usize>>, out: &mut Vec<u64>) {
        out.extend(self.moves(at, cue)[usize::from(inside)]);
    }

    /// [`Self::transition_features`] after a token outside and after one inside a span.
    #[inline]
    pub(super) fn moves(&self, at: usize, cue: Option<&Range<usize>>) -> [[u64; 12]; 2] {
        let [_, b2, b1, this, a1, _, _] = self.around(at);
        let broken = u64::from(b1.sentence != this.sentence);
        let standing = Self::standing(at, cue);
        let quotes = join(b1.quote as u64, join(this.quote as u64, a1.quote as u64));
        let shapes = join(b1.shape, this.shape);
        let tags = join(b1.tag, this.tag);
        let values = [
            join(shapes, broken),
            join(quotes, broken),
            join(shapes, join(a1.shape, quotes)),
            join(b1.tag, join(this.tag, a1.tag)),
            join(b1.word, this.word),
            join(b2.shape, join(shapes, broken)),
            join(this.word, a1.word),
        ];
        [0, 1].map(|inside| {
            let from = join(inside, standing);
            [
                feature(300, inside),
                feature(301, from),
                feature(302, join(from, values[0])),
                feature(303, join(from, values[1])),
                feature(304, join(inside, values[2])),
                feature(305, join(from, this.word)),
                feature(306, join(from, b1.word)),
                feature(307, join(inside, tags)),
                feature(308, join(inside, values[3])),
                feature(309, join(inside, values[4])),
                feature(310, join(inside, values[5])),
                feature(311, join(inside, values[6])),
            ]
        })
    }

    /// 0 when the cue ends its sentence but for marks, 1 for up to three words more, else 2.
    fn sentence_end_after(&self, at: usize, sentence: u32) -> u64 {
        let rest = self.views[(at + AROUND).min(self.views.len())..].iter().take(8);
        let rest = rest.take_while(|view| view.sentence == sentence);
        match rest.filter(|view| view.shape < PUNCTUATION).count() {
            0 => 0,
            1..=3 => 1,
            _ => 2,
        }
    }
}

fn near_by(source: &Range<usize>, cue: &Range<usize>) -> bool {
    let gap = if source.start < cue.start {
        cue.start.saturating_sub(source.end)
    } else {
        source.start.saturating_sub(cue.end)
    };
    gap <= 1
}

/// Further cues between a token and a cue make no difference.
const MOST_OTHERS: usize = 2;

/// Number of other cues that begin between a token and the cue, at most [`MOST_OTHERS`].
fn cues_between(cues: &[Range<usize>], own: usize, at: usize) -> usize {
    if at < cues[own].start {
        cues[..own].iter().rev().take_while(|cue| cue.start >= at).take(MOST_OTHERS).count()
    } else {
        cues[own + 1..].iter().take_while(|cue| cue.start <= at).take(MOST_OTHERS).count()
    }
}

fn inside_another(cues: &[Range<usize>], own: usize, at: usize) -> bool {
    let next = cues.partition_point(|cue| cue.end <= at);
    cues.get(next).is_some_and(|cue| next != own && cue.contains(&at))
}

/// 0, 1, 2, 3, 4–5, 6–8, 9–15, 16–30, more.
fn bucket(distance: usize) -> u64 {
    match distance {
        0..=3 => distance as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=15 => 6,
        16..=30 => 7,
        _ => 8,
    }
}

/// Standings of tokens that are no neighbours of the cue.
const BEFORE_CUE: u64 = 4;
const AFTER_CUE: u64 = 6;

const PUNCTUATION: u64 = 16;

/// Letters' case, digits, or which mark.
fn shape(form: &str, kind: TokenKind) -> u64 {
    match kind {
        TokenKind::Number => 1,
        TokenKind::Word => {
            let upper = form.chars().filter(|character| character.is_uppercase()).count();
            let first = form.starts_with(char::is_uppercase);
            match (first, upper) {
                (false, _) => 2,
                (true, 1) => 3,
                (true, _) => 4,
            }
        }
        TokenKind::Quote => PUNCTUATION,
        TokenKind::Mark => match form {
            "," => PUNCTUATION + 1,
            "." | "!" => PUNCTUATION + 2,
            "?" => PUNCTUATION + 3,
            ":" => PUNCTUATION + 4,
            ";" => PUNCTUATION + 5,
            "—" | "–" | "-" => PUNCTUATION + 6,
            "(" | "[" => PUNCTUATION + 7,
            ")" | "]" => PUNCTUATION + 8,
            _ => PUNCTUATION + 9,
        },
    }
}

/// The last three characters.
fn ending(folded: &str) -> &str {
    let start = folded.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &folded[start..]
}
