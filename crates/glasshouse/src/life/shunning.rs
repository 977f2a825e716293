//! Shunning: keeping or dropping a tie to a listed friend.
//!
//! Who: each friend of a listed person (never her household), where ties see the list. Options: keep the tie (a = 1)
//! or let it fall silent while the other is listed; norm: care. A kept tie is worth what friends do for each other;
//! it costs the points that a listed friend brings, and being seen with somebody who is shamed. Harmed: the listed,
//! who lose company, news and favours; both lose the worth of the tie. Seen: by both ends; a silent tie no longer
//! counts against the friend in the institution's books. A listed person has nothing left to lose herself, and drops
//! nobody.
//!
//! Where ties see the tier of a score, a friend in a higher tier may drop somebody in a tier below the start, the more
//! readily the lower it is: of those who would drop her if she were listed, the share `regard.reliance` does so for
//! the lowest tier. Friends in other towns do not know how she stands at the moment.
//!
//! Both ends must come to the same result, even across counties, so it is computed from things that never change: the
//! friend's temper in place of her norm, her income and her expected savings, and one draw for the pair. On its own
//! it is a network that coevolves with its nodes (Holme & Newman 2006, Physical Review E 74: 056108).

use super::access::{STAKES, cost, stakes};
use super::decision::{Minds, ease, money};
use super::encounter::{Encounter, On, RegimeSection, TriedBy, told};
use super::events::Incident;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Stream, logistic};
use crate::society::behaviour::Behaviour;
use crate::society::traits::Traits;
use multiversion::multiversion;

/// Draw for a pair: whether a friend drops a listed person.
pub const SHUNNING: Stream = Stream::named("shunning");

/// Lost the company of a friend who sees that her tier is lower than his.
pub const AVOIDED: Incident = Incident::new(41);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "shunning",
    meaning: "where friends see the list, a friend of a listed person keeps the tie or lets it fall silent meanwhile",
    reduces_to: "a network that coevolves with its nodes (Holme & Newman 2006)",
    on: On::Under(RegimeSection::StandingSeenByTies),
    streams: &[SHUNNING],
    incidents: &[told(AVOIDED, "friends in higher tiers kept away from her")],
    tried_by: TriedBy { cases: &[], says: "no published number" },
    live: None,
};

/// Chance that the person at place `c` of a county, with these trait flags now, keeps a tie to a listed friend.
pub fn keeps(b: &Behaviour, terms: &Terms, traits: &Traits, c: usize, flags: u8) -> f32 {
    let d = &b.decision;
    let weight = |k: usize, mean: f32| {
        mean / d.noise * (1.0 + d.spread * (f32::from(traits.weights[k][c]) * (2.0 / 255.0) - 1.0))
    };
    let (income, weights) = (f32::from(traits.income[c]), [weight(0, d.money), weight(1, d.own_norm)]);
    let start = terms.worth.as_ref().map_or([0.0; STAKES], |worth| worth.prices(terms.start));
    let worth = cost(&start, &stakes(b, income, flags));
    chance(b, gain(b, terms, worth), income, weights, traits.temper[1][c])
}

/// The same for everybody with these incomes and tempers for care.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn keep(b: &Behaviour, terms: &Terms, incomes: &Lane<u16>, care: &Lane<u8>, minds: &mut Minds) {
    let start = terms.worth.as_ref().map_or([0.0; STAKES], |worth| worth.prices(terms.start));
    for i in 0..LANES {
        let income = f32::from(incomes[i]);
        let worth = cost(&start, &stakes(b, income, minds.flags[i]));
        let weights = [minds.weight[0][i], minds.weight[1][i]];
        minds.keeps[i] = chance(b, gain(b, terms, worth), income, weights, care[i]);
    }
}

/// What a tie to a listed friend is worth, yuan, to somebody to whom a point at the start is worth this much.
#[inline(always)]
fn gain(b: &Behaviour, terms: &Terms, worth: f32) -> f32 {
    b.shunning.tie - b.shunning.stigma * terms.shaming + terms.by_friends * worth
}

/// Chance of keeping a tie that is worth `gain` yuan, for somebody with this income, these weights of money and of her
/// own norm, and this temper for care.
#[inline(always)]
fn chance(b: &Behaviour, gain: f32, income: f32, weights: [f32; 2], care: u8) -> f32 {
    let ease = ease(&b.decision, income, income * b.purse.savings);
    let care = f32::from(care) * (1.0 / 255.0);
    logistic(weights[0] * money(gain, ease) + weights[1] * (care - 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::behaviour::{Decision, Shunning};

    fn person(care: u8) -> Traits {
        let (weights, temper) = (std::array::from_fn(|_| vec![128]), [vec![128], vec![care], vec![128]]);
        Traits { income: vec![2_000], flags: vec![0], temper, weights, ..Traits::default() }
    }

    #[test]
    fn without_norms_a_tie_is_kept_as_long_as_it_is_worth_more_than_it_costs() {
        let decision = Decision { money: 40.0, noise: 1.0, ease_base: 100.0, ..Decision::default() };
        let shunning = Shunning { tie: 50.0, stigma: 100.0 };
        let b = Behaviour { decision, shunning, ..Behaviour::default() };
        let mut terms = Terms::of_law(&b, 0);
        let keeps = |terms: &Terms| keeps(&b, terms, &person(0), 0, 0);
        terms.shaming = 0.1;
        assert!(keeps(&terms) > 0.99);
        terms.shaming = 0.9;
        assert!(keeps(&terms) < 0.01);
        terms.shaming = 0.5;
        assert!((keeps(&terms) - 0.5).abs() < 1e-3, "where it costs what it is worth, chance alone decides");
    }

    #[test]
    fn who_cares_more_keeps_more() {
        let decision = Decision { money: 2.5, own_norm: 4.0, noise: 1.0, ease_base: 100.0, ..Decision::default() };
        let b = Behaviour { decision, ..Behaviour::default() };
        let keeps = |care| keeps(&b, &Terms::of_law(&b, 0), &person(care), 0, 0);
        assert!(keeps(220) > keeps(128) && keeps(128) > keeps(20));
    }
}
