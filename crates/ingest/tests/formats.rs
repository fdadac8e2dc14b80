//! Every format, from bytes to the fields of its reports.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

use headwater_ingest::{FieldNames, Settings, read, read_stream};
use headwater_model::{Basis, NoteCode, Noted, Precision, Report};
use std::io::Write;
use std::path::PathBuf;

const BODY: &str = "The harbour was closed on Tuesday after a ferry ran aground in heavy fog, the port office said.";

fn stream(name: &str, bytes: &[u8]) -> Noted<Vec<Report>> {
    read_stream(name, bytes, &Settings::default())
}

fn one(name: &str, bytes: &[u8]) -> Report {
    let noted = stream(name, bytes);
    let lost: Vec<_> = noted.notes.iter().filter(|note| note.code.is_loss()).collect();
    assert!(lost.is_empty(), "{name}: {lost:?}");
    assert_eq!(noted.value.len(), 1, "{name}: {:?}", noted.notes);
    noted.value.into_iter().next().unwrap()
}

fn at(report: &Report) -> String {
    report.published.at.map(|at| at.to_string()).unwrap_or_default()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn plain_text_is_kept_as_it_is() {
    let text = format!(" OSLO (AP) — {BODY}\r\n\r\nÉ: it rained.\n");
    let report = one("folder/ferry-2021-03-04.txt", text.as_bytes());
    assert_eq!(report.text, text);
    assert_eq!(report.name, "ferry-2021-03-04");
    assert_eq!(report.credits[0].agency, "AP");
    assert_eq!((at(&report), report.published.basis), ("2021-03-04T00:00:00Z".to_owned(), Basis::FileName));
    assert_eq!(report.language, "en");
}

#[test]
fn markdown_has_a_front_matter() {
    let text =
        format!("---\ntitle: \"Ferry aground\"\ndate: 2021-03-04\nsource: Harbour News\n---\n# Other\n\n{BODY}\n");
    let report = one("a.md", text.as_bytes());
    assert_eq!((report.title.as_str(), report.outlet.as_str()), ("Ferry aground", "Harbour News"));
    assert_eq!(report.text, text);
    assert_eq!(report.published.precision, Precision::Day);
}

#[test]
fn a_json_record_goes_by_many_names() {
    let json = format!(
        r#"{{"@type":"NewsArticle","headline":"Ferry aground","articleBody":"{BODY}\n","datePublished":"2021-03-04T10:00:00+01:00",
        "publisher":{{"name":"Harbour News"}},"author":[{{"name":"Jane Doe, AP"}}],"url":"https://www.harbour.example/a","inLanguage":"en-GB"}}"#
    );
    let report = one("a.json", json.as_bytes());
    assert_eq!(report.text, format!("{BODY}\n"));
    assert_eq!((report.title.as_str(), report.outlet.as_str()), ("Ferry aground", "Harbour News"));
    assert_eq!((at(&report).as_str(), report.published.basis), ("2021-03-04T09:00:00Z", Basis::Metadata));
    assert_eq!(report.published.offset, Some(3600));
    assert_eq!(report.credits[0].agency, "AP");
    assert_eq!(report.language, "en");
}

#[test]
fn an_object_may_hold_its_records() {
    let gold = format!(
        r#"{{"story":"ferry","reports":[{{"id":"r1","outlet":"A","title":"T","published":"2021-03-04","url":"","text":"{BODY}"}},
        {{"id":"r2","outlet":"B","title":"U","published":"2021-03-05","url":"https://b.example/x","text":"It was freed at noon."}}]}}"#
    );
    let noted = stream("reports.json", gold.as_bytes());
    let names: Vec<&str> = noted.value.iter().map(|report| report.name.as_str()).collect();
    assert_eq!(names, ["r1", "r2"]);
    assert_eq!(noted.notes, []);
    let nested = format!(
        r#"{{"response":{{"total":1,"results":[{{"title":"T","content":"{BODY}","publishedAt":"2021-03-04"}}]}}}}"#
    );
    assert_eq!(one("api.json", nested.as_bytes()).text, BODY);
    let array = format!(r#"[{{"text":"{BODY}"}},{{"text":"It was freed at noon, they said."}}]"#);
    assert_eq!(stream("list.json", array.as_bytes()).value.len(), 2);
}

#[test]
fn json_lines_come_in_order_and_a_broken_one_is_named() {
    let mut lines = String::new();
    for number in 0..2_000 {
        lines.push_str(&format!("{{\"id\":{number},\"text\":\"Ferry {number} ran aground in fog.\"}}\n"));
        if number == 700 {
            lines.push_str("{\"id\":\"broken\n\n[1]\n");
        }
    }
    let noted = stream("a.jsonl", lines.as_bytes());
    let names: Vec<String> = noted.value.iter().map(|report| report.name.clone()).collect();
    let expected: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    assert_eq!(names, expected);
    let lost: Vec<&str> =
        noted.notes.iter().filter(|note| note.code.is_loss()).map(|note| note.place.as_str()).collect();
    assert_eq!(lost, ["a.jsonl line 702", "a.jsonl line 704"]);
    // Without the ending it is known by its form.
    assert_eq!(stream("-", lines.as_bytes()).value.len(), 2_000);
}

#[test]
fn field_names_can_be_given() {
    let fields = FieldNames { text: vec!["inhalt".to_owned()], ..FieldNames::default() };
    let settings = Settings { fields, ..Settings::default() };
    let json = format!(r#"{{"text":"no","Inhalt":"{BODY}"}}"#);
    let noted = read_stream("a.json", json.as_bytes(), &settings);
    assert_eq!(noted.value[0].text, BODY);
}

#[test]
fn markup_in_a_field_becomes_text() {
    let json = r#"{"title":"A &amp; B","body_html":"<p>It ran aground.</p><p>It was freed &amp; towed.</p>"}"#;
    assert_eq!(one("a.json", json.as_bytes()).text, "It ran aground.\nIt was freed & towed.");
}

#[test]
fn ninjs_of_both_kinds() {
    let second = format!(
        r#"{{"uri":"urn:x:1","type":"text","standard":{{"version":"2.0"}},"firstcreated":"2021-03-04T09:00:00Z","language":"en",
        "headlines":[{{"role":"main","value":"Ferry aground"}}],"bylines":[{{"value":"Jane Doe"}}],
        "infosources":[{{"name":"Harbour Wire"}}],
        "bodies":[{{"role":"caption","contenttype":"text/plain","value":"A caption."}},{{"role":"main","contenttype":"text/html","value":"<p>{BODY}</p>"}}]}}"#
    );
    let report = one("item.json", second.as_bytes());
    assert_eq!(
        (report.text.as_str(), report.title.as_str(), report.outlet.as_str()),
        (BODY, "Ferry aground", "Harbour Wire")
    );
    assert_eq!((report.name.as_str(), report.published.basis), ("urn:x:1", Basis::Feed));
    let first = format!(
        r#"{{"uri":"http://x.example/1","type":"text","versioncreated":"2021-03-04T09:00:00Z","headline":"Ferry aground","byline":"Jane Doe","body_text":"{BODY}","copyrightholder":"Wire"}}"#
    );
    assert_eq!(one("item.json", first.as_bytes()).text, BODY);
}

#[test]
fn newsml_g2_in_a_message() {
    let item = |guid: &str, body: &str| {
        format!(
            r#"<newsItem guid="{guid}" version="1" xml:lang="en" standard="NewsML-G2"><itemMeta><provider literal="Harbour Wire"/>
            <versionCreated>2021-03-04T09:00:00+00:00</versionCreated></itemMeta><contentMeta><contentCreated>2021-03-04T08:30:00+00:00</contentCreated>
            <by>Jane Doe</by><headline>Ferry &amp; fog</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"#
        )
    };
    let nitf = format!(
        "<inlineXML contenttype=\"application/nitf+xml\"><nitf><head><title>x</title></head><body><body.head><hedline><hl1>H</hl1></hedline></body.head><body.content><p>{BODY}</p><p>It was freed.</p></body.content></body></nitf></inlineXML>"
    );
    let plain = format!("<inlineData contenttype=\"text/plain\">{BODY}</inlineData>");
    let picture = "<remoteContent href=\"http://x.example/p.jpg\"/>";
    let message = format!(
        "<?xml version=\"1.0\"?><newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>{}{}{}</itemSet></newsMessage>",
        item("urn:1", &nitf),
        item("urn:2", &plain),
        item("urn:3", picture)
    );
    let noted = stream("message.xml", message.as_bytes());
    let texts: Vec<&str> = noted.value.iter().map(|report| report.text.as_str()).collect();
    assert_eq!(texts, [format!("{BODY}\nIt was freed.").as_str(), BODY]);
    let first = &noted.value[0];
    assert_eq!(
        (first.name.as_str(), first.outlet.as_str(), first.title.as_str()),
        ("urn:1", "Harbour Wire", "Ferry & fog")
    );
    assert_eq!((at(first).as_str(), first.published.basis), ("2021-03-04T09:00:00Z", Basis::Feed));
    assert!(noted.notes.iter().any(|note| note.place == "message.xml item 3" && note.code == NoteCode::NoText));
}

#[test]
fn feeds_of_three_kinds() {
    let rss = format!(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour</title><link>https://harbour.example/</link>
        <item><title>Ferry aground</title><link>https://harbour.example/1</link><guid>g1</guid><pubDate>Thu, 04 Mar 2021 09:00:00 GMT</pubDate>
        <description>Short.</description><content:encoded><![CDATA[<p>{BODY}</p><p>It was freed.</p>]]></content:encoded></item></channel></rss>"#
    );
    let atom = format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>f</id><updated>2021-03-04T09:00:00Z</updated>
        <entry><title>Ferry aground</title><id>g1</id><link href="https://harbour.example/1"/><updated>2021-03-04T09:00:00Z</updated>
        <content type="html">&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;It was freed.&lt;/p&gt;</content></entry></feed>"#
    );
    let json = format!(
        r#"{{"version":"https://jsonfeed.org/version/1.1","title":"Harbour","items":[{{"id":"g1","url":"https://harbour.example/1","title":"Ferry aground",
        "content_html":"<p>{BODY}</p><p>It was freed.</p>","date_published":"2021-03-04T09:00:00Z"}}]}}"#
    );
    for (name, feed) in [("rss.xml", rss), ("atom.xml", atom), ("feed.json", json)] {
        let report = one(name, feed.as_bytes());
        assert_eq!(report.text, format!("{BODY}\nIt was freed."), "{name}");
        assert_eq!(
            (report.title.as_str(), report.outlet.as_str(), report.name.as_str()),
            ("Ferry aground", "harbour.example", "g1")
        );
        assert_eq!((at(&report).as_str(), report.published.basis), ("2021-03-04T09:00:00Z", Basis::Feed), "{name}");
    }
}

fn page(title: &str) -> String {
    let body = "<p>The harbour was closed on Tuesday after a ferry ran aground in heavy fog, the port office said. Two tugs were sent out.</p>".repeat(4);
    format!(
        "<html lang=en><head><title>{title}</title><meta property=\"article:published_time\" content=\"2021-03-04T09:00:00Z\"></head>\
         <body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    )
}

fn response(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let http = [
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n").into_bytes(),
        body.to_vec(),
    ]
    .concat();
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-05T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [warc.into_bytes(), http, b"\r\n\r\n".to_vec()].concat()
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let (first, second) = body.split_at(body.len() / 2);
    let mut out = Vec::new();
    for chunk in [first, second, &[]] {
        out.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        out.extend_from_slice(chunk);
        out.extend_from_slice(b"\r\n");
    }
    out
}

#[test]
fn web_archives_plain_and_compressed() {
    let records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n".to_vec(),
        response("https://a.example/1", "", page("One").as_bytes()),
        // Both chunked and gzipped: where automatic decoding in libraries stops.
        response(
            "https://a.example/2",
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            &chunked(&gzip(page("Two").as_bytes())),
        ),
        response("https://a.example/3", "Content-Encoding: gzip\r\n", page("Three, stored decoded").as_bytes()),
    ];
    let plain = records.concat();
    // Each record is a gzip member of its own, as archives are written.
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let frames: Vec<u8> = records.iter().flat_map(|record| zstd::encode_all(&record[..], 3).unwrap()).collect();
    for (name, bytes) in [("a.warc", plain), ("a.warc.gz", members), ("a.warc.zst", frames)] {
        let noted = stream(name, &bytes);
        let titles: Vec<&str> = noted.value.iter().map(|report| report.title.as_str()).collect();
        assert_eq!(titles, ["One", "Two", "Three, stored decoded"], "{name}: {:?}", noted.notes);
        assert!(noted.value.iter().all(|report| report.outlet == "a.example" && report.text.contains("ran aground")));
        assert!(!noted.notes.iter().any(|note| note.code.is_loss()), "{name}: {:?}", noted.notes);
    }
}

#[test]
fn parquet_tables_with_columns_of_any_order() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    let schema = parquet::schema::parser::parse_message_type(
        "message reports { required int64 number; optional binary body (UTF8); optional binary headline (UTF8); required int64 date (TIMESTAMP(MILLIS,true)); }",
    )
    .unwrap();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_compression(parquet::basic::Compression::SNAPPY)
        .build();
    let mut writer =
        parquet::file::writer::SerializedFileWriter::new(Vec::new(), schema.into(), properties.into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts = [BODY, "It was freed at noon."];
    for column in 0..4 {
        let mut next = group.next_column().unwrap().unwrap();
        match column {
            0 => next.typed::<Int64Type>().write_batch(&[1, 2], None, None).map(drop).unwrap(),
            1 | 2 => next
                .typed::<ByteArrayType>()
                .write_batch(&texts.map(ByteArray::from), Some(&[1, 1]), None)
                .map(drop)
                .unwrap(),
            _ => next
                .typed::<Int64Type>()
                .write_batch(&[1_614_848_400_000, 1_614_848_460_000], None, None)
                .map(drop)
                .unwrap(),
        }
        next.close().unwrap();
    }
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();
    for (name, bytes) in [("a.parquet", bytes.clone()), ("a.parquet.gz", gzip(&bytes))] {
        let noted = stream(name, &bytes);
        let found: Vec<(&str, String)> = noted.value.iter().map(|report| (report.text.as_str(), at(report))).collect();
        assert_eq!(found, [(BODY, "2021-03-04T09:00:00Z".to_owned()), (texts[1], "2021-03-04T09:01:00Z".to_owned())]);
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.parquet"), &bytes).unwrap();
    assert_eq!(read(&[folder.path().to_owned()], &Settings::default()).value.len(), 2);
}

#[test]
fn a_folder_of_any_mix_is_read_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("b.txt", BODY.as_bytes());
    write("a/z.json.gz", &gzip(format!("{{\"text\":\"{BODY} Yes.\"}}").as_bytes()));
    write("a/picture.png", b"\x89PNG\r\n");
    write(".hidden.txt", b"no");
    write("settings.json", b"{\"colour\": \"red\"}");
    write("c.txt.zst", &zstd::encode_all("It was freed at noon.".as_bytes(), 1).unwrap());
    write("d.html", page("Page").as_bytes());
    let noted = read(&[folder.path().to_owned(), folder.path().join("b.txt")], &Settings::default());
    let names: Vec<&str> = noted.value.iter().map(|report| report.name.as_str()).collect();
    assert_eq!(names, ["z", "b", "c", "d"]);
    assert!(!noted.notes.iter().any(|note| note.code.is_loss()), "{:?}", noted.notes);
}

#[test]
fn pages_of_our_own_are_extracted() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("ground-truth.json")).unwrap()).unwrap();
    let pages = truth.as_object().unwrap();
    assert!(pages.len() >= 6);
    for (id, page) in pages {
        let noted = read(&[folder.join("html").join(format!("{id}.html"))], &Settings::default());
        let report = &noted.value[0];
        let words = |text: &str| -> Vec<String> {
            text.split(|character: char| !character.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (gold, found) = (words(page["articleBody"].as_str().unwrap()), words(&report.text));
        let shared = gold.iter().filter(|word| found.contains(word)).count();
        assert!(shared * 100 >= gold.len() * 95, "{id}: {shared} of {} words\n{}", gold.len(), report.text);
        assert!(
            found.len() * 100 <= gold.len() * 130,
            "{id}: {} words for {}\n{}",
            found.len(),
            gold.len(),
            report.text
        );
        let day = report.published.at.map(|at| at.to_string().chars().take(10).collect::<String>());
        assert_eq!(day.as_deref(), page["published"].as_str(), "{id}");
        assert!(!report.title.is_empty(), "{id}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String =
        (0..1_200).map(|number| format!("{{\"id\":{number},\"text\":\"Ferry {}. {BODY}\"}}\n", number % 50)).collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| stream("a.jsonl", lines.as_bytes()))
    };
    assert_eq!(with(1), with(4));
}
