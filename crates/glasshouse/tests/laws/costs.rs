//! Tests of what a system costs: who pays, how it grows with what is seen, and that nobody's life changes by it.

use crate::laboratory::{assert_same_lives, free, history, regime_between, settle, society};
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Costs, Regime};

const PEOPLE: u64 = 3_000;

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

fn priced() -> Regime {
    regime_between("social-credit", 2, 8)
}

fn with_levy(regime: Regime, levy: f32) -> Regime {
    let costs = regime.costs.clone().map(|costs| Costs { levy: Some(levy), ..costs });
    Regime { costs, ..regime }
}

/// Worlds without the accounts of the state and of the rest of the economy.
fn without_accounts(worlds: Vec<World>) -> Vec<World> {
    let blank = |world: World| World { state: 0, outside: 0, levy: 0.0, ..world };
    worlds.into_iter().map(blank).collect()
}

#[test]
fn what_a_system_costs_is_the_states_debt_and_changes_nobodys_life() {
    let people = settle(&society("china-2018"), PEOPLE);
    let (with, counted) = history(&people, &priced(), 12);
    let (without, nothing) = history(&people, &free(&priced()), 12);
    let cost = sum(&counted, Count::RunningCost);
    assert!(cost > 0 && sum(&nothing, Count::RunningCost) == 0);
    assert_eq!(without[12].state - with[12].state, cost, "the state owes all of it");
    assert_eq!(with[12].outside - without[12].outside, cost, "the rest of the economy earns it");
    let by_month: Vec<bool> = counted.iter().map(|t| t.get(Count::RunningCost) > 0).collect();
    assert_eq!(by_month, (0..12).map(|month| (2..8).contains(&month)).collect::<Vec<_>>(), "only while it is in force");
    assert_same_lives(&without_accounts(with), &without_accounts(without), "a price that nobody pays");
}

#[test]
fn regimes_without_channels_files_or_prices_cost_nothing_to_run() {
    let people = settle(&society("china-2018"), 1_500);
    for name in ["no-system", "reviews", "welfare", "clean-pay", "helper-law", "commercial-score"] {
        let tallies = history(&people, &regime_between(name, 0, 6), 6).1;
        assert_eq!(sum(&tallies, Count::RunningCost), 0, "{name}");
    }
    // What is paid to people is a cost to the state all the same.
    assert!(sum(&history(&people, &regime_between("welfare", 0, 2), 2).1, Count::StatePaid) > 0);
    assert_eq!(sum(&history(&people, &Regime::default(), 2).1, Count::StatePaid), 0);
}

#[test]
fn watching_costs_in_proportion_to_what_is_seen() {
    let people = settle(&society("china-2018"), PEOPLE);
    let cost = |dose: f32| {
        let mut regime = priced();
        for channel in &mut regime.watch {
            (channel.urban, channel.rural) = (channel.urban * dose, channel.rural * dose);
        }
        sum(&history(&people, &regime, 4).1, Count::WatchingCost)
    };
    let doses = [0.0, 0.01, 0.1, 0.25, 0.5, 0.75, 1.0];
    let costs = doses.map(cost);
    assert!(costs.is_sorted() && costs[0] == 0, "{costs:?}");
    for (dose, cost) in doses.iter().zip(costs) {
        let expected = f64::from(*dose) * costs[6] as f64;
        assert!((cost as f64 - expected).abs() < 0.02 * costs[6] as f64, "{dose}: {cost} instead of {expected}");
    }
}

#[test]
fn each_price_is_paid_for_what_it_prices() {
    let people = settle(&society("china-2018"), PEOPLE);
    let none = Costs {
        file: None,
        ruling: None,
        hearing: None,
        enforcement: None,
        vacant: None,
        prisoner: None,
        levy: None,
        ..priced().costs.unwrap()
    };
    let run = |costs: Costs| {
        let tallies = history(&people, &Regime { costs: Some(costs), ..free(&priced()) }, 12).1;
        (sum(&tallies, Count::RunningCost), tallies)
    };
    assert_eq!(run(none.clone()).0, 0);
    let (files, tallies) = run(Costs { file: Some(12.0), ..none.clone() });
    assert_eq!(files, 6 * tallies[0].get(Count::People), "a yuan a month for everybody on file");
    let (hearings, tallies) = run(Costs { hearing: Some(100.0), ..none.clone() });
    assert_eq!(hearings, 100 * sum(&tallies, Count::AppealsHeard));
    let (listed, tallies) = run(Costs { enforcement: Some(10.0), ..none.clone() });
    // Enforcement follows the list of the month before.
    assert_eq!(listed, 10 * sum(&tallies[2..7], Count::Listed));
    assert!(listed > 0);
    let (records, tallies) = run(Costs { ruling: Some(1.0), ..none.clone() });
    let recorded: i64 = (0..glasshouse::society::act::ACTS)
        .map(|act| tallies.iter().map(|t| t.nth(Count::RecordedByAct, act)).sum::<i64>())
        .sum();
    assert_eq!(records, recorded);
    let with_posts = Regime { costs: Some(Costs { vacant: Some(7.0), ..none }), ..free(&priced()) };
    let (worlds, tallies) = history(&people, &with_posts, 12);
    let lost = |world: &World| -> i64 {
        world.towns.iter().flat_map(|c| &c.commons).map(|common| i64::from(common.dismissed.count_ones())).sum()
    };
    assert_eq!(sum(&tallies, Count::RunningCost), 7 * worlds[2..8].iter().map(lost).sum::<i64>());
}

#[test]
fn a_levy_recovers_the_cost_from_those_who_earn_and_is_felt_in_their_purses() {
    let people = settle(&society("china-2018"), PEOPLE);
    let (owed, none) = history(&people, &priced(), 9);
    assert_eq!(sum(&none, Count::CostsRecovered), 0);
    let mut before = 0;
    for levy in [0.0, 0.1, 0.25, 0.5, 0.75, 1.0] {
        let (paid, counted) = history(&people, &with_levy(priced(), levy), 9);
        let (cost, recovered) = (sum(&counted, Count::RunningCost), sum(&counted, Count::CostsRecovered));
        assert!(recovered >= before, "{recovered} after {before}");
        let share = recovered as f64 / cost as f64;
        assert!((share - f64::from(levy)).abs() < 0.1, "{share} of the cost is recovered instead of {levy}");
        before = recovered;
        if levy == 1.0 {
            let saved = |worlds: &[World]| -> u64 {
                worlds[4].towns.iter().flat_map(|c| &c.columns.savings).map(|s| u64::from(*s)).sum()
            };
            assert!(saved(&paid) < saved(&owed), "somebody pays");
            assert_eq!(counted[2].get(Count::CostsRecovered), 0, "a month later");
            assert!(counted[3].get(Count::CostsRecovered) > 0 && counted[8].get(Count::CostsRecovered) > 0);
        }
    }
}
