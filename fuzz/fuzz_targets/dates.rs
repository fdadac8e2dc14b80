//! Fuzzes the reading of published times.

#![no_main]

use headwater_ingest::{date_in_name, parse_date};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = parse_date(text);
    let _ = date_in_name(text);
});
