//! Tests of the attitude towards the system: it moves nothing, follows its causes, and can favour any group.

use crate::laboratory::{assert_same_lives, history, otherwise, regime_between, settle};
use glasshouse::engine::Simulation;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::strata::By;

const PEOPLE: u64 = 6_000;

fn value(key: &str, tally: &Tally) -> Option<f64> {
    (by_key(key).unwrap().truth)(tally)
}

/// A society whose people think of the system by these causes alone.
fn weighing(weights: &[(&str, f32)]) -> Society {
    let mut set: Vec<(&str, &str, f32)> =
        ["legitimacy", "treatment", "risk", "privacy", "trust", "order"].map(|name| ("attitude", name, 0.0)).to_vec();
    set.extend(weights.iter().map(|(name, weight)| ("attitude", *name, *weight)));
    otherwise(&set)
}

fn sum(society: &Society, regime: &Regime, months: u32) -> Tally {
    let mut all = Tally::default();
    history(&settle(society, PEOPLE), regime, months).1.iter().for_each(|month| all.merge(month));
    all
}

#[test]
fn it_is_only_counted_and_only_where_a_system_judges() {
    let regime = regime_between("social-credit", 2, 5);
    let [(some, sums), (none, blank)] = [weighing(&[("legitimacy", 3.0), ("risk", 6.0)]), weighing(&[])]
        .map(|society| history(&settle(&society, PEOPLE), &regime, 6));
    assert_same_lives(&some, &none, "attitudes move something");
    let there = |months: &[Tally]| months.iter().map(|t| t.get(Count::UnderSystem) > 0).collect::<Vec<_>>();
    assert_eq!(there(&sums), [false, false, true, true, true, false]);
    assert_eq!(value("system_approval", &sums[0]), None);
    let neutral = value("system_approval", &blank[3]).unwrap();
    assert!((neutral - 100.0 * 128.0 / 255.0).abs() < 1e-9, "with no causes nobody leans either way: {neutral}");
    assert!(value("system_approval", &sums[3]).unwrap() != neutral);
    let welfare = sum(&weighing(&[]), &regime_between("welfare", 0, 3), 3);
    assert_eq!(value("not_worried", &welfare), None, "welfare judges nobody");
}

#[test]
fn people_state_more_than_they_think_where_they_fear_and_nothing_else_where_they_do_not() {
    let run = |survey: f32| {
        let mut society = weighing(&[("privacy", 2.0)]);
        society.behaviour.speech.survey = survey;
        sum(&society, &regime_between("social-credit", 0, 4), 4)
    };
    let [candid, feigned] = [0.0, 2.0].map(|survey| value("system_approval_gap", &run(survey)).unwrap());
    assert!(candid.abs() < 1e-9 && feigned > 5.0, "{candid} and {feigned} points");
}

#[test]
fn nobody_worries_where_nothing_can_be_lost_or_nothing_is_expected_to_be_found_out() {
    let worried = |regime: &Regime, set: &[(&str, &str, f32)]| {
        let mut society = weighing(&[("risk", 3.0)]);
        set.iter().for_each(|(section, name, x)| *society.behaviour.get_mut(section, name).unwrap() = *x);
        100.0 - value("not_worried", &sum(&society, regime, 4)).unwrap()
    };
    let strict = regime_between("social-credit", 0, 4);
    let mut empty = strict.clone();
    (empty.rewards, empty.sanctions) = (Vec::new(), Vec::new());
    empty.visibility.shaming = 0.0;
    empty.visibility.list = Default::default();
    let [some, nothing] = [&strict, &empty].map(|regime| worried(regime, &[]));
    assert!(some > 1.0 && nothing == 0.0, "{some} % are worried, {nothing} % where nothing follows");
    let doses = [0.02, 0.1, 0.4].map(|worry| worried(&strict, &[("attitude", "worry", worry)]));
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[0] > doses[2], "{doses:?}");
}

/// The mean approval of each group of a division, in a mean month.
fn by_group(weights: &[(&str, f32)], regime: &Regime, by: By) -> Vec<f64> {
    let society = weighing(weights);
    let people = settle(&society, PEOPLE);
    let mut course = Simulation::new(&people, regime, Some(by));
    let mut groups = vec![Tally::default(); by.parts()];
    for _ in 0..12 {
        groups.iter_mut().zip(&course.step().groups).for_each(|(all, month)| all.merge(month));
    }
    groups.iter().map(|group| value("system_approval", group).unwrap()).collect()
}

#[test]
fn any_group_can_approve_most() {
    let strict = regime_between("social-credit", 0, 12);
    let last_most = |weights: &[(&str, f32)], by: By| {
        let means = by_group(weights, &strict, by);
        (means[means.len() - 1] > means[0], means)
    };
    for by in [By::Income, By::Age, By::Schooling] {
        for name in ["trust", "legitimacy", "order"] {
            let [(up, a), (down, b)] = [3.0, -3.0].map(|weight| last_most(&[(name, weight)], by));
            assert_ne!(up, down, "{by:?} by {name}: {a:?} and {b:?}");
        }
    }
    let gains = last_most(&[("treatment", 6.0)], By::Income);
    let fears = last_most(&[("risk", 6.0)], By::Income);
    assert!(gains.1 != fears.1, "{gains:?} {fears:?}");
}
