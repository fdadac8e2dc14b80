//! Dates of texts in other languages than English: days with their months, weekdays, "yesterday", dates in digits.
//!
//! German, Spanish, French, Italian, Portuguese, Russian, Turkish, Arabic and Chinese by a small lexicon; dates in
//! digits in any language, the day before the month. A weekday looks back from the publication.

use super::calendar::{self, shift, weekday_before};
use super::meaning::Unit;
use crate::word_sets::{WordTable, by_hash};
use crate::words::hash;
use headwater_model::{Report, Span, TimeExpression, TimeKind, Token, TokenKind, Words};
use jiff::civil::Date;
use std::sync::LazyLock;

/// How many tokens of the opening tell whether a text is English.
const SAMPLE: usize = 300;
/// The share of English function words below which a text is not English; English news has over 0.2.
const ENGLISH: f64 = 0.06;

/// How many days after the publication a date without a year may lie.
const AHEAD: i32 = 60;

/// Whether a text is in another language than English: as the report says, else by its function words.
pub(super) fn is_foreign(report: &Report, words: &Words) -> bool {
    if !report.language.is_empty() {
        return report.language != "en";
    }
    let sample = || words.tokens.iter().filter(|token| token.kind == TokenKind::Word).take(SAMPLE);
    let (all, english) = (sample().count(), sample().filter(|token| FUNCTION.contains(&token.word)).count());
    // A line or two tells nothing.
    all >= 30 && (english as f64) < ENGLISH * all as f64
}

static FUNCTION: LazyLock<Vec<u64>> = LazyLock::new(|| {
    ["the", "of", "and", "to", "that", "was", "is", "for", "on", "with", "said", "by", "at", "from", "it"]
        .map(hash)
        .to_vec()
});

/// Finds dates, in the order of the text.
pub(super) fn find(report: &Report, words: &Words, anchor: Option<Date>) -> Vec<TimeExpression> {
    let text = report.text.as_str();
    let reader = Foreign { text, tokens: &words.tokens, anchor };
    let mut times = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() {
        let token = words.tokens[at];
        if token.span.len() > 2 && token.kind == TokenKind::Word && !token.span.of(text).is_ascii() {
            reader.characters(token.span, &mut times);
        }
        match reader.date(at) {
            Some((value, end)) => {
                let span = token.span.cover(words.tokens[end - 1].span);
                times.push(TimeExpression { span, kind: TimeKind::Date, value, modifier: "" });
                at = end;
            }
            None => at += 1,
        }
    }
    times
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    Month(i8),
    /// Monday = 1.
    Weekday(i8),
    /// Days from the publication.
    Day(i64),
    /// "de", "года": stands between the parts of a date.
    Of,
}

struct Foreign<'a> {
    text: &'a str,
    tokens: &'a [Token],
    anchor: Option<Date>,
}

impl Foreign<'_> {
    fn sign(&self, at: usize) -> Option<Sign> {
        TABLE.get(self.tokens.get(at)?.word)
    }

    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// A number of at most `digits` digits, with or without an ordinal ending.
    fn number(&self, at: usize, digits: usize) -> Option<i16> {
        let form = self.form(at);
        let form = form.strip_suffix("er").unwrap_or(form);
        (!form.is_empty() && form.len() <= digits && form.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| form.parse().ok())
            .flatten()
    }

    fn year(&self, at: usize) -> Option<(i16, usize)> {
        let of = if self.sign(at) == Some(Sign::Of) { at + 1 } else { at };
        let year = self.number(of, 4).filter(|year| (1000..2200).contains(year))?;
        Some((year, of + 1))
    }

    /// The value of the date that starts at a token, and the token past it.
    fn date(&self, at: usize) -> Option<(String, usize)> {
        match self.sign(at) {
            Some(Sign::Weekday(weekday)) => {
                let date = self.anchor.and_then(|anchor| weekday_before(anchor, weekday, true));
                let value = date.map_or(format!("XXXX-WXX-{weekday}"), |date| calendar::value(date, Unit::Day));
                return Some((value, at + 1));
            }
            Some(Sign::Day(days)) => {
                let date = self.anchor.and_then(|anchor| shift(anchor, Unit::Day, days))?;
                return Some((calendar::value(date, Unit::Day), at + 1));
            }
            Some(Sign::Month(month)) => {
                let (year, end) = self.year(at + 1)?;
                return Some((format!("{year:04}-{month:02}"), end));
            }
            _ => {}
        }
        self.numeric(at).or_else(|| self.day_of_month(at)).or_else(|| {
            let year = self.number(at, 4).filter(|year| (1900..2100).contains(year))?;
            let alone = !matches!(self.form(at + 1), "%" | "/" | "-" | "€" | "$");
            alone.then(|| (format!("{year:04}"), at + 1))
        })
    }

    /// "13 de septiembre de 2023", "13. September", "1er septembre".
    fn day_of_month(&self, at: usize) -> Option<(String, usize)> {
        let day = i8::try_from(self.number(at, 4)?).ok().filter(|day| (1..=31).contains(day))?;
        let dot = if self.form(at + 1) == "." { at + 2 } else { at + 1 };
        let of = if self.sign(dot) == Some(Sign::Of) { dot + 1 } else { dot };
        let Some(Sign::Month(month)) = self.sign(of) else { return None };
        if let Some((year, end)) = self.year(of + 1) {
            return Some((Date::new(year, month, day).ok()?.to_string(), end));
        }
        Some((self.nearest(month, day), of + 1))
    }

    /// The last such day before the publication or shortly after it, when no year is told.
    fn nearest(&self, month: i8, day: i8) -> String {
        let date = self.anchor.and_then(|anchor| {
            let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
            let dates = years.into_iter().filter_map(|year| Date::new(year, month, day).ok());
            dates.filter(|date| (*date - anchor).get_days() <= AHEAD).max()
        });
        date.map_or(format!("XXXX-{month:02}-{day:02}"), |date| date.to_string())
    }

    /// "2023-09-13", "13.9.2023", "13/09/2023".
    fn numeric(&self, at: usize) -> Option<(String, usize)> {
        let form = self.form(at);
        if form.starts_with(|first: char| first.is_ascii_digit()) && form.len() >= 8 {
            let mark = form.chars().find(|character| !character.is_ascii_digit())?;
            let parts: Vec<&str> = form.split('T').next().unwrap_or(form).split(mark).collect();
            if let [first, second, third] = parts[..] {
                let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
                let valid = year.len() == 4 && matches!(mark, '-' | '.');
                let date = Date::new(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?).ok()?;
                return valid.then(|| (date.to_string(), at + 1));
            }
        }
        if self.form(at + 1) != "/" || self.form(at + 3) != "/" {
            return None;
        }
        let (day, month, year) = (self.number(at, 2)?, self.number(at + 2, 2)?, self.number(at + 4, 4)?);
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (year > 999).then(|| (date.to_string(), at + 5))
    }

    /// Chinese and Japanese dates inside a run of characters: "2023年9月13日", "2月27日", "周三", "昨天".
    fn characters(&self, span: Span, times: &mut Vec<TimeExpression>) {
        let form = span.of(self.text);
        let mut at = 0;
        while let Some(rest) = form.get(at..).filter(|rest| !rest.is_empty()) {
            let found = self.character_date(rest);
            match found {
                Some((value, length)) => {
                    let start = span.start() + at;
                    let span = Span::new(start, start + length);
                    times.push(TimeExpression { span, kind: TimeKind::Date, value, modifier: "" });
                    at += length;
                }
                None => at += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    fn character_date(&self, rest: &str) -> Option<(String, usize)> {
        let number = |rest: &str| {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            (length <= 4).then(|| rest[..length].parse::<i16>().ok()).flatten().map(|value| (value, length))
        };
        if rest.starts_with(|first: char| first.is_ascii_digit()) {
            let (first, mut length) = number(rest)?;
            let mut month = first;
            let mut year = None;
            if let Some(after) = rest[length..].strip_prefix('年') {
                length += '年'.len_utf8();
                year = Some(first);
                match number(after) {
                    Some((value, digits)) if after[digits..].starts_with('月') => {
                        (month, length) = (value, length + digits)
                    }
                    _ => return (1000..2200).contains(&first).then(|| (format!("{first:04}"), length)),
                }
            }
            let after = rest[length..].strip_prefix('月')?;
            length += '月'.len_utf8();
            let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
            let day = number(after).filter(|(_, digits)| after[*digits..].starts_with(['日', '号', '號']));
            return match (year, day) {
                (year, Some((day, digits))) => {
                    let day = i8::try_from(day).ok()?;
                    let value = match year {
                        Some(year) => Date::new(year, month, day).ok()?.to_string(),
                        None => self.nearest(month, day),
                    };
                    Some((value, length + digits + '日'.len_utf8()))
                }
                (Some(year), None) => Some((format!("{year:04}-{month:02}"), length)),
                (None, None) => None,
            };
        }
        let prefix = ["星期", "周", "週", "礼拜"].into_iter().find(|prefix| rest.starts_with(prefix));
        if let Some(prefix) = prefix {
            let day = rest[prefix.len()..].chars().next()?;
            let weekday = match day {
                '一' => 1,
                '二' => 2,
                '三' => 3,
                '四' => 4,
                '五' => 5,
                '六' => 6,
                '日' | '天' => 7,
                _ => return None,
            };
            let date = self.anchor.and_then(|anchor| weekday_before(anchor, weekday, true));
            let value = date.map_or(format!("XXXX-WXX-{weekday}"), |date| date.to_string());
            return Some((value, prefix.len() + day.len_utf8()));
        }
        let days = [("昨天", -1), ("昨日", -1), ("今天", 0), ("今日", 0), ("明天", 1)];
        let (word, days) = days.into_iter().find(|(word, _)| rest.starts_with(word))?;
        Some((shift(self.anchor?, Unit::Day, days)?.to_string(), word.len()))
    }
}

static TABLE: LazyLock<WordTable<Sign>> = LazyLock::new(|| {
    let months = MONTHS.iter().zip(1..).map(|(forms, month)| (*forms, Sign::Month(month)));
    let weekdays = WEEKDAYS.iter().zip(1..).map(|(forms, weekday)| (*forms, Sign::Weekday(weekday)));
    WordTable::new(by_hash(months.chain(weekdays).chain(OTHERS.iter().copied())))
});

/// Folded names of the months, January first.
const MONTHS: [&str; 12] = [
    "januar janner enero janvier gennaio janeiro января ocak يناير",
    "februar febrero fevrier febbraio fevereiro февраля subat فبراير",
    "marz marzo mars marco марта mart مارس",
    "april abril avril aprile апреля nisan أبريل إبريل ابريل",
    "mai mayo maggio maio мая mayis مايو",
    "juni junio juin giugno junho июня haziran يونيو",
    "juli julio juillet luglio julho июля temmuz يوليو",
    "august agosto aout августа agustos أغسطس",
    "september septiembre setiembre septembre settembre setembro сентября eylul سبتمبر",
    "oktober octubre octobre ottobre outubro октября ekim أكتوبر",
    "november noviembre novembre novembro ноября kasim نوفمبر",
    "dezember diciembre decembre dicembre dezembro декабря aralik ديسمبر",
];

/// Folded names of the weekdays, Monday first.
const WEEKDAYS: [&str; 7] = [
    "montag lunes lundi lunedi segunda-feira понедельник pazartesi الاثنين الإثنين",
    "dienstag martes mardi martedi terca-feira вторник sali الثلاثاء",
    "mittwoch miercoles mercredi mercoledi quarta-feira среду carsamba الأربعاء",
    "donnerstag jueves jeudi giovedi quinta-feira четверг persembe الخميس",
    "freitag viernes vendredi venerdi sexta-feira пятницу cuma الجمعة",
    "samstag sonnabend sabado samedi sabato субботу cumartesi السبت",
    "sonntag domingo dimanche domenica воскресенье pazar الأحد",
];

/// French "hier" is left out: in German it means "here".
const OTHERS: &[(&str, Sign)] = &[
    ("heute hoy aujourd'hui oggi hoje сегодня bugun اليوم", Sign::Day(0)),
    ("gestern ayer ieri ontem вчера dun أمس", Sign::Day(-1)),
    ("morgen demain domani amanha завтра yarin غدا", Sign::Day(1)),
    ("de del do года", Sign::Of),
];

#[cfg(test)]
mod tests {
    use super::super::find;
    use crate::times::tests::report;
    use crate::words::split;

    fn values(language: &str, text: &str) -> Vec<(String, String)> {
        let mut report = report(text, Some("2023-09-13"));
        language.clone_into(&mut report.language);
        let times = find(&report, &split(&report), None);
        times.into_iter().map(|time| (time.span.of(text).to_owned(), time.value)).collect()
    }

    fn check(language: &str, text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(words, value)| ((*words).to_owned(), (*value).to_owned())).collect();
        assert_eq!(values(language, text), expected);
    }

    #[test]
    fn days_in_several_languages() {
        check("es", "Llegó el martes 5.", &[("martes", "2023-09-12")]);
        check("es", "El 13 de septiembre de 2021.", &[("13 de septiembre de 2021", "2021-09-13")]);
        check("de", "Am 3. Oktober und gestern.", &[("3. Oktober", "2023-10-03"), ("gestern", "2023-09-12")]);
        check("fr", "Le 1er septembre 2023.", &[("1er septembre 2023", "2023-09-01")]);
        check(
            "ru",
            "Во вторник, 12 сентября 2023 года.",
            &[("вторник", "2023-09-12"), ("12 сентября 2023", "2023-09-12")],
        );
        check("zh", "他于2月27日住院，周二出院。", &[("2月27日", "2023-02-27"), ("周二", "2023-09-12")]);
        check("ar", "اعتذرت يوم الجمعة", &[("الجمعة", "2023-09-08")]);
    }

    #[test]
    fn digits_put_the_day_first() {
        check("it", "Il 3/4/2022 e il 2022-04-05.", &[("3/4/2022", "2022-04-03"), ("2022-04-05", "2022-04-05")]);
    }

    #[test]
    fn english_words_mean_nothing_there() {
        check("de", "Er kam am 12 an und may.", &[]);
    }
}
