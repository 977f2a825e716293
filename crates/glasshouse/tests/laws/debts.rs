//! Tests of loans: exclusion, interest by standing, default, and release from the list by repayment.

use crate::laboratory::{history, settle, society};
use glasshouse::engine::Settlement;
use glasshouse::engine::world::World;
use glasshouse::life::loan::Debt;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Channel, Consequence, Effect, Origin, Regime, Rule, Score, Tier, Whom};
use glasshouse::society::Society;
use glasshouse::society::act::Act;

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// A score of one tier that nobody looks at, and one effect on all.
fn on_everybody(effect: Effect, amount: f32) -> Regime {
    let tiers = vec![Tier { name: "all".into(), from: 0, listed: false }];
    Regime {
        score: Some(Score { start: 50, least: 0, most: 100, recovery: 0, opt_in: 1.0, expiry: None, tiers }),
        sanctions: vec![Consequence { on: Whom::Tier(0), effect, amount, origin: origin() }],
        ..Regime::default()
    }
}

/// Every broken loan is listed for a long time; paying it off frees, or does not.
fn list_of_debtors(frees: bool) -> Regime {
    let channel = Channel {
        name: "courts".into(),
        acts: vec![Act::Default],
        urban: 1.0,
        rural: 1.0,
        by_income: [1.0; 5],
        false_alarms: 0.0,
        delay: 0,
        cost: 0.0,
        origin: origin(),
    };
    let rule =
        |act, lists, frees| Rule { act, who: None, points: 0, repeat: 0, lists, below: None, frees, origin: origin() };
    let mut rules = vec![rule(Act::Default, 120, false)];
    rules.extend(frees.then(|| rule(Act::Repay, 0, true)));
    Regime { watch: vec![channel], rules, ..Regime::default() }
}

fn people(change: impl Fn(&mut Society)) -> Settlement {
    let mut society = society("china-2018");
    change(&mut society);
    settle(&society, 3_000)
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

fn debts(world: &World) -> impl Iterator<Item = Debt> {
    world.towns.iter().flat_map(|county| county.columns.debt.iter().map(|byte| Debt::read(*byte)))
}

#[test]
fn whom_a_standing_closes_credit_gets_none_and_still_pays_what_she_owes() {
    let people = people(|_| ());
    let (worlds, tallies) = history(&people, &on_everybody(Effect::NoLoan, 100.0), 6);
    let (_, plain) = history(&people, &Regime::default(), 6);
    // There is no standing in the first month yet.
    assert!(sum(&tallies[1..], Count::LoansWanted) > 100);
    assert_eq!(sum(&tallies[1..], Count::LoansOffered), 0);
    assert_eq!(sum(&tallies[1..], Count::Loans), 0);
    assert!(sum(&plain[1..], Count::Loans) > 100);
    let owing = |world: &World| debts(world).filter(|debt| matches!(debt, Debt::Paying(_))).count();
    assert!(owing(&worlds[6]) < owing(&worlds[1]));
}

#[test]
fn a_standing_moves_the_interest_by_what_it_says() {
    let people = people(|_| ());
    let rate = |regime: &Regime| {
        let tallies = history(&people, regime, 2).1;
        tallies[1].get(Count::Interest) as f64 / tallies[1].get(Count::Loans) as f64 / 10_000.0
    };
    let plain = rate(&Regime::default());
    let dearer = rate(&on_everybody(Effect::DearerLoan, 0.05));
    let cheaper = rate(&on_everybody(Effect::CheaperLoan, 0.02));
    // Not to the last digit: fewer take the dearer loan, and they live where lenders ask for less or more.
    assert!((dearer - plain - 0.05).abs() < 0.003, "{plain}, {dearer}");
    assert!((plain - cheaper - 0.02).abs() < 0.003, "{plain}, {cheaper}");
}

#[test]
fn who_pays_at_last_comes_off_the_list_only_where_a_rule_says_so() {
    let people = people(|society| society.behaviour.loan.dun = 0.3);
    let left = |frees: bool| {
        let tallies = history(&people, &list_of_debtors(frees), 24).1;
        assert!(sum(&tallies, Count::Entered) > 20, "{} were listed", sum(&tallies, Count::Entered));
        (sum(&tallies, Count::Left), sum(&tallies, Count::LeftByPaying))
    };
    assert_eq!(left(false), (0, 0), "ten years are not over");
    let (left, paying) = left(true);
    assert!(left > 5 && left == paying, "{left} left, {paying} by paying");
}

#[test]
fn without_wants_there_are_no_debts_and_without_means_no_wills() {
    let nobody = people(|society| society.behaviour.loan.want = 0.0);
    let (worlds, tallies) = history(&nobody, &Regime::default(), 3);
    assert!(debts(&worlds[3]).all(|debt| debt == Debt::None));
    assert_eq!(sum(&tallies, Count::PartsDue) + sum(&tallies, Count::Defaults), 0);
    // People who need more to live on than anybody has break every loan at once, and none by will.
    let hungry = people(|society| {
        society.behaviour.loan.subsistence = 1e9;
        society.behaviour.loan.cap = 1e9;
    });
    let tallies = history(&hungry, &Regime::default(), 12).1;
    assert_eq!(sum(&tallies, Count::Defaults), sum(&tallies, Count::PartsDue));
    assert_eq!(sum(&tallies, Count::DefaultsByWill), 0);
}

#[test]
fn where_more_is_lost_lenders_ask_for_more_until_some_are_refused() {
    let people_with = |loss: f32| people(|society| society.behaviour.loan.loss = loss);
    let (cheap, dear) = (people_with(0.0), people_with(1.0));
    let rate = |people: &Settlement| {
        let tallies = history(people, &Regime::default(), 3).1;
        sum(&tallies, Count::Interest) as f64 / sum(&tallies, Count::Loans) as f64
    };
    assert!(rate(&dear) > rate(&cheap) + 1.0);
    let rationed = people(|society| society.behaviour.loan.cap = society.behaviour.loan.funds + 0.0001);
    let tallies = history(&rationed, &Regime::default(), 3).1;
    let (wanted, offered) = (sum(&tallies, Count::LoansWanted), sum(&tallies, Count::LoansOffered));
    assert!(offered < wanted, "{offered} of {wanted}");
}
