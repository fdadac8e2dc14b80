//! Word by word: what two wordings share and where they part.

use similar::{ChangeTag, TextDiff};

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
