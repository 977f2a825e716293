//! Tests of events: what does not happen changes nothing, what happens is felt where it falls, and some of it lasts.

use crate::laboratory::{assert_same_lives, history, otherwise, regime, settle};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::observatory::measures::by_key;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Event, Front, Happening, Origin, Propaganda, Regime};

const PEOPLE: u64 = 6_000;
/// The month of every event here.
const DAY: u32 = 2;

fn with(months: u32, what: Happening) -> Regime {
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    Regime { events: vec![Event { month: DAY, months, what, origin }], ..Regime::default() }
}

fn scandal(found: f32, illness: f32) -> Regime {
    with(1, Happening::Scandal { found, illness })
}

fn crackdown(on: Front, times: f32) -> Regime {
    with(12, Happening::Crackdown { on, times })
}

fn people(set: &[(&str, &str, f32)]) -> Settlement {
    settle(&otherwise(set), PEOPLE)
}

fn value(key: &str, tallies: &[Tally]) -> f64 {
    let mut all = Tally::default();
    tallies.iter().for_each(|month| all.merge(month));
    (by_key(key).unwrap().truth)(&all).unwrap()
}

fn count(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn an_event_of_no_size_does_not_happen_and_none_changes_the_months_before_it() {
    let people = people(&[]);
    let (plain, sums) = history(&people, &Regime::default(), 6);
    let silent = Propaganda { integrity: 1.0, care: 0.0, speech: 1.0, strength: 0.0 };
    let fronts = Front::ALL.map(|on| crackdown(on, 1.0));
    let nothing = [scandal(0.0, 0.0), with(3, Happening::Campaign(silent)), with(1, Happening::Windfall { yuan: 0.0 })];
    for regime in nothing.iter().chain(&fronts) {
        let (worlds, tallies) = history(&people, regime, 6);
        assert_same_lives(&worlds, &plain, &format!("{:?}", regime.events));
        assert!(tallies == sums);
    }
    let loud = Propaganda { integrity: 1.0, care: 1.0, speech: 0.0, strength: 1.0 };
    let fronts = Front::ALL.map(|on| crackdown(on, 50.0));
    let some = [scandal(0.5, 0.5), with(3, Happening::Campaign(loud)), with(1, Happening::Windfall { yuan: 900.0 })];
    for regime in some.iter().chain(&fronts) {
        let (worlds, _) = history(&people, regime, 6);
        assert_same_lives(&worlds[..=DAY as usize], &plain[..=DAY as usize], "before it");
        assert!(worlds[6] != plain[6], "{:?} changes nothing", regime.events);
    }
}

#[test]
fn distrust_of_a_trade_grows_with_a_scandal_and_lasts_as_long_as_people_bear_a_grudge() {
    let imports = |found: f32, grudge: f32, months: u32| {
        let people = people(&[("market", "grudge", grudge), ("lives", "pace", 0.0)]);
        let tallies = history(&people, &scandal(found, 0.0), months).1;
        value("imports", &tallies[months as usize - 12..])
    };
    let doses = [0.0, 0.1, 0.3, 0.6].map(|found| imports(found, 0.992, 15));
    assert!(doses.is_sorted() && doses[3] > doses[0] + 2.0, "{doses:?}");
    let decade = |found: f32, grudge: f32| imports(found, grudge, 122);
    let [never, lasting, gone] = [(0.0, 1.0), (0.3, 1.0), (0.3, 0.5)].map(|(found, grudge)| decade(found, grudge));
    assert!(lasting > never + 2.0, "ten years on: {lasting} % imports instead of {never} %");
    assert!((gone - never).abs() < 1.0, "where people forget in months: {gone} % instead of {never} %");
}

#[test]
fn small_news_of_single_firms_are_no_scandal() {
    let people = people(&[("market", "scandal", 0.25)]);
    let (worlds, _) = history(&people, &scandal(0.2, 0.0), 5);
    assert!(worlds.iter().all(|world| world.news.distrust == 0.0 && world.news.outrage == 0.0));
    assert!(worlds[3].news.scandal >= 0.2, "though it is in the news");
}

#[test]
fn infants_fall_ill_where_the_home_made_staple_is_bought_and_nowhere_else() {
    let people = people(&[("market", "illness", 0.0)]);
    let ill = |illness: f32| history(&people, &scandal(0.2, illness), 4).1;
    let (none, some, all) = (ill(0.0), ill(0.5), ill(1.0));
    let fed = |t: &Tally| t.get(Count::Infants) - t.get(Count::InfantsOnImport);
    assert_eq!(count(&none, Count::Ill), 0);
    assert_eq!(all[DAY as usize].get(Count::Ill), fed(&all[DAY as usize]), "all who are fed on it");
    assert!((1..fed(&some[DAY as usize])).contains(&some[DAY as usize].get(Count::Ill)));
    assert_eq!(count(&all, Count::Ill), all[DAY as usize].get(Count::Ill), "in that month alone");
}

/// Mean approval, or trust, over the year after an event.
fn after(key: &str, regime: &Regime, set: &[(&str, &str, f32)]) -> f64 {
    value(key, &history(&people(set), regime, 15).1[3..])
}

#[test]
fn a_scandal_costs_the_government_approval_as_far_as_people_hold_it_against_it() {
    let lost = |weight: f32| {
        let set = [("learning", "approval_scandal", weight)];
        after("approval", &Regime::default(), &set) - after("approval", &scandal(0.4, 0.0), &set)
    };
    let doses = [0.0, 0.1, 0.5].map(lost);
    assert!(doses[0].abs() < 1.0 && doses.is_sorted() && doses[2] > 5.0, "{doses:?}");
}

#[test]
fn corruption_that_comes_to_light_moves_approval_and_trust() {
    let lost = |key: &str, weight: f32, name: &str| {
        let set = [("learning", name, weight), ("discretion", "permit", 0.5), ("learning", "approval_clean", 0.0)];
        // Nobody is deterred, so that more are found out.
        let undeterred = [("law", "bribe_fine", 0.0), ("law", "bribe_punishment", 0.0), ("discretion", "horizon", 0.0)];
        let set = [&set[..], &[("learning", "trust_clean", 0.0)], &undeterred].concat();
        after(key, &Regime::default(), &set) - after(key, &crackdown(Front::Officials, 40.0), &set)
    };
    let approval = [0.0, 0.5].map(|weight| lost("approval", weight, "approval_exposed"));
    assert!(approval[1] > approval[0] + 0.3, "{approval:?}");
    let trust = [0.0, 0.1].map(|weight| lost("trust", weight, "trust_exposed"));
    assert!(trust[1] > trust[0] + 0.1, "{trust:?}");
}

#[test]
fn clean_officials_earn_approval_and_trust_and_venal_ones_cost_them() {
    let earned = |key: &str, name: &str, share: f32| {
        let of = |weight: f32| {
            // Where nothing is offered, and nothing asked, officials are clean.
            let set = [("learning", name, weight), ("discretion", "share", share), ("discretion", "usual", 0.4)];
            after(key, &Regime::default(), &[&set[..], &[("law", "bribe_sight", 0.0)]].concat())
        };
        of(0.05) - of(0.0)
    };
    for (key, name) in [("approval", "approval_clean"), ("trust", "trust_clean")] {
        let (clean, venal) = (earned(key, name, 0.0), earned(key, name, 0.5));
        assert!(clean > 0.5 && clean > venal, "{key}: {clean} where officials are clean, {venal} where they are not");
    }
}

#[test]
fn a_windfall_is_paid_to_everybody_from_outside_once() {
    let people = people(&[("purse", "drawdown", 0.0), ("lives", "pace", 0.0)]);
    let savings = |world: &World| -> u64 {
        world.towns.iter().flat_map(|town| &town.columns.savings).map(|yuan| u64::from(*yuan)).sum()
    };
    let run = |yuan: f32| history(&people, &with(1, Happening::Windfall { yuan }), 3).0;
    let (rich, plain) = (run(500.0), run(0.0));
    let month = DAY as usize + 1;
    let persons = rich[0].towns.iter().map(|town| town.columns.savings.len() as u64).sum::<u64>();
    let gained = savings(&rich[month]) - savings(&plain[month]);
    assert!(gained > 400 * persons && gained <= 500 * persons, "{gained} yuan for {persons} persons");
    // The state pays nothing of it; it gains a little from fines that people could not pay otherwise.
    assert!((0..persons as i64).contains(&(rich[month].state - plain[month].state)));
}

#[test]
fn a_crackdown_on_the_street_catches_more_and_deters() {
    let run = |times: f32| history(&people(&[]), &crackdown(Front::Street, times), 12).1;
    let doses = [0.5, 1.0, 5.0, 20.0].map(|times| count(&run(times), Count::Violations));
    assert!(doses.is_sorted_by(|a, b| a >= b) && doses[3] < doses[1], "{doses:?}");
    let file = regime("milk-scandal");
    assert!(matches!(file.events[..], [Event { month: 12, months: 1, what: Happening::Scandal { .. }, .. }]));
}
