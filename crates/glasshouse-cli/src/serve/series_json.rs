//! Figures of a run as JSON: month by month, and at the end by window.

use glasshouse::experiment::compare::{Comparison, Window};
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

/// Results during and after the regimes: levels, and paired differences from the first regime.
pub fn windows(c: &Comparison) -> Json {
    let window = |(window, word): (Window, &'static str)| {
        let months = c.months(window)?;
        let regime = |r: usize| {
            let of = |MeasureView { measure: m, view }| {
                Json::List(vec![figure(c.level(r, m, view, window)), figure(c.difference(r, m, view, window))])
            };
            Json::List(views().map(of).collect())
        };
        Some(Json::Object(vec![
            ("window", word.into()),
            ("from", Json::Number(months.start.into())),
            ("to", Json::Number(months.end.into())),
            ("values", Json::List((0..c.plan.regimes.len()).map(regime).collect())),
        ]))
    };
    let both = [(Window::During, "during"), (Window::After, "after")];
    Json::List(both.into_iter().filter_map(window).collect())
}
