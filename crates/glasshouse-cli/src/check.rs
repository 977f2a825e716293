//! The command `glasshouse check`: the mistakes in scenario files, drawn on the terminal.

use crate::diagnostic_output;
use crate::terminal::{report_error, say};
use glasshouse::diagnostic::{Diagnostics, Severity};
use glasshouse::scenario::{self, ScenarioError};
use glasshouse_report::diagnostic_text::clean;
use std::process::ExitCode;

/// Checks every file and draws its mistakes. Exit code 0: no errors; 1: some file has errors; 2: some file could not
/// be read.
pub fn run(files: &[String]) -> ExitCode {
    let mut worst = 0;
    for file in files {
        let (code, verdict) = one(file);
        if let Err(error) = say(&verdict) {
            return report_error(&error);
        }
        worst = worst.max(code);
    }
    ExitCode::from(worst)
}

/// The exit code of a file, and a line about it for standard output.
fn one(file: &str) -> (u8, String) {
    let (code, said) = match scenario::check(file) {
        Ok(warnings) if warnings.0.is_empty() => (0, "no mistakes".to_string()),
        Ok(warnings) => {
            diagnostic_output::print(&warnings);
            (0, format!("no mistakes, {}", count(&warnings, Severity::Warning, "warning")))
        }
        Err(ScenarioError::Diagnostics(found)) => {
            diagnostic_output::print(&found);
            (1, tally(&found))
        }
        Err(failure) => {
            diagnostic_output::print_trouble(&failure);
            return (2, String::new());
        }
    };
    (code, format!("{}: {said}{}\n", clean(file), if code == 0 { free(file) } else { String::new() }))
}

/// The channels of a regime that cost the state nothing, for a remark: a regime that sees for free looks cheaper than it
/// is.
fn free(file: &str) -> String {
    let Ok(read) = scenario::regime(file) else { return String::new() };
    let free = read.value.watch.into_iter().filter(|channel| channel.cost == 0.0).map(|channel| clean(&channel.name));
    let names = free.collect::<Vec<_>>().join(", ");
    if names.is_empty() { names } else { format!("; free of cost to the state, for want of `cost`: {names}") }
}

fn tally(found: &Diagnostics) -> String {
    let mut errors = count(found, Severity::Error, "mistake");
    if found.0.iter().any(|f| f.code == "and-more") {
        errors = "too many mistakes to count".into();
    }
    match found.0.iter().any(|f| f.severity == Severity::Warning) {
        true => format!("{errors}, {}", count(found, Severity::Warning, "warning")),
        false => errors,
    }
}

fn count(found: &Diagnostics, severity: Severity, noun: &str) -> String {
    let n = found.0.iter().filter(|f| f.severity == severity).count();
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
