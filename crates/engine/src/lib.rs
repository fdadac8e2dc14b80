//! In what order? The one place that joins the stages: reports in, dossier out. Knows no HTTP and prints nothing.

mod answers;
mod assemble;
mod codepoints;
mod config;
mod pipeline;
mod words;

pub use codepoints::CodePoints;
pub use config::Config;
pub use headwater_annotate::Language;
pub use pipeline::{Analysis, Engine, Step, StoryAnalysis};
pub use words::Word;
