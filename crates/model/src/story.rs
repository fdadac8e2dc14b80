//! The reports of one event.

/// A story: which reports tell of one event, and why they were put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Positions of its reports in the collection that was grouped, ascending.
    pub reports: Vec<usize>,
    /// Why, in words, strongest first ("share the names Khasan, Kozlov; 0.6 of words; 1 day apart").
    pub because: Vec<String>,
    /// Sub-events, in the order of time: what its reports tell of one after the other. None in a story of one piece.
    pub sections: Vec<Section>,
}

/// A sub-event of a story: reports of some days that tell of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Positions of its reports in the collection that was grouped, ascending.
    pub reports: Vec<usize>,
    /// Names that most of them share and most reports of the story do not, the most widely held first.
    pub names: Vec<String>,
}

/// What a later report did to stories that had been formed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryChange {
    /// Position of the report that showed it.
    pub by: usize,
    /// Whether several stories became one, or one came apart.
    pub kind: StoryChangeKind,
    /// The parts, each as the positions of its reports, ascending: the stories that were joined, or those that one was split
    /// into. Repeated texts are left out.
    pub parts: Vec<Vec<usize>>,
    /// Why, in words.
    pub because: Vec<String>,
}

/// What can become of stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoryChangeKind {
    /// Two or more tell of one event after all.
    Joined,
    /// One tells of two or more events after all.
    Split,
}
