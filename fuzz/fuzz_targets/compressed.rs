//! Fuzzes compressed inputs.

#![no_main]

use headwater_ingest::{Settings, read_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let all = [&b""[..], bytes].concat();
    let _ = read_stream("a.gz", &all[..], &Settings::default());
});
