//! ODD, element 1: purpose and patterns.

use super::markdown::{cell, code, list, table};
use super::scenario::Scenario;
use crate::experiment::pattern_check;
use crate::experiment::reproduce::whole_model::PATTERNS;
use crate::experiment::window::Window;

pub(super) fn text(all: &Scenario) -> String {
    let regimes = &all.plan.regimes;
    let question = match regimes.as_slice() {
        [one] => format!("Here one regime is studied alone, {}: {}.", code(&one.name), when(all, "it is", "it has")),
        [first, rest @ ..] => {
            let others: Vec<String> = rest.iter().map(|regime| code(&regime.name)).collect();
            format!(
                "Here the same people live with the same luck under {} and under {}; the question is what differs {}.",
                code(&first.name),
                list(&others),
                when(all, "the regimes are", "they have")
            )
        }
        [] => String::new(),
    };
    let told = regimes.iter().map(|r| format!("- {} ({}): {}\n", cell(&r.title), code(&r.name), cell(&r.description)));
    format!(
        "## 1. Purpose and patterns\n\n### Purpose\n\nExplanation: which mechanisms of a trust system cause which effects, \
         and under which assumptions. It predicts no country, city or person, and no figure of it ranks regimes. {question}\n\n\
         {}\nThe people: {}: {}\n\n### Patterns\n\n{}",
        told.collect::<String>(),
        all.society(),
        cell(&all.plan.society.marginals.description),
        patterns(all),
    )
}

/// The windows that this run has, in words.
fn when(all: &Scenario, are: &str, have: &str) -> String {
    match [Window::During, Window::After].map(|window| all.plan.has(window)) {
        [true, true] => format!("while {are} in force and after {have} ended"),
        [true, false] => format!("while {are} in force; no regime ends within the run"),
        [false, true] => format!("after {have} ended"),
        [false, false] => "over the whole run, in which no regime does anything".to_owned(),
    }
}

/// Published figures and published patterns. They are checked once, in one society, not again in each experiment.
fn patterns(all: &Scenario) -> String {
    let figure = |p: &pattern_check::CalibrationPattern| {
        let (low, high) = (p.published.start(), p.published.end());
        let range = if low == high { low.to_string() } else { format!("{low} to {high}") };
        [p.name, &range, p.unit, p.level, p.role.word(), p.under.word(), p.source].map(cell).to_vec()
    };
    let pattern = |p: &crate::experiment::reproduce::whole_model::WholeModelPattern| {
        let comes = if p.why.is_empty() { "appears".to_owned() } else { "missed".to_owned() };
        vec![p.key.to_owned(), cell(p.says), cell(p.source), comes]
    };
    let elsewhere = match all.plan.society.marginals.name.as_str() {
        "china-2018" => String::new(),
        other => format!(" They were not looked for in the society of this experiment, {}.", code(other)),
    };
    format!(
        "Two sets of published patterns show whether the model is good enough for its purpose. They are looked for in the \
         society `china-2018` as it ships, not in this experiment.{elsewhere}\n\nFigures (`glasshouse calibrate` compares the \
         model with them, and says which are missed). Figures that were used to set numbers prove little when they are met; \
         those kept aside prove more.\n\n{}\nPatterns of the whole model (`glasshouse reproduce` looks for them and for \
         published results of single mechanisms; `crates/glasshouse/docs/validation.md` has all hits and misses, with the reason for each miss):\n\n{}",
        table(
            ["Figure", "Published", "Unit", "Of", "Used or kept aside", "Looked for under", "Source"],
            pattern_check::TABLE.iter().map(figure).collect()
        ),
        table(["Key", "What must appear", "Published by", "In the model"], PATTERNS.iter().map(pattern).collect()),
    )
}
