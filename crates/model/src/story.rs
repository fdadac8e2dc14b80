//! The reports of one event.

/// A story: which reports tell of one event, and why they were put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Positions of its reports in the collection that was grouped, ascending.
    pub reports: Vec<usize>,
    /// Why, in words, strongest first ("share the names Khasan, Kozlov; 0.6 of words; 1 day apart").
    pub because: Vec<String>,
}
