//! Laws of stars (`nosedive`): they open and close services and company, and only where they are seen.

use crate::laboratory::{history, regime_between, settle, society};
use glasshouse::life::distress::SWAYED;
use glasshouse::life::shunning::AVOIDED;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Regime};

const MONTHS: u32 = 24;

fn rated(courtesy: f32, audience: Audience) -> Regime {
    let mut regime = regime_between("nosedive", 0, MONTHS);
    regime.peer_rating.as_mut().unwrap().manner.courtesy = courtesy;
    regime.visibility.score = audience;
    regime
}

fn lives(regime: &Regime) -> Vec<Tally> {
    history(&settle(&society("china-2018"), 4_000), regime, MONTHS).1
}

fn sum(tallies: &[Tally], of: impl Fn(&Tally) -> i64) -> i64 {
    tallies.iter().map(of).sum()
}

#[test]
fn stars_close_services_and_company_to_those_who_have_few() {
    let [kind, fair, harsh] = [1.0, 0.6, 0.1].map(|courtesy| lives(&rated(courtesy, Audience::Everybody)));
    let grounded = |world: &[Tally]| sum(world, |t| t.get(Count::Grounded));
    let avoided = |world: &[Tally]| sum(world, |t| t.befell(AVOIDED));
    let swayed = |world: &[Tally]| sum(world, |t| t.befell(SWAYED));
    assert_eq!((grounded(&kind), avoided(&kind)), (0, 0), "where all are praised nobody is shut out");
    assert!(grounded(&fair) < grounded(&harsh), "{} and {}", grounded(&fair), grounded(&harsh));
    assert!(avoided(&fair) < avoided(&harsh) && avoided(&harsh) > 100);
    assert!(swayed(&harsh) > 0);
}

#[test]
fn stars_that_nobody_sees_close_no_company_and_move_no_stranger() {
    let hidden = lives(&rated(0.1, Audience::Nobody));
    assert_eq!(sum(&hidden, |t| t.befell(AVOIDED) + t.befell(SWAYED)), 0);
    assert!(sum(&hidden, |t| t.get(Count::Grounded)) > 0, "doors that the rules close stay closed");
}
