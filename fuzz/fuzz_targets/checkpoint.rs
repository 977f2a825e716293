//! The target `checkpoint` of cargo-fuzz.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| glasshouse_fuzz::checkpoint(data));
