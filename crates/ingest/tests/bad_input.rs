//! Bad input: each with a note that names file, place, reason and remedy, and nothing else lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

use headwater_ingest::{Item, Settings, read, read_each, read_stream};
use headwater_model::{Note, NoteCode, Noted, Report};
use std::io::Write;

const BODY: &str = "The harbour was closed on Tuesday after a ferry ran aground in heavy fog, the port office said.";

fn stream(name: &str, bytes: &[u8]) -> Noted<Vec<Report>> {
    read_stream(name, bytes, &Settings::default())
}

/// The note of a code, which must name its place, give a reason and a remedy.
fn note(noted: &Noted<Vec<Report>>, code: NoteCode) -> Note {
    let note = noted.notes.iter().find(|note| note.code == code);
    let note = note.unwrap_or_else(|| panic!("no {} among {:?}", code.as_str(), noted.notes)).clone();
    assert!(!note.place.is_empty() && !note.message.is_empty(), "{note:?}");
    assert!(!note.hint.is_empty() || !note.code.is_loss(), "{note:?}");
    note
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn empty_and_missing() {
    assert_eq!(note(&stream("a.txt", b""), NoteCode::Empty).place, "a.txt");
    let folder = tempfile::tempdir().unwrap();
    let noted = read(&[folder.path().to_owned(), folder.path().join("missing.txt")], &Settings::default());
    assert_eq!(noted.value, []);
    note(&noted, NoteCode::Empty);
    assert!(note(&noted, NoteCode::Unreadable).place.ends_with("missing.txt"));
    for (name, bytes) in [
        ("a.json", "[]"),
        ("a.json", "{\"a\": 1}"),
        ("a.json", "3"),
        ("a.xml", "<rss version=\"2.0\"><channel/></rss>"),
    ] {
        note(&stream(name, bytes.as_bytes()), NoteCode::Empty);
    }
}

#[test]
fn binary_data() {
    let noise: Vec<u8> = (0..4_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in [&b"%PDF-1.7 ..."[..], b"\x89PNG\r\n\x1a\n", b"PK\x03\x04abc", b"\x7fELF\x02", &noise] {
        let noted = stream("a.txt", bytes);
        assert_eq!(noted.value, []);
        note(&noted, NoteCode::Binary);
    }
}

#[test]
fn charsets() {
    let latin = b"Le port a \xe9t\xe9 ferm\xe9 mardi apr\xe8s qu'un ferry s'est \xe9chou\xe9 dans le brouillard, selon la pr\xe9fecture.";
    let noted = stream("a.txt", latin);
    assert!(noted.value[0].text.contains("été fermé"), "{}", noted.value[0].text);
    note(&noted, NoteCode::Charset);
    let page = [
        b"<html><head><meta charset=utf-8><title>T</title></head><body><article><p>".to_vec(),
        latin.repeat(4),
        b"</p></article></body></html>".to_vec(),
    ];
    let noted = stream("a.html", &page.concat());
    assert!(noted.value[0].text.contains("été fermé"));
    note(&noted, NoteCode::Charset);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(BODY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(stream("a.txt", &utf16).value[0].text, BODY);
}

#[test]
fn a_text_beyond_the_limit_is_read_up_to_it() {
    let settings = Settings { longest_text: 10_000, ..Settings::default() };
    let long = "Ferry é aground. ".repeat(10_000);
    let noted = read_stream("a.txt", long.as_bytes(), &settings);
    assert!(noted.value[0].text.len() <= 10_000 && noted.value[0].text.len() > 9_990);
    assert!(long.starts_with(&noted.value[0].text));
    note(&noted, NoteCode::Limit);
    let json = format!("{{\"text\":\"{long}\"}}");
    assert!(read_stream("a.json", json.as_bytes(), &settings).value[0].text.len() <= 10_000);
}

#[test]
fn a_page_nested_very_deep() {
    for tag in ["div", "b", "span", "table", "ul", "blockquote"] {
        let page = format!("<html><body>{}<p>{BODY}</p>", format!("<{tag}>").repeat(100_000));
        let noted = stream("deep.html", page.as_bytes());
        assert!(noted.value[0].text.contains("ran aground"), "{tag}");
        note(&noted, NoteCode::Limit);
    }
    // Paragraphs that are never closed are not deep.
    let page = format!("<html><body><article>{}</article>", format!("<p>{BODY}").repeat(2_000));
    let noted = stream("flat.html", page.as_bytes());
    assert!(!noted.notes.iter().any(|note| note.code == NoteCode::Limit));
    // Deep, but allowed: parsed on a stack of its own.
    let page =
        format!("<html><body>{}<p>{}</p>{}", "<div>".repeat(500), format!("{BODY} ").repeat(9), "</div>".repeat(500));
    assert!(stream("allowed.html", page.as_bytes()).value[0].text.contains("ran aground"));
}

#[test]
fn an_archive_cut_in_a_record() {
    let page = format!(
        "<html><head><title>T</title></head><body><article>{}</article></body></html>",
        format!("<p>{BODY}</p>").repeat(5)
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let two = format!("{record}{record}");
    for cut in [two.len() - 20, record.len() + 60, record.len() + 5] {
        let noted = stream("a.warc", &two.as_bytes()[..cut]);
        assert_eq!(noted.value.len(), 1, "{cut}");
        assert_eq!(note(&noted, NoteCode::Truncated).place, "a.warc record 2");
    }
    let packed = gzip(two.as_bytes());
    let noted = stream("a.warc.gz", &packed[..packed.len() - 30]);
    note(&noted, NoteCode::Truncated);
    let noted = stream("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length");
    note(&noted, NoteCode::Malformed);
}

#[test]
fn bombs() {
    let settings = Settings { expansion_floor: 1 << 20, ..Settings::default() };
    let zeros = vec![b' '; 12 << 20];
    for (name, bytes) in [
        ("a.txt.gz", gzip(&zeros)),
        ("a.jsonl.zst", zstd::encode_all(&zeros[..], 3).unwrap()),
        (
            "a.warc.gz",
            gzip(
                &[b"WARC/1.0\r\nContent-Length: 12000000\r\nWARC-Type: response\r\n\r\n".to_vec(), zeros.clone()]
                    .concat(),
            ),
        ),
    ] {
        note(&read_stream(name, &bytes[..], &settings), NoteCode::Limit);
    }
    let nested = gzip(&gzip(&gzip(&gzip(BODY.as_bytes()))));
    note(&stream("a.txt.gz", &nested), NoteCode::Limit);
    assert_eq!(stream("a.txt.gz", &gzip(&gzip(BODY.as_bytes()))).value[0].text, BODY);
}

#[test]
fn cut_compressed_files() {
    let packed = gzip(
        &(0..60_000_u32).flat_map(|number| format!("Ferry {number} ran aground. ").into_bytes()).collect::<Vec<u8>>(),
    );
    let noted = stream("a.txt.gz", &packed[..packed.len() / 2]);
    assert!(noted.value[0].text.starts_with("Ferry 0 ran aground."));
    note(&noted, NoteCode::Truncated);
}

#[test]
fn json_with_wrong_types() {
    let json = format!(
        r#"[{{"text":5}},{{"text":null,"title":"T"}},{{"title":"no text"}},7,{{"text":"{BODY}","title":{{"a":1}},"date":"someday","url":[1]}},{{"text":"{BODY} Yes.","id":12,"date":1614848400}}]"#
    );
    let noted = stream("a.json", json.as_bytes());
    assert_eq!(noted.value.len(), 2);
    assert_eq!(noted.value[1].name, "12");
    let places: Vec<&str> =
        noted.notes.iter().filter(|note| note.code == NoteCode::Field).map(|note| note.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "a.json record 1",
            "a.json record 2",
            "a.json record 3",
            "a.json record 4",
            "a.json record 5",
            "a.json record 5"
        ]
    );
    note(&stream("a.json", b"{\"text\": \"cut"), NoteCode::Malformed);
    note(&stream("a.json", "[".repeat(100_000).as_bytes()), NoteCode::Malformed);
}

#[test]
fn a_feed_with_an_entity_bomb() {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaaaaaaaa\">");
    for (name, inner) in [("b", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "e"), ("g", "f"), ("h", "g")] {
        bomb.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{inner};").repeat(16)));
    }
    bomb.push_str("]><rss version=\"2.0\"><channel><title>T</title><item><title>&h;</title><description>&h;</description></item></channel></rss>");
    let noted = stream("a.xml", bomb.as_bytes());
    assert!(noted.value.iter().all(|report| report.text.len() < 10_000 && report.title.len() < 10_000));
    assert!(!noted.notes.is_empty());
    note(&stream("a.xml", b"<rss version=\"2.0\"><channel><item><title>x"), NoteCode::Malformed);
}

#[test]
fn thin_reports() {
    let codes = |name: &str, text: &str| -> Vec<NoteCode> {
        stream(name, text.as_bytes()).notes.into_iter().map(|note| note.code).collect()
    };
    assert_eq!(codes("a.txt", BODY), [NoteCode::NoDate, NoteCode::NoTitle]);
    assert_eq!(codes("a.txt", "1 2 3 — …"), [NoteCode::NoText, NoteCode::NoDate, NoteCode::NoTitle]);
    assert_eq!(codes("2021-03-04.txt", "Ferry aground\n\nIt ran aground."), []);
    // Whether a date lies in the future depends on the day of reading, so only the command line says so.
    let future = format!(r#"{{"text":"{BODY}","title":"T","date":"2999-01-01"}}"#);
    let noted = stream("a.json", future.as_bytes());
    assert_eq!(noted.notes, []);
    assert!(noted.value[0].published.at.is_some());
}

#[test]
fn scripts_and_control_characters() {
    let arabic = "الخرطوم (رويترز) - قالت الشرطة يوم الثلاثاء إن الجسر سيبقى مغلقا حتى إشعار آخر بسبب الفيضانات.\n\nوأضافت أن أحدا لم يصب بأذى.";
    let report = &stream("a.txt", arabic.as_bytes()).value[0];
    assert_eq!((report.text.as_str(), report.language.as_str()), (arabic, "ar"));
    let text = format!("{BODY}\0 It was freed\0.");
    let noted = stream("a.txt", text.as_bytes());
    assert_eq!(noted.value[0].text, text);
    note(&noted, NoteCode::Charset);
}

#[test]
fn ten_copies_are_ten_reports_and_nine_notes() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..10 {
        std::fs::write(folder.path().join(format!("{number}.txt")), BODY).unwrap();
    }
    let noted = read(&[folder.path().to_owned()], &Settings::default());
    assert_eq!(noted.value.len(), 10);
    assert_eq!(noted.notes.iter().filter(|note| note.code == NoteCode::Duplicate).count(), 9);
    assert!(note(&noted, NoteCode::Duplicate).message.contains("0.txt"));
}

#[test]
fn items_come_while_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let lines: String =
        (0..5_000).map(|number| format!("{{\"id\":{number},\"text\":\"Ferry {number}. {BODY}\"}}\n")).collect();
    std::fs::write(&path, lines).unwrap();
    let (mut reports, mut in_order) = (0, true);
    read_each(&[path], &Settings::default(), &mut |item| {
        if let Item::Report(report) = item {
            in_order &= report.name == reports.to_string();
            reports += 1;
        }
    });
    assert_eq!((reports, in_order), (5_000, true));
}
