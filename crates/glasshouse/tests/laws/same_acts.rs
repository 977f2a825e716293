//! Tests that the same acts are listed at the same rate, where sight and rules are even, in every income fifth.

use crate::laboratory::otherwise;
use glasshouse::engine::{EARLIER, Quiet, Size};
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::statistics::{Interval, interval};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::{Regime, Rule, Tier};
use glasshouse::scenario;
use glasshouse::society::Society;

/// The list of defaulters whose channels see all alike, without false alarms.
fn even_list() -> Regime {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/cases/even-defaults.toml");
    let regime = scenario::regime(file).unwrap_or_else(|trouble| panic!("{trouble:?}")).value;
    Regime { starts: 0, ends: None, ..regime }
}

/// A score beside it: those who broke a loan lose points, too, and the lowest tier is listed.
fn even_score(lists: bool) -> Regime {
    let mut regime = even_list();
    let tier = |name: &str, from, listed| Tier { name: name.into(), from, listed };
    let tiers = vec![tier("low", 0, true), tier("high", 60, false)];
    let score = scenario::regime("social-credit").unwrap().value.score.unwrap();
    regime.score = Some(glasshouse::regime::Score { start: 100, least: 0, most: 120, recovery: 2, tiers, ..score });
    let harsh = |rule: &Rule| Rule { points: -45, lists: if lists { rule.lists } else { 0 }, ..rule.clone() };
    regime.rules = regime.rules.iter().filter(|rule| !rule.frees).map(harsh).collect();
    regime
}

/// A society in which many break loans, poor and rich.
fn borrowers() -> Society {
    otherwise(&[
        ("loan", "want", 0.05),
        ("loan", "tempted", 0.01),
        ("loan", "grace", 0.0),
        ("law", "loan_court", 0.0),
        ("discretion", "way", 0.0),
    ])
}

/// How much more the poorest are listed than the richest, given the same acts, in points of 100: over replicates.
fn gap(society: &Society, regime: &Regime, people: u64, months: u32, seed: u64, replicates: u32) -> Interval {
    let size = Size { people, months };
    let (society, regimes) = (society.clone(), vec![regime.clone()]);
    let c = compare(Plan { society, regimes, size, seed, replicates, earlier: EARLIER, by: None }, &Quiet);
    let of = |run: &Vec<Tally>| {
        let mut sum = Tally::default();
        run[12..].iter().for_each(|month| sum.merge(month));
        let value = |key: &str| by_key(key).unwrap().value(View::Truth, &sum).unwrap_or(0.0);
        value("listed_same_acts_1") - value("listed_same_acts_5")
    };
    interval(&c.runs[0].iter().map(of).collect::<Vec<f64>>())
}

#[test]
fn where_all_are_seen_alike_the_poor_and_the_rich_are_listed_alike_for_the_same_acts() {
    for (name, regime) in [("list", even_list()), ("score", even_score(false)), ("both", even_score(true))] {
        let gap = gap(&borrowers(), &regime, 4_000, 48, 1, 6);
        println!("{name}: {:.3} ± {:.3} points of 100", gap.mean, gap.half.unwrap());
        // Three intervals of 95 % that all hold zero in 95 % of trials are wider (Bonferroni; 6 replicates).
        let half = gap.half.unwrap() * (3.53 / 2.57);
        assert!(gap.mean.abs() <= half, "{name}: {gap:?}");
    }
}

/// And where they are not: the poor are seen twice as often as the rich.
#[test]
fn where_the_poor_are_seen_more_often_they_are_listed_more_often_for_the_same_acts() {
    let mut regime = even_list();
    regime.watch.iter_mut().for_each(|channel| channel.by_income = [2.0, 1.5, 1.0, 0.75, 0.5]);
    let gap = gap(&borrowers(), &regime, 4_000, 48, 1, 6);
    assert!(gap.mean > 0.0 && gap.excludes_zero(), "{gap:?}");
}

/// 40 seeds; 200 with more people and months where `COVERAGE=full` is set.
#[test]
fn intervals_of_the_same_acts_hold_equality_as_often_as_they_say() {
    let full = std::env::var("COVERAGE").is_ok_and(|full| full == "full");
    let (seeds, people, months, replicates) = if full { (200, 4_000, 60, 8) } else { (40, 1_500, 36, 5) };
    for (name, regime) in [("list", even_list()), ("score", even_score(false)), ("both", even_score(true))] {
        let gaps: Vec<Interval> =
            (0..seeds).map(|seed| gap(&borrowers(), &regime, people, months, 100 + seed, replicates)).collect();
        let holds = gaps.iter().filter(|gap| !gap.excludes_zero()).count() as f64 / seeds as f64;
        let mean = gaps.iter().map(|gap| gap.mean).sum::<f64>() / seeds as f64;
        println!("{name}: {:.1} % of intervals hold equality; mean gap {mean:.4}", 100.0 * holds);
        // 95 %, less three standard errors over the seeds, and on the other side whatever chance allows.
        let least = if full { 0.93 } else { 0.95 - 3.0 * (0.95 * 0.05 / seeds as f64).sqrt() };
        assert!(holds >= least, "{name}: {holds}");
    }
}

/// Where whoever pays comes off, the rich who were listed pay and leave, and the poor who were listed stay: sight is even,
/// and what follows is not. Without that way back, and with nothing for sale, there is no gap.
#[test]
fn the_default_society_has_no_gap_under_the_even_list_from_which_nobody_can_pay_herself_off() {
    let honest = otherwise(&[("discretion", "way", 0.0)]);
    let mut stays = even_list();
    stays.rules.retain(|rule| !rule.frees);
    let [stays, leaves] = [stays, even_list()].map(|regime| gap(&honest, &regime, 6_000, 60, 3, 12));
    println!("nobody pays herself off {stays:?}, whoever pays comes off {leaves:?}");
    assert!(!stays.excludes_zero(), "{stays:?}");
}
