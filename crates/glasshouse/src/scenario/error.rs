//! The errors of reading a file: mistakes in it, or a file that cannot be read.

use crate::diagnostic::Diagnostics;
use std::path::PathBuf;
use std::{error, fmt, io};

/// The reason why a file could not be used.
pub enum ScenarioError {
    /// The user's file has mistakes.
    Diagnostics(Diagnostics),
    /// The file could not be read.
    File(FileError),
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScenarioError::Diagnostics(found) => found.fmt(f),
            ScenarioError::File(failure) => failure.fmt(f),
        }
    }
}

/// The same as its display, because a `main` that returns the error prints this; the whole text of the file would
/// help nobody.
impl fmt::Debug for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for ScenarioError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            ScenarioError::Diagnostics(_) => None,
            ScenarioError::File(failure) => failure.source(),
        }
    }
}

impl From<Diagnostics> for ScenarioError {
    fn from(found: Diagnostics) -> ScenarioError {
        ScenarioError::Diagnostics(found)
    }
}

/// An operation on a file or folder that failed.
#[derive(Debug)]
pub struct FileError {
    /// The file or folder.
    pub path: PathBuf,
    /// The operation, as a verb: `read`.
    pub doing: &'static str,
    /// The operating system's error.
    pub source: io::Error,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.doing, self.path.display(), self.source)
    }
}

impl error::Error for FileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario;
    use std::error::Error;

    #[test]
    fn an_error_says_what_is_wrong_and_what_was_meant() {
        let unknown = scenario::regime("social-credits").unwrap_err();
        for text in [unknown.to_string(), format!("{unknown:?}")] {
            assert!(
                text.contains("social-credits") && text.contains("a similar name exists: `social-credit`"),
                "{text}"
            );
            assert!(text.lines().count() < 5, "{text}");
        }
        let missing = scenario::society("no-such-folder/no-such-file.toml").unwrap_err();
        assert!(missing.to_string().starts_with("cannot read `no-such-folder/no-such-file.toml`: "), "{missing}");
        assert!(missing.source().is_some());
    }
}
