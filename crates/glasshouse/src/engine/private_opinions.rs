//! Who thinks well of whom, where everybody judges for herself?
//!
//! Where opinions are private, a neighbourhood keeps a matrix of bits: what each neighbour thinks of each other, and of
//! herself. Each neighbour sees a month's deed with the chance `gossip.sight`, the doer always; judges it by the norm
//! from what she herself thinks of both; and errs with the chance `gossip.error`, each for herself. Repute is then the
//! share of neighbours who think well of somebody. Alone it is indirect reciprocity under private assessment (Hilbe,
//! Schmid, Tkadlec, Chatterjee & Nowak 2018, PNAS 115: 12241; Fujimoto & Ohtsuki 2023, PNAS 120).

use super::matching::Matching;
use super::month::Context;
use super::month_start::Entry;
use super::observation::is_listed;
use super::world::Common;
use crate::life::distress::GOOD;
use crate::life::events::Events;
use crate::life::gossip::{self, Case};
use crate::rng::{LANES, Lane, nth};
use crate::society::assessment_rule::Norm;
use crate::society::traits::TownPopulation;

/// Words of 64 neighbours.
const WORDS: usize = LANES.div_ceil(64);
/// One bit for each neighbour.
type Set = [u64; WORDS];
const ALL: Set = [u64::MAX; WORDS];

/// What each neighbour thinks of each other: in the set of somebody, who thinks well of her.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions([Set; LANES]);

impl Default for Opinions {
    /// Everybody thinks well of everybody.
    fn default() -> Opinions {
        Opinions([ALL; LANES])
    }
}

impl Opinions {
    /// What `observer` thinks of `other`, as a repute: 0 or full.
    #[inline(always)]
    pub fn of(&self, observer: usize, other: usize) -> u8 {
        if self.0[other][observer / 64] >> (observer % 64) & 1 == 1 { u8::MAX } else { 0 }
    }

    /// All bits, a word for some of each person's neighbours.
    pub(super) fn words(&self) -> impl Iterator<Item = u64> {
        self.0.iter().flatten().copied()
    }

    /// The same, to be set.
    pub(super) fn words_mut(&mut self) -> impl Iterator<Item = &mut u64> {
        self.0.iter_mut().flatten()
    }

    /// Share of the others among `persons` who think well of somebody, in 1/255.
    fn repute(&self, person: usize, persons: usize) -> u8 {
        let well = (0..persons).filter(|o| *o != person && self.of(*o, person) != 0).count();
        let others = persons.saturating_sub(1).max(1);
        ((well * 255 + others / 2) / others) as u8
    }
}

/// A set of which each of `persons` is a member with a chance: one word, and from it one for each.
fn some(word: u32, chance: f32, persons: usize) -> Set {
    if chance >= 1.0 {
        return ALL;
    }
    // As `unit(word) < chance`, in whole numbers.
    let below = (chance * 16_777_216.0).ceil() as u32;
    std::array::from_fn(|w| {
        let (first, mut set) = (64 * w, 0);
        if first < persons {
            // Always 64, so that they are drawn side by side; who is not there is left out afterwards.
            for k in 0..64 {
                set |= u64::from(nth(word, first as u32 + k) >> 8 < below) << k;
            }
            set &= u64::MAX >> 64_usize.saturating_sub(persons - first);
        }
        set
    })
}

/// Who judges the doer good, of those who think well of the doer, and of the other.
fn judged(norm: Norm, doer: Set, other: Set, helped: bool) -> Set {
    let says = |doer_good, other_good| if norm.judge(doer_good, other_good, helped) == 1 { u64::MAX } else { 0 };
    let (gg, gb, bg, bb) = (says(true, true), says(true, false), says(false, true), says(false, false));
    std::array::from_fn(|w| {
        let (d, o) = (doer[w], other[w]);
        d & o & gg | d & !o & gb | !d & o & bg | !d & !o & bb
    })
}

impl Context<'_> {
    /// Everybody forms her opinion of what she saw this month; returns the reputes that follow. `words` are the month's
    /// draws of gossip: the second is for errors, the third for sights.
    #[allow(clippy::too_many_arguments)] // whose opinions, of what, and the month's draws
    pub fn opine(
        &self,
        home: &TownPopulation,
        common: &mut Common,
        b: usize,
        matching: Matching,
        entry: &Entry,
        deeds: &Events,
        words: &[Lane<u32>; 4],
    ) -> Lane<u8> {
        let Some(opinions) = common.opinions.as_deref_mut() else { return entry.place.repute };
        let (g, persons) = (&self.people.society.behaviour.gossip, home.neighbourhoods[b].persons());
        let ahead = matching.ahead(&self.people.chance, home, b, self.month);
        let before = opinions.clone();
        for i in 0..persons {
            let listed = self.terms.shown_to_ties & is_listed(entry.place.standing[i]);
            let Some(Case { to_good, helped }) = gossip::case(deeds.acts[i], listed) else { continue };
            let other = match ahead.of(i) {
                _ if to_good => ALL,
                v if matching.is_local() && v < persons => before.0[v],
                _ if entry.place.others_repute[i] >= GOOD => ALL,
                _ => [0; WORDS],
            };
            let verdict = judged(self.norm, before.0[i], other, helped);
            let (wrong, mut sees) = (some(words[1][i], g.error, persons), some(words[2][i], g.sight, persons));
            sees[i / 64] |= 1 << (i % 64);
            opinions.0[i] = std::array::from_fn(|w| before.0[i][w] & !sees[w] | (verdict[w] ^ wrong[w]) & sees[w]);
        }
        let mut repute = entry.place.repute;
        (0..persons).for_each(|i| repute[i] = opinions.repute(i, persons));
        repute
    }
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
        let mut opinions = Opinions::default();
        assert_eq!(opinions.repute(3, 11), 255);
        opinions.0[3] = [0b11_1110_0000 | 1 << 3, 0, 0];
        assert_eq!((opinions.of(5, 3), opinions.of(4, 3), opinions.repute(3, 11)), (255, 0, 128), "five of ten others");
    }
}
