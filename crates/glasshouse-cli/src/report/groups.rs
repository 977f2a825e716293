//! Does it go alike with the young and the old, the schooled and the others, town and country?

use super::page::{esc, table};
use super::{Story, text};
use crate::number;
use crate::table::HEADLINES;
use glasshouse::experiment::compare::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::society::groups::By;

/// More groups than this are for files, not for readers.
const MOST: usize = 12;

/// The headline measures by group, while the regimes are in force; `None` if figures are not told by group, or there
/// are too many groups to read.
pub fn section(story: &Story) -> Option<String> {
    let groups = story.comparison.plan.groups();
    story.comparison.months(Window::During)?;
    if groups.is_empty() || groups.len() > MOST || story.comparison.plan.by == Some(By::County) {
        return None;
    }
    let tables: String = HEADLINES.iter().filter_map(|key| by_key(key)).map(|m| one(story, m, &groups)).collect();
    Some(format!("<p>{}</p>{tables}", text::HOW_TO_READ_GROUPS))
}

fn one(story: &Story, m: &Measure, groups: &[String]) -> String {
    let regimes = 0..story.regimes();
    let head = std::iter::once("Group".to_owned()).chain(regimes.clone().map(|r| story.name(r)));
    let rows = groups.iter().enumerate().map(|(group, name)| {
        let level = |r| story.comparison.level_of(group, r, m, View::Truth, Window::During);
        let cells = regimes.clone().map(|r| level(r).map_or(text::NONE.to_owned(), number::level));
        std::iter::once(esc(name)).chain(cells).collect()
    });
    let caption = format!("{} <span class=unit>{}</span>", esc(m.name), esc(m.unit));
    let (head, rows): (Vec<String>, Vec<Vec<String>>) = (head.collect(), rows.collect());
    format!("<h3>{caption}</h3>{}", table("", &head, &rows))
}
