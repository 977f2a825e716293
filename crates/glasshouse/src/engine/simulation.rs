//! How does one regime run on these people, month by month, and how is it switched off on the way?

use super::month::{self, Sums};
use super::world::World;
use super::{FIRST_EARLIER, IN_MEMORY, Institution, Kept, Settlement};
use crate::regime::Regime;
use crate::society::strata::By;
use std::borrow::Cow;
use std::io;

/// One regime on one society, on its way.
pub struct Simulation<'a> {
    people: &'a Settlement,
    institution: Institution<'a>,
    world: World<Kept>,
    by: Option<By>,
}

impl<'a> Simulation<'a> {
    /// Before the first month.
    pub fn new(people: &'a Settlement, regime: &'a Regime, by: Option<By>) -> Simulation<'a> {
        Simulation::from(people, regime, by, people.dawn.clone())
    }

    /// The same from another world than the dawn of these people, such as one that was kept on the way.
    pub fn from(people: &'a Settlement, regime: &'a Regime, by: Option<By>, world: World<Kept>) -> Simulation<'a> {
        Simulation { people, institution: Institution::new(regime), world, by }
    }

    /// Before the first of the months under the law alone, which come before every run; the people were just drawn.
    pub fn earlier(people: &'a Settlement, drawn: World<Kept>) -> Simulation<'a> {
        let institution = Institution::of(Cow::Owned(Regime::default()));
        let world = World { month: FIRST_EARLIER, ..drawn };
        Simulation { people, institution, world, by: None }
    }

    /// What the months under the law alone leave to every run. Accounts begin anew.
    pub fn dawn(self) -> World<Kept> {
        let towns = self.world.towns.before_a_regime();
        World { month: 0, state: 0, outside: 0, towns, ..self.world }
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

    /// Whom it runs on.
    pub fn people(&self) -> &'a Settlement {
        self.people
    }

    /// The month that comes next, counted from 0.
    pub fn month(&self) -> u32 {
        self.world.month
    }

    /// The world as the last month left it.
    pub fn world(&self) -> &World<Kept> {
        &self.world
    }

    /// The months gone by since the course began.
    pub fn gone(&self) -> u32 {
        self.world.month % FIRST_EARLIER
    }

    /// The month in which the regime was, or will be, switched off, everywhere.
    pub fn ends(&self) -> Option<u32> {
        self.institution.regime.ends
    }

    /// Goes on from where a course of the same people under the same regime was: from its world, by `put`, and the month
    /// in which its regime was switched off.
    ///
    /// # Errors
    ///
    /// Those of `put`. Then the course is good for nothing but another trial.
    pub fn resume<E>(
        &mut self,
        ends: Option<u32>,
        put: impl FnOnce(&mut World<Kept>) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(month) = ends.filter(|_| ends != self.ends()) {
            self.institution.end(month);
        }
        put(&mut self.world)
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
