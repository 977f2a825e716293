//! The output of a command on its terminal: results, notes, warnings, progress, errors and exit codes.

use crate::diagnostic_output;
use crate::progress_bar::ProgressDisplay;
use glasshouse::diagnostic::Diagnostics;
use glasshouse::engine::Progress;
use glasshouse::scenario::ScenarioError;
use glasshouse_report::job_error::JobError;
use glasshouse_report::monitor::Monitor;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Shows what a job reports: warnings and notes as lines, and its progress.
pub struct Terminal;

impl Monitor for Terminal {
    fn warnings(&self, found: &Diagnostics) {
        diagnostic_output::print(found);
    }

    fn note(&self, line: &str) {
        note(line);
    }

    fn progress(&self, months: u64) -> Box<dyn Progress + '_> {
        Box::new(ProgressDisplay::new(months))
    }
}

/// Writes a line of progress to standard error. The work goes on even if nobody is listening (`2>&1 | head`).
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes to standard output.
pub fn say(text: &str) -> Result<(), JobError> {
    let mut out = std::io::stdout().lock();
    said(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What came of writing to standard output. A reader that stops early (`| head`) is not a failure.
pub fn said(written: std::io::Result<()>) -> Result<(), JobError> {
    match written {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(JobError::Failed(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(()),
    }
}

/// Writes the paths of the files that were written, after an empty line.
pub fn say_paths(paths: &[PathBuf]) -> Result<(), JobError> {
    say(&paths.iter().fold(String::from("\n"), |lines, path| lines + &format!("{}\n", path.display())))
}

/// Tells the user why a command ended early, and returns the exit code: 1 for a refused request or a mistake in a file,
/// 2 for a failure of the machine, 130 for an interruption, as shells have it.
pub fn report_error(error: &JobError) -> ExitCode {
    match error {
        JobError::Refused(message) | JobError::Failed(message) => note(&format!("error: {message}")),
        JobError::Interrupted => note(&error.to_string()),
        JobError::Input(trouble) => diagnostic_output::print_trouble(trouble),
    }
    match error {
        JobError::Refused(_) | JobError::Input(ScenarioError::Diagnostics(_)) => ExitCode::from(1),
        JobError::Interrupted => ExitCode::from(130),
        JobError::Failed(_) | JobError::Input(_) => ExitCode::from(2),
    }
}
