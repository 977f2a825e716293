//! How do the mistakes in a text go to the editor that underlines them?

use crate::stop::Stop;
use glasshouse::finding::{Finding, Findings, Place, Severity, Source};
use glasshouse::observatory::json::Json;
use glasshouse::regime::Regime;
use glasshouse::scenario::{self, Read, Trouble};
use std::sync::Arc;

/// Reads the text of a regime under a name; nothing is opened.
pub fn read(name: &str, text: &str) -> Result<Read<Regime>, Trouble> {
    scenario::regime_from(Arc::new(Source { name: format!("{name}.toml"), text: text.to_owned() }))
}

/// What is to be said of a text.
pub fn check(name: &str, text: &str) -> Json {
    match read(name, text) {
        Ok(read) => list(&read.warnings),
        Err(Trouble::Findings(found)) => list(&found),
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

/// Findings with their places, as a browser counts them.
pub fn list(findings: &Findings) -> Json {
    Json::List(findings.0.iter().map(finding).collect())
}

fn finding(finding: &Finding) -> Json {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    Json::Object(vec![
        ("severity", severity.into()),
        ("code", finding.code.into()),
        ("message", finding.message.as_str().into()),
        ("help", finding.help.as_deref().map_or(Json::Nothing, Json::from)),
        ("places", Json::List(finding.places.iter().map(place).collect())),
    ])
}

fn place(place: &Place) -> Json {
    let text = &place.source.text;
    let at = |byte: usize| Json::Number(units(text, byte));
    let line = text.get(..place.span.start).map_or(1, |before| 1 + before.matches('\n').count());
    Json::Object(vec![
        ("from", at(place.span.start)),
        ("to", at(place.span.end)),
        ("line", Json::Number(line as u64)),
        ("label", place.label.as_str().into()),
    ])
}

/// A browser counts a text in units of sixteen bits.
fn units(text: &str, byte: usize) -> u64 {
    text.get(..byte).map_or(0, |before| before.encode_utf16().count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_a_browser_counts() {
        // The first line has seven units (the face counts as two), the second nine.
        let said = check("mine", "# 🙂 é\n[regime]\ntitel = \"a\"\n").line();
        assert!(said.contains("\"from\": 16,\"to\": 21,\"line\": 3"), "{said}");
        assert!(said.contains("title"), "{said}");
    }
}
