//! Staged accidents: a stranger is made to pay for an accident that did not happen, or is cheated similarly.
//!
//! Who: occasionally somebody sees an occasion with the person who passes her. Options: leave it (a = 1) or stage an
//! accident; norm: integrity. Gain: what the victim pays on the spot, no more than she has. Risk: being reported,
//! found by the police and fined, and being talked about. Since the pull of money falls with ease v, the same sum
//! tempts people in need more; an income floor counts as income there. Harmed: the victim, who loses money and trust.
//! Seen: by the police if victims report it, by neighbours, and by channels that watch `scam`. On its own it is crime
//! as a choice under risk (Becker 1968).

use super::decision::{Domain, Minds, gossip_stake, money};
use super::encounter::{Encounter, Luck, On, Setting, TriedBy, rate, untold};
use super::events::{Events, Incident, pull};
use super::place::Place;
use super::terms::Terms;
use crate::rng::{LANES, Lane, Stream, logistic, nth, places, unit};
use crate::society::act::Act;
use crate::society::behaviour::Behaviour;

/// Draw: whether there is an occasion; derived from it: the act, the report and the detection.
pub const STAGED: Stream = Stream::named("staged");
/// Would stage an accident, should somebody pass.
pub const STAGES: Incident = Incident::new(15);
/// Her victim would go to the police.
pub const REPORTED: Incident = Incident::new(22);
/// The police would find her.
pub const SOLVED: Incident = Incident::new(23);

/// The description of this encounter.
pub(super) const ENCOUNTER: Encounter = Encounter {
    key: "staged",
    meaning: "somebody stages an accident to make a passer-by pay; the police find some of the offenders",
    reduces_to: "crime as a choice under risk (Becker 1968)",
    on: On::Chance(&[rate!(staged.rate)]),
    streams: &[STAGED],
    incidents: &[untold(STAGES), untold(REPORTED), untold(SOLVED)],
    tried_by: TriedBy { cases: &[], says: "deterrence as on the road; a unit test" },
    live: Some(live),
};

fn live(s: &Setting, luck: &mut Luck, deeds: &mut Events) {
    meet(s.place, s.minds, s.terms, &luck.word(STAGED), deeds);
}

/// Decides who would stage an accident, should somebody pass. One word per person: whether there is an occasion;
/// derived from it, for the few who have one: the act, the report and the detection.
pub fn meet(place: &Place, minds: &Minds, terms: &Terms, draws: &Lane<u32>, deeds: &mut Events) {
    let s = &place.behaviour.staged;
    let mut could = [false; LANES];
    for i in 0..LANES {
        could[i] = unit(draws[i]) < s.rate;
    }
    for i in places(&could) {
        let word = draws[i];
        let (honest, by_regime) = honest(place.behaviour, minds, terms, i);
        if unit(nth(word, 1)) >= honest {
            let reported = unit(nth(word, 2)) < s.reporting;
            let solved = reported && unit(nth(word, 3)) < s.solved;
            deeds.befalls(i, STAGES, true);
            deeds.befalls(i, REPORTED, reported);
            deeds.befalls(i, SOLVED, solved);
            deeds.pull[0][i] = pull(by_regime);
        }
    }
}

/// Chance of leaving it, and how much of the decision the regime explains.
fn honest(b: &Behaviour, minds: &Minds, terms: &Terms, i: usize) -> (f32, f32) {
    let s = &b.staged;
    let material = s.reporting * s.solved * s.fine + gossip_stake(b) - s.take;
    let pulled = |delta: f32| minds.weight[0][i] * money(delta, minds.ease[i]);
    let strain = b.need.staging * minds.need[i];
    let own = pulled(material) + minds.norms(Domain::Integrity, terms.promoted[0], i) - strain;
    let by_regime = pulled(material - minds.reckon(terms, Act::Scam, i)) - pulled(material);
    (logistic(own + by_regime), by_regime / (by_regime.abs() + own.abs() + 1e-6))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chance that somebody leaves it when only money is at stake.
    fn chance(b: &Behaviour, ease: f32) -> f32 {
        let mut minds = Minds::EMPTY;
        minds.weight[0][0] = 2.5;
        minds.ease[0] = ease;
        honest(b, &minds, &Terms::of_law(b, 0), 0).0
    }

    #[test]
    fn with_only_money_at_stake_it_is_deterrence_and_tempts_the_poor_more() {
        let mut b = Behaviour::default();
        (b.staged.take, b.staged.fine, b.staged.reporting) = (1_000.0, 4_000.0, 1.0);
        b.staged.solved = 0.25;
        assert_eq!(chance(&b, 300.0), 0.5, "where the expected fine equals the gain, chance alone decides");
        b.staged.solved = 0.1;
        let (poor, rich) = (chance(&b, 200.0), chance(&b, 2_000.0));
        assert!(poor < rich && rich < 0.5, "{poor}, {rich}");
        b.staged.solved = 0.5;
        assert!(chance(&b, 200.0) > 0.5);
    }
}
