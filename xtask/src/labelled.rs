//! Texts labelled word by word, for training the tagger and the name tagger: a teacher's labels
//! (`training/silver_labels.py`) or sentences of tokens with BIO tags.

use crate::records::{TaggedSentence, lines};
use headwater_annotate::split;
use headwater_annotate::training::{NAME_CLASSES, NO_NAME, TAG_CLASSES};
use headwater_engine::CodePoints;
use headwater_ingest::{Fields, compose};
use headwater_model::{Span, Words};
use serde::Deserialize;
use std::path::PathBuf;

/// One text with its words.
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) words: Words,
    /// Class of each token among [`TAG_CLASSES`]; none where the labels have no token that fits, or no tags at all.
    pub(crate) tags: Vec<Option<usize>>,
    /// Class of each token among [`NAME_CLASSES`].
    pub(crate) names: Vec<usize>,
    /// Whether the labels are a teacher's rather than a person's.
    pub(crate) silver: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Record {
    Silver { text: String, tokens: Vec<(usize, usize, String)>, names: Vec<(usize, usize, String)> },
    Sentences { sentences: Vec<TaggedSentence> },
}

/// Reads files of either form.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Labelled>, String> {
    let mut all = Vec::new();
    for file in files {
        for record in lines(file)? {
            all.push(labelled(record?));
        }
    }
    Ok(all)
}

fn labelled(record: Record) -> Labelled {
    let (text, tokens, names) = match record {
        Record::Silver { text, tokens, names } => {
            let points = CodePoints::new(&text);
            let tokens = tokens.into_iter().map(|(start, end, tag)| (points.span(start, end), tag)).collect();
            let names = names.into_iter().map(|(start, end, kind)| (points.span(start, end), kind)).collect();
            (text, tokens, names)
        }
        Record::Sentences { sentences } => joined(&sentences),
    };
    let words = split(&compose(Fields { text: text.clone(), language: "en".to_owned(), ..Fields::default() }).value);
    let tags = align_tags(&words, &tokens);
    let names = align_names(&text, &words, &names, !tokens.is_empty());
    Labelled { text, words, tags, names, silver: !tokens.is_empty() }
}

/// Spans with what they are.
type Marks = Vec<(Span, String)>;

/// The sentences' text (tokens joined by spaces, one sentence a line), no tags, and the spans of its names.
fn joined(sentences: &[TaggedSentence]) -> (String, Marks, Marks) {
    let mut text = String::new();
    let mut names: Vec<(Span, String)> = Vec::new();
    for sentence in sentences {
        for (token, tag) in sentence.tokens.iter().zip(&sentence.tags) {
            let start = text.len();
            text.push_str(token);
            // An inside of another kind than what it follows opens a name (a name within a name was cut out there).
            let kind = tag.split_once('-').map(|(edge, kind)| (edge == "I", kind.to_lowercase()));
            match (kind, names.last_mut()) {
                (Some((true, kind)), Some((span, open))) if kind == *open && span.end() + 1 == start => {
                    *span = Span::new(span.start(), text.len());
                }
                (Some((_, kind)), _) => names.push((Span::new(start, text.len()), kind)),
                (None, _) => {}
            }
            text.push(' ');
        }
        text.pop();
        text.push('\n');
    }
    (text, Vec::new(), names)
}

/// Our token takes the tag of the last of the teacher's tokens that lie in it ("35-year-old" that of "old"), or of
/// the one it lies in.
fn align_tags(words: &Words, teacher: &[(Span, String)]) -> Vec<Option<usize>> {
    words
        .tokens
        .iter()
        .map(|token| {
            let past = teacher.partition_point(|(span, _)| span.start() < token.span.end());
            let (span, tag) = teacher.get(past.checked_sub(1)?)?;
            if !span.overlaps(token.span) {
                return None;
            }
            let class = if matches!(tag.as_str(), "SYM" | "INTJ") { "X" } else { tag.as_str() };
            TAG_CLASSES.iter().position(|known| *known == class)
        })
        .collect()
}

fn align_names(text: &str, words: &Words, names: &[(Span, String)], trim: bool) -> Vec<usize> {
    let mut classes = vec![NO_NAME; words.tokens.len()];
    for (span, kind) in names {
        let kind = match kind.as_str() {
            "person" => "PER",
            "organisation" | "organization" => "ORG",
            "location" => "LOC",
            "norp" => "NORP",
            "facility" => "FAC",
            "misc" | "product" => "MISC",
            _ => continue,
        };
        let class = |edge: &str| NAME_CLASSES.iter().position(|known| *known == format!("{edge}-{kind}"));
        let (Some(begin), Some(inside)) = (class("B"), class("I")) else { continue };
        let mut range = words.within(*span);
        // A teacher may take the article and the possessive ending into a name: our names leave them out.
        let form = |at: usize| words.tokens[at].span.of(text);
        if trim && range.len() > 1 && matches!(form(range.start), "the" | "The") {
            range.start += 1;
        }
        if trim && range.len() > 1 && matches!(form(range.end - 1), "'s" | "’s" | "'" | "’") {
            range.end -= 1;
        }
        for at in range.clone() {
            classes[at] = if at == range.start { begin } else { inside };
        }
    }
    classes
}
