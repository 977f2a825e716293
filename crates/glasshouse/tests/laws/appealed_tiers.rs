//! Tests of appeals against a tier: they need no list, so a voluntary score can have them, and they may be compensated.

use crate::laboratory::{history, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::life::terms::{NEUTRAL, tier};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Appeal, Basis, Channel, Consequence, Effect, Origin, Regime, Rule, Score, Tier, Whom};
use glasshouse::society::act::Act;

const MONTHS: u32 = 18;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

fn people() -> Settlement {
    settle(&society("china-2018"), 3_000)
}

fn appeal(success: f32, mistaken: f32, compensation: f32) -> Option<Appeal> {
    let (months, cost) = (1.0, 10.0);
    Some(Appeal { against_tier: true, months, success, mistaken, cost, compensation, origin: origin() })
}

/// A score that half of the people joined. A camera sees some, and reports some who did nothing; a low tier costs a lot.
fn voluntary(appeal: Option<Appeal>) -> Regime {
    let channel = Channel {
        name: "cameras".into(),
        acts: vec![Act::Violate],
        urban: 0.2,
        rural: 0.2,
        by_income: [1.0; 5],
        false_alarms: 0.03,
        delay: 0,
        cost: 0.0,
        origin: origin(),
    };
    let rule = Rule {
        act: Act::Violate,
        who: None,
        points: -60,
        repeat: 0,
        lists: 0,
        below: None,
        frees: false,
        origin: origin(),
    };
    let tiers = [("low", 0), ("fine", 50)].map(|(name, from)| Tier { name: name.into(), from, listed: false });
    let score = Score { start: 100, least: 0, most: 100, recovery: 0, expiry: None, opt_in: 0.5, tiers: tiers.into() };
    let sanction = Consequence { on: Whom::Tier(0), effect: Effect::Levy, amount: 400.0, origin: origin() };
    Regime {
        score: Some(score),
        watch: vec![channel],
        rules: vec![rule],
        sanctions: vec![sanction],
        appeal,
        ..Regime::default()
    }
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// People in the low tier, and of them those who deserve no low tier.
fn low(world: &World) -> (usize, usize) {
    let mut found = (0, 0);
    for columns in world.towns.iter().map(|town| &town.columns) {
        for (standing, deserved) in columns.standing.iter().zip(&columns.deserved) {
            let is_low = *standing != NEUTRAL && tier(*standing) == 0;
            found.0 += usize::from(is_low);
            found.1 += usize::from(is_low && *deserved >= 50);
        }
    }
    found
}

#[test]
fn an_office_that_grants_nothing_is_no_office() {
    let people = people();
    let lives = |appeal| history(&people, &voluntary(appeal), MONTHS);
    let (none, idle) = (lives(None), lives(appeal(0.0, 0.0, 0.0)));
    assert!(none.0 == idle.0 && none.1 == idle.1);
    assert!(low(&none.0[MONTHS as usize]).1 > 100, "many are wrongly low");
}

#[test]
fn whoever_is_wrongly_low_rises_to_the_tier_of_the_start_and_nobody_else_does() {
    let people = people();
    let lives = |success: f32| history(&people, &voluntary(appeal(success, 0.0, 0.0)), MONTHS);
    let wrongly = [0.0, 0.1, 0.2, 0.4, 0.7, 1.0].map(|success| low(&lives(success).0[MONTHS as usize]).1);
    assert!(wrongly.is_sorted_by(|a, b| a >= b) && wrongly[5] * 2 < wrongly[0], "{wrongly:?}");
    let (_, tallies) = lives(1.0);
    let (heard, granted) = (sum(&tallies, Count::AppealsHeard), sum(&tallies, Count::AppealsGranted));
    assert!(granted > 50 && granted == heard, "{granted} of {heard}: those who deserve their tier do not try");
    assert_eq!(sum(&tallies, Count::Listed), 0, "there is no list");
}

#[test]
fn whoever_did_not_join_has_nothing_to_appeal_against() {
    let people = people();
    let mut nobody = voluntary(appeal(1.0, 1.0, 1_000.0));
    nobody.score.as_mut().expect("there is one").opt_in = 0.0;
    let tallies = history(&people, &nobody, MONTHS).1;
    assert_eq!(sum(&tallies, Count::AppealsHeard), 0);
}

#[test]
fn the_state_pays_the_compensation_and_no_money_is_made() {
    let people = people();
    let lives = |yuan| history(&people, &voluntary(appeal(1.0, 0.0, yuan)), MONTHS);
    let (none, some) = (lives(0.0), lives(1_000.0));
    let granted = sum(&some.1, Count::AppealsGranted);
    assert!(granted >= sum(&none.1, Count::AppealsGranted));
    let paid = sum(&none.1, Count::StateFlow) - sum(&some.1, Count::StateFlow);
    assert!(paid > granted * 700 && paid < granted * 1_300, "{paid} yuan for {granted} appeals");
    assert!(some.0.iter().all(|world| world.money() == some.0[0].money()));
}
