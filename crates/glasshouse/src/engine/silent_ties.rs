//! Ties that fall silent because one of the two is listed; both ends compute it alike.
//!
//! Only ties between somebody listed and somebody who is not are looked at; where nobody is listed nothing is done.

use super::columns::load;
use super::context::Context;
use super::month_start::closed;
use super::observation::{self, Observation};
use crate::life::shunning::{SHUNNING, keeps};
use crate::life::terms::Terms;
use crate::rng::{LANES, Lane, places, unit};
use crate::society::observable::LISTED;
use crate::society::traits::{Neighbourhood, TownPopulation};

/// A tie of which one end is listed and the other is not.
#[derive(Clone, Copy)]
struct Pair {
    /// Place in the neighbourhood of the one of whom is asked.
    place: u8,
    /// Whether it is she who is listed.
    listed: bool,
    /// Whether they live far apart.
    far: bool,
    friend: u32,
}

/// Pairs that are worked out at a time.
const AT_ONCE: usize = 8;

impl Context<'_> {
    /// What the people of neighbourhood `k` of a town, with these standings, see of their ties.
    pub fn observe(&self, population: &TownPopulation, k: usize, standing: &Lane<u8>) -> Observation {
        let (traits, neighbourhood) = (&population.traits, &population.neighbourhoods[k]);
        let span = &neighbourhood.span;
        let grounded = closed(self.terms, standing, |access| access.grounded);
        let (ties, household) = (load(&traits.ties, span), load(&traits.household, span));
        let mut seen = observation::look(neighbourhood, &ties, &household, standing, &grounded, self.public);
        self.silence(population, neighbourhood, &grounded, &mut seen);
        seen
    }

    /// Takes silent ties out of what the persons of a neighbourhood have seen, and counts them. `grounded` people had not
    /// seen friends far away before.
    fn silence(
        &self,
        population: &TownPopulation,
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
            for (friend, far) in population.friends_in(neighbourhood, place) {
                seen.friends_of_listed[place] += u8::from(listed);
                if self.is_listed(friend) != listed {
                    pairs.push(Pair { place: place as u8, listed, far, friend });
                }
            }
        }
        for pairs in pairs.chunks(AT_ONCE) {
            let silent = self.silent(population, neighbourhood, pairs);
            for (Pair { place, listed, far, friend }, _) in pairs.iter().zip(silent).filter(|(_, silent)| *silent) {
                let i = usize::from(*place);
                seen.silent[i] += 1;
                // The books had counted a listed friend, also one far away who is not met.
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

    /// Of which pairs the one who is not listed drops the tie.
    fn silent(&self, population: &TownPopulation, neighbourhood: &Neighbourhood, pairs: &[Pair]) -> [bool; AT_ONCE] {
        let (mut lower, mut higher) = ([0; AT_ONCE], [0; AT_ONCE]);
        for (k, pair) in pairs.iter().enumerate() {
            let me = neighbourhood.first + u32::from(pair.place);
            (lower[k], higher[k]) = (me.min(pair.friend), me.max(pair.friend));
        }
        let words = self.people.rng.each(SHUNNING, &lower, &higher);
        let mut silent = [false; AT_ONCE];
        for (k, pair) in pairs.iter().enumerate() {
            let dropper = if pair.listed { pair.friend } else { neighbourhood.first + u32::from(pair.place) };
            let keeps = self.keeps(population, dropper);
            silent[k] = unit(words[usize::from(dropper > lower[k])][k]) >= keeps;
        }
        silent
    }

    /// Chance that somebody keeps a tie to a listed friend.
    fn keeps(&self, population: &TownPopulation, dropper: u32) -> f32 {
        let behaviour = &self.people.society.behaviour;
        let keeps = |terms: &Terms, traits, place| {
            if terms.shown_to_ties { keeps(behaviour, terms, traits, place) } else { 1.0 }
        };
        let place = dropper.wrapping_sub(population.neighbourhoods[0].first) as usize;
        if place < population.traits.income.len() {
            return keeps(self.terms, &population.traits, place);
        }
        let (traits, place) = self.populations.traits(dropper);
        keeps(&self.table.of(self.people.map.county_of(dropper)).terms, &traits, place)
    }
}
