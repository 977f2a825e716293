//! Figures of a run as JSON: month by month, and at the end by window.

use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::transient::Transient;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::measures::{MeasureView, views};
use glasshouse::observatory::statistics::{Interval, interval};
use glasshouse::observatory::tally::Tally;

/// One month: its number, and for each regime and view the mean over replicates and the half-width of its 95 %
/// interval. `runs` holds the sums by regime, replicate and month; the month is the last of them.
pub fn month(month: u32, runs: &[Vec<Vec<Tally>>]) -> String {
    let of = |regime: &Vec<Vec<Tally>>| {
        let figure_of = |of: MeasureView| {
            let values: Option<Vec<f64>> = regime.iter().map(|run| of.value(run.last()?)).collect();
            figure(values.map(|values| interval(&values)))
        };
        Json::List(views().map(figure_of).collect())
    };
    let values = Json::List(runs.iter().map(of).collect());
    Json::Object(vec![("month", Json::Number(month.into())), ("values", values)]).line()
}

/// A mean with the half-width of its interval; null where it is not defined.
pub fn figure(of: Option<Interval>) -> Json {
    match of.filter(|i| i.mean.is_finite()) {
        None => Json::Nothing,
        Some(Interval { mean, half: None }) => Json::List(vec![Json::Figure(short(mean))]),
        Some(Interval { mean, half: Some(half) }) => {
            Json::List(vec![Json::Figure(short(mean)), Json::Figure(short(half))])
        }
    }
}

/// Five significant digits: more would be invisible.
fn short(x: f64) -> f64 {
    format!("{x:.4e}").parse().unwrap_or(x)
}

/// Results during and after the regimes, each over its own months: levels, and paired differences from the first
/// regime; and the course of a difference while a regime is in force, where it still moves at the end.
pub fn windows(c: &Comparison) -> Json {
    let window = |(window, word): (Window, &'static str)| {
        c.plan.has(window).then_some(())?;
        let months = |r: usize| match c.window(r, window) {
            Some(months) => Json::List(vec![Json::Number(months.start.into()), Json::Number(months.end.into())]),
            None => Json::Nothing,
        };
        let course = |r: usize, of: MeasureView| {
            let moves = (window == Window::During).then(|| c.transient(r, of.measure, of.view)).flatten();
            moves
                .filter(Transient::moves)
                .map_or(Json::Nothing, |of| Json::List([of.first, of.last, of.slope].map(|i| figure(Some(i))).to_vec()))
        };
        let regime = |r: usize| {
            let of = |of: MeasureView| {
                let MeasureView { measure: m, view } = of;
                let (level, difference) = (c.level(r, m, view, window), c.difference(r, m, view, window));
                Json::List(vec![figure(level), figure(difference), course(r, of)])
            };
            Json::List(views().map(of).collect())
        };
        Some(Json::Object(vec![
            ("window", word.into()),
            ("months", Json::List((0..c.plan.regimes.len()).map(months).collect())),
            ("values", Json::List((0..c.plan.regimes.len()).map(regime).collect())),
        ]))
    };
    let both = [(Window::During, "during"), (Window::After, "after")];
    Json::List(both.into_iter().filter_map(window).collect())
}
