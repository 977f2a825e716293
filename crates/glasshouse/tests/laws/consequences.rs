//! Tests of consequences that bite: each is felt where it falls, by its documented amount, and nowhere else.
//!
//! The same people live twice, with and without one effect, with the same luck.

use crate::laboratory::{history, otherwise, settle, society, still};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::life::work::SCHOOL_LOST;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{
    Audience, Basis, Consequence, EFFECTS, Effect, Origin, Regime, Score, Tier, Visibility, Whom,
};
use glasshouse::society::traits::{CHILD, INTERNET, OFFICIAL, ONLINE_WORK, TRAVELS};

/// Standings are ruled at the end of the first month, so an effect lasts one month less.
const MONTHS: u32 = 13;

/// A score of one tier, listed or not, and these effects on all; nobody looks. In force from month 0 to `ends`.
fn on_everybody(listed: bool, ends: Option<u32>, effects: &[(Effect, f32)]) -> Regime {
    let tiers = vec![Tier { name: "all".into(), from: 0, listed }];
    let origin = Origin { basis: Basis::Assumed, source: String::new() };
    let consequence = |(effect, amount): &(Effect, f32)| Consequence {
        on: Whom::Tier(0),
        effect: *effect,
        amount: *amount,
        origin: origin.clone(),
    };
    Regime {
        ends,
        score: Some(Score { start: 50, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers }),
        sanctions: effects.iter().map(consequence).collect(),
        ..Regime::default()
    }
}

fn flags(people: &Settlement) -> Vec<u8> {
    people.homes.iter().flat_map(|home| home.traits.flags.clone()).collect()
}

fn savings(world: &World) -> Vec<f64> {
    world.towns.iter().flat_map(|town| town.columns.savings.iter().map(|s| f64::from(*s))).collect()
}

fn work(world: &World) -> Vec<u8> {
    world.towns.iter().flat_map(|town| town.columns.work.clone()).collect()
}

fn mean(xs: impl Iterator<Item = f64>) -> f64 {
    let xs: Vec<f64> = xs.collect();
    assert!(!xs.is_empty(), "there are such people");
    xs.iter().sum::<f64>() / xs.len() as f64
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

/// Mean change of savings by the end, yuan: of those with something to lose (or win) against the same effect with an
/// amount of 0 (slow internet also keeps people from buying things), and of all others against no effect.
fn moved(people: &Settlement, effect: Effect, amount: f32, hits: &dyn Fn(u8) -> bool) -> (f64, Option<f64>) {
    let end = |effects: &[(Effect, f32)]| {
        savings(history(people, &on_everybody(false, None, effects), MONTHS).0.last().unwrap())
    };
    let [with, bare, without] = [end(&[(effect, amount)]), end(&[(effect, 0.0)]), end(&[])];
    let flags = flags(people);
    let change = |hit: bool, other: &[f64]| {
        let those = (0..flags.len()).filter(|i| hits(flags[*i]) == hit).collect::<Vec<_>>();
        (!those.is_empty()).then(|| mean(those.into_iter().map(|i| with[i] - other[i])))
    };
    (change(true, &bare).expect("somebody is hit"), change(false, &without))
}

/// Every effect that is money reaches the savings of those whom it concerns by its amount, less what people without
/// savings cannot pay and what savers spend of their gain; and of nobody else.
#[test]
fn each_effect_alone_is_felt_by_its_amount_where_there_is_something_to_lose_and_nowhere_else() {
    // Without bribes, which an official who has lost the post no longer gets, and without others who wait at her office.
    let alone = [("work", "offline", 0.0), ("discretion", "share", 0.0), ("discretion", "backlog", 0.0)];
    let people = settle(&otherwise(&alone), 12_000);
    let everybody = |_: u8| true;
    let has = |flag: u8| move |flags: u8| flags & flag != 0;
    // Twelve months; five of them are winter, and the first winter month, a January, has no standing yet.
    let yearly = 12.0 * 100.0;
    for row in EFFECTS {
        let (hits, amount, due): (Box<dyn Fn(u8) -> bool>, f32, f64) = match row.effect {
            Effect::HeatingDiscount => (Box::new(everybody), 100.0, 500.0),
            Effect::DepositFree | Effect::QueueSkip => (Box::new(everybody), 100.0, yearly),
            Effect::Levy => (Box::new(everybody), 100.0, -yearly),
            Effect::NoFastTravel => (Box::new(has(TRAVELS)), 100.0, -yearly),
            Effect::SlowInternet => (Box::new(has(INTERNET)), 100.0, -yearly),
            // Shares of income, which differs: the size is tested below and with money.
            Effect::Promotion => (Box::new(everybody), 0.1, 12.0 * 240.0),
            Effect::NoPost => (Box::new(has(OFFICIAL)), 0.1, -12.0 * 240.0),
            // Prospects and loans are tested below and with loans.
            Effect::NoGoodSchool | Effect::NoLoan | Effect::CheaperLoan | Effect::DearerLoan => continue,
            Effect::Own(_) => unreachable!("the table has the effects of the model only"),
        };
        let (hit, others) = moved(&people, row.effect, amount, &*hits);
        assert!((0.6..1.15).contains(&(hit / due)), "{}: {hit:.0} yuan of {due:.0}", row.key);
        let others = others.unwrap_or(0.0);
        assert!(others.abs() < 0.05 * due.abs(), "{}: {others:.0} yuan for people whom it does not concern", row.key);
        assert!(!row.path.is_empty(), "{} has a documented path", row.key);
    }
}

#[test]
fn who_lives_by_the_internet_loses_the_share_of_her_income_that_it_says() {
    let slow = on_everybody(false, None, &[(Effect::SlowInternet, 0.0)]);
    let people =
        |offline: f32| settle(&otherwise(&[("work", "offline", offline), ("work", "search_online", 0.0)]), 12_000);
    let (some, none) = (people(0.3), people(0.0));
    let end = |people: &Settlement| savings(history(people, &slow, MONTHS).0.last().unwrap());
    let (with, without, flags) = (end(&some), end(&none), flags(&some));
    let usual: Vec<f64> =
        some.homes.iter().flat_map(|home| home.traits.income.iter().map(|yuan| f64::from(*yuan))).collect();
    let those = |hit: bool| (0..flags.len()).filter(|i| (flags[*i] & ONLINE_WORK != 0) == hit).collect::<Vec<_>>();
    let lost = mean(those(true).into_iter().map(|i| without[i] - with[i]));
    let due = mean(those(true).into_iter().map(|i| 12.0 * 0.3 * usual[i]));
    assert!((0.5..1.1).contains(&(lost / due)), "{lost:.0} yuan of {due:.0}");
    let others = mean(those(false).into_iter().map(|i| without[i] - with[i]));
    assert!(others.abs() < 0.02 * due, "{others:.0} yuan for others");
}

#[test]
fn a_school_year_is_lost_in_september_by_those_with_a_child_and_stays_lost() {
    let people = settle(&still(), 3_000);
    let flags = flags(&people);
    let lost = |ends: Option<u32>, effects: &[(Effect, f32)]| {
        work(history(&people, &on_everybody(false, ends, effects), 14).0.last().unwrap())
    };
    let barred = [(Effect::NoGoodSchool, 300.0)];
    for (work, flags) in lost(None, &barred).iter().zip(&flags) {
        assert_eq!(work & SCHOOL_LOST != 0, flags & CHILD != 0, "those with a child, and nobody else");
    }
    let count = |work: Vec<u8>| work.iter().filter(|byte| **byte & SCHOOL_LOST != 0).count();
    assert_eq!(count(lost(Some(11), &barred)), count(lost(None, &barred)), "it outlasts the regime");
    assert_eq!((count(lost(Some(8), &barred)), count(lost(None, &[]))), (0, 0), "no September, no loss");
}

#[test]
fn a_post_lost_to_a_ban_outlasts_it_and_nobody_without_a_post_loses_one() {
    let people = settle(&otherwise(&[("discretion", "filled", 0.02), ("discretion", "permit", 0.0)]), 12_000);
    let lost = |effects: &[(Effect, f32)]| {
        let tallies = history(&people, &on_everybody(false, Some(10), effects), 14).1;
        [5, 13].map(|month: usize| (tallies[month].get(Count::PostsLost), tallies[month].get(Count::Officials)))
    };
    let [(during, all), (after, _)] = lost(&[(Effect::NoPost, 0.1)]);
    assert_eq!(during, all, "every official is barred");
    assert!(after > all / 2 && after < all, "{after} of {all} posts are still lost after four months");
    assert!(lost(&[])[0].0 < all / 10);
}

/// Employers who see the list hire the listed more seldom, by the share that is said; where only friends see it they do
/// not.
#[test]
fn the_listed_find_work_more_slowly_where_employers_see_the_list() {
    let found = |list: Audience, penalty: f32| {
        let people = settle(&otherwise(&[("work", "record_penalty", penalty)]), 12_000);
        let regime =
            Regime { visibility: Visibility { list, ..Visibility::default() }, ..on_everybody(true, None, &[]) };
        let tallies = &history(&people, &regime, 48).1[24..];
        let jobless: i64 = tallies.iter().map(|t| t.nth(Count::PeopleByWork, 1)).sum();
        let found: i64 = tallies.iter().map(|t| t.befell(glasshouse::life::work::FOUND_WORK)).sum();
        found as f64 / jobless as f64
    };
    let (hidden, seen, more) =
        (found(Audience::Ties, 0.5), found(Audience::Everybody, 0.5), found(Audience::Everybody, 0.25));
    assert!((hidden - 0.15).abs() < 0.01, "{hidden}");
    assert!((seen - 0.075).abs() < 0.008 && (more - 0.1125).abs() < 0.01, "{seen} and {more}");
}

/// Money is conserved, incomes have the published mean, and nothing drifts: jobless people are as many as published.
#[test]
fn work_keeps_the_mean_income_and_the_published_share_of_the_jobless() {
    let people = settle(&society("china-2018"), 12_000);
    let usual = mean(people.homes.iter().flat_map(|home| home.traits.income.iter().map(|yuan| f64::from(*yuan))));
    let tallies = history(&people, &Regime::default(), 60).1;
    for year in tallies.chunks(12) {
        let of = |count: Count, k: usize| year.iter().map(|t| t.nth(count, k)).sum::<i64>() as f64;
        let all: f64 = (0..4).map(|k| of(Count::PeopleByWork, k)).sum();
        let income: f64 = (0..4).map(|k| of(Count::IncomeByWork, k)).sum::<f64>() / all;
        assert!((income / usual - 1.0).abs() < 0.01, "{income} yuan, usually {usual}");
        let active: f64 = (0..3).map(|k| of(Count::PeopleByWork, k)).sum();
        let jobless = of(Count::PeopleByWork, 1) / active;
        assert!((0.044..0.056).contains(&jobless), "{jobless} without work; published: 4.8 to 5.1 %");
    }
    let (defaults, by_will) = (sum(&tallies, Count::Defaults) as f64, sum(&tallies, Count::DefaultsByWill) as f64);
    assert!((0.06..0.45).contains(&(by_will / defaults)), "{by_will} of {defaults} by will; published: 6 to 40 %");
    let refused = 1.0 - sum(&tallies, Count::LoansOffered) as f64 / sum(&tallies, Count::LoansWanted) as f64;
    assert!((0.05..0.4).contains(&refused), "{refused} are refused");
}

/// Where nobody can lose work or fall ill, a year of work changes nothing.
#[test]
fn without_its_chances_work_is_off() {
    let off = ["loses", "falls_ill", "pension_gap_urban", "pension_gap_rural", "festival", "varies"];
    let off: Vec<_> = off.map(|name| ("work", name, 0.0)).to_vec();
    let people = settle(&otherwise(&off), 1_000);
    let usual: Vec<u16> = people.homes.iter().flat_map(|home| home.traits.income.clone()).collect();
    let (worlds, tallies) = history(&people, &Regime::default(), 12);
    assert!(work(worlds.last().unwrap()).iter().all(|byte| *byte == 0));
    let monthly: i64 = usual.iter().map(|yuan| i64::from(*yuan)).sum();
    for t in &tallies {
        assert_eq!((0..4).map(|k| t.nth(Count::IncomeByWork, k)).sum::<i64>(), monthly);
    }
}
