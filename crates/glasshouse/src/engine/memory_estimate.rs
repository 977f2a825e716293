//! An estimate of the memory and disk space that a run needs.
//!
//! Bytes per person are measured (docs/scale.md), not bounds: people's state packs a little better in some months
//! than in others.

use super::record_keeping::bytes_per_person;
use super::settlement::Room;
use super::specification::Size;
use super::town_store::Spill;
use crate::observatory::tally::COUNTS;
use crate::regime::Regime;
use crate::society::strata::By;

/// Bytes per person of a packed county without a score.
const PACKED: f64 = 13.0;
/// Bytes per person that a score adds.
const SCORED: f64 = 4.3;
/// Bytes per person of a home: traits, and her part of a neighbourhood's shared data.
const HOME: f64 = 28.0;
/// Bytes per person of a home that the successors of a month take: one in a thousand people dies in a month.
const HEIRS: f64 = 0.025;
/// Bytes that a thread needs for the town it simulates: unpacked columns, acts, traits.
const THREAD: f64 = 1_100_000.0;
/// Bytes of the program itself.
const PROGRAM: f64 = 9_000_000.0;

/// Bytes of memory per person of a running world: changing state, traits and working space.
pub const BYTES_PER_PERSON: u64 = 81;

/// The runs that take place at the same time.
#[derive(Clone, Copy, Debug)]
pub struct Workload<'a> {
    /// Persons and months of each society.
    pub size: Size,
    /// Counties of each society.
    pub counties: u32,
    /// The regimes simulated on each society, one after the other.
    pub regimes: &'a [Regime],
    /// Societies simulated at the same time.
    pub worlds: usize,
    /// Threads.
    pub threads: usize,
    /// Groups by which figures are broken down.
    pub by: Option<By>,
}

/// The requirements, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needs {
    /// Memory.
    pub memory: f64,
    /// Disk.
    pub disk: f64,
}

/// Bytes of a packed person.
#[derive(Clone, Copy)]
struct PackedPerson {
    /// In the world that is running.
    running: f64,
    /// In the dawn, which is stored as well until the last of the regimes begins.
    dawn: f64,
}

impl Workload<'_> {
    /// Bytes of a packed person under the regime that needs most.
    fn packed(&self) -> PackedPerson {
        let under = |(r, regime): (usize, &Regime)| {
            let score = if regime.score.is_some() || regime.firms.is_some() { SCORED } else { 0.0 };
            let dawn = if r + 1 < self.regimes.len() { PACKED } else { 0.0 };
            PackedPerson { running: PACKED + score + bytes_per_person(regime) as f64, dawn }
        };
        let most = |a: PackedPerson, b: PackedPerson| if b.running + b.dawn > a.running + a.dawn { b } else { a };
        let none = PackedPerson { running: PACKED, dawn: 0.0 };
        self.regimes.iter().enumerate().map(under).fold(none, most)
    }

    /// The requirements with this storage.
    pub fn needs(&self, room: &Room) -> Needs {
        let people = self.size.people as f64;
        let near = room.spill.as_ref().map_or(1.0, |spill| (spill.near as f64 / f64::from(self.counties)).min(1.0));
        let PackedPerson { running, dawn } = self.packed();
        let public = if dawn > 0.0 { 3.0 } else { 2.0 };
        let homes = if room.homes { HOME + HEIRS * f64::from(self.size.months) } else { 0.0 };
        let county = people / f64::from(self.counties);
        // Counties in transit from and to the file.
        let (on_the_way, generations) = if near < 1.0 { (10.0 * running, 2.0 * running + dawn) } else { (0.0, 0.0) };
        // Each county has its own counts, group by group, until all counties are done.
        let groups = self.by.map_or(1, |by| by.parts().max(1));
        let sums = f64::from(self.counties) * (groups * COUNTS * 8) as f64;
        // Where flows between tiers are measured: everybody's standing, here, everywhere, and at the previous
        // measurement.
        let standings = if room.homes { 3.0 } else { 0.0 };
        let world = people * (homes + standings + public + near * (running + dawn)) + county * on_the_way + sums;
        // A newly packed county and, where towns are small, one that is read while it is simulated.
        let work = self.threads as f64 * (2.0 * county * running + THREAD);
        Needs { memory: self.worlds as f64 * world + work + PROGRAM, disk: people * (1.0 - near) * generations }
    }

    /// The number of leading counties that fit into the given memory if homes are redrawn and the other counties go
    /// to a file; `None` if the memory is too small even with all counties in the file.
    pub fn near(&self, memory: f64) -> Option<usize> {
        let spilled = |near| Room { homes: false, spill: Some(Spill { near, folder: Default::default() }) };
        let fits = |near: usize| self.needs(&spilled(near)).memory <= memory;
        let (all, none) = (self.counties as usize, self.needs(&spilled(0)).memory);
        let each = (self.needs(&spilled(all - 1)).memory - none) / (all - 1).max(1) as f64;
        fits(0).then(|| (((memory - none) / each) as usize).min(all - 1))
    }
}
