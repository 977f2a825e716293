//! Means and differences of a comparison as CSV.

use crate::csv_cell::cell;
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::own_figures::MeasuredFigure;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{Measure, MeasureView, View, views};
use glasshouse::observatory::statistics::Interval;
use glasshouse::regime::OwnMeasure;
use glasshouse::society::strata::By;

/// One row for each measure, view, window and regime: the months (counted from 1), the mean and its 95 % interval, the
/// paired difference from the baseline with its own interval, and while in force the difference in the first year, in
/// the last, and its slope at the end, per year. Cells are empty where nothing is defined.
pub fn csv(c: &Comparison) -> String {
    let mut out = String::from(
        "measure,view,window,regime,mean,low,high,difference,difference_low,difference_high,from,to,first_year,last_year,slope\n",
    );
    for (measure, view, window, r) in rows(c) {
        let level = three(c.level(r, measure, view, window));
        let difference = three(if r == 0 { None } else { c.difference(r, measure, view, window) });
        let months = c.window(r, window).map_or(",".to_owned(), |span| format!("{},{}", span.start + 1, span.end));
        let course = if window == Window::During && r > 0 { c.transient(r, measure, view) } else { None };
        let course =
            course.map_or(",,".to_owned(), |of| format!("{},{},{}", of.first.mean, of.last.mean, of.slope.mean));
        out += &format!("{},{level},{difference},{months},{course}\n", key(c, measure.key, view, window, r));
    }
    for (own, window, r) in own_rows(c) {
        let figure = MeasuredFigure::OfFile(own);
        let level = three(c.level_in(None, r, figure, window));
        let difference = three(if r == 0 { None } else { c.difference_in(None, r, figure, window) });
        let months = c.window(r, window).map_or(",".to_owned(), |span| format!("{},{}", span.start + 1, span.end));
        out += &format!("{},{level},{difference},{months},,,\n", key(c, &own.key, View::Truth, window, r));
    }
    out
}

/// The rows of measures that files add.
fn own_rows(c: &Comparison) -> Vec<(&OwnMeasure, Window, usize)> {
    let regimes = 0..c.plan.regimes.len();
    let windows = Window::ALL.into_iter().flat_map(|window| regimes.clone().map(move |r| (window, r)));
    let windows: Vec<(Window, usize)> = windows.collect();
    c.own_measures().into_iter().flat_map(|own| windows.iter().map(move |(window, r)| (own, *window, *r))).collect()
}

/// The same for each group, without the course. A group is compared with itself under the baseline.
pub fn by_group(c: &Comparison, groups: &[String]) -> String {
    let by = c.plan.by.filter(|by| *by != By::All).map_or("group", By::word);
    let mut out = format!("{by},measure,view,window,regime,mean,low,high,difference,difference_low,difference_high\n");
    for (group, name) in groups.iter().enumerate() {
        for (measure, view, window, r) in rows(c) {
            let level = three(c.level_of(group, r, measure, view, window));
            let difference = three(if r == 0 { None } else { c.difference_of(group, r, measure, view, window) });
            out += &format!("{},{},{level},{difference}\n", cell(name), key(c, measure.key, view, window, r));
        }
        for (own, window, r) in own_rows(c) {
            let figure = MeasuredFigure::OfFile(own);
            let level = three(c.level_in(Some(group), r, figure, window));
            let difference = three(if r == 0 { None } else { c.difference_in(Some(group), r, figure, window) });
            let key = key(c, &own.key, View::Truth, window, r);
            out += &format!("{},{key},{level},{difference}\n", cell(name));
        }
    }
    out
}

/// The measure, view, window and regime of each row.
fn rows(c: &Comparison) -> impl Iterator<Item = (&'static Measure, View, Window, usize)> + '_ {
    views().flat_map(move |MeasureView { measure, view }| {
        Window::ALL
            .into_iter()
            .flat_map(move |window| (0..c.plan.regimes.len()).map(move |r| (measure, view, window, r)))
    })
}

fn key(c: &Comparison, measure: &str, view: View, window: Window, r: usize) -> String {
    let view = if view == View::Truth { "truth" } else { "seen" };
    let window = if window == Window::During { "during" } else { "after" };
    format!("{measure},{view},{window},{}", cell(&c.plan.regimes[r].name))
}

/// Mean, low, high; empty where unknown.
fn three(i: Option<Interval>) -> String {
    match i {
        Some(Interval { mean, half: Some(half) }) => format!("{mean},{},{}", mean - half, mean + half),
        Some(Interval { mean, half: None }) => format!("{mean},,"),
        None => ",,".to_owned(),
    }
}
