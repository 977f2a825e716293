//! Access to the people of each town in a month: stored, aged from those stored, or redrawn where memory is short.

use super::settlement::Settlement;
use super::specification::month_of_run;
use super::world::TownState;
use crate::society::geography::Town;
use crate::society::life_course::LifeMonths;
use crate::society::synthesis::Drawer;
use crate::society::traits::{TownPopulation, Traits};
use std::borrow::Cow;
use std::sync::Arc;

/// The people of all towns that are simulated here, in one month.
pub struct Populations<'a> {
    people: &'a Settlement,
    /// Index of each county's first town among those stored.
    firsts: Vec<u32>,
    /// The month of life in which they are, and those around it.
    at: LifeMonths,
    /// The month of the run.
    month: Option<u32>,
    /// Draws whoever is not stored.
    drawer: Drawer<'a>,
}

/// Traits of somebody who may live in another town.
pub struct Somebody<'a> {
    /// Traits of some people including her.
    pub traits: Cow<'a, Traits>,
    /// Her place among them.
    pub place: usize,
    /// Her trait flags this month.
    pub flags: u8,
}

impl Settlement {
    /// The people of a town in a month of the run, counted from 0.
    pub fn town_in(&self, town: Town, month: u32) -> TownPopulation {
        let (populations, mut room) = (Populations::of(self, month), TownPopulation::default());
        populations.of_town(town, &mut room).clone()
    }
}

impl<'a> Populations<'a> {
    /// The populations of a settlement in a month of the run, or in one of the earlier months.
    pub fn of(people: &'a Settlement, month: u32) -> Populations<'a> {
        let towns = people.own.clone().map(|county| people.map.towns(county).len() as u32);
        let firsts = towns.scan(0, |next, towns| Some(std::mem::replace(next, *next + towns))).collect();
        let month = month_of_run(month);
        let at = month.map_or(LifeMonths::default(), |month| people.society.behaviour.lives.months(month));
        let drawer = Drawer::new(&people.society, people.map, people.rng, Arc::clone(&people.tables));
        Populations { people, firsts, at, month, drawer }
    }

    /// The people.
    pub fn people(&self) -> &'a Settlement {
        self.people
    }

    /// The month of life in which people are, and those around it.
    pub fn at(&self) -> LifeMonths {
        self.at
    }

    /// The month of life before that in which the compared regimes ended, if they have.
    pub fn legacy(&self) -> Option<i16> {
        let end = self.people.legacy.get();
        self.month.filter(|month| *month >= end)?;
        let last = self.people.society.behaviour.lives.month(end.saturating_sub(1));
        Some(last.min(i16::MAX as u32) as i16)
    }

    /// Number of counties that are simulated here.
    pub fn counties(&self) -> usize {
        self.people.own.len()
    }

    /// The towns of the county at this position among those simulated here.
    pub fn towns(&self, place: usize) -> impl ExactSizeIterator<Item = Town> + use<> {
        self.people.map.towns(self.people.own.start + place as u32)
    }

    /// The people of a town that is simulated here; if they are not stored as they are this month, they are written
    /// into `room`.
    pub fn of_town<'b>(&'b self, town: Town, room: &'b mut TownPopulation) -> &'b TownPopulation {
        match self.kept(&town) {
            Some(stored) if self.at.are_first() => return stored,
            Some(stored) => self.drawer.advance(stored, self.at, room),
            None => self.drawer.draw(town, self.at, room),
        }
        room
    }

    /// Places of a town whose occupants are no longer there in the next month; `population` is the town in this month.
    pub fn leaving(&self, population: &TownPopulation) -> Vec<u32> {
        match self.at.next > self.at.now {
            true => self.drawer.leaving(population, self.kept(&population.town), self.at),
            false => Vec::new(),
        }
    }

    /// Trait flags of whoever lived at a place in the last month.
    pub fn flags_before(&self, person: u32) -> u8 {
        self.drawer.alone(person, self.at.last).flags[0]
    }

    /// The state of a town before its first month.
    pub fn initial_state(&self, population: &TownPopulation) -> TownState {
        TownState::new(&self.people.society, &self.people.rng, population)
    }

    /// Traits of the person who lives at a place of any town this month.
    pub fn traits(&self, person: u32) -> Somebody<'_> {
        let (county, number) = self.people.map.town_of(person);
        let stored = self.stored(county, number);
        let place = |home: &TownPopulation| (person - home.neighbourhoods[0].first) as usize;
        if let Some(home) = stored.filter(|_| self.at.are_first()) {
            let place = place(home);
            return Somebody { traits: Cow::Borrowed(&home.traits), place, flags: home.traits.flags[place] };
        }
        let found = stored.and_then(|home| self.drawer.person(home, place(home), self.at.now));
        match found {
            Some((traits, place, flags)) => Somebody { traits: Cow::Borrowed(traits), place, flags },
            None => {
                let traits = self.drawer.alone(person, self.at.now);
                Somebody { place: 0, flags: traits.flags[0], traits: Cow::Owned(traits) }
            }
        }
    }

    /// The people of a town in the first month, if they are stored.
    fn kept(&self, town: &Town) -> Option<&'a TownPopulation> {
        self.stored(town.county, town.number)
    }

    fn stored(&self, county: u32, number: u32) -> Option<&'a TownPopulation> {
        let Settlement { homes, own, .. } = self.people;
        let here = !homes.is_empty() && own.contains(&county);
        here.then(|| &homes[(self.firsts[(county - own.start) as usize] + number) as usize])
    }
}
