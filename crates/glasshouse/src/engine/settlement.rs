//! The people of one replicate: traits, ties and map, and the world in which every run on them begins.

use super::institution::Institution;
use super::ranks::Ranks;
use super::specification::{MOST_PEOPLE, PopulationSpec, Size};
use super::town_store::{IN_MEMORY, PackedCounties, Spill};
use super::world::World;
use crate::rng::Rng;
use crate::society::Society;
use crate::society::geography::{Geography, Town};
use crate::society::synthesis::Drawer;
use crate::society::traits::TownPopulation;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// The people of one replicate: traits and ties, the same under every regime.
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
    /// The place of each county in the line of a roll-out.
    pub line: Vec<u32>,
    /// The other processes that work at this society.
    pub peers: Arc<dyn Ranks>,
    /// The counties that are simulated here.
    pub own: Range<u32>,
    /// Their people, town by town; empty where each town is drawn anew each month, since memory is short.
    pub homes: Vec<TownPopulation>,
    /// The world after the earlier months under the law alone.
    pub dawn: World<PackedCounties>,
}

/// Where the state of the people is stored, and which part of it.
#[derive(Clone, Debug)]
pub struct Room {
    /// Whether the people of each town are kept; else they are drawn anew each month.
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

/// The people before the months under the law alone: their dawn is the world as it is drawn, when its first month comes.
pub fn draw_among(peers: Arc<dyn Ranks>, room: &Room, spec: &PopulationSpec) -> Settlement {
    assert!((1..=MOST_PEOPLE).contains(&spec.size.people), "the caller admits the size");
    let PopulationSpec { society, size, .. } = *spec;
    let (rng, map) = (spec.rng(), spec.map());
    let drawer = Drawer::new(society, map, rng);
    let own = peers.own(map.counties);
    let kept = if room.homes { own.clone() } else { 0..0 };
    let towns: Vec<Town> = kept.flat_map(|county| map.towns(county)).collect();
    let homes: Vec<TownPopulation> = towns.into_par_iter().map(|town| drawer.home(town)).collect();
    let line = map.line(&rng);
    let dawn = World::before(society, size.people as usize, PackedCounties::undrawn(own.len(), room.spill.as_ref()));
    Settlement { society: society.clone(), size, map, rng, line, peers, own, homes, dawn }
}

impl Settlement {
    /// Hands out the dawn, where no regime comes after this one: then it takes no room while the run goes on.
    pub fn take_dawn(&mut self) -> World<PackedCounties> {
        let nobody = World::before(&self.society, 0, PackedCounties::nobody());
        std::mem::replace(&mut self.dawn, nobody)
    }

    /// The world before its first month, under a regime, with all towns open to be looked at.
    pub fn world(&self, institution: &Institution) -> World {
        let World { month, towns, public, news, state, outside } = &self.dawn;
        let towns = match towns.is_undrawn() {
            true => World::new(&self.society, &self.rng, &self.homes).towns,
            false => towns.all().expect(IN_MEMORY),
        };
        let (public, news) = (public.clone(), *news);
        let mut world = World { month: *month, towns, public, news, state: *state, outside: *outside };
        world.open_dockets(institution);
        world
    }
}
