//! Which home is it that is worked? One that is kept beside the others, or, where memory is short, one drawn anew.

use super::Settlement;
use crate::society::people::{Drawer, Home, Traits};
use std::borrow::Cow;

/// All homes of a society, as far as they are kept.
pub struct Homes<'a> {
    people: &'a Settlement,
    /// Draws those that are not.
    drawer: Option<Drawer<'a>>,
}

impl<'a> Homes<'a> {
    /// The homes of these people.
    pub fn of(people: &'a Settlement) -> Homes<'a> {
        let drawer = || Drawer::new(&people.society, people.map, people.chance);
        Homes { people, drawer: people.homes.is_empty().then(drawer) }
    }

    /// The home of a county; one that is not kept is drawn in the place of what is in `room`.
    pub fn home<'b>(&'b self, county: usize, room: &'b mut Home) -> &'b Home {
        match &self.drawer {
            None => &self.people.homes[county],
            Some(drawer) => {
                drawer.draw(county as u32, room);
                room
            }
        }
    }

    /// Traits of some, a person among them, and her place there.
    pub fn traits(&self, person: u32) -> (Cow<'_, Traits>, usize) {
        match &self.drawer {
            None => {
                let home = &self.people.homes[self.people.map.county_of(person) as usize];
                (Cow::Borrowed(&home.traits), (person - home.neighbourhoods[0].first) as usize)
            }
            Some(drawer) => (Cow::Owned(drawer.alone(person)), 0),
        }
    }
}
