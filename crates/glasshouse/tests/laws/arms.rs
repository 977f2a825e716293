//! Tests of roll-outs within counties: arms of neighbourhoods and of persons, and rules that are withheld.

use crate::laboratory::{assert_same_lives, history, regime_between, settle, society, without_dockets};
use glasshouse::engine::{self, PopulationSpec, Quiet, Settlement, Size};
use glasshouse::life::terms::NEUTRAL;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::{Regime, Rollout, RolloutUnit, Wave};
use glasshouse::society::strata::By;

const MONTHS: u32 = 9;
const PEOPLE: u64 = 6_000;

fn by(unit: RolloutUnit, pilots: f32, waves: &[(u32, f32)]) -> Option<Rollout> {
    let waves = waves.iter().map(|(month, share)| Wave { month: *month, share: *share }).collect();
    Some(Rollout { unit, pilots, waves, spread: None, standard: None, overrides: vec![] })
}

/// People for runs of some months.
fn settle_for_months(people: u64) -> Settlement {
    let society = society("china-2018");
    engine::settle(&PopulationSpec::new(&society, Size { people, months: MONTHS }, 1, 0))
}

/// A regime of which only the judging falls on places or persons.
fn judging() -> Regime {
    regime_between("social-credit without propaganda", 1, 8)
}

fn arms(people: &Settlement, regime: &Regime, months: usize) -> [Tally; 2] {
    let mut sums = [Tally::default(), Tally::default()];
    for month in engine::simulate(people, regime, Some(By::Arm), &Quiet).take(months) {
        sums.iter_mut().zip(&month.groups).for_each(|(sum, arm)| sum.merge(arm));
    }
    sums
}

fn read(measure: &str, sum: &Tally) -> f64 {
    by_key(measure).unwrap().value(View::Truth, sum).unwrap_or_default()
}

#[test]
fn everybody_from_the_start_is_no_rollout_and_nobody_is_nothing() {
    let people = settle(&society("china-2018"), PEOPLE);
    let parts = regime_between("social-credit + reviews + welfare", 1, 8);
    let none = history(&people, &Regime::default(), MONTHS).0;
    for (unit, plain) in [(RolloutUnit::Neighbourhood, parts), (RolloutUnit::Person, judging())] {
        let all = Regime { rollout: by(unit, 1.0, &[]), ..plain.clone() };
        assert!(history(&people, &plain, MONTHS) == history(&people, &all, MONTHS), "{unit:?}");
        let nowhere = Regime { rollout: by(unit, 0.0, &[]), ..plain };
        let (worlds, _) = history(&people, &nowhere, MONTHS);
        if unit == RolloutUnit::Neighbourhood {
            assert_same_lives(&worlds, &none, "no neighbourhood");
        } else {
            // What is announced is heard by everybody; nobody has a docket.
            let free = |s: &u8| *s == NEUTRAL;
            assert!(worlds.iter().all(|w| w.towns.iter().all(|town| town.columns.standing.iter().all(free))));
        }
    }
}

#[test]
fn waves_take_more_neighbourhoods_of_each_town_and_never_leave_one() {
    let people = settle(&society("china-2018"), PEOPLE);
    let regime = Regime { rollout: by(RolloutUnit::Neighbourhood, 0.3, &[(4, 0.7), (6, 1.0)]), ..judging() };
    let (worlds, _) = history(&people, &regime, MONTHS);
    let covered = |month: usize| -> Vec<bool> {
        let towns = worlds[month + 1].towns.iter().zip(&people.homes);
        let hoods = towns.flat_map(|(state, home)| {
            home.neighbourhoods
                .iter()
                .map(|hood| state.columns.standing[hood.span.clone()].iter().any(|s| *s != NEUTRAL))
        });
        hoods.collect()
    };
    let sizes: Vec<usize> =
        (0..MONTHS as usize).map(|m| covered(m).iter().filter(|in_force| **in_force).count()).collect();
    let hoods = covered(0).len();
    assert_eq!((sizes[0], sizes[6], sizes[8]), (0, hoods, 0), "{sizes:?}");
    assert!((sizes[1] as f64 / hoods as f64 - 0.3).abs() < 0.1 && (sizes[4] as f64 / hoods as f64 - 0.7).abs() < 0.1);
    for month in 2..7 {
        let pairs: Vec<(bool, bool)> = covered(month - 1).into_iter().zip(covered(month)).collect();
        assert!(pairs.iter().all(|(before, now)| *now || !before), "a neighbourhood left in month {month}");
    }
}

#[test]
fn a_neighbourhood_outside_lives_its_first_month_as_under_the_law() {
    let people = settle(&society("china-2018"), PEOPLE);
    let regime = Regime { rollout: by(RolloutUnit::Neighbourhood, 0.5, &[]), ..judging() };
    let lives = |regime: &Regime| history(&people, regime, MONTHS).0.iter().map(without_dockets).collect::<Vec<_>>();
    let (with, without) = (lives(&regime), lives(&Regime::default()));
    let mut outside = 0;
    for (t, home) in people.homes.iter().enumerate() {
        for (k, hood) in home.neighbourhoods.iter().enumerate() {
            let number = home.town.hoods.start + k as u32;
            let norms = |w: &glasshouse::engine::world::World| w.towns[t].columns.norm[0][hood.span.clone()].to_vec();
            if !people.reaches_neighbourhood(number, 0.5) {
                outside += 1;
                assert_eq!(norms(&with[2]), norms(&without[2]), "neighbourhood {number} felt it at once");
            }
        }
    }
    assert!(outside > 5);
    // Later, what its people see and hear of the others spills over.
    assert!(with[8].towns != without[8].towns);
}

#[test]
fn arms_are_the_same_in_every_world_and_add_up_to_everybody() {
    for unit in RolloutUnit::ALL {
        let plain = if unit == RolloutUnit::Person { judging() } else { regime_between("social-credit", 1, 8) };
        let regime = Regime { rollout: by(unit, 0.5, &[]), ..plain };
        let mut people = settle_for_months(9_000);
        people.remember([&Regime::default(), &regime]);
        let months = MONTHS as usize;
        let (with, without) = (arms(&people, &regime, months), arms(&people, &Regime::default(), months));
        let mut all = Tally::default();
        engine::simulate(&people, &regime, None, &Quiet).take(months).for_each(|month| all.merge(&month.all));
        let both = |arms: &[Tally; 2], of: &str| (read(of, &arms[0]), read(of, &arms[1]));
        let trust = read("violations", &all);
        let (control, treated) = both(&with, "violations");
        assert!(control.min(treated) <= trust && trust <= control.max(treated), "{unit:?}");
        assert!(treated < control, "{unit:?}: {treated} and {control}");
        let (control, treated) = both(&without, "violations");
        assert!(control > 0.0 && treated > 0.0 && both(&without, "listed") == (0.0, 0.0), "{unit:?}");
        assert_eq!(read("listed", &with[0]), 0.0, "{unit:?}: nobody in the control arm is listed");
        assert!(read("listed", &with[1]) > 0.0, "{unit:?}");
    }
}

#[test]
fn the_fewer_are_told_the_less_they_heed_and_told_to_all_is_as_before() {
    let people = settle_for_months(PEOPLE);
    let withheld = |share: f32| {
        let mut regime = judging();
        regime.visibility.withheld = share;
        regime
    };
    let violations = |regime: &Regime| {
        let mut sum = Tally::default();
        engine::simulate(&people, regime, None, &Quiet).take(7).for_each(|month| sum.merge(&month.all));
        read("violations", &sum)
    };
    let doses = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|share| violations(&withheld(share)));
    assert_eq!(doses[0], violations(&judging()));
    assert!(doses.is_sorted(), "{doses:?}");
    assert!(doses[5] > 1.05 * doses[0] && doses[5] <= 1.02 * violations(&Regime::default()), "{doses:?}");
}
