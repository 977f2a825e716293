//! A scene with one mechanism in isolation, and its months.

use crate::engine::world::{Columns, World};
use crate::engine::{self, Institution, PopulationSpec, Settlement, Size};
use crate::observatory::tally::{Count, Tally};
use crate::regime::Regime;
use crate::scenario;
pub use crate::scenario::scene_file::Scene;

/// Seed of all random numbers here.
const SEED: u64 = 1;

/// A scene that ships. A test reads all of them, so there are no mistakes to report to a user.
pub fn scene(name: &str) -> Scene {
    scenario::scene(name).unwrap_or_else(|trouble| panic!("{name}: {trouble:?}")).value
}

/// The people of a scene, settled.
pub struct Stage {
    /// The people.
    pub people: Settlement,
    /// The regime under which they live.
    pub regime: Regime,
    /// Their world.
    pub world: World,
}

impl Stage {
    /// Settles the people of a scene.
    pub fn of(e: &Scene) -> Stage {
        Stage::drawn(e, 0)
    }

    /// The same with other people and other luck.
    pub fn drawn(e: &Scene, replicate: u32) -> Stage {
        // An encounter alone: the same persons have it throughout.
        let mut society = e.society.clone();
        society.behaviour.lives.pace = 0.0;
        let people = engine::settle(&PopulationSpec::new(
            &society,
            Size { people: e.people, months: e.months },
            SEED,
            replicate,
        ));
        let world = people.world(&Institution::new(&e.regime));
        Stage { people, regime: e.regime.clone(), world }
    }

    /// Lives through a month.
    pub fn month(&mut self) -> Tally {
        let institution = Institution::new(&self.regime);
        engine::step(&self.people, &institution, &mut self.world, None)
    }

    /// Lives through this many months, and adds up the sums of those after the first `skipped`.
    pub fn months(&mut self, skipped: u32, months: u32) -> Tally {
        let mut sum = Tally::default();
        for month in 0..months {
            let tally = self.month();
            if month >= skipped {
                sum.merge(&tally);
            }
        }
        sum
    }

    /// The state of everybody, county by county.
    pub fn columns(&mut self) -> impl Iterator<Item = &mut Columns> {
        self.world.towns.iter_mut().map(|county| &mut county.columns)
    }
}

/// A share of counts.
pub fn share(t: &Tally, over: Count, under: Count) -> f64 {
    t.get(over) as f64 / t.get(under).max(1) as f64
}
