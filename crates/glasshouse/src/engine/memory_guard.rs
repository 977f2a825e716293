//! A trial of whether the system still gives memory, before work that needs some.
//!
//! An allocation that fails inside a collection ends the program without a word. So where much memory is about to be
//! taken, a little more than the next step needs is asked for first and given back untouched: if the system refuses it,
//! there is an error that can be reported, and everything on disk stays as it is.

use std::hint::black_box;
use std::io::{self, ErrorKind};

/// More than a step takes between two trials. (Smaller blocks than 32 MiB would change how the system's allocator
/// treats all later ones.)
const CUSHION: usize = 64 << 20;

/// Fails if the system would refuse a step's memory.
///
/// # Errors
///
/// Of kind [`ErrorKind::OutOfMemory`].
pub fn room_for_a_step() -> io::Result<()> {
    room_for(CUSHION)
}

/// Fails if the system would refuse so many bytes.
///
/// # Errors
///
/// Of kind [`ErrorKind::OutOfMemory`].
pub fn room_for(bytes: usize) -> io::Result<()> {
    let mut trial: Vec<u8> = Vec::new();
    let tried = trial.try_reserve_exact(bytes);
    black_box(&trial);
    tried.map_err(|_| {
        let mebibytes = bytes >> 20;
        io::Error::new(ErrorKind::OutOfMemory, format!("the system refuses {mebibytes} MiB of memory"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_refused() {
        assert!(room_for(1 << 20).is_ok());
        let refused = room_for(isize::MAX as usize).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::OutOfMemory);
        assert!(room_for(usize::MAX).is_err());
    }
}
