//! The exchange of public state between the ranks of an MPI run.

use glasshouse::engine::{Rank, Ranks};
use mpi::collective::SystemOperation;
use mpi::datatype::PartitionMut;
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives};
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// This rank, one of several.
#[derive(Debug)]
pub struct MpiRanks {
    /// Its number, from 0.
    pub number: u32,
    /// Number of ranks.
    pub of: u32,
    /// Bytes received from other ranks.
    pub heard: AtomicU64,
}

impl MpiRanks {
    /// This rank among all.
    pub fn all() -> MpiRanks {
        let world = SimpleCommunicator::world();
        MpiRanks { number: world.rank() as u32, of: world.size() as u32, heard: AtomicU64::new(0) }
    }

    fn note(&self, bytes: usize) {
        self.heard.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

// MPI itself ends the whole run if another rank cannot be reached, so nothing here returns an error.
impl Ranks for MpiRanks {
    fn rank(&self) -> Rank {
        Rank { number: self.number, of: self.of }
    }

    fn own(&self, counties: u32) -> Range<u32> {
        let first = |rank: u32| (u64::from(counties) * u64::from(rank) / u64::from(self.of)) as u32;
        first(self.number)..first(self.number + 1)
    }

    fn gather(&self, column: &mut [u8], own: Range<usize>) -> io::Result<()> {
        let world = SimpleCommunicator::world();
        let mut ends = vec![0_u64; self.of as usize];
        world.all_gather_into(&(own.end as u64), &mut ends);
        // Every society has fewer than 2^31 persons, so their numbers fit.
        let starts: Vec<i32> = std::iter::once(0).chain(ends.iter().map(|end| *end as i32)).take(ends.len()).collect();
        let counts: Vec<i32> = ends.iter().zip(&starts).map(|(end, start)| *end as i32 - start).collect();
        self.note(column.len() - own.len() + 8 * ends.len());
        let here = column[own].to_vec();
        world.all_gather_varcount_into(&here[..], &mut PartitionMut::new(column, counts, starts));
        Ok(())
    }

    fn sum(&self, numbers: &mut [i64]) -> io::Result<()> {
        let here = numbers.to_vec();
        SimpleCommunicator::world().all_reduce_into(&here[..], numbers, SystemOperation::sum());
        self.note(size_of_val(numbers));
        Ok(())
    }
}
