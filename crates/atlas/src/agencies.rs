//! News agencies and the names they go by.

/// A news agency (a wire service): its text is printed by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Short usual name: "AFP".
    pub name: &'static str,
    /// Full name: "Agence France-Presse".
    pub full: &'static str,
    /// Other names.
    pub aliases: &'static [&'static str],
    /// ISO 3166-1 alpha-2 code of its home.
    pub country: &'static str,
    /// Whether a state owns or directs it.
    pub state: bool,
}

/// All agencies, by name.
#[must_use]
pub fn agencies() -> &'static [Agency] {
    AGENCIES
}

/// The agency that goes by `name` (any case; "the AP", "Agence France-Presse", "Xinhua news agency").
#[must_use]
pub fn agency(name: &str) -> Option<&'static Agency> {
    AGENCIES.iter().find(|agency| agency.name.eq_ignore_ascii_case(name) || agency.full.eq_ignore_ascii_case(name))
}

const AGENCIES: &[Agency] = &[
    Agency { name: "AFP", full: "Agence France-Presse", aliases: &[], country: "FR", state: false },
    Agency { name: "AP", full: "Associated Press", aliases: &[], country: "US", state: false },
    Agency { name: "KCNA", full: "Korean Central News Agency", aliases: &[], country: "KP", state: true },
    Agency { name: "Reuters", full: "Reuters", aliases: &["Thomson Reuters"], country: "GB", state: false },
];
