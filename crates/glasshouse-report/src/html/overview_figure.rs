//! The overview figure: the differences of all regimes from the baseline, one row for each measure.
//!
//! All rows share one vertical line: left of it is less than under the baseline, right of it more.

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

const WIDTH: f64 = 340.0;
const MIDDLE: f64 = 170.0;
/// Distance from the vertical line to the farthest dot.
const REACH: f64 = 140.0;
const HEIGHT: f64 = 26.0;

/// The figure; `None` if there is nothing to compare.
pub fn picture(input: &ReportInput) -> Option<String> {
    input.comparison.plan.has(Window::During).then_some(())?;
    let shown: Vec<(&Measure, Vec<Interval>)> =
        HEADLINES.iter().filter_map(|key| by_key(key)).filter_map(|m| Some((m, differences(input, m)?))).collect();
    if input.regimes() < 2 || shown.is_empty() {
        return None;
    }
    let rows: String = shown.iter().map(|(m, differences)| row(input, m, differences)).collect();
    Some(format!(
        "<p>{}</p>{}<figure class=\"trial glance\"><div class=\"row head\" aria-hidden=true><span></span>{}<span></span></div>{rows}\
         <figcaption>{}</figcaption></figure>{}",
        report_text::how_to_read_glance(input),
        key(input),
        axis(input),
        report_text::FIGURE_FOOT,
        behind(input, &shown)
    ))
}

/// The difference of each regime from the baseline while in force; `None` if one of them is not defined.
fn differences(input: &ReportInput, m: &Measure) -> Option<Vec<Interval>> {
    // Measures by fifth have a figure of their own.
    let one = |r| input.comparison.difference(r, m, View::Truth, Window::During);
    if measure_text::stem(m.key).is_some() { None } else { (1..input.regimes()).map(one).collect() }
}

/// The legend of signs and regimes.
fn key(input: &ReportInput) -> String {
    let each = (1..input.regimes()).map(|r| {
        let mut svg = Svg::new(12.0, 12.0);
        svg.dot(&format!("full {}", class(r)), r, [6.0, 6.0]);
        format!("<li>{} {}</li>", svg.sign(), input.name(r))
    });
    format!("<ul class=key-list>{}</ul>", each.collect::<String>())
}

fn axis(input: &ReportInput) -> String {
    let mut svg = Svg::new(WIDTH, 20.0);
    svg.text("note e", [MIDDLE - 10.0, 15.0], "◂ less");
    svg.text("note", [MIDDLE + 10.0, 15.0], "more ▸");
    svg.line("zero", [MIDDLE, 6.0], [MIDDLE, 20.0]);
    svg.part("glance-axis", "Axis", &format!("Left: less than under {}; right: more.", input.name(0)))
}

fn row(input: &ReportInput, m: &Measure, differences: &[Interval]) -> String {
    let ends = differences.iter().flat_map(|i| [i.mean.abs() + i.half.unwrap_or(0.0)]);
    let widest = ends.fold(0.0, f64::max);
    let x = |value: f64| MIDDLE + if widest > 0.0 { value / widest * REACH } else { 0.0 };
    let mut svg = Svg::new(WIDTH, HEIGHT);
    svg.line("grid", [MIDDLE - REACH - 10.0, HEIGHT / 2.0], [MIDDLE + REACH + 10.0, HEIGHT / 2.0]);
    svg.line("zero", [MIDDLE, 0.0], [MIDDLE, HEIGHT]);
    for (r, i) in (1..).zip(differences) {
        // Slightly apart, so that equal ones all remain visible.
        let y = HEIGHT / 2.0 + (r as f64 - differences.len() as f64 / 2.0 - 0.5) * 4.0;
        let half = i.half.unwrap_or(0.0);
        svg.line(&format!("bar {}", class(r)), [x(i.mean - half), y], [x(i.mean + half), y]);
        svg.dot(&format!("full {}", class(r)), r, [x(i.mean), y]);
    }
    let name = |r: usize| input.comparison.plan.regimes[r].name.as_str();
    let each = (1..).zip(differences).map(|(r, i)| format!("{}: {}", name(r), number_format::difference(*i)));
    let aloud = format!("{}, difference from {}. {}.", m.unit, name(0), each.collect::<Vec<_>>().join("; "));
    format!(
        "<div class=row><span class=says><a href=\"#m-{}\">{}</a> <span class=unit>{}; {}</span></span>{}\
         <span class=small>{}</span></div>",
        measure_text::anchor(m),
        esc(m.name),
        esc(m.unit),
        esc(m.direction),
        svg.part(&format!("g-{}", m.key), m.name, &aloud),
        values(input, m, differences)
    )
}

/// The baseline's level, and the greatest difference with its interval, which sets the scale of the row.
fn values(input: &ReportInput, m: &Measure, differences: &[Interval]) -> String {
    let base = input.comparison.level(0, m, View::Truth, Window::During).map_or_else(
        || undefined(m, report_text::NONE).to_owned(),
        |i| number_format::typeset(&number_format::two(i.mean)),
    );
    let farthest = differences.iter().enumerate().max_by(|a, b| a.1.mean.abs().total_cmp(&b.1.mean.abs()));
    let most = farthest.map_or(String::new(), |(n, i)| match number_format::difference(*i) {
        same if i.mean == 0.0 => same,
        change => format!("{}: {change}", input.name(n + 1)),
    });
    format!("{}: {base}<br>{most}", input.name(0))
}

/// All the numbers behind the figure.
fn behind(input: &ReportInput, shown: &[(&Measure, Vec<Interval>)]) -> String {
    let regimes = 0..input.regimes();
    let head: Vec<String> =
        std::iter::once("Measure".to_owned()).chain(regimes.clone().map(|r| input.name(r))).collect();
    let row = |(m, differences): &(&Measure, Vec<Interval>)| {
        let base = input
            .comparison
            .level(0, m, View::Truth, Window::During)
            .map_or_else(|| undefined(m, report_text::NONE).to_owned(), number_format::level);
        let each = differences.iter().map(|i| number_format::difference(*i));
        std::iter::once(measure_text::linked(m)).chain([base]).chain(each).collect()
    };
    let rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    let caption = format!("Level under {}, and differences from it, while in force (95 % interval)", input.name(0));
    format!("<details><summary>The figures behind this chart</summary>{}</details>", table(&caption, &head, &rows))
}
