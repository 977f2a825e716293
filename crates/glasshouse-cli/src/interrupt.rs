//! Ctrl-C during a run: the first one asks it to stop with checkpoints, a second one ends the program.

use crate::terminal::note;
use glasshouse_report::run_checkpoints::StopRequest;

/// From now on, Ctrl-C stops the run after the month under way, and a second one at once.
pub fn listen(stop: StopRequest) {
    // Where signals cannot be handled, one ends the program as ever, and the checkpoints are there.
    let _ = ctrlc::set_handler(move || {
        if stop.ask() {
            std::process::exit(130);
        }
        note("stopping after this month is saved; press Ctrl-C again to stop at once");
    });
}
