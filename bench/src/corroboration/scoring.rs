//! The corroboration metrics, counted over stories as the reference scorer counts them.

use super::names::same;
use super::{Annotation, Claim, Named, Statement};
use crate::scores::{Metric, f1};
use std::collections::{BTreeMap, BTreeSet};

/// Hits and trials of every rate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    fn add(&mut self, name: &'static str, hit: bool) {
        let count = self.counts.entry(name).or_default();
        count.0 += usize::from(hit);
        count.1 += 1;
    }

    /// Hits over trials; not a number when nothing was tried, as in the reference.
    fn rate(&self, name: &str) -> f64 {
        self.counts.get(name).map_or(f64::NAN, |&(hit, trials)| hit as f64 / trials as f64)
    }

    fn f1(&self, precision: &str, recall: &str) -> f64 {
        let (precision, recall) = (self.rate(precision), self.rate(recall));
        if precision.is_nan() || recall.is_nan() { f64::NAN } else { f1(precision, recall) }
    }

    /// The metrics of the task, in its order.
    pub(crate) fn metrics(&self) -> Vec<Metric> {
        let rate = |name| Metric::new(name, self.rate(name));
        let together = self.f1("together_precision", "together_recall");
        let apart = self.f1("apart_precision", "apart_recall");
        vec![
            rate("statement_recall"),
            rate("claim_pair_precision"),
            rate("claim_pair_recall"),
            Metric::new("claim_pair_f1", self.f1("claim_pair_precision", "claim_pair_recall")),
            rate("speaker_accuracy"),
            rate("chain_accuracy"),
            rate("certainty_accuracy"),
            rate("origin_count_accuracy"),
            Metric::new("origin_pair_f1", (together + apart) / 2.0),
            Metric::new("difference_f1", self.f1("difference_precision", "difference_recall")),
            Metric::new("disputed_f1", self.f1("disputed_precision", "disputed_recall")),
            rate("copy_level_accuracy"),
        ]
    }

    /// Adds one story.
    pub(crate) fn add_story(&mut self, gold: &Annotation, said: &Annotation) {
        let found = found(gold, said);
        for id in gold.statements.keys() {
            self.add("statement_recall", found.contains_key(id.as_str()));
        }
        let said_claim = claim_of(said);
        self.add_pairs(gold, &found, &said_claim);
        for (id, at) in &found {
            self.add_statement(&gold.statements[*id], &said.statements[*at]);
        }
        for claim in &gold.claims {
            self.add_claim(claim, gold, said, &found, &said_claim);
        }
        for (pair, level) in &gold.levels {
            let said_level = said.levels.get(pair).map_or("none", String::as_str);
            self.add("copy_level_accuracy", said_level == level);
        }
    }

    fn add_pairs(&mut self, gold: &Annotation, found: &BTreeMap<&str, &str>, said_claim: &BTreeMap<&str, usize>) {
        let gold_claim = claim_of(gold);
        let ids: Vec<&String> = gold.statements.keys().collect();
        for (position, &a) in ids.iter().enumerate() {
            for &b in &ids[position + 1..] {
                if gold.statements[a].report == gold.statements[b].report {
                    continue;
                }
                let same = gold_claim.get(a.as_str()) == gold_claim.get(b.as_str());
                let said = match (found.get(a.as_str()), found.get(b.as_str())) {
                    (Some(a), Some(b)) => {
                        a == b || said_claim.get(a).is_some_and(|claim| said_claim.get(b) == Some(claim))
                    }
                    _ => false,
                };
                if same {
                    self.add("claim_pair_recall", said);
                }
                if said {
                    self.add("claim_pair_precision", same);
                }
            }
        }
    }

    fn add_statement(&mut self, gold: &Statement, said: &Statement) {
        self.add("certainty_accuracy", gold.certainty == said.certainty);
        let named = |gold: &Named, said: &Named| gold.names.first().is_some_and(|name| same(name, said));
        self.add(
            "speaker_accuracy",
            match (gold.chain.last(), said.chain.last()) {
                (None, None) => true,
                (Some(gold), Some(said)) => named(gold, said),
                _ => false,
            },
        );
        let whole = gold.chain.len() == said.chain.len()
            && if gold.parallel || said.parallel {
                gold.chain.iter().all(|it| said.chain.iter().any(|other| named(it, other)))
            } else {
                gold.chain.iter().zip(&said.chain).all(|(it, other)| named(it, other))
            };
        self.add("chain_accuracy", whole);
    }

    fn add_claim(
        &mut self,
        claim: &Claim,
        gold: &Annotation,
        said: &Annotation,
        found: &BTreeMap<&str, &str>,
        said_claim: &BTreeMap<&str, usize>,
    ) {
        let reports = claim.reports(&gold.statements);
        // Found statements by the predicted claim they fell into, in the order of their first statement.
        let mut groups: Vec<(usize, Vec<&str>)> = Vec::new();
        for id in &claim.statements {
            let Some(&into) = found.get(id.as_str()).and_then(|at| said_claim.get(at)) else { continue };
            match groups.iter_mut().find(|(claim, _)| *claim == into) {
                Some((_, group)) => group.push(id),
                None => groups.push((into, vec![id])),
            }
        }
        let longest = groups.iter().map(|(_, group)| group.len()).max().unwrap_or(0);
        let best = groups.iter().find(|(_, group)| group.len() == longest);
        if let Some((into, group)) = best {
            let carriers: BTreeSet<&str> = group.iter().map(|id| gold.statements[*id].report.as_str()).collect();
            if reports.len() > 1 && carriers.len() > 1 {
                self.add_origins(claim, &said.claims[*into], group, gold, found);
            }
        }
        let mut said_kinds = BTreeSet::new();
        for (into, _) in &groups {
            said_kinds.extend(differing(&said.claims[*into], said));
        }
        let gold_kinds = differing(claim, gold);
        for row in &gold_kinds {
            self.add("difference_recall", said_kinds.contains(row));
        }
        if reports.len() > 1 {
            for row in &said_kinds {
                self.add("difference_precision", gold_kinds.contains(row));
            }
        }
        let disputed = best.is_some_and(|(into, _)| said.claims[*into].disputed);
        if claim.disputed {
            self.add("disputed_recall", disputed);
        }
        if disputed {
            self.add("disputed_precision", claim.disputed);
        }
    }

    fn add_origins(
        &mut self,
        claim: &Claim,
        said: &Claim,
        group: &[&str],
        gold: &Annotation,
        found: &BTreeMap<&str, &str>,
    ) {
        let gold_origin = origin_of(claim);
        let said_origin = origin_of(said);
        let said_of = |id: &str| said_origin.get(found[id]).copied();
        let gold_count: BTreeSet<_> = group.iter().map(|id| gold_origin.get(id)).collect();
        let said_count: BTreeSet<_> = group.iter().map(|id| said_of(id)).collect();
        self.add("origin_count_accuracy", gold_count.len() == said_count.len());
        for (position, a) in group.iter().enumerate() {
            for b in &group[position + 1..] {
                if gold.statements[*a].report == gold.statements[*b].report {
                    continue;
                }
                let (same, said) = (gold_origin.get(a) == gold_origin.get(b), said_of(a) == said_of(b));
                // Independence is the rare and costly answer, so both classes count alike.
                if same {
                    self.add("together_recall", said);
                } else {
                    self.add("apart_recall", !said);
                }
                if said {
                    self.add("together_precision", same);
                } else {
                    self.add("apart_precision", !same);
                }
            }
        }
    }
}

/// The best predicted statement for each gold one: same report, and Jaccard at least 0.4 in characters or holding it
/// at up to three times its length. Several gold clauses may fall into one predicted statement.
pub(crate) fn found<'a>(gold: &'a Annotation, said: &'a Annotation) -> BTreeMap<&'a str, &'a str> {
    let mut scored: Vec<(f64, &str, &str)> = Vec::new();
    for (gold_id, a) in &gold.statements {
        for (said_id, b) in &said.statements {
            if a.report == b.report {
                let overlap = jaccard(a.span, b.span);
                let holds = b.span[0] <= a.span[0]
                    && a.span[1] <= b.span[1]
                    && b.span[1] - b.span[0] <= 3 * (a.span[1] - a.span[0]);
                if overlap >= 0.4 || holds {
                    scored.push((overlap, gold_id, said_id));
                }
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut found = BTreeMap::new();
    for (_, gold_id, said_id) in scored {
        found.entry(gold_id).or_insert(said_id);
    }
    found
}

fn jaccard(a: [usize; 2], b: [usize; 2]) -> f64 {
    let shared = a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
    if shared == 0 { 0.0 } else { shared as f64 / ((a[1] - a[0]) + (b[1] - b[0]) - shared) as f64 }
}

fn claim_of(annotation: &Annotation) -> BTreeMap<&str, usize> {
    let claims = annotation.claims.iter().enumerate();
    claims.flat_map(|(at, claim)| claim.statements.iter().map(move |id| (id.as_str(), at))).collect()
}

fn origin_of(claim: &Claim) -> BTreeMap<&str, usize> {
    let origins = claim.origins.iter().enumerate();
    origins.flat_map(|(at, origin)| origin.iter().map(move |id| (id.as_str(), at))).collect()
}

/// Kinds of differences with the two reports they stand between.
fn differing<'a>(claim: &'a Claim, annotation: &'a Annotation) -> BTreeSet<(&'a str, &'a str, &'a str)> {
    let report = |id: &str| annotation.statements.get(id).map(|it| it.report.as_str());
    let rows = claim.differences.iter().filter_map(|(kind, a, b)| {
        let (a, b) = (report(a)?, report(b)?);
        Some((kind.as_str(), a.min(b), a.max(b)))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(report: &str, span: [usize; 2], chain: &[&str]) -> Statement {
        Statement {
            report: report.to_owned(),
            span,
            certainty: "asserted".to_owned(),
            chain: chain.iter().map(|name| Named { names: vec![(*name).to_owned()], unnamed: false }).collect(),
            parallel: false,
        }
    }

    fn claim(ids: &[&str], origins: &[&[&str]]) -> Claim {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        Claim { statements: owned(ids), origins: origins.iter().map(|ids| owned(ids)).collect(), ..Claim::default() }
    }

    fn story(statements: Vec<(&str, Statement)>, claims: Vec<Claim>) -> Annotation {
        Annotation {
            statements: statements.into_iter().map(|(id, it)| (id.to_owned(), it)).collect(),
            claims,
            levels: [(("r1".to_owned(), "r2".to_owned()), "partly".to_owned())].into(),
        }
    }

    fn value(metrics: &[Metric], name: &str) -> f64 {
        metrics.iter().find(|metric| metric.name == name).unwrap().value
    }

    /// Two claims over two reports; the prediction misses one statement and splits the origins of the first claim.
    #[test]
    fn worked_by_hand() {
        let gold = story(
            vec![
                ("a", statement("r1", [0, 10], &["Ann Bell"])),
                ("b", statement("r2", [0, 10], &["Ann Bell"])),
                ("c", statement("r1", [20, 30], &[])),
                ("d", statement("r2", [20, 30], &[])),
            ],
            vec![claim(&["a", "b"], &[&["a", "b"]]), claim(&["c", "d"], &[&["c"], &["d"]])],
        );
        let said = story(
            vec![
                ("p", statement("r1", [0, 8], &["Bell"])),
                ("q", statement("r2", [0, 25], &[])),
                ("r", statement("r1", [20, 30], &[])),
            ],
            vec![claim(&["p", "q"], &[&["p"], &["q"]]), claim(&["r"], &[&["r"]])],
        );
        let mut tally = Tally::default();
        tally.add_story(&gold, &said);
        let metrics = tally.metrics();
        // d shares 5 of 30 characters with q and is not held by it.
        assert_eq!(value(&metrics, "statement_recall"), 0.75);
        assert_eq!(value(&metrics, "claim_pair_recall"), 0.5);
        assert_eq!(value(&metrics, "claim_pair_precision"), 1.0);
        // a: Bell is Ann Bell; b: nobody is not; c: nobody is nobody.
        assert!((value(&metrics, "speaker_accuracy") - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(value(&metrics, "origin_count_accuracy"), 0.0);
        assert_eq!(value(&metrics, "copy_level_accuracy"), 1.0);
        assert!(value(&metrics, "disputed_f1").is_nan());
    }
}
