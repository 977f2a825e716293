//! What a job reports to its caller while it runs: warnings, notes and progress.

use glasshouse::diagnostic::Diagnostics;
use glasshouse::engine::{Progress, Quiet};

/// Receives the reports of a job; each face shows them in its own way.
pub trait Monitor: Sync {
    /// Warnings found in a file that was read.
    fn warnings(&self, found: &Diagnostics);
    /// A line about the work under way.
    fn note(&self, line: &str);
    /// Begins to count the months of single runs, of this number. The count ends when it is dropped.
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
