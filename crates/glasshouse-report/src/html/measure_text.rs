//! Name, link and definition of a measure, as markup.

use super::markup::esc;
use glasshouse::observatory::measures::{Measure, TABLE};

/// The common stem of the keys of five measures by income fifth; `None` for any other measure.
pub fn stem(key: &str) -> Option<&str> {
    let (stem, last) = key.rsplit_once('_')?;
    let whole = || (1..=5).all(|i| TABLE.iter().any(|m| m.key == format!("{stem}_{i}")));
    (["1", "2", "3", "4", "5"].contains(&last) && whole()).then_some(stem)
}

/// The anchor of the measure's full account; fifths share one.
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

/// Its name as a link to its definition, with its unit.
pub fn linked(m: &Measure) -> String {
    let (to, name, unit) = (anchor(m), esc(m.name), esc(m.unit));
    format!("<a href=\"#m-{to}\">{name}</a> <span class=unit>{unit}</span>")
}

/// Capitalises the first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
