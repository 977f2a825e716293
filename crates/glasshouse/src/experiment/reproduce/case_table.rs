//! The table of published results, in the order of their numbers.

use super::published_case::PublishedCase;
use super::{
    bass_diffusion, cascade_persistence, efficiency_wage, eigentrust, guilt_by_association, indirect_reciprocity,
    inspection, institutional_assessment, leading_eight, lending_cutoff, lending_fairness, not_attempted,
    opinion_dynamics, perceptual_deterrence, private_assessment, quality_assurance, rebellion, self_censorship,
    threshold_cascade, threshold_gaming,
};

/// Every case, in the order of their numbers.
pub const TABLE: &[PublishedCase] = &[
    leading_eight::CASE,
    private_assessment::CASE,
    not_attempted::IMAGE_SCORING,
    indirect_reciprocity::CASE,
    institutional_assessment::CASE,
    self_censorship::CASE,
    threshold_cascade::CASE,
    cascade_persistence::CASE,
    opinion_dynamics::CASE,
    not_attempted::BOUNDED_CONFIDENCE,
    rebellion::CASE,
    lending_cutoff::CASE,
    lending_fairness::CASE,
    efficiency_wage::CASE,
    inspection::CASE,
    quality_assurance::CASE,
    guilt_by_association::CASE,
    threshold_gaming::CASE,
    eigentrust::CASE,
    bass_diffusion::CASE,
    not_attempted::CLOSED_FORMS,
    perceptual_deterrence::CASE,
];

/// The case with this key.
pub fn by_key(key: &str) -> impl Iterator<Item = &'static PublishedCase> {
    let key = key.to_ascii_uppercase();
    TABLE.iter().filter(move |case| case.key == key)
}
