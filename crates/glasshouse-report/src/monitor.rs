//! The reports of a job to its caller while it runs: warnings, notes and progress.

use glasshouse::diagnostic::Diagnostics;
use glasshouse::engine::{Progress, Quiet};

/// Receives the reports of a job; each interface shows them in its own way.
pub trait Monitor: Sync {
    /// Warnings found in a file that was read.
    fn warnings(&self, found: &Diagnostics);
    /// A line about the current work.
    fn note(&self, line: &str);
    /// Starts to count a given number of months of single runs. The count ends when it is dropped.
    fn progress(&self, months: u64) -> Box<dyn Progress + '_>;
}

/// Shows nothing.
pub struct NoMonitor;

impl Monitor for NoMonitor {
    fn warnings(&self, _: &Diagnostics) {}

    fn note(&self, _: &str) {}

    fn progress(&self, _: u64) -> Box<dyn Progress + '_> {
        Box::new(Quiet)
    }
}
