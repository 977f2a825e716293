//! The reach of a regime within counties: the neighbourhoods or persons that have come under it, and the arms that they
//! form.
//!
//! Both are functions of the seed and the place: nothing is stored, and two regimes with the same share reach the same.

use super::context::Context;
use super::settlement::Settlement;
use crate::regime::{Regime, RolloutUnit};
use crate::rng::{LANES, Lane, Purpose, unit};
use crate::society::traits::TownPopulation;

/// The draws of a roll-out, beside those of counties, which are in month 0.
const OF_NEIGHBOURHOODS: u32 = 1;
const OF_TOWNS: u32 = 2;
const OF_PERSONS: u32 = 3;

/// The arms of an experiment: whom a roll-out reaches in the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arms {
    unit: RolloutUnit,
    share: f32,
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

impl Settlement {
    /// Whether a neighbourhood is among the first of its town, in an order drawn once; as many are as make up this share,
    /// rounded up or down at random.
    pub fn reaches_neighbourhood(&self, hood: u32, share: f32) -> bool {
        let (county, town) = self.map.town_of(self.map.first(hood));
        let town = self.map.towns(county).nth(town as usize).expect("it lies in this town");
        let place = |hood: u32| (self.rng.words(Purpose::Rollout, hood, OF_NEIGHBOURHOODS)[0], hood);
        let before = town.hoods.clone().filter(|other| place(*other) < place(hood)).count();
        let chance = f64::from(unit(self.rng.words(Purpose::Rollout, town.hoods.start, OF_TOWNS)[0]));
        let reached = (f64::from(share) * town.hoods.len() as f64 + chance) as usize;
        before < reached
    }

    /// The persons of a neighbourhood that are among this share of everybody, by her first person.
    pub fn reaches_persons(&self, first: u32, share: f32) -> Lane<bool> {
        let mut draws = [[0; LANES]; 4];
        self.rng.lanes(Purpose::Rollout, first, OF_PERSONS, &mut draws);
        draws[0].map(|word| unit(word) < share)
    }

    /// Who is in the treated arm in neighbourhood `k` of a town; nobody where nothing was rolled out.
    pub fn treated(&self, population: &TownPopulation, k: usize) -> Lane<bool> {
        let Some(Arms { unit, share }) = self.arms else { return [false; LANES] };
        let hood = population.town.hoods.start + k as u32;
        match unit {
            RolloutUnit::County => {
                let reached = (f64::from(share) * f64::from(self.map.counties) + 0.5) as u32;
                [self.line[population.town.county as usize] < reached; LANES]
            }
            RolloutUnit::Neighbourhood => [self.reaches_neighbourhood(hood, share); LANES],
            RolloutUnit::Person => self.reaches_persons(population.neighbourhoods[k].first, share),
        }
    }
}

impl<'a> Context<'a> {
    /// The same month in neighbourhood `k` of a town: under the law alone if the regime is rolled out by neighbourhood and
    /// has not come to this one.
    pub fn in_neighbourhood(&self, population: &TownPopulation, k: usize) -> Context<'a> {
        let Some(share) = self.table.share_of(RolloutUnit::Neighbourhood) else { return *self };
        let hood = population.town.hoods.start + k as u32;
        if !self.people.reaches_neighbourhood(hood, share) {
            let law = self.table.law();
            let (institution, terms) = (law.institution, &law.terms);
            return Context { institution, terms, reached: false, in_force: false, announcing: 0.0, ..*self };
        }
        let regime = &self.institution.regime;
        let rollout = regime.rollout.as_ref().expect("it is rolled out by neighbourhood");
        let came = |month: &u32| self.people.reaches_neighbourhood(hood, rollout.share(*month, regime.starts));
        let since = (regime.starts..self.month).find(came).unwrap_or(self.month);
        let announcing = self.people.society.behaviour.learning.announcing(self.month - since);
        Context { announcing, ..*self }
    }
}
