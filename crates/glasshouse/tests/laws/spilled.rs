//! Tests of out-of-core runs: a society larger than memory comes out the same, byte for byte.
#![allow(clippy::disallowed_methods)] // tests prepare folders with the system's own functions

use crate::laboratory::{regime_between, settle, society};
use glasshouse::engine::{
    EARLIER, PackedCounties, PopulationSpec, Quiet, Room, Settlement, Simulation, Size, Spill, StoredBytes, settle_in,
};
use glasshouse::experiment::compare::{Plan, compare_in};
use glasshouse::observatory::tally::Tally;
use glasshouse::regime::Regime;
use std::fs;
use std::path::PathBuf;

/// Four counties.
const PEOPLE: u64 = 6_100;
const MONTHS: u32 = 14;

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("glasshouse-spilled-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn settled(homes: bool, near: Option<usize>, folder: &std::path::Path) -> Settlement {
    let room = Room { homes, spill: near.map(|near| Spill { near, folder: folder.to_path_buf() }) };
    let size = Size { people: PEOPLE, months: MONTHS };
    settle_in(&room, &PopulationSpec::new(&society("china-2018"), size, 1, 0), EARLIER).unwrap()
}

/// Each month's sums, and the final public bytes and packed counties.
fn run(people: &Settlement, regime: &Regime) -> (Vec<Tally>, Vec<u8>, PackedCounties) {
    let mut course = Simulation::new(people, regime, None);
    let sums = (0..MONTHS).map(|_| course.try_step().unwrap().all).collect();
    (sums, course.world().public.clone(), course.world().towns.clone())
}

#[test]
fn a_run_is_the_same_whether_counties_lie_in_memory_or_in_a_file_and_homes_are_kept_or_drawn_anew() {
    let folder = folder("same");
    // Lists are shown to ties here, so friends far away are asked who they are.
    let mut regime = regime_between("social-credit", 2, 12);
    regime.watch.iter_mut().step_by(2).for_each(|channel| channel.delay = 3);
    let in_memory = settle(&society("china-2018"), PEOPLE);
    let (sums, public, counties) = run(&in_memory, &regime);
    for (homes, near) in [(false, None), (true, Some(0)), (false, Some(0)), (false, Some(3)), (false, Some(99))] {
        let people = settled(homes, near, &folder);
        assert_eq!(people.homes.is_empty(), !homes);
        let there = run(&people, &regime);
        assert!(there.0 == sums && there.1 == public, "homes {homes}, in memory {near:?}");
        assert!(there.2.all().unwrap() == counties.all().unwrap(), "homes {homes}, in memory {near:?}");
        let StoredBytes { memory, file } = there.2.bytes();
        assert_eq!((memory > 0, file > 0), (near != Some(0), near.is_some_and(|near| near < 4)));
        assert_eq!(memory + file, counties.bytes().memory);
        // The run has not changed the people: another one begins as the first did.
        assert!(run(&people, &regime).0 == sums);
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left behind");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn where_the_folder_is_gone_it_is_an_error_and_the_month_has_not_taken_place() {
    let folder = folder("gone");
    let people = settled(false, Some(2), &folder);
    let regime = regime_between("social-credit", 0, 12);
    let mut course = Simulation::new(&people, &regime, None);
    course.try_step().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let before = (course.month(), course.world().public.clone(), course.world().towns.all().unwrap());
    assert!(course.try_step().is_err());
    assert!((course.month(), course.world().public.clone(), course.world().towns.all().unwrap()) == before);
    fs::create_dir_all(&folder).unwrap();
    course.try_step().expect("it goes on where there is room again");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_comparison_is_the_same_where_homes_are_drawn_anew_and_tells_no_flows_by_fifths_that_are_not_at_hand() {
    let plan = Plan {
        society: society("china-2018"),
        regimes: vec![regime_between("social-credit", 0, 6)],
        size: Size { people: 1_500, months: 6 },
        seed: 1,
        replicates: 1,
        earlier: 2,
        by: None,
    };
    let [kept, anew] =
        [true, false].map(|homes| compare_in(&Room { homes, spill: None }, plan.clone(), &Quiet).unwrap());
    assert!(kept.runs == anew.runs);
    let counted = kept.flows[0][0].as_ref().map(|flows| flows.at(0, 0).iter().sum::<u32>());
    assert!(counted.is_some_and(|persons| persons > 100), "{counted:?}");
    assert!(anew.flows[0][0].is_none());
}
