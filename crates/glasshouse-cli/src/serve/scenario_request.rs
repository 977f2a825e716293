//! Which texts were sent: a society, and regimes of one or several parts?

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
/// Longest name of a text, and of a section.
const LONGEST_NAME: usize = 40;
/// Parts of which a regime may be composed.
const MOST_PARTS: usize = 6;

/// A text with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Whether it ships with the program, word for word.
    pub ships: bool,
    /// The section that is left out of it, if it is a part of a regime.
    pub without: Option<String>,
}

/// A text of a table.
pub fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Refusal> {
    value[key].as_str().ok_or_else(|| refuse(400, format!("`{key}` should be a text")))
}

impl Sheet {
    /// A text as it was sent: its name and itself, both within limits.
    fn read(value: &Value, shelf: &[Shipped]) -> Result<Sheet, Refusal> {
        let (name, text) = (text(value, "name")?, text(value, "text")?);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(plain) {
            let words = format!("the name of a text is 1 to {LONGEST_NAME} of the characters a-z, 0-9 and -");
            return Err(refuse(422, words));
        }
        if text.len() > LONGEST_TEXT {
            return Err(refuse(413, format!("a society or a regime is a short text, of {LONGEST_TEXT} bytes at most")));
        }
        let without = match value["without"].as_str() {
            None => None,
            Some(section) if section.len() <= LONGEST_NAME && section.chars().all(|c| plain(c) || c == '_') => {
                Some(section.to_owned())
            }
            Some(_) => return Err(refuse(422, "what is left out should be the name of a section")),
        };
        let ships = shelf.iter().any(|s| s.name == name && s.text == text);
        Ok(Sheet { name: name.into(), text: text.into(), ships, without })
    }

    /// A society as it was sent.
    pub fn society(value: &Value) -> Result<Sheet, Refusal> {
        Sheet::read(value, catalogue::societies())
    }

    /// As it was sent.
    pub fn json(&self) -> Json {
        Json::Object(vec![
            ("name", self.name.as_str().into()),
            ("text", self.text.as_str().into()),
            ("without", self.without.as_deref().map_or(Json::Nothing, Json::from)),
        ])
    }

    /// The file that it is written into.
    pub fn file(&self) -> String {
        format!("{}.toml", self.name)
    }

    /// How it is called on the command line, where its file lies in this folder.
    pub fn spec(&self, folder: &str) -> String {
        let name = if self.ships { self.name.clone() } else { format!("{folder}{}", self.file()) };
        self.without.as_ref().map_or(name.clone(), |section| format!("{name} without {section}"))
    }

    /// The same text as a source.
    fn source(&self) -> Arc<Source> {
        Arc::new(Source { name: self.file(), text: self.text.clone() })
    }

    /// The society that it says.
    pub fn as_society(&self) -> Result<Read<Society>, ScenarioError> {
        scenario::society_from(self.source())
    }
}

/// A regime as it was sent: what its parts say together.
#[derive(Clone)]
pub struct Asked {
    /// Its parts, of which each has a name of its own.
    pub parts: Vec<Sheet>,
}

impl Asked {
    /// A regime as it was sent.
    pub fn of(value: &Value) -> Result<Asked, Refusal> {
        let parts = value["parts"].as_array().filter(|parts| (1..=MOST_PARTS).contains(&parts.len()));
        let parts = parts.ok_or_else(|| refuse(422, format!("a regime has 1 to {MOST_PARTS} parts")))?;
        let parts = parts.iter().map(|part| Sheet::read(part, catalogue::regimes())).collect::<Result<Vec<_>, _>>()?;
        if parts.iter().enumerate().any(|(n, a)| parts[..n].iter().any(|b| a.name == b.name)) {
            return Err(refuse(422, "two parts of a regime have the same name"));
        }
        Ok(Asked { parts })
    }

    /// As it was sent.
    pub fn json(&self) -> Json {
        Json::Object(vec![("parts", Json::List(self.parts.iter().map(Sheet::json).collect()))])
    }

    /// What they say together.
    pub fn read(&self) -> Result<Read<Regime>, ScenarioError> {
        let parts: Vec<_> = self.parts.iter().map(|part| (part.source(), part.without.as_deref())).collect();
        scenario::regime_from(&parts)
    }

    /// How it is called on the command line.
    pub fn spec(&self, folder: &str) -> String {
        let parts: Vec<String> = self.parts.iter().map(|part| part.spec(folder)).collect();
        parts.join(" + ")
    }

    /// The same regime, ended in this month.
    pub fn ended(&self, month: u32) -> Asked {
        let end = |part: &Sheet| match end_month::with_ends(&part.text, month) {
            Some(text) => Sheet { text, ships: false, ..part.clone() },
            None => part.clone(),
        };
        Asked { parts: self.parts.iter().map(end).collect() }
    }
}
