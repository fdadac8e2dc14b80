//! Every kind of bad input: the good report beside it is processed, the message names file, reason and remedy, and the
//! exit code says whether anything was lost.

use crate::workshop::{GOOD, Workshop, codes, headwater, names};
use std::io::Write;

/// Input that is lost, wholly or in part.
fn lost(name: &str, bytes: impl AsRef<[u8]>, code: &str, reason: &str, remedy: &str) -> Workshop {
    found(name, bytes.as_ref(), 1, code, &[reason, remedy])
}

/// Input that is odd, but can be read.
fn odd(name: &str, bytes: impl AsRef<[u8]>, code: &str, reason: &str) -> Workshop {
    found(name, bytes.as_ref(), 0, code, &[reason])
}

fn found(name: &str, bytes: &[u8], exit: i32, code: &str, words: &[&str]) -> Workshop {
    let workshop = Workshop::with_a_good_report();
    workshop.file(name, bytes);
    let ran = workshop.dossier();
    let tag = format!("[{code}]");
    ran.exits(exit).says(&[&[name, tag.as_str()], words].concat());
    let known = codes(&ran.json());
    // What the clock decides is told, but not written down.
    assert!(known.contains(&code.to_owned()) || name.starts_with("future"), "{code} is not among {known:?}");
    workshop
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn an_empty_file() {
    lost("empty.txt", "", "empty", "it is empty", "leave it out");
    lost("blank.json", "[]", "empty", "", "");
}

#[test]
fn folders_without_reports() {
    let workshop = Workshop::with_a_good_report();
    std::fs::create_dir(workshop.path("nothing")).unwrap();
    workshop.file("pictures/a.png", b"\x89PNG\r\n\x1a\n");
    for folder in ["nothing", "pictures"] {
        let ran = headwater(&["dossier", &workshop.path(folder), &workshop.path("good.txt"), "--format", "json"]);
        ran.exits(1).says(&[folder, "the folder holds no file to read", "name another folder"]);
        assert_eq!(names(&ran.json()), ["good"]);
    }
    // Beside reports, an empty folder is nothing to speak of.
    workshop.dossier().exits(0);
}

#[test]
fn a_path_that_is_not_there() {
    let workshop = Workshop::with_a_good_report();
    let ran = headwater(&["dossier", &workshop.path("missing.txt"), &workshop.path(""), "--format", "json"]);
    ran.exits(1).says(&["missing.txt", "cannot be opened", "check the path", "[unreadable]"]);
    assert_eq!(names(&ran.json()), ["good"]);
}

#[test]
fn binary_data() {
    let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    lost("noise.txt", noise, "binary", "not a text", "leave it out");
    lost("scan.txt", b"%PDF-1.7 ...", "binary", "it is a PDF document", "give the text of it");
}

#[test]
fn invalid_utf8_and_a_wrong_label() {
    let latin = b"Le port a \xe9t\xe9 ferm\xe9 mardi apr\xe8s qu'un ferry s'est \xe9chou\xe9 dans le brouillard, selon la pr\xe9fecture.";
    odd("latin.txt", latin, "charset", "");
    let page = [
        b"<html><head><meta charset=utf-8><title>Port</title></head><body><article><p>".to_vec(),
        latin.repeat(6),
        b"</p></article></body></html>".to_vec(),
    ];
    odd("label.html", page.concat(), "charset", "");
    odd("utf8.txt", b"The ferry \xff\xfe\xc3 ran aground on Tuesday, police said. Nobody was hurt.", "charset", "");
}

#[test]
fn a_text_of_forty_megabytes() {
    let workshop = Workshop::with_a_good_report();
    let sentence = "The harbour office counted the boats again and wrote the number down. ";
    workshop.file("large.txt", sentence.repeat(40_000_000 / sentence.len()));
    let ran = workshop.dossier();
    ran.exits(1).says(&["large.txt", "it is larger than", "read up to there", "split it", "[limit]"]);
    let large = ran.json()["reports"].as_array().unwrap().iter().find(|report| report["name"] == "large").cloned();
    assert!(large.unwrap()["characters"].as_u64().unwrap() > 1_000_000);
}

#[test]
fn a_page_nested_very_deep() {
    let page = format!("<html><body>{}<p>{GOOD} It was deep.</p>", "<div>".repeat(100_000));
    let workshop = lost("deep.html", page, "limit", "nested", "save the page as text");
    assert!(names(&workshop.dossier().json()).contains(&"deep".to_owned()));
}

#[test]
fn an_archive_cut_in_a_record() {
    let page = format!("<html><head><title>T</title></head><body><article><p>{GOOD}</p></article></body></html>");
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let two = format!("{record}{record}");
    let cut = &two.as_bytes()[..two.len() - 40];
    let workshop = lost("crawl.warc", cut, "truncated", "record 2", "");
    assert_eq!(names(&workshop.dossier().json()).len(), 2, "the record before the cut is read");
}

#[test]
fn bombs() {
    let blanks = vec![b' '; 128 << 20];
    lost("bomb.txt.gz", gzip(&blanks), "limit", "", "expand it yourself");
    lost("bomb.txt.zst", zstd::encode_all(&blanks[..], 3).unwrap(), "limit", "", "expand it yourself");
    lost(
        "layers.txt.gz",
        gzip(&gzip(&gzip(&gzip(GOOD.as_bytes())))),
        "limit",
        "compressed more than three times",
        "expand",
    );
}

#[test]
fn json_with_the_wrong_types() {
    let records =
        r#"[{"text":5},{"text":"The ferry was freed at noon by two tugs, police said.","title":{"a":1},"date":[2]}]"#;
    let workshop = lost("wrong.json", records, "field", "record 1", "");
    assert_eq!(names(&workshop.dossier().json()).len(), 2, "the record that has a text is read");
    lost("cut.json", r#"{"text": "The ferry"#, "malformed", "", "");
    lost("deep.json", "[".repeat(100_000), "malformed", "", "");
}

#[test]
fn a_feed_with_an_entity_bomb() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaaaaaaaa\">");
    for (name, inner) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e"), ("g", "f"), ("h", "g")] {
        bomb.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{inner};").repeat(16)));
    }
    bomb.push_str(
        "]><rss version=\"2.0\"><channel><title>T</title><item><title>&h;</title><description>&h;</description></item></channel></rss>",
    );
    let workshop = Workshop::with_a_good_report();
    workshop.file("bomb.xml", bomb);
    let ran = workshop.dossier();
    ran.says(&["bomb.xml"]);
    assert!(ran.out.len() < 100_000);
}

#[test]
fn thin_reports() {
    odd("undated.txt", "Ferry aground\n\nThe ferry ran aground in fog, police said.\n", "no-date", "");
    odd(
        "untitled.txt",
        "The ferry ran aground in thick fog on Tuesday, and police said that nobody was hurt.",
        "no-title",
        "",
    );
    odd("letterless.txt", "1 2 3 — … 4 5 6", "no-text", "");
    let workshop = odd("sentence.txt", "It rained.", "no-date", "");
    assert!(names(&workshop.dossier().json()).contains(&"sentence".to_owned()));
}

#[test]
fn a_date_in_the_future_is_told_but_not_written_down() {
    let record = r#"{"title":"Ferry aground","date":"2999-01-01","text":"The ferry ran aground in fog, police said."}"#;
    let workshop = odd("future.json", record, "odd-date", "lies in the future");
    let dossier = workshop.dossier().json();
    assert!(!codes(&dossier).contains(&"odd-date".to_owned()), "the result would hang on the day");
    let dates: Vec<_> =
        dossier["reports"].as_array().unwrap().iter().map(|report| &report["published"]["at"]).collect();
    assert!(dates.iter().any(|date| date.as_str().is_some_and(|date| date.starts_with("2999-01-01"))));
}

#[test]
fn right_to_left_text_and_control_characters() {
    let workshop =
        odd("nul.txt", "The ferry ran\0 aground in fog on Tuesday, police said.\0 Nobody was hurt.", "charset", "");
    let arabic = "الخرطوم (رويترز) - قالت الشرطة يوم الثلاثاء إن الجسر سيبقى مغلقا حتى إشعار آخر بسبب الفيضانات.\n\nوأضافت أن أحدا لم يصب بأذى.";
    workshop.file("arabic.txt", arabic);
    let ran = workshop.dossier();
    let report = ran.exits(0).json()["reports"].as_array().unwrap().iter().find(|r| r["name"] == "arabic").cloned();
    assert_eq!(report.unwrap()["language"], "ar");
}

#[test]
fn ten_copies_of_one_file() {
    let workshop = Workshop::with_a_good_report();
    for number in 0..10 {
        workshop.file(
            &format!("copy{number}.txt"),
            "Ferry freed\n\nOSLO, March 5, 2021 (AFP) - Two tugs freed the ferry on Friday, police said.",
        );
    }
    let ran = workshop.dossier();
    ran.exits(0).says(&["copy9.txt", "byte for byte that of", "copy0.txt", "leave one of them out", "[duplicate]"]);
    let dossier = ran.json();
    assert_eq!(codes(&dossier).iter().filter(|code| *code == "duplicate").count(), 9);
    let claims = dossier["stories"][0]["claims"].as_array().unwrap();
    assert!(!claims.is_empty());
    for claim in claims {
        assert_eq!(claim["origins"].as_array().unwrap().len(), 1, "copies are no origins: {claim}");
    }
}

#[test]
fn odd_input_is_counted_when_it_is_not_shown() {
    let workshop = Workshop::with_a_good_report();
    workshop.file("undated.txt", "Ferry aground\n\nThe ferry ran aground in fog, police said.\n");
    let ran = headwater(&["dossier", &workshop.path(""), "--format", "json"]);
    ran.exits(0).says(&["about odd but readable input", "-v"]);
    let ran = headwater(&["dossier", &workshop.path(""), &workshop.path("missing"), "--format", "json", "--quiet"]);
    assert_eq!(ran.exits(1).err, "");
}
