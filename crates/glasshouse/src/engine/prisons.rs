//! Prisons: officials who are convicted of taking a bribe lose their income for some time, and somebody pays for it.

use super::context::Context;
use crate::life::discretion::{EXPOSED, JAILED, PRISON, RELEASED};
use crate::life::events::Events;
use crate::life::work;
use crate::rng::{LANES, nth, places, unit};
use crate::society::act::Act;
use crate::society::traits::TownPopulation;

impl Context<'_> {
    /// Convicts officials of neighbourhood `k` who were found out this month, and releases others: each month one in as
    /// many as a term has months, and everybody where nobody is imprisoned any more.
    pub fn imprison(&self, population: &TownPopulation, k: usize, events: &mut Events) {
        let (officials, first) = (&self.terms.officials, population.neighbourhoods[k].first);
        let (mut held, mut caught) = ([false; LANES], [false; LANES]);
        for i in 0..LANES {
            held[i] = events.work[i] & work::PRISON != 0;
            caught[i] = events.did(i, Act::TakeBribe) & events.befell(i, EXPOSED) & !held[i];
        }
        let word = |i: usize| self.people.rng.words(PRISON, first + i as u32, self.month)[0];
        for i in places(&held).filter(|i| unit(word(*i)) < 1.0 / officials.prison.max(1.0)) {
            events.work[i] &= !work::PRISON;
            events.befalls(i, RELEASED, true);
        }
        if officials.prison > 0.0 {
            for i in places(&caught).filter(|i| unit(nth(word(*i), 1)) < officials.convicted) {
                events.work[i] |= work::PRISON;
                events.befalls(i, JAILED, true);
            }
        }
    }
}
