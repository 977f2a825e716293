//! The errors of a study: settings out of range, and unknown names.

use super::window::Window;
use crate::diagnostic::visible;
use crate::scenario::ScenarioError;
use std::{error, fmt};

/// The reason why a study cannot be run, or has no such figure to return.
#[derive(Debug)]
pub enum StudyError {
    /// A file could not be used.
    Scenario(ScenarioError),
    /// A number is out of its range.
    OutOfRange {
        /// Setting.
        setting: &'static str,
        /// The number.
        given: u64,
        /// The least value allowed.
        least: u64,
        /// The greatest value allowed.
        most: u64,
    },
    /// Nothing is compared.
    NoRegime,
    /// Two regimes add different encounters to the world.
    OtherEncounters([String; 2]),
    /// The run is over before a regime begins.
    TooShort(String),
    /// No regime of the study has this name.
    UnknownRegime {
        /// The name.
        given: String,
        /// A regime that was probably meant.
        similar: Option<String>,
        /// Regimes of the study.
        known: Vec<String>,
    },
    /// No measure has this key.
    UnknownMeasure {
        /// The key.
        given: String,
        /// A measure that was probably meant.
        similar: Option<&'static str>,
    },
    /// A measure is not defined under a regime or the baseline in this window, or the window is empty.
    Undefined {
        /// The regime.
        regime: String,
        /// The measure.
        measure: &'static str,
        /// The window.
        window: Window,
    },
}

/// Why two regimes cannot be compared that add different encounters to the world.
pub fn different_encounters([one, other]: [&str; 2]) -> String {
    format!(
        "`{}` and `{}` add different encounters: regimes are compared on the same people, who live the same encounters \
         under all of them; write the same `[[encounter]]` tables into both, or into one file that both are joined with",
        visible(one),
        visible(other)
    )
}

impl fmt::Display for StudyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meant = |known: &str| format!("did you mean `{}`?", visible(known));
        match self {
            StudyError::Scenario(error) => error.fmt(f),
            StudyError::OutOfRange { setting, given, least, most } => {
                write!(f, "{setting}: {given} is not from {least} to {most}")
            }
            StudyError::NoRegime => f.write_str("there is no regime to run: add one, such as `no-system`"),
            StudyError::OtherEncounters([one, other]) => f.write_str(&different_encounters([one, other])),
            StudyError::TooShort(why) => f.write_str(why),
            StudyError::UnknownRegime { given, similar, known } => {
                let quoted: Vec<String> = known.iter().map(|name| format!("`{}`", visible(name))).collect();
                let all = || format!("these are compared: {}", quoted.join(", "));
                let help = similar.as_deref().map_or_else(all, meant);
                write!(f, "the study has no regime `{}`; {help}", visible(given))
            }
            StudyError::UnknownMeasure { given, similar } => {
                let all = || "`glasshouse::observatory::measures::TABLE` has all of them".to_owned();
                let help = similar.map_or_else(all, meant);
                write!(f, "there is no measure `{}`; {help}", visible(given))
            }
            StudyError::Undefined { regime, measure, window } => {
                let when = match window {
                    Window::During => "while it is in force",
                    Window::After => "after it has ended",
                };
                write!(f, "`{measure}` is not defined under `{}` {when}", visible(regime))
            }
        }
    }
}

impl error::Error for StudyError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            StudyError::Scenario(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ScenarioError> for StudyError {
    fn from(error: ScenarioError) -> StudyError {
        StudyError::Scenario(error)
    }
}
