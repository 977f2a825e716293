//! Every Rust file begins with a line that says what the file is.

use crate::assert_none;
use crate::workspace::rust_files;

/// Greatest length of a first line in characters: with its comment mark it fits into a line.
const WIDEST: usize = 116;

/// The first line of a file, without its comment mark.
pub fn first_line(text: &str) -> Option<&str> {
    text.lines().next()?.strip_prefix("//! ")
}

/// The problem with the first line of a file, which must say in a sentence, and not as a question, what the file is.
fn wrong(text: &str) -> Option<&'static str> {
    let Some(line) = first_line(text) else { return Some("does not begin with a `//! ` line") };
    match line {
        line if line.contains('?') => Some("begins with a question; say first what the file is"),
        line if !line.ends_with('.') => Some("begins with a line that does not end its sentence with a full stop"),
        line if line.contains('|') => Some("begins with a line that no table can hold"),
        line if line.starts_with(char::is_lowercase) => Some("begins with a line in lower case"),
        line if line.chars().count() > WIDEST => Some("begins with a line that is too long"),
        _ => None,
    }
}

#[test]
fn every_file_begins_with_a_line_that_says_what_it_is() {
    let files = rust_files("crates");
    let problems = files.iter().filter_map(|(path, text)| Some(format!("{path} {}", wrong(text)?)));
    assert_none(problems.collect());
}

#[test]
fn a_line_that_says_nothing_of_the_file_is_found() {
    let all = ["use std::fmt;", "//! What is it?", "//! Roll-out of a regime", "//! a | b.", "//! roll-out."];
    assert!(all.iter().all(|text| wrong(text).is_some()));
    assert!(wrong(&format!("//! {}.", "A".repeat(WIDEST))).is_some());
    assert_eq!(wrong("//! Roll-out of a regime.\n//! Where is it in force?\n"), None);
}
