//! Only the files of the library that the map lists touch the disk.

use crate::rust_text::{tokens, without_tests};
use crate::workspace::{below, read};

/// Whether a source text names the module `std::fs`, outside of its unit tests.
fn touches(text: &str) -> bool {
    tokens(without_tests(text)).iter().any(|token| *token == "fs")
}

#[test]
fn the_files_that_touch_the_disk_are_those_that_the_map_lists() {
    let touching: Vec<String> = below("crates/glasshouse/src")
        .into_iter()
        .filter(|path| path.ends_with(".rs") && touches(&read(path)))
        .collect();
    let map = read("ARCHITECTURE.md");
    let (_, rest) = map.split_once("touch the disk:\n").expect("the map lists the files that touch the disk");
    let lines = rest.lines().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let row = |line: &str| line.strip_prefix("- `").and_then(|line| line.split('`').next()).map(str::to_owned);
    let mut listed: Vec<String> = lines.filter_map(row).collect();
    listed.sort();
    assert_eq!(touching, listed);
}

#[test]
fn a_use_of_the_disk_is_found() {
    assert!(touches("use std::fs::{self, File};") && touches("fn f() { std::fs::read(path); }"));
    assert!(!touches("// std::fs\nuse std::fmt;"));
}
