//! Tests of wrong hits: harm is harm with a list or without, for how long it lasts, and whether anybody puts it right.

use crate::laboratory::{history, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::life_history::{Wanted, find, follow};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::scenario;
use glasshouse::society::act::Act;

const MONTHS: u32 = 60;

fn people() -> Settlement {
    settle(&society("china-2018"), 2_000)
}

fn case(name: &str) -> Regime {
    let file = format!("{}/tests/laws/cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    scenario::regime(&file).unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

fn lived(people: &Settlement, regime: &Regime) -> Tally {
    let mut sum = Tally::default();
    history(people, regime, MONTHS).1[12..].iter().for_each(|month| sum.merge(month));
    sum
}

fn value(key: &str, t: &Tally) -> Option<f64> {
    by_key(key).unwrap().value(View::Truth, t)
}

/// Whoever is fined below the top tier was put there by a false alarm: nearly nobody staged an accident.
#[test]
fn a_fine_in_a_tier_without_a_list_hits_people_wrongly_and_is_found() {
    let (people, regime) = (people(), case("fined-tier"));
    let t = lived(&people, &regime);
    assert_eq!((t.get(Count::Listed), value("wrongly_listed", &t)), (0, None));
    let sanctioned = value("wrongly_sanctioned", &t).unwrap();
    assert!(sanctioned > 20.0, "{sanctioned} %");
    assert_eq!(t.get(Count::WronglyDenied), 0);
    // No recovery, no appeal: nobody is ever put right, and there is no time to it.
    assert_eq!((value("righting_time", &t), value("never_righted", &t)), (None, Some(100.0)));
    let (person, month) = find(&people, &regime, Wanted::WronglySanctioned, MONTHS).expect("somebody is");
    let life = follow(&people, &regime, person, month + 2);
    let told = &life.months[month as usize];
    assert!(!told.is_listed() && told.records.iter().any(|record| !record.is_true && record.act == Act::Scam));
    assert!(life.months[month as usize + 1].purse.loss >= 500.0, "she pays from the next month on");
    assert_eq!(find(&people, &regime, Wanted::WronglyDenied, MONTHS), None);
}

#[test]
fn a_reward_that_a_false_alarm_took_is_a_wrong_too() {
    let (people, regime) = (people(), case("lost-perk"));
    let t = lived(&people, &regime);
    let denied = value("wrongly_denied", &t).unwrap();
    assert!(denied > 20.0, "{denied} %");
    let (worth, loss) = (value("denied_worth", &t).unwrap(), value("sanction_loss", &t).unwrap());
    assert!((worth - 60.0 * denied).abs() < 0.01 * worth && loss == 0.0, "{worth} yuan, {denied} %, {loss} yuan");
    assert_eq!(t.get(Count::WronglySanctioned), 0);
    assert!(find(&people, &regime, Wanted::WronglyDenied, MONTHS).is_some());
    assert_eq!(find(&people, &regime, Wanted::WronglySanctioned, MONTHS), None);
}

/// With points that come back, every wrong ends after its time; without false alarms there is none.
#[test]
fn wrongs_last_until_points_come_back_and_eyes_that_do_not_err_wrong_nobody() {
    let people = people();
    let mut regime = case("fined-tier");
    regime.score.as_mut().unwrap().recovery = 5;
    let t = lived(&people, &regime);
    // Half of ten points are back at once, the rest in a month, or later where a second alarm comes meanwhile.
    let (months, never) = (value("righting_time", &t).unwrap(), value("never_righted", &t).unwrap());
    assert!((0.9..2.0).contains(&months) && never < 10.0, "{months} months, {never} % never");
    regime.watch[0].false_alarms = 0.0;
    let t = lived(&people, &regime);
    assert_eq!((t.get(Count::WronglyHit), t.get(Count::WrongsBegun)), (0, 0));
    assert_eq!(value("never_righted", &t), None);
}
