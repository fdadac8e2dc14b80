//! The form under which names are stored and looked up: one key for the ways one name is printed.

/// The key of a name: lower case, Latin letters without accents, no full stops and apostrophes, hyphens and other
/// marks as single spaces, and "Saint", "Mount", "Fort" in their short forms ("St. Louis", "SAINT LOUIS" → "st louis").
#[must_use]
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    push_key(&mut key, name);
    key
}

/// Appends the key of `name` to `key`, after a space when there is something before it: for names read word by word.
pub fn push_key(key: &mut String, name: &str) {
    let mut word = key.len();
    let mut gap = !key.is_empty();
    for character in name.chars() {
        match character {
            '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' => {}
            _ if character.is_ascii_alphanumeric() => {
                open(key, &mut gap, &mut word);
                key.push(character.to_ascii_lowercase());
            }
            '&' => {
                shorten(key, word);
                gap = !key.is_empty();
                open(key, &mut gap, &mut word);
                key.push_str("and");
                gap = true;
            }
            _ if is_combining(character) => {}
            _ if is_latin(character) => {
                let plain = any_ascii::any_ascii_char(character);
                if !plain.is_empty() {
                    open(key, &mut gap, &mut word);
                    key.extend(
                        plain.chars().filter(char::is_ascii_alphanumeric).map(|plain| plain.to_ascii_lowercase()),
                    );
                }
            }
            _ if character.is_alphanumeric() => {
                open(key, &mut gap, &mut word);
                key.extend(character.to_lowercase());
            }
            _ => {
                if !gap {
                    shorten(key, word);
                }
                gap = !key.is_empty();
            }
        }
    }
    if !gap {
        shorten(key, word);
    }
}

/// Other spellings under which a name of another script may stand: the ways English prints и, й, я, х and the like.
/// In a fixed order, without the key itself; at most six.
#[must_use]
pub fn respellings(key: &str) -> Vec<String> {
    const RULES: [(&str, &str); 12] = [
        ("ii", "iy"),
        ("iy", "ii"),
        ("isk", "iysk"),
        ("yi", "y"),
        ("ij", "iy"),
        ("kh", "h"),
        ("ks", "x"),
        ("x", "ks"),
        ("iya", "ia"),
        ("ia", "iya"),
        ("oe", "o"),
        ("j", "y"),
    ];
    let mut others: Vec<String> = Vec::new();
    for (from, to) in RULES.into_iter().filter(|(from, _)| key.contains(from)) {
        let other = key.replace(from, to);
        if !others.contains(&other) && others.len() < 6 {
            others.push(other);
        }
    }
    others
}

fn open(key: &mut String, gap: &mut bool, word: &mut usize) {
    if std::mem::take(gap) {
        key.push(' ');
        *word = key.len();
    }
}

/// Puts the word from byte `word` on into its short form.
fn shorten(key: &mut String, word: usize) {
    let short = match key.get(word..) {
        Some("saint") => "st",
        Some("sainte") => "ste",
        Some("mount") => "mt",
        Some("fort") => "ft",
        _ => return,
    };
    key.truncate(word);
    key.push_str(short);
}

fn is_latin(character: char) -> bool {
    matches!(character as u32, 0xc0..=0x24f | 0x1e00..=0x1eff) && character.is_alphabetic()
}

fn is_combining(character: char) -> bool {
    matches!(character as u32, 0x300..=0x36f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_the_ways_a_name_is_printed() {
        for (name, expected) in [
            ("St. Louis", "st louis"),
            ("SAINT LOUIS", "st louis"),
            ("D.C.", "dc"),
            ("Stratford-upon-Avon", "stratford upon avon"),
            ("Coeur d’Alene", "coeur dalene"),
            ("São Paulo", "sao paulo"),
            ("Владивосток", "владивосток"),
            ("Trinidad & Tobago", "trinidad and tobago"),
            ("  ,, ", ""),
            ("Fort Worth", "ft worth"),
            ("Forteau", "forteau"),
        ] {
            assert_eq!(key(name), expected);
        }
    }

    #[test]
    fn words_pushed_one_by_one_give_the_key_of_the_whole() {
        let mut pushed = String::new();
        for word in ["Mount", "St.", "Helens"] {
            push_key(&mut pushed, word);
        }
        assert_eq!(pushed, key("Mount St. Helens"));
    }

    #[test]
    fn respellings_hold_the_usual_one() {
        assert!(respellings("ussurisk").contains(&"ussuriysk".to_owned()));
        assert!(respellings("ussuriisk").contains(&"ussuriysk".to_owned()));
        assert!(respellings("paris").is_empty());
    }
}
