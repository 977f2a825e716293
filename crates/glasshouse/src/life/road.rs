//! Road and public order: the convenient violation, or the rule.
//!
//! Who: everybody now and then, car owners more often. Options: keep the rule (a = 1) or break it. Norm: integrity.
//! Harmed: public order; nobody in particular. Seen: by the police with the law's chance, by neighbours, and by
//! channels that watch `violate`. Alone it is deterrence (Becker 1968): violation falls as detection × fine rises.

use super::Place;
use super::deeds::{CAUGHT, Deeds, OCCASION, pull};
use super::mind::{Domain, Minds, gossip_stake};
use super::terms::Terms;
use crate::chance::{LANES, Lane, unit};
use crate::society::act::{Act, Acts};
use crate::society::people::CAR;

/// Everybody's month on the road. Draws: occasion, act, police.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &[Lane<u32>; 4], deeds: &mut Deeds) {
    let b = place.behaviour;
    let material = b.law.road_sight * b.law.road_fine + gossip_stake(b) - b.road.gain;
    let choice =
        minds.choose(Domain::Integrity, terms.promoted[0], |_| material, |i| -minds.reckon(terms, Act::Violate, i));
    for i in 0..LANES {
        let rate = if place.flags[i] & CAR != 0 { b.road.rate_car } else { b.road.rate };
        let occasion = unit(draws[0][i]) < rate;
        let breaks = occasion & (unit(draws[1][i]) >= choice.chance[i]);
        let caught = breaks & (unit(draws[2][i]) < b.law.road_sight);
        deeds.acts[i] |= Acts::from(breaks) * Act::Violate.bit();
        deeds.fate[i] |= u32::from(occasion) * OCCASION | u32::from(caught) * CAUGHT;
        deeds.pull[0][i] = pull(choice.pull[i]);
    }
}
