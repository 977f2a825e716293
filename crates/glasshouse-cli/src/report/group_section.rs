//! Does it go alike with the young and the old, the schooled and the others, town and country?

use super::axis_scale::Scale;
use super::html_page::{esc, table};
use super::palette::class;
use super::svg::Svg;
use super::{Story, income_fifths, measure_section, report_text};
use crate::comparison_table::HEADLINES;
use crate::number_format;
use glasshouse::experiment::compare::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse::society::strata::By;

const WIDTH: f64 = 460.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 446.0;
/// Height of a group's row, and of the heading of a division.
const ROW: f64 = 17.0;
const HEADING: f64 = 20.0;

/// A value: group, regime, interval.
type Dot = (usize, usize, Interval);

/// The headline measures by group, while the regimes are in force; `None` if figures are not told by such groups.
pub fn section(story: &Story) -> Option<String> {
    story.comparison.months(Window::During)?;
    let by = story.comparison.plan.by.filter(|by| *by != By::County)?;
    // What is told by fifth already, or says how unequal all are, is not told again within a group.
    let shown = HEADLINES.iter().filter(|key| income_fifths::stem(key).is_none() && !key.starts_with("gini"));
    let figures: String = shown.filter_map(|key| by_key(key)).filter_map(|m| figure(story, m, by)).collect();
    Some(format!("<p>{}</p><div class=pair>{figures}</div>", report_text::how_to_read_groups(story, by)))
}

/// Differences of each group to itself under the baseline; levels, where there is no difference to take.
fn dots(story: &Story, m: &Measure, by: By) -> (bool, Vec<Dot>) {
    let c = story.comparison;
    let all = |alone: bool| {
        let value = |group, r| match alone {
            true => c.level_of(group, r, m, View::Truth, Window::During),
            false => c.difference_of(group, r, m, View::Truth, Window::During),
        };
        let regimes = usize::from(story.regimes() > 1)..story.regimes();
        let places = (0..by.parts()).flat_map(|group| regimes.clone().map(move |r| (group, r)));
        places.filter_map(|(group, r)| Some((group, r, value(group, r)?))).collect::<Vec<Dot>>()
    };
    let compared = if story.regimes() > 1 { all(false) } else { Vec::new() };
    if compared.is_empty() { (true, all(true)) } else { (false, compared) }
}

fn figure(story: &Story, m: &Measure, by: By) -> Option<String> {
    let (alone, dots) = dots(story, m, by);
    if dots.is_empty() {
        return None;
    }
    let what = match (alone, story.regimes()) {
        (false, _) => format!("difference to {}", story.name(0)),
        (true, 1) => "level".to_owned(),
        (true, _) => format!("level (not defined under {})", story.name(0)),
    };
    let picture = draw(story, by, &dots).finish(&format!("by-{}", m.key), m.name, &aloud(story, m, by, &dots));
    Some(format!(
        "<figure><figcaption><strong>{}</strong><span class=small>{what}; {}</span></figcaption>{picture}{}</figure>",
        measure_section::linked(m),
        esc(m.direction),
        behind(story, m, by)
    ))
}

fn draw(story: &Story, by: By, dots: &[Dot]) -> Svg {
    // Where each group stands; a division begins with its heading.
    let mut at = 0.0;
    let mut places = Vec::new();
    let mut svg_texts = Vec::new();
    for group in 0..by.parts() {
        let (division, n) = by.division(group);
        if n == 0 {
            at += HEADING;
            svg_texts.push(("note", [2.0, at - 5.0], division.word().to_owned()));
        }
        places.push(at + ROW / 2.0);
        svg_texts.push(("label e", [LEFT - 10.0, at + ROW / 2.0 + 4.0], division.name(n)));
        at += ROW;
    }
    let ends = dots.iter().flat_map(|(_, _, i)| [i.mean - i.half.unwrap_or(0.0), i.mean + i.half.unwrap_or(0.0)]);
    let x = Scale::around(ends.chain([0.0]), 3, LEFT, RIGHT);
    let mut svg = Svg::new(WIDTH, at + 38.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 8.0], [x.at(value), at + 4.0]);
        svg.tick("m", [x.at(value), at + 18.0], &text);
    }
    svg_texts.iter().for_each(|(class, at, text)| svg.text(class, *at, text));
    let aside = |r: usize| (r as f64 - story.regimes() as f64 / 2.0) * 2.6;
    for (group, r, i) in dots {
        let y = places[*group] + aside(*r);
        if let Some(half) = i.half {
            svg.line(&format!("bar {}", class(*r)), [x.at(i.mean - half), y], [x.at(i.mean + half), y]);
        }
        svg.dot(&format!("full {}", class(*r)), *r, [x.at(i.mean), y]);
    }
    svg
}

fn aloud(story: &Story, m: &Measure, by: By, dots: &[Dot]) -> String {
    let regimes = 0..story.regimes();
    let each = regimes.filter_map(|r| {
        let of = dots.iter().filter(|(_, regime, _)| *regime == r);
        let words: Vec<String> =
            of.map(|(n, _, i)| format!("{} {}", by.name(*n), number_format::two(i.mean))).collect();
        (!words.is_empty()).then(|| format!("{}: {}", story.comparison.plan.regimes[r].name, words.join(", ")))
    });
    format!("By group, in {}. {}.", m.unit, each.collect::<Vec<_>>().join("; "))
}

/// The levels of all groups.
fn behind(story: &Story, m: &Measure, by: By) -> String {
    let regimes = 0..story.regimes();
    let head: Vec<String> = std::iter::once("Group".to_owned()).chain(regimes.clone().map(|r| story.name(r))).collect();
    let level = |group, r| {
        let level = story.comparison.level_of(group, r, m, View::Truth, Window::During);
        level.map_or(report_text::NONE.to_owned(), number_format::level)
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for group in 0..by.parts() {
        let (division, n) = by.division(group);
        if n == 0 && by == By::All {
            rows.push(vec![division.word().to_owned()]);
        }
        rows.push(std::iter::once(division.name(n)).chain(regimes.clone().map(|r| level(group, r))).collect());
    }
    let caption = format!("Level, {} (95 % interval)", esc(m.unit));
    format!("<details><summary>The levels of each group</summary>{}</details>", table(&caption, &head, &rows))
}
