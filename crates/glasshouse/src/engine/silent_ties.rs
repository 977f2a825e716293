//! Ties that fall silent because one of the two persons is listed.
//!
//! Both ends compute the same result. Only ties between a listed and an unlisted person are examined; if nobody is
//! listed, nothing is computed.

use super::columns::load;
use super::context::Context;
use super::month_start::closed;
use super::observation::{self, Observation};
use super::population::Somebody;
use crate::life::decision::Minds;
use crate::life::shunning::{SHUNNING, keeps};
use crate::regime::RolloutUnit;
use crate::rng::{LANES, Lane, PAIRS, places, unit};
use crate::society::observable::LISTED;
use crate::society::traits::{Neighbourhood, TRAVELS, TownPopulation};

/// A tie between a listed and an unlisted person.
#[derive(Clone, Copy)]
struct Pair {
    /// Place in the neighbourhood of the person whose ties are examined.
    place: u8,
    /// Whether she is the listed one.
    listed: bool,
    /// Whether they live far apart.
    far: bool,
    friend: u32,
}

impl Context<'_> {
    /// What the people of neighbourhood `k` of a town, with these standings, see of their ties. `minds` are those of
    /// the town.
    pub fn observe(&self, population: &TownPopulation, minds: &[Minds], k: usize, standing: &Lane<u8>) -> Observation {
        let (traits, neighbourhood) = (&population.traits, &population.neighbourhoods[k]);
        let span = &neighbourhood.span;
        let mut grounded = closed(self.terms, standing, |access| access.grounded);
        let flags = load(&traits.flags, span);
        // A ban from what she does not use keeps nobody from her friends.
        (0..LANES).for_each(|i| grounded[i] &= flags[i] & TRAVELS != 0);
        let (ties, household) = (load(&traits.ties, span), load(&traits.household, span));
        let mut seen = observation::look(neighbourhood, &ties, &household, standing, &grounded, self.public);
        self.silence((population, minds), neighbourhood, &grounded, &mut seen);
        seen
    }

    /// Removes silent ties from what the persons of a neighbourhood have seen and counts them. `grounded` people had
    /// not seen distant friends anyway.
    fn silence(
        &self,
        (population, minds): (&TownPopulation, &[Minds]),
        neighbourhood: &Neighbourhood,
        grounded: &Lane<bool>,
        seen: &mut Observation,
    ) {
        let mut pairs = Vec::new();
        let own = &self.public[neighbourhood.first as usize..][..neighbourhood.persons()];
        let mut concerned = [false; LANES];
        for (place, byte) in own.iter().enumerate() {
            concerned[place] = (byte & LISTED != 0) | (seen.friends[place] != 0);
        }
        for place in places(&concerned) {
            let listed = own[place] & LISTED != 0;
            population.for_each_friend(neighbourhood, place, |friend, far| {
                seen.friends_of_listed[place] += u8::from(listed);
                if self.is_listed(friend) != listed {
                    pairs.push(Pair { place: place as u8, listed, far, friend });
                }
            });
        }
        for pairs in pairs.chunks(PAIRS) {
            let silent = self.silent((population, minds), neighbourhood, pairs);
            for (Pair { place, listed, far, friend }, _) in pairs.iter().zip(silent).filter(|(_, silent)| *silent) {
                let i = usize::from(*place);
                seen.silent[i] += 1;
                // The books had counted a listed friend, even a distant one who is not met.
                seen.friends[i] -= u8::from(!listed);
                if !(*far && grounded[i]) {
                    seen.sights.take(i, self.public[*friend as usize]);
                    seen.ties[i] -= 1;
                }
            }
        }
    }

    fn is_listed(&self, person: u32) -> bool {
        self.public[person as usize] & LISTED != 0
    }

    /// The pairs in which the unlisted person drops the tie.
    fn silent(
        &self,
        town: (&TownPopulation, &[Minds]),
        neighbourhood: &Neighbourhood,
        pairs: &[Pair],
    ) -> [bool; PAIRS] {
        let (mut lower, mut higher) = ([0; PAIRS], [0; PAIRS]);
        for (k, pair) in pairs.iter().enumerate() {
            let me = neighbourhood.first + u32::from(pair.place);
            (lower[k], higher[k]) = (me.min(pair.friend), me.max(pair.friend));
        }
        let words = self.people.rng.pairs(SHUNNING, &lower, &higher);
        let mut silent = [false; PAIRS];
        for (k, pair) in pairs.iter().enumerate() {
            let dropper = if pair.listed { pair.friend } else { neighbourhood.first + u32::from(pair.place) };
            let keeps = self.keeps(town, dropper);
            silent[k] = unit(words[usize::from(dropper > lower[k])][k]) >= keeps;
        }
        silent
    }

    /// Probability that somebody keeps a tie to a listed friend.
    fn keeps(&self, (population, minds): (&TownPopulation, &[Minds]), dropper: u32) -> f32 {
        let place = dropper.wrapping_sub(population.neighbourhoods[0].first) as usize;
        if place < population.traits.income.len() {
            if !self.terms.shown_to_ties {
                return 1.0;
            }
            let k = population.neighbourhoods.partition_point(|hood| hood.span.end <= place);
            return minds[k].keeps[place - population.neighbourhoods[k].span.start];
        }
        let terms = &self.table.of(self.people.map.county_of(dropper)).terms;
        let of_hoods = self.table.share_of(RolloutUnit::Neighbourhood);
        let reaches = |share| self.people.reaches_neighbourhood(self.people.map.neighbourhood_of(dropper), share);
        if !terms.shown_to_ties || of_hoods.is_some_and(|share| !reaches(share)) {
            return 1.0;
        }
        let Somebody { traits, place, flags } = self.populations.traits(dropper);
        keeps(&self.people.society.behaviour, terms, &traits, place, flags)
    }
}
