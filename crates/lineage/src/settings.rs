//! Every threshold of lineage, with its unit and reason.

use crate::level::LevelModel;

/// Thresholds of alignment and of the tree.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Texts of a story up to which every pair is compared.
    pub compare_all: usize,
    /// In a larger story, others that a text is compared with because it shares most fingerprints with them.
    pub most_compared: usize,
    /// In a larger story, texts that all others are compared with: those that share most with the whole of it.
    pub hubs: usize,
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
    /// Equal words in a row that an alignment follows without a look to either side.
    pub certain_run: usize,
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
    /// How alike two sentences must be to be one, changed: twice the weight of the stems they share over the weight of both.
    pub same_sentence: f64,
    /// How much less alike for each neighbour that answers to the other's neighbour.
    pub same_place: f64,
    /// Rarest stems of a sentence of which one must be shared.
    pub rare_stems: usize,
    /// Sentences that hold such a stem of which a sentence is compared with.
    pub most_holders: usize,
    /// What it costs to write one word of a new sentence. All costs of a tree of bare texts are natural logarithms, turned
    /// round, of how likely it is.
    pub word_cost: f64,
    /// Product of the words of two sentences up to which their order counts when they are compared.
    pub most_word_pairs: usize,
    /// What it costs that a copyist changes words at all.
    pub rewording_cost: f64,
    /// What each sentence costs in which he does.
    pub change_sentence: f64,
    /// What each word costs that he puts for another, the first time.
    pub change_word: f64,
    /// What it costs for each natural logarithm of the number of ways to choose the changed words among those of the
    /// sentences in which some are: less than one, for not every word can be changed.
    pub choice_cost: f64,
    /// What it costs that a copyist cuts inside a text at all: who does so once, does so again.
    pub first_cut: f64,
    /// What it costs that he moves sentences at all.
    pub first_move: f64,
    /// What one cut inside a text costs, however long.
    pub cut_cost: f64,
    /// What the cut of a text's end costs, however long: editors cut from the end.
    pub end_cut_cost: f64,
    /// What a run of sentences costs that a copyist adds.
    pub addition_cost: f64,
    /// What such a run costs more at the end of a text: what a copy has there was rather cut from the other.
    pub end_addition_cost: f64,
    /// What each sentence of it costs beside its words: copyists cut much and add little.
    pub addition_sentence: f64,
    /// What a sentence costs that stands behind another one than before.
    pub order_cost: f64,
    /// The share of a cut or an addition that falls on one sentence, when it is told what an unseen text held.
    pub lost_sentence: f64,
    /// Neighbours of an unseen text of which it may have the order.
    pub most_orders: usize,
    /// What it costs for each natural logarithm that a tree's shape is less likely, when every copy may have been made
    /// from each text that was there.
    pub shape_cost: f64,
    /// What it costs that a text was not made from the first one: most are.
    pub deep_cost: f64,
    /// How much dearer another parent may be by itself for the shape to be worth a look.
    pub shape_reach: f64,
    /// Most moves of single texts in search of a cheaper tree, each time.
    pub most_moves: usize,
    /// What an unseen text costs.
    pub unseen_cost: f64,
    /// Places for an unseen text that are tried each time.
    pub unseen_tries: usize,
    /// Words in sentences that a second parent must supply.
    pub further_words: f64,
    /// What it costs that a text has two parents.
    pub second_parent_cost: f64,
    /// What it costs that a copyist turns from one of two parents to the other.
    pub turn_cost: f64,
    /// Texts of a family up to which two parents are looked for.
    pub most_merging: usize,
    /// By how much every other root must be dearer for a direction to be told.
    pub root_margin: f64,
    /// Most unseen texts in one family of bare texts.
    pub most_unseen: usize,
    /// Trees drawn for a family of bare texts.
    pub draws: usize,
    /// Places for an unseen text that are tried for each.
    pub unseen_draws: usize,
    /// Trees of which it is reckoned how many of their edges are expected to be right: the most drawn.
    pub judged: usize,
    /// Steps of single texts up to which trees are drawn: what large families are held to.
    pub most_steps: usize,
    /// Difference in cost at which another tree is e times less likely: costs count what is not independent as if it were.
    pub cost_of_doubt: f64,
    /// Texts of the same words up to which each is named as a parent or copy of others, though nothing shows which it was; of more
    /// one is taken. A family of nothing else hangs from one unseen text when it is larger.
    pub same_words: usize,
    /// Texts of a family from which, when no outlet of it is known, the words tell its tree whatever agency is credited.
    pub told_by_words: usize,
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
    /// An edge that all trees drawn over bare texts have: counted over simulated trees.
    pub tree: f64,
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
            tree: 0.92,
            otherwise_unseen: 0.7,
            untold_way: 0.3,
            unseen: 0.5,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            compare_all: 24,
            most_compared: 8,
            hubs: 4,
            run_words: 3,
            most_repeats: 6,
            longest_text: 50_000,
            word_score: 4,
            stem_score: 3,
            change_cost: 2,
            score_drop: 20,
            certain_run: 6,
            band: 16,
            least_passage: 5,
            least_sentence: 5,
            close_sentence: 0.55,
            contained_share: 0.85,
            same_sentence: 0.6,
            same_place: 0.12,
            rare_stems: 6,
            most_holders: 200,
            word_cost: 0.8,
            most_word_pairs: 1_000_000,
            rewording_cost: 1.0,
            change_sentence: 1.5,
            change_word: 0.3,
            choice_cost: 0.5,
            first_cut: 2.0,
            first_move: 2.0,
            cut_cost: 4.0,
            end_cut_cost: 3.5,
            addition_cost: 3.5,
            end_addition_cost: 2.5,
            addition_sentence: 1.4,
            order_cost: 0.8,
            lost_sentence: 1.5,
            most_orders: 8,
            shape_cost: 1.3,
            deep_cost: 1.7,
            shape_reach: 10.0,
            most_moves: 100,
            unseen_cost: 3.75,
            unseen_tries: 6,
            further_words: 12.0,
            second_parent_cost: 10.5,
            turn_cost: 3.0,
            most_merging: 40,
            root_margin: 0.3,
            most_unseen: 30,
            draws: 100,
            unseen_draws: 4,
            judged: 20,
            most_steps: 400_000,
            cost_of_doubt: 1.5,
            same_words: 2,
            told_by_words: 4,
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
