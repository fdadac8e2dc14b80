//! Thresholds of alignment and corroboration.

/// Thresholds of alignment and corroboration.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Statements of a story up to which each is compared by itself; in a larger one those of the same words are compared
    /// once.
    pub tellings_apart: usize,
    /// Statements are compared when they share at least this part of the lighter one's weight of content words, 0..=1.
    pub least_shared: f32,
    /// Stems that more statements of a story hold than this do not bring statements together by themselves.
    pub common_stem: usize,
    /// Pairs less likely than this to be one claim are forgotten before clustering, 0..=1.
    pub least_probability: f32,
    /// Two clusters of statements are one claim when their mean pair probability is at least this, 0..=1.
    pub same_claim: f32,
    /// Where reports are read in full, the transformer reads pairs that are at least so likely by their words, 0..=1; others
    /// are two claims.
    pub read_from: f32,
    /// The threshold of mean pair probability where pairs were read, 0..=1.
    pub same_claim_read: f32,
    /// Pairs of a story that are read at most; one with more is compared by words alone, for each takes a hundredth of a second.
    pub most_read: usize,
    /// A denial joins the claim that it denies when its score against the best counterpart is at least this: the share of
    /// the denial's weight that the other says, 0..=1, and the three bonuses below.
    pub denied_claim: f32,
    /// Bonus of a counterpart that shares a verb with the denial, rather than a verb and a noun of one stem.
    pub denied_verb: f32,
    /// Bonus of a counterpart that has a source.
    pub denied_sourced: f32,
    /// Bonus of a counterpart in the sentence before the denial.
    pub denied_before: f32,
    /// A statement that negates a verb joins the claim that affirms it when a statement there says at least this share of
    /// its weight, 0..=1.
    pub opposed_claim: f32,
    /// Statements are one text when aligned passages map at least this share of the shorter onto the other, 0..=1.
    pub shared_passage: f32,
    /// Two statements that share neither source nor text are one origin when they are at least this alike, 0..=1: told in other words,
    /// it was learnt apart.
    pub alike: f32,
    /// Two quotations are one in other words when they share at least this part of the shorter one's words, 0..=1.
    pub same_quotation: f32,
    /// A quotation without a speaker has the speaker of one that is at least this alike, 0..=1.
    pub same_speech: f32,
    /// A source gained or lost is told between statements that are at least this alike, 0..=1.
    pub sourced_alike: f32,
    /// Two sentences are one, word for word, when they are at least this alike, 0..=1.
    pub one_sentence: f32,
    /// Two tellings of one speech are worded otherwise when they are less alike than this, 0..=1.
    pub same_words: f32,
    /// Or when one has more words than the other by more than this.
    pub words_cut: usize,
    /// An exchange inside a quotation is shown by itself when it has at most this many words on both sides together.
    pub words_exchanged: usize,
    /// Slots of two statements are compared when the statements are at least this alike, 0..=1.
    pub comparable: f32,
    /// Two names are values of one slot when the statements are at least this alike, 0..=1.
    pub one_slot: f32,
    /// A hedge gained or lost is told between statements that are at least this alike, 0..=1.
    pub hedged_alike: f32,
    /// An affirmed and a negated statement dispute each other when they are at least this alike, 0..=1.
    pub contrary: f32,
    /// A stated distance holds within this share of the longer one, 0..=1: people round, and measure by road.
    pub distance_slack: f64,
    /// And within this many kilometres besides: places have an extent.
    pub distance_slack_kilometres: f64,
    /// Most words between a place and the distance stated from it.
    pub words_between: usize,
    /// A statement speaks to a claim given in words when it says at least this share of its words by weight, 0..=1.
    pub least_coverage: f32,
    /// And when it says at least this share by itself, without the rest of its sentence, 0..=1.
    pub least_own: f32,
    /// A claim is asserted when one statement says at least this share of its words by weight, 0..=1.
    pub least_asserted: f64,
    /// And when no statement against it says more of them by more than this, 0..=1.
    pub outweighed: f64,
    /// A claim is laid beside a sentence, word by word, when the sentence says at least this share of its words in their
    /// order, content words counting four times, 0..=1.
    pub side_by_side: f32,
    /// Most statements shown to a claim given in words.
    pub most_answers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tellings_apart: 300,
            least_shared: 0.1,
            common_stem: 200,
            least_probability: 0.02,
            same_claim: 0.23,
            read_from: 0.12,
            same_claim_read: 0.3,
            most_read: 6_000,
            denied_claim: 1.0,
            denied_verb: 0.3,
            denied_sourced: 0.2,
            denied_before: 0.6,
            opposed_claim: 0.35,
            shared_passage: 0.3,
            alike: 0.4,
            same_quotation: 0.5,
            same_speech: 0.6,
            sourced_alike: 0.1,
            one_sentence: 0.9,
            same_words: 0.8,
            words_cut: 2,
            words_exchanged: 8,
            comparable: 0.2,
            one_slot: 0.5,
            hedged_alike: 0.1,
            contrary: 0.3,
            distance_slack: 0.2,
            distance_slack_kilometres: 5.0,
            words_between: 6,
            least_coverage: 0.5,
            least_own: 0.25,
            least_asserted: 0.55,
            outweighed: 0.05,
            side_by_side: 0.4,
            most_answers: 50,
        }
    }
}
