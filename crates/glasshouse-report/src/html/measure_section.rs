//! The account of one measure: its time series, its levels and differences, and the state's view.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::time_series_chart::{self, RegimeLines};
use super::{income_fifths, measure_text, report_text};
use crate::measure_names::undefined;
use crate::{number_format, window_text};
use glasshouse::experiment::transient::Transient;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Group, Measure, TABLE, View};

/// All measures under a heading; those by income fifth share one figure.
pub fn group(input: &ReportInput, group: Group) -> String {
    TABLE
        .iter()
        .filter(|m| m.group == group)
        .filter_map(|m| match measure_text::stem(m.key) {
            None => Some(article(input, m)),
            Some(_) if m.key.ends_with("_1") => Some(income_fifths::article(input, m)),
            Some(_) => None,
        })
        .collect()
}

fn article(input: &ReportInput, m: &'static Measure) -> String {
    let truth = RegimeLines::new(input, m, View::Truth);
    let seen = m.seen.map(|_| RegimeLines::new(input, m, View::Seen)).filter(|lines| !lines.is_empty());
    // Both views share one axis, so that they can be compared.
    let axis = time_series_chart::axis(&std::iter::once(&truth).chain(&seen).collect::<Vec<_>>());
    let mut figures = if truth.is_empty() {
        "<p class=small>Not defined in any month of this run: nobody to count.</p>".to_owned()
    } else {
        time_series_chart::figure(input, m, View::Truth, &truth, &axis)
    };
    if let Some(seen) = &seen {
        figures += &time_series_chart::figure(input, m, View::Seen, seen, &axis);
    } else {
        figures += &format!("<div>{}</div>", levels(input, m));
    }
    let below = if seen.is_some() { levels(input, m) } else { String::new() };
    format!(
        "<article id=\"m-{}\"><h3>{} <span class=unit>{}</span></h3>{}<div class=pair>{figures}</div>{below}</article>",
        m.key,
        esc(m.name),
        esc(m.unit),
        measure_text::definition(m)
    )
}

/// Levels and paired differences in each window, and the state's view where it can differ.
fn levels(input: &ReportInput, m: &Measure) -> String {
    let c = input.comparison;
    let alone = input.regimes() == 1;
    let mut head = vec!["Regime".to_owned(), "Level".to_owned()];
    head.extend((!alone).then(|| format!("Difference from {}", input.name(0))));
    head.extend(m.seen.map(|_| "The state sees".to_owned()));
    let differ = !window_text::alike(&c.plan);
    head.extend(differ.then(|| "Months".to_owned()));
    let row = |r: usize, window: Window| {
        let level = |view| {
            c.level(r, m, view, window).map_or_else(|| undefined(m, report_text::NONE).to_owned(), number_format::level)
        };
        let mut cells = vec![input.name(r), level(View::Truth)];
        cells.extend((!alone).then(|| difference(input, r, m, window)));
        cells.extend(m.seen.map(|_| level(View::Seen)));
        let months = || c.window(r, window).map_or(report_text::NONE.to_owned(), |span| window_text::months(&span));
        cells.extend(differ.then(months));
        cells
    };
    let mut rows = Vec::new();
    for (window, words) in input.windows() {
        rows.push(vec![words.to_owned()]);
        rows.extend((0..input.regimes()).map(|r| row(r, window)));
    }
    table("", &head, &rows) + &moving(input, m)
}

/// The course of the differences that still move at the end of a regime's window.
fn moving(input: &ReportInput, m: &Measure) -> String {
    let first = usize::from(input.regimes() > 1);
    let course = |r: usize| Some((r, input.comparison.transient(r, m, View::Truth).filter(Transient::moves)?));
    let figure = |i| if first == 1 { number_format::difference(i) } else { number_format::level(i) };
    let row = |(r, of): (usize, Transient)| {
        vec![input.name(r), figure(of.first), figure(of.last), number_format::difference(of.slope)]
    };
    let rows: Vec<Vec<String>> = (first..input.regimes()).filter_map(course).map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    let what = if first == 1 { "Difference" } else { "Level" };
    let caption = format!("{what} that still moves at the end: the mean over all months is no final level");
    table(&caption, &["Regime", "First year", "Last year", "Slope at the end, per year"].map(str::to_owned), &rows)
}

/// A difference; bold if its interval excludes zero.
fn difference(input: &ReportInput, r: usize, m: &Measure, window: Window) -> String {
    if r == 0 {
        return "baseline".to_owned();
    }
    match input.comparison.difference(r, m, View::Truth, window) {
        Some(i) if i.excludes_zero() => format!("<strong>{}</strong>", number_format::difference(i)),
        Some(i) => number_format::difference(i),
        None => report_text::NONE.to_owned(),
    }
}
