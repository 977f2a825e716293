//! Resemblance: people who know each other, and spouses, are alike in age and schooling.
//!
//! The eight places of a row lie on a circle that is turned by an angle of the county. With some chance a person's
//! rank by age is the height of her place on the circle, and with another chance her rank by schooling is the height
//! of the place a quarter turn further. A place is an arc, and a person stands somewhere on it at random, so that
//! every rank is as likely as any other and all shares stay as published. Ties lead to the same place of another row
//! or to the one beside it (`ties.rs`), hence to people of about the same height. The quarter turn keeps age and
//! schooling uncorrelated: how they go together is a matter of `synthesis.rs`. There schooling follows age, place,
//! income or nothing; the people of a neighbourhood who are alike in schooling have it from the same of these.
//!
//! The second adult of a household has, with some chance, the rank of the first. The form is ours (after the social
//! circles of Hamill & Gilbert 2009: people know those who are near in a space of traits).

use super::marginals::Marginals;
use crate::rng::{Purpose, ROW, Rng, nth, unit};

/// Draw of the first county's angle and the first neighbourhood's word, among those for places.
const FIRST: u32 = 8;
/// The turn from one county to the next, and the step from one neighbourhood to the next, in 2^-32: the golden ratio and
/// the square root of two, without their whole parts. However many there are, they are then spread evenly (Kronecker's
/// sequence), so that shares stay as published in small societies too.
const TURN: u32 = 2_654_435_769;
const STEP: u32 = 1_779_033_704;
/// Words derived from a person's fourth word: whether she is like her neighbours, and like her spouse.
const LIKE_NEIGHBOURS: [u32; 2] = [2, 3];
/// The same for the spouse.
const LIKE_SPOUSE: [u32; 2] = [4, 5];
/// A quarter of a turn.
const QUARTER: u32 = 1 << 30;
/// An eighth: the arc of a place.
const EIGHTH: u32 = 1 << 29;
const _: () = assert!(ROW == 8);

/// How much people resemble each other: chances by age and by schooling.
#[derive(Clone, Copy, Debug)]
pub struct Resemblance {
    neighbours: [f32; 2],
    spouse: [f32; 2],
}

/// Where some persons stand, side by side.
pub struct Standpoints<const N: usize> {
    /// The angle of their county's circle.
    pub angle: u32,
    /// What determines schooling in their neighbourhood.
    pub common: u32,
    /// Their places in their rows.
    pub place: [u8; N],
    /// Whether they are the second adult of their household; the first is the person before.
    pub second: [bool; N],
}

/// The words that give some persons their ages and schooling.
pub struct RankWords<const N: usize> {
    /// Age.
    pub age: [u32; N],
    /// Schooling, where nothing else determines it.
    pub schooling: [u32; N],
    /// What determines schooling.
    pub pick: [u32; N],
}

/// The angle by which the circle of a county is turned, in 2^-32 of a turn.
pub fn angle(rng: &Rng, county: u32) -> u32 {
    let [first, ..] = rng.words(Purpose::Places, u32::MAX, FIRST);
    first.wrapping_add(county.wrapping_mul(TURN))
}

/// The word that determines what schooling follows in a neighbourhood, among those who are alike in it.
pub fn common(rng: &Rng, neighbourhood: u32) -> u32 {
    let [_, first, ..] = rng.words(Purpose::Places, u32::MAX, FIRST);
    first.wrapping_add(neighbourhood.wrapping_mul(STEP))
}

impl Resemblance {
    /// As a society says.
    pub fn new(m: &Marginals) -> Resemblance {
        let chances = |age: f64, schooling: f64| [age as f32, schooling as f32];
        Resemblance {
            neighbours: chances(m.age_with_neighbours.value, m.schooling_with_neighbours.value),
            spouse: chances(m.age_with_spouse.value, m.schooling_with_spouse.value),
        }
    }

    /// The words of persons with these four words of their own (age, schooling, another, what determines schooling).
    pub fn ranks<const N: usize>(&self, at: &Standpoints<N>, own: &[&[u32; N]; 4]) -> RankWords<N> {
        let (mut age, mut schooling, mut pick) = (*own[0], *own[1], *own[3]);
        for i in 0..N {
            let place = at.angle.wrapping_add(u32::from(at.place[i]) * EIGHTH);
            let like = LIKE_NEIGHBOURS.map(|n| unit(nth(own[3][i], n)));
            let (by_age, by_schooling) = (height(place, age[i]), height(place.wrapping_add(QUARTER), schooling[i]));
            age[i] = if like[0] < self.neighbours[0] { by_age } else { age[i] };
            schooling[i] = if like[1] < self.neighbours[1] { by_schooling } else { schooling[i] };
            pick[i] = if like[1] < self.neighbours[1] { at.common } else { pick[i] };
        }
        let mut ranks = RankWords { age, schooling, pick };
        for i in 1..N {
            let like = LIKE_SPOUSE.map(|n| unit(nth(own[3][i], n)));
            let [by_age, by_schooling] = [0, 1].map(|k| at.second[i] & (like[k] < self.spouse[k]));
            ranks.age[i] = if by_age { age[i - 1] } else { age[i] };
            ranks.schooling[i] = if by_schooling { schooling[i - 1] } else { schooling[i] };
            ranks.pick[i] = if by_schooling { pick[i - 1] } else { pick[i] };
        }
        ranks
    }
}

/// The height of a point on the arc that begins at `place` and is an eighth of a turn long. A full turn rises and
/// falls once; heights are as evenly spread as angles.
#[inline(always)]
fn height(place: u32, point: u32) -> u32 {
    let x = place.wrapping_add(point / 8);
    (x << 1) ^ (x as i32 >> 31) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_evenly_spread_and_near_for_places_beside_each_other() {
        let mut tenths = [0; 10];
        for place in 0..8_u32 {
            for point in (0..4_000).map(|k| k * 1_073_741) {
                let h = height((place << 29).wrapping_add(123_456_789), point);
                tenths[(f64::from(h) / 4_294_967_296.0 * 10.0) as usize] += 1;
                let beside = height((place << 29).wrapping_add(123_456_789 + (1 << 29)), point);
                assert!(h.abs_diff(beside) <= 1 << 30, "a quarter of all ranks at most");
            }
        }
        assert!(tenths.iter().all(|n| (3_100..3_300).contains(n)), "{tenths:?}");
    }

    #[test]
    fn nobody_is_alike_where_the_chances_are_zero_and_spouses_are_where_they_are_one() {
        let own: [[u32; 3]; 4] = std::array::from_fn(|k| std::array::from_fn(|i| nth(7, (4 * i + k) as u32)));
        let at = Standpoints { angle: 5, common: 6, place: [2, 3, 4], second: [false, true, false] };
        let ranks = |neighbours, spouse| Resemblance { neighbours, spouse }.ranks(&at, &own.each_ref());
        let off = ranks([0.0; 2], [0.0; 2]);
        assert_eq!((off.age, off.schooling, off.pick), (own[0], own[1], own[3]));
        let on = ranks([1.0; 2], [1.0; 2]);
        assert_eq!((on.age[0], on.schooling[0], on.pick[0]), (on.age[1], on.schooling[1], on.pick[1]));
        assert_ne!(on.age[1], on.age[2]);
        assert_eq!(on.age[0], height(5 + (2 << 29), own[0][0]));
    }
}
