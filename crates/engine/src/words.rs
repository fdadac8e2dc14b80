//! The word that the dossier's JSON uses for each value of the vocabulary.

use headwater_model::{
    Basis, Certainty, CheckKind, CopyLevel, CopyingKind, DifferenceKind, Direction, DriftKind, PlaceKind, Precision,
    Quoted, SourceKind, Stance, Status, Unit, Verdict,
};

/// A value with a stable word in the dossier.
pub trait Word {
    /// The word.
    fn word(&self) -> &'static str;
}

macro_rules! words {
    ($($type:ident { $($variant:ident => $word:literal),+ $(,)? })+) => {
        $(impl Word for $type {
            fn word(&self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        })+
    };
}

words! {
    Precision {
        Unknown => "unknown", Year => "year", Month => "month", Day => "day", Minute => "minute", Second => "second",
    }
    Basis {
        Unknown => "unknown", FileName => "file-name", Text => "text", Dateline => "dateline", Feed => "feed",
        Metadata => "metadata",
    }
    Certainty { Asserted => "asserted", Hedged => "hedged", Denied => "denied" }
    Quoted { None => "none", Indirect => "indirect", Direct => "direct", Mixed => "mixed" }
    CopyLevel { None => "none", SameSource => "same-source", Partly => "partly", Wholly => "wholly" }
    Direction { AToB => "a->b", BToA => "b->a", Common => "common", Unknown => "unknown" }
    CopyingKind {
        Verbatim => "verbatim", Edited => "edited", Rewritten => "rewritten", Translated => "translated",
        Quotes => "quotes",
    }
    SourceKind {
        Person => "person", Organisation => "organisation", Agency => "agency", Outlet => "outlet",
        Government => "government", Document => "document", Post => "post", Unnamed => "unnamed",
    }
    Status { SingleOrigin => "single-origin", Corroborated => "corroborated", Disputed => "disputed" }
    DifferenceKind {
        Number => "number", Date => "date", Place => "place", Name => "name", Wording => "wording",
        Certainty => "certainty", Attribution => "attribution", Polarity => "polarity",
    }
    DriftKind {
        AttributionLost => "attribution-lost", AttributionGained => "attribution-gained",
        CertaintyRaised => "certainty-raised", CertaintyLowered => "certainty-lowered",
        NumberChanged => "number-changed", DateChanged => "date-changed", NameChanged => "name-changed",
        QuotationReworded => "quotation-reworded", QuotationCut => "quotation-cut",
    }
    PlaceKind {
        Region => "region", Country => "country", State => "state", County => "county", City => "city", Site => "site",
    }
    Verdict {
        NotFound => "not-found", Contradicted => "contradicted", Hedged => "hedged", Asserted => "asserted",
        Disputed => "disputed",
    }
    Stance { Asserts => "asserts", Hedges => "hedges", Denies => "denies", Contradicts => "contradicts" }
    CheckKind {
        Distance => "distance", TimeZone => "time-zone", Weekday => "weekday", Sum => "sum", Interval => "interval",
    }
}

/// The dossier's word for a unit: "km", "percent", "USD".
pub(crate) fn unit(unit: Unit) -> String {
    let word = match unit {
        Unit::Count => "count",
        Unit::Ordinal => "ordinal",
        Unit::Age => "age",
        Unit::Percent => "percent",
        Unit::Money(code) => return String::from_utf8_lossy(&code).into_owned(),
        Unit::Length => "km",
        Unit::Area => "km2",
        Unit::Mass => "kg",
        Unit::Time => "s",
        Unit::Speed => "km/h",
        Unit::Temperature => "C",
        Unit::Label => "label",
    };
    word.to_owned()
}
