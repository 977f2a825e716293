//! JSON values, always written with the same bytes.

use std::fmt::{self, Display, Write};

/// A JSON value. Keys keep their order, so that equal values have equal texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Nothing: an undefined value.
    Nothing,
    /// True or false.
    Truth(bool),
    /// A whole number below 2^53, which every reader keeps exactly; larger ones are written as text.
    Number(u64),
    /// A finite number, whole or not.
    Figure(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys with values, in the order given.
    Object(Vec<(&'static str, Json)>),
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Json {
    /// The value on one line: no text holds a line break that is not escaped.
    pub fn line(&self) -> String {
        self.to_string().lines().map(str::trim_start).collect()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Json::Nothing => f.write_str("null"),
            Json::Truth(value) => write!(f, "{value}"),
            Json::Number(value) => write!(f, "{value}"),
            Json::Figure(value) => write!(f, "{value}"),
            Json::Text(text) => quote(f, text),
            Json::List(items) => enclose(f, ['[', ']'], depth, items.len(), |f, i| items[i].write(f, depth + 1)),
            Json::Object(pairs) => enclose(f, ['{', '}'], depth, pairs.len(), |f, i| {
                quote(f, pairs[i].0)?;
                f.write_str(": ")?;
                pairs[i].1.write(f, depth + 1)
            }),
        }
    }
}

/// Brackets around `n` items, one a line.
fn enclose(
    f: &mut fmt::Formatter<'_>,
    [open, close]: [char; 2],
    depth: usize,
    n: usize,
    item: impl Fn(&mut fmt::Formatter<'_>, usize) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    for i in 0..n {
        f.write_str(if i == 0 { "\n" } else { ",\n" })?;
        (0..=depth).try_for_each(|_| f.write_str("  "))?;
        item(f, i)?;
    }
    if n > 0 {
        f.write_char('\n')?;
        (0..depth).try_for_each(|_| f.write_str("  "))?;
    }
    f.write_char(close)
}

/// A text in quotes; everything that is not plain is escaped as the standard requires.
fn quote(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            // Controls must be escaped; the line separators are legal JSON but break scripts that embed it.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => write!(f, "\\u{:04x}", c as u32)?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn odd_texts_are_escaped() {
        assert_eq!(Json::from("a\"b\\c\n\u{1}é\u{2028}").to_string(), r#""a\"b\\c\n\u0001é\u2028""#);
    }

    #[test]
    fn nesting_is_indented() {
        let value =
            Json::Object(vec![("a", Json::List(vec![Json::Number(1), Json::Truth(true)])), ("b", Json::List(vec![]))]);
        assert_eq!(value.line(), "{\"a\": [1,true],\"b\": []}");
        assert_eq!(value.to_string(), "{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": []\n}");
    }
}
