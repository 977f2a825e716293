//! Ties that fall silent because a friend in a higher tier sees that the other's tier is lower.
//!
//! The pairs of a town are found once a month, starting from the people in low tiers, so that both ends agree. Where no
//! friend sees tiers, nothing is computed.

use super::context::Context;
use super::observation::Observation;
use crate::life::decision::Minds;
use crate::life::events::Events;
use crate::life::shunning::{AVOIDED, SHUNNING};
use crate::life::terms::{is_listed, tier};
use crate::rng::{PAIRS, unit};
use crate::society::traits::TownPopulation;

/// One end of a silent tie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SilentEnd {
    /// The person.
    person: u32,
    /// Her friend.
    friend: u32,
    /// Whether it is she whose tier is the lower one.
    lower: bool,
}

/// A person in a low tier, and a friend in a higher one.
#[derive(Clone, Copy)]
struct Pair {
    person: u32,
    friend: u32,
    /// Chance that a friend who would drop her if she were listed avoids her.
    avoided: f32,
}

impl Context<'_> {
    /// Both ends of each tie in a town that has fallen silent for a tier, in the order of persons. `standing` is
    /// everybody's when the month began, `minds` are those of the town.
    pub fn avoided(&self, population: &TownPopulation, minds: &[Minds], standing: &[u8]) -> Vec<SilentEnd> {
        let (mut ends, mut pairs) = (Vec::new(), Vec::new());
        if !self.terms.avoids() {
            return ends;
        }
        let avoided = self.terms.access.map(|access| access.avoided);
        let first = population.neighbourhoods[0].first;
        for hood in &population.neighbourhoods {
            for place in 0..hood.persons() {
                let own = standing[hood.span.start + place];
                let avoided = avoided[usize::from(own)];
                if avoided <= 0.0 || self.is_shunned(own) {
                    continue;
                }
                let person = hood.first + place as u32;
                population.for_each_friend(hood, place, |friend, far| {
                    // Friends elsewhere do not know how she stands now.
                    let theirs = standing.get(friend.wrapping_sub(first) as usize).filter(|_| !far);
                    if theirs.is_some_and(|theirs| tier(*theirs) > tier(own) && !self.is_shunned(*theirs)) {
                        pairs.push(Pair { person, friend, avoided });
                    }
                });
            }
        }
        for pairs in pairs.chunks(PAIRS) {
            let dropped = self.dropped((population, minds), pairs);
            for (Pair { person, friend, .. }, _) in pairs.iter().zip(dropped).filter(|(_, dropped)| *dropped) {
                ends.push(SilentEnd { person: *person, friend: *friend, lower: true });
                ends.push(SilentEnd { person: *friend, friend: *person, lower: false });
            }
        }
        ends.sort_unstable();
        ends
    }

    /// Whether a standing is on a list that ties see: then the list decides about ties.
    fn is_shunned(&self, standing: u8) -> bool {
        self.terms.shown_to_ties && is_listed(standing)
    }

    /// Whether friends drop people in low tiers. The draw is that of a list, so that nobody who would keep a listed
    /// friend drops one for a tier.
    fn dropped(&self, (population, minds): (&TownPopulation, &[Minds]), pairs: &[Pair]) -> [bool; PAIRS] {
        let (mut lower, mut higher) = ([0; PAIRS], [0; PAIRS]);
        for (k, pair) in pairs.iter().enumerate() {
            (lower[k], higher[k]) = (pair.person.min(pair.friend), pair.person.max(pair.friend));
        }
        let words = self.people.rng.pairs(SHUNNING, &lower, &higher);
        let mut dropped = [false; PAIRS];
        for (k, pair) in pairs.iter().enumerate() {
            let u = 1.0 - unit(words[usize::from(pair.friend > lower[k])][k]);
            // Most draws decide without a look at the friend.
            if u <= pair.avoided {
                let place = (pair.friend - population.neighbourhoods[0].first) as usize;
                let home = population.neighbourhoods.partition_point(|hood| hood.span.end <= place);
                let keeps = minds[home].keeps[place - population.neighbourhoods[home].span.start];
                dropped[k] = u <= pair.avoided * (1.0 - keeps);
            }
        }
        dropped
    }

    /// Takes the silent ties of neighbourhood `k` out of what its people have seen.
    pub fn avoid(
        &self,
        population: &TownPopulation,
        k: usize,
        ends: &[SilentEnd],
        seen: &mut Observation,
        events: &mut Events,
    ) {
        let hood = &population.neighbourhoods[k];
        let upto = |person: u32| ends.partition_point(|end| end.person < person);
        for end in &ends[upto(hood.first)..upto(hood.first + hood.persons() as u32)] {
            let i = (end.person - hood.first) as usize;
            seen.sights.take(i, self.public[end.friend as usize]);
            seen.ties[i] -= 1;
            events.befalls(i, AVOIDED, end.lower);
        }
    }
}
