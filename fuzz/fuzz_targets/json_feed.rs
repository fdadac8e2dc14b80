//! Fuzzes JSON Feed.

#![no_main]

use headwater_ingest::{Settings, read_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let all = [&b"{\"version\":\"https://jsonfeed.org/version/1.1\","[..], bytes].concat();
    let _ = read_stream("feed.json", &all[..], &Settings::default());
});
