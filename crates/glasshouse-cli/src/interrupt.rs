//! Ctrl-C during a run: the first stops it with checkpoints, a second ends the program.

use crate::terminal::note;
use glasshouse_report::run_checkpoints::StopRequest;

/// From now on, Ctrl-C stops the run after the current month, and a second one at once.
pub fn listen(stop: StopRequest) {
    // Without a signal handler, Ctrl-C ends the program as usual, and the last checkpoints remain.
    let _ = ctrlc::set_handler(move || {
        if stop.ask() {
            std::process::exit(130);
        }
        note("stopping after this month is saved; press Ctrl-C again to stop at once");
    });
}
