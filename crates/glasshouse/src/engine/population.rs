//! Which home is it that is worked? One that is kept beside the others, or, where memory is short, one drawn anew.

use super::Settlement;
use super::world::TownState;
use crate::society::geography::Town;
use crate::society::synthesis::Drawer;
use crate::society::traits::{TownPopulation, Traits};
use std::borrow::Cow;

/// All homes of a society, as far as they are kept.
pub struct Homes<'a> {
    people: &'a Settlement,
    /// Place of the first home of each county among those that are kept.
    firsts: Vec<u32>,
    /// Draws those that are not, if there are any.
    drawer: Option<Drawer<'a>>,
}

impl<'a> Homes<'a> {
    /// The homes of these people.
    pub fn of(people: &'a Settlement) -> Homes<'a> {
        let drawer = || Drawer::new(&people.society, people.map, people.chance);
        let all = !people.homes.is_empty() && people.own == (0..people.map.counties);
        let towns = people.own.clone().map(|county| people.map.towns(county).len() as u32);
        let firsts = towns.scan(0, |next, towns| Some(std::mem::replace(next, *next + towns))).collect();
        Homes { people, firsts, drawer: (!all).then(drawer) }
    }

    /// Number of counties that are worked here.
    pub fn counties(&self) -> usize {
        self.people.own.len()
    }

    /// The towns of the county that has this place among those worked here.
    pub fn towns(&self, place: usize) -> impl ExactSizeIterator<Item = Town> + use<> {
        self.people.map.towns(self.people.own.start + place as u32)
    }

    /// The home of a town that is worked here; one that is not kept is drawn in the place of what is in `room`.
    pub fn home<'b>(&'b self, town: Town, room: &'b mut TownPopulation) -> &'b TownPopulation {
        match &self.drawer {
            Some(drawer) if self.people.homes.is_empty() => {
                drawer.draw(town, room);
                room
            }
            _ => self.kept(town.county, town.number),
        }
    }

    /// The people of a home as they are before their first month.
    pub fn folk(&self, home: &TownPopulation) -> TownState {
        TownState::new(&self.people.society, &self.people.chance, home)
    }

    /// Traits of some, a person among them, and her place there.
    pub fn traits(&self, person: u32) -> (Cow<'_, Traits>, usize) {
        let Settlement { homes, own, map, .. } = self.people;
        let (county, town) = map.town_of(person);
        match &self.drawer {
            Some(drawer) if homes.is_empty() || !own.contains(&county) => (Cow::Owned(drawer.alone(person)), 0),
            _ => {
                let home = self.kept(county, town);
                (Cow::Borrowed(&home.traits), (person - home.neighbourhoods[0].first) as usize)
            }
        }
    }

    /// The home of a town that is kept.
    fn kept(&self, county: u32, town: u32) -> &TownPopulation {
        &self.people.homes[(self.firsts[(county - self.people.own.start) as usize] + town) as usize]
    }
}
