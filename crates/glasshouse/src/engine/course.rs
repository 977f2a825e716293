//! How does one regime run on these people, month by month, and how is it switched off on the way?

use super::month::{self, Sums};
use super::world::World;
use super::{IN_MEMORY, Institution, Kept, Settlement};
use crate::regime::Regime;
use crate::society::groups::By;
use std::io;

/// One regime on one society, on its way.
pub struct Course<'a> {
    people: &'a Settlement,
    institution: Institution<'a>,
    world: World<Kept>,
    by: Option<By>,
}

impl<'a> Course<'a> {
    /// Before the first month.
    pub fn new(people: &'a Settlement, regime: &'a Regime, by: Option<By>) -> Course<'a> {
        Course::from(people, regime, by, people.dawn.clone())
    }

    /// The same from another world than the dawn of these people, such as one that was kept on the way.
    pub fn from(people: &'a Settlement, regime: &'a Regime, by: Option<By>, world: World<Kept>) -> Course<'a> {
        Course { people, institution: Institution::new(regime), world, by }
    }

    /// Lives through the next month, and gives its sums; all counties must lie in memory.
    pub fn step(&mut self) -> Sums {
        self.try_step().expect(IN_MEMORY)
    }

    /// Lives through the next month, and gives its sums.
    ///
    /// # Errors
    ///
    /// Where counties lie in a file that cannot be read or written: the month has not taken place.
    pub fn try_step(&mut self) -> io::Result<Sums> {
        let by = self.by.filter(|by| by.looks(self.world.month));
        month::month(self.people, &self.institution, &mut self.world, None, by)
    }

    /// The month that comes next, counted from 0.
    pub fn month(&self) -> u32 {
        self.world.month
    }

    /// The world as the last month left it.
    pub fn world(&self) -> &World<Kept> {
        &self.world
    }

    /// Ends the regime before the next month, as a file with that month in `ends` would. Gives the month; `None` if it
    /// has not been in force for a month, or is over: then there is nothing to switch off.
    pub fn switch_off(&mut self) -> Option<u32> {
        let (now, regime) = (self.world.month, &self.institution.regime);
        let was_on = now > regime.starts && regime.in_force(now);
        was_on.then(|| {
            self.institution.end(now);
            now
        })
    }
}

impl Institution<'_> {
    /// Sets the first month in which it is no longer in force, everywhere.
    fn end(&mut self, month: u32) {
        self.regime.to_mut().ends = Some(month);
        self.regional.iter_mut().for_each(|(_, here)| here.end(month));
    }
}
