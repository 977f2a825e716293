//! Recovery of the readable part of a text with broken syntax.
//!
//! A key without a value makes the parser skip the rest, and a list that is not closed makes it swallow the following
//! lines. Such lines are reported and blanked out byte by byte, so that all places stay, and the text is parsed again.

use super::page::Page;
use super::phrasing::quote;
use super::syntax_tree::{at, tree};
use crate::diagnostic::Diagnostic;
use std::ops::Range;
use toml::de::Error;

/// Most times that a text is parsed again.
const MOST_ROUNDS: usize = 20;

/// Blanks out and reports lines that cannot be parsed. The remaining errors are those of `tree`.
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

fn blank(text: &mut String, range: Range<usize>) {
    let blank: String = text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blank);
}

/// The first lines that stop the parser.
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

/// The parser's messages about a line swallowed by a list or inline table.
const SWALLOWED: &[&str] = &[
    "missing comma between",
    "missing key for inline table element",
    "unexpected `=` in array",
    "unclosed array,",
    "unclosed inline table",
];

/// A line, and everything after it up to the next section.
fn section(text: &str, at: usize) -> Range<usize> {
    let start = line(text, at);
    let next = text[start.end..].find("\n[").map_or(text.len(), |i| start.end + i);
    start.start..next
}

/// The lines of the unclosed list or inline table that swallowed the line at `at`, which sets something else; or the
/// rest of the text, if it ends in the list.
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
