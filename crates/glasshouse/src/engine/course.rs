//! How does one regime run on these people, month by month, and how is it switched off on the way?

use super::month::{self, Sums};
use super::world::World;
use super::{Institution, Settlement};
use crate::regime::Regime;
use crate::society::groups::By;

/// One regime on one society, on its way.
pub struct Course<'a> {
    people: &'a Settlement,
    institution: Institution<'a>,
    world: World,
    by: Option<By>,
}

impl<'a> Course<'a> {
    /// Before the first month.
    pub fn new(people: &'a Settlement, regime: &'a Regime, by: Option<By>) -> Course<'a> {
        let institution = Institution::new(regime);
        let world = people.world(&institution);
        Course { people, institution, world, by }
    }

    /// Lives through the next month, and gives its sums.
    pub fn step(&mut self) -> Sums {
        let by = self.by.filter(|by| by.looks(self.world.month));
        month::month(self.people, &self.institution, &mut self.world, None, by)
    }

    /// The month that comes next, counted from 0.
    pub fn month(&self) -> u32 {
        self.world.month
    }

    /// The world as the last month left it.
    pub fn world(&self) -> &World {
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
