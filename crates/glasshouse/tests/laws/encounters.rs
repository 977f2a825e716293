//! Does each encounter change what it should, and only through what it says?

use crate::laboratory::{assert_same_lives, history, regime_between, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Consequence, Effect, Origin, Regime, Whom};
use glasshouse::society::act::Act;

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 2_000)
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// The system with only the platforms' channel and the rules about purchases, which bring so many points.
fn platforms(points: i16) -> Regime {
    let mut regime = Regime { propaganda: None, ..regime_between("social-credit", 0, MONTHS) };
    let about = |act: Act| matches!(act, Act::BuyApproved | Act::BuyDisapproved);
    regime.watch.retain(|channel| channel.acts.iter().any(|act| about(*act)));
    regime.rules.retain(|rule| about(rule.act));
    regime.rules.iter_mut().for_each(|rule| rule.points *= points);
    regime.visibility.announced = 0.0;
    regime.visibility.shaming = 0.0;
    regime
}

#[test]
fn points_for_purchases_bend_them_and_no_points_do_not() {
    let people = people();
    let tallies = |points| history(&people, &platforms(points), MONTHS).1;
    let (none, some) = (tallies(0), tallies(40));
    assert!(sum(&none, Count::Shoppers) > 2_000 && sum(&none, Count::BoughtAgainstTaste) > 100);
    assert_eq!(sum(&none, Count::ShoppersBent), 0, "nobody is bent by being looked at without consequence");
    let bent = sum(&some, Count::ShoppersBent);
    assert!(bent > sum(&some, Count::Shoppers) / 50, "{bent} are bent");
    assert!(sum(&some, Count::DisapprovedBought) < sum(&none, Count::DisapprovedBought));
    assert!(sum(&some, Count::BoughtAgainstTaste) > sum(&none, Count::BoughtAgainstTaste));
    // Channels record some purchases, and hardly any that there were not.
    let seen = sum(&none, Count::ApprovedSeen) as f64 / sum(&none, Count::ApprovedBought) as f64;
    assert!((0.6..0.9).contains(&seen), "{seen} is seen");
}

#[test]
fn a_channel_for_purchases_without_rules_changes_nothing() {
    let people = people();
    let with = platforms(0);
    let without = Regime { watch: vec![], ..with.clone() };
    let lives = |regime: &Regime| history(&people, regime, MONTHS).0;
    assert_same_lives(&lives(&with), &lives(&without), "a channel without rules");
}

#[test]
fn whose_internet_is_slow_buys_nothing_on_it() {
    let people = people();
    let mut regime = platforms(0);
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    for tier in 0..regime.score.as_ref().unwrap().tiers.len() {
        let (on, origin) = (Whom::Tier(tier), origin.clone());
        regime.sanctions.push(Consequence { on, effect: Effect::SlowInternet, amount: 1.0, origin });
    }
    // The first month's standing is still none.
    let tallies = history(&people, &regime, MONTHS).1;
    assert!(tallies[0].get(Count::Shoppers) > 200);
    assert_eq!(sum(&tallies[1..], Count::Shoppers), 0);
}
