//! The interface to other processes that simulate counties of the same society.
//!
//! Each process simulates a contiguous range of counties. Of all others it knows only what everybody can see: the
//! public byte of each person, and the sums of the month, from which the news follows. Sums are integers, so it does
//! not matter which process adds them up or in which order.

use std::fmt::Debug;
use std::io;
use std::ops::Range;

/// The rank of a process among those that simulate one society.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Its number, counted from 0.
    pub number: u32,
    /// The number of processes.
    pub of: u32,
}

/// The processes that simulate one society, as one of them sees it.
pub trait Ranks: Debug + Send + Sync {
    /// The rank of this process.
    fn rank(&self) -> Rank;

    /// The range of the given number of counties that this process simulates. The ranges of all processes, in order,
    /// cover all counties.
    fn own(&self, counties: u32) -> Range<u32>;

    /// Completes a column of the whole society, of which the part `own` was computed here.
    ///
    /// # Errors
    ///
    /// If another process cannot be reached.
    fn gather(&self, column: &mut [u8], own: Range<usize>) -> io::Result<()>;

    /// Replaces each number by its sum over all processes.
    ///
    /// # Errors
    ///
    /// If another process cannot be reached.
    fn sum(&self, numbers: &mut [i64]) -> io::Result<()>;
}

impl dyn Ranks {
    /// Whether this process does what only one should do.
    pub fn is_first(&self) -> bool {
        self.rank().number == 0
    }

    /// Waits for all processes and succeeds only if all do. Returns the result of this process, or an error that says
    /// so if only another one failed.
    ///
    /// # Errors
    ///
    /// The error of this process, before all others.
    pub fn together<T>(&self, here: io::Result<T>) -> io::Result<T> {
        let mut failed = [i64::from(here.is_err())];
        let heard = self.sum(&mut failed);
        let done = here?;
        heard?;
        if failed == [0] { Ok(done) } else { Err(io::Error::other("it failed in another process of this society")) }
    }

    /// Broadcasts the numbers of the first process; every process passes the same number of them.
    ///
    /// # Errors
    ///
    /// If another process cannot be reached.
    pub fn tell(&self, numbers: &mut [i64]) -> io::Result<()> {
        if !self.is_first() {
            numbers.fill(0);
        }
        self.sum(numbers)
    }
}

/// A process that simulates a society alone.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Ranks for Alone {
    fn rank(&self) -> Rank {
        Rank { number: 0, of: 1 }
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
