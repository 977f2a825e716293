//! Tests of punished officials: prison and vacant posts cost what they should, and pay buys loyalty by its weight.

use crate::laboratory::{assert_same_lives, history, otherwise, regime_between, settle};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::life::work::PRISON;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Costs, Officials, Origin, Regime};
use glasshouse::society::traits::OFFICIAL;

const PEOPLE: u64 = 6_000;

/// Many cases, and officials who do not fear enough to refuse every bribe.
fn venal(set: &[(&str, &str, f32)]) -> Settlement {
    let all = [("discretion", "permit", 0.6), ("discretion", "horizon", 0.0), ("law", "bribe_fine", 0.0)];
    settle(&otherwise(&[&all[..], &[("lives", "pace", 0.0)], set].concat()), PEOPLE)
}

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

fn officials(bonus: f32, prison: f32, convicted: f32) -> Regime {
    let [detection, punishment] = [0.3, 0.0].map(Some);
    let officials = Officials { bonus, detection, punishment, prison, convicted, figures: None, origin: origin() };
    Regime { officials: Some(officials), ..Regime::default() }
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// The persons in prison, with whether each is an official and what she has saved.
fn held(people: &Settlement, world: &World) -> Vec<bool> {
    let flags = people.homes.iter().flat_map(|home| home.traits.flags.clone());
    let work = world.towns.iter().flat_map(|town| town.columns.work.clone());
    work.zip(flags).filter(|(work, _)| work & PRISON != 0).map(|(_, flags)| flags & OFFICIAL != 0).collect()
}

#[test]
fn nobody_is_imprisoned_where_no_term_is_set_or_nobody_is_convicted() {
    let people = venal(&[]);
    let [none, harmless] = [officials(0.0, 0.0, 1.0), officials(0.0, 24.0, 0.0)].map(|r| history(&people, &r, 6));
    assert_same_lives(&none.0, &harmless.0, "a term for nobody");
    assert_eq!(sum(&none.1, Count::Prisoners), 0);
    assert!(sum(&none.1, Count::OfficialsPunished) > 0);
    let quiet = settle(&otherwise(&[("discretion", "share", 0.0), ("lives", "pace", 0.0)]), PEOPLE);
    let [free, strict] = [officials(0.0, 0.0, 1.0), officials(0.0, 24.0, 1.0)].map(|r| history(&quiet, &r, 6));
    assert_same_lives(&free.0, &strict.0, "who takes nothing fears no prison");
}

#[test]
fn prisoners_are_officials_who_earn_nothing_and_more_serve_longer_terms() {
    let people = venal(&[]);
    let doses = [1.0, 6.0, 60.0].map(|term| {
        let (worlds, tallies) = history(&people, &officials(0.0, term, 1.0), 12);
        let held = held(&people, worlds.last().unwrap());
        assert!(held.iter().all(|official| *official), "somebody is in prison who is no official");
        sum(&tallies, Count::Prisoners)
    });
    assert!(doses.is_sorted() && doses[2] > doses[0] && doses[0] > 0, "{doses:?}");
    let income = |term: f32| {
        let tallies = history(&people, &officials(0.0, term, 1.0), 12).1;
        sum(&tallies, Count::Earned)
    };
    assert!(income(60.0) < income(0.0), "income is lost");
}

#[test]
fn officials_fear_prison_by_the_income_that_they_would_lose() {
    let people = venal(&[]);
    let bribes = |term: f32| sum(&history(&people, &officials(0.0, term, 1.0), 1).1, Count::Bribes);
    let doses = [0.0, 12.0, 120.0].map(bribes);
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[2] < doses[0], "{doses:?}");
}

#[test]
fn the_state_pays_for_each_prisoner_and_everybody_is_released_when_terms_end() {
    let people = venal(&[]);
    let none = Costs {
        file: None,
        ruling: None,
        hearing: None,
        enforcement: None,
        vacant: None,
        prisoner: None,
        levy: None,
        origin: origin(),
    };
    let costs = Costs { prisoner: Some(100.0), ..none };
    let regime = Regime { costs: Some(costs), ends: Some(10), ..officials(0.0, 60.0, 1.0) };
    let (worlds, tallies) = history(&people, &regime, 12);
    // A month is paid for those who were in prison when it began.
    let begun: usize = worlds[..10].iter().map(|world| held(&people, world).len()).sum();
    assert_eq!(sum(&tallies, Count::RunningCost), 100 * begun as i64);
    assert!(begun > 0 && held(&people, &worlds[12]).is_empty());
}

#[test]
fn cases_wait_longer_where_posts_are_vacant() {
    let savings = |backlog: f32| {
        let people = venal(&[("discretion", "backlog", backlog), ("discretion", "filled", 0.0)]);
        let worlds = history(&people, &officials(0.0, 600.0, 1.0), 12).0;
        let saved = |world: &World| world.towns.iter().flat_map(|t| &t.columns.savings).map(|s| i64::from(*s)).sum();
        saved(worlds.last().unwrap())
    };
    let doses: [i64; 3] = [0.0, 1.0, 4.0].map(savings);
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[2] < doses[0], "{doses:?}");
}

#[test]
fn pay_buys_loyalty_by_its_weight_and_none_where_it_has_none() {
    // Officials who do not care for the post: pay works through loyalty alone.
    let bribes = |loyalty: f32, bonus: f32| {
        let people = venal(&[("discretion", "loyalty", loyalty), ("discretion", "diligence", 0.0)]);
        sum(&history(&people, &officials(bonus, 0.0, 1.0), 1).1, Count::Bribes)
    };
    assert_eq!(bribes(0.0, 5_000.0), bribes(0.0, 0.0));
    assert_eq!(bribes(3.0, 0.0), bribes(0.0, 0.0), "without pay there is nothing to answer");
    let doses = [0.0, 1.0, 4.0].map(|loyalty| bribes(loyalty, 5_000.0));
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[2] < doses[0], "{doses:?}");
}

#[test]
fn punished_officials_are_counted_for_each_thousand_of_them() {
    let tallies = history(&venal(&[]), &officials(0.0, 0.0, 1.0), 12).1;
    let mut year = Tally::default();
    tallies.iter().for_each(|month| year.merge(month));
    let rate = (by_key("punished_officials").unwrap().truth)(&year).unwrap();
    let each = 1_000.0 * sum(&tallies, Count::OfficialsPunished) as f64 / tallies[0].get(Count::Officials) as f64;
    assert!((rate - each).abs() < 1e-6, "{rate} a year, {each}");
    let harsh = regime_between("harsh-punishment", 0, 12).officials.unwrap();
    assert_eq!((harsh.prison, harsh.convicted), (60.0, 0.05));
}
