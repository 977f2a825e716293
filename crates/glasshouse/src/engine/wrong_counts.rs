//! The counts of wrong hits: people who bear a sanction, or lack a reward, that perfect sight would not give them.
//!
//! A standing hits a person by what it takes from her: one that closes what she does not use hits nobody. What she
//! deserves is the standing that perfect sight of her own acts alone would give her.

use super::columns::load;
use super::counting::Counted;
use crate::life::access::{Access, Stake, Stakes, stakes};
use crate::life::terms::NEUTRAL;
use crate::observatory::tally::{Count, Tally};
use crate::rng::{LANES, Lane, whole};
use multiversion::multiversion;

/// Yuan a month below which nobody is counted as hit.
const LEAST: f32 = 0.5;

/// What a standing does to a person, yuan a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Effect {
    /// What it costs her.
    cost: f32,
    /// What it brings her.
    worth: f32,
}

impl Effect {
    /// The effect of a standing with this access on somebody with these stakes.
    #[inline(always)]
    fn of(a: &Access, stakes: &Stakes, flags: u8) -> Effect {
        // Debt by which a yearly rate costs a month's yuan.
        let (income, owed) = (stakes[Stake::Income as usize], stakes[Stake::Debt as usize] / 12.0);
        Effect {
            cost: a.loss(income, flags) + a.interest.max(0.0) * owed,
            worth: a.gain(income, 5.0 / 12.0) + (-a.interest).max(0.0) * owed,
        }
    }
}

/// What a standing takes from a person compared with the one that she deserves, yuan a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WrongHit {
    /// Sanctions beyond those deserved.
    pub sanction: f32,
    /// Rewards missed.
    pub denied: f32,
}

impl WrongHit {
    /// The hit of somebody with these stakes under a standing with this access, who deserves that of another.
    pub fn of(here: &Access, deserved: &Access, stakes: &Stakes, flags: u8) -> WrongHit {
        WrongHit::between(Effect::of(here, stakes, flags), Effect::of(deserved, stakes, flags))
    }

    /// The hit of somebody on whom her standing has one effect, and the standing that she deserves would have another.
    #[inline(always)]
    fn between(here: Effect, deserved: Effect) -> WrongHit {
        WrongHit { sanction: here.cost - deserved.cost, denied: deserved.worth - here.worth }
    }

    /// Whether she bears a sanction that she does not deserve.
    #[inline(always)]
    pub fn is_sanctioned(self) -> bool {
        self.sanction >= LEAST
    }

    /// Whether she lacks a reward that she deserves.
    #[inline(always)]
    pub fn is_denied(self) -> bool {
        self.denied >= LEAST
    }

    /// Whether she is hit at all.
    #[inline(always)]
    pub fn is_hit(self) -> bool {
        self.is_sanctioned() | self.is_denied()
    }
}

/// Adds a neighbourhood's month.
pub fn count(m: &Counted, t: &mut Tally) {
    if m.context.in_force {
        wrongs(m, t);
    }
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl"))]
fn wrongs(m: &Counted, t: &mut Tally) {
    let (c, span, place) = (m.columns, &m.neighbourhood.span, &m.start.place);
    let (here, was) = (load(&c.standing, span), &place.standing);
    let deserves = m.code().standings(&load(&c.deserved, span), &load(&c.deserved_months, span));
    let deserved = &m.start.deserved;
    let mut concerned = [false; LANES];
    for i in 0..LANES {
        let apart = (here[i] != deserves[i]) | (was[i] != deserved[i]);
        concerned[i] = m.who[i] & (here[i] != NEUTRAL) & apart;
    }
    if !concerned.contains(&true) {
        return;
    }
    let [here, deserves, was, deserved] = effects(m, &concerned, [&here, &deserves, was, deserved]);
    let m = &Counted { who: &concerned, ..*m };
    let of = |one: &Effects, other: &Effects, i: usize| WrongHit::between(one.at(i), other.at(i));
    let now = |i: usize| of(&here, &deserves, i);
    let then = |i: usize| of(&was, &deserved, i);
    t.add(Count::WronglySanctioned, m.how_many(|i| now(i).is_sanctioned()));
    t.add(Count::WronglyDenied, m.how_many(|i| now(i).is_denied()));
    t.add(Count::WronglyHit, m.how_many(|i| now(i).is_hit()));
    t.add(Count::WronglyDeniedYuan, m.yuan(|i| whole(now(i).denied.max(0.0))));
    t.add(Count::WrongsBegun, m.how_many(|i| now(i).is_hit() & !then(i).is_hit()));
    // Put right: she no longer bears what she did not deserve before. Else she came to deserve it.
    let righted = |i: usize| then(i).is_hit() & !now(i).is_hit() & !of(&here, &deserved, i).is_hit();
    t.add(Count::WrongsRighted, m.how_many(righted));
}

/// The effects of everybody's standing on her.
struct Effects {
    cost: Lane<f32>,
    worth: Lane<f32>,
}

impl Effects {
    #[inline(always)]
    fn at(&self, i: usize) -> Effect {
        Effect { cost: self.cost[i], worth: self.worth[i] }
    }
}

/// The effects of several standings of everybody. Few standings occur in a neighbourhood: the effect of each is computed
/// for everybody.
#[inline(always)]
fn effects<const N: usize>(m: &Counted, concerned: &Lane<bool>, standings: [&Lane<u8>; N]) -> [Effects; N] {
    let place = &m.start.place;
    let mut left = 0_u32;
    for standing in standings {
        for i in 0..LANES {
            left |= u32::from(concerned[i]) << standing[i];
        }
    }
    let mut all = std::array::from_fn(|_| Effects { cost: [0.0; LANES], worth: [0.0; LANES] });
    while left != 0 {
        let standing = left.trailing_zeros() as u8;
        left &= left - 1;
        let access = &m.context.terms.access[usize::from(standing)];
        if *access == Access::default() {
            continue;
        }
        for i in 0..LANES {
            let own = stakes(m.behaviour(), place.income[i].into(), place.flags[i]);
            let Effect { cost, worth } = Effect::of(access, &own, place.flags[i]);
            for (effects, standings) in all.iter_mut().zip(standings) {
                let has = standings[i] == standing;
                effects.cost[i] = if has { cost } else { effects.cost[i] };
                effects.worth[i] = if has { worth } else { effects.worth[i] };
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::society::behaviour::Behaviour;
    use crate::society::traits::CHILD;

    #[test]
    fn a_fine_and_a_lost_reward_hit_everybody_and_a_closed_school_hits_parents() {
        let b = Behaviour::default();
        let of = |here: Access, deserved: Access, flags: u8| {
            let mut own = stakes(&b, 2_000.0, flags);
            own[Stake::Debt as usize] = 2_880.0;
            WrongHit::of(&here, &deserved, &own, flags)
        };
        let none = Access::default();
        let fined = Access { levy: 500.0, ..none };
        let perk = Access { saved: 500.0, ..none };
        let school = Access { school: 70.0, schoolless: true, ..none };
        assert_eq!(of(fined, none, 0), WrongHit { sanction: 500.0, denied: 0.0 });
        assert!(!of(fined, fined, 0).is_hit() && !of(none, fined, 0).is_hit(), "who deserves it is not wronged");
        let lost = of(none, perk, 0);
        assert!(lost.is_denied() && !lost.is_sanctioned() && lost.denied == 500.0);
        assert!(!of(school, none, 0).is_hit() && of(school, none, CHILD).is_sanctioned());
        let dear = Access { interest: 0.05, ..none };
        assert!(of(dear, none, 0).is_sanctioned() && of(none, Access { interest: -0.05, ..none }, 0).is_denied());
    }
}
