//! On which numbers do the results hang, as far as a sweep has asked?

use super::html_page::{esc, table};
use super::{Story, measure_section, report_text};
use crate::linked_results::Effect;
use crate::number_format;
use glasshouse::observatory::measures::by_key;

/// What is told of each number, in the order in which it is looked for, and what it means.
const TOLD: [(&str, &str); 4] = [
    ("total", "share of the variance in which it has a part (Sobol, total)"),
    ("first_order", "share of the variance that it explains alone (Sobol, first order)"),
    ("mu_star", "mean size of its elementary effects, in the unit of the measure (Morris, µ*)"),
    ("swing", "change from its lowest to its highest value, in the unit of the measure"),
];
/// Most numbers that are named for a result.
const NAMED: usize = 5;

/// What sweeps have found; how to find it out, if there was none.
pub fn section(story: &Story) -> String {
    let sweeps: String = story.beside.sweeps.iter().map(|(title, effects)| sweep(title, effects)).collect();
    let trial = story.beside.trial.as_ref().map_or("", |_| report_text::SENSITIVITY_OF_TRIAL);
    let how = if story.beside.sweeps.is_empty() { report_text::NO_SWEEP } else { "" };
    format!("<p>{}</p>{sweeps}{trial}{how}", report_text::HOW_TO_READ_SENSITIVITY)
}

fn sweep(title: &str, effects: &[Effect]) -> String {
    let Some((statistic, meaning)) = TOLD.into_iter().find(|(s, _)| effects.iter().any(|e| e.statistic == *s)) else {
        return format!("<h3>{}</h3><p>This design tells a spread, not what each number does.</p>", esc(title));
    };
    // Differences that a regime makes are what a reader asks for; levels, where there are none.
    let is_level = effects.iter().all(|e| e.against.is_empty());
    let told: Vec<&Effect> =
        effects.iter().filter(|e| e.statistic == statistic && e.against.is_empty() == is_level).collect();
    let about = |e: &Effect| (e.society.clone(), e.measure.clone(), e.window.clone(), e.regime.clone());
    let mut rows = Vec::new();
    let mut seen = Vec::new();
    for first in &told {
        if seen.contains(&about(first)) {
            continue;
        }
        seen.push(about(first));
        let mut same: Vec<&&Effect> = told.iter().filter(|e| about(e) == about(first)).collect();
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

fn one(e: &Effect) -> String {
    let two = |x: f64| number_format::typeset(&number_format::two(x));
    let ends = e.interval.map_or(String::new(), |[low, high]| format!(" ({} to {})", two(low), two(high)));
    format!("<code>{}</code> {}{ends}", esc(&e.parameter), two(e.value))
}

/// A measure of a sweep, linked to its definition.
fn name(key: &str) -> String {
    let (plain, seen) = key.strip_suffix(".seen").map_or((key, ""), |plain| (plain, ", as the state sees it"));
    by_key(plain).map_or_else(|| esc(key), |m| measure_section::linked(m) + seen)
}

fn what(e: &Effect) -> String {
    let window = if e.window == "after" { "after the end" } else { "while in force" };
    let beside = if e.against.is_empty() { String::new() } else { format!(", difference to {}", esc(&e.against)) };
    format!("{}{beside}, {window}; {}", esc(&e.regime), esc(&e.society))
}
