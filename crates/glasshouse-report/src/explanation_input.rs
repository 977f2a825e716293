//! What an explanation splits: the difference, the regime on its other side, and the command that reproduces it.

use glasshouse::experiment::attribution::Attribution;

/// What an explanation splits.
pub struct ExplanationInput {
    /// The difference.
    pub attribution: Attribution,
    /// Name of the regime that it is compared with.
    pub than: String,
    /// The command that reproduces the results.
    pub command: String,
}
