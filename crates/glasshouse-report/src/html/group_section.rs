//! The section on groups: the main measures by age, schooling and place.

use super::axis_scale::{Scale, ends};
use super::markup::{esc, table};
use super::palette::class;
use super::report_input::ReportInput;
use super::svg::Svg;
use super::{measure_text, report_text};
use crate::comparison_table::HEADLINES;
use crate::measure_names::undefined;
use crate::number_format;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse::society::strata::By;

const WIDTH: f64 = 460.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 446.0;
/// Height of a group's row, and of the heading of a division.
const ROW: f64 = 17.0;
const HEADING: f64 = 20.0;

/// A dot of a figure.
struct Dot {
    group: usize,
    regime: usize,
    value: Interval,
}

/// The dots of a figure.
struct Dots {
    /// Whether they are levels because there is no difference to take.
    levels: bool,
    all: Vec<Dot>,
}

/// The headline measures by group while each regime is in force; `None` if figures are not broken down by such
/// groups.
pub fn section(input: &ReportInput) -> Option<String> {
    input.comparison.plan.has(Window::During).then_some(())?;
    let by = input.comparison.plan.by.filter(|by| *by != By::County)?;
    // Measures that are by fifth already, and measures of inequality, are not repeated within groups.
    let shown = HEADLINES.iter().filter(|key| measure_text::stem(key).is_none() && !key.starts_with("gini"));
    let figures: String = shown.filter_map(|key| by_key(key)).filter_map(|m| figure(input, m, by)).collect();
    Some(format!("<p>{}</p><div class=pair>{figures}</div>", report_text::how_to_read_groups(input, by)))
}

/// Differences of each group from itself under the baseline, or levels where there is nothing to compare.
fn dots(input: &ReportInput, m: &Measure, by: By) -> Dots {
    let c = input.comparison;
    let all = |alone: bool| {
        let value = |group, r| match alone {
            true => c.level_of(group, r, m, View::Truth, Window::During),
            false => c.difference_of(group, r, m, View::Truth, Window::During),
        };
        let regimes = usize::from(input.regimes() > 1)..input.regimes();
        let places = (0..by.parts()).flat_map(|group| regimes.clone().map(move |r| (group, r)));
        let dot = |(group, regime)| Some(Dot { group, regime, value: value(group, regime)? });
        places.filter_map(dot).collect::<Vec<Dot>>()
    };
    let compared = if input.regimes() > 1 { all(false) } else { Vec::new() };
    if compared.is_empty() { Dots { levels: true, all: all(true) } } else { Dots { levels: false, all: compared } }
}

fn figure(input: &ReportInput, m: &Measure, by: By) -> Option<String> {
    let Dots { levels, all: dots } = dots(input, m, by);
    if dots.is_empty() {
        return None;
    }
    let what = match (levels, input.regimes()) {
        (false, _) => format!("difference from {}", input.name(0)),
        (true, 1) => "level".to_owned(),
        (true, _) => format!("level (not defined under {})", input.name(0)),
    };
    let picture = draw(input, by, &dots).finish(&format!("by-{}", m.key), m.name, &aloud(input, m, by, &dots));
    Some(format!(
        "<figure><figcaption><strong>{}</strong><span class=small>{what}; {}</span></figcaption>{picture}{}</figure>",
        measure_text::linked(m),
        esc(m.direction),
        behind(input, m, by)
    ))
}

fn draw(input: &ReportInput, by: By, dots: &[Dot]) -> Svg {
    // Positions of the groups; a division begins with its heading.
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
    let known = dots.iter().flat_map(|dot| ends(&dot.value));
    let x = Scale::around(known.chain([0.0]), 3, LEFT, RIGHT);
    let mut svg = Svg::new(WIDTH, at + 38.0);
    for (value, text) in x.ticks() {
        svg.line(if value.abs() < 1e-12 { "zero" } else { "grid" }, [x.at(value), 8.0], [x.at(value), at + 4.0]);
        svg.tick("m", [x.at(value), at + 18.0], &text);
    }
    svg_texts.iter().for_each(|(class, at, text)| svg.text(class, *at, text));
    let aside = |r: usize| (r as f64 - input.regimes() as f64 / 2.0) * 2.6;
    for Dot { group, regime: r, value: i } in dots {
        let y = places[*group] + aside(*r);
        if let Some(half) = i.half {
            svg.line(&format!("bar {}", class(*r)), [x.at(i.mean - half), y], [x.at(i.mean + half), y]);
        }
        svg.dot(&format!("full {}", class(*r)), *r, [x.at(i.mean), y]);
    }
    svg
}

fn aloud(input: &ReportInput, m: &Measure, by: By, dots: &[Dot]) -> String {
    let regimes = 0..input.regimes();
    let each = regimes.filter_map(|r| {
        let of = dots.iter().filter(|dot| dot.regime == r);
        let words: Vec<String> =
            of.map(|dot| format!("{} {}", by.name(dot.group), number_format::two(dot.value.mean))).collect();
        (!words.is_empty()).then(|| format!("{}: {}", input.comparison.plan.regimes[r].name, words.join(", ")))
    });
    format!("By group, in {}. {}.", m.unit, each.collect::<Vec<_>>().join("; "))
}

/// The levels of all groups.
fn behind(input: &ReportInput, m: &Measure, by: By) -> String {
    let regimes = 0..input.regimes();
    let head: Vec<String> = std::iter::once("Group".to_owned()).chain(regimes.clone().map(|r| input.name(r))).collect();
    let level = |group, r| {
        let level = input.comparison.level_of(group, r, m, View::Truth, Window::During);
        level.map_or_else(|| undefined(m, report_text::NONE).to_owned(), number_format::level)
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
