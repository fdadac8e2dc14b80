//! Everything that is printed: results on standard output, progress, notes and problems on standard error.

use crate::arguments::Global;
use headwater_engine::Step;
use headwater_model::Note;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::time::Duration;

/// Notes of one code shown before the rest is only counted.
const NOTES_SHOWN: usize = 20;

/// The person's terminal, or whatever stands in its place.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    progress: ProgressBar,
}

impl Console {
    pub(crate) fn new(options: &Global) -> Self {
        let shown = !options.quiet && stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { quiet: options.quiet, verbose: options.verbose, progress: ProgressBar::with_draw_target(None, target) }
    }

    /// Says what is being done until the next word.
    pub(crate) fn doing(&self, what: &'static str) {
        self.progress.set_style(ProgressStyle::default_spinner());
        self.progress.set_message(what);
        self.progress.enable_steady_tick(Duration::from_millis(120));
    }

    /// Shows how far the engine has come.
    pub(crate) fn step(&self, step: Step) {
        match step {
            Step::Reading(reports) => self.count("reading", reports),
            Step::Grouping => self.doing("grouping into stories"),
            Step::Corroborating(stories) => self.count("tracing and corroborating", stories),
            Step::Read | Step::Corroborated => self.progress.inc(1),
            Step::Began | Step::Annotated | Step::Traced => {}
        }
    }

    fn count(&self, what: &'static str, total: usize) {
        self.progress.set_position(0);
        self.progress.set_length(total as u64);
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            self.progress.set_style(style);
        }
        self.progress.set_message(what);
    }

    /// Takes the progress bar away.
    pub(crate) fn done(&self) {
        self.progress.finish_and_clear();
    }

    /// A result, to standard output.
    pub(crate) fn print(&self, text: &str) -> Result<(), String> {
        self.done();
        let mut out = stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // Whoever reads the other end has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(format!("standard output: {error}")),
            Ok(()) => Ok(()),
        }
    }

    pub(crate) fn prints_to_a_person(&self) -> bool {
        stdout().is_terminal()
    }

    /// One line of information.
    pub(crate) fn say(&self, line: impl Display) {
        if !self.quiet {
            self.line(line);
        }
    }

    /// Why the command failed.
    pub(crate) fn problem(&self, problem: impl Display) {
        self.done();
        self.line(format_args!("headwater: {problem}"));
    }

    /// Names the input that was lost with the reason and the remedy; with `-v` also what was odd but readable.
    pub(crate) fn notes(&self, notes: &[Note]) {
        self.done();
        if self.quiet {
            return;
        }
        let shown: Vec<&Note> = notes.iter().filter(|note| self.verbose || note.code.is_loss()).collect();
        for note in shown.iter().take(NOTES_SHOWN) {
            let place = if note.place.is_empty() { String::new() } else { format!("{}: ", note.place) };
            let hint = if note.hint.is_empty() { String::new() } else { format!(" ({})", note.hint) };
            self.line(format_args!("headwater: {place}{}{hint} [{}]", note.message, note.code.as_str()));
        }
        if shown.len() > NOTES_SHOWN {
            self.line(format_args!(
                "headwater: … and {} more; `--format json` lists all of them under \"notes\"",
                shown.len() - NOTES_SHOWN
            ));
        }
        let odd = notes.iter().filter(|note| !note.code.is_loss()).count();
        if odd > 0 && !self.verbose {
            let what = if odd == 1 { "1 note" } else { &format!("{odd} notes") };
            self.line(format_args!("headwater: {what} about odd but readable input; `-v` shows them"));
        }
    }

    fn line(&self, line: impl Display) {
        // When standard error is gone there is nobody left to tell.
        let _ = writeln!(stderr().lock(), "{line}");
    }
}
