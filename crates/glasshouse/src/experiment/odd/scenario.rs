//! The experiment that an ODD protocol describes: its plan and manifest.

use super::markdown::{cell, code};
use crate::experiment::compare::Plan;
use crate::observatory::manifest::Manifest;
use crate::regime::{Audience, Regime};

/// The experiment to describe.
pub(super) struct Scenario<'a> {
    pub plan: &'a Plan,
    pub manifest: &'a Manifest,
}

impl Scenario<'_> {
    /// The names of the regimes that satisfy a condition, as code.
    pub fn under(&self, is: impl Fn(&Regime) -> bool) -> Vec<String> {
        self.plan.regimes.iter().filter(|regime| is(regime)).map(|regime| code(&regime.name)).collect()
    }

    /// Title of the society and its name.
    pub fn society(&self) -> String {
        let m = &self.plan.society.marginals;
        format!("{} ({})", cell(&m.title), code(&m.name))
    }
}

/// Whether a regime can put anybody on a list of persons.
pub(super) fn can_list(regime: &Regime) -> bool {
    let by_tier = regime.score.iter().flat_map(|score| &score.tiers).any(|tier| tier.listed);
    let overrides = regime.rollout.iter().flat_map(|rollout| &rollout.overrides).map(|other| &other.rule);
    by_tier || regime.rules.iter().chain(overrides).any(|rule| rule.lists > 0)
}

/// Whether ties can see who is on it, or the tier of a score.
pub(super) fn ties_see(regime: &Regime) -> bool {
    let shown = regime.score.is_some() && regime.visibility.score.includes(Audience::Ties);
    shown || (can_list(regime) && regime.visibility.list.includes(Audience::Ties))
}
