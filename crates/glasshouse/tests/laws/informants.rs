//! Tests of informants: reports come from witnesses, fall on the right people, and respond to pay and checks.

use crate::laboratory::{history, otherwise, regime, settle, society, still, watched};
use glasshouse::engine::world::World;
use glasshouse::engine::{Settlement, Witness};
use glasshouse::life::informing::{BROKE_WITH_FRIEND, BROKE_WITH_KIN};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::adjudication::{Because, Ruling};
use glasshouse::regime::{Basis, Informants, Origin, Regime, Rule, Score, Tier};
use glasshouse::society::act::Act;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

const PEOPLE: u64 = 6_000;

/// The section alone: nothing is paid, and no rule is about the reported acts.
fn section() -> Informants {
    Informants {
        acts: vec![Act::Criticise, Act::Violate],
        reward: 0.0,
        points: 0,
        penalty: 0.0,
        silence: 0.0,
        check: 0.0,
        fine: 0.0,
        origin: Origin { basis: Basis::Assumed, source: String::new() },
    }
}

fn asking(informants: Informants) -> Regime {
    Regime { informants: Some(informants), ..Regime::default() }
}

fn people() -> Settlement {
    settle(&society("china-2018"), PEOPLE)
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

fn differing<T: PartialEq>(a: &World, b: &World, of: impl Fn(&World) -> Vec<T>) -> i64 {
    of(a).iter().zip(&of(b)).filter(|(x, y)| x != y).count() as i64
}

#[test]
fn without_the_section_nobody_informs() {
    for spec in ["no-system", "social-credit"] {
        let tallies = history(&people(), &Regime { starts: 0, ..regime(spec) }, 6).1;
        assert_eq!(sum(&tallies, Count::TrueReports) + sum(&tallies, Count::FalseReports), 0, "{spec}");
    }
}

#[test]
fn alone_it_touches_those_who_tell_and_those_who_are_told_on_and_nobody_else() {
    // Nobody learns who told, so no tie breaks.
    let secret = settle(&otherwise(&[("informing", "known", 0.0)]), PEOPLE);
    let (with, tallies) = history(&secret, &asking(section()), 1);
    let (without, _) = history(&secret, &Regime::default(), 1);
    let (a, b) = (&with[1], &without[1]);
    let column = |of: fn(&glasshouse::engine::world::Columns) -> &Vec<u8>| {
        move |w: &World| w.towns.iter().flat_map(|c| of(&c.columns).clone()).collect::<Vec<u8>>()
    };
    let reports = sum(&tallies, Count::TrueReports) + sum(&tallies, Count::FalseReports);
    assert!(reports > 10, "{reports} reports");
    // Reports move what the neighbourhood believes of its informers, and say nothing about the regime's channels.
    for felt in [column(|c| &c.felt[0]), column(|c| &c.felt[1]), column(|c| &c.felt[2])] {
        assert_eq!(differing(a, b, felt), 0);
    }
    assert!(differing(a, b, column(|c| &c.trust)) <= reports);
    assert!(differing(a, b, column(|c| &c.norm[1])) > 0, "telling and sparing are acts of care");
    let lies = sum(&tallies, Count::FalseReports);
    let integrity = differing(a, b, column(|c| &c.norm[0]));
    assert!(integrity <= lies, "a false report wrongs somebody: {integrity} learned from {lies}");
    for (what, of) in [("speech", column(|c| &c.norm[2])), ("repute", column(|c| &c.repute))] {
        assert_eq!(differing(a, b, of), 0, "{what}");
    }
    let savings = |w: &World| w.towns.iter().flat_map(|c| c.columns.savings.clone()).collect::<Vec<u32>>();
    assert_eq!(differing(a, b, savings), 0, "nothing is paid");
    // Where it comes out, those who break with each other lose by it, and nobody else.
    let people = settle(&otherwise(&[("informing", "known", 1.0), ("informing", "bond", 1.0)]), PEOPLE);
    let (told, tallies) = history(&people, &asking(section()), 1);
    let broke = [BROKE_WITH_FRIEND, BROKE_WITH_KIN].map(|what| tallies[0].befell(what)).iter().sum::<i64>();
    let lost = differing(&told[1], &history(&people, &Regime::default(), 1).0[1], savings);
    assert!(lost > 0 && lost <= broke, "{lost} lost money, {broke} broke with somebody");
    assert_eq!((a.state, &a.news), (b.state, &b.news));
}

/// Counts rulings about each of two acts.
#[derive(Default)]
struct Rulings {
    told: AtomicI64,
    reported: AtomicI64,
}

impl Witness for Rulings {
    fn judged(&self, _: u32, _: u32, rulings: &[Ruling], _: i16) {
        for ruling in rulings {
            match ruling.because {
                Because::Act(act) if act == Act::Inform as usize => self.told.fetch_add(1, Relaxed),
                Because::Act(act) if act == Act::Criticise as usize => self.reported.fetch_add(1, Relaxed),
                _ => 0,
            };
        }
    }
}

#[test]
fn every_report_that_is_believed_is_a_record_on_somebody_and_brings_the_informer_her_points() {
    let origin = || Origin { basis: Basis::Assumed, source: String::new() };
    let tiers = vec![Tier { name: "all".into(), from: -10_000, listed: false }];
    let regime = Regime {
        score: Some(Score { start: 0, least: -10_000, most: 10_000, recovery: 0, tiers, opt_in: 1.0, expiry: None }),
        rules: vec![Rule {
            act: Act::Criticise,
            who: None,
            points: -5,
            repeat: 0,
            lists: 0,
            below: None,
            frees: false,
            origin: origin(),
        }],
        ..asking(Informants { acts: vec![Act::Criticise], points: 3, check: 0.5, ..section() })
    };
    let rulings = Rulings::default();
    let (worlds, tallies) = watched(&settle(&still(), PEOPLE), &regime, 12, Some(&rulings));
    let [truly, falsely, found] =
        [Count::TrueReports, Count::FalseReports, Count::FalseReportsFound].map(|count| sum(&tallies, count));
    let (told, reported) = (rulings.told.into_inner(), rulings.reported.into_inner());
    assert_eq!(told, truly + falsely - found, "the office knows an informant, unless she was found to lie");
    // Two neighbours may report the same act; it is on record once.
    assert!(reported <= told && reported * 10 > told * 9, "{reported} records from {told} reports");
    assert!(falsely > 20 && found * 3 > falsely && found * 3 < falsely * 2, "{found} of {falsely}: half are found");
    let score: i64 = worlds[12].towns.iter().flat_map(|c| &c.columns.score).map(|s| i64::from(*s)).sum();
    assert_eq!(score, 3 * told - 5 * reported, "points move for reports only");
}

#[test]
fn reward_brings_reports_true_and_false_and_checks_stop_the_false_ones() {
    let people = people();
    let told = |informants: Informants| {
        let tallies = history(&people, &asking(informants), 6).1;
        (sum(&tallies, Count::TrueReports), sum(&tallies, Count::FalseReports))
    };
    let plain = told(section());
    let paid = told(Informants { reward: 1_000.0, ..section() });
    let checked = told(Informants { reward: 1_000.0, check: 0.9, fine: 5_000.0, ..section() });
    let forced = told(Informants { penalty: 5_000.0, silence: 0.5, ..section() });
    assert!(paid.0 * 2 > plain.0 * 3 && paid.1 > plain.1, "{plain:?} {paid:?}");
    assert!(checked.1 < paid.1 && checked.0 * 10 > paid.0 * 9, "{paid:?} {checked:?}");
    assert!(forced.0 > plain.0 && forced.1 * 10 < plain.1 * 13, "a duty to tell calls for no lies: {forced:?}");
}

#[test]
fn who_shrinks_from_telling_never_tells_and_without_a_grudge_nobody_lies() {
    let told = |set: &[(&str, &str, f32)]| {
        let people = settle(&otherwise(set), PEOPLE);
        let tallies = history(&people, &asking(section()), 6).1;
        (sum(&tallies, Count::TrueReports), sum(&tallies, Count::FalseReports))
    };
    assert_eq!(told(&[("informing", "reticence", 50.0)]), (0, 0));
    let (truly, falsely) = told(&[("informing", "grudge", 0.0)]);
    assert!(truly > 0 && falsely == 0);
}

#[test]
fn claim_15_can_hold_and_can_fail() {
    // Informing breeds anxiety and lowers trust with people's default behaviour, but not where being reported teaches
    // nothing.
    let change = |set: &[(&str, &str, f32)]| {
        let people = settle(&otherwise(set), PEOPLE);
        let paid = asking(Informants { reward: 500.0, ..section() });
        let [with, without] = [paid, Regime::default()].map(|regime| history(&people, &regime, 24).1);
        [Count::Felt, Count::Trust].map(|count| with[23].get(count) - without[23].get(count))
    };
    let [felt, trust] = change(&[]);
    assert!(felt > 0 && trust < 0, "felt {felt}, trust {trust}");
    let deaf = [("informing", "betrayal", 0.0), ("informing", "rumour", 0.0)];
    let [felt, _] = change(&deaf);
    assert_eq!(felt, 0);
}
