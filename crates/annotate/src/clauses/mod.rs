//! Clauses that could be true or false, with certainty and polarity.

mod certainty;
mod cut;
mod joints;
mod told;
mod verbs;

use crate::word_sets::{BE, WordSet};
use crate::words::hash;
use cut::Piece;
use headwater_model::{Annotated, Attribution, Certainty, Clause, Quoted, Report, Span, Words};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;
use told::Told;
use verbs::Role;

/// Thresholds of clauses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Fewest words of a clause.
    fewest_words: usize,
    /// Fewest words of a piece without a verb that is still taken for a clause (a caption, a part of a long clause).
    fewest_words_without_verb: usize,
    /// Most words of a clause; longer ones are cut near their middle.
    most_words: usize,
    /// Fewest words of an attributing clause, beside cue and source, that make it worth a clause of its own.
    fewest_words_beside_cue: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { fewest_words: 3, fewest_words_without_verb: 4, most_words: 22, fewest_words_beside_cue: 2 }
    }
}

/// Cuts sentences into clauses, attributions left out.
pub(crate) fn find(report: &Report, annotated: &Annotated) -> Vec<Clause> {
    let settings = Settings::default();
    let words = &annotated.words;
    let roles = verbs::roles(report, words);
    let mut clausal: Vec<bool> =
        annotated.attributions.iter().map(|attribution| is_clausal(report, annotated, attribution, &roles)).collect();
    // What a medium carries says something when what it carries does.
    let mut carries = vec![false; clausal.len()];
    for (inner, attribution) in annotated.attributions.iter().enumerate() {
        if let Some(outer) = attribution.within.map(|outer| outer as usize) {
            carries[outer] |= clausal[inner] || attribution.content != annotated.attributions[outer].content;
        }
    }
    for (at, outer) in annotated.attributions.iter().enumerate() {
        if outer.cue.is_empty() && !outer.source.is_empty() {
            clausal[at] = carries[at];
        }
    }
    let holders = holders(annotated, &clausal);
    let attributing = attributing(annotated, &clausal);
    let reader = Reader { report, annotated, roles: &roles, told: Told::of(annotated, &clausal), settings };
    let mut clauses = Vec::new();
    for (number, sentence) in words.sentences.iter().enumerate() {
        if sentence.furniture {
            continue;
        }
        let mut at = sentence.first as usize;
        let end = sentence.last as usize;
        while at < end {
            let holder = holders[at];
            let run = holders[at..end].iter().take_while(|other| **other == holder).count();
            let region = at..at + run;
            at = region.end;
            if is_bare_attribution(words, &attributing, region.clone(), settings) {
                continue;
            }
            for piece in cut::pieces(report, words, &roles, region, settings.fewest_words, settings.most_words) {
                clauses.extend(reader.clause(holder, number, piece));
                if holder.is_none()
                    && let Some((last, before)) = clauses.split_last_mut()
                {
                    reader.told.run_on(before.last(), last);
                }
            }
        }
    }
    clauses
}

/// Whether the content of an attribution says something by itself. That of "criticised the plan" does not, nor that of
/// "refused to answer" or "is accused of theft": there the attributing clause is the statement.
fn is_clausal(report: &Report, annotated: &Annotated, attribution: &Attribution, roles: &[Role]) -> bool {
    let words = &annotated.words;
    let spoken = |span: &Span| {
        let near = annotated.quotations.partition_point(|quotation| quotation.span.start() < span.end());
        annotated.quotations[..near]
            .iter()
            .rev()
            .take(4)
            .any(|quotation| !quotation.scare && quotation.span.overlaps(*span))
    };
    let cue_has = |set: &WordSet| {
        attribution.cue.iter().any(|cue| words.tokens[words.within(*cue)].iter().any(|token| set.has(token.word)))
    };
    if attribution.cue.is_empty() || attribution.content.iter().any(spoken) {
        return true;
    }
    // Nobody is heard on what he does not say: that he does not is the statement.
    if attribution.speakers.is_empty() || attribution.negative {
        return false;
    }
    let accuses = cue_has(&ACCUSATIONS);
    // Whoever is accused says nothing.
    let accused = accuses && cue_has(&BE) || cue_has(&PLEAS);
    if accused {
        return false;
    }
    let telling = cue_has(&TELLING);
    attribution.content.iter().any(|content| {
        let tokens = words.within(*content);
        if accuses && tokens.clone().any(|at| roles[at] == Role::Ing) {
            return true;
        }
        let Some(first) = words.tokens.get(tokens.start) else { return false };
        if first.word == hash("to") {
            return cue_has(&PROMISES);
        }
        // "Denied being involved": the denial is the statement.
        let participle = first.word == hash("being") || first.word == hash("having");
        if first.word == hash("whether") || attribution.denies && participle {
            return false;
        }
        outside_relatives(report, words, tokens, telling).any(|at| roles[at] == Role::Finite)
    })
}

/// The tokens of a content but for its relative clauses, whose verbs do not make a clause of the noun before them: one
/// between commas ends with the second, any other with the content. What follows "that" is `telling`'s, not a noun's.
fn outside_relatives<'a>(
    report: &'a Report,
    words: &'a Words,
    tokens: Range<usize>,
    telling: bool,
) -> impl Iterator<Item = usize> + use<'a> {
    let is_comma = |at: usize| words.tokens[at].span.of(&report.text) == ",";
    let (first, end) = (tokens.start, tokens.end);
    let mut resumes = first;
    tokens.filter(move |&at| {
        let relative = RELATIVES.has(words.tokens[at].word) && !(telling && words.tokens[at].word == hash("that"));
        if at > first && at >= resumes && relative {
            let between_commas = is_comma(at - 1);
            let closing = (at + 1..end).find(|at| is_comma(*at));
            resumes = closing.filter(|_| between_commas).unwrap_or(end);
        }
        at >= resumes
    })
}

/// Cues whose "of doing" says what somebody says was done.
static ACCUSATIONS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new("accused accuses accusing blamed blames blaming faulted criticized criticised"));

/// Cues that are acts before a court.
static PLEAS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("plead pleads pleaded pled pleading"));

/// Cues followed by whom one speaks to, then by what one says.
static TELLING: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new("told tells tell telling reminded reminds reminding assured assures assuring warned warning informed")
});

/// Cues whose infinitive says what somebody says will be.
static PROMISES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "vowed vows vow vowing promised promises promise promising pledged pledges pledge pledging threatened threatens threatening",
    )
});

static RELATIVES: LazyLock<WordSet> = LazyLock::new(|| WordSet::new("who which that whose whom where"));

/// For each token, the attribution with the shortest content around it; of equals, the innermost.
fn holders(annotated: &Annotated, clausal: &[bool]) -> Vec<Option<u32>> {
    let words = &annotated.words;
    let mut holders = vec![None; words.tokens.len()];
    let ranks: Vec<(usize, Reverse<usize>)> = (0..annotated.attributions.len())
        .map(|at| (content_length(annotated, at), Reverse(depth(annotated, at))))
        .collect();
    for (number, attribution) in (0_u32..).zip(&annotated.attributions) {
        if !clausal[number as usize] {
            continue;
        }
        for content in &attribution.content {
            for holder in &mut holders[words.within(*content)] {
                if holder.is_none_or(|other: u32| ranks[number as usize] < ranks[other as usize]) {
                    *holder = Some(number);
                }
            }
        }
    }
    holders
}

fn content_length(annotated: &Annotated, at: usize) -> usize {
    annotated.attributions[at].content.iter().map(|span| span.len()).sum()
}

/// How many attributions an attribution lies within.
fn depth(annotated: &Annotated, at: usize) -> usize {
    let outer = |at: &usize| annotated.attributions[*at].within.map(|outer| outer as usize);
    std::iter::successors(outer(&at), outer).take(annotated.attributions.len()).count()
}

/// For each token, whether it belongs to a cue or a source.
fn attributing(annotated: &Annotated, clausal: &[bool]) -> Vec<bool> {
    let words = &annotated.words;
    let mut attributing = vec![false; words.tokens.len()];
    for (attribution, _) in annotated.attributions.iter().zip(clausal).filter(|(_, clausal)| **clausal) {
        for span in attribution.cue.iter().chain(&attribution.source) {
            attributing[words.within(*span)].fill(true);
        }
    }
    attributing
}

/// Whether a region holds an attribution and next to nothing else.
fn is_bare_attribution(words: &Words, attributing: &[bool], region: Range<usize>, settings: Settings) -> bool {
    let is_word = |at: &usize| words.tokens[*at].span.len() > 1;
    let beside = region.clone().filter(|at| !attributing[*at]).filter(is_word).count();
    region.clone().any(|at| attributing[at]) && beside < settings.fewest_words_beside_cue
}

/// What the clauses of one report are read from.
struct Reader<'a> {
    report: &'a Report,
    annotated: &'a Annotated,
    roles: &'a [Role],
    told: Told<'a>,
    settings: Settings,
}

impl Reader<'_> {
    /// The clause of a piece, said by the `holder` of its tokens or by whoever it tells of; `None` when it is too short.
    fn clause(&self, holder: Option<u32>, sentence: usize, piece: Piece) -> Option<Clause> {
        let Self { report, annotated, roles, settings, .. } = *self;
        let words = &annotated.words;
        let Piece { tokens: piece, whole } = piece;
        let piece = cut::trim(report, words, piece);
        let tokens = words.tokens.get(piece.clone())?;
        let count = tokens.iter().filter(|token| token.span.len() > 1).count();
        let verb = piece.clone().any(|at| roles[at] != Role::Other);
        if count < if verb { settings.fewest_words } else { settings.fewest_words_without_verb } {
            return None;
        }
        let span = words.cover(&piece);
        let attribution = self.told.within(span, holder).or(holder);
        let mut judgement = certainty::judge(&report.text, tokens, words.tokens.get(whole)?);
        let quoted = quoted(annotated, span);
        let cue = attribution.and_then(|at| annotated.attributions[at as usize].cue.first());
        if cue.is_some_and(|cue| certainty::is_hearsay(&words.tokens, words.within(*cue))) {
            judgement.certainty = Certainty::Hedged;
        }
        if attribution.is_some_and(|at| annotated.attributions[at as usize].denies) {
            judgement.certainty = Certainty::Denied;
        }
        Some(Clause {
            span,
            sentence: u32::try_from(sentence).unwrap_or(u32::MAX),
            attribution,
            certainty: judgement.certainty,
            polarity: judgement.polarity,
            signals: judgement.signals,
            quoted,
        })
    }
}

/// How a clause is given: in quotation marks wholly, in part or not.
fn quoted(annotated: &Annotated, span: Span) -> Quoted {
    let near = annotated.quotations.partition_point(|quotation| quotation.span.start() < span.end());
    let near = annotated.quotations[..near].iter().rev().take(4).filter(|quotation| !quotation.scare);
    let inside = near.map(|quotation| quotation.span.shared(span)).max().unwrap_or_default();
    if inside == 0 {
        Quoted::Indirect
    } else if inside * 10 >= span.len() * 9 {
        Quoted::Direct
    } else {
        Quoted::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Annotator;
    use headwater_model::Polarity;

    /// Clauses of a text, each with `?` before it when hedged, `!` when denied and `-` when negative.
    fn check(text: &str, expected: &[&str]) {
        let report = Report::of_text(text);
        let annotated = Annotator::new().annotate(&report);
        let found: Vec<String> = annotated
            .clauses
            .iter()
            .map(|clause| {
                let certainty = match clause.certainty {
                    Certainty::Asserted => "",
                    Certainty::Hedged => "?",
                    Certainty::Denied => "!",
                };
                let polarity = if clause.polarity == Polarity::Negative { "-" } else { "" };
                format!("{certainty}{polarity}{}", clause.span.of(text))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_attributing_phrase_is_left_out() {
        check("The mayor said the bridge was closed.", &["the bridge was closed"]);
    }

    #[test]
    fn joined_clauses_come_apart() {
        check(
            "The bridge was closed on Monday, and the ferry was full.",
            &["The bridge was closed on Monday", "the ferry was full"],
        );
        check(
            "The bridge was closed after a truck hit a pillar.",
            &["The bridge was closed", "after a truck hit a pillar"],
        );
    }

    #[test]
    fn what_goes_on_with_another_verb_comes_apart() {
        check(
            "Two drivers were flown to Velt and another driver was treated there.",
            &["Two drivers were flown to Velt", "another driver was treated there"],
        );
        check(
            "The council passed a motion Friday praising the new ferry.",
            &["The council passed a motion Friday", "praising the new ferry"],
        );
        check(
            "The ferries, which stopped for the winter, delayed many workers.",
            &["The ferries, which stopped for the winter", "delayed many workers"],
        );
        check(
            "When it closed the bridge on May 3 it “sowed confusion” in Velt.",
            &["When it closed the bridge on May 3", "it “sowed confusion” in Velt"],
        );
        check("The mayor and the old council were late.", &["The mayor and the old council were late"]);
    }

    #[test]
    fn hedges_and_negations() {
        check("The bridge may reopen soon.", &["?The bridge may reopen soon"]);
        check("The bridge will not reopen soon.", &["-The bridge will not reopen soon"]);
        check("The bridge closed on May 3.", &["The bridge closed on May 3"]);
        check("I don't think the bridge will open.", &["?-I don't think the bridge will open"]);
        check("It is the best bridge possible.", &["It is the best bridge possible"]);
        check("The bridge has or will be closed.", &["The bridge has or will be closed"]);
    }

    /// The name of the speaker of the clause that begins with these words.
    fn speaker(text: &str, clause: &str) -> Option<String> {
        let annotated = Annotator::new().annotate(&Report::of_text(text));
        let found = annotated.clauses.iter().find(|it| it.span.of(text).contains(clause)).expect(text);
        let attribution = &annotated.attributions[found.attribution? as usize];
        attribution.speakers.first().map(|speaker| annotated.entities[speaker.0 as usize].name.clone())
    }

    #[test]
    fn clauses_that_tell_that_somebody_says_something_are_his() {
        assert_eq!(
            speaker("Ann Bell called the plan “a gift” on Monday.", "Ann Bell called").as_deref(),
            Some("Ann Bell")
        );
        assert_eq!(speaker("Ann Bell urged drivers to stay away.", "Ann Bell urged").as_deref(), Some("Ann Bell"));
        assert_eq!(speaker("Ann Bell opened the bridge on Monday.", "Ann Bell opened"), None);
        assert_eq!(speaker("Ann Bell did not say that it was unsafe.", "Ann Bell did not"), None);
        let text = "Ann Bell called Mark Dobbs “a fool” who had wrecked the bridge.";
        assert_eq!(speaker(text, "who had wrecked").as_deref(), Some("Ann Bell"));
    }

    #[test]
    fn indirect_speech_goes_on_to_the_end_of_its_sentence() {
        let text = "Police said the driver entered the house, before fleeing into the woods.";
        assert_eq!(speaker(text, "before fleeing"), Some("Police".to_owned()));
    }

    #[test]
    fn a_new_description_is_whoever_spoke() {
        let text = "Ann Bell said the bridge was unsafe. The former diplomat added that the ferry was late.";
        assert_eq!(speaker(text, "the ferry was late").as_deref(), Some("Ann Bell"));
        let text = "Ann Bell said the bridge was unsafe. The spokesman added that the ferry was late.";
        assert_ne!(speaker(text, "the ferry was late").as_deref(), Some("Ann Bell"));
    }

    #[test]
    fn a_denial_within_speech_is_the_deniers() {
        let text = "Officials said Ann Bell denied being involved in the plan.";
        assert_eq!(speaker(text, "Ann Bell denied").as_deref(), Some("Ann Bell"));
        check(text, &["!Ann Bell denied being involved in the plan"]);
        check("Ann Bell was denied a new boat.", &["Ann Bell was denied a new boat"]);
    }

    #[test]
    fn the_accused_says_nothing() {
        assert_eq!(speaker("Mark Dobbs has been accused of wrecking the old bridge.", "Mark Dobbs has"), None);
        assert_eq!(speaker("Mark Dobbs pleaded guilty to wrecking the old bridge.", "Mark Dobbs pleaded"), None);
    }

    #[test]
    fn what_hedges_a_fragment_does_not_hedge_the_clause() {
        check("It may have “maybe some good” in it.", &["?It may have “maybe some good” in it"]);
        check("It has “maybe some good” in the end.", &["It has “maybe some good” in the end"]);
        check("It appears all the drivers knew it.", &["?It appears all the drivers knew it"]);
    }

    #[test]
    fn contractions_are_verbs() {
        check("The mayor said the bridge wouldn't hold.", &["-the bridge wouldn't hold"]);
    }

    #[test]
    fn furniture_has_no_clauses() {
        let text = "The bridge was closed on Monday.";
        let mut report = Report::of_text(text);
        let span = Span::new(0, text.len());
        report.furniture.push(headwater_model::Furniture { span, kind: headwater_model::FurnitureKind::Heading });
        assert!(Annotator::new().annotate(&report).clauses.is_empty());
    }

    #[test]
    fn odd_texts_do_not_panic() {
        for text in
            ["", " ", "\0\0", "1 2 3", "\"", "“‘", "قال الرئيس إن الجسر مغلق.", "and", "said", "he said, and and and"]
        {
            let report = Report::of_text(text);
            let _ = Annotator::new().annotate(&report);
        }
    }
}
