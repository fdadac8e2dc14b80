//! What grouping promises: no order matters, copies go together, nothing breaks it.

use headwater_model::{
    Annotated, Basis, Precision, Published, Reading, Report, Sentence, Span, StoryChangeKind, Tag, Token, TokenKind,
    Words,
};
use headwater_stories::{Settings, Stream, group};
use proptest::prelude::*;
use rapidhash::v3::{RapidSecrets, rapidhash_v3, rapidhash_v3_seeded};

/// Days, headlines and texts of three events and two reports about nothing else. Reports of one event begin alike in
/// their name.
const REPORTS: [(&str, i64, &str, &str); 9] = [
    (
        "bridge-1",
        100,
        "Bridge closes",
        "The old Tarn bridge in Velsund was closed on Monday, engineer Mira Holt said. Cracks were found in 14 of its beams. Ferries will run to Ostey until spring.",
    ),
    (
        "bridge-2",
        100,
        "Cracks close Tarn bridge",
        "Cracks in 14 beams have closed the Tarn bridge in Velsund. Engineer Mira Holt said ferries would run to Ostey until spring.",
    ),
    (
        "bridge-3",
        101,
        "Velsund without bridge",
        "Velsund must do without its Tarn bridge. Engineer Mira Holt found cracks in 14 beams on Monday, and ferries to Ostey run until spring.",
    ),
    (
        "fire-1",
        100,
        "Mill burns",
        "A fire destroyed the Kessler paper mill in Brandow early on Tuesday. Fire chief Olaf Dren said 3 workers were hurt and that a dryer had overheated.",
    ),
    (
        "fire-2",
        100,
        "Fire at Kessler",
        "Three workers were hurt when the Kessler paper mill in Brandow burned down on Tuesday. A dryer had overheated, said fire chief Olaf Dren.",
    ),
    (
        "vote-1",
        400,
        "Harbour vote",
        "The council of Ilmere voted 9 to 4 for a new harbour wall. Mayor Ana Prokop called the 80 million crown plan overdue.",
    ),
    (
        "vote-2",
        401,
        "Ilmere builds wall",
        "Ilmere will build a harbour wall for 80 million crowns, its council decided by 9 votes to 4. Mayor Ana Prokop said it was overdue.",
    ),
    (
        "sport",
        250,
        "Cup final",
        "Rovers beat Athletic after penalties in the cup final at Norring. Goalkeeper Piet Sands saved twice.",
    ),
    (
        "weather",
        251,
        "Dry summer",
        "Farmers near Casperby expect a poor harvest after the driest summer in forty years, the union of growers said.",
    ),
];

fn read(name: &str, day: Option<i64>, title: &str, text: &str) -> (Report, Annotated) {
    let at = day.and_then(|day| jiff::Timestamp::from_second(day * 86_400).ok());
    let report = Report {
        name: name.to_owned(),
        title: title.to_owned(),
        published: Published { at, precision: Precision::Day, basis: Basis::Metadata, offset: None },
        language: "en".to_owned(),
        sha256: [rapidhash_v3(text.as_bytes()) as u8; 32],
        ..Report::of_text(text)
    };
    let tokens = tokens(text);
    let last = u32::try_from(tokens.len()).unwrap_or(0);
    let sentence = Sentence { span: Span::new(0, text.len()), first: 0, last, paragraph: 0, furniture: false };
    let words = Words { sentences: vec![sentence], tokens };
    (report, Annotated { words, title: self::tokens(title), ..Annotated::default() })
}

/// Words between anything that is no letter or digit; a stem is a word without a final "s".
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for part in text.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let lower = part.to_lowercase();
        let digits = part.starts_with(|character: char| character.is_numeric());
        tokens.push(Token {
            span: Span::new(start, start + part.len()),
            kind: if digits { TokenKind::Number } else { TokenKind::Word },
            tag: Tag::Other,
            word: hash(&lower),
            stem: hash(lower.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(&lower)),
        });
    }
    tokens
}

/// The hash of words of the format, so that the built-in background knows them.
fn hash(word: &str) -> u64 {
    rapidhash_v3_seeded(word.as_bytes(), &RapidSecrets::seed(0x4845_4144_5741_5452))
}

/// Names of the reports of each story, sorted.
fn names(read: &[(Report, Annotated)], stories: &[headwater_model::Story]) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = stories
        .iter()
        .map(|story| {
            let mut names: Vec<String> = story.reports.iter().map(|&at| read[at].0.name.clone()).collect();
            names.sort();
            names
        })
        .collect();
    names.sort();
    names
}

fn grouped(read: &[(Report, Annotated)]) -> Vec<Vec<String>> {
    let readings: Vec<Reading<'_>> = read.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
    names(read, &group(&readings, &Settings::default()))
}

fn all() -> Vec<(Report, Annotated)> {
    REPORTS.iter().map(|(name, day, title, text)| read(name, Some(*day), title, text)).collect()
}

#[test]
fn events_come_apart_and_their_reports_together() {
    assert_eq!(
        grouped(&all()),
        [
            vec!["bridge-1", "bridge-2", "bridge-3"],
            vec!["fire-1", "fire-2"],
            vec!["sport"],
            vec!["vote-1", "vote-2"],
            vec!["weather"]
        ]
    );
}

#[test]
fn a_stream_gives_the_same_as_a_batch() {
    let mut read = all();
    read.sort_by_key(|(report, _)| report.published.at);
    let mut stream = Stream::new(Settings::default());
    for (at, (report, annotated)) in read.iter().enumerate() {
        stream.add(&Reading { report, annotated }, at);
    }
    assert_eq!(names(&read, &stream.stories()), grouped(&read));
}

#[test]
fn a_later_report_joins_two_stories_and_says_why() {
    let (title, text) = (REPORTS[0].2, REPORTS[0].3);
    let half = text.find("Cracks").unwrap();
    let read = [
        read("closed", Some(100), title, &text[..half]),
        read("cracks", Some(100), "Ferries to Ostey", &text[half..]),
        read("whole", Some(100), title, text),
    ];
    let mut stream = Stream::new(Settings::default());
    let mut changes = Vec::new();
    for (at, (report, annotated)) in read.iter().enumerate() {
        changes.extend(stream.add(&Reading { report, annotated }, at));
    }
    assert_eq!(stream.stories().len(), 1);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((changes[0].kind, changes[0].by), (StoryChangeKind::Joined, 2));
    assert_eq!(changes[0].parts, [vec![0], vec![1]]);
    assert!(!changes[0].because.is_empty());
}

#[test]
fn a_story_of_two_weeks_has_a_section_for_each_thing_that_happened() {
    const BEGIN: &str = "Keeper Jorun Vale and the Halmar lighthouse in Ostrand are in the news again.";
    const STORM: &str = "The storm tore slates from the roof, waves flooded the cellar, the lamp went dark at midnight, two \
        trawlers ran aground below the cliffs, lifeboats brought nine fishermen ashore, wind felled pines across the coast road \
        and the village slept without power while helicopters from Norvik searched the reef for a missing skipper, Tor Ask.";
    const INQUIRY: &str = "The inquiry heard that inspectors had warned of rusted bolts, that money for repairs was spent on a \
        car park, that minister Lise Brand signed the budget and that lawyers for the widow want damages; the judge asked for \
        invoices, letters and minutes of the board and put the verdict off until an auditor has read every ledger.";
    let text = |told: &str, ending: &str| format!("{BEGIN} {told} {ending}");
    let read: Vec<(Report, Annotated)> = [
        (100, STORM, "Nobody had seen such a night."),
        (100, STORM, "Ferries stayed in harbour."),
        (101, STORM, "Schools are closed."),
        (112, INQUIRY, "The hall was full."),
        (112, INQUIRY, "Reporters queued from six."),
        (113, INQUIRY, "It goes on next month."),
    ]
    .into_iter()
    .map(|(day, told, ending)| read(ending, Some(day), "Halmar lighthouse", &text(told, ending)))
    .collect();
    let readings: Vec<Reading<'_>> = read.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
    let stories = group(&readings, &Settings::default());
    let sections: Vec<Vec<usize>> =
        stories.iter().flat_map(|story| &story.sections).map(|section| section.reports.clone()).collect();
    assert_eq!(sections, [vec![0, 1, 2], vec![3, 4, 5]]);
    let names: Vec<&[String]> = stories[0].sections.iter().map(|section| section.names.as_slice()).collect();
    assert!(names[0].contains(&"Norvik".to_owned()) && names[1].contains(&"Lise".to_owned()), "{names:?}");
    assert!(names.iter().all(|names| !names.contains(&"Halmar".to_owned())), "the whole story has that");
}

#[test]
fn ten_copies_are_one_story_on_any_days() {
    let copies: Vec<_> =
        (0..10).map(|number| read(&number.to_string(), Some(number * 50), REPORTS[0].2, REPORTS[0].3)).collect();
    assert_eq!(grouped(&copies).len(), 1);
}

#[test]
fn reports_without_words_are_alone() {
    let silent: Vec<_> = ["", "", " \n", "\0\0", "…!"].iter().map(|text| read("silent", None, "Title", text)).collect();
    assert_eq!(grouped(&silent).len(), 5);
    assert!(grouped(&[]).is_empty());
}

#[test]
fn other_scripts_and_long_words_do_no_harm() {
    let odd = ["שלום עולם", "世界 世界", "a", &"x".repeat(100_000), &"word ".repeat(20_000)]
        .map(|text| read("odd", None, "", text));
    let found: usize = grouped(&odd).iter().map(Vec::len).sum();
    assert_eq!(found, 5);
}

#[test]
fn reasons_name_what_is_shared() {
    let read = all();
    let readings: Vec<Reading<'_>> = read.iter().map(|(report, annotated)| Reading { report, annotated }).collect();
    let stories = group(&readings, &Settings::default());
    let story = stories.iter().find(|story| story.reports == [0, 1, 2]).unwrap();
    assert!(story.because[0].starts_with("share the names "), "{:?}", story.because);
    assert!(story.because[0].contains("Mira"), "{:?}", story.because);
    assert!(story.because.iter().any(|reason| reason == "1 day apart"), "{:?}", story.because);
    let alone = stories.iter().find(|story| story.reports == [7]).unwrap();
    assert!(alone.because.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_order_of_the_batch_matters(order in Just((0..REPORTS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let read = all();
        let shuffled: Vec<_> = order.iter().map(|&at| read[at].clone()).collect();
        prop_assert_eq!(grouped(&shuffled), grouped(&read));
    }
}
