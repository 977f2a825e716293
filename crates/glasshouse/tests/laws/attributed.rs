//! Tests of attribution: parts add up to the whole, and what does nothing has no part.

use crate::laboratory::society;
use glasshouse::engine::{EARLIER, Quiet, Size};
use glasshouse::experiment::attribution::{Attributed, Attribution};
use glasshouse::experiment::compare::{Plan, compare};
use glasshouse::experiment::mechanism;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::regime::Regime;
use glasshouse::scenario;
use rayon::ThreadPoolBuilder;

fn regime(spec: &str) -> Regime {
    scenario::regime(spec).unwrap_or_else(|trouble| panic!("{trouble:?}")).value
}

fn attribution(spec: &str, split: &[&str]) -> Attribution {
    let (regime, other) = (regime(spec), regime("no-system"));
    Attribution {
        society: society("china-2018"),
        groups: mechanism::groups(&regime, &other, split),
        regime,
        other,
        measures: vec![by_key("trust").unwrap(), by_key("violations").unwrap()],
        window: Window::During,
        size: Size { people: 1_000, months: 24 },
        seed: 5,
        replicates: 3,
        pairs: 2,
    }
}

fn run(attribution: &Attribution) -> Vec<Attributed> {
    attribution.run(&Quiet).into_iter().map(|of| of.expect("it is defined")).collect()
}

/// The part of each mechanism, by its key.
fn part(attribution: &Attribution, of: &Attributed, key: &str) -> f64 {
    let all = attribution.groups.iter().flatten().zip(of.parts.iter().flatten());
    all.filter(|(mechanism, _)| mechanism.key() == key).map(|(_, part)| part.mean).next().expect("it is there")
}

#[test]
fn parts_add_up_to_the_difference_that_a_comparison_finds() {
    for split in [&[][..], &["watching", "reward", "sanction"]] {
        let attribution = attribution("social-credit", split);
        let Attribution { society, regime, other, size, seed, replicates, .. } = attribution.clone();
        let regimes = vec![other, regime];
        let plan = Plan { society, regimes, size, seed, replicates, earlier: EARLIER, by: None };
        let found = compare(plan, &Quiet);
        for of in run(&attribution) {
            let whole = found.difference(1, of.measure, View::Truth, Window::During).unwrap();
            let sum: f64 = of.parts.iter().flatten().map(|part| part.mean).sum();
            assert!((sum - whole.mean).abs() < 1e-9 && (of.whole.mean - whole.mean).abs() < 1e-9, "{of:?}");
            assert!((of.groups.iter().map(|part| part.mean).sum::<f64>() - whole.mean).abs() < 1e-9);
        }
    }
}

/// Nobody can appeal against a list that does not exist, and what nothing is said about carries nothing.
#[test]
fn a_mechanism_that_does_nothing_has_no_part_and_one_alone_has_it_all() {
    let text = "welfare";
    let alone = attribution(text, &[]);
    assert_eq!(alone.groups.len(), 1);
    let of = &run(&alone)[0];
    assert!(of.whole.mean != 0.0 && of.groups[0] == of.whole, "{of:?}");
    let mut idle = attribution("welfare", &[]);
    idle.regime.appeal = regime("defaulter-list").appeal;
    idle.groups = mechanism::groups(&idle.regime, &idle.other, &[]);
    let of = &run(&idle)[0];
    assert_eq!(part(&idle, of, "appeal"), 0.0, "to the bit");
    assert_eq!(part(&idle, of, "welfare"), of.whole.mean);
}

#[test]
fn an_attribution_is_the_same_on_any_number_of_threads() {
    let attribution = Attribution { replicates: 2, ..attribution("reviews + welfare", &[]) };
    let on = |threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| run(&attribution));
    assert_eq!(on(1), on(3));
}
