//! How much memory and how much disk does it take to run so many people?
//!
//! The bytes a person are measured ones (docs/scale.md), not bounds: what people think and own packs a little better in
//! one month than in another.

use super::books::bytes_per_person;
use super::{Room, Size};
use crate::observatory::tally::COUNTS;
use crate::regime::Regime;

/// Bytes a person of a packed county without a score, and what a score adds.
const PACKED: (f64, f64) = (12.7, 2.4);
/// Bytes a person of a home: traits, and her part of what a neighbourhood shares.
const HOME: f64 = 22.0;
/// Bytes that a thread needs for the town that it works: open columns, deeds, traits.
const THREAD: f64 = 1_100_000.0;
/// Bytes of the program itself.
const PROGRAM: f64 = 9_000_000.0;

/// What runs at the same time.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// Persons and months of each society.
    pub size: Size,
    /// Counties of each.
    pub counties: u32,
    /// The regimes under which each lives, one after the other.
    pub regimes: &'a [Regime],
    /// Societies that live at the same time.
    pub worlds: usize,
    /// Threads.
    pub threads: usize,
}

/// What it needs, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needs {
    /// Memory.
    pub memory: f64,
    /// Disk.
    pub disk: f64,
}

impl Work<'_> {
    /// Bytes of a packed person, under the regime that needs most; where more than one regime comes, those of the dawn
    /// besides, to which the next one goes back.
    fn packed(&self) -> (f64, f64) {
        let under = |regime: &Regime| {
            let score = if regime.score.is_some() || regime.firms.is_some() { PACKED.1 } else { 0.0 };
            PACKED.0 + score + bytes_per_person(regime) as f64
        };
        let most = self.regimes.iter().map(under).fold(PACKED.0, f64::max);
        (most, if self.regimes.len() > 1 { PACKED.0 } else { 0.0 })
    }

    /// What is needed in this room.
    pub fn needs(&self, room: &Room) -> Needs {
        let people = self.size.people as f64;
        let near = room.spill.as_ref().map_or(1.0, |spill| (spill.near as f64 / f64::from(self.counties)).min(1.0));
        let (running, dawn) = self.packed();
        let public = if dawn > 0.0 { 3.0 } else { 2.0 };
        let homes = if room.homes { HOME } else { 0.0 };
        let county = people / f64::from(self.counties);
        // Counties on their way from and to the file.
        let (on_the_way, generations) = if near < 1.0 { (10.0 * running, 2.0 * running + dawn) } else { (0.0, 0.0) };
        let sums = f64::from(self.counties) * COUNTS as f64 * 8.0;
        let world = people * (homes + public + near * (running + dawn)) + county * on_the_way + sums;
        // A county packed anew; and, where towns are small, one that is read while it is worked.
        let work = self.threads as f64 * (2.0 * county * running + THREAD);
        // Afterwards the first society is run once more, for the flows between tiers, if there is room for its homes.
        let looked = if room.homes { people * (HOME + PACKED.0 + running + 5.0) } else { 0.0 };
        Needs {
            memory: (self.worlds as f64 * world).max(looked) + work + PROGRAM,
            disk: people * (1.0 - near) * generations,
        }
    }

    /// How many of the first counties there is room for in so much memory, where homes are drawn anew and the other
    /// counties go to a file; `None` if it is too little even for none.
    pub fn near(&self, memory: f64) -> Option<usize> {
        let spilled = |near| Room { homes: false, spill: Some(super::Spill { near, folder: Default::default() }) };
        let fits = |near: usize| self.needs(&spilled(near)).memory <= memory;
        let (all, none) = (self.counties as usize, self.needs(&spilled(0)).memory);
        let each = (self.needs(&spilled(all - 1)).memory - none) / (all - 1).max(1) as f64;
        fits(0).then(|| (((memory - none) / each) as usize).min(all - 1))
    }
}
