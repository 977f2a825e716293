//! A thread's working space for the month of a town.

use super::official_cases::Deal;
use super::pair_draws::PairDraws;
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::life::learning::Experience;

/// Working space of a thread; nothing in it outlives a town's month.
pub struct Desk {
    /// Public bytes of everybody after the month.
    pub after: Vec<u8>,
    pub events: Vec<Events>,
    pub minds: Vec<Minds>,
    pub experience: Experience,
    /// The mind of an official in a decision.
    pub official: Minds,
    pub deals: Vec<Deal>,
    /// Pairs who may drop each other.
    pub pairs: PairDraws,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            after: Vec::new(),
            events: Vec::new(),
            minds: Vec::new(),
            experience: Experience::EMPTY,
            official: Minds::EMPTY,
            deals: Vec::new(),
            pairs: PairDraws::default(),
        }
    }
}
