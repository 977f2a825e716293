//! How does one month turn into the next?

use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::Society;

/// How many, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Persons.
    pub people: u64,
    /// Months.
    pub months: u32,
}

/// Told when a month of a run is over; from any thread.
pub trait Progress: Sync {
    /// One month of one run is over.
    fn month(&self);
}

/// The people of one replicate: traits and ties, the same under every regime.
pub struct Settlement;

/// Draws the people of a replicate.
pub fn settle(_society: &Society, _size: Size, _seed: u64, _replicate: u32) -> Settlement {
    Settlement
}

/// Runs one regime on these people.
pub fn simulate(_people: &Settlement, _regime: &Regime, _progress: &dyn Progress) -> Vec<Tally> {
    Vec::new()
}
