//! The pass over all towns of a world in a month, unpacked or packed (and then unpacked one at a time).

use super::byte_reader::{Damaged, Reader};
use super::desk::Desk;
use super::institution::Institution;
use super::population::Populations;
use super::town_store::PackedCounties;
use super::workspaces::Workspaces;
use super::world::TownState;
use crate::society::geography::Town;
use crate::society::traits::TownPopulation;
use rayon::prelude::*;
use std::io;

/// Towns that can be simulated, each once a month, in any order.
pub trait Towns {
    /// Hands each town to `live` and returns one account per county in county order: `begin` opens it, and every town
    /// of the county adds to it. Opens the regime's books if they are not yet open.
    ///
    /// # Errors
    ///
    /// If counties are stored in a file that cannot be read or written. They are then unchanged.
    fn work<R: Send>(
        &mut self,
        populations: &Populations,
        institution: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>>;
}

/// What a thread needs to simulate the towns of a county.
#[derive(Default)]
struct Workspace {
    /// The people of a town where they are not stored.
    population: TownPopulation,
    /// The state of a town that is stored packed.
    state: TownState,
    desk: Desk,
}

impl Towns for Vec<TownState> {
    fn work<R: Send>(
        &mut self,
        populations: &Populations,
        _: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>> {
        let workspaces = Workspaces::<Workspace>::default();
        let mut rest = &mut self[..];
        let counties = (0..populations.counties()).map(|c| {
            let towns = populations.towns(c);
            let here = rest.split_off_mut(..towns.len()).expect("every town has its people");
            towns.zip(here).collect::<Vec<(Town, &mut TownState)>>()
        });
        let counties: Vec<_> = counties.collect();
        let work = |towns: Vec<(Town, &mut TownState)>| {
            workspaces.with(|Workspace { population, desk, .. }| {
                let mut account = begin();
                for (town, state) in towns {
                    live(&mut account, populations.of_town(town, population), state, desk);
                }
                account
            })
        };
        Ok(counties.into_par_iter().map(work).collect())
    }
}

impl Towns for PackedCounties {
    fn work<R: Send>(
        &mut self,
        populations: &Populations,
        institution: &Institution,
        begin: &(impl Fn() -> R + Sync),
        live: &(impl Fn(&mut R, &TownPopulation, &mut TownState, &mut Desk) + Sync),
    ) -> io::Result<Vec<R>> {
        let fresh = self.is_fresh();
        self.replace_each(|c, before, packed, Workspace { population, state, desk }| {
            let (mut account, mut from) = (begin(), Reader(before));
            for town in populations.towns(c) {
                let population = populations.of_town(town, population);
                match before {
                    [] => *state = populations.initial_state(population),
                    _ => state.unpack_next(&mut from)?,
                }
                if fresh {
                    state.open_dockets(institution);
                }
                live(&mut account, population, state, desk);
                state.pack(packed);
            }
            if from.0.is_empty() { Ok(account) } else { Err(Damaged.into()) }
        })
    }
}
