//! Why did it stop before the end?

use crate::diagnostic_output;
use glasshouse::scenario::ScenarioError;
use std::process::ExitCode;

/// A reason to stop.
#[derive(Debug)]
pub enum Stop {
    /// What was asked makes no sense or does not fit: exit code 1.
    Refused(String),
    /// A file has mistakes (exit code 1) or could not be read (exit code 2).
    Trouble(ScenarioError),
    /// The machine failed: exit code 2.
    Failed(String),
    /// Somebody asked it to stop, and what was done is kept: exit code 130, as shells have it.
    Interrupted,
}

/// What is told of a run that was stopped.
const KEPT: &str = "stopped; the same command goes on from here";

impl From<std::io::Error> for Stop {
    fn from(e: std::io::Error) -> Stop {
        Stop::Failed(format!("cannot keep those for whom memory has no room: {e}"))
    }
}

impl From<ScenarioError> for Stop {
    fn from(trouble: ScenarioError) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl Stop {
    /// The reason in a sentence; of several mistakes, the first.
    pub fn words(&self) -> String {
        match self {
            Stop::Refused(message) | Stop::Failed(message) => message.clone(),
            Stop::Interrupted => KEPT.to_owned(),
            Stop::Trouble(ScenarioError::File(failure)) => failure.to_string(),
            Stop::Trouble(ScenarioError::Diagnostics(found)) => {
                found.0.first().map_or(String::new(), |f| f.message.clone())
            }
        }
    }

    /// Tells the user, and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        match self {
            Stop::Refused(message) | Stop::Failed(message) => crate::note(&format!("error: {message}")),
            Stop::Interrupted => crate::note(KEPT),
            Stop::Trouble(trouble) => diagnostic_output::trouble(trouble),
        }
        match self {
            Stop::Refused(_) | Stop::Trouble(ScenarioError::Diagnostics(_)) => ExitCode::from(1),
            Stop::Interrupted => ExitCode::from(130),
            Stop::Failed(_) | Stop::Trouble(_) => ExitCode::from(2),
        }
    }
}
