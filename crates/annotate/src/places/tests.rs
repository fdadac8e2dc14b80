//! Place names found and resolved, on sentences of our own.

use headwater_model::{Annotated, Place, PlaceMention, Report};

fn found(text: &str) -> Vec<(String, PlaceMention)> {
    let report = Report::of_text(text);
    let mut annotated = Annotated { words: crate::words::split(&report), ..Annotated::default() };
    crate::names::find(&report, &mut annotated, None, &mut crate::known::Known::default());
    let places = super::find(&report, &annotated);
    places.into_iter().map(|mention| (mention.span.of(text).to_owned(), mention)).collect()
}

fn mention(text: &str, name: &str) -> PlaceMention {
    let found = found(text);
    let named = found.iter().find(|(printed, _)| printed == name);
    named.unwrap_or_else(|| panic!("{name} is not among {found:?}")).1.clone()
}

fn place(text: &str, name: &str) -> Place {
    mention(text, name).place.unwrap_or_else(|| panic!("{name} is not resolved"))
}

#[test]
fn the_division_after_a_name_holds_it() {
    assert_eq!(place("The fire broke out in Paris, Texas, on Monday.", "Paris").country, "US");
    assert_eq!(place("The fire broke out in Paris on Monday.", "Paris").country, "FR");
    let alexandria = place("A man from Alexandria, La., was arrested.", "Alexandria");
    assert!((alexandria.latitude - 31.3).abs() < 0.1);
}

#[test]
fn a_division_elsewhere_in_the_report_counts_for_all() {
    let text = "Paris police searched a house. The mayor of Paris, Texas, thanked them. Paris has 25,000 people.";
    assert!(
        found(text)
            .iter()
            .filter(|(name, _)| name == "Paris")
            .all(|(_, mention)| { mention.place.as_ref().is_some_and(|place| place.country == "US") })
    );
}

#[test]
fn neighbours_decide_between_namesakes() {
    let text = "The train from Vladivostok stopped at Khasan, on Russia's border with North Korea.";
    let khasan = place(text, "Khasan");
    assert_eq!(khasan.country, "RU");
    assert!((khasan.latitude - 42.43).abs() < 0.1 && (khasan.longitude - 130.64).abs() < 0.1);
    assert_eq!(place("The trains stop in the Russian border town of Khasan.", "Khasan").country, "RU");
}

#[test]
fn another_spelling_is_resolved() {
    let text = "The convoy was seen in Ussuriisk, an hour from Vladivostok.";
    assert_eq!(place(text, "Ussuriisk").name, "Ussuriysk");
}

#[test]
fn sites_of_the_supplement() {
    let text = "The leaders met at the Vostochny cosmodrome in eastern Russia.";
    let site = place(text, "Vostochny");
    assert!((site.latitude - 51.88).abs() < 0.01 && (site.longitude - 128.33).abs() < 0.01);
}

#[test]
fn governments_are_not_places() {
    assert!(!mention("Washington warned that it would respond.", "Washington").literal);
    assert!(!mention("Both Moscow and Pyongyang have denied it.", "Moscow").literal);
    assert!(!mention("Officials praised Moscow's decision on Friday.", "Moscow").literal);
    assert!(!mention("It was the largest Russian fleet in years.", "Russian").literal);
    assert!(mention("Thousands marched in Washington on Friday.", "Washington").literal);
    assert!(mention("Their plane landed in Moscow on Friday.", "Moscow").literal);
}

#[test]
fn people_are_not_places() {
    let text = "North Korean leader Kim Jong Un left by train. Kim will visit Russia, Kim said.";
    assert!(found(text).iter().all(|(name, _)| name != "Kim" && name != "Un"));
}

#[test]
fn a_dateline_names_a_place() {
    let seoul = place("SEOUL: The president of South Korea spoke on Wednesday.", "SEOUL");
    assert_eq!((seoul.name.as_str(), seoul.country.as_str()), ("Seoul", "KR"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "reads the founding example, which is not in the repository")]
fn the_founding_example() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: {} is not there", folder.display());
        return;
    };
    let texts: Vec<String> = files.flatten().filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    for (name, latitude, longitude) in [
        ("Khasan", 42.43, 130.64),
        ("Vladivostok", 43.12, 131.89),
        ("Ussuriisk", 43.8, 131.95),
        ("Vostochny", 51.88, 128.33),
        ("SEOUL", 37.57, 126.98),
    ] {
        let named: Vec<PlaceMention> = texts
            .iter()
            .flat_map(|text| found(text))
            .filter(|(printed, _)| printed == name)
            .map(|(_, mention)| mention)
            .collect();
        assert!(!named.is_empty(), "{name}");
        for mention in named {
            let place = mention.place.unwrap();
            let (north, east) = (place.latitude - latitude, place.longitude - longitude);
            assert!(north.abs() < 0.1 && f64::abs(east) < 0.1, "{name}: {place:?}");
        }
    }
}

#[test]
fn nothing_panics() {
    for text in [
        "",
        "\0",
        ".",
        "St.",
        "St. ",
        "W.",
        "’s",
        "Ünïcödé Ürümqi",
        "مدينة حلب",
        "Кремль, Москва",
        "U.S",
        "U.S.",
        "A-B-",
    ] {
        let _ = found(text);
    }
}
