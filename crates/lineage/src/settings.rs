//! Every threshold of lineage, with its unit and reason.

use crate::level::LevelModel;

/// Thresholds of alignment and of the tree.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Words in a fingerprinted run. Three are enough to find an edited sentence; frequent runs are capped by
    /// `most_repeats`.
    pub run_words: usize,
    /// A run that occurs more often than this in one text seeds no passage.
    pub most_repeats: usize,
    /// Words of a text that are looked at; what lies behind them is not compared.
    pub longest_text: usize,
    /// Score of two equal words.
    pub word_score: i32,
    /// Score of two words of one stem.
    pub stem_score: i32,
    /// Cost of a word replaced, inserted or left out.
    pub change_cost: i32,
    /// An alignment ends where its score has fallen this far below its best: ten words changed in a row.
    pub score_drop: i32,
    /// How many words an alignment may drift from the diagonal of its seed.
    pub band: usize,
    /// Equal words that make a passage.
    pub least_passage: usize,
    /// Words below which a sentence is too short to be told from chance.
    pub least_sentence: usize,
    /// Weighted share of a sentence's stems from which it counts as found in the other text.
    pub close_sentence: f64,
    /// Share of a text's words found in another from which, when no outlet is known, the words tell the direction
    /// whatever agency is credited.
    pub contained_share: f64,
    /// What one cut costs, however long, where an invented pair of words costs 1.
    pub cut_cost: f64,
    /// What a pair of words costs in the text that a family began with, where one that a copyist adds costs 1.
    pub author_cost: f64,
    /// What one step between a root and a copy costs: decides between roots that are equally good.
    pub depth_cost: f64,
    /// Pairs of words that two copies must have against their parent before an unseen text is put between them.
    pub unseen_cost: f64,
    /// Texts, unseen ones included, up to which every one is tried as the root of a family of bare texts; of more, the
    /// root is found together with the tree, without regard to `depth_cost`.
    pub every_root: usize,
    /// Most unseen texts in one family of bare texts.
    pub most_unseen: usize,
    /// Difference in cost at which another parent is e times less likely.
    pub cost_of_doubt: f64,
    /// Largest family whose tree is told from words alone; a larger one hangs from one unseen text.
    pub largest_family: usize,
    /// Equal words that a further parent must explain beyond the first for a report to have several.
    pub further_parent: usize,
    /// Share of equal words along the passages from which a copy is verbatim, when enough of it is copied.
    pub verbatim_identity: f64,
    /// Share of a copy's words that must stand in the other text for it to be verbatim.
    pub verbatim_share: f64,
    /// Share of a copy's words from which it is edited rather than rewritten.
    pub edited_share: f64,
    /// Equal words in one passage from which a copy is edited rather than rewritten.
    pub edited_passage: usize,
    /// Words of a passage quoted as evidence.
    pub excerpt: usize,
    /// How sure a direction is, by what shows it.
    pub sureness: Sureness,
    /// How a translation is told from another report of the event.
    pub translations: Translations,
    /// Tells the level of copying of a pair.
    pub level: LevelModel,
}

/// How a translation is told from another report of the same event. Costs are negative logarithms, after Gale & Church
/// (1993).
#[derive(Clone, Debug)]
pub struct Translations {
    /// Mean cost a sentence of the alignment by lengths up to which one text is a translation of the other. Of the pairs
    /// this was set by, translations have at most 0.5, other reports of the event at least 0.7.
    pub length_cost: f64,
    /// Sentences that both texts must have for lengths alone to tell: short texts fit by chance.
    pub least_sentences: usize,
    /// Variance of the length of a translation in characters, for each character.
    pub length_variance: f64,
    /// Cost of one sentence that became two, or two that became one.
    pub merge_cost: f64,
    /// Cost of a sentence without an answer.
    pub skip_cost: f64,
    /// Most that one misfit may cost.
    pub worst_fit: f64,
    /// How far apart, as a share of the text, the same anchor may stand in both.
    pub anchor_distance: f64,
    /// Shared anchors over the geometric mean of the numbers of anchors from which a text is a translation, however its
    /// sentences run. Of the pairs this was set by, other reports of the event have at most 0.32.
    pub anchor_likeness: f64,
    /// Anchors that must be shared for that.
    pub least_anchors: usize,
    /// Anchors of a text that are looked at.
    pub most_anchors: usize,
    /// Consonants that a name must have to be an anchor.
    pub least_consonants: usize,
    /// Product of the numbers of sentences up to which two texts are aligned.
    pub most_cells: usize,
    /// Probability that a pair told so is copied.
    pub copied: f64,
    /// How sure it is that the translation is the one in a language that fewer reports of the story are in.
    pub rarer_language: f64,
}

impl Default for Translations {
    fn default() -> Self {
        Self {
            length_cost: 0.6,
            least_sentences: 8,
            length_variance: 6.8,
            merge_cost: 2.3,
            skip_cost: 6.5,
            worst_fit: 25.0,
            anchor_distance: 0.08,
            anchor_likeness: 0.4,
            least_anchors: 5,
            most_anchors: 2000,
            least_consonants: 3,
            most_cells: 4_000_000,
            copied: 0.9,
            rarer_language: 0.65,
        }
    }
}

/// How sure a direction is, as probabilities 0..=1 given that text was copied. They are by judgement, not by counting:
/// the order in which they stand to each other is what decides.
#[derive(Clone, Debug)]
pub struct Sureness {
    /// Only quotations or statements are shared: both from their source.
    pub same_source: f64,
    /// Both show that they carry text of one agency.
    pub shared_agency: f64,
    /// One carries text of the agency whose own report the other is.
    pub credited_report: f64,
    /// One names the other's outlet and is not named by it.
    pub named: f64,
    /// Both are of one outlet, and one is earlier.
    pub same_outlet: f64,
    /// One is an agency's own report, the other credits nobody and is not earlier.
    pub agency_report: f64,
    /// Neither names the other: both from an unseen text.
    pub nobody_named: f64,
    /// Nobody is named, each text is almost all found in the other, and one was published earlier by at least
    /// `earlier_seconds`. Little more than even: of two that carry one wire, the earlier is not the source of the later.
    pub earlier: f64,
    /// By how many seconds a report must be earlier to count, when both times are known to the minute and come from
    /// metadata or a feed: outlets that print one wire do so within the hour.
    pub earlier_seconds: i64,
    /// Nothing but words: before the tree is known.
    pub words: f64,
    /// Share of what is left for an unseen text when a pair shows a direction; the rest is for the way back.
    pub otherwise_unseen: f64,
    /// Probability of each way when a pair shows none; the rest is for an unseen text.
    pub untold_way: f64,
    /// Probability that an unseen text is there at all, before the reports that would come from it.
    pub unseen: f64,
}

impl Default for Sureness {
    fn default() -> Self {
        Self {
            same_source: 0.9,
            shared_agency: 0.9,
            credited_report: 0.9,
            named: 0.8,
            same_outlet: 0.8,
            agency_report: 0.7,
            nobody_named: 0.6,
            earlier: 0.55,
            earlier_seconds: 3600,
            words: 0.4,
            otherwise_unseen: 0.7,
            untold_way: 0.3,
            unseen: 0.5,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            run_words: 3,
            most_repeats: 6,
            longest_text: 50_000,
            word_score: 4,
            stem_score: 3,
            change_cost: 2,
            score_drop: 20,
            band: 16,
            least_passage: 5,
            least_sentence: 5,
            close_sentence: 0.55,
            contained_share: 0.85,
            cut_cost: 1.5,
            author_cost: 0.6,
            depth_cost: 0.01,
            unseen_cost: 3.0,
            every_root: 24,
            most_unseen: 30,
            cost_of_doubt: 8.0,
            largest_family: 60,
            further_parent: 25,
            verbatim_identity: 0.98,
            verbatim_share: 0.9,
            edited_share: 0.3,
            edited_passage: 25,
            excerpt: 12,
            sureness: Sureness::default(),
            translations: Translations::default(),
            level: LevelModel::trained(),
        }
    }
}
