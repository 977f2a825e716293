//! Purchases by taste: goods that the authority approves or disapproves of, or nothing.
//!
//! Who: internet users, occasionally; people with slow internet buy nothing there. Options: the approved good
//! (nappies, a dishwasher), nothing, the disapproved good (video games): a multinomial logit in which buying nothing
//! has utility 0. Payoff: the worth of a good to her, by taste, less its price. Norm: none; nobody is harmed. Seen:
//! by channels that watch `buy-approved` and `buy-disapproved`, such as the platform itself. On its own it is the
//! random-utility model of demand (McFadden 1974).
//!
//! The three options are ordered from approved to disapproved, and one draw picks among them. So a pull towards the
//! approved good never makes anybody buy more of the disapproved one, and what the same draw would have picked had
//! nobody looked is known exactly.

use super::decision::{Minds, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, untold};
use super::events::{Events, Incident};
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Rng, Stream, exp, unit};
use crate::society::act::{Act, Acts};
use crate::society::traits::INTERNET;
use multiversion::multiversion;

/// Draw: whether and what.
pub const PURCHASE: Stream = Stream::named("purchase");
/// Draw of a neighbourhood: its tastes.
pub const TASTES: Stream = Stream::named("purchase: tastes");
/// Went shopping for something that is approved or disapproved of.
pub const SHOPS: Incident = Incident::new(19);
/// Bought one kind although she likes the other better.
pub const AGAINST: Incident = Incident::new(20);
/// Made another choice than the same draw would have made had nobody looked.
pub const BENT: Incident = Incident::new(21);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "purchase",
    meaning: "people buy an approved good, a disapproved one or nothing, by taste; the platform sees it",
    reduces_to: "random-utility demand (McFadden 1974)",
    on: On::Chance(&[rate!(purchase.rate)]),
    streams: &[PURCHASE, TASTES],
    incidents: &[untold(SHOPS), untold(AGAINST), untold(BENT)],
    tried_by: TriedBy { cases: &[], says: "a logit by taste; no published number" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    let taste = tastes(luck.rng, luck.first);
    meet(s.place, s.minds, s.terms, &taste, &luck.word(PURCHASE), deeds);
}

/// Tastes of a neighbourhood: 1 likes only the approved goods, 0 only the disapproved ones. They never change: one
/// draw of the neighbourhood, with a word derived from it for each place.
pub fn tastes(rng: &Rng, first: u32) -> Lane<f32> {
    rng.lane(TASTES, first, 0).map(unit)
}

/// Everybody's purchases. Draw: whether she shops at all, and, of those who do, what.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, taste: &Lane<f32>, draws: &Lane<u32>, deeds: &mut Events) {
    let b = place.behaviour;
    let (p, care) = (&b.purchase, b.market.choosiness);
    for i in 0..LANES {
        let shops = (place.flags[i] & INTERNET != 0) & !place.slow[i] & (unit(draws[i]) < p.rate);
        let u = unit(draws[i]) / p.rate.max(1e-6);
        let weight = care * minds.weight[0][i];
        let (liked, disliked) = (taste[i] * p.worth - p.price, (1.0 - taste[i]) * p.worth - p.price);
        let (good, bad) = (minds.reckon(terms, Act::BuyApproved, i), minds.reckon(terms, Act::BuyDisapproved, i));
        let pull = |delta: f32| exp(weight * money(delta, minds.ease[i]));
        let alone = picks(u, [pull(liked), pull(disliked)]);
        let (approved, disapproved) = picks(u, [pull(liked + good), pull(disliked + bad)]);
        let against = (approved & (taste[i] < 0.5)) | (disapproved & (taste[i] > 0.5));
        let bent = (alone.0 != approved) | (alone.1 != disapproved);
        let bought =
            Acts::from(approved) * Act::BuyApproved.bit() | Acts::from(disapproved) * Act::BuyDisapproved.bit();
        deeds.acts[i] |= Acts::from(shops) * bought;
        deeds.befalls(i, SHOPS, shops);
        deeds.befalls(i, AGAINST, shops & against);
        deeds.befalls(i, BENT, shops & bent);
    }
}

/// Whether a draw picks the approved good, and whether the disapproved; `pull` is e to the utility of each.
#[inline(always)]
fn picks(u: f32, pull: [f32; 2]) -> (bool, bool) {
    let u = u * (1.0 + pull[0] + pull[1]);
    (u < pull[0], u >= 1.0 + pull[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pull_towards_the_approved_never_makes_anybody_buy_the_disapproved() {
        let mut moved = 0;
        for step in 0..1000 {
            let u = step as f32 / 1000.0;
            let (before, after) = (picks(u, [0.8, 1.2]), picks(u, [1.6, 0.6]));
            assert!(after.0 >= before.0 && after.1 <= before.1, "{u}: {before:?} to {after:?}");
            moved += i32::from(before != after);
        }
        assert!(moved > 100);
    }

    /// McFadden: with no regime, shares follow the logit of the worth of each kind by taste.
    #[test]
    fn alone_it_is_random_utility() {
        let share = |utility: [f32; 2]| {
            let pull = utility.map(exp);
            let picked = (0..10_000).map(|n| picks(n as f32 / 10_000.0, pull));
            let (mut approved, mut disapproved) = (0, 0);
            picked.for_each(|(a, d)| (approved, disapproved) = (approved + i32::from(a), disapproved + i32::from(d)));
            [approved, disapproved].map(|n| f64::from(n) / 10_000.0)
        };
        for utility in [[0.0_f32, 0.0], [1.0, -1.0], [-2.0, 3.0]] {
            let all: f64 = 1.0 + utility.iter().map(|u| f64::from(exp(*u))).sum::<f64>();
            for (got, u) in share(utility).into_iter().zip(utility) {
                assert!((got - f64::from(exp(u)) / all).abs() < 1e-3, "{utility:?}: {got}");
            }
        }
    }

    #[test]
    fn tastes_are_spread_evenly_and_are_a_persons_own() {
        let rng = Rng::new(1, 0);
        let mut tenths = [0; 10];
        for b in 0..100 {
            let taste = tastes(&rng, b * 150);
            taste.iter().for_each(|t| tenths[(t * 10.0) as usize] += 1);
            assert_eq!(taste, tastes(&rng, b * 150));
        }
        assert!(tenths.iter().all(|n| (1_300..1_750).contains(n)), "{tenths:?}");
    }
}
