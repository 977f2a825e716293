//! Who knows whom? Functions, not tables, and every tie has two ends.
//!
//! A person's possible ties are: the others of her household; in her neighbourhood, the persons some steps further
//! along and as many steps back (so that being a tie is mutual); and, by rows of eight, one person in each of two
//! other rows of the county and one in a row anywhere in the country. Rows are paired by a keyed permutation
//! composed with "swap neighbours", which is its own inverse. Each possible tie outside the household exists with
//! probability [`TIE`], drawn once for the pair. So the degree is household size − 1 + Binomial(11, TIE), less what
//! falls off where a row is not full; some ten ties in the mean.

use super::people::Neighbourhood;
use super::places::{Geography, ROWS};
use crate::chance::{Chance, LANES, Lane, Purpose, ROW, unit};

/// Steps along the neighbourhood; each gives two possible ties.
pub const STEPS: usize = 4;
/// Other rows in which each row has friends: two in the county, one anywhere.
pub const ROW_TIES: usize = 3;
/// Which of these is the far one.
pub const FAR: usize = 2;
/// Possible ties outside the household.
pub const POSSIBLE: usize = 2 * STEPS + ROW_TIES;
/// Chance that a possible tie exists (assumed, so that the mean degree is about 10).
pub const TIE: f32 = 0.75;

/// The row in which a row has friends: person `i` of the one may know person `i ^ twist` of the other.
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

/// Steps at which neighbours know each other, all different, at least a row apart and less than half way round.
pub fn steps(chance: &Chance, neighbourhood: u32, persons: usize) -> [u8; STEPS] {
    let room = (persons.saturating_sub(1) / 2).saturating_sub(ROW - 1);
    let words = chance.words(Purpose::Places, neighbourhood, 0);
    let mut steps = [0; STEPS];
    for s in 0..STEPS.min(room) {
        // The s-th of the room's places that is still free, in rising order (sampling without replacement).
        let mut pick = (u64::from(words[s]) * (room - s) as u64 >> 32) as u8 + ROW as u8;
        let mut taken = steps;
        let taken = &mut taken[..s];
        taken.sort_unstable();
        taken.iter().for_each(|t| pick += u8::from(pick >= *t));
        steps[s] = pick;
    }
    steps
}

/// Whether a possible tie exists for which this word was drawn.
#[inline(always)]
pub fn exists(word: u32) -> bool {
    unit(word) < TIE
}

/// Which of their possible ties the persons of a neighbourhood have, those with a place in rows that are there: bits as in
/// [`Traits::ties`](super::people::Traits::ties). A tie forward by a step is drawn for who takes it, one between rows
/// for the lower number of the two.
pub fn existing(chance: &Chance, here: &Neighbourhood) -> Lane<u8> {
    let mut words = [[[0; LANES]; 4]; 2];
    let [steps, rows] = &mut words;
    chance.lanes(Purpose::Ties, here.first, 0, steps);
    chance.lanes(Purpose::Ties, here.first, 1, rows);
    let mut bits = [0; LANES];
    for (s, words) in steps.iter().enumerate().filter(|(s, _)| here.steps[*s] != 0) {
        bits.iter_mut().zip(words).for_each(|(bits, word)| *bits |= u8::from(exists(*word)) << s);
    }
    for (r, ties) in here.rows.iter().enumerate() {
        let first = here.first + (r * ROW) as u32;
        for (slot, tie) in ties.iter().enumerate() {
            for place in 0..ROW {
                let Some(other) = tie.of(place) else { continue };
                let i = r * ROW + place;
                let word = if other < first { chance.words(Purpose::Ties, other, 1)[slot] } else { rows[slot][i] };
                bits[i] |= u8::from(exists(word)) << (STEPS + slot);
            }
        }
    }
    bits
}

/// The keys by which the rows of a county are paired, slot by slot.
pub fn keys(chance: &Chance, county: u32) -> [[u32; 4]; ROW_TIES] {
    std::array::from_fn(|slot| {
        let place = if slot == FAR { u32::MAX } else { county };
        chance.words(Purpose::Places, place, 1 + slot as u32)
    })
}

/// The row paired with `row` of `neighbourhood` for this slot, by the county's key.
pub fn row_tie(
    map: &Geography,
    chance: &Chance,
    key: &[u32; 4],
    county: u32,
    neighbourhood: u32,
    row: u32,
    slot: usize,
) -> RowTie {
    let home = if slot == FAR { 0..map.neighbourhoods } else { map.county(county) };
    let rows = (home.end - home.start) * ROWS;
    let own = (neighbourhood - home.start) * ROWS + row;
    let Some(other) = partner(own, rows, key) else { return RowTie::NONE };
    let there = map.persons(home.start + other / ROWS);
    let first = there.start + other % ROWS * ROW as u32;
    if first >= there.end {
        return RowTie::NONE;
    }
    let size = (there.end - first).min(ROW as u32) as u8;
    let twist = (chance.words(Purpose::Places, own.min(other), 16 + slot as u32)[0] ^ key[3]) & 7;
    RowTie { first, size, twist: twist as u8 }
}

/// Pairs up the numbers below `n`: its own inverse; `None` for one number if `n` is odd.
fn partner(x: u32, n: u32, key: &[u32; 4]) -> Option<u32> {
    let swapped = permute(x, n, key, false) ^ 1;
    (swapped < n).then(|| permute(swapped, n, key, true))
}

/// A keyed permutation of the numbers below `n`, or its inverse: a Feistel network of four rounds on the next even
/// power of two, walked until it lands below `n`.
fn permute(mut x: u32, n: u32, key: &[u32; 4], inverse: bool) -> u32 {
    let half = (32 - (n.max(2) - 1).leading_zeros()).div_ceil(2);
    let mask = (1_u32 << half) - 1;
    let round = |r: u32, k: u32| {
        let h = (r ^ k).wrapping_mul(0x9E37_79B1);
        let h = (h ^ h >> 15).wrapping_mul(0x85EB_CA77);
        (h ^ h >> 13) & mask
    };
    loop {
        let (mut a, mut b) = (x >> half, x & mask);
        for r in 0..4 {
            (a, b) = if inverse { (b ^ round(a, key[3 - r]), a) } else { (b, a ^ round(b, key[r])) };
        }
        x = a << half | b;
        if x < n {
            return x;
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
            for x in 0..n {
                let y = permute(x, n, &key, false);
                assert_eq!(permute(y, n, &key, true), x);
                assert!(!std::mem::replace(&mut seen[y as usize], true));
                match partner(x, n, &key) {
                    Some(p) => assert!(p != x && partner(p, n, &key) == Some(x)),
                    None => assert_eq!(n % 2, 1),
                }
            }
        }
    }

    #[test]
    fn steps_differ_and_stay_within_half_the_neighbourhood() {
        for b in 0..2_000 {
            let s = steps(&Chance::new(5, 0), b, 150);
            for (k, step) in s.iter().enumerate() {
                assert!((8..=74).contains(step), "{s:?}");
                assert!(!s[..k].contains(step), "{s:?}");
            }
        }
    }
}
