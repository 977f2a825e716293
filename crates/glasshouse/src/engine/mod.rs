//! How does one month turn into the next?
//!
//! A county is the unit of parallel work. Results are kept by county and folded in their order; all sums are whole
//! numbers. So a run is the same bit for bit on any number of threads.

mod accounting;
mod bit_packing;
mod block_storage;
pub mod checksummed_file;
pub mod council;
mod counting;
mod county_rules;
pub mod imitation;
mod informant_reports;
pub mod matching;
pub mod memory_estimate;
mod month;
mod month_start;
mod observation;
mod official_cases;
mod out_of_core;
mod peer_rating;
mod population;
pub mod private_opinions;
mod ranks;
mod record_intake;
pub mod record_keeping;
mod silent_ties;
mod simulation;
mod state_update;
pub mod step_benchmark;
pub mod town_packing;
mod town_store;
mod witness;
pub mod world;
mod world_snapshot;

use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::regime::adjudication::Code;
use crate::regime::surveillance::Eyes;
use crate::rng::Rng;
use crate::society::Society;
use crate::society::geography::{Geography, Town};
use crate::society::marginals::MOST_PROVINCES;
use crate::society::strata::By;
use crate::society::synthesis::Drawer;
use crate::society::traits::TownPopulation;
pub use month::Sums;
pub use observation::is_listed;
pub use ranks::{Alone, Ranks};
use rayon::prelude::*;
pub use simulation::Simulation;
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::Arc;
pub use town_store::{Kept, Spill, Towns};
pub use witness::{Books, FirmFile, Mind, Purse, Told, Treated, Witness};
use world::World;
pub use world_snapshot::Resting;

/// Months that people live under the law alone before a run begins, unless another number is asked for, so that no run
/// starts from a state that nobody would live in: norms, expectations, repute and records of firms have come to rest.
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
    pub chance: Rng,
    /// The place of each county in the line of a roll-out.
    pub line: Vec<u32>,
    /// Who else works at this society.
    pub peers: Arc<dyn Ranks>,
    /// The counties that are worked here.
    pub own: Range<u32>,
    /// Homes of these, town by town; empty where each is drawn anew each month, since memory is short.
    pub homes: Vec<TownPopulation>,
    /// The world after the earlier months under the law alone.
    pub dawn: World<Kept>,
}

/// Where all that is known of the people finds room, and what of it is kept.
#[derive(Clone, Debug)]
pub struct Room {
    /// Whether homes are kept; else each is drawn anew each month.
    pub homes: bool,
    /// Where counties go that do not fit into memory; `None` if all do.
    pub spill: Option<Spill>,
}

impl Default for Room {
    /// Memory is enough.
    fn default() -> Room {
        Room { homes: true, spill: None }
    }
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
    Geography::new(size.people as u32, provinces.max(1), urban, &Rng::new(seed, replicate))
}

/// Draws the people of a replicate, and lets them live through [`EARLIER`] months. `size.people` must lie within its
/// range.
pub fn settle(society: &Society, size: Size, seed: u64, replicate: u32) -> Settlement {
    settle_in(&Room::default(), society, size, seed, replicate, EARLIER).expect(IN_MEMORY)
}

/// The same, in the room that there is, and with as many earlier months as are asked for. What is kept where does not
/// change what comes out.
///
/// # Errors
///
/// Where a file cannot be written or read.
pub fn settle_in(
    room: &Room,
    society: &Society,
    size: Size,
    seed: u64,
    replicate: u32,
    earlier: u32,
) -> io::Result<Settlement> {
    settle_among(Arc::new(Alone), room, society, size, seed, replicate, earlier)
}

/// The same, among others who work at the same society: of the counties, only the own ones find room here. Who works
/// which does not change what comes out.
///
/// # Errors
///
/// Where a file cannot be written or read, or another cannot be reached.
pub fn settle_among(
    peers: Arc<dyn Ranks>,
    room: &Room,
    society: &Society,
    size: Size,
    seed: u64,
    replicate: u32,
    earlier: u32,
) -> io::Result<Settlement> {
    let mut people = draw_among(peers, room, society, size, seed, replicate);
    let drawn = people.take_dawn();
    people.dawn = people.earlier(drawn, earlier)?;
    Ok(people)
}

/// The same people before the months under the law alone: their dawn is the world as it is drawn, when its first month
/// comes.
pub fn draw_among(
    peers: Arc<dyn Ranks>,
    room: &Room,
    society: &Society,
    size: Size,
    seed: u64,
    replicate: u32,
) -> Settlement {
    assert!((1..=MOST_PEOPLE).contains(&size.people), "the caller admits the size");
    let chance = Rng::new(seed, replicate);
    let map = map(society, size, seed, replicate);
    let drawer = Drawer::new(society, map, chance);
    let own = peers.own(map.counties);
    let kept = if room.homes { own.clone() } else { 0..0 };
    let towns: Vec<Town> = kept.flat_map(|county| map.towns(county)).collect();
    let homes: Vec<TownPopulation> = towns.into_par_iter().map(|town| drawer.home(town)).collect();
    let line = map.line(&chance);
    let dawn = World::before(society, size.people as usize, Kept::undrawn(own.len(), room.spill.as_ref()));
    Settlement { society: society.clone(), size, map, chance, line, peers, own, homes, dawn }
}

/// Why nothing can fail that is done in memory alone.
const IN_MEMORY: &str = "what lies in memory has no file that could fail";

impl Settlement {
    /// Hands out the dawn, where no regime comes after this one: then it takes no room while the run goes on.
    pub fn take_dawn(&mut self) -> World<Kept> {
        let nobody = World::before(&self.society, 0, Kept::nobody());
        std::mem::replace(&mut self.dawn, nobody)
    }

    /// The world before its first month, under a regime, with all towns open to be looked at.
    pub fn world(&self, institution: &Institution) -> World {
        let World { month, towns, public, news, state, outside } = &self.dawn;
        let towns = match towns.is_undrawn() {
            true => World::new(&self.society, &self.chance, &self.homes).towns,
            false => towns.all().expect(IN_MEMORY),
        };
        let (public, news) = (public.clone(), *news);
        let mut world = World { month: *month, towns, public, news, state: *state, outside: *outside };
        world.open_dockets(institution);
        world
    }

    /// The world as drawn, after months under the law alone. Accounts begin anew, and books are yet to be opened.
    fn earlier(&self, drawn: World<Kept>, months: u32) -> io::Result<World<Kept>> {
        let nobody = Regime::default();
        let law = Institution::new(&nobody);
        let mut world = World { month: FIRST_EARLIER, ..drawn };
        (0..months).try_for_each(|_| month::month(self, &law, &mut world, None, None).map(drop))?;
        let towns = world.towns.before_a_regime();
        Ok(World { month: 0, state: 0, outside: 0, towns, ..world })
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
    let mut course = Simulation::new(people, regime, by);
    (0..people.size.months).map(move |_| {
        let sums = course.step();
        progress.month();
        sums
    })
}

/// Turns one month into the next, and returns its sums. The witness, if any, is told of whom it listens to.
pub fn turn(people: &Settlement, institution: &Institution, world: &mut World, witness: Option<&dyn Witness>) -> Tally {
    month::month(people, institution, world, witness, None).expect(IN_MEMORY).all
}
