//! The result of reading files: a value with its warnings and sources, or the mistakes in them.

use super::error::ScenarioError;
use crate::diagnostic::{Diagnostic, Diagnostics, Source};
use std::sync::Arc;

/// The result of reading one or more files.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// Their content.
    pub value: T,
    /// Parts of them that are worth a look.
    pub warnings: Diagnostics,
    /// The texts that were read, in order: they identify a run.
    pub sources: Vec<Arc<Source>>,
}

/// A mistake is noted and reading continues; a failure ends it.
pub(super) fn or_tell<T>(
    result: Result<T, ScenarioError>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<T>, ScenarioError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(ScenarioError::Diagnostics(told)) => {
            findings.extend(told.0);
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

/// The value, with the findings in the order of the texts; a mistake among them makes it an error.
pub(super) fn finish<T>(
    value: T,
    mut findings: Vec<Diagnostic>,
    sources: Vec<Arc<Source>>,
) -> Result<Read<T>, ScenarioError> {
    findings.sort_by_key(|finding| {
        let place = &finding.places[0];
        (sources.iter().position(|source| Arc::ptr_eq(source, &place.source)), place.span.start)
    });
    let findings = Diagnostics(findings);
    match findings.any_error() {
        true => Err(ScenarioError::Diagnostics(findings)),
        false => Ok(Read { value, warnings: findings, sources }),
    }
}
