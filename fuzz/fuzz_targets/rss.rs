//! Fuzzes RSS.

#![no_main]

use headwater_ingest::{Settings, read_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let all = [&b"<rss version=\"2.0\"><channel>"[..], bytes].concat();
    let _ = read_stream("a.xml", &all[..], &Settings::default());
});
