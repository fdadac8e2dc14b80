//! A place of the gazetteer, as far as stages need it.

/// What kind of place a gazetteer entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A continent or a region of several countries.
    Region,
    /// A country or dependent territory.
    Country,
    /// A first-order division: state, province, oblast.
    State,
    /// A second-order division: county, district.
    County,
    /// A city, town or village.
    City,
    /// A site: station, airport, cosmodrome, base, mountain, river, sea.
    Site,
}

/// A resolved place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its usual English name.
    pub name: String,
    /// Kind of place.
    pub kind: PlaceKind,
    /// Latitude in degrees, north positive, −90..=90.
    pub latitude: f64,
    /// Longitude in degrees, east positive, −180..=180.
    pub longitude: f64,
    /// GeoNames id; `None` for entries of our own supplement.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-2 code; empty for regions of several countries and the sea.
    pub country: String,
    /// Number of inhabitants; 0 when unknown.
    pub population: u64,
    /// IANA time zone ("Asia/Vladivostok"); empty when unknown or several.
    pub zone: String,
}
