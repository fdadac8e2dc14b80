//! Which language a text is in, or nothing when it is too short or in none that can be told.

use whichlang::Lang;

/// Fewer letters than this say too little.
const FEWEST_LETTERS: usize = 40;
/// This many bytes are looked at: the guess does not get better with more.
const SAMPLE: usize = 1_600;
/// At least this share of the words of a text in Latin letters must be among the commonest of its language: the guess
/// is always one of sixteen languages, and a text in a seventeenth would else be given a wrong name.
const COMMON_SHARE: f64 = 0.08;

/// ISO 639-1 code of the language; empty when unknown.
#[must_use]
pub(crate) fn detect(text: &str) -> &'static str {
    let sample = head(text);
    // Of most texts all or nearly all is ASCII, in which no script has to be told from another.
    let mut letters = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    let others: Vec<char> = if sample.is_ascii() {
        Vec::new()
    } else {
        sample.chars().filter(|it| !it.is_ascii() && it.is_alphabetic()).collect()
    };
    letters += others.len();
    let dense = others.iter().any(
        |character| matches!(character, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'),
    );
    if letters < if dense { FEWEST_LETTERS / 3 } else { FEWEST_LETTERS } {
        return "";
    }
    if let Some(code) = by_script(&others, letters) {
        return code;
    }
    // Where so many words are English, nothing else has to be thought of.
    if commonness(sample, ENGLISH) >= SURELY_ENGLISH {
        return "en";
    }
    match whichlang::detect_language(sample) {
        Lang::Ara => match () {
            () if has(sample, &['ٹ', 'ڈ', 'ں', 'ے']) => "ur",
            () if has(sample, &['پ', 'چ', 'گ', 'ژ']) => "fa",
            () => "ar",
        },
        Lang::Cmn => "zh",
        Lang::Deu => checked(
            sample,
            "de",
            &[
                "der", "die", "und", "das", "ist", "in", "den", "von", "zu", "mit", "auf", "für", "ein", "eine", "im",
                "nicht", "dem", "sich",
            ],
        ),
        Lang::Eng => checked(sample, "en", ENGLISH),
        Lang::Fra => checked(
            sample,
            "fr",
            &[
                "le", "la", "les", "de", "des", "du", "et", "à", "un", "une", "en", "que", "est", "dans", "pour", "a",
                "au", "par", "sur",
            ],
        ),
        Lang::Hin => "hi",
        Lang::Ita => checked(
            sample,
            "it",
            &[
                "il", "la", "di", "e", "che", "in", "un", "una", "per", "del", "della", "è", "le", "a", "i", "con",
                "non", "ha",
            ],
        ),
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => checked(
            sample,
            "nl",
            &[
                "de", "het", "een", "van", "en", "in", "dat", "is", "op", "te", "voor", "met", "zijn", "die", "door",
                "niet",
            ],
        ),
        Lang::Por => checked(
            sample,
            "pt",
            &["de", "a", "o", "que", "e", "do", "da", "em", "um", "uma", "para", "no", "na", "os", "com", "não", "as"],
        ),
        Lang::Rus => match () {
            () if has(sample, &['і', 'ї', 'є', 'ґ']) => "uk",
            // Other languages in Cyrillic have neither letter.
            () if has(sample, &['ы', 'э']) => "ru",
            () => "",
        },
        Lang::Spa => checked(
            sample,
            "es",
            &[
                "de", "la", "que", "el", "en", "y", "a", "los", "del", "se", "las", "un", "una", "por", "con", "para",
                "su",
            ],
        ),
        Lang::Swe => checked(
            sample,
            "sv",
            &[
                "och", "att", "det", "i", "en", "som", "är", "av", "för", "på", "den", "till", "med", "har", "inte",
                "ett",
            ],
        ),
        Lang::Tur => checked(
            sample,
            "tr",
            &[
                "ve", "bir", "bu", "da", "de", "için", "ile", "çok", "olan", "olarak", "daha", "en", "sonra", "kadar",
                "dedi",
            ],
        ),
        Lang::Vie if sample.chars().any(|character| matches!(character, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư')) => "vi",
        Lang::Vie => "",
    }
}

fn has(sample: &str, letters: &[char]) -> bool {
    sample.contains(letters)
}

/// Languages that their script gives away, when most letters are of it; `others` are the letters outside ASCII.
fn by_script(others: &[char], letters: usize) -> Option<&'static str> {
    const SCRIPTS: [(char, char, &str); 11] = [
        ('\u{370}', '\u{3ff}', "el"),
        ('\u{531}', '\u{58f}', "hy"),
        ('\u{590}', '\u{5ff}', "he"),
        ('\u{980}', '\u{9ff}', "bn"),
        ('\u{a00}', '\u{a7f}', "pa"),
        ('\u{b80}', '\u{bff}', "ta"),
        ('\u{c00}', '\u{c7f}', "te"),
        ('\u{e00}', '\u{e7f}', "th"),
        ('\u{1000}', '\u{109f}', "my"),
        ('\u{10a0}', '\u{10ff}', "ka"),
        ('\u{1780}', '\u{17ff}', "km"),
    ];
    if others.len() * 2 <= letters {
        return None;
    }
    SCRIPTS.iter().find_map(|(first, last, code)| {
        let own = others.iter().filter(|character| (first..=last).contains(character)).count();
        (own * 2 > letters).then_some(*code)
    })
}

/// Commonest words of English.
const ENGLISH: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "is", "that", "for", "on", "was", "with", "at", "said", "by", "he", "from",
    "his", "are", "were",
];
/// A text is English when they are at least this share of its words: of English news they are three tenths, of other
/// languages, with which English shares "in", "is", "was", "for" and "a", hardly a tenth.
const SURELY_ENGLISH: f64 = 0.22;

fn checked(sample: &str, code: &'static str, common: &[&str]) -> &'static str {
    let share = commonness(sample, common);
    // Turkish glues its common words to others.
    let least = if code == "tr" { COMMON_SHARE / 2.0 } else { COMMON_SHARE };
    if share >= least && share > 0.0 { code } else { "" }
}

/// Share of the words of a text that are among some.
fn commonness(sample: &str, common: &[&str]) -> f64 {
    let (mut all, mut hits) = (0_usize, 0_usize);
    // Most words are longer than any of the commonest.
    let longest = common.iter().map(|known| known.len()).max().unwrap_or_default();
    for word in sample.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()) {
        all += 1;
        let is_common = if word.is_ascii() {
            word.len() <= longest && common.iter().any(|known| known.eq_ignore_ascii_case(word))
        } else {
            common.contains(&word.to_lowercase().as_str())
        };
        hits += usize::from(is_common);
    }
    hits as f64 / all.max(1) as f64
}

fn head(text: &str) -> &str {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn languages_of_news() {
        for (text, code) in [
            ("The harbour was closed on Tuesday after a ferry ran aground in heavy fog, the port office said.", "en"),
            ("Der Hafen wurde am Dienstag geschlossen, nachdem eine Fähre im Nebel auf Grund gelaufen war.", "de"),
            (
                "Le port a été fermé mardi après qu'un ferry s'est échoué dans un épais brouillard, selon les autorités.",
                "fr",
            ),
            ("El puerto fue cerrado el martes después de que un ferry encallara en la niebla, dijo la oficina.", "es"),
            ("Порт был закрыт во вторник после того, как паром сел на мель в густом тумане.", "ru"),
            ("Порт закрили у вівторок після того, як пором сів на мілину в густому тумані, її не вдалося зняти.", "uk"),
            ("港口周二因大雾中一艘渡轮搁浅而关闭，港务局表示没有人受伤。", "zh"),
            ("أغلق الميناء يوم الثلاثاء بعد جنوح عبارة في ضباب كثيف، حسبما قال مكتب الميناء.", "ar"),
            (
                "Yoğun siste bir feribotun karaya oturmasının ardından liman salı günü kapatıldı ve daha sonra bir römorkör geldi dedi.",
                "tr",
            ),
        ] {
            assert_eq!(detect(text), code, "{text}");
        }
    }

    #[test]
    fn scripts_give_languages_away() {
        assert_eq!(detect("הנמל נסגר ביום שלישי לאחר שמעבורת עלתה על שרטון בערפל כבד, מסר משרד הנמל."), "he");
        assert_eq!(
            detect("Το λιμάνι έκλεισε την Τρίτη αφού ένα πλοίο προσάραξε μέσα σε πυκνή ομίχλη, ανακοίνωσε το γραφείο."),
            "el"
        );
        assert_eq!(
            detect("Přístav byl v úterý uzavřen poté, co trajekt v husté mlze najel na mělčinu, uvedl úřad."),
            ""
        );
        assert_eq!(detect("Пристанището беше затворено във вторник, след като ферибот заседна в гъста мъгла."), "");
    }

    #[test]
    fn short_or_foreign_texts_have_no_language() {
        assert_eq!(detect(""), "");
        assert_eq!(detect("Harbour closed"), "");
        assert_eq!(detect("12345 — 67890 !!! ... 12345 — 67890 !!! ... 12345 — 67890"), "");
        assert_eq!(
            detect("Satama suljettiin tiistaina, kun lautta ajoi karille sankassa sumussa, satamatoimisto kertoi."),
            ""
        );
    }
}
