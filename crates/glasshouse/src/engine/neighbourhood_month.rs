//! One neighbourhood's month as people lived it: their initial state, acts and observations.

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
    /// The state of the people of each neighbourhood of the town at the start of the month.
    pub starts: &'a [MonthStart<'a>],
    /// The minds with which people here decided.
    pub minds: &'a Minds,
    /// What they did, and what happened to them.
    pub events: &'a Events,
    /// How their meetings with others of the town ended.
    pub outcomes: &'a MeetingOutcomes,
    /// What they saw of their ties.
    pub observation: &'a Observation,
    /// What neighbours reported about them.
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

    /// The state of its people at the start of the month.
    #[inline(always)]
    pub fn start(&self) -> &'a MonthStart<'a> {
        &self.starts[self.index]
    }
}
