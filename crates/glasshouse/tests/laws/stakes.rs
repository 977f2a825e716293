//! The law of stakes: people fear what they have to lose themselves, and nobody fears what cannot touch her.

use crate::laboratory::{history, settle, society, still, watched};
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::adjudication::Ruling;
use glasshouse::regime::{Basis, Channel, Consequence, Effect, Origin, Regime, Rule, Score, Tier, Visibility, Whom};
use glasshouse::society::act::Act;
use glasshouse::society::traits::{CHILD, INTERNET, OFFICIAL, TRAVELS};
use std::sync::Mutex;

/// Everybody's acts of the second month.
#[derive(Default)]
struct Observer(Mutex<Vec<(u32, u32)>>);

impl Witness for Observer {
    fn judged(&self, _: u32, _: u32, _: &[Ruling], _: i16) {}

    fn lived(&self, person: u32, told: &PersonMonth) {
        if told.month == 1 {
            self.0.lock().unwrap().push((person, told.acts));
        }
    }
}

fn acts(people: &Settlement, regime: &Regime) -> Vec<u32> {
    let observer = Observer::default();
    watched(people, regime, 2, Some(&observer));
    let mut told = observer.0.into_inner().unwrap();
    told.sort_unstable();
    told.into_iter().map(|(_, acts)| acts).collect()
}

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// Everybody is told that every violation is seen; it drops her to a tier in which this one thing happens.
fn threat(effect: Effect, amount: f32) -> Regime {
    let tier = |name: &str, from| Tier { name: name.into(), from, listed: false };
    let tiers = vec![tier("low", 0), tier("high", 60)];
    let score = Score { start: 100, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers };
    let channel = Channel {
        name: "cameras".into(),
        acts: vec![Act::Violate],
        // Nobody is caught in the meantime, so that only fear differs.
        urban: 0.0,
        rural: 0.0,
        by_income: [1.0; 5],
        false_alarms: 0.0,
        cost: 0.0,
        delay: 0,
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
    let consequence = Consequence { on: Whom::Tier(0), effect, amount, origin: origin() };
    let visibility = Visibility { announced: 1.0, ..Visibility::default() };
    let (watch, rules, sanctions) = (vec![channel], vec![rule], vec![consequence]);
    Regime { starts: 0, score: Some(score), watch, rules, sanctions, visibility, ..Regime::default() }
}

/// Law 4: a threat moves those whom it could hit, and nobody else.
#[test]
fn a_ban_frightens_those_who_have_something_to_lose() {
    let mut society = still();
    society.behaviour.learning.felt_announced = 0.9;
    let people = settle(&society, 20_000);
    let flags: Vec<u8> = people.homes.iter().flat_map(|home| home.traits.flags.clone()).collect();
    let unmoved = acts(&people, &threat(Effect::Levy, 0.0));
    let bans = [
        (Effect::NoGoodSchool, 2_000.0, CHILD),
        (Effect::NoFastTravel, 2_000.0, TRAVELS),
        (Effect::NoPost, 0.5, OFFICIAL),
    ];
    for (effect, amount, stake) in bans {
        let moved: Vec<u8> = acts(&people, &threat(effect, amount))
            .iter()
            .zip(&unmoved)
            .zip(&flags)
            .filter(|((with, without), _)| with != without)
            .map(|(_, flags)| *flags)
            .collect();
        assert!(moved.len() > 3, "{effect:?}: {} moved", moved.len());
        assert!(moved.iter().all(|flags| flags & stake != 0), "{effect:?} frightens people whom it cannot hit");
    }
    let moved = acts(&people, &threat(Effect::SlowInternet, 2_000.0));
    let offline = moved.iter().zip(&unmoved).zip(&flags).filter(|(_, flags)| *flags & INTERNET == 0);
    assert_eq!(offline.filter(|((with, without), _)| with != without).count(), 0, "nobody offline minds");
}

/// With its consequence taken away, the same threat moves nobody.
#[test]
fn a_threat_of_nothing_moves_nobody() {
    let people = settle(&society("china-2018"), 3_000);
    let regime = threat(Effect::Levy, 0.0);
    let with = history(&people, &regime, 2).1;
    let without = history(&people, &Regime::default(), 2).1;
    for act in [Act::Violate, Act::Help, Act::Criticise] {
        let done = |sums: &[Tally]| sums[1].nth(Count::DoneByAct, act as usize);
        assert_eq!(done(&with), done(&without), "{act}");
    }
}
