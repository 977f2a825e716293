//! How does one month turn into the next?
//!
//! A county is the unit of parallel work. Results are kept by county and folded in their order; all sums are whole
//! numbers. So a run is the same bit for bit on any number of threads.

mod count;
mod entry;
pub mod meeting;
mod month;
mod purse;
mod sight;
mod turn;
mod witness;
pub mod world;

use crate::chance::Chance;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::regime::judge::Code;
use crate::regime::watch::Eyes;
use crate::society::Society;
use crate::society::people::{Drawer, Home};
use crate::society::places::Geography;
use rayon::prelude::*;
pub use sight::is_listed;
pub use witness::{Books, Mind, Purse, Told, Treated, Witness};
use world::World;

/// Bytes of memory per person of a running world: changing state, traits and working space.
pub const BYTES_PER_PERSON: u64 = 64;
/// Persons, at least: below, the neighbourhoods and counties of the model have no meaning.
pub const LEAST_PEOPLE: u64 = 1_000;
/// Persons, at most: as many as China has inhabitants, and room to spare.
pub const MOST_PEOPLE: u64 = 2_000_000_000;

/// How many, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Persons, [`LEAST_PEOPLE`] to [`MOST_PEOPLE`].
    pub people: u64,
    /// Months, at least 1.
    pub months: u32,
}

/// Told when a month of a run is over; from any thread.
pub trait Progress: Sync {
    /// One month of one run is over.
    fn month(&self);
}

/// Nobody is told.
pub struct Quiet;

impl Progress for Quiet {
    fn month(&self) {}
}

/// The people of one replicate: traits and ties, the same under every regime.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// What they were drawn from.
    pub society: Society,
    /// Persons and months.
    pub size: Size,
    /// The map.
    pub map: Geography,
    /// Their luck.
    pub chance: Chance,
    /// Their homes, by county.
    pub homes: Vec<Home>,
}

/// A regime, ready to work.
pub struct Institution<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// Its channels; `None` if it has none.
    pub eyes: Option<Eyes>,
    /// Its rules.
    pub code: Code,
}

/// Draws the people of a replicate. `size.people` must lie within its range.
pub fn settle(society: &Society, size: Size, seed: u64, replicate: u32) -> Settlement {
    assert!((1..=MOST_PEOPLE).contains(&size.people), "the caller admits the size");
    let chance = Chance::new(seed, replicate);
    let map = Geography::new(size.people as u32, society.marginals.urban.value, &chance);
    let drawer = Drawer::new(society, map, chance);
    let homes = (0..map.counties).into_par_iter().map(|county| drawer.home(county)).collect();
    Settlement { society: society.clone(), size, map, chance, homes }
}

impl Settlement {
    /// The world before its first month, under a regime.
    pub fn world(&self, institution: &Institution) -> World {
        World::new(&self.society, &self.chance, &self.homes, institution.code.start())
    }
}

impl<'a> Institution<'a> {
    /// Makes a regime ready.
    pub fn new(regime: &'a Regime) -> Institution<'a> {
        Institution { regime, eyes: Eyes::of(regime), code: Code::of(regime) }
    }
}

/// Runs one regime on these people, and returns the sums of each month.
pub fn simulate(people: &Settlement, regime: &Regime, progress: &dyn Progress) -> Vec<Tally> {
    let institution = Institution::new(regime);
    let mut world = people.world(&institution);
    (0..people.size.months)
        .map(|_| {
            let tally = month::month(people, &institution, &mut world, None);
            progress.month();
            tally
        })
        .collect()
}

/// Turns one month into the next, and returns its sums. The witness, if any, is told of whom it listens to.
pub fn turn(people: &Settlement, institution: &Institution, world: &mut World, witness: Option<&dyn Witness>) -> Tally {
    month::month(people, institution, world, witness)
}
