//! What does a spreadsheet need?

use glasshouse::experiment::compare::{Comparison, Window};
use glasshouse::observatory::measures::{TABLE, View};
use glasshouse::observatory::stats::Interval;

/// One row a measure, view, window and regime: mean and 95 % interval, and the paired difference to the baseline with
/// its own. Empty where nothing is defined.
pub fn csv(c: &Comparison) -> String {
    let mut out = String::from("measure,view,window,regime,mean,low,high,difference,difference_low,difference_high\n");
    for measure in TABLE {
        for (view, name) in [(View::Truth, "truth"), (View::Seen, "seen")] {
            if view == View::Seen && measure.seen.is_none() {
                continue;
            }
            for (window, span) in [(Window::During, "during"), (Window::After, "after")] {
                for (r, regime) in c.plan.regimes.iter().enumerate() {
                    let level = three(c.level(r, measure, view, window));
                    let difference = three(if r == 0 { None } else { c.difference(r, measure, view, window) });
                    out += &format!("{},{name},{span},{},{level},{difference}\n", measure.key, cell(&regime.name));
                }
            }
        }
    }
    out
}

/// Mean, low, high; empty where unknown.
fn three(i: Option<Interval>) -> String {
    match i {
        Some(Interval { mean, half: Some(half) }) => format!("{mean},{},{}", mean - half, mean + half),
        Some(Interval { mean, half: None }) => format!("{mean},,"),
        None => ",,".to_owned(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_formula_becomes_text() {
        assert_eq!(super::cell("=1+1"), "'=1+1");
        assert_eq!(super::cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(super::cell("reviews + welfare"), "reviews + welfare");
    }
}
