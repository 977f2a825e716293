//! The memory promised to runs of the page that have not taken it yet, so that two runs do not count on the same.

use glasshouse::experiment::compare::Plan;
use glasshouse_report::job_error::JobError;
use glasshouse_report::resource_check;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes promised so far.
#[derive(Default)]
pub struct PromisedMemory(Mutex<u64>);

/// A promise, which ends when the memory is taken or the run is over.
pub struct MemoryPromise<'a> {
    promised: &'a PromisedMemory,
    bytes: u64,
}

impl PromisedMemory {
    /// Promises the memory for so many worlds of a plan.
    ///
    /// # Errors
    ///
    /// If there is not so much beside what is promised.
    pub fn promise(&self, plan: &Plan, worlds: usize) -> Result<MemoryPromise<'_>, JobError> {
        let mut promised = self.all();
        let bytes = resource_check::side_by_side(plan, worlds, *promised)?;
        *promised += bytes;
        Ok(MemoryPromise { promised: self, bytes })
    }

    fn all(&self) -> MutexGuard<'_, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for MemoryPromise<'_> {
    fn drop(&mut self) {
        *self.promised.all() -= self.bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glasshouse::engine::Size;
    use glasshouse::scenario;

    #[test]
    fn what_is_promised_is_not_promised_twice() {
        let plan = Plan {
            society: scenario::society("lesson").unwrap().value,
            regimes: vec![scenario::regime("no-system").unwrap().value],
            size: Size { people: 1_000_000, months: 12 },
            seed: 1,
            replicates: 1,
            earlier: 0,
            by: None,
        };
        let promised = PromisedMemory::default();
        let first = promised.promise(&plan, 1).unwrap();
        let each = first.bytes;
        assert!(each > 10_000_000 && *promised.all() == each);
        // With all of the machine's memory promised, nothing is left.
        *promised.all() = u64::MAX / 4;
        assert!(promised.promise(&plan, 1).is_err());
        *promised.all() = each;
        drop(first);
        assert_eq!(*promised.all(), 0);
    }
}
