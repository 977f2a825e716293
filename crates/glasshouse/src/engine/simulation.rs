//! Runs of a regime on a society, month by month, and the months under the law alone that come before them.

use super::institution::Institution;
use super::month::{self, Sums};
use super::ranks::{Alone, Ranks};
use super::settlement::{Room, Settlement, draw_among};
use super::specification::{EARLIER, FIRST_EARLIER, PopulationSpec};
use super::town_store::{IN_MEMORY, PackedCounties};
use super::witness::Witness;
use super::world::World;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::strata::By;
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// Draws the people of a replicate, and lets them live through [`EARLIER`] months. The number of persons must lie within
/// its range.
pub fn settle(spec: &PopulationSpec) -> Settlement {
    settle_in(&Room::default(), spec, EARLIER).expect(IN_MEMORY)
}

/// The same, in the given room, and with the given number of earlier months. Where the state is stored does not change
/// the results.
///
/// # Errors
///
/// Where a file cannot be written or read.
pub fn settle_in(room: &Room, spec: &PopulationSpec, earlier: u32) -> io::Result<Settlement> {
    settle_among(Arc::new(Alone), room, spec, earlier)
}

/// The same, with other processes that work at the same society: only the own counties find room here. The division of
/// work does not change the results.
///
/// # Errors
///
/// Where a file cannot be written or read, or another process cannot be reached.
pub fn settle_among(peers: Arc<dyn Ranks>, room: &Room, spec: &PopulationSpec, earlier: u32) -> io::Result<Settlement> {
    let mut people = draw_among(peers, room, spec);
    let drawn = people.take_dawn();
    let mut under_law = Simulation::earlier(&people, drawn);
    (0..earlier).try_for_each(|_| under_law.try_step().map(drop))?;
    people.dawn = under_law.dawn();
    Ok(people)
}

/// Runs one regime on these people: the sums of each month, of everybody and of each group, as the months go by.
pub fn simulate<'a>(
    people: &'a Settlement,
    regime: &'a Regime,
    by: Option<By>,
    progress: &'a dyn Progress,
) -> impl Iterator<Item = Sums> + 'a {
    let mut simulation = Simulation::new(people, regime, by);
    (0..people.size.months).map(move |_| {
        let sums = simulation.step();
        progress.month();
        sums
    })
}

/// Turns one month into the next, and returns its sums. The witness, if any, hears of the persons it listens to.
pub fn step(people: &Settlement, institution: &Institution, world: &mut World, witness: Option<&dyn Witness>) -> Tally {
    month::month(people, institution, world, witness, None).expect(IN_MEMORY).all
}

/// Hears when a month of a run is over; from any thread.
pub trait Progress: Sync {
    /// One month of one run is over.
    fn month(&self);
    /// Some months of one run were there already.
    fn there(&self, _months: u32) {}
}

/// Progress that nobody hears of.
pub struct Quiet;

impl Progress for Quiet {
    fn month(&self) {}
}

/// One regime on one society, on its way.
pub struct Simulation<'a> {
    people: &'a Settlement,
    institution: Institution<'a>,
    world: World<PackedCounties>,
    by: Option<By>,
}

impl<'a> Simulation<'a> {
    /// Before the first month.
    pub fn new(people: &'a Settlement, regime: &'a Regime, by: Option<By>) -> Simulation<'a> {
        Simulation::from(people, regime, by, people.dawn.clone())
    }

    /// The same from another world than the dawn of these people, such as one that was kept on the way.
    pub fn from(
        people: &'a Settlement,
        regime: &'a Regime,
        by: Option<By>,
        world: World<PackedCounties>,
    ) -> Simulation<'a> {
        Simulation { people, institution: Institution::new(regime), world, by }
    }

    /// Before the first of the months under the law alone, which come before every run; the people were just drawn.
    pub fn earlier(people: &'a Settlement, drawn: World<PackedCounties>) -> Simulation<'a> {
        let institution = Institution::everywhere(Cow::Owned(Regime::default()));
        let world = World { month: FIRST_EARLIER, ..drawn };
        Simulation { people, institution, world, by: None }
    }

    /// What the months under the law alone leave to every run. Accounts begin anew.
    pub fn dawn(self) -> World<PackedCounties> {
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
    pub fn world(&self) -> &World<PackedCounties> {
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
        put: impl FnOnce(&mut World<PackedCounties>) -> Result<(), E>,
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
