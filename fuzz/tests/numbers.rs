//! Hostile numbers: every number of every file that ships, replaced by what no writer means, is refused with its place or
//! taken within its range, and never becomes a number that is none.
//!
//! Every seventh number is tried; `FUZZ_ROUNDS=1000` tries them all.

use glasshouse::diagnostic::{Diagnostics, Severity, Source};
use glasshouse::scenario::catalogue::{self, Shipped};
use glasshouse::scenario::{self, ScenarioError};
use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

/// Ten thousand digits are one more.
const NUMBERS: [&str; 22] = [
    "nan",
    "-nan",
    "inf",
    "-inf",
    "-0",
    "-0.0",
    "5e-324",
    "1e-40",
    "1e308",
    "1e999",
    "-1e999",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "9223372036854775807",
    "-1",
    "0",
    "0x7fff",
    "32768",
    "-32769",
    "256",
];

/// Numbers in a text, outside comments and quotes, each with its sign.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut quoted, mut comment) = (Vec::new(), None, false, false);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let part = !quoted && !comment && (c.is_alphanumeric() || "._+-".contains(c));
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let first = text[from..at].trim_start_matches(['+', '-']).chars().next();
                if first.is_some_and(|c| c.is_ascii_digit()) {
                    found.push(from..at);
                }
                start = None;
            }
            _ => {}
        }
        quoted ^= c == '"' && !comment;
        comment = c != '\n' && (comment || c == '#' && !quoted);
    }
    found
}

/// Whether a value holds NaN or an infinity.
fn is_none(value: &impl Debug) -> bool {
    let words = format!("{value:?}");
    words.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| matches!(word, "NaN" | "inf" | "-inf"))
}

/// Refused with its place, or taken.
fn tried<T: Debug>(what: &str, read: Result<T, ScenarioError>) -> bool {
    match read {
        Ok(value) => {
            assert!(!is_none(&value), "{what}: a number that is none was taken");
            true
        }
        Err(ScenarioError::Diagnostics(Diagnostics(found))) => {
            let placed = found.iter().filter(|one| one.severity == Severity::Error).all(|one| !one.places.is_empty());
            assert!(placed, "{what}: a mistake has no place");
            false
        }
        Err(ScenarioError::File(flaw)) => panic!("{what}: {flaw}"),
    }
}

#[test]
fn a_hostile_number_is_refused_with_its_place_or_taken_within_its_range() {
    let step = if std::env::var("FUZZ_ROUNDS").is_ok() { 1 } else { 7 };
    let digits = "7".repeat(10_000);
    let hostile: Vec<&str> = NUMBERS.into_iter().chain([digits.as_str()]).collect();
    let (mut all, mut taken) = (0, 0);
    let mut each = |shelf: &[Shipped], read: &dyn Fn(&str, Arc<Source>) -> bool| {
        for shipped in shelf {
            for (n, place) in numbers(shipped.text).into_iter().enumerate().step_by(step) {
                for number in &hostile {
                    let text = [&shipped.text[..place.start], number, &shipped.text[place.end..]].concat();
                    let what = format!("{}, number {n}, {}", shipped.name, &number[..number.len().min(24)]);
                    all += 1;
                    taken += usize::from(read(&what, Arc::new(Source { name: shipped.name.into(), text })));
                }
            }
        }
    };
    each(catalogue::regimes(), &|what, source| {
        tried(what, scenario::regime_from(&[(source, None)]).map(|read| read.value))
    });
    each(catalogue::societies(), &|what, source| tried(what, scenario::society_from(source).map(|read| read.value)));
    assert!(all > 1_000 && taken > 0 && taken < all, "{taken} of {all}");
    println!("{all} hostile numbers: {taken} taken within their range, the others refused with their place");
}

#[test]
fn numbers_are_found_where_they_are() {
    let text = "a2 = 10 # 7\nb = [0.5, -3]\nc = \"8\"\nd = { from = 1_000 }\n";
    let found: Vec<&str> = numbers(text).into_iter().map(|place| &text[place]).collect();
    assert_eq!(found, ["10", "0.5", "-3", "1_000"]);
}
