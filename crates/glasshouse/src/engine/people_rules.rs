//! The rules of a town whose people make their own: those of the regime as far as their norms support them.

use super::context::Context;
use super::institution::Institution;
use super::world::TownState;
use crate::life::terms::Terms;
use crate::regime::Issuer;
use std::borrow::Cow;

/// The rules that the people of a town have made for this month.
pub struct PeopleRules {
    institution: Institution<'static>,
    terms: Terms,
}

impl Context<'_> {
    /// The rules that the people of a town with this state make; `None` where an authority makes them.
    pub fn people_rules(&self, state: &TownState) -> Option<PeopleRules> {
        let regime = &self.institution.regime;
        if regime.issuer == Issuer::Authority || !regime.in_force(self.month) || self.terms.standards.is_none() {
            return None;
        }
        let mean = |column: &Vec<u8>| {
            let sum: u64 = column.iter().map(|norm| u64::from(*norm)).sum();
            (sum as f64 / (255.0 * column.len().max(1) as f64)) as f32
        };
        let standards = state.columns.norm.each_ref().map(mean);
        let theirs = regime.by_people(standards);
        let terms = Terms { standards: Some(standards), ..theirs.terms(&self.people.society, self.month) };
        Some(PeopleRules { institution: Institution::everywhere(Cow::Owned(theirs)), terms })
    }

    /// The same month under the rules of the people of a town.
    pub fn by_rules<'b>(&'b self, rules: &'b PeopleRules) -> Context<'b> {
        Context { institution: &rules.institution, terms: &rules.terms, ..*self }
    }
}
