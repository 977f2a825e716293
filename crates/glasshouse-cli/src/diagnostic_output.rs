//! Mistakes in files on the standard error stream, in colours where the terminal wants them.

use glasshouse::diagnostic::Diagnostics;
use glasshouse::scenario::ScenarioError;
use glasshouse_report::diagnostic_text::{self, WIDTH};
use std::env;
use std::io::{self, IsTerminal, Write};

/// Prints all diagnostics.
pub fn print(found: &Diagnostics) {
    let (colours, width) = style();
    let mut err = io::stderr().lock();
    for text in diagnostic_text::each(found, colours, width) {
        // Nothing is left to be done if not even the error stream takes our words.
        let _ = writeln!(err, "{text}\n");
    }
}

/// Prints why nothing could be read.
pub fn print_trouble(trouble: &ScenarioError) {
    match trouble {
        ScenarioError::Diagnostics(found) => print(found),
        ScenarioError::File(failure) => {
            let (colours, width) = style();
            let _ = writeln!(io::stderr().lock(), "{}\n", diagnostic_text::failure(failure, colours, width));
        }
    }
}

/// Whether the terminal wants colours and fine lines, and its width.
fn style() -> (bool, usize) {
    let colours = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let width = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    (colours, width.unwrap_or(WIDTH).clamp(40, 200))
}
