//! Errors for Python: mistakes in files, requests that make no sense, and failures of the machine.
//!
//! `glasshouse.Mistakes` holds all findings, drawn as on the command line; a `ValueError` means that the request
//! makes no sense; an `OSError` means that the machine failed.

use glasshouse::diagnostic::{Diagnostic, Diagnostics, Location, Severity, nearest};
use glasshouse::observatory::measures::TABLE;
use glasshouse::scenario::ScenarioError;
use glasshouse_report::diagnostic_text::{clean, plain};
use glasshouse_report::job_error::JobError;
use pyo3::exceptions::{PyKeyError, PyKeyboardInterrupt, PyOSError, PyValueError};
use pyo3::prelude::*;

pyo3::import_exception!(glasshouse.mistakes, Mistakes);

/// A place in a text: file, line and column counted from 1, line and column after its end, and its label.
type Where = (String, usize, usize, usize, usize, String);
/// A finding: severity, code, message, help, places.
type Said = (&'static str, &'static str, String, Option<String>, Vec<Where>);
/// Diagnostics as one drawing, and one by one.
pub type DrawnDiagnostics = (String, Vec<Said>);

/// Diagnostics for Python.
pub fn told(findings: &Diagnostics) -> DrawnDiagnostics {
    (plain(findings), findings.0.iter().map(said).collect())
}

fn said(finding: &Diagnostic) -> Said {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    let help = finding.help.as_deref().map(clean);
    (severity, finding.code, clean(&finding.message), help, finding.places.iter().map(place).collect())
}

fn place(place: &Location) -> Where {
    let text = &place.source.text;
    let at = |byte: usize| {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.rfind('\n').map_or(0, |n| n + 1);
        (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
    };
    let ((line, column), (end_line, end_column)) = (at(place.span.start), at(place.span.end));
    (clean(&place.source.name), line, column, end_line, end_column, clean(&place.label))
}

/// The exception for mistakes.
pub fn mistakes(findings: &Diagnostics) -> PyErr {
    Mistakes::new_err(told(findings))
}

/// The exception for a failure to read.
pub fn trouble(trouble: ScenarioError) -> PyErr {
    match trouble {
        ScenarioError::Diagnostics(found) => mistakes(&found),
        ScenarioError::File(failure) => {
            let words = clean(&failure.to_string());
            let kind = std::io::Error::new(failure.source.kind(), words);
            PyErr::from(kind)
        }
    }
}

/// The exception for a reason to stop.
pub fn stop(stop: JobError) -> PyErr {
    match stop {
        JobError::Refused(words) => PyValueError::new_err(words),
        JobError::Failed(words) => PyOSError::new_err(words),
        JobError::Input(of) => trouble(of),
        JobError::Interrupted => PyKeyboardInterrupt::new_err(()),
    }
}

/// Parses a number as the command line does.
pub fn number<T>(name: &str, value: &str, check: impl Fn(&str) -> Result<T, String>) -> PyResult<T> {
    check(value).map_err(|why| PyValueError::new_err(format!("{name} = {value}: {why}")))
}

/// The exception for an unknown measure.
pub fn unknown_measure(word: &str) -> PyErr {
    let known = TABLE.iter().map(|m| m.key);
    let near = (word.len() <= 64).then(|| nearest(word, known)).flatten();
    let help = near.map_or("glasshouse.measures() lists them all".to_owned(), |near| format!("did you mean {near:?}?"));
    PyKeyError::new_err(format!("there is no measure {word:?}; {help}"))
}
