//! Lossless bit packing of integer columns.
//!
//! A column is cut into lanes of 152 numbers. Each lane stores the number of bits that its values need, the least
//! value, and each value as that many bits above the least (frame of reference: Goldstein, Ramakrishnan & Shaft
//! 1998). The few values that need more bits than most are written in full after the others (patches: Zukowski,
//! Héman, Nes & Boncz 2006); where most values are the least, only the others and their places are written. Bits are
//! laid side by side in whole bytes, then halves, quarters and eighths of bytes, so that a lane is packed and
//! unpacked with a few dozen steps over all its numbers at once.

use super::byte_reader::{Damaged, Reader};
use crate::rng::{LANES, Lane, Places, places};
use multiversion::multiversion;

/// Bit of a lane's first byte: some values are written in full after the others.
const PATCHED: u8 = 1 << 7;
/// Bit of a lane's first byte: only the values above the least are written, and their places.
const SPARSE: u8 = 1 << 6;
/// Maps signed numbers to unsigned ones in the same order.
pub(super) fn raised(points: i16) -> u16 {
    points as u16 ^ 1 << 15
}

/// The inverse of [`raised`].
pub(super) fn lowered(number: u16) -> i16 {
    (number ^ 1 << 15) as i16
}

/// The numbers of a lane, and zeros: whole registers of every width.
type Padded<N> = [N; PADDED];
const PADDED: usize = LANES.next_multiple_of(64);
const _: () = assert!((PADDED / 3).is_power_of_two());

/// Numbers that can be packed: unsigned integers of a few bytes.
pub(super) trait PackedNumber: Copy + Default + Ord {
    /// Bytes of one number.
    const BYTES: usize;
    /// This number minus a smaller one.
    fn above(self, least: Self) -> Self;
    /// This number plus another, wrapping on overflow.
    fn plus(self, least: Self) -> Self;
    /// The largest number of the given number of bits.
    fn largest(bits: u32) -> Self;
    /// How many values of a lane are larger.
    fn larger(lane: &Padded<Self>, than: Self) -> usize;
    /// Which values of a lane are larger.
    fn those_above(lane: &Padded<Self>, than: Self) -> Lane<bool>;
    /// The number of bits it needs.
    fn bits(self) -> u32;
    /// Its byte `k`, counted from the lowest.
    fn byte(self, k: usize) -> u8;
    /// This number with its byte `k`, which is zero, set to `byte`.
    fn with_byte(self, k: usize, byte: u8) -> Self;
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl PackedNumber for $type {
            const BYTES: usize = size_of::<$type>();
            #[inline(always)]
            fn above(self, least: Self) -> Self {
                self.wrapping_sub(least)
            }
            #[inline(always)]
            fn plus(self, least: Self) -> Self {
                self.wrapping_add(least)
            }
            #[inline(always)]
            fn largest(bits: u32) -> Self {
                if bits == 0 { 0 } else { <$type>::MAX >> (<$type>::BITS - bits) }
            }
            #[inline(always)]
            fn larger(lane: &Padded<Self>, than: Self) -> usize {
                // A third of the lane at a time, so that the sums fit into bytes, and then eight bytes at a time.
                let mut sums = [0_u8; PADDED / 3];
                for i in 0..PADDED / 3 {
                    let above = |k: usize| u8::from(lane[i + k * (PADDED / 3)] > than);
                    sums[i] = above(0) + above(1) + above(2);
                }
                let eights: u64 = sums.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight)).sum();
                (eights.wrapping_mul(0x0101_0101_0101_0101) >> 56) as usize
            }
            #[inline(always)]
            fn those_above(lane: &Padded<Self>, than: Self) -> Lane<bool> {
                let mut above = [false; LANES];
                for i in 0..LANES {
                    above[i] = lane[i] > than;
                }
                above
            }
            #[inline(always)]
            fn bits(self) -> u32 {
                <$type>::BITS - self.leading_zeros()
            }
            #[inline(always)]
            fn byte(self, k: usize) -> u8 {
                (self >> (8 * k)) as u8
            }
            #[inline(always)]
            fn with_byte(self, k: usize, byte: u8) -> Self {
                self | <$type>::from(byte) << (8 * k)
            }
        }
    )*};
}
number!(u8, u16, u32);

/// Appends a column lane by lane; `written` maps each value to the number that is written.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub(super) fn pack<T: Copy, N: PackedNumber>(column: &[T], written: impl Fn(T) -> N, out: &mut Vec<u8>) {
    let mut packed = PackedLane { bytes: [0; ROOM], n: 0 };
    for values in column.chunks(LANES) {
        packed.n = 0;
        // The loops over a full lane have a fixed length: they are much faster.
        if let Some(values) = values.first_chunk::<LANES>() {
            let mut lane = [written(values[0]); PADDED];
            for i in 0..LANES {
                lane[i] = written(values[i]);
            }
            pack_lane(&mut lane, LANES, &mut packed);
        } else {
            // If the last lane is not full, its first value pads it to whole bytes, which costs nothing.
            let mut lane = [written(values[0]); PADDED];
            lane.iter_mut().zip(values).for_each(|(lane, value)| *lane = written(*value));
            pack_lane(&mut lane, values.len().next_multiple_of(8), &mut packed);
        }
        out.extend_from_slice(&packed.bytes[..packed.n]);
    }
}

/// Room for a lane: its first byte, its least value, its values side by side, and what is copied besides.
const ROOM: usize = 1024;
const _: () = assert!(ROOM >= 1 + 4 + 4 * LANES + PADDED);

/// A lane that is being packed.
struct PackedLane {
    bytes: [u8; ROOM],
    n: usize,
}

impl PackedLane {
    /// Appends the first `n` of some bytes. All are copied: a copy of fixed size needs no call.
    #[inline(always)]
    fn append<const N: usize>(&mut self, bytes: &[u8; N], n: usize) {
        *self.bytes[self.n..].first_chunk_mut().expect("no form takes more than plain values") = *bytes;
        self.n += n;
    }
}

/// Reads a column of `n` values.
pub(super) fn unpack<T: Copy + Default, N: PackedNumber>(
    n: usize,
    meant: impl Fn(N) -> T,
    from: &mut Reader,
    column: &mut Vec<T>,
) -> Result<(), Damaged> {
    column.resize(n, T::default());
    unpack_into(meant, from, column)
}

/// Reads as many values as `column` has room for.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub(super) fn unpack_into<T: Copy, N: PackedNumber>(
    meant: impl Fn(N) -> T,
    from: &mut Reader,
    column: &mut [T],
) -> Result<(), Damaged> {
    for values in column.chunks_mut(LANES) {
        if let Some(values) = values.first_chunk_mut::<LANES>() {
            let lane = unpack_lane(LANES, from)?;
            for i in 0..LANES {
                values[i] = meant(lane[i]);
            }
        } else {
            let lane = unpack_lane(values.len().next_multiple_of(8), from)?;
            values.iter_mut().zip(&lane).for_each(|(value, number)| *value = meant(*number));
        }
    }
    Ok(())
}

/// The encoding of a lane.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// All values side by side.
    Plain,
    /// All values side by side, then the given number of values that need more bits, in full.
    Patched(usize),
    /// A bit for each value, set if it is not the least, then the given number of such values side by side.
    Sparse(usize),
}

/// The form and number of bits that take the least space for a lane of `n` values above its least, the greatest of which
/// is given.
#[inline(always)]
fn best<N: PackedNumber>(lane: &Padded<N>, n: usize, greatest: N) -> (Form, u32) {
    let most = greatest.bits();
    let some = N::larger(lane, N::default());
    let whole = 1 + N::BYTES;
    let patched = |bits: u32, patches| (bits as usize * n / 8 + 1 + patches * whole, Form::Patched(patches), bits);
    let plain = (most as usize * n / 8, Form::Plain, most);
    let sparse = (n / 8 + 1 + most as usize * some.div_ceil(8), Form::Sparse(some), most);
    let mut least = plain.min(sparse).min(patched(0, some));
    let fewest = most.saturating_sub(FEWER);
    for bits in (fewest..most).rev() {
        let patches = N::larger(lane, N::largest(bits));
        least = least.min(patched(bits, patches));
        // With still fewer bits there are at least as many patches.
        if patched(fewest, patches).0 > least.0 {
            break;
        }
    }
    let (_, form, bits) = least;
    (form, bits)
}

/// Bit widths down to this many bits below the largest value's are tried.
const FEWER: u32 = 6;

/// What is left of a lane if a function makes one value of two.
#[inline(always)]
fn reduced<N: PackedNumber>(lane: &Padded<N>, of: impl Fn(N, N) -> N) -> N {
    const THIRD: usize = PADDED / 3;
    let mut left = [N::default(); THIRD];
    for i in 0..THIRD {
        left[i] = of(of(lane[i], lane[i + THIRD]), lane[i + 2 * THIRD]);
    }
    left.iter().copied().fold(left[0], of)
}

#[inline(always)]
fn pack_lane<N: PackedNumber>(lane: &mut Padded<N>, n: usize, out: &mut PackedLane) {
    let (least, greatest) = (reduced(lane, N::min), reduced(lane, N::max));
    for value in lane.iter_mut() {
        *value = value.above(least);
    }
    lane[n..].fill(N::default());
    let (form, bits) = best(lane, n, greatest.above(least));
    let form_bit = match form {
        Form::Plain => 0,
        Form::Patched(_) => PATCHED,
        Form::Sparse(_) => SPARSE,
    };
    out.append(&[bits as u8 | form_bit], 1);
    (0..N::BYTES).for_each(|k| out.append(&[least.byte(k)], 1));
    match form {
        Form::Plain => lay(lane, n, bits, out),
        Form::Patched(patches) => {
            lay(lane, n, bits, out);
            out.append(&[patches as u8], 1);
            let mut at = [0; LANES];
            places(&N::those_above(lane, N::largest(bits))).zip(&mut at).for_each(|(place, at)| *at = place as u8);
            out.append(&at, patches);
            for k in 0..N::BYTES {
                let mut bytes = [0; LANES];
                bytes.iter_mut().zip(&at[..patches]).for_each(|(byte, i)| *byte = lane[usize::from(*i)].byte(k));
                out.append(&bytes, patches);
            }
        }
        Form::Sparse(some) => {
            out.append(&[some as u8], 1);
            let which = places(&N::those_above(lane, N::default()));
            let words = which.words().map(u64::to_le_bytes);
            out.append(words.as_flattened().first_chunk::<24>().expect("three words"), n / 8);
            let mut dense = [N::default(); PADDED];
            which.zip(&mut dense).for_each(|(place, value)| *value = lane[place]);
            lay(&dense, some.next_multiple_of(8), bits, out);
        }
    }
}

#[inline(always)]
fn unpack_lane<N: PackedNumber>(n: usize, from: &mut Reader) -> Result<Padded<N>, Damaged> {
    let [first] = from.take()?;
    let bits = u32::from(first & !(PATCHED | SPARSE));
    if bits > 8 * N::BYTES as u32 {
        return Err(Damaged);
    }
    let least = from.bytes(N::BYTES)?.iter().enumerate().fold(N::default(), |n, (k, byte)| n.with_byte(k, *byte));
    let mut lane = [N::default(); PADDED];
    match first & (PATCHED | SPARSE) {
        0 => lift(&mut lane, n, bits, from)?,
        PATCHED => {
            lift(&mut lane, n, bits, from)?;
            let [patches] = from.take()?;
            let at = from.bytes(patches.into())?;
            if at.iter().any(|i| usize::from(*i) >= LANES) {
                return Err(Damaged);
            }
            at.iter().for_each(|i| lane[usize::from(*i)] = N::default());
            for k in 0..N::BYTES {
                let bytes = from.bytes(patches.into())?;
                for (i, byte) in at.iter().zip(bytes) {
                    lane[usize::from(*i)] = lane[usize::from(*i)].with_byte(k, *byte);
                }
            }
        }
        SPARSE => {
            let [some] = from.take()?;
            let which = from.bytes(n / 8)?;
            if which.iter().map(|eight| eight.count_ones()).sum::<u32>() != some.into() {
                return Err(Damaged);
            }
            let mut dense = [N::default(); PADDED];
            lift(&mut dense, usize::from(some).next_multiple_of(8), bits, from)?;
            let mut words = [0; 3];
            which.iter().enumerate().for_each(|(k, bits)| words[k / 8] |= u64::from(*bits) << (k % 8 * 8));
            Places::of(words).zip(dense).for_each(|(place, value)| lane[place] = value);
        }
        _ => return Err(Damaged),
    }
    for value in &mut lane {
        *value = value.plus(least);
    }
    Ok(lane)
}

/// A lane of bytes with padding: 96 bytes can be read or written at once from any part of it.
type Wide = [u8; PADDED];

/// Appends `bits` bits of each of the first `n` values, a multiple of eight: whole bytes first, then halves, quarters
/// and eighths.
#[inline(always)]
fn lay<N: PackedNumber>(lane: &Padded<N>, n: usize, bits: u32, out: &mut PackedLane) {
    let (whole, rest) = (bits as usize / 8, bits % 8);
    for k in 0..whole {
        out.append(&bytes(lane, k), n);
    }
    if rest > 0 {
        let last = bytes(lane, whole);
        if rest & 4 != 0 {
            fold::<4, 96>(&last, n, 0, out);
        }
        if rest & 2 != 0 {
            fold::<2, 64>(&last, n, rest & 4, out);
        }
        if rest & 1 != 0 {
            fold::<1, 32>(&last, n, rest & 6, out);
        }
    }
}

/// The inverse of [`lay`]: puts the bits into a lane of zeros.
#[inline(always)]
fn lift<N: PackedNumber>(lane: &mut Padded<N>, n: usize, bits: u32, from: &mut Reader) -> Result<(), Damaged> {
    let (whole, rest) = (bits as usize / 8, bits % 8);
    for k in 0..whole {
        // Bytes beyond the last value belong to nobody.
        let bytes: Wide = from.wide(n)?;
        for i in 0..PADDED {
            lane[i] = lane[i].with_byte(k, bytes[i]);
        }
    }
    if rest > 0 {
        let mut last = [0; PADDED];
        if rest & 4 != 0 {
            unfold::<4, 96>(&from.wide(n / 2)?, n / 2, 0, &mut last);
        }
        if rest & 2 != 0 {
            unfold::<2, 64>(&from.wide(n / 4)?, n / 4, rest & 4, &mut last);
        }
        if rest & 1 != 0 {
            unfold::<1, 32>(&from.wide(n / 8)?, n / 8, rest & 6, &mut last);
        }
        for i in 0..PADDED {
            lane[i] = lane[i].with_byte(whole, last[i]);
        }
    }
    Ok(())
}

/// Byte `k` of each value.
#[inline(always)]
fn bytes<N: PackedNumber>(lane: &Padded<N>, k: usize) -> Wide {
    let mut bytes = [0; PADDED];
    for i in 0..PADDED {
        bytes[i] = lane[i].byte(k);
    }
    bytes
}

/// Appends `BITS` bits of each of the first `n` bytes, from bit `shift` on, side by side, those of the first part of
/// the bytes lowest. A part has at most `WIDE` bytes; processing that many does not harm the bytes after them.
#[inline(always)]
fn fold<const BITS: usize, const WIDE: usize>(bytes: &Wide, n: usize, shift: u32, out: &mut PackedLane) {
    let mut folded = [0; WIDE];
    let n = n * BITS / 8;
    for part in 0..8 / BITS {
        let bytes: &[u8; WIDE] = bytes[part * n..].first_chunk().expect("parts are within the lane");
        for (folded, byte) in folded.iter_mut().zip(bytes) {
            *folded |= (byte >> shift & ((1 << BITS) - 1)) << (part * BITS);
        }
    }
    out.append(&folded, n);
}

/// The inverse of [`fold`]: puts the bits of the first `n` bytes in their places in a lane where they are zero.
#[inline(always)]
fn unfold<const BITS: usize, const WIDE: usize>(wide: &[u8; WIDE], n: usize, shift: u32, lane: &mut Wide) {
    // Each part overwrites what the previous one left beyond its end.
    let mut bytes: Wide = [0; PADDED];
    for part in 0..8 / BITS {
        let bytes: &mut [u8; WIDE] = bytes[part * n..].first_chunk_mut().expect("parts are within the lane");
        for (byte, folded) in bytes.iter_mut().zip(wide) {
            *byte = (folded >> (part * BITS) & ((1 << BITS) - 1)) << shift;
        }
    }
    for i in 0..PADDED {
        lane[i] |= bytes[i];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Purpose, Rng};

    /// The bytes that a form takes after the first byte and the least value.
    fn room<N: PackedNumber>(form: Form, bits: u32, n: usize) -> usize {
        match form {
            Form::Plain => bits as usize * n / 8,
            Form::Patched(patches) => bits as usize * n / 8 + 1 + patches * (1 + N::BYTES),
            Form::Sparse(some) => n / 8 + 1 + bits as usize * some.div_ceil(8),
        }
    }

    /// Random lanes of numbers of very different sizes.
    fn drawn() -> impl Iterator<Item = (Lane<u32>, usize)> {
        (0..2000).map(|month| {
            let mut words = [[0; LANES]; 4];
            Rng::new(5, 0).lanes(Purpose::Watch, 0, month, &mut words);
            let [values, which, shape, _] = words;
            let (few, many) = (shape[0] % 33, shape[1] % 33);
            let cut = |word: u32, bits: u32| word.checked_shr(32 - bits).unwrap_or(0);
            let value = |i: usize| cut(values[i], if which[i] < shape[2] { few } else { many });
            (std::array::from_fn(value), (shape[3] as usize % (LANES / 8) + 1) * 8)
        })
    }

    fn padded<N: PackedNumber>(lane: &Lane<N>) -> Padded<N> {
        let mut padded = [N::default(); PADDED];
        padded[..LANES].copy_from_slice(lane);
        padded
    }

    #[test]
    fn of_all_forms_the_one_that_takes_least_room_is_chosen() {
        fn check<N: PackedNumber>(lane: Lane<N>, n: usize) {
            let mut lane = padded(&lane);
            let least = lane[..n].iter().copied().min().unwrap();
            lane.iter_mut().for_each(|value| *value = value.above(least));
            lane[n..].fill(N::default());
            let greatest = *lane.iter().max().unwrap();
            let ((form, bits), most) = (best(&lane, n, greatest), greatest.bits());
            let patched = |bits| (Form::Patched(N::larger(&lane, N::largest(bits))), bits);
            let all = [(Form::Plain, most), (Form::Sparse(N::larger(&lane, N::default())), most), patched(0)];
            let fewer = (most.saturating_sub(FEWER)..most).map(patched);
            let least = all.into_iter().chain(fewer).map(|(form, bits)| (room::<N>(form, bits, n), form, bits)).min();
            assert_eq!((room::<N>(form, bits, n), bits), least.map(|(room, _, bits)| (room, bits)).unwrap());
        }
        for (lane, n) in drawn() {
            check(lane, n);
            check(lane.map(|value| value as u16), n);
            check(lane.map(|value| value as u8), n);
        }
    }

    #[test]
    fn what_is_packed_comes_back_and_takes_the_room_that_was_said() {
        for (lane, n) in drawn() {
            let mut packed = Vec::new();
            pack(&lane[..n], |value| value, &mut packed);
            let mut opened = vec![0_u32; n];
            let mut reader = Reader(&packed);
            unpack_into(|value: u32| value, &mut reader, &mut opened).unwrap();
            assert!(opened == lane[..n] && reader.0.is_empty());
            let least = lane[..n].iter().min().unwrap();
            let mut above = padded(&lane.map(|value| value.wrapping_sub(*least)));
            above[n..].fill(0);
            let (form, bits) = best(&above, n, *above.iter().max().unwrap());
            assert_eq!(packed.len(), 1 + 4 + room::<u32>(form, bits, n));
        }
    }
}
