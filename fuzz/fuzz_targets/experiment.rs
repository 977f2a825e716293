//! The target `experiment` of cargo-fuzz.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| glasshouse_fuzz::experiment(data));
