//! Words of numbers, measures and currencies, found by the hash of the folded word.

use crate::cardinals::CARDINALS;
use crate::word_sets::{WordTable, by_hash};
use headwater_model::Unit;
use std::sync::LazyLock;

/// What a word does in a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// "seven", "forty".
    Number(f64),
    /// "hundred", "million", "bn".
    Times(f64),
    /// "dozens", "hundreds": an uncertain multiple of this.
    Vaguely(f64),
    /// "third", "fourths".
    Ordinal(f64),
    /// "half", "thirds", "quarter": the share of a whole.
    Share(f64),
    Percent,
    /// A measure and how many base units it has.
    Measure(Measure, f64),
    /// Degrees: the scale may follow.
    Degrees,
    Fahrenheit,
    Celsius,
    Square,
    /// A currency by its word: code and share of its unit ("cents").
    Currency([u8; 3], f64),
    /// "American", "Canadian" before "dollars".
    Nation([u8; 3]),
    /// Words that make a number uncertain.
    Roughly,
    /// "more", "less", "fewer", before "than".
    Compared,
    /// Words that cannot be or start the noun counted.
    Function,
    /// Words before a number that make it a name ("Flight 17").
    Names,
    /// "Street", "Avenue".
    Street,
    Year,
    Old,
    Aged,
}

/// Measures that convert to one base unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Length,
    Area,
    Mass,
    Time,
    Speed,
}

impl Measure {
    /// The unit that counts it.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Length => Unit::Length,
            Self::Area => Unit::Area,
            Self::Mass => Unit::Mass,
            Self::Time => Unit::Time,
            Self::Speed => Unit::Speed,
        }
    }
}

/// The role of the folded word with this hash.
pub(super) fn role(word: u64) -> Option<Role> {
    TABLE.get(word)
}

static TABLE: LazyLock<WordTable<Role>> = LazyLock::new(|| WordTable::new(entries()));

fn entries() -> impl Iterator<Item = (u64, Role)> {
    let numbers = by_hash(CARDINALS).map(|(word, number)| (word, R::Number(f64::from(number))));
    numbers.chain(by_hash(ENTRIES.iter().copied()))
}

use Measure::{Area, Length, Mass, Speed, Time};
use Role as R;

/// Folded forms, parted by spaces, and their roles, but for [`CARDINALS`]. Every form stands once.
const ENTRIES: &[(&str, Role)] = &[
    ("dozen", R::Times(12.0)),
    ("hundred", R::Times(100.0)),
    ("thousand", R::Times(1e3)),
    ("lakh", R::Times(1e5)),
    ("million mln", R::Times(1e6)),
    ("crore", R::Times(1e7)),
    ("billion bn", R::Times(1e9)),
    ("trillion tn trn", R::Times(1e12)),
    ("dozens", R::Vaguely(12.0)),
    ("hundreds", R::Vaguely(100.0)),
    ("thousands", R::Vaguely(1e3)),
    ("millions", R::Vaguely(1e6)),
    ("billions", R::Vaguely(1e9)),
    ("first", R::Ordinal(1.0)),
    ("second", R::Ordinal(2.0)),
    ("third", R::Ordinal(3.0)),
    ("fourth", R::Ordinal(4.0)),
    ("fifth", R::Ordinal(5.0)),
    ("sixth", R::Ordinal(6.0)),
    ("seventh", R::Ordinal(7.0)),
    ("eighth", R::Ordinal(8.0)),
    ("ninth", R::Ordinal(9.0)),
    ("tenth", R::Ordinal(10.0)),
    ("eleventh", R::Ordinal(11.0)),
    ("twelfth", R::Ordinal(12.0)),
    ("twentieth", R::Ordinal(20.0)),
    ("half halves", R::Share(2.0)),
    ("thirds", R::Share(3.0)),
    ("quarter quarters fourths", R::Share(4.0)),
    ("fifths", R::Share(5.0)),
    ("sixths", R::Share(6.0)),
    ("tenths", R::Share(10.0)),
    ("% percent pct", R::Percent),
    ("km kms kilometer kilometers kilometre kilometres", R::Measure(Length, 1.0)),
    ("mile miles", R::Measure(Length, 1.609_344)),
    ("m meter meters metre metres", R::Measure(Length, 0.001)),
    ("cm centimeter centimeters centimetre centimetres", R::Measure(Length, 1e-5)),
    ("mm millimeter millimeters millimetre millimetres", R::Measure(Length, 1e-6)),
    ("foot feet ft", R::Measure(Length, 0.000_304_8)),
    ("inch inches", R::Measure(Length, 0.000_025_4)),
    ("yard yards", R::Measure(Length, 0.000_914_4)),
    ("acre acres", R::Measure(Area, 0.004_046_856)),
    ("hectare hectares", R::Measure(Area, 0.01)),
    ("kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes", R::Measure(Mass, 1.0)),
    ("gram grams gramme grammes", R::Measure(Mass, 0.001)),
    ("ton tons tonne tonnes", R::Measure(Mass, 1000.0)),
    ("pound pounds lb lbs", R::Measure(Mass, 0.453_592_37)),
    ("ounce ounces oz", R::Measure(Mass, 0.028_349_52)),
    ("seconds", R::Measure(Time, 1.0)),
    ("minute minutes", R::Measure(Time, 60.0)),
    ("hour hours", R::Measure(Time, 3600.0)),
    ("day days", R::Measure(Time, 86_400.0)),
    ("week weeks", R::Measure(Time, 604_800.0)),
    ("month months", R::Measure(Time, 2_629_746.0)),
    ("kph kmh", R::Measure(Speed, 1.0)),
    ("mph", R::Measure(Speed, 1.609_344)),
    ("knot knots", R::Measure(Speed, 1.852)),
    ("year years", R::Year),
    ("old", R::Old),
    ("aged age", R::Aged),
    ("degree degrees °", R::Degrees),
    ("fahrenheit", R::Fahrenheit),
    ("celsius centigrade", R::Celsius),
    ("square", R::Square),
    ("dollar dollars dlrs", R::Currency(*b"USD", 1.0)),
    ("cent cents", R::Currency(*b"USD", 0.01)),
    ("euro euros", R::Currency(*b"EUR", 1.0)),
    ("yen", R::Currency(*b"JPY", 1.0)),
    ("yuan renminbi", R::Currency(*b"CNY", 1.0)),
    ("ruble rubles rouble roubles", R::Currency(*b"RUB", 1.0)),
    ("rupee rupees", R::Currency(*b"INR", 1.0)),
    ("franc francs", R::Currency(*b"CHF", 1.0)),
    ("hryvnia hryvnias", R::Currency(*b"UAH", 1.0)),
    ("lira liras", R::Currency(*b"TRY", 1.0)),
    ("naira", R::Currency(*b"NGN", 1.0)),
    ("rand", R::Currency(*b"ZAR", 1.0)),
    ("sterling", R::Currency(*b"GBP", 1.0)),
    ("canadian", R::Nation(*b"CAD")),
    ("australian", R::Nation(*b"AUD")),
    ("singapore", R::Nation(*b"SGD")),
    ("american us u.s", R::Nation(*b"USD")),
    ("british", R::Nation(*b"GBP")),
    ("swiss", R::Nation(*b"CHF")),
    ("about around approximately roughly nearly almost over some under estimated circa just", R::Roughly),
    ("more less fewer", R::Compared),
    (
        "the a an of in on at to for from by with and or but as than that this these those it its he she they we i you \
         his her their our who which when where while is are was were be been being has have had do does did will \
         would can could may might must should said says say told if because since until after before into per \
         out up down not no so also then there here only against during between among off left right each \
         respectively went another all 's held near past last overnight currently shot came made took got gave found him them me",
        R::Function,
    ),
    (
        "flight route highway interstate room number article section chapter page channel boeing airbus district unit \
         resolution line gate pier type mark class level phase grade group apollo area bus runway rule act title size \
         division model terminal formula",
        R::Names,
    ),
    ("street st avenue ave road rd drive dr boulevard blvd lane ln court way block", R::Street),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_stands_once() {
        let mut words: Vec<u64> = entries().map(|entry| entry.0).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
