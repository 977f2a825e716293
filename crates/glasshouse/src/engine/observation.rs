//! Observation of ties: last month's public bytes, added up tie by tie.

pub use crate::life::terms::is_listed;
use crate::rng::{LANES, Lane, ROW};
use crate::society::bit_counting::Digits;
use crate::society::geography::ROWS;
use crate::society::observable::{LISTED, Sights};
use crate::society::ties::{FAR, ROW_TIES, STEPS};
use crate::society::traits::Neighbourhood;
use multiversion::multiversion;

/// Maximum number of other household members.
const MOST_KIN: usize = 3;

/// What the persons of a neighbourhood see of their ties.
pub struct Observation {
    /// Sums of public bytes.
    pub sights: Sights,
    /// Number of ties that were seen.
    pub ties: Lane<u8>,
    /// Listed friends according to the institution's books.
    pub friends: Lane<u8>,
    /// Other listed members of the household.
    pub family: Lane<u8>,
    /// Ties that are silent because one of the two is listed.
    pub silent: Lane<u8>,
    /// Ties of a listed person outside the household, silent or not; 0 for others.
    pub friends_of_listed: Lane<u8>,
}

impl Observation {
    /// Nothing seen yet.
    fn none() -> Observation {
        let none = [0; LANES];
        Observation {
            sights: Sights::NONE,
            ties: none,
            friends: none,
            family: none,
            silent: none,
            friends_of_listed: none,
        }
    }
}

/// Observes everybody's ties. `grounded` people do not meet distant friends.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn look(
    neighbourhood: &Neighbourhood,
    ties: &Lane<u8>,
    household: &Lane<u8>,
    standing: &Lane<u8>,
    grounded: &Lane<bool>,
    public: &[u8],
) -> Observation {
    let mut seen = Observation::none();
    let rows = rows(neighbourhood, public);
    let own = &public[neighbourhood.first as usize..][..neighbourhood.persons()];
    let mut met = Met::none();
    along_steps(neighbourhood, ties, own, &mut seen, &mut met);
    across_rows(&rows, ties, grounded, &mut seen, &mut met);
    at_home(household, standing, own, &mut seen, &mut met);
    seen.sights = Sights::of_ties(&met);
    seen
}

/// The number of everybody's friends: her ties outside the household.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn friends(neighbourhood: &Neighbourhood, ties: &Lane<u8>) -> Lane<u8> {
    let nobody = [0; LANES];
    let mut seen = Observation::none();
    along_steps(neighbourhood, ties, &nobody[..neighbourhood.persons()], &mut seen, &mut Met::none());
    for i in 0..LANES {
        seen.ties[i] += (ties[i] >> STEPS).count_ones() as u8;
    }
    seen.ties
}

/// What the ties of everybody's household and neighbourhood tell: for each bit of what a person has to tell, the number
/// of ties for whom it is set.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn hear(neighbourhood: &Neighbourhood, ties: &Lane<u8>, household: &Lane<u8>, tells: &Lane<u8>) -> [Lane<u8>; 8] {
    let own = &tells[..neighbourhood.persons()];
    let (none, mut seen) = ([0; LANES], Observation::none());
    let mut heard = Met::none();
    along_steps(neighbourhood, ties, own, &mut seen, &mut heard);
    at_home(household, &none, own, &mut seen, &mut heard);
    heard.counts()
}

/// The sum of the public bytes of everybody's ties that were met: nobody has more than 15 ties.
type Met = Digits<u8, LANES, 4>;
const _: () = assert!(2 * STEPS + ROW_TIES + MOST_KIN < 1 << 4);

/// All bits set for 1, none for 0.
#[inline(always)]
fn mask(there: u8) -> u8 {
    there.wrapping_neg()
}

/// Ties in the neighbourhood: a number of steps forward, and as many back. The bytes are laid out twice, one after
/// the other, so that wrapping around needs no division.
#[inline(always)]
fn along_steps(neighbourhood: &Neighbourhood, ties: &Lane<u8>, own: &[u8], seen: &mut Observation, all: &mut Met) {
    let n = own.len();
    let mut bytes = [0_u8; 3 * LANES];
    let mut exist = [0_u8; 3 * LANES];
    for copy in 0..2 {
        bytes[copy * n..][..n].copy_from_slice(own);
        exist[copy * n..][..n].copy_from_slice(&ties[..n]);
    }
    for (s, step) in neighbourhood.steps.iter().map(|s| *s as usize).enumerate().take(STEPS) {
        let lane = |column: &[u8; 3 * LANES], from: usize| -> Lane<u8> {
            let mut lane = [0; LANES];
            lane.copy_from_slice(&column[from..][..LANES]);
            lane
        };
        let (forward, back, back_exist) = (lane(&bytes, step), lane(&bytes, n - step), lane(&exist, n - step));
        let mut met = [[0; LANES]; 2];
        for i in 0..LANES {
            let (there, here) = (ties[i] >> s & 1, back_exist[i] >> s & 1);
            met[0][i] = forward[i] & mask(there);
            met[1][i] = back[i] & mask(here);
            seen.ties[i] += there + here;
            seen.friends[i] += (met[0][i] >> LISTED.trailing_zeros() & 1) + (met[1][i] >> LISTED.trailing_zeros() & 1);
        }
        all.add(&met[0], &met[1]);
    }
}

/// The public bytes of the people to whom the rows have ties. All are fetched together, since they are scattered in
/// memory: the machine then waits for many of them at once.
#[inline(always)]
fn rows(neighbourhood: &Neighbourhood, public: &[u8]) -> [Lane<u8>; ROW_TIES] {
    let mut found = [[0_u64; ROWS as usize]; ROW_TIES];
    for (r, rows) in neighbourhood.rows.iter().enumerate() {
        for (slot, row) in rows.iter().enumerate() {
            // If the row is not full, the bytes after it belong to others, but no tie leads there.
            let there = &public[row.first as usize..];
            found[slot][r] = there.first_chunk().copied().map_or_else(|| last(there), u64::from_le_bytes);
        }
    }
    let mut lanes = [[0; LANES]; ROW_TIES];
    for (r, rows) in neighbourhood.rows.iter().enumerate() {
        for (slot, row) in rows.iter().enumerate() {
            lanes[slot][r * ROW..][..ROW].copy_from_slice(&twisted(found[slot][r], row.twist).to_le_bytes());
        }
    }
    lanes
}

/// The last bytes of a column, fewer than eight.
#[cold]
fn last(there: &[u8]) -> u64 {
    there.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// The eight bytes of a row, with byte `i` moved to position `i ^ twist`.
#[inline(always)]
pub(super) fn twisted(row: u64, twist: u8) -> u64 {
    let swapped = |x: u64, bits: u32, low: u64| (x >> bits & low) | (x & low) << bits;
    let x = if twist & 1 != 0 { swapped(row, 8, 0x00FF_00FF_00FF_00FF) } else { row };
    let x = if twist & 2 != 0 { swapped(x, 16, 0x0000_FFFF_0000_FFFF) } else { x };
    if twist & 4 != 0 { x.rotate_left(32) } else { x }
}

/// Ties to other rows.
#[inline(always)]
fn across_rows(
    rows: &[Lane<u8>; ROW_TIES],
    ties: &Lane<u8>,
    grounded: &Lane<bool>,
    seen: &mut Observation,
    all: &mut Met,
) {
    let mut met = [[0; LANES]; ROW_TIES.next_multiple_of(2)];
    for (slot, bytes) in rows.iter().enumerate() {
        for i in 0..LANES {
            let exists = ties[i] >> (STEPS + slot) & 1;
            // The books count a listed friend even if she is not met.
            seen.friends[i] += exists & bytes[i] >> LISTED.trailing_zeros();
            let meets = exists & u8::from((slot != FAR) | !grounded[i]);
            met[slot][i] = bytes[i] & mask(meets);
            seen.ties[i] += meets;
        }
    }
    for [one, other] in met.as_chunks().0 {
        all.add(one, other);
    }
}

/// The household: its next members and the previous ones.
#[inline(always)]
fn at_home(household: &Lane<u8>, standing: &Lane<u8>, own: &[u8], seen: &mut Observation, all: &mut Met) {
    let mut bytes = [0; LANES + 2 * MOST_KIN];
    let mut listed = [0; LANES + 2 * MOST_KIN];
    bytes[MOST_KIN..][..own.len()].copy_from_slice(own);
    for i in 0..LANES {
        listed[MOST_KIN + i] = u8::from(is_listed(standing[i]));
        seen.ties[i] += household[i] >> 3;
    }
    for kin in 1..=MOST_KIN {
        let mut met = [[0; LANES]; 2];
        for i in 0..LANES {
            // Her place in the household, and the number of members after her.
            let place = ((i % ROW) as u8).wrapping_sub(household[i] & 7);
            let after = (household[i] >> 3).wrapping_sub(place);
            let next = u8::from(after >= kin as u8);
            let before = u8::from(place >= kin as u8);
            met[0][i] = bytes[MOST_KIN + i + kin] & mask(next);
            met[1][i] = bytes[MOST_KIN + i - kin] & mask(before);
            seen.family[i] += listed[MOST_KIN + i + kin] & next;
            seen.family[i] += listed[MOST_KIN + i - kin] & before;
        }
        all.add(&met[0], &met[1]);
    }
}
