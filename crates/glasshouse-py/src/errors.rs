//! How does a mistake or a failure reach somebody in Python?
//!
//! As `glasshouse.Mistakes` with all findings, drawn as on the command line; as a `ValueError` where what was asked makes
//! no sense; as an `OSError` where the machine failed.

use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use glasshouse::scenario::ScenarioError;
use glasshouse_cli::diagnostic_output;
use glasshouse_cli::failure::Stop;
use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::import_exception!(glasshouse.mistakes, Mistakes);

/// A place in a text: file, line and column counted from 1, line and column behind its end, and what is said there.
type Where = (String, usize, usize, usize, usize, String);
/// A finding: severity, code, message, help, places.
type Said = (&'static str, &'static str, String, Option<String>, Vec<Where>);
/// Diagnostics as they are drawn, and one by one.
pub type Told = (String, Vec<Said>);

/// Diagnostics for Python.
pub fn told(findings: &Diagnostics) -> Told {
    (diagnostic_output::plain(findings), findings.0.iter().map(said).collect())
}

fn said(finding: &Diagnostic) -> Said {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    let help = finding.help.as_deref().map(diagnostic_output::clean);
    (
        severity,
        finding.code,
        diagnostic_output::clean(&finding.message),
        help,
        finding.places.iter().map(place).collect(),
    )
}

fn place(place: &Location) -> Where {
    let text = &place.source.text;
    let at = |byte: usize| {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |n| n + 1);
        (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
    };
    let ((line, column), (end_line, end_column)) = (at(place.span.start), at(place.span.end));
    (
        diagnostic_output::clean(&place.source.name),
        line,
        column,
        end_line,
        end_column,
        diagnostic_output::clean(&place.label),
    )
}

/// An error for mistakes.
pub fn mistakes(findings: &Diagnostics) -> PyErr {
    Mistakes::new_err(told(findings))
}

/// An error for why nothing could be read.
pub fn trouble(trouble: ScenarioError) -> PyErr {
    match trouble {
        ScenarioError::Diagnostics(found) => mistakes(&found),
        ScenarioError::File(failure) => {
            let words = diagnostic_output::clean(&failure.to_string());
            let kind = std::io::Error::new(failure.source.kind(), words);
            PyErr::from(kind)
        }
    }
}

/// An error for why something stopped.
pub fn stop(stop: Stop) -> PyErr {
    match stop {
        Stop::Refused(words) => PyValueError::new_err(words),
        Stop::Failed(words) => PyOSError::new_err(words),
        Stop::Trouble(of) => trouble(of),
        Stop::Interrupted => PyKeyboardInterrupt::new_err(()),
    }
}

/// A number as the command line takes it, or what is wrong with it.
pub fn number<T>(name: &str, value: &str, check: impl Fn(&str) -> Result<T, String>) -> PyResult<T> {
    check(value).map_err(|why| PyValueError::new_err(format!("{name} = {value}: {why}")))
}
