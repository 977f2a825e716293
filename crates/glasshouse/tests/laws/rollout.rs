//! Tests of roll-outs: counties outside are free of the regime, and regional rules hold where they should.

use crate::laboratory::{history, regime, regime_between, settle, society, watched, without_dockets};
use glasshouse::engine::world::World;
use glasshouse::engine::{Settlement, Witness};
use glasshouse::life::terms::NEUTRAL;
use glasshouse::regime::adjudication::{Because, Ruling};
use glasshouse::regime::{Override, Regime, Rollout, Rule, Wave};
use glasshouse::society::act::Act;
use glasshouse::society::ties::{FAR, STEPS};
use std::sync::Mutex;

const MONTHS: u32 = 9;
/// Twenty counties.
const PEOPLE: u64 = 30_000;

fn rollout(pilots: f32, waves: &[(u32, f32)]) -> Rollout {
    let waves = waves.iter().map(|(month, share)| Wave { month: *month, share: *share }).collect();
    Rollout { unit: Default::default(), pilots, waves, spread: None, standard: None, overrides: vec![] }
}

fn all_parts() -> Regime {
    regime_between("social-credit + reviews + welfare", 1, 8)
}

/// Whether everybody in a county is without a standing.
fn is_free(world: &World, county: usize) -> bool {
    world.towns[county].columns.standing.iter().all(|s| *s == NEUTRAL)
}

#[test]
fn everywhere_from_the_start_is_no_rollout() {
    let people = settle(&society("china-2018"), 6_000);
    let plain = all_parts();
    let rolled = Regime { rollout: Some(rollout(1.0, &[])), ..plain.clone() };
    assert!(history(&people, &plain, MONTHS) == history(&people, &rolled, MONTHS));
    // And nowhere is nothing.
    let nowhere = Regime { rollout: Some(rollout(0.0, &[])), ..plain };
    let (worlds, none) = (history(&people, &nowhere, MONTHS).0, history(&people, &Regime::default(), MONTHS).0);
    crate::laboratory::assert_same_lives(&worlds, &none, "no pilots");
}

#[test]
fn waves_only_ever_take_more_counties_until_the_end() {
    let people = settle(&society("china-2018"), PEOPLE);
    let counties = people.homes.len();
    assert_eq!(counties, 20);
    let rolled = Regime { rollout: Some(rollout(0.1, &[(3, 0.4), (5, 1.0)])), ..all_parts() };
    let (worlds, _) = history(&people, &rolled, MONTHS);
    // The standing after a month is ruled in it: worlds[m + 1] shows month m.
    let covered = |month: usize| (0..counties).filter(|c| !is_free(&worlds[month + 1], *c)).collect::<Vec<_>>();
    let sizes: Vec<usize> = (0..MONTHS as usize).map(|month| covered(month).len()).collect();
    assert_eq!(sizes, [0, 2, 2, 8, 8, 20, 20, 20, 0]);
    for month in 2..7 {
        assert!(covered(month - 1).iter().all(|county| covered(month).contains(county)), "a county left");
    }
}

/// The people with nothing that crosses county borders: no ties far away, and news that nobody heeds.
fn without_borders_crossed(mut people: Settlement) -> Settlement {
    for home in &mut people.homes {
        home.traits.ties.iter_mut().for_each(|ties| *ties &= !(1 << (STEPS + FAR)));
    }
    let behaviour = &mut people.society.behaviour;
    (behaviour.learning.trust_news, behaviour.learning.custom_news, behaviour.market.news) = (0.0, 0.0, 0.0);
    people
}

#[test]
fn before_its_wave_a_county_lives_under_the_law() {
    let rolled = Regime { rollout: Some(rollout(0.2, &[(5, 0.5)])), ..all_parts() };
    let lives = |people: &Settlement, regime: &Regime| -> Vec<World> {
        history(people, regime, MONTHS).0.iter().map(without_dockets).collect()
    };
    let same = |with: &[World], without: &[World], month: usize, county: usize| {
        with[month].towns[county] == without[month].towns[county]
    };
    let here = settle(&society("china-2018"), PEOPLE);
    let (first, second) = (|c: &usize| here.line[*c] < 4, |c: &usize| here.line[*c] < 10);

    // With nothing that crosses its border, such a county is identical to one under no-system, bit for bit.
    let apart = without_borders_crossed(here.clone());
    let (with, without) = (lives(&apart, &rolled), lives(&apart, &Regime::default()));
    for county in 0..here.homes.len() {
        // The regime starts in month 1 and the wave comes in month 5: each shows in the world after that month.
        let until = if first(&county) {
            1
        } else if second(&county) {
            5
        } else {
            MONTHS as usize
        };
        (0..=until).for_each(|m| assert!(same(&with, &without, m, county), "county {county}, month {m}"));
        assert!(until == MONTHS as usize || !same(&with, &without, until + 1, county), "county {county} did not begin");
    }

    // Otherwise it hears of the pilots a month later: through friends far away and the news.
    let (with, without) = (lives(&here, &rolled), lives(&here, &Regime::default()));
    let outside = || (0..here.homes.len()).filter(|county| !second(county));
    assert!(outside().all(|county| same(&with, &without, 2, county)), "the first month reached others at once");
    assert!(outside().any(|county| !same(&with, &without, 5, county)), "nothing was ever heard of the pilots");
}

/// Records the points for violations: month, person, points.
#[derive(Default)]
struct Clerk(Mutex<Vec<(u32, u32, i32)>>);

impl Witness for Clerk {
    fn judged(&self, person: u32, month: u32, rulings: &[Ruling], _: i16) {
        let of_violation = |r: &&Ruling| r.because == Because::Act(Act::Violate as usize);
        self.0.lock().unwrap().extend(rulings.iter().filter(of_violation).map(|r| (month, person, r.points)));
    }
}

#[test]
fn regional_rules_hold_in_their_provinces_until_the_standard() {
    let people = settle(&society("china-2018"), PEOPLE);
    let base = regime_between("social-credit", 1, 8);
    let national = base.rules.iter().find(|rule| rule.act == Act::Violate).unwrap();
    let stricter = Override { provinces: vec![3, 7, 60], rule: Rule { points: -20, ..national.clone() } };
    let with = |standard| Rollout { standard, overrides: vec![stricter.clone()], ..rollout(1.0, &[]) };
    let regime = Regime { rollout: Some(with(Some(4))), ..base.clone() };
    let clerk = Clerk::default();
    let (worlds, _) = watched(&people, &regime, MONTHS, Some(&clerk));
    let province = |person: u32| {
        let county = people.homes.partition_point(|home| home.neighbourhoods[0].first <= person) - 1;
        people.map.province(county as u32)
    };
    let mut seen = [0; 2];
    for (month, person, points) in clerk.0.into_inner().unwrap() {
        let is_stricter = month < 4 && [3, 7].contains(&province(person));
        assert_eq!(points, if is_stricter { -20 } else { -5 }, "month {month}, province {}", province(person));
        seen[usize::from(is_stricter)] += 1;
    }
    assert!(seen[0] > 100 && seen[1] > 10, "both rules were applied: {seen:?}");
    // A rule that is the same everywhere is not a regional rule, nor is one for a province that does not exist.
    let plain = history(&people, &base, MONTHS).0;
    assert!(worlds != plain);
    let mut same = with(None);
    same.overrides[0].rule = national.clone();
    same.overrides.push(Override { provinces: vec![60], ..stricter });
    assert!(history(&people, &Regime { rollout: Some(same), ..base }, MONTHS).0 == plain);
}

#[test]
fn six_years_after_the_trials_the_whole_nation_is_reached() {
    let people = settle(&society("china-2018"), PEOPLE);
    let counties = people.homes.len();
    let whole = regime("social-credit without regime ends + nationwide");
    let trials = regime("social-credit without regime ends + pilots");
    let share = |regime: &Regime, month: u32| regime.rollout.as_ref().map_or(1.0, |r| r.share(month, regime.starts));
    // The trials are those of `pilots`, and so are the next; then the one goes on.
    assert_eq!((share(&whole, 12), share(&whole, 32)), (share(&trials, 12), share(&trials, 32)));
    assert!(share(&whole, 83) < 1.0 && share(&whole, 84) == 1.0 && share(&trials, 120) < 0.2);
    assert_eq!((whole.starts, whole.ends), (12, Some(144)));

    let months = 88;
    let worlds = history(&people, &whole, months).0;
    let reached = |month: usize| (0..counties).filter(|c| !is_free(&worlds[month + 1], *c)).collect::<Vec<_>>();
    let sizes: Vec<usize> = (0..months as usize).map(|month| reached(month).len()).collect();
    assert!(sizes[..12].iter().all(|n| *n == 0) && sizes[12] > 0, "{sizes:?}");
    assert!(sizes.windows(2).all(|pair| pair[0] <= pair[1]), "a county left: {sizes:?}");
    assert!(sizes[83] < counties && sizes[84..].iter().all(|n| *n == counties), "{sizes:?}");
}
