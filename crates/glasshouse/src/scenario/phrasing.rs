//! Phrasing of a user's words, lists and ranges in messages.

use crate::diagnostic::is_hidden;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// Longest user's word repeated in a message, in characters.
const LONGEST: usize = 40;

/// The user's words in backticks: shortened, and without characters that a terminal would obey.
pub(super) fn quote(words: &str) -> String {
    let mut said: String = words.chars().take(LONGEST).map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect();
    if words.chars().nth(LONGEST).is_some() {
        said.push('…');
    }
    format!("`{said}`")
}

/// "`a`, `b` and `c`"
pub(super) fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>, last: &str) -> String {
    let mut names: Vec<String> = names.into_iter().map(|n| quote(n.as_ref())).collect();
    match names.pop() {
        Some(end) if !names.is_empty() => format!("{} {last} {end}", names.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}

/// "between 0 and 1"
pub(super) fn range<T: Display + PartialEq>(range: &RangeInclusive<T>) -> String {
    format!("between {} and {}", range.start(), range.end())
}
