//! Tests of lives: ages, deaths, successors and children are functions of the seed, the place and the month.

use crate::laboratory::{history, otherwise, regime_between, society};
use glasshouse::engine::{
    self, EARLIER, Institution, PopulationSpec, Quiet, Room, Settlement, Simulation, Size, Spill, step,
};
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::life::loan::Debt;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Count;
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::traits::{CHILD, INFANT, OFFICIAL, TownPopulation};
use rayon::ThreadPoolBuilder;

/// People for a number of months, settled without earlier months.
fn settled(society: &Society, people: u64, months: u32, homes: bool) -> Settlement {
    let room = Room { homes, spill: None };
    engine::settle_in(&room, &PopulationSpec::new(society, Size { people, months }, 1, 0), 0).unwrap()
}

/// The towns of a society in a month.
fn towns(people: &Settlement, month: u32) -> Vec<TownPopulation> {
    let towns = (0..people.map.counties).flat_map(|county| people.map.towns(county));
    towns.map(|town| people.town_in(town, month)).collect()
}

/// The share of all people for whom something is true.
fn share(towns: &[TownPopulation], has: impl Fn(&TownPopulation, usize) -> bool) -> f64 {
    let all: usize = towns.iter().map(|home| home.came.len()).sum();
    let some: usize = towns.iter().map(|home| (0..home.came.len()).filter(|i| has(home, *i)).count()).sum();
    some as f64 / all as f64
}

#[test]
fn the_age_structure_drifts_as_projected() {
    let people = settled(&society("china-2018"), 50_000, 12 * 40, true);
    for year in [0, 5, 10, 15, 22, 32, 40] {
        let towns = towns(&people, 12 * year);
        let bands = [0, 1, 2, 3, 4].map(|band: u8| share(&towns, |home, i| home.traits.age[i] == band));
        let infant = share(&towns, |home, i| home.traits.flags[i] & INFANT != 0);
        let child = share(&towns, |home, i| home.traits.flags[i] & CHILD != 0);
        let official = share(&towns, |home, i| home.traits.flags[i] & OFFICIAL != 0);
        let new = share(&towns, |home, i| home.came[i] > 0);
        let college = share(&towns, |home, i| home.traits.schooling[i] == 3);
        println!("{year}: {bands:.3?} infants {infant:.3} children {child:.3} officials {official:.4} new {new:.3} college {college:.3}");
    }
}
