//! The check that regimes that are run on the same people add the same encounters to their world, or none.

use crate::job_error::JobError;
use glasshouse::experiment::study_error::different_encounters;
use glasshouse::regime::Regime;

/// Refuses regimes that add different encounters.
pub fn check<'r>(regimes: impl IntoIterator<Item = &'r Regime>) -> Result<(), JobError> {
    Regime::share_encounters(regimes).map_err(|two| JobError::Refused(different_encounters(two)))
}
