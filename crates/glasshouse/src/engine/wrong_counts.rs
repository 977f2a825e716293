//! The counts of wrong hits: people who bear a sanction, or lack a reward, that perfect sight would not give them.
//!
//! A standing hits a person by what it takes from her: one that closes what she does not use hits nobody. What she
//! deserves is the standing that perfect sight of her own acts alone would give her.

use super::columns::load;
use super::counting::Counted;
use crate::life::access::{Access, Stake, Stakes, stakes};
use crate::life::terms::NEUTRAL;
use crate::observatory::tally::{Count, Tally};

/// Yuan a month below which nobody is counted as hit.
const LEAST: f32 = 0.5;

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
        let cost = |a: &Access| a.loss(stakes[Stake::Income as usize], flags) + a.interest.max(0.0) * owed(stakes);
        let worth =
            |a: &Access| a.gain(stakes[Stake::Income as usize], 5.0 / 12.0) + (-a.interest).max(0.0) * owed(stakes);
        WrongHit { sanction: cost(here) - cost(deserved), denied: worth(deserved) - worth(here) }
    }

    /// Whether she bears a sanction that she does not deserve.
    pub fn is_sanctioned(self) -> bool {
        self.sanction >= LEAST
    }

    /// Whether she lacks a reward that she deserves.
    pub fn is_denied(self) -> bool {
        self.denied >= LEAST
    }

    /// Whether she is hit at all.
    pub fn is_hit(self) -> bool {
        self.is_sanctioned() || self.is_denied()
    }
}

/// Debt by which a yearly rate costs a month's yuan.
fn owed(stakes: &Stakes) -> f32 {
    stakes[Stake::Debt as usize] / 12.0
}

/// Adds a neighbourhood's month.
pub fn count(m: &Counted, t: &mut Tally) {
    if !m.context.in_force {
        return;
    }
    let (c, span) = (m.columns, &m.neighbourhood.span);
    let standing = load(&c.standing, span);
    let deserved = m.code().standings(&load(&c.deserved, span), &load(&c.deserved_months, span));
    let (place, before) = (&m.start.place, &m.start.deserved);
    let access = |standing: u8| &m.context.terms.access[usize::from(standing)];
    let apart = |i: usize| (standing[i] != deserved[i]) | (place.standing[i] != before[i]);
    for i in m.those(|i| (standing[i] != NEUTRAL) & apart(i)) {
        let own = stakes(m.behaviour(), place.income[i].into(), place.flags[i]);
        let hit = |standing: u8, deserved: u8| match (access(standing), access(deserved)) {
            (here, deserved) if here == deserved => WrongHit::default(),
            (here, deserved) => WrongHit::of(here, deserved, &own, place.flags[i]),
        };
        let then = hit(place.standing[i], before[i]);
        let now = hit(standing[i], deserved[i]);
        t.add(Count::WronglySanctioned, now.is_sanctioned().into());
        t.add(Count::WronglyDenied, now.is_denied().into());
        t.add(Count::WronglyHit, now.is_hit().into());
        t.add(Count::WronglyDeniedYuan, now.denied.max(0.0) as i64);
        t.add(Count::WrongsBegun, (now.is_hit() && !then.is_hit()).into());
        // Put right: she no longer bears what she did not deserve before. Else she came to deserve it.
        let righted = then.is_hit() && !now.is_hit() && !hit(standing[i], before[i]).is_hit();
        t.add(Count::WrongsRighted, righted.into());
    }
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
