//! Warnings and notes of jobs, printed to the standard error stream of Python's process.

use glasshouse::diagnostic::Diagnostics;
use glasshouse::engine::{Progress, Quiet};
use glasshouse_report::diagnostic_text::plain;
use glasshouse_report::monitor::Monitor;
use std::io::Write as _;

/// Writes a line. The work goes on even if nobody is listening.
fn write(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes warnings and notes as lines. Python counts progress itself.
pub struct StderrMonitor;

impl Monitor for StderrMonitor {
    fn warnings(&self, found: &Diagnostics) {
        if !found.0.is_empty() {
            write(&format!("{}\n", plain(found)));
        }
    }

    fn note(&self, line: &str) {
        write(line);
    }

    fn progress(&self, _: u64) -> Box<dyn Progress + '_> {
        Box::new(Quiet)
    }
}
