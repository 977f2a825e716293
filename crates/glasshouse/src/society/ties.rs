//! The social network as functions, not tables; every tie is mutual.
//!
//! A person's possible ties are: the others of her household; in her neighbourhood, the persons a few steps further
//! along and as many steps back (so that a tie is mutual); and, by rows of eight, one person in each of two other
//! rows of the county and one in a row anywhere in the country. Rows are paired by a keyed permutation composed with
//! "swap neighbours", which is its own inverse. Each possible tie outside the household exists with probability
//! [`TIE`], drawn once for the pair. So the degree is household size − 1 + Binomial(11, TIE), less the ties lost
//! where a row is not full; about ten ties in the mean.

use super::geography::{Geography, ROWS};
use crate::rng::{LANES, Lane, Purpose, ROW, Rng, unit};

/// Steps along the neighbourhood; each makes two possible ties.
pub const STEPS: usize = 4;
/// Other rows in which each row has friends: two in the county, one anywhere.
pub const ROW_TIES: usize = 3;
/// Index of the far one among them.
pub const FAR: usize = 2;
/// Possible ties outside the household.
pub const POSSIBLE: usize = 2 * STEPS + ROW_TIES;
/// Chance that a possible tie exists (assumed, so that the mean degree is about 10).
pub const TIE: f32 = 0.75;

/// The row in which a row has friends: person `i` of one may know person `i ^ twist` of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowTie {
    /// First person of the other row.
    pub first: u32,
    /// Persons in it; 0 if there is no other row.
    pub size: u8,
    /// Twist, 0 to 7.
    pub twist: u8,
}

impl RowTie {
    /// No friends there.
    pub const NONE: RowTie = RowTie { first: 0, size: 0, twist: 0 };

    /// Possible tie of the person at place `i` of the row.
    pub fn of(&self, i: usize) -> Option<u32> {
        let j = (i as u8) ^ self.twist;
        (j < self.size).then_some(self.first + u32::from(j))
    }
}

/// Steps at which neighbours know each other, all different, at least a row apart and less than halfway round.
pub fn steps(rng: &Rng, neighbourhood: u32, persons: usize) -> [u8; STEPS] {
    let room = (persons.saturating_sub(1) / 2).saturating_sub(ROW - 1);
    let words = rng.words(Purpose::Places, neighbourhood, 0);
    let mut steps = [0; STEPS];
    for s in 0..STEPS.min(room) {
        // The s-th of the places that are still free, in rising order (sampling without replacement).
        let mut pick = (u64::from(words[s]) * (room - s) as u64 >> 32) as u8 + ROW as u8;
        let mut taken = steps;
        let taken = &mut taken[..s];
        taken.sort_unstable();
        taken.iter().for_each(|t| pick += u8::from(pick >= *t));
        steps[s] = pick;
    }
    steps
}

/// Whether the possible tie with this random word exists.
#[inline(always)]
pub fn exists(word: u32) -> bool {
    unit(word) < TIE
}

/// The existing ties of the persons of a neighbourhood, among their possible ones, for those with a place in existing
/// rows: bits as in [`Traits::ties`](super::traits::Traits::ties). A tie forward by a step is drawn for the person
/// from whom it starts, a tie between rows for the lower number of the two. The neighbourhood is given by its first
/// person, its steps and its other rows.
pub fn existing(
    rng: &Rng,
    first: u32,
    steps_here: &[u8; STEPS],
    rows_here: &[[RowTie; ROW_TIES]; ROWS as usize],
) -> Lane<u8> {
    let mut words = [[[0; LANES]; 4]; 2];
    let [steps, rows] = &mut words;
    rng.lanes(Purpose::Ties, first, 0, steps);
    rng.lanes(Purpose::Ties, first, 1, rows);
    let mut bits = [0; LANES];
    for (s, words) in steps.iter().enumerate().filter(|(s, _)| steps_here[*s] != 0) {
        bits.iter_mut().zip(words).for_each(|(bits, word)| *bits |= u8::from(exists(*word)) << s);
    }
    for (r, ties) in rows_here.iter().enumerate() {
        let first = first + (r * ROW) as u32;
        for (slot, tie) in ties.iter().enumerate().filter(|(_, tie)| tie.size > 0) {
            let own: [u32; ROW] = std::array::from_fn(|place| rows[slot][r * ROW + place]);
            let words = if tie.first < first {
                let others: [u32; ROW] = std::array::from_fn(|place| tie.first + (place as u32 ^ u32::from(tie.twist)));
                rng.each(Purpose::Ties, &others, &[1; ROW])[slot]
            } else {
                own
            };
            for (place, word) in words.into_iter().enumerate().filter(|(place, _)| tie.of(*place).is_some()) {
                bits[r * ROW + place] |= u8::from(exists(word)) << (STEPS + slot);
            }
        }
    }
    bits
}

/// The keys by which the rows of a county are paired, slot by slot.
pub fn keys(rng: &Rng, county: u32) -> [[u32; 4]; ROW_TIES] {
    std::array::from_fn(|slot| {
        let place = if slot == FAR { u32::MAX } else { county };
        rng.words(Purpose::Places, place, 1 + slot as u32)
    })
}

/// Other rows in which the rows of a neighbourhood have friends, by its county's keys.
pub fn rows(
    map: &Geography,
    rng: &Rng,
    keys: &[[u32; 4]; ROW_TIES],
    county: u32,
    neighbourhood: u32,
) -> [[RowTie; ROW_TIES]; ROWS as usize] {
    let mut ties = [[RowTie::NONE; ROW_TIES]; ROWS as usize];
    for (slot, key) in keys.iter().enumerate() {
        let home = if slot == FAR { 0..map.neighbourhoods } else { map.county(county) };
        let all = (home.end - home.start) * ROWS;
        let first = (neighbourhood - home.start) * ROWS;
        let own: Side = std::array::from_fn(|row| first + (row as u32).min(ROWS - 1));
        let others = partners(&own, all, key);
        let lower: Side = std::array::from_fn(|row| own[row].min(others[row]));
        let [twists, ..] = rng.each(Purpose::Places, &lower, &[16 + slot as u32; 24]);
        for (row, ties) in ties.iter_mut().enumerate().filter(|(row, _)| others[*row] < all) {
            let there = map.persons(home.start + others[row] / ROWS);
            let first = there.start + others[row] % ROWS * ROW as u32;
            if first < there.end {
                let size = (there.end - first).min(ROW as u32) as u8;
                ties[slot] = RowTie { first, size, twist: ((twists[row] ^ key[3]) & 7) as u8 };
            }
        }
    }
    ties
}

/// Numbers of the rows of a neighbourhood, side by side; the last is repeated to fill whole registers.
type Side = [u32; 24];

/// Pairs up the numbers below `n`: its own inverse; returns `n` or more for one number if `n` is odd.
fn partners(own: &Side, n: u32, key: &[u32; 4]) -> Side {
    let mut others = *own;
    permute(&mut others, n, key, false);
    others.iter_mut().for_each(|x| *x ^= 1);
    let swapped = others;
    others.iter_mut().for_each(|x| *x = (*x).min(n - 1));
    permute(&mut others, n, key, true);
    others.iter_mut().zip(swapped).for_each(|(x, swapped)| *x = if swapped < n { *x } else { u32::MAX });
    others
}

/// A keyed permutation of the numbers below `n`, or its inverse: a four-round Feistel network on the next even power
/// of two, iterated until the result is below `n` (cycle walking).
fn permute(numbers: &mut Side, n: u32, key: &[u32; 4], inverse: bool) {
    let half = (32 - (n.max(2) - 1).leading_zeros()).div_ceil(2);
    let mask = (1_u32 << half) - 1;
    let round = |r: u32, k: u32| {
        let h = (r ^ k).wrapping_mul(0x9E37_79B1);
        let h = (h ^ h >> 15).wrapping_mul(0x85EB_CA77);
        (h ^ h >> 13) & mask
    };
    let mut landed = [false; 24];
    while landed.contains(&false) {
        let mut next = *numbers;
        for r in 0..4 {
            let key = if inverse { key[3 - r] } else { key[r] };
            for x in &mut next {
                let (a, b) = (*x >> half, *x & mask);
                *x = if inverse { (b ^ round(a, key)) << half | a } else { b << half | (a ^ round(b, key)) };
            }
        }
        for i in 0..next.len() {
            numbers[i] = if landed[i] { numbers[i] } else { next[i] };
            landed[i] = numbers[i] < n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairing_is_its_own_inverse_and_a_permutation() {
        for n in [2, 3, 19, 190, 1000, 12_673] {
            let key = [1, 2, 3, n];
            let mut seen = vec![false; n as usize];
            for first in (0..n).step_by(24) {
                let own: Side = std::array::from_fn(|k| (first + k as u32).min(n - 1));
                let mut there = own;
                permute(&mut there, n, &key, false);
                let mut back = there;
                permute(&mut back, n, &key, true);
                assert_eq!(back, own);
                let others = partners(&own, n, &key);
                for k in 0..24.min(n - first) as usize {
                    assert!(!std::mem::replace(&mut seen[there[k] as usize], true));
                    match others[k] {
                        u32::MAX => assert_eq!(n % 2, 1),
                        other => assert!(other != own[k] && partners(&[other; 24], n, &key)[0] == own[k]),
                    }
                }
            }
            assert!(seen.iter().all(|seen| *seen));
        }
    }

    #[test]
    fn steps_differ_and_stay_within_half_the_neighbourhood() {
        for b in 0..2_000 {
            let s = steps(&Rng::new(5, 0), b, 150);
            for (k, step) in s.iter().enumerate() {
                assert!((8..=74).contains(step), "{s:?}");
                assert!(!s[..k].contains(step), "{s:?}");
            }
        }
    }
}
