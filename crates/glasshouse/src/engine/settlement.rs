//! The people of one replicate: traits, ties and map, and the initial world of every run on them.

use super::institution::Institution;
use super::ranks::Ranks;
use super::reach::Arms;
use super::specification::{MOST_PEOPLE, PopulationSpec, Size};
use super::town_store::{IN_MEMORY, PackedCounties, Spill};
use super::world::World;
use crate::regime::Regime;
use crate::rng::Rng;
use crate::society::Society;
use crate::society::geography::{Geography, Town};
use crate::society::synthesis::{Drawer, Tables};
use crate::society::traits::TownPopulation;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A month that may be moved while others look at the people.
#[derive(Debug)]
pub(super) struct MovableMonth(AtomicU32);

impl MovableMonth {
    /// The month.
    pub fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clone for MovableMonth {
    fn clone(&self) -> MovableMonth {
        MovableMonth(AtomicU32::new(self.get()))
    }
}

/// The people of one replicate: traits, ties and the course of lives, the same under every regime.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// What they were drawn from.
    pub society: Society,
    /// Persons and months.
    pub size: Size,
    /// The map.
    pub map: Geography,
    /// Their random numbers.
    pub rng: Rng,
    /// The position of each county in the order of a roll-out.
    pub line: Vec<u32>,
    /// The other processes that simulate this society.
    pub peers: Arc<dyn Ranks>,
    /// The counties that are simulated here.
    pub own: Range<u32>,
    /// Their people in the first month, town by town; empty if each town is redrawn each month because memory is short.
    pub homes: Vec<TownPopulation>,
    /// What is computed once for all draws of them.
    pub tables: Arc<Tables>,
    /// The month in which all regimes that are compared here have ended, `u32::MAX` if one of them does not: those who
    /// come of age from then on never lived under any, in whichever of the worlds they live.
    pub(super) legacy: MovableMonth,
    /// The arms into which the regimes that are compared here divide people; `None` if none is rolled out.
    pub(super) arms: Option<Arms>,
    /// The world after the earlier months under the law alone.
    pub dawn: World<PackedCounties>,
}

/// Where the state of the people is stored, and which part of it.
#[derive(Clone, Debug)]
pub struct Room {
    /// Whether the people of each town are stored; otherwise they are redrawn each month.
    pub homes: bool,
    /// Where counties that do not fit into memory are stored; `None` if all fit.
    pub spill: Option<Spill>,
}

impl Default for Room {
    /// Everything is stored in memory.
    fn default() -> Room {
        Room { homes: true, spill: None }
    }
}

/// Draws the people before the months under the law alone: their dawn is the world as drawn when its first month
/// begins.
pub fn draw_among(peers: Arc<dyn Ranks>, room: &Room, spec: &PopulationSpec) -> Settlement {
    assert!((1..=MOST_PEOPLE).contains(&spec.size.people), "the caller checks the size");
    let PopulationSpec { society, size, .. } = *spec;
    let (rng, map) = (spec.rng(), spec.map());
    let tables = Arc::new(Tables::of(society));
    let drawer = Drawer::new(society, map, rng, Arc::clone(&tables));
    let own = peers.own(map.counties);
    let kept = if room.homes { own.clone() } else { 0..0 };
    let towns: Vec<Town> = kept.flat_map(|county| map.towns(county)).collect();
    let homes: Vec<TownPopulation> = towns.into_par_iter().map(|town| drawer.home(town, size.months)).collect();
    let line = map.line(&rng);
    let legacy = MovableMonth(AtomicU32::new(u32::MAX));
    let dawn = World::before(society, size.people as usize, PackedCounties::undrawn(own.len(), room.spill.as_ref()));
    Settlement { society: society.clone(), size, map, rng, line, peers, own, homes, tables, legacy, arms: None, dawn }
}

impl Settlement {
    /// Notes when the regimes that are compared on these people are all over, and into which arms they divide them.
    pub fn remember<'r>(&mut self, regimes: impl IntoIterator<Item = &'r Regime>) {
        let regimes: Vec<&Regime> = regimes.into_iter().collect();
        self.arms = Arms::of(regimes.iter().copied(), self.size.months);
        self.remember_anew(regimes);
    }

    /// Notes it again during a run, between two months: one of the regimes has been switched off.
    pub fn remember_anew<'r>(&self, regimes: impl IntoIterator<Item = &'r Regime>) {
        let active = regimes.into_iter().filter(|regime| !regime.is_idle());
        let over = active.map(|regime| regime.ends.unwrap_or(u32::MAX)).max().unwrap_or(u32::MAX);
        self.legacy.0.store(over, Ordering::Relaxed);
    }

    /// Takes out the dawn if no other regime follows this one: it then takes no memory during the run.
    pub fn take_dawn(&mut self) -> World<PackedCounties> {
        let nobody = World::before(&self.society, 0, PackedCounties::nobody());
        std::mem::replace(&mut self.dawn, nobody)
    }

    /// The world before its first month, under a regime, with all towns unpacked.
    pub fn world(&self, institution: &Institution) -> World {
        let World { month, towns, public, news, levy, state, outside } = &self.dawn;
        let towns = match towns.is_undrawn() {
            true => World::new(&self.society, &self.rng, &self.homes).towns,
            false => towns.all().expect(IN_MEMORY),
        };
        let (public, news) = (public.clone(), *news);
        let mut world = World { month: *month, towns, public, news, levy: *levy, state: *state, outside: *outside };
        world.open_dockets(institution);
        world
    }
}
