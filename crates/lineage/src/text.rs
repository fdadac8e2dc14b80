//! A reading as alignment sees it: its words without marks, each with what it may prove.

use headwater_model::{Reading, Span, TokenKind};

/// One word or number of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where.
    pub(crate) span: Span,
    /// Hash of the word.
    pub(crate) word: u64,
    /// Hash of its stem.
    pub(crate) stem: u64,
    /// Position in [`Text::sentences`].
    pub(crate) sentence: u32,
    /// How much a match of it proves, 1..=4: little for "of", much for a name or a number.
    pub(crate) weight: u8,
    /// Whether it stands inside a quotation.
    pub(crate) quoted: bool,
}

/// Words `first..last` of one sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SentenceWords {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl SentenceWords {
    pub(crate) fn len(self) -> usize {
        self.last - self.first
    }
}

/// Words and stems side by side, as halves of their hashes: what alignment compares again and again. Two words of a pair of
/// texts that share a half are too rare to matter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Forms<Halves> {
    pub(crate) words: Halves,
    pub(crate) stems: Halves,
}

impl Forms<Vec<u32>> {
    fn of<'w>(words: impl Iterator<Item = &'w Word> + Clone) -> Self {
        let half = |hash: u64| (hash >> 32) as u32;
        Self {
            words: words.clone().map(|word| half(word.word)).collect(),
            stems: words.map(|word| half(word.stem)).collect(),
        }
    }

    /// Those from position `at` on.
    pub(crate) fn from(&self, at: usize) -> Forms<&[u32]> {
        Forms { words: &self.words[at..], stems: &self.stems[at..] }
    }
}

/// A text prepared for alignment. Furniture, embedded datelines and everything past the longest text are left out.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) words: Vec<Word>,
    /// The words to be compared, and the same from the last to the first.
    pub(crate) forms: Forms<Vec<u32>>,
    pub(crate) backwards: Forms<Vec<u32>>,
    pub(crate) sentences: Vec<SentenceWords>,
    /// Runs of stems: `(hash of the run, position of its first word)`, sorted.
    pub(crate) runs: Vec<(u64, u32)>,
    /// Which sentences hold a stem: `(stem, sentence)`, sorted, each once.
    pub(crate) holders: Vec<(u64, u32)>,
    /// The distinct stems of the text, sorted.
    pub(crate) distinct: Vec<u64>,
    /// The distinct stems of each sentence, as positions in `distinct`, with their weights; sorted.
    pub(crate) stems: Vec<Vec<(u32, u8)>>,
}

impl<'a> Text<'a> {
    /// Prepares a reading. `run` is the length of a fingerprinted run in words, `longest` the number of words that
    /// are looked at.
    pub(crate) fn new(reading: Reading<'a>, run: usize, longest: usize) -> Self {
        let quoted = quoted_spans(reading);
        let mut words: Vec<Word> = Vec::new();
        let mut sentences = Vec::new();
        let mut quotation = 0;
        for sentence in reading.annotated.words.sentences.iter().filter(|sentence| !sentence.furniture) {
            let first = words.len();
            if first >= longest {
                break;
            }
            for (at, token) in reading.annotated.words.of_sentence(sentence).iter().enumerate() {
                if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    continue;
                }
                while quoted.get(quotation).is_some_and(|span: &Span| span.end() <= token.span.start()) {
                    quotation += 1;
                }
                words.push(Word {
                    span: token.span,
                    word: token.word,
                    stem: token.stem,
                    sentence: u32::try_from(sentences.len()).unwrap_or(u32::MAX),
                    weight: weight(token.kind, reading.text(token.span), at == 0),
                    quoted: quoted.get(quotation).is_some_and(|span| span.start() <= token.span.start()),
                });
            }
            if words.len() > first {
                sentences.push(SentenceWords { first, last: words.len() });
            }
        }
        let mut runs: Vec<(u64, u32)> = words
            .windows(run.max(1))
            .zip(0_u32..)
            .map(|(window, at)| (window.iter().fold(0, |hash, word| mix(hash, word.stem)), at))
            .collect();
        runs.sort_unstable();
        let mut holders: Vec<(u64, u32)> = words.iter().map(|word| (word.stem, word.sentence)).collect();
        holders.sort_unstable();
        holders.dedup();
        let mut distinct: Vec<u64> = holders.iter().map(|holder| holder.0).collect();
        distinct.dedup();
        let position = |stem: u64| u32::try_from(distinct.partition_point(|&other| other < stem)).unwrap_or(u32::MAX);
        let of_sentence = |sentence: &SentenceWords| {
            let words = &words[sentence.first..sentence.last];
            let mut stems: Vec<(u32, u8)> = words.iter().map(|word| (position(word.stem), word.weight)).collect();
            stems.sort_unstable();
            stems.dedup_by_key(|stem| stem.0);
            stems
        };
        let stems = sentences.iter().map(of_sentence).collect();
        let (forms, backwards) = (Forms::of(words.iter()), Forms::of(words.iter().rev()));
        Self { reading, words, forms, backwards, sentences, runs, holders, distinct, stems }
    }

    /// The text's own words under `first..last`, from the first byte to the last.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.words.get(first), last.checked_sub(1).and_then(|at| self.words.get(at))) {
            (Some(start), Some(end)) => start.span.cover(end.span),
            _ => Span::default(),
        }
    }
}

/// Joins a word to the hash of the words before it: the same run has the same hash in every report.
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(25) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Short words are frequent ones (Zipf's law of abbreviation), which holds in any language written with letters;
/// names and numbers are what two independent texts share least by chance.
fn weight(kind: TokenKind, form: &str, opens_sentence: bool) -> u8 {
    if kind == TokenKind::Number {
        return 3;
    }
    let letters = form.chars().take(8).count();
    let name = !opens_sentence && form.starts_with(char::is_uppercase);
    match letters {
        _ if name && letters > 1 => 3,
        0..=3 => 1,
        4..=6 => 2,
        _ => 3,
    }
}

/// Spans of speech, ordered: quotations, and posts of social networks, which anybody may print. Scare quotes are no
/// speech.
fn quoted_spans(reading: Reading<'_>) -> Vec<Span> {
    let speech = reading.annotated.quotations.iter().filter(|quotation| !quotation.scare);
    let mut spans: Vec<Span> = speech.map(|quotation| quotation.content).collect();
    spans.extend(reading.report.posts.iter().map(|post| post.span));
    spans.sort_unstable();
    spans
}
