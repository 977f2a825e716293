//! In how few bytes can a county be kept between two months, so that nothing of it is lost?
//!
//! Each column is cut into lanes of 152 persons, and of each lane is kept: how many bits its values need, the least of
//! them, and of each value only so many bits above the least (frame of reference: Goldstein, Ramakrishnan & Shaft 1998).
//! The few that need more bits than most are written out whole behind them (patches: Zukowski, Héman, Nes & Boncz 2006).
//! Bits are laid side by side in whole bytes, then halves, quarters and eighths of bytes, so that a lane is packed and
//! opened with a few dozen steps over all its persons at once.
//!
//! The same bytes are kept in memory, stream through files when a society is larger than memory, and stand in
//! checkpoints. They carry no check sum: who writes them to a disk adds one.

use super::books::Books;
use super::opinions::Opinions;
use super::world::{Columns, Common, County};
use crate::chance::{LANES, Lane};
use crate::life::market::Record;
use crate::regime::firms::Dossier;
use crate::society::people::FIRMS;

/// These bytes are no county: something has damaged them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Bit of a lane's first byte that says that some values are written out whole.
const PATCHED: u8 = 1 << 7;
/// Fewest bytes of a person's columns: the first byte and the least value of each, for a lane.
const LEAST_BYTES: usize = 39;

impl County {
    /// Adds the county to `out`, packed.
    pub fn pack(&self, out: &mut Vec<u8>) {
        let number = |n: usize, out: &mut Vec<u8>| out.extend((n as u32).to_le_bytes());
        number(self.columns.trust.len(), out);
        number(self.commons.len(), out);
        for column in self.columns.bytes() {
            pack(column, |byte: u8| byte, out);
        }
        for months in [&self.columns.months, &self.columns.deserved_months] {
            // The highest bit says whether somebody was ruled against before: as the lowest one, it needs no other.
            pack(months, |byte: u8| byte.rotate_left(1), out);
        }
        for score in [&self.columns.score, &self.columns.deserved] {
            pack(score, raised, out);
        }
        pack(&self.columns.savings, |yuan: u32| yuan, out);
        self.commons.iter().for_each(|common| common.pack(out));
        self.books.pack(out);
    }

    /// Opens what [`County::pack`] has written, in the place of what was here: `bytes` must be all of it and no more.
    ///
    /// # Errors
    ///
    /// Where the bytes are no county. Then nothing useful is here any more.
    pub fn unpack(&mut self, bytes: &[u8]) -> Result<(), Damaged> {
        let mut from = Reader(bytes);
        let (persons, neighbourhoods) = (from.number()?, from.number()?);
        if persons.div_ceil(LANES) * LEAST_BYTES > bytes.len() || neighbourhoods > bytes.len() {
            return Err(Damaged);
        }
        for column in self.columns.bytes_mut() {
            unpack(persons, |byte: u8| byte, &mut from, column)?;
        }
        for months in [&mut self.columns.months, &mut self.columns.deserved_months] {
            unpack(persons, |byte: u8| byte.rotate_right(1), &mut from, months)?;
        }
        for score in [&mut self.columns.score, &mut self.columns.deserved] {
            unpack(persons, lowered, &mut from, score)?;
        }
        unpack(persons, |yuan: u32| yuan, &mut from, &mut self.columns.savings)?;
        self.commons.clear();
        for _ in 0..neighbourhoods {
            self.commons.push(Common::unpack(&mut from)?);
        }
        self.books = Books::unpack(persons, &mut from)?;
        if from.0.is_empty() { Ok(()) } else { Err(Damaged) }
    }
}

impl Columns {
    /// The columns of bytes that are packed as they are.
    fn bytes(&self) -> [&Vec<u8>; 12] {
        let Columns { norm: [a, b, c], custom: [d, e, f], trust, felt, approval, repute, standing, debt, .. } = self;
        [a, b, c, d, e, f, trust, felt, approval, repute, standing, debt]
    }

    fn bytes_mut(&mut self) -> [&mut Vec<u8>; 12] {
        let Columns { norm: [a, b, c], custom: [d, e, f], trust, felt, approval, repute, standing, debt, .. } = self;
        [a, b, c, d, e, f, trust, felt, approval, repute, standing, debt]
    }
}

/// Signed numbers in the order of unsigned ones.
pub(super) fn raised(points: i16) -> u16 {
    points as u16 ^ 1 << 15
}

/// The inverse of [`raised`].
pub(super) fn lowered(number: u16) -> i16 {
    (number ^ 1 << 15) as i16
}

/// What can be packed: unsigned numbers of a few bytes.
pub(super) trait Number: Copy + Default + Ord {
    /// Bytes of one.
    const BYTES: usize;
    /// This less a smaller one.
    fn above(self, least: Self) -> Self;
    /// This and another; what overflows is dropped.
    fn plus(self, least: Self) -> Self;
    /// Whether it needs more than so many bits; all bits are never too few.
    fn exceeds(self, bits: u32) -> bool;
    /// Bits that it needs.
    fn bits(self) -> u32;
    /// Its byte of this number, the lowest first.
    fn byte(self, k: usize) -> u8;
    /// This, with a byte of this number in place of a zero.
    fn with_byte(self, k: usize, byte: u8) -> Self;
}

macro_rules! number {
    ($($type:ty),*) => {$(
        impl Number for $type {
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
            fn exceeds(self, bits: u32) -> bool {
                bits < <$type>::BITS && self >> bits != 0
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

/// Adds a column, whose values are written as `written` makes them, lane by lane.
pub(super) fn pack<T: Copy, N: Number>(column: &[T], written: impl Fn(T) -> N, out: &mut Vec<u8>) {
    for values in column.chunks(LANES) {
        // Where the last lane is not full, its first value fills it, which costs nothing.
        let mut lane = [written(values[0]); LANES];
        lane.iter_mut().zip(values).for_each(|(lane, value)| *lane = written(*value));
        pack_lane(&mut lane, out);
    }
}

/// Reads a column of so many values.
pub(super) fn unpack<T: Copy + Default, N: Number>(
    n: usize,
    meant: impl Fn(N) -> T,
    from: &mut Reader,
    column: &mut Vec<T>,
) -> Result<(), Damaged> {
    column.resize(n, T::default());
    for values in column.chunks_mut(LANES) {
        let lane = unpack_lane(from)?;
        values.iter_mut().zip(&lane).for_each(|(value, number)| *value = meant(*number));
    }
    Ok(())
}

fn pack_lane<N: Number>(lane: &mut Lane<N>, out: &mut Vec<u8>) {
    let least = lane.iter().copied().fold(lane[0], N::min);
    lane.iter_mut().for_each(|value| *value = value.above(least));
    let (bits, patches) = width(lane);
    out.push(bits as u8 | if patches > 0 { PATCHED } else { 0 });
    (0..N::BYTES).for_each(|k| out.push(least.byte(k)));
    let (whole, rest) = (bits as usize / 8, bits % 8);
    for k in 0..whole {
        out.extend_from_slice(&lane.map(|value| value.byte(k)));
    }
    if rest > 0 {
        let last = lane.map(|value| value.byte(whole));
        if rest & 4 != 0 {
            out.extend_from_slice(&fold::<4, { LANES / 2 }>(&last, 0));
        }
        if rest & 2 != 0 {
            out.extend_from_slice(&fold::<2, { LANES / 4 }>(&last, rest & 4));
        }
        if rest & 1 != 0 {
            out.extend_from_slice(&fold::<1, { LANES / 8 }>(&last, rest & 6));
        }
    }
    if patches > 0 {
        out.push(patches as u8);
        for (i, value) in lane.iter().enumerate().filter(|(_, value)| value.exceeds(bits)) {
            out.push(i as u8);
            (0..N::BYTES).for_each(|k| out.push(value.byte(k)));
        }
    }
}

fn unpack_lane<N: Number>(from: &mut Reader) -> Result<Lane<N>, Damaged> {
    let [first] = from.take()?;
    let bits = u32::from(first & !PATCHED);
    if bits > 8 * N::BYTES as u32 {
        return Err(Damaged);
    }
    let least = from.value::<N>()?;
    let (whole, rest) = (bits as usize / 8, bits % 8);
    let mut lane = [N::default(); LANES];
    for k in 0..whole {
        let bytes: &Lane<u8> = from.part()?;
        lane.iter_mut().zip(bytes).for_each(|(value, byte)| *value = value.with_byte(k, *byte));
    }
    if rest > 0 {
        let mut last = [0; LANES];
        if rest & 4 != 0 {
            unfold::<4, { LANES / 2 }>(from.part()?, 0, &mut last);
        }
        if rest & 2 != 0 {
            unfold::<2, { LANES / 4 }>(from.part()?, rest & 4, &mut last);
        }
        if rest & 1 != 0 {
            unfold::<1, { LANES / 8 }>(from.part()?, rest & 6, &mut last);
        }
        lane.iter_mut().zip(&last).for_each(|(value, byte)| *value = value.with_byte(whole, *byte));
    }
    if first & PATCHED != 0 {
        let [patches] = from.take()?;
        for _ in 0..patches {
            let [i] = from.take()?;
            *lane.get_mut(usize::from(i)).ok_or(Damaged)? = from.value()?;
        }
    }
    lane.iter_mut().for_each(|value| *value = value.plus(least));
    Ok(lane)
}

/// With how many bits a lane takes least room, and how many values need more than those.
fn width<N: Number>(lane: &Lane<N>) -> (u32, usize) {
    let most = lane.iter().copied().fold(N::default(), N::max).bits();
    let room = |bits: u32| {
        let patches = lane.iter().map(|value| u8::from(value.exceeds(bits))).sum::<u8>().into();
        let bytes = bits as usize * LANES / 8 + usize::from(patches > 0) + patches * (1 + N::BYTES);
        (bytes, bits, patches)
    };
    let fewer = (most.saturating_sub(FEWER)..most).chain([0]).map(room);
    let (_, bits, patches) = fewer.chain([(most as usize * LANES / 8, most, 0)]).min().unwrap_or_default();
    (bits, patches)
}

/// So many bits less than the largest value needs are tried.
const FEWER: u32 = 4;

/// `BITS` bits of each byte, from bit `shift` on, side by side: those of the first part of the lane lowest.
#[inline(always)]
fn fold<const BITS: usize, const LEN: usize>(lane: &Lane<u8>, shift: u32) -> [u8; LEN] {
    let mut folded = [0; LEN];
    for (part, bytes) in lane.chunks_exact(LEN).enumerate() {
        for (folded, byte) in folded.iter_mut().zip(bytes) {
            *folded |= (byte >> shift & ((1 << BITS) - 1)) << (part * BITS);
        }
    }
    folded
}

/// The inverse of [`fold`]: puts the bits where they belong.
#[inline(always)]
fn unfold<const BITS: usize, const LEN: usize>(folded: &[u8; LEN], shift: u32, lane: &mut Lane<u8>) {
    for (part, bytes) in lane.chunks_exact_mut(LEN).enumerate() {
        for (byte, folded) in bytes.iter_mut().zip(folded) {
            *byte |= (folded >> (part * BITS) & ((1 << BITS) - 1)) << shift;
        }
    }
}

/// Reads packed bytes from the front, and never beyond their end.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next so many bytes.
    fn part<const N: usize>(&mut self) -> Result<&'a [u8; N], Damaged> {
        let (part, rest) = self.0.split_first_chunk().ok_or(Damaged)?;
        self.0 = rest;
        Ok(part)
    }

    /// The same, as a value of their own.
    pub fn take<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        self.part().copied()
    }

    /// The next bytes, as many as are asked for.
    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8], Damaged> {
        let (part, rest) = self.0.split_at_checked(n).ok_or(Damaged)?;
        self.0 = rest;
        Ok(part)
    }

    /// A count.
    pub fn number(&mut self) -> Result<usize, Damaged> {
        Ok(u32::from_le_bytes(self.take()?) as usize)
    }

    fn value<N: Number>(&mut self) -> Result<N, Damaged> {
        let bytes = self.bytes(N::BYTES)?;
        Ok(bytes.iter().enumerate().fold(N::default(), |value, (k, byte)| value.with_byte(k, *byte)))
    }
}

impl Common {
    fn pack(&self, out: &mut Vec<u8>) {
        let Common { approved, informers, dismissed, broken, venal, opinions, records, dossiers } = self;
        for share in approved.iter().chain([informers]) {
            out.extend(share.to_le_bytes());
        }
        out.extend(dismissed.to_le_bytes());
        out.extend(broken.to_bits().to_le_bytes());
        out.extend(venal.to_bits().to_le_bytes());
        // Only firms of which something is told, or kept, are written.
        let told = some(records.map(|record| record != Record::default()));
        let kept = some(dossiers.map(|dossier| dossier != Dossier::default()));
        out.extend([told, kept, u8::from(opinions.is_some())]);
        for Record { praise, complaints } in chosen(told).map(|f| records[f]) {
            out.extend(praise.to_le_bytes());
            out.extend(complaints.to_le_bytes());
        }
        for Dossier { score, months, deserved, deserved_months } in chosen(kept).map(|f| dossiers[f]) {
            out.extend(score.to_le_bytes());
            out.extend(deserved.to_le_bytes());
            out.extend([months, deserved_months]);
        }
        if let Some(opinions) = opinions {
            opinions.words().for_each(|word| out.extend(word.to_le_bytes()));
        }
    }

    fn unpack(from: &mut Reader) -> Result<Common, Damaged> {
        let mut shares = [0; 4];
        for share in &mut shares {
            *share = u16::from_le_bytes(from.take()?);
        }
        let [approved @ .., informers] = shares;
        let dismissed = u32::from_le_bytes(from.take()?);
        let broken = f32::from_bits(u32::from_le_bytes(from.take()?));
        let venal = f32::from_bits(u32::from_le_bytes(from.take()?));
        let [told, kept, private] = from.take()?;
        let (mut records, mut dossiers) = ([Record::default(); FIRMS], [Dossier::default(); FIRMS]);
        for f in chosen(told) {
            let (praise, complaints) = (u16::from_le_bytes(from.take()?), u16::from_le_bytes(from.take()?));
            records[f] = Record { praise, complaints };
        }
        for f in chosen(kept) {
            let (score, deserved) = (i16::from_le_bytes(from.take()?), i16::from_le_bytes(from.take()?));
            let [months, deserved_months] = from.take()?;
            dossiers[f] = Dossier { score, months, deserved, deserved_months };
        }
        let opinions = match private {
            0 => None,
            1 => {
                let mut opinions = Box::<Opinions>::default();
                for word in opinions.words_mut() {
                    *word = u64::from_le_bytes(from.take()?);
                }
                Some(opinions)
            }
            _ => return Err(Damaged),
        };
        Ok(Common { approved, informers, dismissed, broken, venal, opinions, records, dossiers })
    }
}

/// A bit for each firm of which something holds.
fn some(which: [bool; FIRMS]) -> u8 {
    which.iter().rev().fold(0, |bits, yes| bits << 1 | u8::from(*yes))
}

/// The firms whose bit is set.
fn chosen(bits: u8) -> impl Iterator<Item = usize> {
    (0..FIRMS).filter(move |f| bits >> f & 1 == 1)
}
