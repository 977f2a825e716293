//! What became of one measure: over time, during and after, and in the eyes of the state?

use super::html_page::{esc, table};
use super::{Story, income_fifths, report_text, time_series_chart};
use crate::number_format;
use glasshouse::experiment::compare::Window;
use glasshouse::observatory::measures::{Group, Measure, TABLE, View};

/// All measures under a heading; those by income fifth as one picture.
pub fn group(story: &Story, group: Group) -> String {
    TABLE
        .iter()
        .filter(|m| m.group == group)
        .filter_map(|m| match income_fifths::stem(m.key) {
            None => Some(article(story, m)),
            Some(_) if m.key.ends_with("_1") => Some(income_fifths::article(story, m)),
            Some(_) => None,
        })
        .collect()
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
    let (to, name, unit) = (super::difference_plot::anchor(m), esc(m.name), esc(m.unit));
    format!("<a href=\"#m-{to}\">{name}</a> <span class=unit>{unit}</span>")
}

/// A sentence begins with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn article(story: &Story, m: &'static Measure) -> String {
    let truth = time_series_chart::Lines::new(story, m, View::Truth);
    let seen = m.seen.map(|_| time_series_chart::Lines::new(story, m, View::Seen)).filter(|lines| !lines.is_empty());
    // Both views on one axis: only so can one be held against the other.
    let axis = time_series_chart::axis(&std::iter::once(&truth).chain(&seen).collect::<Vec<_>>());
    let mut figures = if truth.is_empty() {
        "<p class=small>Not defined in any month of this run: there was nobody to count.</p>".to_owned()
    } else {
        time_series_chart::figure(story, m, View::Truth, &truth, &axis)
    };
    if let Some(seen) = &seen {
        figures += &time_series_chart::figure(story, m, View::Seen, seen, &axis);
    } else {
        figures += &format!("<div>{}</div>", levels(story, m));
    }
    let below = if seen.is_some() { levels(story, m) } else { String::new() };
    format!(
        "<article id=\"m-{}\"><h3>{} <span class=unit>{}</span></h3>{}<div class=pair>{figures}</div>{below}</article>",
        m.key,
        esc(m.name),
        esc(m.unit),
        definition(m)
    )
}

/// Levels and paired differences in each window, and what the state sees where it can differ.
fn levels(story: &Story, m: &Measure) -> String {
    let c = story.comparison;
    let alone = story.regimes() == 1;
    let mut head = vec!["Regime".to_owned(), "Level".to_owned()];
    head.extend((!alone).then(|| format!("Difference to {}", story.name(0))));
    head.extend(m.seen.map(|_| "The state sees".to_owned()));
    let row = |r: usize, window: Window| {
        let level = |view| c.level(r, m, view, window).map_or(report_text::NONE.to_owned(), number_format::level);
        let mut cells = vec![story.name(r), level(View::Truth)];
        cells.extend((!alone).then(|| difference(story, r, m, window)));
        cells.extend(m.seen.map(|_| level(View::Seen)));
        cells
    };
    let mut rows = Vec::new();
    for (window, words) in story.windows() {
        rows.push(vec![words.to_owned()]);
        rows.extend((0..story.regimes()).map(|r| row(r, window)));
    }
    table("", &head, &rows)
}

/// A difference; bold if it is surely not chance.
fn difference(story: &Story, r: usize, m: &Measure, window: Window) -> String {
    if r == 0 {
        return "baseline".to_owned();
    }
    match story.comparison.difference(r, m, View::Truth, window) {
        Some(i) if i.excludes_zero() => format!("<strong>{}</strong>", number_format::difference(i)),
        Some(i) => number_format::difference(i),
        None => report_text::NONE.to_owned(),
    }
}
