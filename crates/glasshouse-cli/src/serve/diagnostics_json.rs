//! Mistakes in a text as JSON for the editor that underlines them.

use super::scenario_request::{RegimeRequest, ScenarioText};
use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use glasshouse::observatory::json::Json;
use glasshouse::scenario::{Read, ScenarioError};
use glasshouse_report::job_error::JobError;

/// The diagnostics of a society's text.
pub fn of_society(one: &ScenarioText) -> Json {
    told(one.as_society(), std::slice::from_ref(one))
}

/// The diagnostics of a regime's parts and of their combination.
pub fn of_regime(asked: &RegimeRequest) -> Json {
    told(asked.read(), &asked.parts)
}

fn told<T>(read: Result<Read<T>, ScenarioError>, texts: &[ScenarioText]) -> Json {
    match read {
        Ok(read) => list(&read.warnings, texts),
        Err(ScenarioError::Diagnostics(found)) => list(&found, texts),
        Err(failure) => {
            let words = JobError::from(failure).to_string();
            Json::List(vec![Json::Object(vec![
                ("severity", "error".into()),
                ("message", words.as_str().into()),
                ("places", Json::List(Vec::new())),
            ])])
        }
    }
}

/// Diagnostics with their positions as a browser counts them.
fn list(findings: &Diagnostics, texts: &[ScenarioText]) -> Json {
    Json::List(findings.0.iter().map(|found| finding(found, texts)).collect())
}

fn finding(finding: &Diagnostic, texts: &[ScenarioText]) -> Json {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Json::Object(vec![
        ("severity", severity.into()),
        ("code", finding.code.into()),
        ("message", finding.message.as_str().into()),
        ("help", finding.help.as_deref().map_or(Json::Nothing, Json::from)),
        ("places", Json::List(finding.places.iter().filter_map(|p| place(p, texts)).collect())),
    ])
}

/// A position in one of the texts that were sent; `None` if it is in another text.
fn place(place: &Location, texts: &[ScenarioText]) -> Option<Json> {
    let part = texts.iter().position(|one| {
        let without = one.without.as_ref().map(|section| format!("{} without {section}.toml", one.name));
        place.source.name == without.unwrap_or_else(|| one.file())
    })?;
    let (read, text) = (&place.source.text, &texts[part].text);
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

/// The same position in the text that was sent. The lines of a section that is left out are read as empty.
fn in_original(text: &str, read: &str, byte: usize) -> usize {
    let before = read.get(..byte).unwrap_or(read);
    let begins = before.rfind('\n').map_or(0, |n| n + 1);
    let lines = before[..begins].matches('\n').count();
    let there: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    (there + byte - begins).min(text.len())
}

/// A position in units of sixteen bits, as a browser counts.
fn units(text: &str, byte: usize) -> u64 {
    text.get(..byte).map_or(0, |before| before.encode_utf16().count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, text: &str, without: Option<&str>) -> ScenarioText {
        ScenarioText { name: name.into(), text: text.into(), ships: false, without: without.map(str::to_owned) }
    }

    #[test]
    fn places_are_counted_as_a_browser_counts() {
        // The first line has seven units (the face counts as two), the second nine.
        let said =
            of_regime(&RegimeRequest { parts: vec![part("mine", "# 🙂 é\n[regime]\ntitel = \"a\"\n", None)] }).line();
        assert!(said.contains("\"from\": 16,\"to\": 21,\"line\": 3"), "{said}");
        assert!(said.contains("title"), "{said}");
    }

    #[test]
    fn a_place_after_a_section_that_is_left_out_is_where_it_was() {
        let text = "[score]\nstart = 5\n[regime]\ntitel = \"a\"\n";
        let parts = vec![part("other", "[regime]\ntitle = \"b\"\n", None), part("mine", text, Some("score"))];
        let said = of_regime(&RegimeRequest { parts }).line();
        let from = text.find("titel").unwrap();
        assert!(said.contains(&format!("\"part\": 1,\"from\": {from},\"to\": {},\"line\": 4", from + 5)), "{said}");
    }
}
