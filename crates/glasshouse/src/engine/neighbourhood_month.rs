//! The month of one neighbourhood as people lived it: what they brought into it, did and saw.

use super::matching::{Matching, MeetingOutcomes};
use super::month_start::MonthStart;
use super::observation::Observation;
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::rng::Lane;
use crate::society::act::Acts;
use crate::society::traits::{Neighbourhood, TownPopulation};

/// A neighbourhood's month as people lived it, before anybody judges it. All later steps read it.
pub struct NeighbourhoodMonth<'a> {
    /// The people of the town.
    pub population: &'a TownPopulation,
    /// Number of the neighbourhood in the town.
    pub index: usize,
    /// Who met whom in the town.
    pub matching: &'a Matching,
    /// What the people of each neighbourhood of the town brought into the month.
    pub starts: &'a [MonthStart<'a>],
    /// With what minds people here decided.
    pub minds: &'a Minds,
    /// What they did, and what befell them.
    pub events: &'a Events,
    /// How their meetings with others of the town ended.
    pub outcomes: &'a MeetingOutcomes,
    /// What they saw of their ties.
    pub observation: &'a Observation,
    /// What neighbours reported of them.
    pub reported: &'a Lane<Acts>,
    /// Their income fifths.
    pub fifth: &'a Lane<u8>,
}

impl<'a> NeighbourhoodMonth<'a> {
    /// The neighbourhood.
    #[inline(always)]
    pub fn neighbourhood(&self) -> &'a Neighbourhood {
        &self.population.neighbourhoods[self.index]
    }

    /// What its people brought into the month.
    #[inline(always)]
    pub fn start(&self) -> &'a MonthStart<'a> {
        &self.starts[self.index]
    }
}
