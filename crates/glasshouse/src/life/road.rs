//! Road and public order: keeping a rule, or breaking it for convenience.
//!
//! Who: everybody occasionally, car owners more often. Options: keep the rule (a = 1) or break it. Norm: integrity.
//! Harmed: public order; nobody in particular. Seen: by the police with the law's chance, by neighbours, and by
//! channels that watch `violate`. On its own it is deterrence (Becker 1968): violations fall as detection × fine
//! rises.

use super::decision::{Domain, Minds, gossip_stake};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told, untold};
use super::events::{Events, Incident, pull};
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Stream, unit};
use crate::society::act::{Act, Acts};
use crate::society::traits::CAR;
use multiversion::multiversion;

/// Draws: occasion, act, police.
pub const ROAD: Stream = Stream::named("road");
/// Had an occasion on the road or in public.
pub const OCCASION: Incident = Incident::new(16);
/// Was caught by the police on the road.
pub const CAUGHT: Incident = Incident::new(3);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "road",
    meaning: "people keep a rule of the road or of public order, or break it for convenience; police and cameras watch",
    reduces_to: "deterrence (Becker 1968)",
    on: On::Chance(&[rate!(road.rate), rate!(road.rate_car)]),
    streams: &[ROAD],
    incidents: &[untold(OCCASION), told(CAUGHT, "fined by the police on the road")],
    tried_by: TriedBy {
        cases: &["V7", "V12"],
        says: "rate of inspection at which people are indifferent; the riot and conformity cases run on it",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    meet(s.place, s.minds, s.terms, luck.draws(ROAD), deeds);
}

/// Simulates everybody's month on the road. Draws: occasion, act, police.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &[Lane<u32>; 4], deeds: &mut Events) {
    let b = place.behaviour;
    let sight = (b.law.road_sight * terms.police[0]).min(1.0);
    let material = sight * b.law.road_fine + gossip_stake(b) - b.road.gain;
    let choice =
        minds.choose(Domain::Integrity, terms.promoted[0], |_| material, |i| -minds.reckon(terms, Act::Violate, i));
    for i in 0..LANES {
        let rate = if place.flags[i] & CAR != 0 { b.road.rate_car } else { b.road.rate };
        let occasion = unit(draws[0][i]) < rate;
        let breaks = occasion & (unit(draws[1][i]) >= choice.chance[i]);
        let caught = breaks & (unit(draws[2][i]) < sight);
        deeds.acts[i] |= Acts::from(breaks) * Act::Violate.bit();
        deeds.befalls(i, OCCASION, occasion);
        deeds.befalls(i, CAUGHT, caught);
        deeds.pull[0][i] = pull(choice.pull[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;

    /// Becker: with only money at stake, people break the rule if this saves more than detection times the fine.
    #[test]
    fn alone_it_is_deterrence() {
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        (b.road.rate, b.road.gain, b.law.road_sight) = (1.0, 20.0, 0.1);
        let mut broken = |fine: f32| {
            b.law.road_fine = fine;
            let (minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            meet(&test_fixture::place(&home, &b), &minds, &Terms::of_law(&b, 0), &test_fixture::draws(), &mut deeds);
            test_fixture::doers(&deeds, Act::Violate)
        };
        assert_eq!((broken(150.0), broken(250.0)), (150, 0));
        assert!((50..100).contains(&broken(200.0)), "where they are equal, chance alone decides");
    }
}
