//! Why did it stop before the end?

use crate::draw;
use glasshouse::scenario::Trouble;
use std::process::ExitCode;

/// A reason to stop.
#[derive(Debug)]
pub enum Stop {
    /// What was asked makes no sense or does not fit: exit code 1.
    Refused(String),
    /// A file has mistakes (exit code 1) or could not be read (exit code 2).
    Trouble(Trouble),
    /// The machine failed: exit code 2.
    Failed(String),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl Stop {
    /// The reason in a sentence; of several mistakes, the first.
    pub fn words(&self) -> String {
        match self {
            Stop::Refused(message) | Stop::Failed(message) => message.clone(),
            Stop::Trouble(Trouble::Failure(failure)) => failure.to_string(),
            Stop::Trouble(Trouble::Findings(found)) => found.0.first().map_or(String::new(), |f| f.message.clone()),
        }
    }

    /// Tells the user, and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        match self {
            Stop::Refused(message) | Stop::Failed(message) => crate::note(&format!("error: {message}")),
            Stop::Trouble(trouble) => draw::trouble(trouble),
        }
        match self {
            Stop::Refused(_) | Stop::Trouble(Trouble::Findings(_)) => ExitCode::from(1),
            Stop::Failed(_) | Stop::Trouble(_) => ExitCode::from(2),
        }
    }
}
