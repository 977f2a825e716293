//! Which home is it that is worked? One that is kept beside the others, or, where memory is short, one drawn anew.

use super::Settlement;
use crate::society::people::{Drawer, Home, Traits};
use std::borrow::Cow;

/// All homes of a society, as far as they are kept.
pub struct Homes<'a> {
    people: &'a Settlement,
    /// Draws those that are not, if there are any.
    drawer: Option<Drawer<'a>>,
}

impl<'a> Homes<'a> {
    /// The homes of these people.
    pub fn of(people: &'a Settlement) -> Homes<'a> {
        let drawer = || Drawer::new(&people.society, people.map, people.chance);
        let all = people.homes.len() == people.map.counties as usize;
        Homes { people, drawer: (!all).then(drawer) }
    }

    /// The home of the county that has this place among those worked here; one that is not kept is drawn in the place of
    /// what is in `room`.
    pub fn home<'b>(&'b self, place: usize, room: &'b mut Home) -> &'b Home {
        match &self.drawer {
            Some(drawer) if self.people.homes.is_empty() => {
                drawer.draw(self.people.own.start + place as u32, room);
                room
            }
            _ => &self.people.homes[place],
        }
    }

    /// Traits of some, a person among them, and her place there.
    pub fn traits(&self, person: u32) -> (Cow<'_, Traits>, usize) {
        let Settlement { homes, own, map, .. } = self.people;
        let county = map.county_of(person);
        match &self.drawer {
            Some(drawer) if homes.is_empty() || !own.contains(&county) => (Cow::Owned(drawer.alone(person)), 0),
            _ => {
                let home = &homes[(county - own.start) as usize];
                (Cow::Borrowed(&home.traits), (person - home.neighbourhoods[0].first) as usize)
            }
        }
    }
}
