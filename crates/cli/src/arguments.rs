//! What can be typed.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use headwater_engine::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// How many sources is that, really?
#[derive(Debug, Parser)]
#[command(
    name = "headwater",
    version,
    about,
    long_about = "How many sources is that, really?\n\nReads news reports \
and works out, for every story in them, who copied whom, who says what through whom, how many independent origins \
stand behind each claim, what changed on the way, and where the accounts differ. Offline; decides nothing about truth."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// Print nothing on standard error but failures.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Also print notes about odd but readable input.
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Number of threads; all cores when not given. The result is the same for every number.
    #[arg(long, global = true, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads reports and writes a dossier of their stories.
    Dossier(DossierOptions),
    /// Holds a claim against reports: which statements assert, hedge or deny it, and their origins.
    Check(CheckOptions),
    /// Writes and opens a dossier of the built-in example story.
    Demo(DemoOptions),
    /// Prints the JSON Schema of the dossier.
    Schema,
}

/// Where reports come from.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Files or folders of any mix (txt, md, html, json, jsonl, ninjs, NewsML-G2, RSS, Atom, JSON Feed, WARC,
    /// Parquet; also .gz and .zst); `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Leave out reports published before this day or instant (2023-09-13, 2023-09-13T08:00Z).
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) since: Option<Timestamp>,
    /// Leave out reports published at or after this day or instant.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(crate) until: Option<Timestamp>,
    /// A table of outlets and their owners that adds to the built-in one: lines of `name or domain<TAB>owner`.
    #[arg(long, value_name = "FILE")]
    pub(crate) owners: Option<PathBuf>,
    /// Leave out stories of fewer reports; they are not read beyond what tells that they stand alone.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) least_reports: usize,
    /// By what names and attributions are read; when not given, full for a handful of reports, else fast.
    #[arg(long, value_parser = language())]
    pub(crate) language: Option<Language>,
}

#[derive(Args, Debug)]
pub(crate) struct DossierOptions {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Form of the dossier; by default what the ending of --out says, else html.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// File to write; standard output when not given (on a terminal, html goes to headwater-dossier.html).
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct CheckOptions {
    /// The claim, as a plain sentence: "Three people were injured".
    #[arg(value_parser = claim)]
    pub(crate) claim: String,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Print one JSON object for a program instead of lines for a person.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct DemoOptions {
    /// File to write.
    #[arg(long, value_name = "FILE", default_value = "headwater-demo.html")]
    pub(crate) out: PathBuf,
    /// Do not open it in a browser.
    #[arg(long)]
    pub(crate) no_open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One self-contained page for a person.
    Html,
    /// One object for a program; `headwater schema` documents it.
    Json,
    /// For an editor.
    Markdown,
}

/// More threads than any machine has only cost memory.
const MOST_THREADS: usize = 1024;

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("at least one thread is needed; leave the option out to use all cores".to_owned()),
        Ok(number) if number <= MOST_THREADS => Ok(number),
        _ => Err(format!("give a number from 1 to {MOST_THREADS}")),
    }
}

/// A way to read by its name; the help tells of each.
fn language() -> impl TypedValueParser<Value = Language> {
    let possible = Language::ALL.map(|language| PossibleValue::new(language.name()).help(language.gist()));
    PossibleValuesParser::new(possible).try_map(|name| name.parse::<Language>())
}

/// A day (its first instant in UTC) or an instant.
fn instant(text: &str) -> Result<Timestamp, String> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    let day = text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC));
    day.map(|start| start.timestamp())
        .map_err(|_| "neither a day (2023-09-13) nor an instant (2023-09-13T08:00Z)".to_owned())
}

fn claim(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("the claim is empty: give it as a sentence in quotation marks".to_owned()),
        claim => Ok(claim.to_owned()),
    }
}
