//! Negative controls: settings under which the effect must be exactly zero.

use crate::laboratory::{assert_same_lives, history, otherwise, settle, society, without_beliefs};
use glasshouse::engine::Settlement;
use glasshouse::observatory::tally::{Count, Tally};
use glasshouse::regime::{Basis, Channel, Consequence, Effect, Origin, Propaganda, Regime, Rule, Score, Tier, Whom};
use glasshouse::society::act::{Act, Nature, TABLE};

const MONTHS: u32 = 12;

fn people() -> Settlement {
    settle(&society("china-2018"), 3_000)
}

fn origin() -> Origin {
    Origin { basis: Basis::Assumed, source: String::new() }
}

/// A score with a listed tier at the bottom.
fn score() -> Score {
    let tier = |name: &str, from, listed| Tier { name: name.into(), from, listed };
    let tiers = vec![tier("low", 0, true), tier("high", 50, false)];
    Score { start: 100, least: 0, most: 200, recovery: 0, opt_in: 1.0, expiry: None, tiers }
}

/// One channel for every act that a channel can see, and a rule about each.
fn watched(coverage: f32, false_alarms: f32) -> Regime {
    let office = Act::Donate.bit() | Act::Volunteer.bit() | Act::Repay.bit() | Act::Appeal.bit();
    let acts: Vec<Act> = TABLE.iter().map(|row| row.act).filter(|act| office & act.bit() == 0).collect();
    let rule = |act: &Act| {
        let points = if TABLE[*act as usize].nature == Nature::Wrong { -10 } else { 3 };
        Rule { act: *act, who: None, points, repeat: 0, lists: 0, below: None, frees: false, origin: origin() }
    };
    let rules = acts.iter().map(rule).collect();
    let by_income = [1.0; 5];
    let channel = Channel {
        name: "eye".into(),
        acts,
        urban: coverage,
        rural: coverage,
        by_income,
        false_alarms,
        delay: 0,
        cost: 0.0,
        origin: origin(),
    };
    Regime { score: Some(score()), watch: vec![channel], rules, ..Regime::default() }
}

fn sum(tallies: &[Tally], count: Count) -> i64 {
    tallies.iter().map(|t| t.get(count)).sum()
}

#[test]
fn a_placebo_that_takes_no_side_and_opens_nothing_changes_nothing() {
    let people = people();
    let plain = history(&people, &Regime::default(), MONTHS).0;
    let speech = Some(Propaganda { integrity: 0.5, care: 0.5, speech: 0.5, strength: 1.0 });
    let placebo = Regime { score: Some(score()), propaganda: speech, ..Regime::default() };
    assert_same_lives(&history(&people, &placebo, MONTHS).0, &plain, "a placebo");
}

#[test]
fn a_random_score_without_consequences_changes_no_life() {
    let people = people();
    // Blind eyes that invent reports: everybody's points move by chance alone, and nothing follows from points.
    let mut random = watched(0.0, 0.02);
    random.score.as_mut().unwrap().tiers.iter_mut().for_each(|tier| tier.listed = false);
    let worlds = history(&people, &random, MONTHS).0;
    let moved = worlds.last().unwrap().towns.iter().flat_map(|c| &c.columns.score).filter(|s| **s != 100).count();
    assert!(moved > 1_000, "{moved} scores moved");
    let plain = history(&people, &Regime::default(), MONTHS).0;
    assert_same_lives(&without_beliefs(worlds), &plain, "a random score");
}

#[test]
fn perfect_sight_lists_nobody_wrongly_and_blind_eyes_nobody_at_all() {
    // A bribed official would lift people out of a listed tier, whatever was seen.
    let people = settle(&otherwise(&[("discretion", "way", 0.0)]), 3_000);
    let sanction = Consequence { on: Whom::Listed, effect: Effect::Levy, amount: 100.0, origin: origin() };
    let with = |coverage| Regime { sanctions: vec![sanction.clone()], ..watched(coverage, 0.0) };
    let (worlds, perfect) = history(&people, &with(1.0), 3 * MONTHS);
    assert!(sum(&perfect, Count::Listed) > 10, "{} listed", sum(&perfect, Count::Listed));
    assert_eq!(sum(&perfect, Count::WronglyListed) + sum(&perfect, Count::BlamelessLoss), 0);
    for county in &worlds.last().unwrap().towns {
        assert!(county.columns.score == county.columns.deserved, "everything is seen as it is");
    }
    let blind = history(&people, &with(0.0), MONTHS).1;
    assert_eq!(sum(&blind, Count::Listed) + sum(&blind, Count::SanctionLoss), 0);
}

#[test]
fn without_spillover_nobody_loses_for_others() {
    let people = people();
    let (_, tallies) = history(&people, &watched(1.0, 0.0), MONTHS);
    assert_eq!(sum(&tallies, Count::WronglyListed), 0);
    let mut falls = watched(1.0, 0.0);
    (falls.spillover.family, falls.spillover.friends) = (-20, -20);
    falls.rules.iter_mut().filter(|rule| rule.act == Act::Violate).for_each(|rule| rule.points = -60);
    assert!(sum(&history(&people, &falls, MONTHS).1, Count::WronglyListed) > 0, "with it, some do");
}
