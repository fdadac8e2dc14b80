//! A text as the pieces of words that the transformer knows: BERT's basic words, cut by greedy WordPiece (Wu et al. 2016;
//! Devlin et al. 2019), each with its place in the original text.

use crate::shapes;
use headwater_model::Span;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// Longest word that is cut into pieces, in characters; a longer one is unknown.
const LONGEST_WORD: usize = 100;

/// The pieces that the transformer knows, by their form.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Pieces that open a word, ordered by form.
    opening: Vec<(&'static str, i32)>,
    /// Pieces that go on with a word, without their "##", ordered by form.
    continuing: Vec<(&'static str, i32)>,
    /// The piece for a word that cannot be cut into known ones.
    pub(crate) unknown: i32,
    /// The piece that opens a window.
    pub(crate) open: i32,
    /// The piece that closes a window.
    pub(crate) close: i32,
}

impl Vocabulary {
    /// The vocabulary of a list with one piece a line, numbered from 0; nothing when a special piece is not in it.
    pub(crate) fn new(list: &'static str) -> Option<Self> {
        let (mut opening, mut continuing) = (Vec::new(), Vec::new());
        for (piece, number) in list.lines().zip(0..) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => continuing.push((rest, number)),
                _ => opening.push((piece, number)),
            }
        }
        opening.sort_unstable();
        continuing.sort_unstable();
        let [unknown, open, close] = ["[UNK]", "[CLS]", "[SEP]"].map(|special| find(&opening, special));
        Some(Self { unknown: unknown?, open: open?, close: close?, opening, continuing })
    }

    /// Adds the pieces of a word in normal form.
    fn cut(&self, word: &str, pieces: &mut Vec<i32>) {
        let known = pieces.len();
        if word.chars().count() > LONGEST_WORD {
            pieces.push(self.unknown);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let table = if rest.len() == word.len() { &self.opening } else { &self.continuing };
            let ends = rest.char_indices().rev().map(|(at, last)| at + last.len_utf8());
            let longest = ends.into_iter().find_map(|end| Some((end, find(table, &rest[..end])?)));
            let Some((end, piece)) = longest else {
                pieces.truncate(known);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(piece);
            rest = &rest[end..];
        }
    }
}

fn find(table: &[(&'static str, i32)], form: &str) -> Option<i32> {
    table.binary_search_by_key(&form, |(known, _)| known).ok().map(|at| table[at].1)
}

/// One of BERT's basic words: letters and digits up to white space, a mark or a Chinese character, which are words of
/// their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where, in the text.
    pub(crate) span: Span,
    /// Its pieces, as positions among those of its sentence.
    pub(crate) pieces: Range<usize>,
    /// How it is written ([`shapes::of`]).
    pub(crate) shape: u8,
}

/// One sentence cut into pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Numbers of its pieces.
    pub(crate) pieces: Vec<i32>,
    /// Its words, in order; they hold all pieces.
    pub(crate) words: Vec<Word>,
}

impl Cut {
    /// The pieces and words of a part of a text.
    pub(crate) fn new(vocabulary: &Vocabulary, text: &str, part: Span) -> Self {
        let mut cutter = Cutter { vocabulary, text, cut: Self::default(), form: String::new(), word: None };
        for (offset, character) in part.of(text).char_indices() {
            cutter.add(part.start() + offset, character);
        }
        cutter.close();
        cutter.cut
    }
}

/// What is known while a text is cut.
struct Cutter<'a> {
    vocabulary: &'a Vocabulary,
    text: &'a str,
    cut: Cut,
    /// The normal form of the word that is being read.
    form: String,
    /// Where it lies, so far.
    word: Option<Span>,
}

impl Cutter<'_> {
    fn add(&mut self, at: usize, character: char) {
        let place = Span::new(at, at + character.len_utf8());
        match kind(character) {
            Kind::Dropped => {}
            Kind::Space => self.close(),
            Kind::Alone => {
                self.close();
                self.extend(place, character);
                self.close();
            }
            Kind::Mark => self.word = self.word.map(|word| word.cover(place)),
            Kind::Letter => self.extend(place, character),
        }
    }

    /// Adds a character's normal form to the word: decomposed, marks dropped, in lower case.
    fn extend(&mut self, place: Span, character: char) {
        self.word = Some(self.word.map_or(place, |word| word.cover(place)));
        if character.is_ascii() {
            self.form.push(character.to_ascii_lowercase());
            return;
        }
        decompose_canonical(character, |part| {
            if kind(part) != Kind::Mark {
                self.form.extend(part.to_lowercase());
            }
        });
    }

    fn close(&mut self) {
        let Some(span) = self.word.take() else { return };
        let first = self.cut.pieces.len();
        self.vocabulary.cut(&self.form, &mut self.cut.pieces);
        self.form.clear();
        let pieces = first..self.cut.pieces.len();
        if !pieces.is_empty() {
            self.cut.words.push(Word { span, pieces, shape: shapes::of(span.of(self.text)) });
        }
    }
}

/// What a character does to the word that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A control character: as if it were not there.
    Dropped,
    /// Ends a word.
    Space,
    /// A word of its own: punctuation, a Chinese character.
    Alone,
    /// A mark without width: dropped, but it belongs to the word before it.
    Mark,
    /// Part of a word.
    Letter,
}

fn kind(character: char) -> Kind {
    match character {
        '\t' | '\n' | '\r' => return Kind::Space,
        '\u{fffd}' => return Kind::Dropped,
        _ if character.is_ascii_alphanumeric() => return Kind::Letter,
        _ if character.is_ascii_punctuation() || is_chinese(character) => return Kind::Alone,
        _ => {}
    }
    match CodePointMapData::<GeneralCategory>::new().get(character) {
        GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse => Kind::Dropped,
        _ if character.is_whitespace() => Kind::Space,
        GeneralCategory::NonspacingMark => Kind::Mark,
        GeneralCategory::ConnectorPunctuation
        | GeneralCategory::DashPunctuation
        | GeneralCategory::OpenPunctuation
        | GeneralCategory::ClosePunctuation
        | GeneralCategory::InitialPunctuation
        | GeneralCategory::FinalPunctuation
        | GeneralCategory::OtherPunctuation => Kind::Alone,
        _ => Kind::Letter,
    }
}

/// The blocks of Chinese characters that BERT sets apart.
fn is_chinese(character: char) -> bool {
    matches!(u32::from(character),
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x20000..=0x2a6df | 0x2a700..=0x2b73f | 0x2b740..=0x2b81f
        | 0x2b820..=0x2ceaf | 0xf900..=0xfaff | 0x2f800..=0x2fa1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces are numbered by their lines.
    const LIST: &str =
        "[UNK]\n[CLS]\n[SEP]\nkim\nin\n##sp\n##ect\n##o\n##or\nate\ncafe\n,\n.\n1\n500\n中\n##ate\n'\ns\n-";

    fn cut(text: &str) -> Vec<(String, Vec<&'static str>)> {
        let vocabulary = Vocabulary::new(LIST).unwrap();
        let forms: Vec<&str> = LIST.lines().collect();
        let cut = Cut::new(&vocabulary, text, Span::new(0, text.len()));
        let pieces = |word: &Word| cut.pieces[word.pieces.clone()].iter().map(|&piece| forms[piece as usize]).collect();
        cut.words.iter().map(|word| (word.span.of(text).to_owned(), pieces(word))).collect()
    }

    fn plain(words: &[(&str, &[&'static str])]) -> Vec<(String, Vec<&'static str>)> {
        words.iter().map(|(word, pieces)| ((*word).to_owned(), pieces.to_vec())).collect()
    }

    #[test]
    fn the_longest_known_piece_is_taken_first() {
        assert_eq!(
            cut("Kim inspectorate kims"),
            plain(&[
                ("Kim", &["kim"]),
                ("inspectorate", &["in", "##sp", "##ect", "##or", "##ate"]),
                ("kims", &["[UNK]"])
            ])
        );
    }

    #[test]
    fn marks_and_chinese_characters_are_words() {
        assert_eq!(
            cut("Kim's 1,500-中中."),
            plain(&[
                ("Kim", &["kim"]),
                ("'", &["'"]),
                ("s", &["s"]),
                ("1", &["1"]),
                (",", &[","]),
                ("500", &["500"]),
                ("-", &["-"]),
                ("中", &["中"]),
                ("中", &["中"]),
                (".", &["."])
            ])
        );
    }

    #[test]
    fn accents_and_controls_are_dropped_but_stay_in_the_span() {
        // Composed, decomposed, and with a soft hyphen and a zero-width space inside.
        assert_eq!(
            cut("CAFÉ cafe\u{301} ca\u{ad}f\u{200b}é\u{a0}Kim"),
            plain(&[
                ("CAFÉ", &["cafe"]),
                ("cafe\u{301}", &["cafe"]),
                ("ca\u{ad}f\u{200b}é", &["cafe"]),
                ("Kim", &["kim"])
            ])
        );
        assert_eq!(cut("\u{301} \u{200b}\u{fffd} \u{7}"), plain(&[]));
    }

    #[test]
    fn words_without_end_are_unknown() {
        let long = "kim".repeat(40);
        assert_eq!(cut(&long), plain(&[(&long, &["[UNK]"])]));
        assert_eq!(cut("ki"), plain(&[("ki", &["[UNK]"])]));
    }

    #[test]
    fn a_part_of_a_text_keeps_its_place() {
        let vocabulary = Vocabulary::new(LIST).unwrap();
        let cut = Cut::new(&vocabulary, "Ünd Kim, Kim", Span::new(5, 8));
        assert_eq!(cut.words, [Word { span: Span::new(5, 8), pieces: 0..1, shape: 2 }]);
        assert!(Vocabulary::new("kim").is_none());
    }
}
