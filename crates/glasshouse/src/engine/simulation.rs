//! Monthly runs of a regime on a society, and the burn-in months under the law alone before them.

use super::institution::Institution;
use super::month::{self, Sums};
use super::ranks::{Alone, Ranks};
use super::settlement::{Room, Settlement, draw_until};
use super::specification::{EARLIER, FIRST_EARLIER, PopulationSpec};
use super::town_store::{IN_MEMORY, PackedCounties};
use super::witness::Witness;
use super::world::World;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::strata::By;
use std::borrow::Cow;
use std::io::{self, ErrorKind};
use std::sync::Arc;

/// Draws the people of a replicate and simulates [`EARLIER`] months. The number of persons must be within its range.
pub fn settle(spec: &PopulationSpec) -> Settlement {
    settle_in(&Room::default(), spec, EARLIER).expect(IN_MEMORY)
}

/// Like [`settle`], with the given storage and number of earlier months. Where the state is stored does not change
/// the results.
///
/// # Errors
///
/// If a file cannot be written or read.
pub fn settle_in(room: &Room, spec: &PopulationSpec, earlier: u32) -> io::Result<Settlement> {
    settle_among(Arc::new(Alone), room, spec, earlier)
}

/// Like [`settle_in`], together with other processes that simulate the same society: only this process's own counties
/// are stored here. The division of work does not change the results.
///
/// # Errors
///
/// If a file cannot be written or read, or another process cannot be reached.
pub fn settle_among(peers: Arc<dyn Ranks>, room: &Room, spec: &PopulationSpec, earlier: u32) -> io::Result<Settlement> {
    settled(peers, room, spec, earlier, &|| false)
}

/// Like [`settle`], unless it is to stop: `stops` is asked before each town and each month.
///
/// # Errors
///
/// Of kind [`ErrorKind::Interrupted`] if it is to stop, and if the system refuses memory.
pub fn settle_until(spec: &PopulationSpec, stops: &(dyn Fn() -> bool + Sync)) -> io::Result<Settlement> {
    settled(Arc::new(Alone), &Room::default(), spec, EARLIER, stops)
}

fn settled(
    peers: Arc<dyn Ranks>,
    room: &Room,
    spec: &PopulationSpec,
    earlier: u32,
    stops: &(dyn Fn() -> bool + Sync),
) -> io::Result<Settlement> {
    let mut people = draw_until(peers, room, spec, stops)?;
    let drawn = people.take_dawn();
    let mut under_law = Simulation::earlier(&people, drawn);
    for _ in 0..earlier {
        if stops() {
            return Err(ErrorKind::Interrupted.into());
        }
        under_law.try_step()?;
    }
    people.dawn = under_law.dawn();
    Ok(people)
}

/// Runs one regime on these people. Yields the sums of each month, for everybody and for each group, as the run
/// proceeds.
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

/// Advances the world by one month and returns the sums of that month. The witness, if any, is notified about the
/// persons it observes.
pub fn step(people: &Settlement, institution: &Institution, world: &mut World, witness: Option<&dyn Witness>) -> Tally {
    month::month(people, institution, world, witness, None).expect(IN_MEMORY).all
}

/// Is notified when a month of a run is over, from any thread.
pub trait Progress: Sync {
    /// One month of one run is over.
    fn month(&self);
    /// Some months of one run had already been simulated.
    fn there(&self, _months: u32) {}
}

/// Progress that is not reported.
pub struct Quiet;

impl Progress for Quiet {
    fn month(&self) {}
}

/// A run of one regime on one society.
pub struct Simulation<'a> {
    people: &'a Settlement,
    institution: Institution<'a>,
    world: World<PackedCounties>,
    by: Option<By>,
}

impl<'a> Simulation<'a> {
    /// A run before its first month.
    pub fn new(people: &'a Settlement, regime: &'a Regime, by: Option<By>) -> Simulation<'a> {
        Simulation::from(people, regime, by, people.dawn.clone())
    }

    /// A run from a world other than the dawn of these people, such as one stored during a run.
    pub fn from(
        people: &'a Settlement,
        regime: &'a Regime,
        by: Option<By>,
        world: World<PackedCounties>,
    ) -> Simulation<'a> {
        Simulation { people, institution: Institution::new(regime), world, by }
    }

    /// A run before the first of the months under the law alone, which precede every run; the people have just been
    /// drawn. Of its sums only those are made from which the news follow.
    pub fn earlier(people: &'a Settlement, drawn: World<PackedCounties>) -> Simulation<'a> {
        let institution = Institution::everywhere(Cow::Owned(Regime::default()));
        let world = World { month: FIRST_EARLIER, ..drawn };
        Simulation { people, institution, world, by: None }
    }

    /// Returns the world that the months under the law alone leave to every run. Accounts start afresh.
    pub fn dawn(self) -> World<PackedCounties> {
        let towns = self.world.towns.before_a_regime();
        World { month: 0, state: 0, outside: 0, towns, ..self.world }
    }

    /// Simulates the next month and returns its sums; all counties must be in memory.
    pub fn step(&mut self) -> Sums {
        self.try_step().expect(IN_MEMORY)
    }

    /// Simulates the next month and returns its sums.
    ///
    /// # Errors
    ///
    /// If counties are stored in a file that cannot be read or written: the month has not taken place.
    pub fn try_step(&mut self) -> io::Result<Sums> {
        let by = self.by.filter(|by| by.looks(self.world.month));
        month::month(self.people, &self.institution, &mut self.world, None, by)
    }

    /// The people of the run.
    pub fn people(&self) -> &'a Settlement {
        self.people
    }

    /// The next month, counted from 0.
    pub fn month(&self) -> u32 {
        self.world.month
    }

    /// The world as the last month left it.
    pub fn world(&self) -> &World<PackedCounties> {
        &self.world
    }

    /// The months completed since the run began.
    pub fn gone(&self) -> u32 {
        self.world.month % FIRST_EARLIER
    }

    /// The month in which the regime was or will be switched off everywhere.
    pub fn ends(&self) -> Option<u32> {
        self.institution.regime.ends
    }

    /// Resumes a stored run of the same people under the same regime, from its world, restored by `put`, and from the
    /// month in which its regime was switched off.
    ///
    /// # Errors
    ///
    /// Those of `put`. The run can then only be used for another attempt to resume.
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

    /// Ends the regime before the next month, as a file with that month in `ends` would. Returns the month, or `None`
    /// if the regime has not been in force for a month or is over: then there is nothing to switch off.
    pub fn switch_off(&mut self) -> Option<u32> {
        let (now, regime) = (self.world.month, &self.institution.regime);
        let was_on = now > regime.starts && regime.in_force(now);
        was_on.then(|| {
            self.institution.end(now);
            now
        })
    }
}
