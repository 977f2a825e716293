//! Who else works at the same society, and what do they tell each other every month?
//!
//! Each works some counties that lie side by side, and knows of all others only what everybody can see: the public byte
//! of each person, and the sums of the month, from which the news follow. Sums are whole numbers, so that it cannot matter
//! who adds them up, and in which order.

use std::fmt::Debug;
use std::io;
use std::ops::Range;

/// Those who work at one society, as one of them sees it.
pub trait Ranks: Debug + Send + Sync {
    /// The number of this one, counted from 0, and how many there are.
    fn place(&self) -> (u32, u32);

    /// Which of so many counties are worked here. The ranges of all, one after the other, are all counties.
    fn own(&self, counties: u32) -> Range<u32>;

    /// Completes a column of the whole society, of which the part `own` was worked here.
    ///
    /// # Errors
    ///
    /// Where another cannot be reached.
    fn gather(&self, column: &mut [u8], own: Range<usize>) -> io::Result<()>;

    /// Puts the sum over all in the place of each number.
    ///
    /// # Errors
    ///
    /// Where another cannot be reached.
    fn sum(&self, numbers: &mut [i64]) -> io::Result<()>;
}

impl dyn Ranks {
    /// Whether this is the one that does what only one should do.
    pub fn is_first(&self) -> bool {
        self.place().0 == 0
    }

    /// Waits for all, and goes on only where all do: what came of it here, or, where it failed elsewhere only, an error
    /// that says so.
    ///
    /// # Errors
    ///
    /// The own one, before all others.
    pub fn together<T>(&self, here: io::Result<T>) -> io::Result<T> {
        let mut failed = [i64::from(here.is_err())];
        let heard = self.sum(&mut failed);
        let done = here?;
        heard?;
        if failed == [0] { Ok(done) } else { Err(io::Error::other("it failed for another who works at this society")) }
    }

    /// Tells everybody the numbers that the first one has; there are as many everywhere.
    ///
    /// # Errors
    ///
    /// Where another cannot be reached.
    pub fn tell(&self, numbers: &mut [i64]) -> io::Result<()> {
        if !self.is_first() {
            numbers.fill(0);
        }
        self.sum(numbers)
    }
}

/// Nobody else.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Ranks for Alone {
    fn place(&self) -> (u32, u32) {
        (0, 1)
    }

    fn own(&self, counties: u32) -> Range<u32> {
        0..counties
    }

    fn gather(&self, _: &mut [u8], _: Range<usize>) -> io::Result<()> {
        Ok(())
    }

    fn sum(&self, _: &mut [i64]) -> io::Result<()> {
        Ok(())
    }
}
