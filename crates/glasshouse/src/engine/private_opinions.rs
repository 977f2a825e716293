//! Private opinions: a bit matrix of each neighbour's opinion of each other.
//!
//! If opinions are private, a neighbourhood stores a bit matrix of each neighbour's opinion of each other and of
//! herself. Each neighbour sees a month's deed with probability `gossip.sight` (the doer always), judges it by the
//! norm from her own opinions of both, and errs independently with probability `gossip.error`. Reputation is then the
//! share of neighbours who think well of somebody. In isolation this is indirect reciprocity under private assessment
//! (Hilbe, Schmid, Tkadlec, Chatterjee & Nowak 2018, PNAS 115: 12241; Fujimoto & Ohtsuki 2023, PNAS 120).

use crate::rng::{LANES, nth};
use crate::society::assessment_rule::Norm;

/// Number of words of 64 neighbours.
pub(super) const WORDS: usize = LANES.div_ceil(64);
/// One bit for each neighbour.
pub(super) type Set = [u64; WORDS];
pub(super) const ALL: Set = [u64::MAX; WORDS];

/// Each neighbour's opinion of each other: a person's set holds the neighbours who think well of her.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionMatrix(pub(super) [Set; LANES]);

impl Default for OpinionMatrix {
    /// Everybody thinks well of everybody.
    fn default() -> OpinionMatrix {
        OpinionMatrix([ALL; LANES])
    }
}

impl OpinionMatrix {
    /// The opinion of `observer` on `other` as a reputation: 0 or full.
    #[inline(always)]
    pub fn of(&self, observer: usize, other: usize) -> u8 {
        if self.0[other][observer / 64] >> (observer % 64) & 1 == 1 { u8::MAX } else { 0 }
    }

    /// Everybody thinks well of the person at a place, who comes of age; her opinions of others are those of the person
    /// who brought her up, or good if there is nobody.
    pub(super) fn welcome(&mut self, place: usize, elder: Option<usize>) {
        self.0[place] = ALL;
        let others = self.0.iter_mut().enumerate().filter(|(other, _)| *other != place);
        for (_, set) in others {
            let good = elder.is_none_or(|elder| set[elder / 64] >> (elder % 64) & 1 == 1);
            let bit = 1 << (place % 64);
            set[place / 64] = set[place / 64] & !bit | if good { bit } else { 0 };
        }
    }

    /// All bits in words, each for some of a person's neighbours.
    pub(super) fn words(&self) -> impl Iterator<Item = u64> {
        self.0.iter().flatten().copied()
    }

    /// The same words, mutable.
    pub(super) fn words_mut(&mut self) -> impl Iterator<Item = &mut u64> {
        self.0.iter_mut().flatten()
    }

    /// Share of the others among `persons` who think well of somebody, in 1/255.
    pub(super) fn repute(&self, person: usize, persons: usize) -> u8 {
        let well = (0..persons).filter(|o| *o != person && self.of(*o, person) != 0).count();
        let others = persons.saturating_sub(1).max(1);
        ((well * 255 + others / 2) / others) as u8
    }
}

/// A random set that contains each of `persons` with probability `chance`; one word yields a random word for each.
pub(super) fn some(word: u32, chance: f32, persons: usize) -> Set {
    if chance >= 1.0 {
        return ALL;
    }
    // Equivalent to `unit(word) < chance` in integers.
    let below = (chance * 16_777_216.0).ceil() as u32;
    std::array::from_fn(|w| {
        let (first, mut set) = (64 * w, 0);
        if first < persons {
            // Always 64, so that they are drawn side by side; absent persons are removed afterwards.
            for k in 0..64 {
                set |= u64::from(nth(word, first as u32 + k) >> 8 < below) << k;
            }
            set &= u64::MAX >> 64_usize.saturating_sub(persons - first);
        }
        set
    })
}

/// The neighbours who judge the doer good, from the sets who think well of the doer and of the other.
pub(super) fn judged(norm: Norm, doer: Set, other: Set, helped: bool) -> Set {
    let says = |doer_good, other_good| if norm.judge(doer_good, other_good, helped) == 1 { u64::MAX } else { 0 };
    let (gg, gb, bg, bb) = (says(true, true), says(true, false), says(false, true), says(false, false));
    std::array::from_fn(|w| {
        let (d, o) = (doer[w], other[w]);
        d & o & gg | d & !o & gb | !d & o & bg | !d & !o & bb
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_opinions_is_judged_as_each_is() {
        let word = |k: u32| u64::from(nth(k, 1)) << 32 | u64::from(nth(k, 2));
        let (doer, other) = ([word(1), word(2), word(3)], [word(4), word(5), word(6)]);
        for norm in crate::society::assessment_rule::NORMS {
            for helped in [false, true] {
                let all = judged(norm, doer, other, helped);
                for k in 0..LANES {
                    let bit = |set: Set| set[k / 64] >> (k % 64) & 1 == 1;
                    assert_eq!(u8::from(bit(all)), norm.judge(bit(doer), bit(other), helped), "{}", norm.name);
                }
            }
        }
    }

    #[test]
    fn as_many_see_and_err_as_the_chance_says() {
        let count = |chance: f32| {
            let sets = (0..400_u32).map(|k| some(nth(k, 9), chance, LANES));
            sets.flatten().map(|w| w.count_ones()).sum::<u32>() as f32 / (400.0 * LANES as f32)
        };
        assert!((count(0.1) - 0.1).abs() < 0.005 && (count(0.9) - 0.9).abs() < 0.005);
        for (persons, chance) in [(1, 0.9), (50, 0.5), (64, 0.3), (65, 1e-3), (LANES, 0.123_456_7)] {
            let each = |k: usize| k < persons && crate::rng::unit(nth(77, k as u32)) < chance;
            let set = some(77, chance, persons);
            assert!((0..64 * WORDS).all(|k| (set[k / 64] >> (k % 64) & 1 == 1) == each(k)), "{persons} with {chance}");
        }
        assert_eq!(some(1, 0.0, LANES), [0; WORDS]);
        assert_eq!(some(1, 1.0, LANES), ALL);
    }

    #[test]
    fn repute_is_the_share_of_the_others_who_think_well() {
        let mut opinions = OpinionMatrix::default();
        assert_eq!(opinions.repute(3, 11), 255);
        opinions.0[3] = [0b11_1110_0000 | 1 << 3, 0, 0];
        assert_eq!((opinions.of(5, 3), opinions.of(4, 3), opinions.repute(3, 11)), (255, 0, 128), "five of ten others");
    }
}
