//! The target `linked` of cargo-fuzz.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| glasshouse_fuzz::linked(data));
