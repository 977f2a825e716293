//! Tests of a course: a regime switched off midway equals one that ends there; the list holds the listed.

use crate::laboratory::{history, regime, regime_between, settle, society};
use glasshouse::engine::world::TownState;
use glasshouse::engine::{self, PopulationSpec, Settlement, Simulation, Size, is_listed};
use glasshouse::life::terms::LISTED;
use glasshouse::observatory::life_history::{Wanted, find, follow};
use glasshouse::observatory::public_register::{Relation, register};
use glasshouse::observatory::tally::Tally;
use glasshouse::observatory::tier_transitions::flows;
use glasshouse::regime::Regime;

const PEOPLE: u64 = 2_000;

/// The sums of a run that is switched off before its `off`-th month.
fn switched(people: &Settlement, regime: &Regime, months: u32, off: u32) -> Vec<Tally> {
    let mut course = Simulation::new(people, regime, None);
    (0..months)
        .map(|month| {
            if month == off {
                assert_eq!(course.switch_off(), Some(off));
                assert_eq!(course.switch_off(), None, "it is off already");
            }
            course.step().all
        })
        .collect()
}

#[test]
fn switched_off_on_the_way_is_ended_by_the_file() {
    let people = settle(&society("china-2018"), PEOPLE);
    for spec in ["social-credit", "rongcheng", "reviews", "social-credit + welfare"] {
        let open = Regime { starts: 2, ends: None, ..regime(spec) };
        let told = switched(&people, &open, 12, 7);
        let filed = history(&people, &Regime { ends: Some(7), ..open.clone() }, 12).1;
        assert!(told == filed, "{spec}");
        let never = history(&people, &open, 12).1;
        assert!(told != never, "{spec}: it made a difference");
    }
}

#[test]
fn what_is_not_in_force_cannot_be_switched_off() {
    let people = settle(&society("lesson"), PEOPLE);
    for (regime, off) in [(regime_between("social-credit", 3, 5), [4]), (regime("no-system"), [99])] {
        let mut course = Simulation::new(&people, &regime, None);
        for month in 0..8 {
            if !off.contains(&month) {
                assert_eq!(course.switch_off(), None, "{}: month {month}", regime.name);
            }
            course.step();
        }
    }
}

#[test]
fn the_public_list_holds_who_is_listed_and_shows_them_to_whom_it_is_shown() {
    let people = settle(&society("china-2018"), PEOPLE);
    let regime = regime("social-credit");
    let (person, month) = find(&people, &regime, Wanted::WronglyListed, 60).expect("somebody is");
    let list = register(&people, &regime, person, month);
    let own = list.entries.iter().find(|e| e.person == person).expect("she is on it");
    assert_eq!((own.relation, own.is_shown, own.is_deserved), (Relation::Oneself, true, false));
    assert!(list.in_force && list.listed >= list.entries.len() as u64);
    for entry in &list.entries {
        let told = follow(&people, &regime, entry.person, month + 1).months.pop().unwrap();
        assert!(is_listed(told.docket.standing));
        assert_eq!(told.would_be_listed(), entry.is_deserved);
    }
    let before = register(&people, &regime, person, regime.starts - 1);
    assert_eq!((before.in_force, before.listed), (false, 0));
}

#[test]
fn flows_between_tiers_lose_nobody_and_end_where_the_run_ends() {
    let size = Size { people: PEOPLE, months: 24 };
    let people = engine::settle(&PopulationSpec::new(&society("china-2018"), size, 1, 0));
    let regime = regime_between("social-credit", 3, 20);
    let flows = flows(&people, &regime).expect("it keeps a score");
    assert_eq!(flows.months, [3, 8, 13, 19], "the first month in force, the last, and two between");
    let all = |look: usize| (0..5).flat_map(|fifth| flows.at(fifth, look)).sum::<u32>();
    assert_eq!(
        (0..4).map(all).collect::<Vec<_>>(),
        [PEOPLE as u32; 4],
        "everybody is judged, so everybody is somewhere"
    );
    // The people in each tier are those whose books say so.
    let world = history(&people, &regime, 20).0.pop().unwrap();
    for tier in 0..flows.tiers.len() {
        let in_books = |c: &TownState| c.columns.standing.iter().filter(|s| usize::from(**s % LISTED) == tier).count();
        let told: u32 = (0..5).map(|fifth| flows.at(fifth, 3)[tier]).sum();
        assert_eq!(told as usize, world.towns.iter().map(in_books).sum::<usize>(), "tier {tier}");
    }
    assert!(
        glasshouse::observatory::tier_transitions::flows(&people, &crate::laboratory::regime("reviews")).is_none(),
        "no score, no tiers"
    );
}
