//! How much of a text with broken syntax can still be read?
//!
//! A key without a value makes the parser leave out the rest, and a list that is not closed makes it swallow the lines
//! that follow. Such lines are told, blanked out byte by byte, so that all places stay, and the text is parsed again.

use super::document::{Page, Tree};
use super::phrasing::quote;
use crate::diagnostic::Diagnostic;
use std::ops::Range;
use toml::de::{DeTable, Error};

/// Most times that a text is parsed again.
const MOST_ROUNDS: usize = 20;

/// Blanks out what cannot be parsed, and tells it. The rest of the errors are those of `tree`.
pub(super) fn mend(page: &Page) -> String {
    let mut text = page.text().to_string();
    for _ in 0..MOST_ROUNDS {
        let (_, errors) = tree(&text);
        let Some((broken, finding)) = first_broken(&text, &errors, page) else { break };
        page.tell(finding);
        blank(&mut text, broken);
    }
    text
}

/// The tree of a text, and the errors in it, in the order of the text.
pub(super) fn tree(text: &str) -> (Tree<'_>, Vec<Error>) {
    let (tree, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(at);
    errors.dedup_by(|a, b| a.span() == b.span() && a.message() == b.message());
    (tree.into_inner(), errors)
}

fn at(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn blank(text: &mut String, range: Range<usize>) {
    let blank: String = text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blank);
}

/// The first lines that keep the parser from reading on.
fn first_broken(text: &str, errors: &[Error], page: &Page) -> Option<(Range<usize>, Diagnostic)> {
    errors.iter().find_map(|error| {
        let is = |messages: &[&str]| messages.iter().any(|message| error.message().starts_with(message));
        if is(&["key with no value"]) {
            Some((line(text, at(error)), page.syntax(error)))
        } else if is(&["unclosed table", "unclosed array table"]) {
            Some((section(text, at(error)), page.syntax(error)))
        } else if is(SWALLOWED) {
            let at_the_end = is(&["unclosed"]);
            unclosed(text, at(error), at_the_end, page)
        } else {
            None
        }
    })
}

/// What the parser says of a line that has fallen into a list or inline table.
const SWALLOWED: &[&str] = &[
    "missing comma between",
    "missing key for inline table element",
    "unexpected `=` in array",
    "unclosed array,",
    "unclosed inline table",
];

/// A line, and all that follows it up to the next section.
fn section(text: &str, at: usize) -> Range<usize> {
    let start = line(text, at);
    let next = text[start.end..].find("\n[").map_or(text.len(), |i| start.end + i);
    start.start..next
}

/// The lines of a list or inline table into which the line at `at`, which sets something else, has fallen; or all that
/// is left, if the text ends in it.
fn unclosed(text: &str, at: usize, at_the_end: bool, page: &Page) -> Option<(Range<usize>, Diagnostic)> {
    let here = line(text, at);
    if !at_the_end && !is_statement(&text[here.clone()]) {
        return None;
    }
    let (end, mut start) = if at_the_end { (text.len(), here.end + 1) } else { (here.start, here.start) };
    loop {
        start = line(text, start.checked_sub(1)?).start;
        let words = &text[line(text, start)];
        if is_statement(words) {
            let (key, value) = words.split_once('=')?;
            let bracket = start + key.len() + 1 + value.find(['[', '{'])?;
            let finding = Diagnostic::error(
                "syntax",
                format!("the value of {} is not closed", quote(key.trim())),
                page.place(bracket..bracket + 1, "opened here"),
            );
            return Some((start..end, finding));
        }
    }
}

/// The line around a place, without its end.
fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    start..end
}

/// True for a line that sets a key or opens a section.
fn is_statement(line: &str) -> bool {
    let name = |s: &str| !s.trim().is_empty() && s.trim().chars().all(|c| c.is_alphanumeric() || "_-.\"".contains(c));
    let line = line.trim_start();
    match line.trim_start_matches('[') {
        header if header.len() < line.len() => header.split_once(']').is_some_and(|(key, _)| name(key)),
        setting => setting.split_once('=').is_some_and(|(key, _)| name(key)),
    }
}
