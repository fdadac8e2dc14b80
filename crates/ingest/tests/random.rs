//! No input makes a reader panic, and every span it gives lies on character borders of its text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails may panic")]

use headwater_ingest::{Fields, Settings, compose, date_in_name, parse_date, read_stream};
use headwater_model::Report;
use proptest::prelude::*;

fn sound(report: &Report) {
    let whole =
        |span: headwater_model::Span| assert!(report.text.get(span.range()).is_some(), "{span:?} of {:?}", report.text);
    let mut last = 0;
    for piece in &report.furniture {
        whole(piece.span);
        assert!(piece.span.start() >= last && !piece.span.is_empty());
        last = piece.span.end();
    }
    for credit in &report.credits {
        credit.span.into_iter().for_each(whole);
    }
    for post in &report.posts {
        whole(post.span);
        whole(post.text);
    }
    if let Some(dateline) = &report.dateline {
        whole(dateline.span);
        whole(dateline.place);
    }
}

/// Openings that send the rest of the bytes to each reader.
const OPENINGS: [&[u8]; 14] = [
    b"",
    b"<html><body><p>",
    b"<rss version=\"2.0\"><channel><item><description>",
    b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content>",
    b"<newsItem guid=\"x\"><contentSet><inlineXML>",
    b"{\"text\":\"",
    b"[{\"text\":\"a\"},",
    b"{\"text\":\"a\"}\n{\"text\":\"",
    b"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 300\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"PAR1",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"\xff\xfe",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(opening in 0..OPENINGS.len(), bytes in prop::collection::vec(any::<u8>(), 0..600), name in "[a-z.]{0,12}") {
        let all = [OPENINGS[opening], &bytes].concat();
        for report in read_stream(&name, &all[..], &Settings::default()).value {
            sound(&report);
        }
    }

    #[test]
    fn random_texts_of_reporting_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24), tail in "\\PC{0,40}") {
        let text = pieces.concat() + &tail;
        let report = compose(Fields { text: text.clone(), title: tail, ..Fields::default() }).value;
        prop_assert_eq!(&report.text, &text);
        sound(&report);
    }

    #[test]
    fn random_dates(text in "\\PC{0,40}", digits in "[0-9TZ:/. +-]{0,24}") {
        for written in [&text, &digits] {
            let _ = parse_date(written);
            let _ = date_in_name(written);
        }
    }
}

const PIECES: [&str; 40] = [
    "SEOUL",
    "Oslo",
    ": ",
    " — ",
    " - ",
    "--",
    "(AP)",
    "(",
    ")",
    "/TASS/",
    "\n",
    "\n\n",
    "By ",
    "JANE DOE",
    ", ",
    "Associated Press",
    "Reuters",
    " contributed to this report.",
    "Photo",
    "Photo: ",
    "Getty Images",
    "/",
    "©",
    "Copyright 2020 ",
    "All rights reserved.",
    "@",
    "(@handle)",
    "March 4, 2021",
    "2021-03-04",
    " date ",
    "é",
    "\u{202e}",
    "\0",
    "。",
    "Advertisement",
    "It rained. ",
    "\"",
    "”",
    "😀",
    "\r\n",
];
