//! The figure of a measure by income fifth.

use super::axis_scale::{Scale, ends};
use super::markup::{esc, table};
use super::palette::class;
use super::report_input::ReportInput;
use super::svg::Svg;
use super::time_series_chart::{LineEnd, label_ends};
use super::{measure_text, report_text};
use crate::number_format;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, TABLE, View};
use glasshouse::observatory::statistics::Interval;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 286.0;
const FIELD: [f64; 4] = [46.0, 24.0, 352.0, 224.0];
const NAMES: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];

/// The figure of five measures, given the first of them.
pub fn article(input: &ReportInput, first: &'static Measure) -> String {
    let stem = measure_text::stem(first.key).unwrap_or(first.key);
    let five: Vec<&Measure> = (1..=5).filter_map(|i| TABLE.iter().find(|m| m.key == format!("{stem}_{i}"))).collect();
    let name = first.name.split(',').next().unwrap_or(first.name);
    let windows = input.windows();
    let values: Vec<Vec<Vec<Option<Interval>>>> = windows.iter().map(|(w, _)| values(input, &five, *w)).collect();
    let known = values.iter().flatten().flatten().flatten();
    let y = Scale::around(known.flat_map(ends).chain([0.0]), 4, FIELD[3], FIELD[1]);
    let figures: String = windows
        .iter()
        .zip(&values)
        .enumerate()
        .map(|(w, ((_, words), values))| {
            let story_aloud = aloud(input, first, values);
            let svg = draw(input, first, values, &y).finish(&format!("f-{stem}-{w}"), name, &story_aloud);
            format!(
                "<figure><figcaption><strong>{words}</strong></figcaption>{svg}{}</figure>",
                details(input, first, values)
            )
        })
        .collect();
    format!(
        "<article id=\"m-{stem}\"><h3>{}, by income fifth</h3>{}<div class=pair>{figures}</div></article>",
        esc(name),
        measure_text::definition(first)
    )
}

fn values(input: &ReportInput, five: &[&Measure], window: Window) -> Vec<Vec<Option<Interval>>> {
    let of = |r: usize| five.iter().map(|m| input.comparison.level(r, m, View::Truth, window)).collect();
    (0..input.regimes()).map(of).collect()
}

fn draw(input: &ReportInput, m: &Measure, values: &[Vec<Option<Interval>>], y: &Scale) -> Svg {
    let [left, _, right, bottom] = FIELD;
    let mut svg = Svg::new(WIDTH, HEIGHT);
    svg.text("unit", [2.0, 12.0], m.unit);
    for (value, text) in y.ticks() {
        svg.line("grid", [left, y.at(value)], [right, y.at(value)]);
        svg.tick("e", [left - 5.0, y.at(value) + 4.0], &text);
    }
    let x = |fifth: usize| left + (fifth as f64 + 0.5) * (right - left) / 5.0;
    NAMES.iter().enumerate().for_each(|(q, name)| svg.text("tick m", [x(q), bottom + 17.0], name));
    svg.text("unit m", [(left + right) / 2.0, bottom + 34.0], "fifth of the people, by income");
    let mut line_ends = Vec::new();
    for (r, fifths) in values.iter().enumerate() {
        // Regimes are drawn slightly apart, so that equal values all remain visible.
        let aside = (r as f64 - (values.len() - 1) as f64 / 2.0) * 7.0;
        let known = || fifths.iter().enumerate().filter_map(|(q, i)| Some((x(q) + aside, (*i)?)));
        svg.path(&format!("line thin {}", class(r)), &known().map(|(at, i)| [at, y.at(i.mean)]).collect::<Vec<_>>());
        for (at, i) in known() {
            if let Some(half) = i.half {
                svg.line(&format!("bar {}", class(r)), [at, y.at(i.mean - half)], [at, y.at(i.mean + half)]);
            }
            svg.dot(&format!("full {}", class(r)), r, [at, y.at(i.mean)]);
        }
        line_ends.extend(known().next_back().map(|(at, i)| LineEnd { regime: r, at: [at, y.at(i.mean)] }));
    }
    label_ends(input, &mut svg, [FIELD[1], FIELD[3]], line_ends);
    svg
}

fn aloud(input: &ReportInput, m: &Measure, values: &[Vec<Option<Interval>>]) -> String {
    let each = values.iter().enumerate().map(|(r, fifths)| {
        let each = fifths
            .iter()
            .zip(NAMES)
            .map(|(i, name)| format!("{name} {}", i.map_or("not defined".to_owned(), |i| number_format::two(i.mean))));
        format!("{}: {}", input.comparison.plan.regimes[r].name, each.collect::<Vec<_>>().join(", "))
    });
    format!("By income fifth, in {}. {}.", m.unit, each.collect::<Vec<_>>().join("; "))
}

fn details(input: &ReportInput, m: &Measure, values: &[Vec<Option<Interval>>]) -> String {
    let head: Vec<String> = ["Regime"].into_iter().chain(NAMES).map(str::to_owned).collect();
    let row = |(r, fifths): (usize, &Vec<Option<Interval>>)| {
        let cells = fifths.iter().map(|i| i.map_or(report_text::NONE.to_owned(), number_format::level));
        std::iter::once(input.name(r)).chain(cells).collect()
    };
    let rows: Vec<Vec<String>> = values.iter().enumerate().map(row).collect();
    let inner = table(&format!("{} (95 % interval)", esc(m.unit)), &head, &rows);
    format!("<details><summary>The figures behind this chart</summary>{inner}</details>")
}
