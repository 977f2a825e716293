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
pub fn store<T: Copy + Default>(column: &mut [T], span: &Range<usize>, lane: &Lane<T>) {
    copy(&lane[..span.len()], &mut column[span.clone()]);
}

/// Copies one slice onto another of the same length.
#[inline(always)]
fn copy<T: Copy + Default>(from: &[T], to: &mut [T]) {
    convert(from, to, |value| value);
}

/// Converts one slice into another of the same length. Most neighbourhoods nearly fill a lane: they are converted in
/// two overlapping pieces of fixed size, which need no loop over single values, and for copies no call.
#[inline(always)]
pub fn convert<T: Copy, U: Copy + Default>(from: &[T], to: &mut [U], f: impl Fn(T) -> U) {
    const HEAD: usize = 128;
    const TAIL: usize = LANES - HEAD;
    if let (Some(head), Some(there)) = (from.first_chunk::<HEAD>(), to.first_chunk_mut()) {
        *there = converted(head, &f);
        if let (Some(tail), Some(there)) = (from.last_chunk::<TAIL>(), to.last_chunk_mut()) {
            *there = converted(tail, &f);
        }
    } else {
        to.iter_mut().zip(from).for_each(|(to, from)| *to = f(*from));
    }
}

/// The same for arrays. The result is a value of its own, so that nothing need be known of where it goes.
#[inline(always)]
fn converted<T: Copy, U: Copy + Default, const N: usize>(from: &[T; N], f: impl Fn(T) -> U) -> [U; N] {
    let mut to = [U::default(); N];
    for i in 0..N {
        to[i] = f(from[i]);
    }
    to
}

/// Converts a column in units of 1/255 to fractions, times `scale`.
#[inline(always)]
pub fn fractions(column: &[u8], scale: f32, lane: &mut [f32]) {
    let scale = scale * (1.0 / 255.0);
    convert(column, &mut lane[..column.len()], |value| f32::from(value) * scale);
}
