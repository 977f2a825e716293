//! Tests of determinism: a run is the same bit for bit on any number of threads, repeated, or observed.

use crate::laboratory::{history, regime_between, settle, society, watched};
use glasshouse::engine::world::World;
use glasshouse::engine::{EARLIER, Quiet, Size, Witness, simulate};
use glasshouse::experiment::compare::{Comparison, Plan, compare};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::measures::{View, by_key};
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::Regime;
use glasshouse::regime::adjudication::Ruling;
use glasshouse::society::strata::{By, DIVISIONS};
use rayon::{ThreadPool, ThreadPoolBuilder};

const EVERYTHING: &str = "social-credit + reviews + welfare";
/// Three counties, so that threads have work to share.
const PEOPLE: u64 = 4_600;

fn threads(number: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(number).build().unwrap()
}

/// The people drawn, and every world and sum of twenty months.
fn run() -> (Vec<World>, Vec<Tally>) {
    let people = settle(&society("china-2018"), PEOPLE);
    assert!(people.homes.len() >= 3, "enough counties to share out");
    let mut regime = regime_between(EVERYTHING, 3, 14);
    // The additional records of an institution are the same on any number of threads, too.
    regime.watch.iter_mut().step_by(2).for_each(|channel| channel.delay = 3);
    regime.score.as_mut().expect("it has one").expiry = Some(4);
    history(&people, &regime, 20)
}

#[test]
fn every_month_is_the_same_on_1_2_3_and_8_threads_and_when_run_again() {
    let alone = threads(1).install(run);
    for number in [1, 2, 3, 8] {
        assert!(threads(number).install(run) == alone, "{number} threads");
    }
}

#[test]
fn a_comparison_is_the_same_on_1_2_3_and_8_threads() {
    let plan = || Plan {
        society: society("lesson"),
        regimes: vec![Regime::default(), regime_between(EVERYTHING, 2, 6)],
        size: Size { people: 3_200, months: 8 },
        seed: 5,
        replicates: 3,
        earlier: EARLIER,
        by: Some(By::County),
    };
    let run = |number| {
        let Comparison { runs, grouped, .. } = threads(number).install(|| compare(plan(), &Quiet));
        let series: Vec<_> = grouped.into_iter().flatten().map(|run| run.series).collect();
        (runs, series)
    };
    let alone = run(1);
    for number in [2, 3, 8] {
        assert!(run(number) == alone, "{number} threads");
    }
}

#[test]
fn a_whole_run_and_one_by_single_months_give_the_same_sums() {
    let mut people = settle(&society("lesson"), 1_500);
    people.size.months = 12;
    let regime = regime_between(EVERYTHING, 2, 8);
    let whole: Vec<Tally> = simulate(&people, &regime, None, &Quiet).map(|sums| sums.all).collect();
    assert!(whole == history(&people, &regime, 12).1);
}

#[test]
fn groups_add_up_to_everybody_and_dividing_changes_nothing() {
    let mut people = settle(&society("china-2018"), PEOPLE);
    people.size.months = 8;
    let regime = regime_between(EVERYTHING, 2, 6);
    let plain: Vec<Tally> = simulate(&people, &regime, None, &Quiet).map(|sums| sums.all).collect();
    for by in [By::Income, By::Age, By::Schooling, By::Place, By::County] {
        for (sums, plain) in simulate(&people, &regime, Some(by), &Quiet).zip(&plain) {
            assert!(sums.all == *plain, "dividing by {} changed the run", by.word());
            assert_eq!(sums.groups.len(), by.groups(&people.map));
            let mut added = Tally::default();
            sums.groups.iter().for_each(|group| added.merge(group));
            added.add(Count::StateAccount, plain.get(Count::StateAccount));
            assert!(added == *plain, "groups by {} do not add up", by.word());
            assert!(sums.groups.iter().all(|group| group.get(Count::People) > 0));
        }
    }
    for ((month, sums), plain) in (0..).zip(simulate(&people, &regime, Some(By::All), &Quiet)).zip(&plain) {
        assert!(sums.all == *plain, "dividing in four ways at once changed the run");
        assert_eq!(sums.groups.is_empty(), !By::All.looks(month));
        for by in DIVISIONS.iter().filter(|_| By::All.looks(month)) {
            let mut added = Tally::default();
            let places = (0..by.parts()).filter_map(|n| By::All.place(*by, n));
            places.for_each(|n| added.merge(&sums.groups[n]));
            added.add(Count::StateAccount, plain.get(Count::StateAccount));
            assert!(added == *plain, "groups by {} do not add up", by.word());
        }
    }
}

#[test]
fn a_tile_of_the_map_is_its_county_whatever_else_is_told_apart() {
    let mut people = settle(&society("china-2018"), PEOPLE);
    people.size.months = 6;
    let regime = regime_between(EVERYTHING, 2, 5);
    let counties: Vec<_> = simulate(&people, &regime, Some(By::County), &Quiet).collect();
    assert!(
        counties.iter().all(|sums| sums.groups.len() > 2 && sums.tiles.is_empty()),
        "there they are groups already"
    );
    for by in [None, Some(By::Age), Some(By::All)] {
        for (sums, counties) in simulate(&people, &regime, by, &Quiet).zip(&counties) {
            assert!(sums.tiles == counties.groups, "{by:?}");
        }
    }
}

#[test]
fn a_map_is_kept_of_the_months_in_which_regimes_are_in_force() {
    let regime = regime_between(EVERYTHING, 2, 6);
    let plan = |by| Plan {
        society: society("lesson"),
        regimes: vec![Regime::default(), regime.clone()],
        size: Size { people: 3_200, months: 8 },
        seed: 5,
        replicates: 2,
        earlier: 3,
        by,
    };
    let (told, counties) = (compare(plan(None), &Quiet), compare(plan(Some(By::County)), &Quiet));
    let trust = by_key("trust").unwrap();
    for (r, tile) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let here = told.level_at(tile, r, trust, View::Truth);
        assert_eq!(here, counties.level_of(tile, r, trust, View::Truth, Window::During));
        assert!(here.is_some());
        assert_eq!(counties.level_at(tile, r, trust, View::Truth), None, "there they are groups already");
    }
    assert_eq!(told.level_at(2, 0, trust, View::Truth), None, "there is no such tile");
}

struct Bystander;

impl Witness for Bystander {
    fn judged(&self, _: u32, _: u32, _: &[Ruling], _: i16) {}
}

#[test]
fn watching_a_run_does_not_change_it() {
    let people = settle(&society("china-2018"), 1_500);
    let regime = regime_between(EVERYTHING, 2, 12);
    assert!(watched(&people, &regime, 16, Some(&Bystander)) == history(&people, &regime, 16));
}
