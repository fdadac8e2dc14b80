//! Words that time expressions are made of, found by the hash of the folded word.

use crate::words::hash;
use std::sync::LazyLock;

/// Units of the calendar and the clock, from fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Parts of a day, with their TIMEX3 letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// The letters that follow "T" in a value.
    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// Times that no calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// Days with names of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// The same day every year.
    Fixed(i8, i8),
    /// The n-th weekday (Monday = 1) of a month; −1 is the last.
    Nth(i8, i8, i8),
    /// The Tuesday after the first Monday of November, when the United States vote.
    Election,
    /// So many days from Easter Sunday.
    Easter(i8),
}

/// What a word, number or mark can mean in a time expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Nothing here; also the end of the text.
    Other,
    /// A sentence ends.
    Break,
    Cardinal(u32),
    /// "hundred", "thousand", "million".
    Multiplier(u32),
    /// "several", "few", "many": a number that is not told.
    Untold,
    Dozen,
    Couple,
    Ordinal(u32),
    Decimal(f32),
    /// Hour and minute as written; `Some(true)` is p.m.
    Clock(u8, u8, Option<bool>),
    /// A whole date in digits; a day of 0 stands for a month alone.
    Iso(i16, i8, i8),
    /// "2015-16".
    Years(i16, i16),
    /// First year of a decade; below 100 when the century is not told.
    Decade(i16),
    /// "Q3".
    QuarterNumber(u32),
    /// Monday = 1; whether it is short ("Tue").
    Weekday(i8, bool),
    Weekdays(i8),
    Month(i8, bool),
    /// "SP", "SU", "FA", "WI".
    Season(&'static str),
    Holiday(Holiday),
    /// A holiday when "Day" follows.
    DayOf(Holiday),
    Unit(Unit),
    Units(Unit),
    Part(Part),
    Parts(Part),
    Noon,
    Midnight,
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Overnight,
    Vague(Vague),
    Recent,
    Last,
    Past,
    Previous,
    Next,
    This,
    These,
    That,
    Current,
    Coming,
    Following,
    Latest,
    Same,
    Each,
    /// "daily", "weekly".
    Periodic(Unit),
    Early,
    Late,
    Mid,
    Earlier,
    Later,
    Beginning,
    End,
    Middle,
    Half,
    Ago,
    Before,
    After,
    Ahead,
    From,
    Now,
    About,
    Nearly,
    More,
    Less,
    Than,
    Least,
    Most,
    At,
    To,
    Until,
    The,
    A,
    Its,
    Another,
    Fiscal,
    Period,
    Of,
    In,
    On,
    For,
    And,
    Or,
    Comma,
    Open,
    Close,
    Slash,
    Hyphen,
    Quote,
    Possessive,
    /// Whether it is universal time. Other zones stay in the text alone: their short names are ambiguous.
    Zone(bool),
    Local,
    TimeWord,
    /// Whether after noon.
    Meridian(bool),
    OClock,
    /// Adjectives that may stand between a number and its unit.
    Filler,
    Old,
    Future,
    Sometime,
    Term,
    New,
    /// "once", "twice", "times".
    Often,
    Per,
}

/// What the folded word with this hash means.
pub(super) fn meaning(word: u64) -> Meaning {
    TABLE.binary_search_by_key(&word, |entry| entry.0).map_or(Meaning::Other, |at| TABLE[at].1)
}

static TABLE: LazyLock<Vec<(u64, Meaning)>> = LazyLock::new(|| {
    let mut table: Vec<(u64, Meaning)> =
        ENTRIES.iter().flat_map(|(forms, meaning)| forms.split(' ').map(|form| (hash(form), *meaning))).collect();
    table.sort_unstable_by_key(|entry| entry.0);
    table
});

use Meaning as M;

/// Folded forms, parted by spaces, and what they mean. Every form stands once.
const ENTRIES: &[(&str, Meaning)] = &[
    ("zero", M::Cardinal(0)),
    ("one", M::Cardinal(1)),
    ("two", M::Cardinal(2)),
    ("three", M::Cardinal(3)),
    ("four", M::Cardinal(4)),
    ("five", M::Cardinal(5)),
    ("six", M::Cardinal(6)),
    ("seven", M::Cardinal(7)),
    ("eight", M::Cardinal(8)),
    ("nine", M::Cardinal(9)),
    ("ten", M::Cardinal(10)),
    ("eleven", M::Cardinal(11)),
    ("twelve", M::Cardinal(12)),
    ("thirteen", M::Cardinal(13)),
    ("fourteen", M::Cardinal(14)),
    ("fifteen", M::Cardinal(15)),
    ("sixteen", M::Cardinal(16)),
    ("seventeen", M::Cardinal(17)),
    ("eighteen", M::Cardinal(18)),
    ("nineteen", M::Cardinal(19)),
    ("twenty", M::Cardinal(20)),
    ("thirty", M::Cardinal(30)),
    ("forty", M::Cardinal(40)),
    ("fifty", M::Cardinal(50)),
    ("sixty", M::Cardinal(60)),
    ("seventy", M::Cardinal(70)),
    ("eighty", M::Cardinal(80)),
    ("ninety", M::Cardinal(90)),
    ("hundred", M::Multiplier(100)),
    ("thousand", M::Multiplier(1_000)),
    ("million", M::Multiplier(1_000_000)),
    ("several few many some numerous countless multiple various", M::Untold),
    ("dozen", M::Dozen),
    ("couple", M::Couple),
    ("first", M::Ordinal(1)),
    ("second", M::Ordinal(2)),
    ("third", M::Ordinal(3)),
    ("fourth", M::Ordinal(4)),
    ("fifth", M::Ordinal(5)),
    ("sixth", M::Ordinal(6)),
    ("seventh", M::Ordinal(7)),
    ("eighth", M::Ordinal(8)),
    ("ninth", M::Ordinal(9)),
    ("tenth", M::Ordinal(10)),
    ("eleventh", M::Ordinal(11)),
    ("twelfth", M::Ordinal(12)),
    ("thirteenth", M::Ordinal(13)),
    ("fourteenth", M::Ordinal(14)),
    ("fifteenth", M::Ordinal(15)),
    ("sixteenth", M::Ordinal(16)),
    ("seventeenth", M::Ordinal(17)),
    ("eighteenth", M::Ordinal(18)),
    ("nineteenth", M::Ordinal(19)),
    ("twentieth", M::Ordinal(20)),
    ("thirtieth", M::Ordinal(30)),
    ("twenties", M::Decade(20)),
    ("thirties", M::Decade(30)),
    ("forties", M::Decade(40)),
    ("fifties", M::Decade(50)),
    ("sixties", M::Decade(60)),
    ("seventies", M::Decade(70)),
    ("eighties", M::Decade(80)),
    ("nineties", M::Decade(90)),
    ("monday", M::Weekday(1, false)),
    ("tuesday", M::Weekday(2, false)),
    ("wednesday", M::Weekday(3, false)),
    ("thursday", M::Weekday(4, false)),
    ("friday", M::Weekday(5, false)),
    ("saturday", M::Weekday(6, false)),
    ("sunday", M::Weekday(7, false)),
    ("mon", M::Weekday(1, true)),
    ("tue tues", M::Weekday(2, true)),
    ("wed weds", M::Weekday(3, true)),
    ("thu thur thurs", M::Weekday(4, true)),
    ("fri", M::Weekday(5, true)),
    ("sat", M::Weekday(6, true)),
    ("sun", M::Weekday(7, true)),
    ("mondays", M::Weekdays(1)),
    ("tuesdays", M::Weekdays(2)),
    ("wednesdays", M::Weekdays(3)),
    ("thursdays", M::Weekdays(4)),
    ("fridays", M::Weekdays(5)),
    ("saturdays", M::Weekdays(6)),
    ("sundays", M::Weekdays(7)),
    ("january", M::Month(1, false)),
    ("february", M::Month(2, false)),
    ("march", M::Month(3, false)),
    ("april", M::Month(4, false)),
    ("may", M::Month(5, false)),
    ("june", M::Month(6, false)),
    ("july", M::Month(7, false)),
    ("august", M::Month(8, false)),
    ("september", M::Month(9, false)),
    ("october", M::Month(10, false)),
    ("november", M::Month(11, false)),
    ("december", M::Month(12, false)),
    ("jan", M::Month(1, true)),
    ("feb", M::Month(2, true)),
    ("mar", M::Month(3, true)),
    ("apr", M::Month(4, true)),
    ("jun", M::Month(6, true)),
    ("jul", M::Month(7, true)),
    ("aug", M::Month(8, true)),
    ("sep sept", M::Month(9, true)),
    ("oct", M::Month(10, true)),
    ("nov", M::Month(11, true)),
    ("dec", M::Month(12, true)),
    ("spring springtime", M::Season("SP")),
    ("summer summertime", M::Season("SU")),
    ("fall autumn", M::Season("FA")),
    ("winter wintertime", M::Season("WI")),
    ("christmas xmas", M::Holiday(Holiday::Fixed(12, 25))),
    ("halloween", M::Holiday(Holiday::Fixed(10, 31))),
    ("thanksgiving", M::Holiday(Holiday::Nth(11, 4, 4))),
    ("easter", M::Holiday(Holiday::Easter(0))),
    ("memorial", M::DayOf(Holiday::Nth(5, 1, -1))),
    ("labor labour", M::DayOf(Holiday::Nth(9, 1, 1))),
    ("veterans armistice", M::DayOf(Holiday::Fixed(11, 11))),
    ("valentine valentine's", M::DayOf(Holiday::Fixed(2, 14))),
    ("boxing", M::DayOf(Holiday::Fixed(12, 26))),
    ("election", M::DayOf(Holiday::Election)),
    ("seconds", M::Units(Unit::Second)),
    ("minute min", M::Unit(Unit::Minute)),
    ("minutes mins", M::Units(Unit::Minute)),
    ("hour", M::Unit(Unit::Hour)),
    ("hours hrs", M::Units(Unit::Hour)),
    ("day", M::Unit(Unit::Day)),
    ("days", M::Units(Unit::Day)),
    ("weekend", M::Unit(Unit::Weekend)),
    ("weekends", M::Units(Unit::Weekend)),
    ("week", M::Unit(Unit::Week)),
    ("weeks", M::Units(Unit::Week)),
    ("month", M::Unit(Unit::Month)),
    ("months", M::Units(Unit::Month)),
    ("quarter", M::Unit(Unit::Quarter)),
    ("quarters", M::Units(Unit::Quarter)),
    ("year", M::Unit(Unit::Year)),
    ("years yrs", M::Units(Unit::Year)),
    ("decade", M::Unit(Unit::Decade)),
    ("decades", M::Units(Unit::Decade)),
    ("century", M::Unit(Unit::Century)),
    ("centuries", M::Units(Unit::Century)),
    ("morning dawn daybreak", M::Part(Part::Morning)),
    ("mornings", M::Parts(Part::Morning)),
    ("afternoon", M::Part(Part::Afternoon)),
    ("afternoons", M::Parts(Part::Afternoon)),
    ("evening dusk", M::Part(Part::Evening)),
    ("evenings", M::Parts(Part::Evening)),
    ("night nighttime", M::Part(Part::Night)),
    ("nights", M::Parts(Part::Night)),
    ("noon midday noontime", M::Noon),
    ("midnight", M::Midnight),
    ("today", M::Today),
    ("yesterday", M::Yesterday),
    ("tomorrow", M::Tomorrow),
    ("tonight", M::Tonight),
    ("overnight", M::Overnight),
    ("recently lately", M::Vague(Vague::Past)),
    ("currently presently nowadays", M::Vague(Vague::Present)),
    ("soon", M::Vague(Vague::Future)),
    ("recent", M::Recent),
    ("last", M::Last),
    ("past", M::Past),
    ("previous preceding prior", M::Previous),
    ("next", M::Next),
    ("this", M::This),
    ("these", M::These),
    ("that", M::That),
    ("current", M::Current),
    ("coming upcoming", M::Coming),
    ("following ensuing", M::Following),
    ("latest", M::Latest),
    ("same", M::Same),
    ("each every", M::Each),
    ("hourly", M::Periodic(Unit::Hour)),
    ("daily nightly", M::Periodic(Unit::Day)),
    ("weekly", M::Periodic(Unit::Week)),
    ("monthly", M::Periodic(Unit::Month)),
    ("annually yearly", M::Periodic(Unit::Year)),
    ("early", M::Early),
    ("late", M::Late),
    ("mid", M::Mid),
    ("earlier", M::Earlier),
    ("later", M::Later),
    ("beginning start", M::Beginning),
    ("end close", M::End),
    ("middle", M::Middle),
    ("half", M::Half),
    ("ago", M::Ago),
    ("before", M::Before),
    ("after", M::After),
    ("ahead", M::Ahead),
    ("from", M::From),
    ("now", M::Now),
    ("about around approximately roughly", M::About),
    ("nearly almost", M::Nearly),
    ("more", M::More),
    ("less fewer", M::Less),
    ("than", M::Than),
    ("least", M::Least),
    ("most", M::Most),
    ("at", M::At),
    ("to through", M::To),
    ("until till by since during", M::Until),
    ("the", M::The),
    ("a an", M::A),
    ("its their his her our", M::Its),
    ("another", M::Another),
    ("fiscal", M::Fiscal),
    ("period", M::Period),
    ("of", M::Of),
    ("in within", M::In),
    ("on", M::On),
    ("for", M::For),
    ("and", M::And),
    ("or", M::Or),
    (",", M::Comma),
    ("(", M::Open),
    (")", M::Close),
    ("/", M::Slash),
    ("- – —", M::Hyphen),
    ("' ’ ‘ `", M::Quote),
    ("'s", M::Possessive),
    ("gmt utc", M::Zone(true)),
    (
        "est edt cst cdt mst mdt pst pdt bst cet cest eet eest msk sast pkt hkt sgt awst jst kst aest aedt nzst nzdt",
        M::Zone(false),
    ),
    ("local", M::Local),
    ("time", M::TimeWord),
    ("am a.m", M::Meridian(false)),
    ("pm p.m", M::Meridian(true)),
    ("o'clock", M::OClock),
    ("trading consecutive straight full long whole additional calendar business working short solid", M::Filler),
    ("old", M::Old),
    ("future", M::Future),
    ("sometime", M::Sometime),
    ("term", M::Term),
    ("new", M::New),
    ("once twice times", M::Often),
    ("per", M::Per),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_stands_once() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 != pair[1].0));
    }

    #[test]
    fn words_are_found_by_their_folded_form() {
        assert_eq!(meaning(hash("tuesday")), Meaning::Weekday(2, false));
        assert_eq!(meaning(hash("ministry")), Meaning::Other);
    }
}
