//! Tests of need: it moves those who lack something, by its weights, and nobody else.

use crate::laboratory::{assert_same_lives, history, otherwise, regime_between, settle, society};
use glasshouse::engine::Simulation;
use glasshouse::engine::world::World;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::society::Society;
use glasshouse::society::act::Act;
use glasshouse::society::strata::By;

const PEOPLE: u64 = 6_000;

/// The shipped society with more occasions, so that a small run shows them.
fn busy(set: &[(&str, &str, f32)]) -> Society {
    let often = [("staged", "rate", 0.2), ("distress", "blame", 0.5), ("lives", "pace", 0.0)];
    otherwise(&[&often[..], set].concat())
}

fn run(society: &Society, regime: &Regime, months: u32) -> Tally {
    let mut all = Tally::default();
    history(&settle(society, PEOPLE), regime, months).1.iter().for_each(|month| all.merge(month));
    all
}

fn value(key: &str, tally: &Tally) -> f64 {
    (by_key(key).unwrap().truth)(tally).unwrap()
}

/// Need that moves nobody: no weights, no duties, and age does not matter.
const IDLE: [(&str, &str, f32); 6] = [
    ("need", "staging", 0.0),
    ("need", "extorting", 0.0),
    ("need", "defaulting", 0.0),
    ("need", "kindness", 0.0),
    ("need", "duty", 0.0),
    ("distress", "old", 0.0),
];

#[test]
fn without_weights_need_moves_nobody_and_weights_move_nobody_where_nothing_is_needed() {
    let lives = |set: &[(&str, &str, f32)]| history(&settle(&busy(set), PEOPLE), &Regime::default(), 6).0;
    let plain = lives(&[&IDLE[..], &[("need", "line", 0.0)]].concat());
    assert_same_lives(&lives(&[&IDLE[..], &[("need", "line", 900.0)]].concat()), &plain, "need without weights");
    let heavy = [("need", "staging", 5.0), ("need", "extorting", 5.0), ("need", "defaulting", 5.0)];
    let heavy = [&IDLE[..], &heavy, &[("need", "kindness", 5.0), ("need", "line", 0.0)]].concat();
    assert_same_lives(&lives(&heavy), &plain, "weights without need");
}

#[test]
fn each_weight_makes_more_of_what_it_is_about() {
    let acts = [("staging", Act::Scam), ("extorting", Act::Extort), ("kindness", Act::WalkOn)];
    for (name, act) in acts {
        let doses = [0.0, 1.0, 3.0, 8.0].map(|weight| {
            let set = [&IDLE[..], &[("need", "line", 1_500.0), ("need", "horizon", 120.0), ("need", name, weight)]];
            run(&busy(&set.concat()), &Regime::default(), 12).done(act)
        });
        assert!(doses.is_sorted() && doses[3] > doses[0], "{name}: {doses:?}");
    }
    let willed = [0.0, 8.0].map(|weight| {
        let often = [("loan", "tempted", 0.02), ("need", "line", 1_500.0), ("need", "defaulting", weight)];
        let sums = run(&busy(&[&IDLE[..], &often].concat()), &Regime::default(), 12);
        // Lenders ask for more where more is broken, so that less is lent.
        sums.get(Count::DefaultsByWill) as f64 / sums.get(Count::PartsDue) as f64
    });
    assert!(willed[1] > willed[0], "{willed:?}");
}

#[test]
fn children_support_old_parents_and_no_money_is_made_or_lost() {
    let wealth = |world: &World| -> i64 {
        let saved = world.towns.iter().flat_map(|town| &town.columns.savings).map(|yuan| i64::from(*yuan)).sum::<i64>();
        saved + world.state + world.outside
    };
    let doses = [0.0, 0.05, 0.2].map(|duty| {
        let people = settle(&busy(&[("need", "duty", duty)]), PEOPLE);
        let (worlds, tallies) = history(&people, &Regime::default(), 3);
        assert!(worlds.iter().all(|world| wealth(world) == wealth(&worlds[0])), "money appears or disappears");
        tallies.iter().map(|t| t.get(Count::Supported)).sum::<i64>()
    });
    assert!(doses[0] == 0 && doses[1] > 0 && doses[2] > 3 * doses[1], "{doses:?}");
}

/// Staged accidents in each fifth, per person.
fn staged_by_fifth(society: &Society) -> Vec<f64> {
    let people = settle(society, 2 * PEOPLE);
    let nobody = Regime::default();
    let mut course = Simulation::new(&people, &nobody, Some(By::Income));
    let mut groups = vec![Tally::default(); 5];
    for _ in 0..12 {
        groups.iter_mut().zip(&course.step().groups).for_each(|(all, month)| all.merge(month));
    }
    groups.iter().map(|group| group.done(Act::Scam) as f64 / group.get(Count::People) as f64).collect()
}

#[test]
fn the_poorest_stage_most_where_need_drives_to_it_and_need_not_where_it_does_not() {
    let staging = |weight: f32| staged_by_fifth(&busy(&[("need", "staging", weight), ("need", "line", 900.0)]));
    let (idle, driven) = (staging(0.0), staging(3.0));
    assert!(driven[0] > driven[2] && driven[0] > driven[4], "{driven:?}");
    assert!(driven[0] / driven[4] > 1.15 * idle[0] / idle[4], "{idle:?} and {driven:?}");
}

#[test]
fn poverty_in_the_country_brings_more_scams_the_more_need_drives_to_them() {
    let scams = |weight: f32, cut: f64| {
        let mut society = busy(&[("need", "staging", weight)]);
        society.marginals.income_rural.value.iter_mut().for_each(|income| *income *= cut);
        run(&society, &Regime::default(), 12).done(Act::Scam)
    };
    let third = 1.0 / 3.0;
    let doses = [0.0, 3.0, 9.0].map(|weight| scams(weight, third) as f64 / scams(weight, 1.0) as f64);
    // Fewer of those whom they meet have anything to take, so that there may still be fewer of them.
    assert!(doses.is_sorted() && doses[2] > doses[0] + 0.05, "times as many: {doses:?}");
}

#[test]
fn where_more_are_old_more_are_in_need_the_more_depend_on_each_earner() {
    let need = |dependant: f32, old: f64| {
        let mut society = busy(&[("need", "dependant", dependant), ("need", "line", 900.0)]);
        let age = &mut society.marginals.age.value;
        let others = 1.0 - age[4];
        (0..4).for_each(|k| age[k] *= (1.0 - old) / others);
        age[4] = old;
        value("need", &run(&society, &Regime::default(), 3))
    };
    let rise = |dependant: f32| need(dependant, 0.5) - need(dependant, 0.15);
    let doses = [0.0, 300.0, 900.0].map(rise);
    assert!(doses[2] > doses[0], "{doses:?}");
}

#[test]
fn welfare_ends_need_and_security_is_kind_by_its_weight() {
    let months = 12;
    let differs = |kindness: f32, staging: f32| {
        let set = [("need", "kindness", kindness), ("need", "staging", staging), ("need", "line", 900.0)];
        let society = busy(&set);
        let mut welfare = regime_between("welfare", 0, months);
        welfare.welfare.as_mut().unwrap().floor = 1_500.0;
        let [with, without] = [&welfare, &Regime::default()].map(|regime| run(&society, regime, months));
        assert!(value("in_need", &with) < 0.2 * value("in_need", &without));
        (value("help", &with) - value("help", &without), with.done(Act::Scam) - without.done(Act::Scam))
    };
    let (idle, driven) = (differs(0.0, 0.0), differs(3.0, 5.0));
    assert!(driven.0 > idle.0 + 0.5, "helping: {idle:?}, {driven:?}");
    assert!(driven.1 < idle.1, "scams: {idle:?}, {driven:?}");
}

#[test]
fn the_old_are_in_distress_more_often_and_people_are_as_often_as_before() {
    let distress = |old: f32| {
        let people = settle(&busy(&[("distress", "old", old), ("distress", "rate", 0.3)]), PEOPLE);
        let nobody = Regime::default();
        let mut course = Simulation::new(&people, &nobody, Some(By::Age));
        let mut groups = vec![Tally::default(); 5];
        for _ in 0..6 {
            groups.iter_mut().zip(&course.step().groups).for_each(|(all, month)| all.merge(month));
        }
        let rate = |g: &Tally| g.get(Count::Distress) as f64 / g.get(Count::People) as f64;
        let all = groups.iter().map(|g| g.get(Count::Distress)).sum::<i64>() as f64;
        (rate(&groups[4]) / rate(&groups[1]), all)
    };
    let (even, before) = distress(0.0);
    let (aged, after) = distress(1.0);
    assert!((0.9..1.1).contains(&even) && aged > 1.5, "{even}, {aged}");
    assert!((after / before - 1.0).abs() < 0.05, "{before}, {after}");
    assert!(society("china-2018").behaviour.need.line > 0.0);
}
