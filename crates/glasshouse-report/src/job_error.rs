//! The reasons why a job ends early: a refused request, a mistake in a file, a failure or an interruption.

use glasshouse::experiment::study_error::StudyError;
use glasshouse::scenario::ScenarioError;
use std::error::Error;
use std::fmt;
use std::io::ErrorKind;

/// A reason for a job to end early.
#[derive(Debug)]
pub enum JobError {
    /// The request makes no sense or does not fit into the machine.
    Refused(String),
    /// A file has mistakes or could not be read.
    Input(ScenarioError),
    /// The machine failed.
    Failed(String),
    /// The user stopped it, and the work done so far is saved.
    Interrupted,
}

/// The message of a run that was stopped.
const KEPT: &str = "stopped; the same command resumes from here";

impl From<std::io::Error> for JobError {
    fn from(e: std::io::Error) -> JobError {
        match e.kind() {
            ErrorKind::Interrupted => JobError::Interrupted,
            ErrorKind::OutOfMemory => JobError::Failed(format!(
                "{e}; what was saved so far is as it was, and the same command resumes from it: use fewer people, \
                 replicates or threads, or raise the limit"
            )),
            _ => JobError::Failed(format!("cannot store the people that do not fit into memory: {e}")),
        }
    }
}

impl From<ScenarioError> for JobError {
    fn from(trouble: ScenarioError) -> JobError {
        JobError::Input(trouble)
    }
}

impl From<StudyError> for JobError {
    fn from(error: StudyError) -> JobError {
        match error {
            StudyError::Scenario(error) => JobError::Input(error),
            other => JobError::Refused(other.to_string()),
        }
    }
}

impl fmt::Display for JobError {
    /// The reason in a sentence; the first of several mistakes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JobError::Refused(message) | JobError::Failed(message) => f.write_str(message),
            JobError::Interrupted => f.write_str(KEPT),
            JobError::Input(ScenarioError::File(failure)) => failure.fmt(f),
            JobError::Input(ScenarioError::Diagnostics(found)) => {
                f.write_str(found.0.first().map_or("", |first| first.message.as_str()))
            }
        }
    }
}

impl Error for JobError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            JobError::Input(input) => input.source(),
            JobError::Refused(_) | JobError::Failed(_) | JobError::Interrupted => None,
        }
    }
}
