//! The texts in a request: a society, and regimes of one or several parts.

use super::http::{Refusal, refuse};
use glasshouse::diagnostic::Source;
use glasshouse::observatory::json::Json;
use glasshouse::regime::Regime;
use glasshouse::scenario::catalogue::Shipped;
use glasshouse::scenario::{self, Read, ScenarioError, catalogue, end_month};
use glasshouse::society::Society;
use serde_json::Value;
use std::sync::Arc;

/// Longest text, in bytes.
const LONGEST_TEXT: usize = 128 << 10;
/// Longest name of a text or a section.
const LONGEST_NAME: usize = 40;
/// Most parts of a regime.
const MOST_PARTS: usize = 6;

/// A text with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct ScenarioText {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it is shipped with the program, word for word.
    pub ships: bool,
    /// The section left out of it, if it is a part of a regime.
    pub without: Option<String>,
}

/// A text in an object.
pub fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Refusal> {
    value[key].as_str().ok_or_else(|| refuse(400, format!("`{key}` must be a text")))
}

impl ScenarioText {
    /// Reads a text and its name, both within limits.
    fn read(value: &Value, shelf: &[Shipped]) -> Result<ScenarioText, Refusal> {
        let (name, text) = (text(value, "name")?, text(value, "text")?);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(plain) {
            let words = format!("a name must have 1 to {LONGEST_NAME} characters from a-z, 0-9 and -");
            return Err(refuse(422, words));
        }
        if text.len() > LONGEST_TEXT {
            return Err(refuse(413, format!("the text of a society or regime may have at most {LONGEST_TEXT} bytes")));
        }
        let without = match value["without"].as_str() {
            None => None,
            Some(section) if section.len() <= LONGEST_NAME && section.chars().all(|c| plain(c) || c == '_') => {
                Some(section.to_owned())
            }
            Some(_) => return Err(refuse(422, "the part to leave out must be the name of a section")),
        };
        let ships = shelf.iter().any(|s| s.name == name && s.text == text);
        Ok(ScenarioText { name: name.into(), text: text.into(), ships, without })
    }

    /// A society as it was sent.
    pub fn society(value: &Value) -> Result<ScenarioText, Refusal> {
        ScenarioText::read(value, catalogue::societies())
    }

    /// As it was sent.
    pub fn json(&self) -> Json {
        Json::Object(vec![
            ("name", self.name.as_str().into()),
            ("text", self.text.as_str().into()),
            ("without", self.without.as_deref().map_or(Json::Nothing, Json::from)),
        ])
    }

    /// The file to which it is written.
    pub fn file(&self) -> String {
        format!("{}.toml", self.name)
    }

    /// Its name on the command line, if its file is in this folder.
    pub fn spec(&self, folder: &str) -> String {
        let name = if self.ships { self.name.clone() } else { format!("{folder}{}", self.file()) };
        self.without.as_ref().map_or(name.clone(), |section| format!("{name} without {section}"))
    }

    /// The same text as a source.
    fn source(&self) -> Arc<Source> {
        Arc::new(Source { name: self.file(), text: self.text.clone() })
    }

    /// The society that it describes.
    pub fn as_society(&self) -> Result<Read<Society>, ScenarioError> {
        scenario::society_from(self.source())
    }
}

/// A regime as it was sent: the combination of its parts.
#[derive(Clone)]
pub struct RegimeRequest {
    /// Its parts, each with a name of its own.
    pub parts: Vec<ScenarioText>,
}

impl RegimeRequest {
    /// A regime as it was sent.
    pub fn of(value: &Value) -> Result<RegimeRequest, Refusal> {
        let parts = value["parts"].as_array().filter(|parts| (1..=MOST_PARTS).contains(&parts.len()));
        let parts = parts.ok_or_else(|| refuse(422, format!("a regime has 1 to {MOST_PARTS} parts")))?;
        let parts =
            parts.iter().map(|part| ScenarioText::read(part, catalogue::regimes())).collect::<Result<Vec<_>, _>>()?;
        if parts.iter().enumerate().any(|(n, a)| parts[..n].iter().any(|b| a.name == b.name)) {
            return Err(refuse(422, "two parts of a regime have the same name"));
        }
        Ok(RegimeRequest { parts })
    }

    /// As it was sent.
    pub fn json(&self) -> Json {
        Json::Object(vec![("parts", Json::List(self.parts.iter().map(ScenarioText::json).collect()))])
    }

    /// Reads the combination of its parts.
    pub fn read(&self) -> Result<Read<Regime>, ScenarioError> {
        let parts: Vec<_> = self.parts.iter().map(|part| (part.source(), part.without.as_deref())).collect();
        scenario::regime_from(&parts)
    }

    /// Its name on the command line.
    pub fn spec(&self, folder: &str) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| part.spec(folder)).collect();
        parts.join(" + ")
    }

    /// The same regime, ending in this month.
    pub fn ended(&self, month: u32) -> RegimeRequest {
        let end = |part: &ScenarioText| match end_month::with_ends(&part.text, month) {
            Some(text) => ScenarioText { text, ships: false, ..part.clone() },
            None => part.clone(),
        };
        RegimeRequest { parts: self.parts.iter().map(end).collect() }
    }
}
