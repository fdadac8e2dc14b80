//! Quotations: marks paired within and across paragraphs, apostrophes told from single quotation marks.

use headwater_model::{Quotation, Report, Span, Token, TokenKind, Words};
use std::ops::Range;

/// Thresholds of quotations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Most words of scare quotes or a title; longer ones are speech. In words.
    most_words_of_scare_quotes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { most_words_of_scare_quotes: 3 }
    }
}

/// How far before a quotation the mark that introduces it is looked for, in bytes.
const LOOKED_BACK: usize = 64;

/// Pairs quotation marks. A quotation left open at the end of a paragraph whose successor opens with a mark runs on
/// there (`continued`); one that nothing closes ends with its sentence. Ordered by start, outer before inner.
pub(crate) fn find(report: &Report, words: &Words) -> Vec<Quotation> {
    let settings = Settings::default();
    let mut pairing = Pairing {
        report,
        words,
        settings,
        double: None,
        single: None,
        found: Vec::new(),
        found_until: 0,
        last_closing: None,
    };
    let mut first = 0;
    while first < words.sentences.len() {
        let paragraph = words.sentences[first].paragraph;
        let beyond = first + words.sentences[first..].partition_point(|sentence| sentence.paragraph == paragraph);
        pairing.paragraph(first, beyond);
        first = beyond;
    }
    pairing.found.sort_by_key(|quotation| (quotation.span.start(), std::cmp::Reverse(quotation.span.end())));
    pairing.found
}

/// Which quotation marks belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
}

/// What a mark says about itself by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Opens,
    Closes,
    Straight,
}

/// A quotation that waits for its closing mark.
#[derive(Clone, Copy, Debug)]
struct Open {
    mark: Span,
    token: usize,
    continued: bool,
    /// Whether it opened with „ or », which “ and « close.
    reversed: bool,
}

struct Pairing<'a> {
    report: &'a Report,
    words: &'a Words,
    settings: Settings,
    double: Option<Open>,
    single: Option<Open>,
    found: Vec<Quotation>,
    /// Where the last of the quotations found ends.
    found_until: usize,
    /// The last token of the paragraph that may close a single quotation; looked up once a paragraph.
    last_closing: Option<Option<usize>>,
}

impl Pairing<'_> {
    fn paragraph(&mut self, first: usize, beyond: usize) {
        let words = self.words;
        let sentences = &words.sentences[first..beyond];
        let (Some(opening), Some(closing)) = (sentences.first(), sentences.last()) else { return };
        let (from, to) = (opening.first as usize, closing.last as usize);
        self.last_closing = None;
        if self.words.tokens.get(from).is_none_or(|token| token.kind != TokenKind::Quote) {
            self.double = None;
            self.single = None;
        }
        for at in from..to {
            let token = self.words.tokens[at];
            if token.kind == TokenKind::Quote {
                match classify(token.span.of(&self.report.text)) {
                    (Family::Double, shape) => self.double_mark(at, token, shape),
                    (Family::Single, shape) => self.single_mark(at, to, token, shape),
                }
            }
        }
        if let Some(open) = self.single.take() {
            // A single mark that nothing closes is an apostrophe far more often than a quotation.
            if classify(open.mark.of(&self.report.text)).1 == Shape::Opens
                && self.next_paragraph_opens(to, Family::Single)
            {
                self.push(open, closing.span.end(), closing.span.end());
                self.single = Some(Open { continued: true, ..open });
            }
        }
        if let Some(open) = self.double.take() {
            if self.next_paragraph_opens(to, Family::Double) {
                self.push(open, closing.span.end(), closing.span.end());
                self.double = Some(Open { continued: true, ..open });
            } else {
                self.close_at_sentence_end(open);
            }
        }
    }

    fn next_paragraph_opens(&self, token: usize, family: Family) -> bool {
        self.words.tokens.get(token).is_some_and(|token| {
            let (its_family, shape) = classify(token.span.of(&self.report.text));
            token.kind == TokenKind::Quote
                && its_family == family
                && shape != Shape::Closes
                && self.around(token.span).0.is_none_or(char::is_whitespace)
        })
    }

    fn double_mark(&mut self, at: usize, token: Token, shape: Shape) {
        let mark = token.span.of(&self.report.text);
        let (may_open, may_close) = self.sides(token.span);
        if self.double.is_some_and(|open| open.continued && open.token < at) && self.is_paragraph_start(at) {
            // The repeated opening mark of a paragraph that goes on with the quotation before it.
            self.double = Some(Open { mark: token.span, token: at, continued: true, reversed: false });
            return;
        }
        match self.double {
            Some(open) => {
                let closes = match shape {
                    Shape::Closes => true,
                    Shape::Opens => open.reversed || (may_close && !may_open),
                    Shape::Straight => may_close || !may_open,
                };
                if closes {
                    self.push(open, token.span.start(), token.span.end());
                    self.double = None;
                } else {
                    // A mark repeated where a paragraph broke in the original, or a closing mark that was lost.
                    let runs_on = self.is_sentence_start(at);
                    self.close_before(open, at);
                    self.double = Some(Open { mark: token.span, token: at, continued: runs_on, reversed: false });
                }
            }
            None => {
                let opens = match shape {
                    Shape::Opens => may_open || !may_close,
                    Shape::Closes | Shape::Straight => may_open && (shape == Shape::Straight || !may_close),
                };
                if opens {
                    let reversed = matches!(mark, "„" | "»");
                    self.double = Some(Open { mark: token.span, token: at, continued: false, reversed });
                } else if self.around(token.span).0.is_some_and(|before| matches!(before, ',' | '.' | '!' | '?')) {
                    self.close_without_opening(token.span);
                }
            }
        }
    }

    fn single_mark(&mut self, at: usize, beyond: usize, token: Token, shape: Shape) {
        let (may_open, may_close) = self.sides(token.span);
        if let Some(open) = self.single {
            if open.continued && open.token < at && self.is_paragraph_start(at) {
                self.single = Some(Open { mark: token.span, token: at, continued: true, reversed: false });
            } else if may_close && shape != Shape::Opens && !self.is_possessive(at, beyond) {
                self.push(open, token.span.start(), token.span.end());
                self.single = None;
            }
            return;
        }
        if !may_open || shape == Shape::Closes || self.is_elision(at) {
            return;
        }
        let closed = self.last_closing_mark(at + 1..beyond).is_some_and(|last| last > at);
        if closed || shape == Shape::Opens {
            self.single = Some(Open { mark: token.span, token: at, continued: false, reversed: false });
        }
    }

    /// The last token of the rest of a paragraph that may close a single quotation.
    fn last_closing_mark(&mut self, rest: Range<usize>) -> Option<usize> {
        if let Some(known) = self.last_closing {
            return known;
        }
        let last = rest.rev().find(|&later| {
            let token = self.words.tokens[later];
            token.kind == TokenKind::Quote
                && matches!(
                    classify(token.span.of(&self.report.text)),
                    (Family::Single, Shape::Closes | Shape::Straight)
                )
                && self.sides(token.span).1
        });
        self.last_closing = Some(last);
        last
    }

    /// "the voters’ choice": an apostrophe after s, a word after it, and a better closing mark further on.
    fn is_possessive(&self, at: usize, beyond: usize) -> bool {
        let token = self.words.tokens[at];
        let before = self.report.text[..token.span.start()].chars().next_back();
        let after = self.report.text[token.span.end()..].trim_start().chars().next();
        if !matches!(before, Some('s' | 'S')) || !after.is_some_and(char::is_alphanumeric) {
            return false;
        }
        let mut later = self.words.tokens[at + 1..beyond].iter().filter(|token| token.kind == TokenKind::Quote);
        later.find(|token| classify(token.span.of(&self.report.text)).0 == Family::Single).is_some_and(|token| {
            let (may_open, may_close) = self.sides(token.span);
            may_close && !may_open && classify(token.span.of(&self.report.text)).1 != Shape::Opens
        })
    }

    /// "'90s", "’em", "'cause": an apostrophe for letters left out.
    fn is_elision(&self, at: usize) -> bool {
        let Some(next) = self.words.tokens.get(at + 1) else { return true };
        let word = next.span.of(&self.report.text);
        let decade = word.len() <= 3 && word.starts_with(|first: char| first.is_ascii_digit());
        decade
            || ["em", "cause", "til", "till", "tis", "twas", "n", "round", "bout", "cos"]
                .iter()
                .any(|elided| word.eq_ignore_ascii_case(elided))
    }

    fn around(&self, mark: Span) -> (Option<char>, Option<char>) {
        let text = &self.report.text;
        (text[..mark.start()].chars().next_back(), text[mark.end()..].chars().next())
    }

    /// Whether a mark may open, and whether it may close, by what stands on its sides.
    fn sides(&self, mark: Span) -> (bool, bool) {
        let (before, after) = self.around(mark);
        let free_before = before.is_none_or(|character| {
            character.is_whitespace()
                || matches!(character, '(' | '[' | '—' | '–' | '-' | '/' | ':' | '…')
                || is_mark(character)
        });
        let free_after = after.is_none_or(|character| !character.is_alphanumeric());
        let space_after = after.is_none_or(char::is_whitespace);
        let space_before = before.is_none_or(char::is_whitespace);
        (free_before && !space_after, free_after && !space_before)
    }

    fn is_sentence_start(&self, at: usize) -> bool {
        let start = self.words.tokens[at].span.start();
        let before = self.report.text[..start].trim_end().chars().next_back();
        before.is_none_or(|character| matches!(character, '.' | '!' | '?' | '…') || is_mark(character))
    }

    fn is_paragraph_start(&self, at: usize) -> bool {
        let byte = self.words.tokens[at].span.start();
        self.words.sentence_at(byte).is_some_and(|sentence| {
            let its = self.words.sentences[sentence];
            its.first as usize == at && (sentence == 0 || self.words.sentences[sentence - 1].paragraph != its.paragraph)
        })
    }

    fn close_at_sentence_end(&mut self, open: Open) {
        if let Some(sentence) = self.words.sentence_at(open.mark.start()) {
            let end = self.words.sentences[sentence].span.end();
            self.push(open, end, end);
        }
    }

    /// Ends a quotation at the last sentence end before token `at`, or drops it when there is none.
    fn close_before(&mut self, open: Open, at: usize) {
        let before = self.report.text[..self.words.tokens[at].span.start()].trim_end().len();
        if self.is_sentence_start(at) {
            self.push(open, before, before);
        } else {
            self.close_at_sentence_end(open);
        }
    }

    /// A closing mark whose opening mark is lost: the quotation begins with its sentence.
    fn close_without_opening(&mut self, mark: Span) {
        let Some(sentence) = self.words.sentence_at(mark.start()) else { return };
        let start = self.words.sentences[sentence].span.start();
        if start < mark.start() && self.found_until <= start {
            let content = Span::new(start, mark.start());
            self.found_until = mark.end();
            self.found.push(Quotation { span: Span::new(start, mark.end()), content, scare: false, continued: false });
        }
    }

    fn push(&mut self, open: Open, content_end: usize, end: usize) {
        let content = Span::new(open.mark.end(), content_end);
        if content.of(&self.report.text).trim().is_empty() || open.mark.start() >= end {
            return;
        }
        self.found_until = self.found_until.max(end);
        self.found.push(Quotation {
            span: Span::new(open.mark.start(), end),
            content,
            scare: self.is_scare(content),
            continued: open.continued,
        });
    }

    /// A few words that are no utterance: not set off by a comma, colon or sentence end on either side.
    fn is_scare(&self, content: Span) -> bool {
        let text = content.of(&self.report.text);
        let count = text.split_whitespace().take(self.settings.most_words_of_scare_quotes + 1).count();
        if count > self.settings.most_words_of_scare_quotes {
            return false;
        }
        let spoken = text.trim_end().ends_with([',', '.', '!', '?'])
            && text.trim_start().starts_with(|first: char| first.is_uppercase());
        let from = self.report.text.floor_char_boundary(content.start().saturating_sub(LOOKED_BACK));
        let before = self.report.text[from..content.start()].trim_end_matches(is_mark).trim_end();
        let introduced = before.is_empty() || before.ends_with([',', ':', '.', '!', '?', '\n']);
        !(spoken && introduced)
    }
}

fn classify(mark: &str) -> (Family, Shape) {
    match mark {
        "\"" => (Family::Double, Shape::Straight),
        "“" | "„" | "«" | "``" | "‘‘" => (Family::Double, Shape::Opens),
        "”" | "»" | "’’" => (Family::Double, Shape::Closes),
        "''" => (Family::Double, Shape::Straight),
        "‘" | "`" | "‹" => (Family::Single, Shape::Opens),
        "’" | "›" => (Family::Single, Shape::Closes),
        _ => (Family::Single, Shape::Straight),
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‹' | '›')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quotations of a text, each as its content, with `…` before it when it runs on and `~` when it is scare quotes.
    fn check(text: &str, expected: &[&str]) {
        let report = Report::of_text(text);
        let found: Vec<String> = find(&report, &crate::split(&report))
            .iter()
            .map(|quotation| {
                let signs = [(quotation.continued, "…"), (quotation.scare, "~")];
                let signs: String = signs.iter().filter(|(holds, _)| *holds).map(|(_, sign)| *sign).collect();
                signs + quotation.content.of(text).trim()
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_family_of_marks() {
        check("“We will go on with it,” she said.", &["We will go on with it,"]);
        check("\"We will go on with it,\" she said.", &["We will go on with it,"]);
        check("‘‘We will go on with it,’’ she said.", &["We will go on with it,"]);
        check("``We will go on with it,'' she said.", &["We will go on with it,"]);
        check("«We will go on with it», she said.", &["We will go on with it"]);
        check("„We will go on with it“, she said.", &["We will go on with it"]);
    }

    #[test]
    fn british_quotations_and_apostrophes() {
        check("'It wasn't the drivers' fault at all,' he said.", &["It wasn't the drivers' fault at all,"]);
        check("‘It wasn’t the drivers’ fault at all,’ he said.", &["It wasn’t the drivers’ fault at all,"]);
        check("The drivers’ union met in the ’90s and didn’t vote.", &[]);
        check("The drivers' union met in the '90s and didn't vote.", &[]);
    }

    #[test]
    fn inner_quotations_come_after_outer_ones() {
        check(
            "“He told me ‘go home and stay there’ twice,” she said.",
            &["He told me ‘go home and stay there’ twice,", "go home and stay there"],
        );
    }

    #[test]
    fn over_paragraphs() {
        check(
            "“The road is closed.\n\n“It opens again on Monday,” he said.",
            &["The road is closed.", "…It opens again on Monday,"],
        );
        check(
            "\"The road is closed. It was ice. \"It opens again on Monday,\" he said.",
            &["The road is closed. It was ice.", "…It opens again on Monday,"],
        );
    }

    #[test]
    fn broken_marks() {
        check("“The road is closed. Nobody was hurt.", &["The road is closed."]);
        check("The road is closed,” he said.", &["The road is closed,"]);
        check("“The road is closed,“ he said.", &["The road is closed,"]);
        check("\"", &[]);
        check("“”", &[]);
    }

    #[test]
    fn scare_quotes_and_titles() {
        check("The so-called “smart wall” fell.", &["~smart wall"]);
        check("“Never,” he said.", &["Never,"]);
    }
}
