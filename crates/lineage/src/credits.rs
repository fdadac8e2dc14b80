//! Whose text is it? Agencies and outlets that a report names as the origin of its words.

use headwater_atlas::{Agency, agencies};
use headwater_model::{Reading, Span, Token, TokenKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a report's text says of where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credits {
    /// Agencies whose text the report must hold, sorted: credited, in the dateline, in the copyright line, or somebody
    /// "told AFP".
    pub(crate) agencies: Vec<(&'static str, Evidence)>,
}

/// How it is known that a text is an agency's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// A byline, a dateline, a copyright or contribution line.
    Credited,
    /// Somebody "told" the agency something.
    Told,
}

impl Credits {
    /// Reads credits that ingest found, then the text.
    pub(crate) fn of(reading: Reading<'_>) -> Self {
        let mut found: Vec<(&'static str, Evidence)> = Vec::new();
        for credit in &reading.report.credits {
            if let Some(agency) = agencies().iter().find(|agency| agency.name == credit.agency) {
                found.push((agency.name, Evidence::Credited));
            }
        }
        for byline in &reading.report.bylines {
            let named =
                |agency: &&Agency| byline.contains(agency.full) || byline.split(' ').any(|word| word == agency.name);
            found.extend(agencies().iter().filter(named).map(|agency| (agency.name, Evidence::Credited)));
        }
        let tokens = &reading.annotated.words.tokens;
        let sentences = &reading.annotated.words.sentences;
        let last_sentences = sentences.len().saturating_sub(2);
        for (number, sentence) in sentences.iter().enumerate() {
            for at in sentence.first as usize..sentence.last as usize {
                let Some((agency, length)) = name_at(reading, tokens, at) else { continue };
                let edge = sentence.furniture || number < 2 || number >= last_sentences;
                if let Some(evidence) = evidence(reading, tokens, at, length, edge) {
                    found.push((agency.name, evidence));
                }
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|credit| credit.0);
        Self { agencies: found }
    }

    /// How the report shows that it holds text of `agency`.
    pub(crate) fn evidence(&self, agency: &str) -> Option<Evidence> {
        self.agencies.iter().find(|credit| credit.0 == agency).map(|credit| credit.1)
    }
}

/// The agency that both texts hold text of, the first by name.
pub(crate) fn shared_agency(a: &Credits, b: &Credits) -> Option<&'static str> {
    a.agencies.iter().find(|credit| b.evidence(credit.0).is_some()).map(|credit| credit.0)
}

/// Every name of every agency by its first word, and by itself as one token; in the order of agencies.
static NAMES: LazyLock<BTreeMap<&'static str, Vec<(&'static str, &'static Agency)>>> = LazyLock::new(|| {
    let mut names: BTreeMap<&str, Vec<(&str, &Agency)>> = BTreeMap::new();
    for agency in agencies() {
        for &name in [agency.name, agency.full].iter().chain(agency.aliases) {
            let first = name.split([' ', '-']).next().unwrap_or(name);
            names.entry(first).or_default().push((name, agency));
            if first != name {
                names.entry(name).or_default().push((name, agency));
            }
        }
    }
    names
});

/// The agency named by the tokens from `at` on, and how many tokens its name takes.
fn name_at(reading: Reading<'_>, tokens: &[Token], at: usize) -> Option<(&'static Agency, usize)> {
    let opens = reading.text(tokens.get(at)?.span);
    if !opens.starts_with(char::is_uppercase) {
        return None;
    }
    NAMES.get(opens)?.iter().find_map(|&(name, agency)| {
        if opens == name {
            return Some((agency, 1));
        }
        let mut words = name.split([' ', '-']);
        let length = words.clone().count();
        let same = |offset: usize| tokens.get(at + offset).map(|token| reading.text(token.span)) == words.next();
        (0..length).all(same).then_some((agency, length))
    })
}

/// What the words around an agency's name make of it; a mere mention ("KCNA reported") shows a source, not a text.
fn evidence(reading: Reading<'_>, tokens: &[Token], at: usize, length: usize, edge: bool) -> Option<Evidence> {
    let form = |position: Option<usize>| {
        position.and_then(|position| tokens.get(position)).map_or("", |token| reading.text(token.span))
    };
    let mut before = at.checked_sub(1);
    if form(before).eq_ignore_ascii_case("the") {
        before = before.and_then(|position| position.checked_sub(1));
    }
    let (previous, next) = (form(before), form(Some(at + length)));
    if matches!(previous, "told" | "telling" | "tells") {
        return Some(Evidence::Told);
    }
    if (previous == "(" && next == ")") || matches!(previous, "©" | "/") || next == "/" {
        return Some(Evidence::Credited);
    }
    let window = tokens.get(at.saturating_sub(6)..at).unwrap_or_default();
    let notice = |word: &str| window.iter().any(|token| reading.text(token.span).eq_ignore_ascii_case(word));
    let follows = |word: &str| {
        let rest = tokens.get(at + length..).unwrap_or_default();
        rest.iter().take(4).any(|token| reading.text(token.span).eq_ignore_ascii_case(word))
    };
    let credited =
        notice("copyright") || notice("©") || follows("contributed") || (edge && (notice("by") || notice("from")));
    let alone = is_byline(reading, tokens, at);
    (credited || alone).then_some(Evidence::Credited)
}

/// Whether the line of text that holds a token is a byline: an agency's name with little else ("By Ann Lee, Associated
/// Press") and no credit of a picture.
fn is_byline(reading: Reading<'_>, tokens: &[Token], at: usize) -> bool {
    let text = reading.report.text.as_str();
    let Some(span) = tokens.get(at).map(|token| token.span) else { return false };
    let start = text.get(..span.start()).and_then(|head| head.rfind('\n')).map_or(0, |line| line + 1);
    let end = text.get(span.end()..).and_then(|tail| tail.find('\n')).map_or(text.len(), |line| span.end() + line);
    let line = Span::new(start, end);
    if line.len() > 80 {
        return false;
    }
    let words = reading.annotated.words.within(line).filter(|&at| tokens[at].kind != TokenKind::Mark).count();
    let picture = ["photo", "Photo", "PHOTO", "File", "FILE", "Image", "Pool"];
    words <= 6 && !picture.iter().any(|word| line.of(text).contains(word))
}
