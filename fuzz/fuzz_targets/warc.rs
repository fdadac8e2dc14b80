//! Fuzzes web archives.

#![no_main]

use headwater_ingest::{Settings, read_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let all = [&b"WARC/1.0\r\n"[..], bytes].concat();
    let _ = read_stream("a.warc", &all[..], &Settings::default());
});
