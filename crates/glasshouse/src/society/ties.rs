//! The social network as functions, not tables; every tie is mutual.
//!
//! A person's possible ties are: the others of her household; in her neighbourhood, the persons in the same place of
//! the next four rows and of the four rows before (so that a tie is mutual); and, by rows of eight, three persons in
//! two other rows of the county and one in a row anywhere in the country. Rows are paired by a keyed permutation
//! composed with "swap neighbours", which is its own inverse.
//!
//! Friends of friends are friends: whoever is one row and two rows away is also one row away from the other (a ring
//! lattice with shortcuts, Watts & Strogatz 1998), and two people of a staircase know the same two of another.
//!
//! A possible tie outside the household exists if a word, drawn once for the pair, is below [`Sociability::chance`],
//! which rises with the sociability of the less sociable of the two. Sociability is a function of the person, uniform
//! between 0 and 1.

use super::geography::{Geography, ROWS};
use crate::rng::{LANES, Lane, Purpose, ROW, Rng, nth, unit};

/// Steps along the neighbourhood; each makes two possible ties.
pub const STEPS: usize = 4;
/// Possible ties across rows: two in one row of the county, one in another, one anywhere.
pub const ROW_TIES: usize = 4;
/// Index of the far one among them.
pub const FAR: usize = 3;
/// Possible ties outside the household.
pub const POSSIBLE: usize = 2 * STEPS + ROW_TIES;
/// Of the ties across rows, those for which rows are paired. The one after the first leads to the same row.
const PAIRED: [usize; 3] = [0, 2, FAR];
/// Words from one draw for a person: the four that decide on ties across rows, and this one derived from the last.
const SOCIABILITY: u32 = 1;

/// How the chance of a tie depends on the sociability of its two ends. The less sociable of the two decides: it takes
/// two to keep up a tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sociability {
    /// Chance where the lower sociability is one half, before it is cut to 0 to 1.
    base: f32,
    /// Gain in chance per unit of the lower sociability.
    spread: f32,
}

impl Sociability {
    /// With the mean chance `mean` (0 to 1) and the gain in chance per unit of sociability `spread` (0: every possible
    /// tie has the same chance). The form is ours.
    pub fn new(mean: f64, spread: f64) -> Sociability {
        // The lower of two uniform numbers has the density 2 (1 - x), and the mean rises with the base: bisection.
        const CELLS: u32 = 512;
        let mean_with = |base: f64| {
            let cells = (0..CELLS).map(|k| (f64::from(k) + 0.5) / f64::from(CELLS));
            let weighed = cells.map(|x| 2.0 * (1.0 - x) * (base + spread * (x - 0.5)).clamp(0.0, 1.0));
            weighed.sum::<f64>() / f64::from(CELLS)
        };
        let (mut low, mut high) = (-spread, 1.0 + spread);
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            *(if mean_with(middle) < mean { &mut low } else { &mut high }) = middle;
        }
        let base = if spread == 0.0 { mean } else { 0.5 * (low + high) };
        Sociability { base: base as f32, spread: spread as f32 }
    }

    /// Chance of a tie between two people with these sociabilities.
    #[inline(always)]
    pub fn chance(&self, one: f32, other: f32) -> f32 {
        (self.base + self.spread * (one.min(other) - 0.5)).clamp(0.0, 1.0)
    }

    /// Whether the possible tie with this random word exists between them.
    #[inline(always)]
    fn exists(&self, word: u32, one: f32, other: f32) -> bool {
        unit(word) < self.chance(one, other)
    }
}

/// The sociability of somebody, 0 to 1, from the last of her words for ties across rows.
#[inline(always)]
fn sociability(word: u32) -> f32 {
    unit(nth(word, SOCIABILITY))
}

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

/// Steps at which neighbours know each other: whole rows, less than halfway round. A neighbourhood of fewer than 65
/// persons has fewer.
pub fn steps(persons: usize) -> [u8; STEPS] {
    std::array::from_fn(|s| if 2 * (s + 1) * ROW < persons { ((s + 1) * ROW) as u8 } else { 0 })
}

/// Where a neighbourhood is, among all ties: its first person, its number of persons, its steps and its other rows.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// First person.
    pub first: u32,
    /// Number of persons.
    pub persons: usize,
    /// Steps at which neighbours know each other.
    pub steps: &'a [u8; STEPS],
    /// Other rows in which each row has friends.
    pub rows: &'a [[RowTie; ROW_TIES]; ROWS as usize],
}

/// The existing ties of the persons of a neighbourhood, among their possible ones, for those with a place in existing
/// rows: bits as in [`Traits::ties`](super::traits::Traits::ties). A tie forward by a step is drawn for the person
/// from whom it starts, a tie between rows for the lower number of the two.
pub fn existing(rng: &Rng, chances: &Sociability, here: &Surroundings<'_>) -> Lane<u8> {
    let mut words = [[[0; LANES]; 4]; 2];
    let [steps, rows] = &mut words;
    rng.lanes(Purpose::Ties, here.first, 0, steps);
    rng.lanes(Purpose::Ties, here.first, 1, rows);
    let social: Lane<f32> = rows[FAR].map(sociability);
    let mut bits = [0; LANES];
    for (s, words) in steps.iter().enumerate().filter(|(s, _)| here.steps[*s] != 0) {
        // The sociabilities of the persons a step further, round the neighbourhood.
        let mut ahead = social;
        ahead[..here.persons].rotate_left(usize::from(here.steps[s]));
        for i in 0..LANES {
            bits[i] |= u8::from(chances.exists(words[i], social[i], ahead[i])) << s;
        }
    }
    for (r, ties) in here.rows.iter().enumerate() {
        let first = here.first + (r * ROW) as u32;
        for slot in PAIRED.into_iter().filter(|slot| ties[*slot].size > 0) {
            // The draws of the persons of the other row, in their order.
            let theirs: [u32; ROW] = std::array::from_fn(|place| ties[slot].first + place as u32);
            let theirs = rng.each(Purpose::Ties, &theirs, &[1; ROW]);
            for (slot, tie) in ties.iter().enumerate().skip(slot).take(if slot == 0 { 2 } else { 1 }) {
                for place in (0..ROW).filter(|place| tie.of(*place).is_some()) {
                    let (i, there) = (r * ROW + place, place ^ usize::from(tie.twist));
                    let word = if tie.first < first { theirs[slot][there] } else { rows[slot][i] };
                    let other = sociability(theirs[FAR][there]);
                    bits[i] |= u8::from(chances.exists(word, social[i], other)) << (STEPS + slot);
                }
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

/// Other rows in which the rows of a neighbourhood have friends, by its county's keys. In the county a place of a row
/// leads to the same place, and in one of the two rows also to the one beside it: there people are alike
/// (`society/resemblance.rs`). Far away it leads to any place.
pub fn rows(
    map: &Geography,
    rng: &Rng,
    keys: &[[u32; 4]; ROW_TIES],
    county: u32,
    neighbourhood: u32,
) -> [[RowTie; ROW_TIES]; ROWS as usize] {
    let mut ties = [[RowTie::NONE; ROW_TIES]; ROWS as usize];
    for slot in PAIRED {
        let key = &keys[slot];
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
                let twist = if slot == FAR { ((twists[row] ^ key[3]) & 7) as u8 } else { 0 };
                ties[slot] = RowTie { first, size, twist };
            }
        }
    }
    for ties in &mut ties {
        ties[1] = RowTie { twist: 1, ..ties[0] };
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
    fn steps_are_whole_rows_within_half_the_neighbourhood() {
        assert_eq!(steps(150), [8, 16, 24, 32]);
        assert_eq!(steps(65), [8, 16, 24, 32]);
        assert_eq!(steps(64), [8, 16, 24, 0]);
        assert_eq!(steps(16), [0; STEPS]);
    }

    #[test]
    fn the_mean_chance_is_kept_at_any_spread() {
        assert_eq!(Sociability::new(0.75, 0.0).chance(0.1, 0.3), 0.75);
        for (mean, spread) in [(0.65, 0.5), (0.65, 2.0), (0.3, 1.0), (0.9, 8.0), (0.0, 1.0), (1.0, 1.0)] {
            let chances = Sociability::new(mean, spread);
            let cell = |k: u32| (k as f32 + 0.5) / 400.0;
            let sum: f64 =
                (0..400).flat_map(|a| (0..400).map(move |b| f64::from(chances.chance(cell(a), cell(b))))).sum();
            assert!((sum / 160_000.0 - mean).abs() < 2e-3, "{mean} {spread}: {}", sum / 160_000.0);
            assert!(chances.chance(0.2, 0.4) <= chances.chance(0.4, 0.9));
            assert_eq!(chances.chance(0.2, 0.7), chances.chance(0.7, 0.2));
        }
    }
}
