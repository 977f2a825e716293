//! Ctrl-C during a run: the first stops it with checkpoints, a second ends the program.

use crate::terminal::note;
use glasshouse_report::run_checkpoints::{StopRequest, Stopping};

/// From now on, Ctrl-C and SIGTERM stop the run after the current month, and a second one at once. Where no month is
/// being simulated, the first one is enough: whatever is on disk is whole or says that it is not.
pub fn listen(stop: StopRequest) {
    // Without a signal handler, Ctrl-C ends the program as usual, and the last checkpoints remain.
    let _ = ctrlc::set_handler(move || match stop.ask() {
        Stopping::AtOnce => {
            note("stopped; the same command resumes from what was saved");
            std::process::exit(130);
        }
        Stopping::AfterThisMonth => {
            note("stopping after this month is saved; press Ctrl-C again to stop at once");
        }
    });
}
