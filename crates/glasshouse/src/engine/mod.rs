//! How does one month turn into the next?
//!
//! A county is the unit of parallel work. Results are kept by county and folded in their order; all sums are whole
//! numbers. So a run is the same bit for bit on any number of threads.

pub mod books;
mod cases;
mod count;
mod course;
mod entry;
mod kept;
mod marks;
pub mod meeting;
mod month;
pub mod opinions;
pub mod packed;
mod purse;
mod records;
mod reports;
mod rules;
pub mod sealed;
mod sight;
mod silence;
mod turn;
mod witness;
pub mod world;

use crate::chance::Chance;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::regime::judge::Code;
use crate::regime::watch::Eyes;
use crate::society::Society;
use crate::society::groups::By;
use crate::society::marginals::MOST_PROVINCES;
use crate::society::people::{Drawer, Home};
use crate::society::places::Geography;
pub use course::Course;
pub use month::Sums;
use rayon::prelude::*;
pub use sight::is_listed;
use std::borrow::Cow;
pub use witness::{Books, FirmFile, Mind, Purse, Told, Treated, Witness};
use world::World;

/// Months that people have lived under the law alone before any run begins, so that no run starts from a state that
/// nobody would live in: norms, expectations, repute and records of firms have come to rest.
pub const EARLIER: u32 = 36;
/// Number of the first of these months: far from those of any run, and a January.
const FIRST_EARLIER: u32 = 12 << 26;
/// Bytes of memory per person of a running world: changing state, traits and working space.
pub const BYTES_PER_PERSON: u64 = 81;
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
    /// So many months of one run were there already.
    fn there(&self, _months: u32) {}
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
    /// The place of each county in the line of a roll-out.
    pub line: Vec<u32>,
    /// Their homes, by county.
    pub homes: Vec<Home>,
    /// The world after the [`EARLIER`] months under the law alone.
    pub dawn: World,
}

/// A regime, ready to work.
pub struct Institution<'a> {
    /// The regime.
    pub regime: Cow<'a, Regime>,
    /// Its channels; `None` if it has none.
    pub eyes: Option<Eyes>,
    /// Its rules.
    pub code: Code,
    /// The same institution in provinces where other rules hold, with their numbers.
    regional: Vec<(Vec<u32>, Institution<'a>)>,
}

/// The map of a replicate.
pub fn map(society: &Society, size: Size, seed: u64, replicate: u32) -> Geography {
    let (provinces, urban) = (society.marginals.provinces.value as u32, society.marginals.urban.value);
    Geography::new(size.people as u32, provinces.max(1), urban, &Chance::new(seed, replicate))
}

/// Draws the people of a replicate. `size.people` must lie within its range.
pub fn settle(society: &Society, size: Size, seed: u64, replicate: u32) -> Settlement {
    let mut people = draw(society, size, seed, replicate);
    people.dawn = people.earlier();
    people
}

/// The same people before the [`EARLIER`] months: their dawn is the world as it is drawn.
pub fn draw(society: &Society, size: Size, seed: u64, replicate: u32) -> Settlement {
    assert!((1..=MOST_PEOPLE).contains(&size.people), "the caller admits the size");
    let chance = Chance::new(seed, replicate);
    let map = map(society, size, seed, replicate);
    let drawer = Drawer::new(society, map, chance);
    let homes: Vec<Home> = (0..map.counties).into_par_iter().map(|county| drawer.home(county)).collect();
    let dawn = World::new(society, &chance, &homes);
    let line = map.line(&chance);
    Settlement { society: society.clone(), size, map, chance, line, homes, dawn }
}

impl Settlement {
    /// The world before its first month, under a regime.
    pub fn world(&self, institution: &Institution) -> World {
        let mut world = self.dawn.clone();
        world.open_dockets(institution);
        world
    }

    /// The world as drawn, after months under the law alone.
    fn earlier(&self) -> World {
        let mut course = Course::earlier(self);
        (0..EARLIER).for_each(|_| drop(course.step()));
        course.dawn()
    }
}

impl<'a> Institution<'a> {
    /// Makes a regime ready.
    pub fn new(regime: &'a Regime) -> Institution<'a> {
        let mut regional: Vec<(Vec<u32>, Institution)> = Vec::new();
        for province in 1..=MOST_PROVINCES {
            let Some(here) = regime.regional(province) else { continue };
            match regional.iter_mut().find(|(_, other)| *other.regime == here) {
                Some((provinces, _)) => provinces.push(province),
                None => regional.push((vec![province], Institution::of(Cow::Owned(here)))),
            }
        }
        Institution { regional, ..Institution::of(Cow::Borrowed(regime)) }
    }

    fn of(regime: Cow<'a, Regime>) -> Institution<'a> {
        Institution { eyes: Eyes::of(&regime), code: Code::of(&regime), regional: Vec::new(), regime }
    }
}

/// Runs one regime on these people: the sums of each month, of everybody and of each group, as the months go by.
pub fn simulate<'a>(
    people: &'a Settlement,
    regime: &'a Regime,
    by: Option<By>,
    progress: &'a dyn Progress,
) -> impl Iterator<Item = Sums> + 'a {
    let mut course = Course::new(people, regime, by);
    (0..people.size.months).map(move |_| {
        let sums = course.step();
        progress.month();
        sums
    })
}

/// Turns one month into the next, and returns its sums. The witness, if any, is told of whom it listens to.
pub fn turn(people: &Settlement, institution: &Institution, world: &mut World, witness: Option<&dyn Witness>) -> Tally {
    month::month(people, institution, world, witness, None).all
}
