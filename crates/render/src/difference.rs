//! How a difference is read: the values of its two sides, and word by word what two wordings share and where they part.

use crate::index::Index;
use headwater_model::dossier::{Claim, Difference};
use similar::{ChangeTag, TextDiff};

/// The differences of a claim with what is shown for each side. A value that one side lacks is told once, however many
/// reports lack it.
pub(crate) fn shown<'a>(claim: &'a Claim, index: &Index<'_>) -> Vec<(&'a Difference, [String; 2])> {
    let mut shown: Vec<(&Difference, [String; 2])> = Vec::new();
    for difference in &claim.differences {
        let sides = [(&difference.a, &difference.a_text), (&difference.b, &difference.b_text)];
        let sides = sides.map(|(id, text)| side(&difference.kind, id, text, index));
        let lacks = difference.a_text.is_empty() || difference.b_text.is_empty();
        let turned = [sides[1].clone(), sides[0].clone()];
        let same = |(known, values): &(&Difference, [String; 2])| {
            known.kind == difference.kind && (*values == sides || *values == turned)
        };
        if !(lacks && shown.iter().any(same)) {
            shown.push((difference, sides));
        }
    }
    shown
}

/// One side of a difference: its words, else the source that is named elsewhere, else that there is none.
fn side(kind: &str, statement: &str, text: &str, index: &Index<'_>) -> String {
    if !text.is_empty() {
        return format!("“{text}”");
    }
    let chain = index.statement(statement).map(|said| index.chain(said)).unwrap_or_default();
    match kind {
        "attribution" if chain.is_empty() => "no source".to_owned(),
        "attribution" => chain,
        _ => "nothing".to_owned(),
    }
}

/// A run of words of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Whether the other side has it too.
    pub(crate) shared: bool,
}

/// The runs of both sides. Their texts joined give back the two wordings.
pub(crate) fn runs(a: &str, b: &str) -> (Vec<Run>, Vec<Run>) {
    let diff = TextDiff::from_words(a, b);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                push(&mut left, text, true);
                push(&mut right, text, true);
            }
            ChangeTag::Delete => push(&mut left, text, false),
            ChangeTag::Insert => push(&mut right, text, false),
        }
    }
    (left, right)
}

fn push(runs: &mut Vec<Run>, text: &str, shared: bool) {
    match runs.last_mut() {
        Some(last) if last.shared == shared => last.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), shared }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_model::dossier::{Dossier, Story};

    #[test]
    fn what_one_side_lacks_is_told_once() {
        let said = |id: &str, chain: serde_json::Value| {
            serde_json::json!({
                "id": id, "report": id, "span": [0, 1], "text": "it rains", "chain": chain, "parallel": false,
                "quoted": "none", "certainty": "asserted", "times": [], "places": [], "numbers": []
            })
        };
        let differs = |a: &str, b: &str, a_text: &str, b_text: &str| {
            serde_json::json!({
                "kind": "attribution", "a": a, "b": b, "a_text": a_text, "b_text": b_text, "a_span": null, "b_span": null
            })
        };
        let link = serde_json::json!([{ "source": "velt", "cue": null, "span": null }]);
        let none = || serde_json::json!([]);
        let story: Story = serde_json::from_value(serde_json::json!({
            "id": "s1", "title": "", "reports": [], "first": null, "last": null, "because": [], "sections": [],
            "sources": [{ "id": "velt", "name": "Mara Velt", "kind": "person", "aliases": [], "body": null }],
            "copying": { "nodes": [], "edges": [], "pairs": [] },
            "statements": [said("a", none()), said("b", link.clone()), said("c", none()), said("d", link)],
            "claims": [{
                "id": "c1", "text": "it rains", "statements": ["a", "b", "c", "d"], "carriers": 4, "origins": [],
                "status": "single-origin", "drift": [],
                "differences": [
                    differs("a", "b", "", "Velt said"), differs("b", "c", "Velt said", ""), differs("a", "d", "", "")
                ]
            }],
            "timeline": [], "places": [], "checks": []
        }))
        .expect("a story");
        let dossier = Dossier::default();
        let index = Index::new(&dossier, &[], &story);
        let sides: Vec<[String; 2]> = shown(&story.claims[0], &index).into_iter().map(|(_, sides)| sides).collect();
        let both = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(sides, [both("no source", "“Velt said”"), both("no source", "Mara Velt")]);
    }

    #[test]
    fn sides_are_kept_whole_and_changes_marked() {
        let (left, right) = runs("the stand of the party", "the will of the party");
        let joined = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        assert_eq!(joined(&left), "the stand of the party");
        assert_eq!(joined(&right), "the will of the party");
        let changed = |runs: &[Run]| {
            runs.iter().filter(|run| !run.shared).map(|run| run.text.trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(changed(&left), ["stand"]);
        assert_eq!(changed(&right), ["will"]);
    }
}
