//! The section on measures that files add: what each is, its levels and differences, and for whom.

use super::markup::{esc, table};
use super::report_input::ReportInput;
use super::report_text;
use crate::number_format;
use glasshouse::experiment::own_figures::MeasuredFigure;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::statistics::Interval;
use glasshouse::regime::OwnMeasure;
use glasshouse::society::strata::By;

/// One account for each of these measures; `None` if no file adds any.
pub fn section(input: &ReportInput) -> Option<String> {
    let all = input.comparison.own_measures();
    (!all.is_empty()).then(|| all.into_iter().map(|own| article(input, own)).collect())
}

fn article(input: &ReportInput, own: &OwnMeasure) -> String {
    let c = input.comparison;
    let figure = MeasuredFigure::OfFile(own);
    let level = |group, r, window| c.level_in(group, r, figure, window).map(number_format::level);
    let level = |group, r, window| level(group, r, window).unwrap_or_else(|| report_text::NONE.to_owned());
    let difference = |group, r, window| match r {
        0 => "baseline".to_owned(),
        r => c.difference_in(group, r, figure, window).map_or(report_text::NONE.to_owned(), marked),
    };
    let head =
        |first: &str| [first.to_owned(), "Regime".into(), "Level".into(), format!("Difference from {}", input.name(0))];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (window, words) in input.windows() {
        let row = |r| vec![words.to_owned(), input.name(r), level(None, r, window), difference(None, r, window)];
        rows.extend((0..input.regimes()).map(row));
    }
    let groups = if c.plan.by == Some(By::County) { Vec::new() } else { c.plan.groups() };
    let mut by_group: Vec<Vec<String>> = Vec::new();
    for (group, name) in groups.iter().enumerate() {
        let during = Window::During;
        let row = |r| vec![esc(name), input.name(r), level(Some(group), r, during), difference(Some(group), r, during)];
        by_group.extend((0..input.regimes()).map(row));
    }
    let by_group = match by_group.is_empty() {
        true => String::new(),
        false => format!("<details><summary>For whom?</summary>{}</details>", table("", &head("Group"), &by_group)),
    };
    format!(
        "<article id=\"m-{}\"><h3>{} <span class=unit>{}</span></h3><p class=small>{}; {}.</p>{}{by_group}</article>",
        esc(&own.key),
        esc(&own.name),
        esc(&own.unit),
        esc(&own.definition),
        esc(&own.direction),
        table("", &head("When"), &rows)
    )
}

/// A difference; bold if its interval excludes zero.
fn marked(i: Interval) -> String {
    match i.excludes_zero() {
        true => format!("<strong>{}</strong>", number_format::difference(i)),
        false => number_format::difference(i),
    }
}
