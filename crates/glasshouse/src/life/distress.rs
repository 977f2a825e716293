//! A stranger in distress: a passer-by helps or walks on, and the person helped may accuse the helper.
//!
//! Who: each month everybody has one possible passer-by and is the possible passer-by of one other. Options of the
//! passer-by: help (a = 1) or walk on; norm: care. A helper loses time and dreads being blamed, more so the less she
//! trusts strangers; where she sees the other's tier, she goes by it, in part. Options of the person helped, where the situation allows it: be honest (a = 1) or claim damages
//! from the helper; norm: integrity. A court decides. Seen: by neighbours, and by channels that watch `help`,
//! `walk-on`, `extort`. On its own it is helping under the risk of extortion; with local meetings and reputation it
//! is indirect reciprocity (Nowak & Sigmund 1998; Ohtsuki & Iwasa 2004).

use super::decision::{Domain, Minds, gossip_stake, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, told, untold};
use super::events::{Events, Incident, pull};
use super::gossip;
use super::place::Place;
use super::terms::{CourtTerms, Terms};
use crate::rng::{LANES, Lane, Stream, logistic, unit};
use crate::society::act::{Act, Acts};
use crate::society::assessment_rule::{Dread, GOOD};
use crate::society::behaviour::Distress;
use multiversion::multiversion;
use std::borrow::Cow;

/// Draws: meeting, act, court, temptation.
pub const DISTRESS: Stream = Stream::named("distress");
/// Draw: whether the situation lets a helper be blamed.
pub const BLAME: Stream = Stream::named("distress: blame");
/// Passed somebody in distress.
pub const MET: Incident = Incident::new(13);
/// Would blame a helper, should there be one.
pub const BLAMES: Incident = Incident::new(14);

/// Saw the tier of somebody in distress, and did what she would not have done without.
pub const SWAYED: Incident = Incident::new(40);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "distress",
    meaning: "a passer-by helps somebody in distress or walks on; the person helped may accuse her; a court decides",
    reduces_to: "helping under the risk of extortion; indirect reciprocity (Nowak & Sigmund 1998)",
    on: On::Chance(&[rate!(distress.rate)]),
    streams: &[DISTRESS, BLAME],
    incidents: &[
        untold(MET),
        untold(BLAMES),
        told(SWAYED, "decided about somebody in distress by her tier, and not by her own trust"),
    ],
    tried_by: TriedBy {
        cases: &["V1", "V2", "V4"],
        says: "helping by reputation; extortion has no published result (V12: no volunteer's dilemma)",
    },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    let blame = luck.word(BLAME);
    meet(s.place, s.minds, s.terms, luck.draws(DISTRESS), &blame, deeds);
}

/// Passers-by decide. Draws: meeting, act, (court, later), temptation; `blame`: whether the situation lets a helper
/// be blamed.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
pub fn meet(
    place: &Place,
    minds: &Minds,
    terms: &Terms,
    draws: &[Lane<u32>; 4],
    blame: &Lane<u32>,
    deeds: &mut Events,
) {
    let d = &place.behaviour.distress;
    let dread = d.dread * d.claim * terms.courts.for_claimant;
    let own = faith(place, minds);
    let shown = place.others_regard.as_ref().map(|regard| faith_shown(&own, regard));
    let seen = shown.as_ref().unwrap_or(&own);
    let material = |faith: &Lane<f32>, i: usize| {
        let talk = gossip::talk(place.behaviour, place.norm, place.esteem[i], place.others_repute[i]);
        worth(d, dread, talk, faith[i])
    };
    let regime = |i: usize| minds.reckon(terms, Act::Help, i) - minds.reckon(terms, Act::WalkOn, i);
    let kindness = place.behaviour.need.kindness;
    let lean = |i: usize| -kindness * minds.need[i];
    let choice = minds.choose_leaning(Domain::Care, terms.promoted[1], |i| material(seen, i), regime, lean);
    if let Some(regard) = &place.others_regard {
        for i in 0..LANES {
            let met = (unit(draws[0][i]) < d.rate * place.others_frailty[i]) & place.meets[i];
            let alone = minds.weight[0][i] * money(material(&own, i) + regime(i), minds.ease[i]);
            let alone = logistic(alone + minds.norms(Domain::Care, terms.promoted[1], i) + lean(i));
            let helps = |chance: f32| unit(draws[1][i]) < chance;
            deeds.befalls(i, SWAYED, met & (regard[i] != 0.0) & (helps(choice.chance[i]) != helps(alone)));
        }
    }
    for i in 0..LANES {
        let met = (unit(draws[0][i]) < d.rate * place.others_frailty[i]) & place.meets[i];
        let helps = met & (unit(draws[1][i]) < choice.chance[i]);
        deeds.acts[i] |= Acts::from(helps) * Act::Help.bit() | Acts::from(met & !helps) * Act::WalkOn.bit();
        deeds.befalls(i, MET, met);
        deeds.pull[1][i] = pull(choice.pull[i]);
    }
    for i in 0..LANES {
        if unit(blame[i]) < d.blame && unit(draws[3][i]) >= honest(place, minds, terms, i) {
            deeds.befalls(i, BLAMES, true);
        }
    }
}

/// Worth of helping, yuan: the worth of the talk, less the cost and the dread of blame, which is greater the less
/// `faith` one has in the person in distress.
#[inline(always)]
pub fn worth(d: &Distress, dread: f32, talk: f32, faith: f32) -> f32 {
    talk - d.help_cost - (1.0 - faith) * dread
}

/// How far everybody trusts the person whom she meets not to blame her: as any stranger or, where people go by
/// reputation, according to what is known of her.
fn faith<'a>(place: &Place, minds: &'a Minds) -> Cow<'a, Lane<f32>> {
    if place.dread == Dread::ByTrust {
        return Cow::Borrowed(&minds.trust);
    }
    let of = |i: usize| {
        // Nothing is known of a stranger unless she is on a list that everybody can see.
        let known = place.neighbours || place.others_repute[i] < GOOD;
        if known { f32::from(place.others_repute[i]) * (1.0 / 255.0) } else { minds.trust[i] }
    };
    Cow::Owned(std::array::from_fn(of))
}

/// The same faith after a look at the other's tier: `regard` is what it says of her, −1 to 1. It moves faith part of
/// the way to 0 or to 1.
fn faith_shown(own: &Lane<f32>, regard: &Lane<f32>) -> Lane<f32> {
    let mut faith = *own;
    for i in 0..LANES {
        faith[i] += regard[i] * if regard[i] < 0.0 { own[i] } else { 1.0 - own[i] };
    }
    faith
}

/// Chance that somebody who was helped, and could blame the helper, does not.
fn honest(place: &Place, minds: &Minds, terms: &Terms, i: usize) -> f32 {
    let d = &place.behaviour.distress;
    let CourtTerms { for_claimant, punishes, fine } = terms.courts;
    // Costs that medical cover pays cannot be claimed.
    let hope = for_claimant * d.claim * (1.0 - terms.medical);
    let risk = (1.0 - for_claimant) * punishes * fine + gossip_stake(place.behaviour);
    let pulled = minds.weight[0][i] * money(risk - hope - minds.reckon(terms, Act::Extort, i), minds.ease[i]);
    let strain = place.behaviour.need.extorting * minds.need[i];
    logistic(pulled + minds.norms(Domain::Integrity, terms.promoted[0], i) - strain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::test_fixture;
    use crate::society::behaviour::Behaviour;

    /// How many of 150 help when everybody meets somebody in distress.
    fn helpers(b: &Behaviour, trust: f32) -> usize {
        let (home, mut minds, mut deeds) =
            (test_fixture::home(), test_fixture::homines_oeconomici(), test_fixture::deeds());
        minds.trust = [trust; LANES];
        let never = [u32::MAX; LANES];
        meet(&test_fixture::place(&home, b), &minds, &Terms::of_law(b, 0), &test_fixture::draws(), &never, &mut deeds);
        test_fixture::doers(&deeds, Act::Help)
    }

    /// Nowak & Sigmund: among image scorers it pays to help where a good reputation is worth more than the cost of
    /// helping.
    #[test]
    fn without_extortion_it_is_indirect_reciprocity() {
        let mut b = test_fixture::behaviour();
        (b.distress.rate, b.distress.help_cost) = (1.0, 50.0);
        (b.gossip.sight, b.gossip.speed, b.gossip.favours) = (0.5, 0.2, 100.0);
        b.gossip.horizon = 4.0;
        assert_eq!(helpers(&b, 0.0), 0, "40 yuan of reputation against 50");
        b.gossip.horizon = 6.0;
        assert_eq!(helpers(&b, 0.0), 150, "60 yuan against 50");
        b.gossip.horizon = 5.0;
        assert!((50..100).contains(&helpers(&b, 0.0)), "where they are equal, chance alone decides");
    }

    /// Fear of extortion stops people who trust nobody, but not people who trust everybody.
    #[test]
    fn who_trusts_nobody_dreads_to_be_blamed() {
        let mut b = test_fixture::behaviour();
        (b.distress.rate, b.distress.help_cost) = (1.0, 10.0);
        (b.gossip.sight, b.gossip.speed, b.gossip.favours, b.gossip.horizon) = (1.0, 1.0, 100.0, 1.0);
        (b.distress.dread, b.distress.claim, b.law.court_for_claimant) = (0.01, 40_000.0, 0.5);
        assert_eq!((helpers(&b, 0.0), helpers(&b, 1.0)), (0, 150));
        b.law.court_for_claimant = 0.0;
        assert_eq!(helpers(&b, 0.0), 150, "no dread where courts see through it");
    }

    /// Where people go by reputation, people of ill repute are dreaded, and trust in strangers applies only to
    /// strangers.
    #[test]
    fn who_is_of_ill_repute_is_dreaded_where_it_is_known() {
        let (home, mut b) = (test_fixture::home(), test_fixture::behaviour());
        (b.distress.rate, b.distress.help_cost) = (1.0, 10.0);
        (b.gossip.sight, b.gossip.speed, b.gossip.favours, b.gossip.horizon) = (1.0, 1.0, 100.0, 1.0);
        (b.distress.dread, b.distress.claim, b.law.court_for_claimant) = (0.01, 40_000.0, 0.5);
        let helpers = |neighbours: bool, repute: u8, trust: f32| {
            let (mut minds, mut deeds) = (test_fixture::homines_oeconomici(), test_fixture::deeds());
            minds.trust = [trust; LANES];
            let mut place = test_fixture::place(&home, &b);
            (place.dread, place.neighbours, place.others_repute) = (Dread::ByRepute, neighbours, [repute; LANES]);
            let never = [u32::MAX; LANES];
            meet(&place, &minds, &Terms::of_law(&b, 0), &test_fixture::draws(), &never, &mut deeds);
            test_fixture::doers(&deeds, Act::Help)
        };
        assert_eq!((helpers(true, 255, 0.0), helpers(true, 0, 1.0)), (150, 0), "a neighbour is known");
        assert_eq!((helpers(false, 255, 0.0), helpers(false, 255, 1.0)), (0, 150), "a stranger is not");
        assert_eq!(helpers(false, 0, 1.0), 0, "unless she is on a list that everybody can see");
    }
}
