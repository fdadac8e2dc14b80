//! Is one text a translation of the other? Sentences whose lengths run alike, or names and numbers in the same places.
//!
//! Sentences are aligned by their lengths in characters alone (Gale & Church 1993, "A program for aligning sentences in
//! bilingual corpora"): a long sentence has a long translation. Reports of one event that are no translations share names
//! and numbers too, but not at the same places, so an anchor counts only near the same share of both texts.

use crate::settings::Translations;
use crate::text::Text;
use headwater_model::TokenKind;

/// Sentences of one text that answer to sentences of the other, as half-open ranges of words; neither is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bead {
    pub(crate) a: (usize, usize),
    pub(crate) b: (usize, usize),
}

impl Bead {
    /// Number of words on one side, 0 for `a`.
    pub(crate) fn words(&self, side: usize) -> usize {
        let (first, last) = if side == 0 { self.a } else { self.b };
        last - first
    }
}

/// What survives translation: a number by its digits, a name by its consonants in Latin letters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Anchor {
    key: String,
    /// Where it stands, as a share of the text, 0..=1.
    place: f64,
}

/// The anchors of a text in order.
pub(crate) fn anchors(text: &Text<'_>, settings: &Translations) -> Vec<Anchor> {
    let length = text.reading.report.text.len().max(1) as f64;
    let tokens = text.reading.annotated.words.tokens.iter();
    let anchor = |token: &headwater_model::Token| {
        let form = text.reading.text(token.span);
        let key = match token.kind {
            TokenKind::Number => any_ascii::any_ascii(form).chars().filter(char::is_ascii_digit).collect(),
            // In a script without capitals any word may be a name.
            TokenKind::Word if !form.starts_with(char::is_lowercase) => consonants(form),
            _ => return None,
        };
        let least = if token.kind == TokenKind::Number { 1 } else { settings.least_consonants };
        (key.len() >= least).then(|| Anchor { key, place: token.span.start() as f64 / length })
    };
    tokens.filter_map(anchor).take(settings.most_anchors).collect()
}

/// The consonants of a name as any alphabet's transcription leaves them: "John" and "Джон" are "sn", "Boehner" and "Бейнер"
/// "pnr". Voiced and voiceless count as one, doubled ones once.
fn consonants(name: &str) -> String {
    let letters: Vec<u8> = any_ascii::any_ascii(name).bytes().map(|letter| letter.to_ascii_lowercase()).collect();
    let mut key = String::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or_default();
        let (sound, taken) = match (letter, next) {
            (b'd', b'z') => ('s', 2),
            (b's' | b'c' | b'z', b'h') => ('s', 2),
            (b'p', b'h') => ('f', 2),
            (b'k', b'h') => (' ', 2),
            (b'c' | b'q' | b'x' | b'g' | b'k', _) => ('k', 1),
            (b'w' | b'v' | b'f', _) => ('f', 1),
            (b'b' | b'p', _) => ('p', 1),
            (b'd' | b't', _) => ('t', 1),
            (b'z' | b'j' | b's', _) => ('s', 1),
            (b'l' | b'm' | b'n' | b'r', _) => (char::from(letter), 1),
            _ => (' ', 1),
        };
        if sound != ' ' && !key.ends_with(sound) {
            key.push(sound);
        }
        at += taken;
    }
    key
}

/// The sentences that answer to each other when one text is a translation of the other; `None` when it is not.
pub(crate) fn translation(
    a: &Text<'_>,
    b: &Text<'_>,
    anchors: [&[Anchor]; 2],
    settings: &Translations,
) -> Option<Vec<Bead>> {
    let (left, right) = (a.sentences.len(), b.sentences.len());
    if left == 0 || right == 0 || left.saturating_mul(right) > settings.most_cells {
        return None;
    }
    let shared = in_place(anchors[0], anchors[1], settings);
    let likeness = shared as f64 / ((anchors[0].len() * anchors[1].len()) as f64).sqrt().max(1.0);
    let by_anchors = shared >= settings.least_anchors && likeness >= settings.anchor_likeness;
    let long_enough = left.min(right) >= settings.least_sentences;
    if !by_anchors && !long_enough {
        return None;
    }
    let (cost, beads) = by_lengths(a, b, settings);
    let runs_alike = long_enough && cost / ((left + right) as f64) <= settings.length_cost;
    (by_anchors || runs_alike).then_some(beads)
}

/// Most anchors that both texts have in one order and near the same places.
fn in_place(a: &[Anchor], b: &[Anchor], settings: &Translations) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for left in a {
        let mut before = 0;
        for (at, right) in b.iter().enumerate() {
            let here = row[at + 1];
            let same = (left.place - right.place).abs() <= settings.anchor_distance && left.key == right.key;
            row[at + 1] = if same { before + 1 } else { here.max(row[at]) };
            before = here;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The cheapest alignment of all sentences by their lengths, with its cost.
fn by_lengths(a: &Text<'_>, b: &Text<'_>, settings: &Translations) -> (f64, Vec<Bead>) {
    let lengths = |text: &Text<'_>| -> Vec<f64> {
        let length = |sentence: &crate::text::SentenceWords| {
            text.reading.text(text.span(sentence.first, sentence.last)).chars().count() as f64
        };
        text.sentences.iter().map(length).collect()
    };
    let (left, right) = (lengths(a), lengths(b));
    let ratio = right.iter().sum::<f64>() / left.iter().sum::<f64>().max(1.0);
    let fit = |x: f64, y: f64| {
        let mean = (x + y / ratio) / 2.0;
        let spread = settings.length_variance * mean * ratio * ratio;
        ((ratio * x - y).powi(2) / spread.max(1e-9) / 2.0).min(settings.worst_fit)
    };
    let kinds = [
        (1, 1, 0.0),
        (1, 2, settings.merge_cost),
        (2, 1, settings.merge_cost),
        (1, 0, settings.skip_cost),
        (0, 1, settings.skip_cost),
    ];
    let width = right.len() + 1;
    let mut costs = vec![f64::INFINITY; (left.len() + 1) * width];
    let mut steps = vec![(0_usize, 0_usize); costs.len()];
    costs[0] = 0.0;
    for i in 0..=left.len() {
        for j in 0..width {
            for (x, y, penalty) in kinds.into_iter().filter(|&(x, y, _)| x <= i && y <= j) {
                let matched =
                    if x * y == 0 { 0.0 } else { fit(left[i - x..i].iter().sum(), right[j - y..j].iter().sum()) };
                let cost = costs[(i - x) * width + j - y] + penalty + matched;
                if cost < costs[i * width + j] {
                    costs[i * width + j] = cost;
                    steps[i * width + j] = (x, y);
                }
            }
        }
    }
    let mut beads = Vec::new();
    let (mut i, mut j) = (left.len(), right.len());
    while i + j > 0 {
        let (x, y) = steps[i * width + j];
        if x + y == 0 {
            break;
        }
        if x * y > 0 {
            let range = |text: &Text<'_>, first: usize, last: usize| {
                (text.sentences[first].first, text.sentences[last - 1].last)
            };
            beads.push(Bead { a: range(a, i - x, i), b: range(b, j - y, j) });
        }
        (i, j) = (i - x, j - y);
    }
    beads.reverse();
    (costs.last().copied().unwrap_or(f64::INFINITY), beads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_consonants_in_other_alphabets() {
        assert_eq!(consonants("Boehner"), consonants("Бейнер"));
        assert_eq!(consonants("Trump"), consonants("Трамп"));
        assert_eq!(consonants("Norvik"), "nrfk");
    }

    #[test]
    fn anchors_count_in_order_and_near_their_place() {
        let at = |key: &str, place: f64| Anchor { key: key.to_owned(), place };
        let settings = Translations::default();
        let text = [at("14", 0.1), at("nrfk", 0.5), at("2019", 0.9)];
        assert_eq!(in_place(&text, &text, &settings), 3);
        let elsewhere = [at("2019", 0.1), at("14", 0.5), at("nrfk", 0.9)];
        assert_eq!(in_place(&text, &elsewhere, &settings), 0);
    }
}
