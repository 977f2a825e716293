//! A published effect as a row of tables, and the effects that ship.

use crate::job_error::JobError;
use glasshouse::diagnostic::Source;
use glasshouse::experiment::evidence::seal::SealedParts;
use glasshouse::experiment::evidence::trial::EvidenceAnswer;
use glasshouse::scenario;
use glasshouse::scenario::catalogue;
use glasshouse::scenario::evidence_file::PublishedEffect;
use std::path::Path;
use std::sync::Arc;

/// The name of the societies in which effects are asked, for people.
pub const SOCIETIES: &str = "societies drawn from all plausible ranges (the prior)";

/// An effect with everything that a table says about it.
pub struct EvidenceRow<'a> {
    /// The effect.
    pub effect: &'a PublishedEffect,
    /// The answer of now, if it was asked.
    pub answer: Option<&'a EvidenceAnswer>,
    /// The hashes of now.
    pub now: &'a SealedParts,
}

/// The effects that ship, in the order of their parts.
///
/// # Errors
///
/// If one of them has mistakes.
pub fn shipped() -> Result<Vec<PublishedEffect>, JobError> {
    effects_of(None)
}

/// The same, as they are in a folder.
///
/// # Errors
///
/// If one of them is not there, or has mistakes.
pub fn effects_of(data: Option<&Path>) -> Result<Vec<PublishedEffect>, JobError> {
    let read = |shipped: &catalogue::Shipped| {
        if let Some(folder) = data {
            return Ok(scenario::published_effect(&folder.join(format!("{}.toml", shipped.name)))?.value);
        }
        let source = Source { name: format!("evidence:{}", shipped.name), text: shipped.text.into() };
        Ok(scenario::effect_from(shipped.name, Arc::new(source))?.value)
    };
    catalogue::evidence().iter().map(read).collect()
}
