//! Name, link and definition of a measure, as markup.

use super::markup::esc;
use glasshouse::observatory::measures::{Measure, TABLE};

/// What the keys of five measures by income fifth have in common; `None` for any other measure.
pub fn stem(key: &str) -> Option<&str> {
    let (stem, last) = key.rsplit_once('_')?;
    let whole = || (1..=5).all(|i| TABLE.iter().any(|m| m.key == format!("{stem}_{i}")));
    (["1", "2", "3", "4", "5"].contains(&last) && whole()).then_some(stem)
}

/// Where the measure is told in full: fifths share one place.
pub fn anchor(m: &Measure) -> &str {
    stem(m.key).unwrap_or(m.key)
}

/// Definition, unit and direction in a paragraph.
pub fn definition(m: &Measure) -> String {
    format!(
        "<p class=definition>{}. <span class=direction>{}.</span></p>",
        esc(&capital(m.definition)),
        esc(&capital(m.direction))
    )
}

/// Its name as a link to where it is defined, with its unit.
pub fn linked(m: &Measure) -> String {
    let (to, name, unit) = (anchor(m), esc(m.name), esc(m.unit));
    format!("<a href=\"#m-{to}\">{name}</a> <span class=unit>{unit}</span>")
}

/// A sentence begins with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
