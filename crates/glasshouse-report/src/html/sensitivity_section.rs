//! The section on sensitivity: the numbers on which results depend, according to sweeps.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::{measure_text, report_text};
use crate::linked_results::LinkedEffect;
use crate::number_format;
use glasshouse::observatory::measures::by_key;

/// The statistics shown, in order of preference, each with its meaning.
const TOLD: [(&str, &str); 4] = [
    ("total", "share of the variance in which it is involved (Sobol, total)"),
    ("first_order", "share of the variance that it explains alone (Sobol, first order)"),
    ("mu_star", "mean size of its elementary effects, in the unit of the measure (Morris, µ*)"),
    ("swing", "change from its lowest to its highest value, in the unit of the measure"),
];
/// Most numbers named for a result.
const NAMED: usize = 5;

/// The findings of sweeps, or how to run one if there was none.
pub fn section(input: &ReportInput) -> String {
    let sweeps: String = input.linked.sweeps.iter().map(|linked| sweep(&linked.title, &linked.effects)).collect();
    let trial = input.linked.trial.as_ref().map_or("", |_| report_text::SENSITIVITY_OF_TRIAL);
    let how = if input.linked.sweeps.is_empty() { report_text::NO_SWEEP } else { "" };
    format!("<p>{}</p>{sweeps}{trial}{how}", report_text::HOW_TO_READ_SENSITIVITY)
}

fn sweep(title: &str, effects: &[LinkedEffect]) -> String {
    let Some((statistic, meaning)) = TOLD.into_iter().find(|(s, _)| effects.iter().any(|e| e.statistic == *s)) else {
        return format!("<h3>{}</h3><p>This design shows a spread, not the effect of each number.</p>", esc(title));
    };
    // Readers want the differences that a regime makes; levels are shown only where there are none.
    let is_level = effects.iter().all(|e| e.against.is_empty());
    let told: Vec<&LinkedEffect> =
        effects.iter().filter(|e| e.statistic == statistic && e.against.is_empty() == is_level).collect();
    let about = |e: &LinkedEffect| (e.society.clone(), e.measure.clone(), e.window.clone(), e.regime.clone());
    let mut rows = Vec::new();
    let mut seen = Vec::new();
    for first in &told {
        if seen.contains(&about(first)) {
            continue;
        }
        seen.push(about(first));
        let mut same: Vec<&&LinkedEffect> = told.iter().filter(|e| about(e) == about(first)).collect();
        same.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let each: Vec<String> = same.iter().take(NAMED).map(|e| one(e)).collect();
        rows.push(vec![name(&first.measure), what(first), each.join("<br>")]);
    }
    let head = ["Measure", "Where", "Numbers that move it most"].map(str::to_owned);
    format!(
        "<h3>{}</h3><p>Beside each number: {meaning}, with its 95 % interval.</p>{}",
        esc(title),
        table("", &head, &rows)
    )
}

fn one(e: &LinkedEffect) -> String {
    let two = |x: f64| number_format::typeset(&number_format::two(x));
    let ends = e.interval.map_or(String::new(), |[low, high]| format!(" ({} to {})", two(low), two(high)));
    format!("<code>{}</code> {}{ends}", esc(&e.parameter), two(e.value))
}

/// A measure of a sweep, linked to its definition.
fn name(key: &str) -> String {
    let (plain, seen) = key.strip_suffix(".seen").map_or((key, ""), |plain| (plain, ", as the state sees it"));
    by_key(plain).map_or_else(|| esc(key), |m| measure_text::linked(m) + seen)
}

fn what(e: &LinkedEffect) -> String {
    let window = if e.window == "after" { "after the end" } else { "while in force" };
    let beside = if e.against.is_empty() { String::new() } else { format!(", difference from {}", esc(&e.against)) };
    format!("{}{beside}, {window}; {}", esc(&e.regime), esc(&e.society))
}
