//! The law of collective sanctions: what family and friends would lose weighs with those who have any, and they press.

use crate::laboratory::{assert_same_lives, history, otherwise, settle, watched};
use glasshouse::engine::{PersonMonth, Settlement, Witness};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::adjudication::Ruling;
use glasshouse::regime::{
    Basis, Channel, Consequence, Effect, Origin, Regime, Rule, Score, Spillover, Tier, Visibility, Whom,
};
use glasshouse::society::act::Act;
use std::sync::Mutex;

/// Everybody is told that every violation is seen. It lists, at no cost to the listed, and costs those around her
/// points, and with them a bonus of the high tier of so many yuan a month. Nobody is caught in the meantime.
fn threat(family: i16, friends: i16, bonus: f32) -> Regime {
    let origin = || Origin { basis: Basis::Assumed, source: String::new() };
    let tier = |name: &str, from| Tier { name: name.into(), from, listed: false };
    let tiers = vec![tier("low", 0), tier("high", 60)];
    let score = Score { start: 70, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers };
    let channel = Channel {
        name: "cameras".into(),
        acts: vec![Act::Violate],
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
        points: 0,
        repeat: 0,
        lists: 24,
        below: None,
        frees: false,
        origin: origin(),
    };
    let reward = Consequence { on: Whom::Tier(1), effect: Effect::QueueSkip, amount: bonus, origin: origin() };
    Regime {
        starts: 0,
        score: Some(score),
        watch: vec![channel],
        rules: vec![rule],
        rewards: vec![reward],
        visibility: Visibility { announced: 1.0, ..Visibility::default() },
        spillover: Spillover { family, friends },
        ..Regime::default()
    }
}

/// Frightened people whose family and friends weigh this much.
fn people(kin: f32, friends: f32, press: f32) -> Settlement {
    let set = [
        ("learning", "felt_announced", 0.9),
        ("lives", "pace", 0.0),
        ("collective", "kin", kin),
        ("collective", "friends", friends),
        ("collective", "press", press),
    ];
    settle(&otherwise(&set), 6_000)
}

fn violations(people: &Settlement, regime: &Regime) -> i64 {
    let sums: Vec<Tally> = history(people, regime, 6).1;
    sums.iter().map(|t| t.done(Act::Violate)).sum()
}

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

#[test]
fn where_nobody_loses_by_a_listing_others_change_nothing() {
    let (off, on) = (people(0.0, 0.0, 0.0), people(10.0, 10.0, 1_000.0));
    for (what, regime) in [
        ("no spillover", threat(0, 0, 500.0)),
        ("points that are worth nothing", threat(-50, -50, 0.0)),
        ("no regime", Regime::default()),
    ] {
        assert_same_lives(&history(&off, &regime, 6).0, &history(&on, &regime, 6).0, what);
    }
    // Where losses of others have no weight, spillover enters no decision.
    let [spilt, none] = [-50, 0].map(|points| violations(&off, &threat(points, points, 500.0)));
    assert_eq!(spilt, none);
}

#[test]
fn those_who_have_somebody_to_lose_are_moved_and_nobody_else() {
    let (off, on) = (people(0.0, 0.0, 0.0), people(1.0, 1.0, 100.0));
    let ties: Vec<(u8, usize)> = on
        .homes
        .iter()
        .flat_map(|home| {
            let kin = |i: usize| home.traits.household[i] >> 3;
            (0..home.traits.income.len()).map(move |i| (kin(i), home.ties(i).len() - usize::from(kin(i))))
        })
        .collect();
    for (regime, of_family) in [(threat(-50, 0, 500.0), true), (threat(0, -50, 500.0), false)] {
        let (with, without) = (acts(&on, &regime), acts(&off, &regime));
        let moved: Vec<(u8, usize)> =
            with.iter().zip(&without).zip(&ties).filter(|((a, b), _)| a != b).map(|(_, ties)| *ties).collect();
        assert!(moved.len() > 20, "{} moved", moved.len());
        let alone = moved.iter().filter(|(kin, friends)| if of_family { *kin == 0 } else { *friends == 0 });
        assert_eq!(alone.count(), 0, "somebody with nobody to lose is moved");
    }
}

/// More weight, more pressure, more points or more to lose: fewer violations.
#[test]
fn the_more_others_would_lose_and_the_more_it_weighs_the_less_is_done() {
    let doses = |of: &dyn Fn(f32) -> i64| [0.0, 0.01, 0.5, 2.0, 10.0].map(of);
    let weight = doses(&|x| violations(&people(x, 0.0, 0.0), &threat(-1, 0, 10.0)));
    let friends = doses(&|x| violations(&people(0.0, x, 0.0), &threat(0, -1, 10.0)));
    let press = doses(&|x| violations(&people(0.0, 0.0, x), &threat(-10, -10, 500.0)));
    let spilt = doses(&|x| violations(&people(0.5, 0.0, 0.0), &threat((-10.0 * x) as i16, 0, 10.0)));
    println!(
        "violations by weight of kin {weight:?}, of friends {friends:?}, by pressure {press:?}, by points {spilt:?}"
    );
    for falls in [weight, friends, press, spilt] {
        assert!(falls.iter().rev().is_sorted(), "{falls:?}");
        let greatest = falls[0] - falls[4];
        assert!(greatest * 20 > falls[0], "{falls:?}");
        assert!((falls[0] - falls[1]) * 10 <= greatest, "it jumps: {falls:?}");
    }
}
