//! Mistakes in a user's file: what is wrong, where, and what was probably meant.
//!
//! A mistake is data: severity, place, message, help. Readers collect all of them in one pass; only a face (the
//! command line, Python, the web page) shows them.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that was read, with the name by which its user knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File path as the user gave it, or `regime:NAME` for a shipped one.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the file can be used.
    Warning,
    /// The file cannot be used.
    Error,
}

/// One place in one text, with a remark about it (lower case, no final stop; may be empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The text.
    pub source: Arc<Source>,
    /// Byte range in it.
    pub span: Range<usize>,
    /// The remark under the underlined words.
    pub label: String,
}

/// One mistake in a user's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable short code, such as `unknown-key`.
    pub code: &'static str,
    /// One sentence, lower case, no final stop, the user's words in backticks.
    pub message: String,
    /// The places. The first is the main one; a conflict names both lines. Never empty.
    pub places: Vec<Location>,
    /// What was expected, or the nearest valid name.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a mistake that makes the file unusable.
    pub fn error(code: &'static str, message: impl Into<String>, place: Location) -> Diagnostic {
        Diagnostic { severity: Severity::Error, code, message: message.into(), places: vec![place], help: None }
    }

    /// Creates a warning: something worth a look.
    pub fn warning(code: &'static str, message: impl Into<String>, place: Location) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message, place) }
    }

    /// Adds a further place.
    pub fn and(mut self, place: Location) -> Diagnostic {
        self.places.push(place);
        self
    }

    /// Adds what was expected, or the nearest valid name.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

impl Location {
    /// Line and column of its first character, each counted from 1.
    pub fn line_and_column(&self) -> (usize, usize) {
        let text = &self.source.text;
        let before = text.get(..self.span.start).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// Three lines for people: severity, code and message; file, line and column; and the help, if there is one.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: {}", self.code, visible(&self.message))?;
        if let Some(place) = self.places.first() {
            let (line, column) = place.line_and_column();
            write!(f, "\n  --> {}:{line}:{column}", visible(&place.source.name))?;
        }
        self.help.iter().try_for_each(|help| write!(f, "\n  help: {}", visible(help)))
    }
}

impl Error for Diagnostic {}

/// A text in which each hidden character, which a terminal might obey, is replaced by a sign.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// All findings of one pass over one or more files.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// True if a finding makes the file unusable.
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Error)
    }
}

/// Each finding in turn, on lines of its own.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Diagnostic::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// The same as `Display`, so that a `main` that returns it as an error prints it legibly.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Diagnostics {}

/// The nearest of `known` to `given`, if it is near enough for a typing mistake.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(given, k), k))
        .filter(|(d, k)| *d <= 1 + k.len().min(given.len()) / 3)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// True for invisible characters that change what others look like: control characters, separators of lines, and marks
/// that change the direction of writing. Joiners (U+200C, U+200D) are letters of Persian, of languages of India and of
/// emoji, and are none of these.
pub fn is_hidden(c: char) -> bool {
    let lines = '\u{2028}'..='\u{2029}';
    let directions = ['\u{200e}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];
    c.is_control() || c == '\u{061c}' || lines.contains(&c) || directions.iter().any(|range| range.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joiners_are_letters_and_marks_of_direction_are_hidden() {
        for written in
            ["\u{645}\u{6cc}\u{200c}\u{634}\u{648}\u{62f}", "\u{1f468}\u{200d}\u{1f469}", "\u{1f3f3}\u{fe0f}"]
        {
            assert!(!written.chars().any(is_hidden), "{written}");
        }
        let all = (0..=0x0010_FFFF).filter_map(char::from_u32).filter(|c| is_hidden(*c) && !c.is_control());
        let hidden = "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!(all.collect::<String>(), hidden);
    }
}
