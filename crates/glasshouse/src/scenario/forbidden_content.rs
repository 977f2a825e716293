//! Checks for content that no file may have: personal data and oversized or hidden text.
//!
//! Societies are drawn from marginals. Rows about persons, identifiers of persons, and texts that are not settings are
//! refused wherever they appear.

use super::page::Page;
use super::phrasing::quote;
use super::syntax_tree::{Node, Tree};
use crate::diagnostic::{Diagnostic, is_hidden};
use std::cell::Cell;
use std::ops::Range;
use toml::de::DeValue;

/// Most entries of one list or table.
const MOST_ENTRIES: usize = 1000;
/// Deepest nesting of lists and tables.
const DEEPEST: usize = 32;
/// Longest text, in bytes.
const LONGEST: usize = 1 << 16;

const MARGINALS_ONLY: &str = "societies contain only marginals, never rows about persons";

/// Reports all forbidden content to the page; true if there is none.
pub(super) fn may_be_read(tree: &Tree<'_>, page: &Page) -> bool {
    let guard = Guard { page, refused: Cell::new(false) };
    guard.table(tree, 0..0, 0);
    !guard.refused.get()
}

struct Guard<'p> {
    page: &'p Page,
    refused: Cell<bool>,
}

impl Guard<'_> {
    fn table(&self, table: &Tree<'_>, span: Range<usize>, depth: usize) {
        if self.shape(table.len(), span, depth) {
            for (key, value) in table {
                self.text(key.get_ref(), key.span());
                self.value(value, depth + 1);
            }
        }
    }

    fn value(&self, value: &Node<'_>, depth: usize) {
        match value.get_ref() {
            DeValue::String(text) => self.text(text, value.span()),
            DeValue::Table(table) => self.table(table, value.span(), depth),
            DeValue::Array(list) if self.shape(list.len(), value.span(), depth) => {
                list.iter().for_each(|entry| self.value(entry, depth + 1));
            }
            _ => (),
        }
    }

    /// True if it is worth looking inside.
    fn shape(&self, entries: usize, span: Range<usize>, depth: usize) -> bool {
        let deep = depth > DEEPEST;
        let long = entries > MOST_ENTRIES;
        if deep {
            self.refuse(
                "too-deep",
                format!("nested more than {DEEPEST} levels deep"),
                span,
                "one level too many".into(),
            );
        } else if long {
            let label = format!("{entries} entries; at most {MOST_ENTRIES} are read");
            self.refuse("too-many-rows", MARGINALS_ONLY.into(), span, label);
        }
        !deep && !long
    }

    fn text(&self, text: &str, span: Range<usize>) {
        let is_written = |c: char| matches!(c, '\n' | '\t' | '\r');
        if text.len() > LONGEST {
            let label = format!("{} bytes; at most {LONGEST} are read", text.len());
            self.refuse("too-long", "a text is too long".into(), span, label);
        } else if let Some(hidden) = text.chars().find(|c| is_hidden(*c) && !is_written(*c)) {
            let label = format!("contains U+{:04X}", hidden as u32);
            self.refuse("hidden-character", "a text contains an invisible character".into(), span, label);
        } else if let Some((word, shape)) = personal(text) {
            let message = format!("{} looks like {shape}; {MARGINALS_ONLY}", quote(word));
            self.refuse("looks-personal", message, span, "refused".into());
        }
    }

    fn refuse(&self, code: &'static str, message: String, span: Range<usize>, label: String) {
        self.refused.set(true);
        self.page.tell(Diagnostic::error(code, message, self.page.place(span, label)));
    }
}

/// The first word that looks like an identifier of a person, and the kind of identifier.
fn personal(text: &str) -> Option<(&str, &'static str)> {
    let words = text.split(|c: char| c.is_whitespace() || "()<>[]{},;\"'，。；（）".contains(c));
    let shaped = words.filter(|word| !is_harmless(word)).find_map(|word| Some((word, shape(word)?)));
    shaped.or_else(|| Some((spaced_phone(text)?, "a telephone number")))
}

fn shape(word: &str) -> Option<&'static str> {
    match word {
        mail if is_mail(mail) => Some("an e-mail address"),
        phone if is_phone(phone) => Some("a telephone number"),
        number if is_identity(number) => Some("an identity number"),
        _ => None,
    }
}

/// True for addresses of publications, and for fractions: they may contain long numbers.
fn is_harmless(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.contains("://")
        || word.contains("doi")
        || word.starts_with("10.")
        || word.starts_with("www.")
        || word.contains('.') && word.parse::<f64>().is_ok()
}

fn is_mail(word: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
    let Some((who, host)) = word.trim_end_matches(['.', ':', '!', '?']).split_once('@') else { return false };
    part(who) && part(host) && host.split('.').count() > 1 && host.split('.').all(|p| !p.is_empty())
}

fn is_phone(word: &str) -> bool {
    runs(word).any(|run| run.len() == 11 && run.starts_with('1') && !matches!(run.as_bytes()[1], b'0'..=b'2'))
        || word.split_once('-').is_some_and(|(area, rest)| {
            let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
            area.starts_with('0')
                && matches!(area.len(), 3 | 4)
                && digits(area)
                && digits(rest)
                && matches!(rest.len(), 7 | 8)
        })
}

fn is_identity(word: &str) -> bool {
    runs(word).any(|run| {
        let check_letter = word.ends_with(['X', 'x']) && run.len() == 17;
        matches!(run.len(), 15 | 18) || check_letter
    })
}

/// Runs of digits.
fn runs(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

/// A number in international form, with spaces or hyphens between its groups.
fn spaced_phone(text: &str) -> Option<&str> {
    text.match_indices('+').find_map(|(start, _)| {
        let tail = &text[start + 1..];
        let end = tail.find(|c: char| !c.is_ascii_digit() && !" -".contains(c)).unwrap_or(tail.len());
        let number = tail[..end].trim_end();
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let tight = number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains("  ");
        (tight && (10..=15).contains(&digits)).then(|| &text[start..start + 1 + number.len()])
    })
}
