//! What words, numbers and marks can mean in a time expression.

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
    /// "weeklong".
    Spanning(Unit),
    Fortnight,
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
