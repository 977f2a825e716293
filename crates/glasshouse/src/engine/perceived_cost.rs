//! The perceived cost of a standing: what everybody has at stake, the friends whom she would lose, and shame.
//!
//! People know their own circumstances. They expect of others what they would do themselves: somebody who would drop a
//! listed friend fears that her own friends would drop her (false consensus: Ross, Greene & House 1977). Stakes follow
//! the usual income, and not that of a single month.

use super::columns::load;
use super::context::Context;
use super::observation;
use crate::life::access::{STAKES, Stake, Stakes, stakes_of_many};
use crate::life::collective::{self, Others};
use crate::life::decision::Minds;
use crate::life::shunning;
use crate::life::standing::Worth;
use crate::rng::{LANES, Lane};
use crate::society::traits::TownPopulation;
use multiversion::multiversion;

/// The number of people who matter to somebody with as many ties as people have; the price of shame is for these.
const TYPICAL_TIES: f32 = 10.0;

impl Context<'_> {
    /// Writes what being listed and losing a point would cost everybody in neighbourhood `k`, given her usual income,
    /// yuan a month, her score, and the months for which she is on the list anyway.
    #[inline(always)]
    pub(super) fn fear(
        &self,
        population: &TownPopulation,
        k: usize,
        usual: &Lane<u16>,
        (score, months): (&Lane<i16>, &Lane<u8>),
        minds: &mut Minds,
    ) {
        minds.worth = [0.0; LANES];
        minds.listing = [0.0; LANES];
        minds.keeps = [1.0; LANES];
        if !self.in_force {
            return;
        }
        let behaviour = &self.people.society.behaviour;
        stakes_of_many(behaviour, usual, &minds.flags, &mut minds.stakes);
        let (watched, spills) =
            (self.terms.shown_to_ties || self.terms.avoids(), collective::weighs(&behaviour.collective, self.terms));
        if watched || spills {
            let (neighbourhood, traits) = (&population.neighbourhoods[k], &population.traits);
            let span = &neighbourhood.span;
            if watched {
                shunning::keep(behaviour, self.terms, usual, &load(&traits.temper[1], span), minds);
            }
            let friends = observation::friends(neighbourhood, &load(&traits.ties, span));
            let household = load(&traits.household, span);
            if spills {
                let keeps = if watched { minds.keeps } else { [1.0; LANES] };
                let others = Others { friends: &friends, household: &household, keeps: &keeps };
                collective::stake(&behaviour.collective, self.terms, &others, &mut minds.stakes);
            }
            for i in (0..LANES).filter(|_| watched) {
                let lost = f32::from(friends[i]) * (1.0 - minds.keeps[i]) * behaviour.shunning.tie;
                minds.stakes[Stake::Friends as usize][i] = lost;
                // A shown tier shames nobody: the price of shame is for the list.
                minds.shame[i] *= f32::from(friends[i] + (household[i] >> 3)) * (1.0 / TYPICAL_TIES);
            }
        }
        let listed = self.terms.listing();
        price(&listed, self.terms.worth.as_ref(), score, months, minds);
    }
}

/// Prices a month on the list and a point, given what everybody has at stake.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn price(listed: &Stakes, worth: Option<&Worth>, score: &Lane<i16>, months: &Lane<u8>, minds: &mut Minds) {
    for k in (0..STAKES).filter(|k| listed[*k] != 0.0) {
        for i in 0..LANES {
            minds.listing[i] += listed[k] * minds.stakes[k][i];
        }
    }
    for i in 0..LANES {
        minds.months[i] = f32::from(months[i]);
    }
    minds.score = *score;
    if let Some(worth) = worth {
        worth.of_many(score, &minds.stakes, &minds.shame, &mut minds.worth);
    }
}
