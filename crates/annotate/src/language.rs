//! By what names and attributions are read: by small linear models, or by the trained transformer.

use crate::{attributions, names};
use headwater_encoder::{Encoder, Findings};
use headwater_model::{Report, Span, Words};
use std::fmt;
use std::str::FromStr;

/// How a text is read. It is written and read by its [name](Language::name).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Linear models over hashed features: hundreds of reports a second.
    #[default]
    Fast,
    /// A transformer reads cues, and each cue's source and content, and names together with the linear model, some ten
    /// reports a second and core; of reports read so, another reads pairs of statements. Fewer attributions are missed.
    Full,
}

/// Most reports that are read in full when nobody chooses: no longer than a person waits without turning to something else, some
/// five seconds on two cores.
const MOST_IN_FULL: usize = 15;

impl Language {
    /// The way to read a collection of so many reports when nobody chooses one.
    #[must_use]
    pub fn fitting(reports: usize) -> Self {
        if reports > MOST_IN_FULL { Self::Fast } else { Self::Full }
    }

    /// All ways to read.
    pub const ALL: [Self; 2] = [Self::Fast, Self::Full];

    /// How a person chooses it: "fast" or "full".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Full => "full",
        }
    }

    /// What a person who chooses should know of it, in a line.
    #[must_use]
    pub fn gist(self) -> &'static str {
        match self {
            Self::Fast => "Small linear models: for thousands of reports",
            Self::Full => "A transformer: fewer mistakes, one or two reports a second and core",
        }
    }

    /// What the transformer finds in a text; nothing for the fast models, which then read it.
    pub(crate) fn read(self, report: &Report, words: &Words) -> Option<Findings> {
        if self == Self::Fast {
            return None;
        }
        let sentences: Vec<Span> = words.sentences.iter().map(|sentence| sentence.span).collect();
        Encoder::embedded()?.read(&report.text, &sentences)
    }

    /// Unpacks what it reads with, if that has not been done yet.
    pub(crate) fn unpack(self) {
        match self {
            Self::Fast => {
                names::detect::unpack();
                attributions::unpack();
            }
            Self::Full => {
                names::detect::unpack();
                let _ = Encoder::embedded();
            }
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(name: &str) -> Result<Self, UnknownLanguage> {
        let found = Self::ALL.into_iter().find(|language| language.name() == name);
        found.ok_or_else(|| UnknownLanguage(name.to_owned()))
    }
}

/// The name of no way to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage(String);

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [known @ .., last] = Language::ALL.map(Language::name);
        write!(out, "{:?} is no way to read: choose {} or {last}", self.0, known.join(", "))
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_collections_are_read_in_full() {
        assert_eq!([3, 15, 16].map(Language::fitting), [Language::Full, Language::Full, Language::Fast]);
    }

    #[test]
    fn names_are_read_back() {
        for language in Language::ALL {
            assert_eq!(language.to_string().parse(), Ok(language));
        }
        let unknown = "Full".parse::<Language>().map_err(|error| error.to_string());
        assert_eq!(unknown, Err("\"Full\" is no way to read: choose fast or full".to_owned()));
    }
}
