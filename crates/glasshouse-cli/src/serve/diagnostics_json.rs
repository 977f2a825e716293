//! How do the mistakes in a text go to the editor that underlines them?

use super::scenario_request::{Asked, Sheet};
use crate::failure::Stop;
use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use glasshouse::observatory::json::Json;
use glasshouse::scenario::{Read, ScenarioError};

/// What is to be said of a society's text.
pub fn of_society(sheet: &Sheet) -> Json {
    told(sheet.as_society(), std::slice::from_ref(sheet))
}

/// What is to be said of the parts of a regime, and of all of them together.
pub fn of_regime(asked: &Asked) -> Json {
    told(asked.read(), &asked.parts)
}

fn told<T>(read: Result<Read<T>, ScenarioError>, sheets: &[Sheet]) -> Json {
    match read {
        Ok(read) => list(&read.warnings, sheets),
        Err(ScenarioError::Diagnostics(found)) => list(&found, sheets),
        Err(failure) => {
            let words = Stop::from(failure).words();
            Json::List(vec![Json::Object(vec![
                ("severity", "error".into()),
                ("message", words.as_str().into()),
                ("places", Json::List(Vec::new())),
            ])])
        }
    }
}

/// Diagnostics with their places, as a browser counts them.
fn list(findings: &Diagnostics, sheets: &[Sheet]) -> Json {
    Json::List(findings.0.iter().map(|found| finding(found, sheets)).collect())
}

fn finding(finding: &Diagnostic, sheets: &[Sheet]) -> Json {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Json::Object(vec![
        ("severity", severity.into()),
        ("code", finding.code.into()),
        ("message", finding.message.as_str().into()),
        ("help", finding.help.as_deref().map_or(Json::Nothing, Json::from)),
        ("places", Json::List(finding.places.iter().filter_map(|p| place(p, sheets)).collect())),
    ])
}

/// A place in one of the texts that were sent; none if it is in another one.
fn place(place: &Location, sheets: &[Sheet]) -> Option<Json> {
    let part = sheets.iter().position(|sheet| {
        let without = sheet.without.as_ref().map(|section| format!("{} without {section}.toml", sheet.name));
        place.source.name == without.unwrap_or_else(|| sheet.file())
    })?;
    let (read, text) = (&place.source.text, &sheets[part].text);
    let at = |byte: usize| Json::Number(units(text, in_original(text, read, byte)));
    let line = read.get(..place.span.start).map_or(1, |before| 1 + before.matches('\n').count());
    Some(Json::Object(vec![
        ("part", Json::Number(part as u64)),
        ("from", at(place.span.start)),
        ("to", at(place.span.end)),
        ("line", Json::Number(line as u64)),
        ("label", place.label.as_str().into()),
    ]))
}

/// The same place in the text that was sent. Where a section is left out, its lines are read as empty ones.
fn in_original(text: &str, read: &str, byte: usize) -> usize {
    let before = read.get(..byte).unwrap_or(read);
    let begins = before.rfind('\n').map_or(0, |n| n + 1);
    let lines = before[..begins].matches('\n').count();
    let there: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    (there + byte - begins).min(text.len())
}

/// A browser counts a text in units of sixteen bits.
fn units(text: &str, byte: usize) -> u64 {
    text.get(..byte).map_or(0, |before| before.encode_utf16().count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, text: &str, without: Option<&str>) -> Sheet {
        Sheet { name: name.into(), text: text.into(), ships: false, without: without.map(str::to_owned) }
    }

    #[test]
    fn places_are_counted_as_a_browser_counts() {
        // The first line has seven units (the face counts as two), the second nine.
        let said = of_regime(&Asked { parts: vec![sheet("mine", "# 🙂 é\n[regime]\ntitel = \"a\"\n", None)] }).line();
        assert!(said.contains("\"from\": 16,\"to\": 21,\"line\": 3"), "{said}");
        assert!(said.contains("title"), "{said}");
    }

    #[test]
    fn a_place_after_a_section_that_is_left_out_is_where_it_was() {
        let text = "[score]\nstart = 5\n[regime]\ntitel = \"a\"\n";
        let parts = vec![sheet("other", "[regime]\ntitle = \"b\"\n", None), sheet("mine", text, Some("score"))];
        let said = of_regime(&Asked { parts }).line();
        let from = text.find("titel").unwrap();
        assert!(said.contains(&format!("\"part\": 1,\"from\": {from},\"to\": {},\"line\": 4", from + 5)), "{said}");
    }
}
