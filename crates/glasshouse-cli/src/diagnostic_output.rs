//! Mistakes in files, printed to standard error, with colours where the terminal supports them.

use glasshouse::diagnostic::Diagnostics;
use glasshouse::scenario::ScenarioError;
use glasshouse_report::diagnostic_text::{self, TerminalStyle, WIDTH};
use std::env;
use std::io::{self, IsTerminal, Write};

/// Prints all diagnostics.
pub fn print(found: &Diagnostics) {
    let mut err = io::stderr().lock();
    for text in diagnostic_text::each(found, style()) {
        // Nothing can be done if even the error stream cannot be written.
        let _ = writeln!(err, "{text}\n");
    }
}

/// Prints the reason why nothing could be read.
pub fn print_trouble(trouble: &ScenarioError) {
    match trouble {
        ScenarioError::Diagnostics(found) => print(found),
        ScenarioError::File(failure) => {
            let _ = writeln!(io::stderr().lock(), "{}\n", diagnostic_text::failure(failure, style()));
        }
    }
}

/// The terminal's width, and whether it shows colours and fine lines.
fn style() -> TerminalStyle {
    let colours = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let width = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    TerminalStyle { colours, width: width.unwrap_or(WIDTH).clamp(40, 200) }
}
