//! Access to the people of each town, stored in memory or redrawn where memory is short.

use super::settlement::Settlement;
use super::world::TownState;
use crate::society::geography::Town;
use crate::society::synthesis::Drawer;
use crate::society::traits::{TownPopulation, Traits};
use std::borrow::Cow;

/// The people of all towns that are simulated here.
pub struct Populations<'a> {
    people: &'a Settlement,
    /// Index of each county's first town among those stored.
    firsts: Vec<u32>,
    /// Draws the others, if there are any.
    drawer: Option<Drawer<'a>>,
}

impl<'a> Populations<'a> {
    /// The populations of a settlement.
    pub fn of(people: &'a Settlement) -> Populations<'a> {
        let drawer = || Drawer::new(&people.society, people.map, people.rng);
        let all = !people.homes.is_empty() && people.own == (0..people.map.counties);
        let towns = people.own.clone().map(|county| people.map.towns(county).len() as u32);
        let firsts = towns.scan(0, |next, towns| Some(std::mem::replace(next, *next + towns))).collect();
        Populations { people, firsts, drawer: (!all).then(drawer) }
    }

    /// The people.
    pub fn people(&self) -> &'a Settlement {
        self.people
    }

    /// Number of counties that are simulated here.
    pub fn counties(&self) -> usize {
        self.people.own.len()
    }

    /// The towns of the county at this position among those simulated here.
    pub fn towns(&self, place: usize) -> impl ExactSizeIterator<Item = Town> + use<> {
        self.people.map.towns(self.people.own.start + place as u32)
    }

    /// The people of a town that is simulated here; if they are not stored, they are drawn into `room`.
    pub fn of_town<'b>(&'b self, town: Town, room: &'b mut TownPopulation) -> &'b TownPopulation {
        match &self.drawer {
            Some(drawer) if self.people.homes.is_empty() => {
                drawer.draw(town, room);
                room
            }
            _ => self.kept(town.county, town.number),
        }
    }

    /// The state of a town before its first month.
    pub fn initial_state(&self, population: &TownPopulation) -> TownState {
        TownState::new(&self.people.society, &self.people.rng, population)
    }

    /// Traits of some people including a given person, and her place among them.
    pub fn traits(&self, person: u32) -> (Cow<'_, Traits>, usize) {
        let Settlement { homes, own, map, .. } = self.people;
        let (county, town) = map.town_of(person);
        match &self.drawer {
            Some(drawer) if homes.is_empty() || !own.contains(&county) => (Cow::Owned(drawer.alone(person)), 0),
            _ => {
                let population = self.kept(county, town);
                (Cow::Borrowed(&population.traits), (person - population.neighbourhoods[0].first) as usize)
            }
        }
    }

    /// The stored people of a town.
    fn kept(&self, county: u32, town: u32) -> &TownPopulation {
        &self.people.homes[(self.firsts[(county - self.people.own.start) as usize] + town) as usize]
    }
}
