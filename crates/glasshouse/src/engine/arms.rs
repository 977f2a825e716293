//! The arms of an experiment: whom a roll-out never reaches, and whom it reaches sooner or later.

use crate::regime::{Regime, RolloutUnit};

/// The arms of an experiment: whom a roll-out reaches in the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arms {
    /// What was rolled out one by one.
    pub unit: RolloutUnit,
    /// Share of it that is treated in the end, 0 to 1.
    pub share: f32,
}

impl Arms {
    /// The arms of the first of these regimes that is rolled out, in a run of so many months.
    pub fn of<'r>(regimes: impl IntoIterator<Item = &'r Regime>, months: u32) -> Option<Arms> {
        let rolled = regimes.into_iter().filter(|regime| !regime.is_idle());
        rolled.into_iter().find_map(|regime| {
            let rollout = regime.rollout.as_ref()?;
            let ends = regime.ends.unwrap_or(months).min(months);
            Some(Arms { unit: rollout.unit, share: rollout.final_share(regime.starts, ends) })
        })
    }
}
