//! Access to columns of a town's state and traits, one neighbourhood at a time.

use crate::rng::{LANES, Lane};
use std::ops::Range;

/// Reads a neighbourhood's part of a column.
#[inline]
pub fn load<T: Copy + Default>(column: &[T], span: &Range<usize>) -> Lane<T> {
    let mut lane = [T::default(); LANES];
    copy(&column[span.clone()], &mut lane[..span.len()]);
    lane
}

/// Writes a neighbourhood's part of a column.
#[inline]
pub fn store<T: Copy>(column: &mut [T], span: &Range<usize>, lane: &Lane<T>) {
    copy(&lane[..span.len()], &mut column[span.clone()]);
}

/// Copies one slice onto another of the same length. Most neighbourhoods nearly fill a lane: they are copied in two
/// overlapping pieces of fixed size, without a call to `memcpy`.
#[inline(always)]
fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    const HEAD: usize = 128;
    const TAIL: usize = LANES - HEAD;
    if let (Some(head), Some(there)) = (from.first_chunk::<HEAD>(), to.first_chunk_mut()) {
        *there = *head;
        if let (Some(tail), Some(there)) = (from.last_chunk::<TAIL>(), to.last_chunk_mut()) {
            *there = *tail;
        }
    } else {
        to.copy_from_slice(from);
    }
}

/// Converts a column in units of 1/255 to fractions, times `scale`.
#[inline(always)]
pub fn fractions(column: &[u8], scale: f32, lane: &mut [f32]) {
    let scale = scale * (1.0 / 255.0);
    for (to, from) in lane.iter_mut().zip(column) {
        *to = f32::from(*from) * scale;
    }
}
