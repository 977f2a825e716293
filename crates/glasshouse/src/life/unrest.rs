//! Unrest: who would take to the streets if enough others did. It is measured, and moves nothing.
//!
//! Joining is worth the voice that she gives to what she thinks, and costs its trouble and what she expects to suffer
//! for it; there is safety in numbers, so both fall with the share of people who are there already. So everybody has a
//! threshold, and who joins follows from everybody's (Granovetter 1978, American Journal of Sociology 83: 1420). Fear
//! raises thresholds: a peace can rest on it alone, and break at once when it is lifted (Kuran 1989, Public Choice 61:
//! 41). People who are content have no threshold.

use super::decision::{Minds, money};
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, small};
use crate::society::act::Act;

/// Steps in which thresholds are counted; a threshold of 0 is a class of its own.
pub const STEPS: usize = 20;
/// The class of people who never join.
pub const NEVER: u8 = STEPS as u8 + 1;

/// Everybody's classes of thresholds: k for one above (k − 1)/[`STEPS`] and at most k/[`STEPS`].
pub struct Thresholds {
    /// As things are.
    pub now: Lane<u8>,
    /// Without the system: the police and what people think stay.
    pub without: Lane<u8>,
}

/// The thresholds of people in these surroundings.
#[inline(always)]
pub fn thresholds(place: &Place, minds: &Minds, terms: &Terms, in_force: bool) -> Thresholds {
    let b = place.behaviour;
    let calm = 1.0 / b.decision.noise;
    let (voice, trouble) = (b.speech.voice * calm, b.unrest.trouble * calm);
    let mut classes = Thresholds { now: [NEVER; LANES], without: [NEVER; LANES] };
    for i in 0..LANES {
        let worth = voice * (1.0 - 2.0 * minds.approval[i]).max(0.0);
        let police =
            (b.law.feels(place.flags[i]) * terms.police[1]).min(1.0) * b.law.speech_cost * f32::from(place.usual[i]);
        let pull = |yuan: f32| minds.weight[0][i] * money(yuan.max(0.0), minds.ease[i]);
        classes.without[i] = class(worth, trouble + pull(police));
        classes.now[i] = match in_force {
            true => class(worth, trouble + pull(police - minds.reckon(terms, Act::Criticise, i).min(0.0))),
            false => classes.without[i],
        };
    }
    classes
}

/// The class of the share of others at which joining is worth its cost.
#[inline(always)]
fn class(worth: f32, cost: f32) -> u8 {
    let threshold = 1.0 - worth / cost.max(1e-6);
    let step = small((threshold.max(0.0) * STEPS as f32).ceil()) as u8;
    if worth > 0.0 { step } else { NEVER }
}

/// The share of people who take part in the end, where nobody is there at first: the least fixed point of the share
/// whose threshold is reached. `people` is the number in each class, of so many in `all`.
pub fn turnout(people: &[i64; STEPS + 1], all: i64) -> Option<f64> {
    if all <= 0 {
        return None;
    }
    let (mut there, mut class) = (people[0], 0);
    loop {
        // The greatest class whose threshold is at most the share that is there.
        let reached = ((there * STEPS as i64) / all).clamp(0, STEPS as i64) as usize;
        if reached <= class {
            return Some(there as f64 / all as f64);
        }
        there += people[class + 1..=reached].iter().sum::<i64>();
        class = reached;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_more_or_less_decides_between_a_riot_and_a_single_rioter() {
        // Granovetter: thresholds 0, 1, 2, …, in steps of the classes.
        let mut people = [1; STEPS + 1];
        assert_eq!(turnout(&people, STEPS as i64 + 1), Some(1.0 / 21.0), "the next step is not reached");
        people[STEPS] = 0;
        assert_eq!(turnout(&people, STEPS as i64), Some(1.0));
        (people[1], people[2]) = (0, 2);
        assert_eq!(turnout(&people, STEPS as i64), Some(1.0 / 20.0), "nobody follows the first");
        assert_eq!(turnout(&[0; STEPS + 1], 5), Some(0.0));
        assert_eq!(turnout(&people, 0), None);
    }

    #[test]
    fn fear_raises_thresholds_and_the_content_have_none() {
        let classes = [1.0, 2.0, 4.0, 8.0, 1e6].map(|cost| class(2.0, cost));
        assert_eq!(classes, [0, 0, 10, 15, 20]);
        assert_eq!(class(0.0, 1.0), NEVER);
    }
}
