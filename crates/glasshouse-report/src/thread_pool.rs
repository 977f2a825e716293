//! The threads on which a job runs.

use crate::job_error::JobError;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The requested number of threads, or the number of processors.
pub fn threads(requested: Option<u32>) -> usize {
    requested.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |n| n as usize)
}

/// A pool of this many threads.
pub fn pool(threads: usize) -> Result<ThreadPool, JobError> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| JobError::Failed(format!("cannot start {threads} threads: {e}")))
}
