//! Tests of consequences: each effect, applied alone to everybody, changes what people have or can do.

use crate::laboratory::{history, otherwise, regime, regime_between, settle, still};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Audience, Basis, Consequence, EFFECTS, Effect, Origin, Regime, Score, Tier, Whom};
use glasshouse::society::traits::TRAVELS;

const MONTHS: u32 = 4;

/// People before whose offices cases do not pile up: where everybody is barred from posts, all would wait for permits.
fn people() -> Settlement {
    settle(&otherwise(&[("discretion", "backlog", 0.0)]), 2_000)
}

/// A score whose single tier carries one effect; nobody looks, so nothing else differs.
fn with(effect: Effect, amount: f32) -> Regime {
    let tiers = vec![Tier { name: "all".into(), from: 0, listed: false }];
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    let consequence = Consequence { on: Whom::Tier(0), effect, amount, origin };
    Regime {
        score: Some(Score { start: 50, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers }),
        rewards: vec![consequence],
        ..Regime::default()
    }
}

fn savings(world: &World) -> Vec<u32> {
    world.towns.iter().flat_map(|c| c.columns.savings.iter().copied()).collect()
}

/// Numbers of people who have more at the end than without the effect, and who have less.
fn richer_and_poorer(people: &Settlement, regime: &Regime) -> (usize, usize) {
    let with = history(people, regime, MONTHS).0;
    let without = history(people, &Regime::default(), MONTHS).0;
    let pairs = || savings(with.last().unwrap()).into_iter().zip(savings(without.last().unwrap()));
    (pairs().filter(|(a, b)| a > b).count(), pairs().filter(|(a, b)| a < b).count())
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn each_reward_makes_people_richer_and_each_sanction_poorer() {
    let people = people();
    let plain = history(&people, &Regime::default(), MONTHS).0;
    let saving = savings(plain.last().unwrap()).into_iter().filter(|saved| *saved > 0).count();
    for row in EFFECTS {
        let amount = if row.most <= 1.0 { 0.2 } else { 200.0 };
        let (richer, poorer) = richer_and_poorer(&people, &with(row.effect, amount));
        match row.effect {
            // Prospects of children are not money; their effect is tested below.
            Effect::NoGoodSchool => assert_eq!(richer, 0, "{}", row.key),
            // One in three has a loan; dear loans are broken more often, which leaves more in the purse.
            Effect::CheaperLoan => assert!(richer > 400 && poorer < richer / 10, "{richer} and {poorer}"),
            Effect::DearerLoan => assert!(poorer > 400 && richer < poorer / 2, "{richer} and {poorer}"),
            // Money that is not lent need not be paid back; that nobody lends is tested with loans.
            Effect::NoLoan => assert!(poorer < 20, "{poorer}"),
            // Only internet users, travellers and officials pay: law `consequences`.
            Effect::SlowInternet => assert!(poorer > 900, "{}: {poorer} are poorer", row.key),
            Effect::NoFastTravel => assert!((400..800).contains(&poorer), "{}: {poorer} are poorer", row.key),
            Effect::NoPost => assert!((1..60).contains(&poorer), "{}: {poorer} are poorer", row.key),
            // A person without savings lives on what she gets, and keeps none of it.
            _ if row.reward => assert!(richer * 20 > saving * 19 && poorer < 20, "{}: {richer}, {poorer}", row.key),
            // A person without savings has nothing that could be taken.
            _ => assert!(poorer * 20 > saving * 19 && richer < 20, "{}: {richer}, {poorer} of {saving}", row.key),
        }
    }
}

#[test]
fn a_heating_discount_is_paid_by_the_state_in_winter_and_a_fine_goes_to_it() {
    let people = settle(&still(), 2_000);
    let state = |regime: &Regime| history(&people, regime, 9).0.iter().map(|w| w.state).collect::<Vec<_>>();
    let plain = state(&Regime::default());
    let discount: Vec<i64> = state(&with(Effect::HeatingDiscount, 100.0));
    // Standing is ruled at the end of January; in February 2,000 people get 100 yuan each, from April on nothing.
    assert_eq!(plain[2] - discount[2], 200_000);
    let in_summer = (plain[9] - discount[9]) - (plain[4] - discount[4]);
    assert!(in_summer.abs() < 20_000, "{in_summer} yuan of discounts in summer");
    assert!(state(&with(Effect::Levy, 50.0))[2] > plain[2] + 90_000);
}

#[test]
fn slow_internet_closes_imports_and_no_school_closes_school() {
    let people = people();
    let tallies = |regime: &Regime| history(&people, regime, MONTHS).1;
    let plain = tallies(&Regime::default());
    assert!(sum(&plain, Count::Imports) > 0);
    // There is no standing in the first month yet; the second is the first under the effect. Two in three use the
    // internet; the others buy in a shop as before.
    let slow = sum(&tallies(&with(Effect::SlowInternet, 1.0))[1..], Count::Imports);
    let all = sum(&plain[1..], Count::Imports);
    assert!(slow > 0 && slow * 2 < all, "{slow} of {all} imports are left");
    let barred = tallies(&with(Effect::NoGoodSchool, 300.0));
    assert_eq!(sum(&barred[1..], Count::Schoolless), sum(&barred[1..], Count::Parents));
    let approval = |tallies: &[Tally]| tallies.last().unwrap().get(Count::Approval);
    assert!(approval(&barred) < approval(&plain), "parents resent it");
}

#[test]
fn without_fast_travel_friends_far_away_fall_silent() {
    let people = people();
    let far = |home: &glasshouse::society::traits::TownPopulation| {
        home.traits.ties.iter().filter(|bits| **bits & 1 << 6 != 0).count()
    };
    let with_far: usize = people.homes.iter().map(far).sum();
    assert!(with_far > 1_000, "there are ties to fall silent");
    // A grounded world differs from one in which travel merely costs as much: there, ties far away still speak.
    let same_cost = history(&people, &with(Effect::Levy, 100.0), MONTHS).0;
    let grounded = history(&people, &with(Effect::NoFastTravel, 100.0), MONTHS).0;
    let travels: Vec<u8> = people.homes.iter().flat_map(|home| home.traits.flags.clone()).collect();
    let of_travellers = |world: &World| -> Vec<u32> {
        savings(world).into_iter().zip(&travels).filter(|(_, flags)| **flags & TRAVELS != 0).map(|(s, _)| s).collect()
    };
    // Others pay the levy only: some of them then have less to give to kin who travel.
    let pairs: Vec<_> = of_travellers(&same_cost[2]).into_iter().zip(of_travellers(&grounded[2])).collect();
    let same = pairs.iter().filter(|(one, other)| one == other).count();
    assert!(same * 100 > pairs.len() * 97, "the money of those who travel is the same: {same} of {}", pairs.len());
    let customs = |world: &World| world.towns.iter().map(|c| c.columns.custom.clone()).collect::<Vec<_>>();
    assert_ne!(customs(&same_cost[3]), customs(&grounded[3]), "the impressions of others are not");
}

#[test]
fn who_sees_the_list_matters() {
    let people = people();
    let seen_by = |list: Audience| {
        let mut strict = regime_between("social-credit", 0, 24);
        strict.rules.iter_mut().for_each(|rule| rule.lists = 12);
        strict.visibility.list = list;
        history(&people, &strict, 8).0
    };
    let [nobody, ties, everybody] = [Audience::Nobody, Audience::Ties, Audience::Everybody].map(seen_by);
    let repute = |worlds: &[World]| -> u64 {
        worlds.last().unwrap().towns.iter().flat_map(|c| &c.columns.repute).map(|r| u64::from(*r)).sum()
    };
    assert!(repute(&ties) < repute(&nobody), "the listed are gossiped about where ties see the list");
    assert_ne!(ties.last(), everybody.last(), "strangers act on the list where everybody sees it");
}

#[test]
fn reviews_reach_more_customers_and_move_custom_to_honest_firms() {
    let people = people();
    let reviews = Regime { starts: 0, ends: None, ..regime("reviews") };
    let share = |regime: &Regime| {
        let t = history(&people, regime, 24).1;
        sum(&t, Count::HonestSales) as f64 / sum(&t, Count::Sales) as f64
    };
    assert!(share(&reviews) > share(&Regime::default()));
}
