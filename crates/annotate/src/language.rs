//! By what names and attributions are read: by small linear models, or by the trained transformer.

use crate::{attributions, names};
use headwater_encoder::{Encoder, Findings};
use headwater_model::{Report, Span, Words};

/// How a text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Linear models over hashed features: hundreds of reports a second.
    #[default]
    Fast,
    /// A transformer reads names of people, cues, and each cue's source and content: some ten reports a second and core, and
    /// fewer attributions missed.
    Full,
}

impl Language {
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
